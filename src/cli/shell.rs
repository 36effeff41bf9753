//! `completions` and `man`: shell completions and the manual page, in the reader's language.

use clap_complete::Shell;

use crate::cli::args::build_command;
use crate::cli::terminal::to_stdout;
use gongbao_diag::locale::Lang;

/// The headings of a manual page.
const HEADINGS: [(&str, &str); 6] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("SUBCOMMANDS", "命令"),
    ("VERSION", "版本"),
];

/// Prints what a shell reads to complete commands.
#[expect(
    clippy::expect_used,
    reason = "the shells that can be asked for are those there are completions for"
)]
pub(super) fn print_completions(shell: &str, lang: Lang) -> u8 {
    let shell: Shell = shell.parse().expect("clap takes no other shell");
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut build_command(lang), "gongbao", &mut out);
    to_stdout(&String::from_utf8_lossy(&out));
    0
}

/// Prints the manual page, each command with its options.
pub(super) fn print_manual(lang: Lang) -> u8 {
    let mut command = build_command(lang);
    command.build();
    let mut pages = vec![manual_page(command.clone())];
    pages.extend(command.get_subcommands().map(|it| manual_page(it.clone())));
    let text = pages.join("\n");
    to_stdout(&match lang {
        Lang::En => text,
        Lang::Zh => HEADINGS.iter().fold(text, |text, (en, zh)| {
            text.replace(&format!(".SH {en}\n"), &format!(".SH {zh}\n"))
                .replace(&format!(".SH \"{en}\"\n"), &format!(".SH \"{zh}\"\n"))
        }),
    });
    0
}

#[expect(
    clippy::expect_used,
    reason = "a page is written into memory, which does not refuse"
)]
fn manual_page(command: clap::Command) -> String {
    let mut out = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut out)
        .expect("memory takes everything that is written to it");
    String::from_utf8_lossy(&out).into_owned()
}
