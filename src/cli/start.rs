//! `gongbao new DIR`: creates a small working site to start from.

use std::path::Path;

use crate::cli::schema;
use crate::cli::terminal::{EXIT_REFUSED, to_stderr, to_stdout};
use crate::cli::words::{Say, say};
use crate::pipeline;
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_diag::{Diags, render_for_terminal};
use gongbao_source::Sources;

/// The kinds of report a site can begin with.
pub(super) const STARTER_KINDS: [&str; 3] = ["report", "opinion", "progress"];

macro_rules! starter {
    ($lang:literal) => {
        &[
            (
                "site.toml",
                include_str!(concat!("starter/", $lang, "/site.toml")),
            ),
            (
                "data/staff.csv",
                include_str!(concat!("starter/", $lang, "/staff.csv")),
            ),
            (
                "data/datapackage.yaml",
                include_str!(concat!("starter/", $lang, "/datapackage.yaml")),
            ),
            (
                "data/metrics.yaml",
                include_str!(concat!("starter/", $lang, "/metrics.yaml")),
            ),
            (
                "content/index.md",
                include_str!(concat!("starter/", $lang, "/index.md")),
            ),
            (
                "content/report.md",
                include_str!(concat!("starter/", $lang, "/report.md")),
            ),
            (
                "content/opinion.md",
                include_str!(concat!("starter/", $lang, "/opinion.md")),
            ),
            (
                "content/progress.md",
                include_str!(concat!("starter/", $lang, "/progress.md")),
            ),
        ]
    };
}

const CHINESE_STARTER: &[(&str, &str)] = starter!("zh");
const ENGLISH_STARTER: &[(&str, &str)] = starter!("en");

/// Makes the site; the folder must not be there, or be empty.
pub(super) fn create_new_site(folder: &Path, kind: &str, lang: Lang) -> u8 {
    let all = match lang {
        Lang::Zh => CHINESE_STARTER,
        Lang::En => ENGLISH_STARTER,
    };
    // Of the pages only the one asked for, and the home page.
    let others: Vec<String> = STARTER_KINDS
        .iter()
        .filter(|it| **it != kind)
        .map(|it| format!("content/{it}.md"))
        .collect();
    let for_editors = schema::for_editors(lang);
    let own = all
        .iter()
        .filter(|(path, _)| !others.iter().any(|it| it == path))
        .copied();
    let files: Vec<(&str, &str)> = own
        .chain(
            for_editors
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        )
        .collect();
    let mut diags = Diags::new();
    if pipeline::create_site(folder, &files, &mut diags).is_err() {
        let sources = Sources::default();
        diags
            .sorted()
            .iter()
            .for_each(|it| to_stderr(&(render_for_terminal(it, lang, &sources, false) + "\n")));
        return EXIT_REFUSED;
    }
    let n_files = files.len() - for_editors.len();
    let values = [
        ("dir", folder.display().to_string()),
        ("n", n_files.to_string()),
    ];
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, it)| (*name, it.as_str()))
        .collect();
    to_stdout(&(fill_placeholders(say(lang, Say::Started), &values) + "\n"));
    0
}
