//! The themes that are compiled into the program.

use gongbao_source::SourceFile;

macro_rules! built_in {
    ($list:ident, $theme:literal: $($path:literal),* $(,)?) => {
        const $list: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!("../../../themes/", $theme, "/", $path)))),*];
    };
}

built_in! { DEFAULT, "default":
    "assets/base.css",
    "assets/blocks.css",
    "assets/chart.css",
    "assets/chart.js",
    "assets/early.js",
    "assets/filter.js",
    "assets/icon.svg",
    "assets/office.css",
    "assets/page.js",
    "assets/print.css",
    "assets/scripts.css",
    "assets/search.css",
    "assets/search.js",
    "assets/share.js",
    "print/blocks.typ",
    "print/document.typ",
    "print/front.typ",
    "print/grid.typ",
    "print/inline.typ",
    "print/table.typ",
    "strings/en.toml",
    "strings/zh-CN.toml",
    "templates/404.html",
    "templates/base.html",
    "templates/home.html",
    "templates/index.html",
    "templates/leaving.html",
    "templates/metric.html",
    "templates/opinion.html",
    "templates/overview.html",
    "templates/packet.html",
    "templates/partials/chart.html",
    "templates/partials/frame.html",
    "templates/partials/grid.html",
    "templates/partials/masthead.html",
    "templates/partials/switch.html",
    "templates/partials/table.html",
    "templates/partials/tiles.html",
    "templates/plan.html",
    "templates/progress.html",
    "templates/redirect.html",
    "templates/report.html",
    "templates/search.html",
    "templates/section.html",
    "templates/table.html",
    "tokens.toml",
}

built_in! { REDHEAD, "redhead":
    "assets/theme.css",
    "templates/home.html",
    "templates/partials/masthead.html",
    "tokens.toml",
}

/// The names of the themes.
pub(crate) const THEME_NAMES: [&str; 2] = ["default", "redhead"];

fn embedded_files(name: &str) -> &'static [(&'static str, &'static [u8])] {
    match name {
        "default" => DEFAULT,
        "redhead" => REDHEAD,
        _ => &[],
    }
}

/// Every file of a theme with its path below the theme's folder; none if no theme of that name is compiled in.
pub(crate) fn theme_files(name: &str) -> impl Iterator<Item = (String, SourceFile)> {
    let file = move |path: &str, bytes: &[u8]| {
        SourceFile::built_in(&format!("themes/{name}/{path}"), bytes)
    };
    embedded_files(name)
        .iter()
        .map(move |(path, bytes)| ((*path).to_owned(), file(path, bytes)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use walkdir::WalkDir;

    use crate::builtin::{THEME_NAMES, embedded_files};

    #[test]
    fn the_tables_are_what_the_folders_hold() {
        for name in THEME_NAMES {
            let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
                .join("themes")
                .join(name);
            let entries = WalkDir::new(&root)
                .sort_by_file_name()
                .into_iter()
                .map(|it| it.expect("a folder that can be read"));
            let on_disk: Vec<String> = entries
                .filter(|it| it.file_type().is_file())
                .map(|it| {
                    let below = it.path().strip_prefix(&root).expect("a path below");
                    below.to_string_lossy().replace('\\', "/")
                })
                .collect();
            let mut listed: Vec<&str> =
                embedded_files(name).iter().map(|(path, _)| *path).collect();
            listed.sort_unstable();
            let mut on_disk: Vec<&str> = on_disk.iter().map(String::as_str).collect();
            on_disk.sort_unstable();
            assert_eq!(listed, on_disk);
        }
    }
}
