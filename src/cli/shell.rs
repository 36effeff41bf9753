//! `completions` and `man`: what shells and manuals are told of the commands, in the reader's language.

use clap_complete::Shell;

use crate::cli::args::command;
use crate::cli::to_stdout;
use gongbao_diag::locale::Lang;

/// The shells there are completions for.
pub const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

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
pub fn completions(shell: &str, lang: Lang) -> u8 {
    let Ok(shell) = shell.parse::<Shell>() else {
        return crate::cli::FAILED;
    };
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut command(lang), "gongbao", &mut out);
    to_stdout(&String::from_utf8_lossy(&out));
    0
}

/// Prints the manual page, each command with its options.
pub fn manual(lang: Lang) -> u8 {
    let mut command = command(lang);
    command.build();
    let mut pages = vec![page(command.clone())];
    pages.extend(command.get_subcommands().map(|it| page(it.clone())));
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

fn page(command: clap::Command) -> String {
    let mut out = Vec::new();
    // Memory takes everything that is written to it.
    drop(clap_mangen::Man::new(command).render(&mut out));
    String::from_utf8_lossy(&out).into_owned()
}
