//! The diagnostics of a run as text for people, no more of them than somebody reads.
//!
//! One mistake in a table can make two hundred others; whoever is shown all of them finds none. So equal diagnostics are
//! one with a count, those that make others moot come first, and the rest is counted. Programs get every diagnostic,
//! see `FinishedRun::json`. Start at [`render_diagnostics`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cli::words::{Say, say};
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_diag::{
    Code, Diagnostic, Diags, Place, Severity, format_location, render_for_terminal,
};
use gongbao_source::Sources;

/// How many different diagnostics of one code are shown for one file.
const MAX_SHOWN_OF_A_CODE_IN_A_FILE: usize = 5;
/// How many different diagnostics are shown in all.
const MAX_SHOWN: usize = 50;

/// How much of a list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListLength {
    /// As much as somebody reads.
    Bounded,
    /// Every diagnostic at each of its places.
    Everything,
}

/// How a list is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListStyle {
    pub lang: Lang,
    pub length: ListLength,
    /// Whether ANSI colours may be used.
    pub color: bool,
}

/// Diagnostics that say the same of different places.
struct DiagnosticGroup<'a> {
    first: &'a Diagnostic,
    n: usize,
    files: BTreeSet<&'a Arc<str>>,
}

/// What is counted instead of shown.
struct OmittedCode<'a> {
    severity: Severity,
    code: Code,
    n: usize,
    files: BTreeSet<&'a Arc<str>>,
}

/// What was found, those first that make others moot, each followed by an empty line.
pub(super) fn render_diagnostics(found: &Diags, sources: &Sources, style: ListStyle) -> String {
    let mut all = found.sorted();
    all.sort_by_key(|it| (it.severity(), file_rank(&it.place.file)));
    let render = |it: &Diagnostic| {
        let text = render_for_terminal(it, style.lang, sources, style.color);
        text.trim_end().to_owned()
    };
    if style.length == ListLength::Everything {
        return all.into_iter().map(|it| render(it) + "\n\n").collect();
    }
    let (shown, omitted) = select_groups(group_equal_diagnostics(all, style.lang));
    let shown = shown.iter().map(|it| {
        let count = describe_repetition(it, style.lang);
        format!("{}\n{count}\n", render(it.first))
    });
    let mut text: String = shown.collect();
    if !omitted.is_empty() {
        let lines = omitted
            .iter()
            .map(|it| describe_omission(it, style.lang, sources) + "\n");
        text.extend(lines);
        text.push_str(say(style.lang, Say::ListAll));
        text.push_str("\n\n");
    }
    text
}

/// Pages show what settings and tables say, so a mistake there is often the reason of many in pages.
fn file_rank(file: &str) -> u8 {
    if file == "site.toml" {
        0
    } else if file.starts_with("data/") {
        1
    } else if file.starts_with("content/") {
        3
    } else {
        2
    }
}

/// One group for what has the same code, message and help, in the order of the first of each.
fn group_equal_diagnostics(all: Vec<&Diagnostic>, lang: Lang) -> Vec<DiagnosticGroup<'_>> {
    let mut groups: Vec<DiagnosticGroup<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for diagnostic in all {
        let key = (
            diagnostic.severity(),
            diagnostic.code,
            diagnostic.message(lang),
            diagnostic.help(lang),
        );
        let at = *known.entry(key).or_insert(groups.len());
        if at == groups.len() {
            groups.push(DiagnosticGroup {
                first: diagnostic,
                n: 0,
                files: BTreeSet::new(),
            });
        }
        groups[at].n += 1;
        groups[at].files.insert(&diagnostic.place.file);
    }
    groups
}

/// The groups that are shown, and what is said of the others: a line for each code.
fn select_groups(
    groups: Vec<DiagnosticGroup<'_>>,
) -> (Vec<DiagnosticGroup<'_>>, Vec<OmittedCode<'_>>) {
    let mut shown: Vec<DiagnosticGroup<'_>> = Vec::new();
    let mut omitted: Vec<OmittedCode<'_>> = Vec::new();
    let mut n_shown = BTreeMap::new();
    for group in groups {
        let (code, severity) = (group.first.code, group.first.severity());
        let n = n_shown
            .entry((code, &group.first.place.file))
            .or_insert(0_usize);
        if shown.len() < MAX_SHOWN && *n < MAX_SHOWN_OF_A_CODE_IN_A_FILE {
            *n += 1;
            shown.push(group);
            continue;
        }
        let same = |it: &&mut OmittedCode<'_>| (it.code, it.severity) == (code, severity);
        match omitted.iter_mut().find(same) {
            Some(counted) => {
                counted.n += group.n;
                counted.files.extend(group.files);
            }
            None => omitted.push(OmittedCode {
                severity,
                code,
                n: group.n,
                files: group.files,
            }),
        }
    }
    (shown, omitted)
}

