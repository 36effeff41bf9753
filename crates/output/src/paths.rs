//! Where downloads stand: pure functions of a page and an exhibit, so that links and files agree.

use gongbao_settings::DocumentFormat;
use gongbao_site::Route;

pub use gongbao_site::lineage::{ROWS_SHOWN, row_anchor};

/// The extensions of pictures of charts, which are the names of their outputs as well.
pub const SVG: &str = "svg";
pub const PNG: &str = "png";

/// The address of an exhibit's downloads without extension: `files/report/police/fig-1`.
pub fn exhibit_path(page: &Route, id: &str) -> String {
    exhibits_folder(page) + &file_name(id)
}

/// Where the documents of a page stand, if it has any.
pub fn document_routes(page: &Route) -> impl Iterator<Item = Route> {
    DocumentFormat::ALL
        .into_iter()
        .map(|it| document_route(page, it))
}

/// Where the document of a page stands in a format.
pub fn document_route(page: &Route, format: DocumentFormat) -> Route {
    let stem = page.0.strip_suffix(".html").unwrap_or(&page.0);
    with_extension(stem, format.name())
}

/// The folder of a page's downloads: `files/report/police/`.
pub fn exhibits_folder(page: &Route) -> String {
    let stem = page.0.strip_suffix(".html").unwrap_or(&page.0);
    format!("files/{stem}/")
}

/// The address of a download with its extension.
pub fn with_extension(stem: &str, extension: &str) -> Route {
    Route(format!("{stem}.{extension}"))
}

/// Web servers and archives disagree about names beyond lower-case ASCII, so others are spelt out.
fn file_name(id: &str) -> String {
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-' || it == '_';
    if !id.is_empty() && id.chars().all(plain) {
        return id.to_owned();
    }
    let spelt: Vec<String> = id
        .chars()
        .map(|it| format!("{:x}", u32::from(it)))
        .collect();
    format!("u.{}", spelt.join("."))
}

#[cfg(test)]
mod tests {
    use crate::paths::{exhibit_path, row_anchor};
    use gongbao_site::Route;

    fn check(page: &str, id: &str, expected: &str) {
        assert_eq!(exhibit_path(&Route(page.to_owned()), id), expected);
    }

    #[test]
    fn downloads_stand_in_a_folder_of_their_page() {
        check("report/police.html", "fig-1", "files/report/police/fig-1");
    }

    #[test]
    fn names_beyond_ascii_are_spelt_out() {
        check("index.html", "图", "files/index/u.56fe");
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        assert_eq!(row_anchor(0), "r2");
    }
}
