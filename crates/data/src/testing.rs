//! Catalogues out of texts, for the tests of this crate and of those above.

use crate::catalog::{Catalog, Entry};
use crate::table::Table;
use gongbao_diag::Diags;
use gongbao_source::{SourceFile, Sources};

/// The sources these files would give.
pub(crate) fn sources(files: &[(&str, &str)]) -> Sources {
    Sources::of(
        files
            .iter()
            .map(|(path, text)| SourceFile::built_in(path, text.as_bytes()))
            .collect(),
    )
}

/// The catalogue these files would give, and the complaints about them.
pub(crate) fn load(files: &[(&str, &str)]) -> (Catalog, Diags) {
    load_files(sources(files))
}

/// The catalogue of these sources, and the complaints about them.
pub(crate) fn load_files(sources: Sources) -> (Catalog, Diags) {
    let mut diags = Diags::new();
    let catalog = crate::load_tables(&sources, &mut diags);
    (catalog, diags)
}

/// The table of one undescribed CSV file, named `t`.
pub(crate) fn table(csv: &str) -> Table {
    let (catalog, diags) = load(&[("data/t.csv", csv)]);
    assert!(diags.is_empty(), "{:?}", codes(&diags));
    match catalog.get("t") {
        Some(Entry::Ready(table)) => table.clone(),
        _ => panic!("the table is broken"),
    }
}

/// The names of the complaints, sorted.
pub(crate) fn codes(diags: &Diags) -> Vec<&'static str> {
    let mut codes: Vec<&str> = diags.sorted().iter().map(|it| it.code.name()).collect();
    codes.sort_unstable();
    codes
}

/// Holds that loading these files gives these complaints and no others; `expected` is sorted.
pub(crate) fn check_codes(files: &[(&str, &str)], expected: &[&str]) {
    let (_, diags) = load(files);
    assert_eq!(codes(&diags), expected, "{files:?}");
}
