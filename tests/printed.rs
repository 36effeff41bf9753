//! What a run prints has a bound, says how to see the rest, and ends with what to do next.

use std::fmt::Write as _;
use std::process::Output;

use crate::support::{gongbao, said, site, text};

const SETTINGS: (&str, &str) = ("site.toml", "title = \"公报\"\n");

fn run(args: &[&str], lang: &str) -> Output {
    let command = [args, &["--lang", lang]].concat();
    gongbao(&command).output().expect("the program to start")
}

fn last_line(run: &Output) -> String {
    let said = said(run);
    said.lines().last().expect("a last line").to_owned()
}

/// A site whose page has 200 mistakes, each as `mistake` writes it.
fn site_with_mistakes(mistake: impl Fn(usize) -> String) -> tempfile::TempDir {
    let mut page = "# 公报\n".to_owned();
    for n in 0..200 {
        write!(page, "\n{}\n", mistake(n)).expect("a text takes everything");
    }
    site(&[SETTINGS, ("content/index.md", &page)])
}

#[test]
fn two_hundred_equal_mistakes_are_one_with_a_count() {
    let root = site_with_mistakes(|_| "{{ nothing }}".to_owned());
    let path = text(root.path());
    for (lang, note, next) in [
        (
            "zh",
            "说明: 同样的问题共200处，都在这个文件中；这里只列第一处",
            format!("下一步：改正上面的第一个错误，再运行 gongbao check {path}"),
        ),
        (
            "en",
            "note: found 200 times in this file; only the first place is shown",
            format!("Next: correct the first error above, then run gongbao check {path}"),
        ),
    ] {
        for command in ["check", "build"] {
            let run = run(&[command, &path], lang);
            let said = said(&run);
            assert_eq!(run.status.code(), Some(1), "{said}");
            assert_eq!(said.matches("[figure/unknown-name]").count(), 1, "{said}");
            assert!(
                said.contains(note) && said.contains("content/index.md:3:"),
                "{said}"
            );
            assert_eq!(last_line(&run), next);
        }
    }
}

#[test]
fn two_hundred_different_mistakes_are_five_and_a_line() {
    let root = site_with_mistakes(|n| format!("{{{{ nothing_{n} }}}}"));
    let path = text(root.path());
    for (lang, rest) in [
        (
            "zh",
            "错误[figure/unknown-name]: 另有195处，在 content/index.md\n以上没有列全：--all 列出全部",
        ),
        (
            "en",
            "error[figure/unknown-name]: 195 more in content/index.md\nThis list is not complete: --all lists everything",
        ),
    ] {
        let said = said(&run(&["check", &path], lang));
        assert_eq!(said.matches("[figure/unknown-name]").count(), 6, "{said}");
        assert!(said.contains(rest), "{said}");
    }
}

#[test]
fn everything_is_printed_on_request_and_for_programs() {
    let root = site_with_mistakes(|_| "{{ nothing }}".to_owned());
    let path = text(root.path());
    for lang in ["zh", "en"] {
        let all = said(&run(&["check", &path, "--all"], lang));
        assert_eq!(all.matches("[figure/unknown-name]").count(), 200);
        let json = run(&["check", &path, "--format", "json"], lang);
        let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
        assert_eq!(json["diagnostics"].as_array().map(Vec::len), Some(200));
    }
}

#[test]
fn eight_pages_without_a_font_are_one_warning() {
    let settings = "title = \"公报\"\nas_of = \"2026-01-31\"\n\n[documents]\noutputs = [\"pdf\"]\nown_fonts_only = true\n";
    let names: Vec<String> = (1..=8).map(|it| format!("content/p{it}.md")).collect();
    let pages: Vec<String> = (1..=8)
        .map(|it| format!("# 报告{it}\n\n正文。\n"))
        .collect();
    let mut files = vec![("site.toml", settings), ("content/index.md", "# 公报\n")];
    files.extend(
        names
            .iter()
            .zip(&pages)
            .map(|(name, page)| (name.as_str(), page.as_str())),
    );
    let root = site(&files);
    let path = text(root.path());
    for (lang, title, note, next) in [
        (
            "zh",
            "警告[document/not-made]: 没有生成 PDF：没有找到中文字体",
            "同样的问题共8处，涉及8个文件",
            format!("下一步：看看上面的警告，再运行 gongbao build {path} 生成站点"),
        ),
        (
            "en",
            "warning[document/not-made]: no PDF was made: no font with Chinese characters was found",
            "found 8 times in 8 files",
            format!(
                "Next: look at the warnings above, then run gongbao build {path} to make the site"
            ),
        ),
    ] {
        let run = run(&["check", &path], lang);
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert_eq!(stderr.matches(" --> ").count(), 1, "{stderr}");
        assert!(stderr.contains(title) && stderr.contains(note), "{stderr}");
        assert_eq!(last_line(&run), next);
    }
}

#[test]
fn a_build_ends_with_the_page_to_open() {
    let root = site(&[SETTINGS, ("content/a.md", "# 甲\n")]);
    let path = text(root.path());
    let home = root.path().join("public").join("index.html");
    for (lang, next) in [
        ("zh", format!("下一步：在浏览器中打开 {}", home.display())),
        ("en", format!("Next: open {} in a browser", home.display())),
    ] {
        assert_eq!(last_line(&run(&["build", &path], lang)), next);
        assert!(home.is_file(), "there is no page to open");
    }
}

#[test]
fn help_completions_and_manual_know_the_whole_list() {
    for (lang, help) in [
        ("zh", "列出全部错误和警告"),
        ("en", "list every error and warning"),
    ] {
        for command in ["check", "build", "publish", "serve"] {
            let said = said(&run(&[command, "--help"], lang));
            assert!(said.contains("--all") && said.contains(help), "{said}");
        }
        assert!(said(&run(&["man"], lang)).contains(help));
        assert!(said(&run(&["completions", "zsh"], lang)).contains(help));
        // These print no diagnostics.
        assert!(!said(&run(&["fonts", "--help"], lang)).contains("--all"));
    }
}