/// How often a diagnostic was found, as a line of its own; nothing if it was once.
fn describe_repetition(group: &DiagnosticGroup<'_>, lang: Lang) -> String {
    let pattern = match (group.n, group.files.len()) {
        (1, _) => return String::new(),
        (_, 1) => Say::RepeatedInFile,
        _ => Say::RepeatedInFiles,
    };
    let (n, files) = (group.n.to_string(), group.files.len().to_string());
    fill_placeholders(say(lang, pattern), &[("n", &n), ("files", &files)]) + "\n"
}

fn describe_omission(omitted: &OmittedCode<'_>, lang: Lang, sources: &Sources) -> String {
    let severity = match omitted.severity {
        Severity::Error => Say::Error,
        Severity::Warning => Say::Warning,
    };
    let n = omitted.n.to_string();
    let mut files = omitted.files.iter();
    let (pattern, files) = match (files.next(), files.len()) {
        (Some(only), 0) => (
            Say::OmittedInFile,
            format_location(&Place::file(only), lang, sources),
        ),
        (_, more) => (Say::OmittedInFiles, (more + 1).to_string()),
    };
    let values = [
        ("severity", say(lang, severity)),
        ("code", omitted.code.name()),
        ("n", &n),
        ("files", &files),
    ];
    fill_placeholders(say(lang, pattern), &values)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::cli::diagnostic_list::{ListLength, ListStyle, render_diagnostics};
    use gongbao_diag::locale::Lang;
    use gongbao_diag::{Code, Diagnostic, Diags, Place};
    use gongbao_source::Sources;

    fn unknown_table(file: &str, at: usize, name: &str) -> Diagnostic {
        Diagnostic::new(
            Code::UnknownTable,
            Place::text(&Arc::from(file), at..at + 1),
        )
        .with("name", name.to_owned())
        .with("hint", "")
        .with("known", "stations")
    }

    fn raw_html(file: &str, tag: &str) -> Diagnostic {
        Diagnostic::new(Code::RawHtml, Place::file(&Arc::from(file))).with("text", tag.to_owned())
    }

    fn render(all: Vec<Diagnostic>, lang: Lang, length: ListLength) -> String {
        let mut found = Diags::new();
        all.into_iter().for_each(|it| found.push(it));
        let style = ListStyle {
            lang,
            length,
            color: false,
        };
        render_diagnostics(&found, &Sources::default(), style)
    }

    fn count_titles(text: &str) -> usize {
        text.matches(" --> ").count()
    }

    #[test]
    fn equal_diagnostics_are_one_with_a_count() {
        let all = || {
            (0..200)
                .map(|it| {
                    let file = ["content/b.md", "content/a.md", "content/c.md"][it % 3];
                    unknown_table(file, it, "x")
                })
                .collect()
        };
        let zh = render(all(), Lang::Zh, ListLength::Bounded);
        assert_eq!(
            zh,
            "错误[data/unknown-table]: 没有名为“x”的表\n --> content/a.md\n |\n = 帮助: 现有的表：stations\n\
             说明: 同样的问题共200处，涉及3个文件；这里只列第一处\n\n"
        );
        let en = render(all(), Lang::En, ListLength::Bounded);
        assert!(
            en.ends_with("note: found 200 times in 3 files; only the first place is shown\n\n"),
            "{en}"
        );
        assert_eq!(count_titles(&en), 1, "{en}");
    }

    #[test]
    fn says_when_all_equal_ones_stand_in_one_file() {
        let all = || (0..2).map(|it| unknown_table("a.md", it, "x")).collect();
        let zh = render(all(), Lang::Zh, ListLength::Bounded);
        assert!(zh.contains("同样的问题共2处，都在这个文件中；"), "{zh}");
        let en = render(all(), Lang::En, ListLength::Bounded);
        assert!(en.contains("found 2 times in this file;"), "{en}");
    }

    #[test]
    fn a_single_diagnostic_has_no_count() {
        let text = render(
            vec![unknown_table("a.md", 0, "x")],
            Lang::En,
            ListLength::Bounded,
        );
        assert!(!text.contains("note:") && !text.contains("--all"), "{text}");
    }

    #[test]
    fn equal_words_of_another_severity_stay_apart() {
        let all = vec![raw_html("a.md", "b"), raw_html("b.md", "b").hardened()];
        let text = render(all, Lang::En, ListLength::Bounded);
        assert!(
            text.starts_with("error[content/raw-html]")
                && text.contains("warning[content/raw-html]"),
            "{text}"
        );
    }

    #[test]
    fn shows_five_of_a_code_in_a_file() {
        let all = || {
            let of = |file: &'static str, n: usize| {
                (0..n).map(move |it| unknown_table(file, it, &format!("t{it}{file}")))
            };
            of("content/a.md", 5).chain(of("content/b.md", 8)).collect()
        };
        let zh = render(all(), Lang::Zh, ListLength::Bounded);
        assert_eq!(count_titles(&zh), 10, "{zh}");
        assert!(
            zh.ends_with(
                "错误[data/unknown-table]: 另有3处，在 content/b.md\n\
                 以上没有列全：--all 列出全部，gongbao check --format json 供程序读取\n\n"
            ),
            "{zh}"
        );
        let en = render(all(), Lang::En, ListLength::Bounded);
        assert!(
            en.ends_with(
                "error[data/unknown-table]: 3 more in content/b.md\n\
                 This list is not complete: --all lists everything, and gongbao check --format json is for programs\n\n"
            ),
            "{en}"
        );
    }

    #[test]
    fn shows_fifty_in_all_the_errors_first() {
        let file = |it: usize| format!("content/{it:03}.md");
        let all = || {
            let errors = (0..60).map(|it| unknown_table(&file(it), 0, &format!("t{it}")));
            let warnings = (0..7).map(|it| raw_html(&file(it), "b"));
            warnings.chain(errors).collect()
        };
        let zh = render(all(), Lang::Zh, ListLength::Bounded);
        assert_eq!(count_titles(&zh), 50, "{zh}");
        assert!(
            zh.contains("错误[data/unknown-table]: 另有10处，在10个文件中\n警告[content/raw-html]: 另有7处，在7个文件中\n"),
            "{zh}"
        );
        let en = render(all(), Lang::En, ListLength::Bounded);
        assert!(
            en.contains("error[data/unknown-table]: 10 more in 10 files\nwarning[content/raw-html]: 7 more in 7 files\n"),
            "{en}"
        );
    }

    #[test]
    fn settings_and_data_come_before_pages() {
        let files = ["content/a.md", "theme/base.html", "data/a.csv", "site.toml"];
        let all = files
            .iter()
            .map(|it| unknown_table(it, 0, it))
            .chain([raw_html("site.toml", "b")])
            .collect();
        let text = render(all, Lang::En, ListLength::Bounded);
        let places: Vec<&str> = text
            .lines()
            .filter_map(|it| it.strip_prefix(" --> "))
            .collect();
        assert_eq!(
            places,
            [
                "site.toml",
                "data/a.csv",
                "theme/base.html",
                "content/a.md",
                "site.toml"
            ]
        );
    }

    #[test]
    fn everything_is_every_place() {
        let all = (0..200)
            .map(|it| unknown_table("content/a.md", it, "x"))
            .collect();
        let text = render(all, Lang::En, ListLength::Everything);
        assert_eq!(count_titles(&text), 200);
        assert!(!text.contains("note:") && !text.contains("--all"));
    }

    #[test]
    fn a_terminal_is_not_obeyed_where_files_are_named() {
        let all = (0..7)
            .map(|it| unknown_table("content/\u{1b}[2J.md", it, &format!("t{it}")))
            .collect();
        let text = render(all, Lang::En, ListLength::Bounded);
        assert!(
            text.contains("2 more in content/") && !text.contains('\u{1b}'),
            "{text}"
        );
    }
}
