//! The default theme, compiled into the program.

use crate::source::File;

macro_rules! built_in {
    ($($path:literal),* $(,)?) => {
        const FILES: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!("../../themes/default/", $path)))),*];
    };
}

built_in! {
    "assets/base.css",
    "assets/blocks.css",
    "assets/chart.css",
    "assets/chart.js",
    "assets/early.js",
    "assets/filter.js",
    "assets/icon.svg",
    "assets/page.js",
    "assets/print.css",
    "assets/search.css",
    "assets/search.js",
    "print/blocks.typ",
    "print/document.typ",
    "print/front.typ",
    "print/grid.typ",
    "print/inline.typ",
    "print/table.typ",
    "strings/en.toml",
    "strings/zh-CN.toml",
    "templates/base.html",
    "templates/home.html",
    "templates/index.html",
    "templates/metric.html",
    "templates/opinion.html",
    "templates/overview.html",
    "templates/packet.html",
    "templates/partials/chart.html",
    "templates/partials/frame.html",
    "templates/partials/grid.html",
    "templates/partials/switch.html",
    "templates/partials/table.html",
    "templates/partials/tiles.html",
    "templates/plan.html",
    "templates/progress.html",
    "templates/report.html",
    "templates/search.html",
    "templates/section.html",
    "templates/table.html",
    "tokens.toml",
}

/// Every file of the default theme with its path below the theme's folder.
pub fn files() -> impl Iterator<Item = (String, File)> {
    FILES.iter().map(|(path, bytes)| ((*path).to_owned(), File::built_in(&format!("themes/default/{path}"), bytes)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use walkdir::WalkDir;

    use crate::theme::builtin::FILES;

    #[test]
    fn the_table_is_what_the_folder_holds() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let entries = WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
        let on_disk: Vec<String> = entries
            .filter(|it| it.file_type().is_file())
            .filter_map(|it| Some(it.path().strip_prefix(&root).ok()?.to_string_lossy().replace('\\', "/")))
            .collect();
        let mut listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        listed.sort_unstable();
        let mut on_disk: Vec<&str> = on_disk.iter().map(String::as_str).collect();
        on_disk.sort_unstable();
        assert_eq!(listed, on_disk);
    }
}
