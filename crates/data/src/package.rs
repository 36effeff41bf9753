//! Where data come from and on what terms: what a data package says about itself, its tables and their
//! sources (Data Package v2), and beside it who made them, when they were fetched, what they cover and how
//! they were made.

use crate::fields::{keep_fields, list_items, read_text, read_texts};
use crate::missing_values::{MissingMarkers, read_missing_markers};
use gongbao_diag::Diags;
use gongbao_diag::locale::{Date, Text, parse_date};
use gongbao_model::{Background, Coverage, License, Package, SourceNote};
use gongbao_source::{Fields, YamlNode, YamlValue};

const SOURCE_KEYS: [&str; 9] = [
    "title",
    "path",
    "email",
    "version",
    "organisation",
    "licenses",
    "retrieved",
    "coverage",
    "method",
];
const LICENSE_KEYS: [&str; 3] = ["name", "title", "path"];
const COVERAGE_KEYS: [&str; 2] = ["period", "area"];

/// What is said about the package; its resources are read elsewhere.
pub(crate) fn read_package(fields: &Fields<'_>, diags: &mut Diags) -> Package {
    Package {
        name: read_text(fields, "name", diags),
        title: read_text(fields, "title", diags),
        description: read_text(fields, "description", diags),
        version: read_text(fields, "version", diags),
        homepage: read_text(fields, "homepage", diags),
        keywords: read_texts(fields, "keywords", diags),
        licenses: read_licenses(fields, diags),
        sources: source_notes(list_items(fields, "sources"), diags),
    }
}

/// What stands for “no value” in tables that do not say it themselves.
pub(crate) fn package_signs(fields: &Fields<'_>, diags: &mut Diags) -> Option<MissingMarkers> {
    let node = fields.get("missingValues")?;
    Some(MissingMarkers {
        list: read_missing_markers(node, diags),
        of_texts: true,
    })
}

/// What is said about how a table or source came to be.
pub(crate) fn read_background(fields: &Fields<'_>, diags: &mut Diags) -> Background {
    Background {
        organisation: read_text(fields, "organisation", diags),
        licenses: read_licenses(fields, diags),
        retrieved: fields
            .get("retrieved")
            .and_then(|it| read_retrieval_date(it, diags)),
        coverage: fields
            .get("coverage")
            .map_or_else(Coverage::default, |it| read_coverage(it, diags)),
        method: read_text(fields, "method", diags),
    }
}

/// The sources under `sources`.
pub(crate) fn source_notes(nodes: &[YamlNode], diags: &mut Diags) -> Vec<SourceNote> {
    nodes
        .iter()
        .filter_map(|it| source_note(it, diags))
        .collect()
}

/// A source is a mapping with a title, or just the title.
fn source_note(node: &YamlNode, diags: &mut Diags) -> Option<SourceNote> {
    if let YamlValue::Scalar { text, .. } = &node.value {
        return Some(SourceNote {
            title: text.clone(),
            ..SourceNote::default()
        });
    }
    let fields = keep_fields(node, "sources", &SOURCE_KEYS, diags)?;
    let mut note = SourceNote {
        title: String::new(),
        path: read_text(&fields, "path", diags),
        email: read_text(&fields, "email", diags),
        version: read_text(&fields, "version", diags),
        background: read_background(&fields, diags),
    };
    let title = diags.keep(fields.need("title", "示例市统计年报"))?;
    note.title = diags.keep(title.string("title"))?;
    Some(note)
}

fn read_licenses(fields: &Fields<'_>, diags: &mut Diags) -> Vec<License> {
    list_items(fields, "licenses")
        .iter()
        .filter_map(|it| read_license(it, diags))
        .collect()
}

/// A licence is a mapping, or just its name.
fn read_license(node: &YamlNode, diags: &mut Diags) -> Option<License> {
    if let YamlValue::Scalar { text, .. } = &node.value {
        return Some(License {
            name: Some(text.clone()),
            ..License::default()
        });
    }
    let fields = keep_fields(node, "licenses", &LICENSE_KEYS, diags)?;
    let mut part = |key| read_text(&fields, key, diags);
    let license = License {
        name: part("name"),
        title: part("title"),
        path: part("path"),
    };
    if license.name.is_none() && license.path.is_none() {
        diags.keep(fields.need("name", "CC-BY-4.0"))?;
    }
    Some(license)
}

fn read_retrieval_date(node: &YamlNode, diags: &mut Diags) -> Option<Date> {
    let date = parse_date(&diags.keep(node.string("retrieved"))?);
    if date.is_none() {
        diags.push(node.refuse(
            "retrieved",
            Text::new("一个日期，如 2025-12-31", "a date such as 2025-12-31"),
        ));
    }
    date
}

fn read_coverage(node: &YamlNode, diags: &mut Diags) -> Coverage {
    let Some(fields) = keep_fields(node, "coverage", &COVERAGE_KEYS, diags) else {
        return Coverage::default();
    };
    Coverage {
        period: read_text(&fields, "period", diags),
        area: read_text(&fields, "area", diags),
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Entry;
    use crate::table::Table;
    use crate::testing::{check_codes, load};

    const CSV: (&str, &str) = ("data/a.csv", "x\n1\n");

    fn check(keys: &str, expected: &[&str]) {
        let yaml = format!("resources: [{{name: a, path: a.csv, {keys}}}]\n");
        check_codes(&[CSV, ("data/datapackage.yaml", &yaml)], expected);
    }

    fn table(yaml: &str, name: &str) -> Table {
        let sql = ("data/b.sql", "SELECT * FROM a");
        let (catalog, diags) = load(&[CSV, sql, ("data/datapackage.yaml", yaml)]);
        assert!(diags.is_empty());
        match catalog.get(name) {
            Some(Entry::Ready(table)) => table.clone(),
            _ => panic!("a table"),
        }
    }

    #[test]
    fn a_table_says_how_it_came_to_be() {
        check(
            "organisation: 局, retrieved: 2026-01-05, coverage: {period: 2025年, area: 全市}, method: 年报",
            &[],
        );
        check("licenses: [CC0-1.0, {path: 'https://example.org/l'}]", &[]);
        check(
            "sources: [{title: 年报, email: a@example.org, version: '2', retrieved: '2026-01-05'}]",
            &[],
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused_where_it_stands() {
        check("retrieved: 2026-02-30", &["setting/bad-value"]);
        check("coverage: 2025年", &["setting/bad-value"]);
        check("coverage: {years: 2025}", &["setting/unknown-key"]);
        check("licenses: [{title: x}]", &["setting/missing-key"]);
        check(
            "sources: [{title: 年报, retreived: 2026-01-05}]",
            &["setting/unknown-key"],
        );
    }

    #[test]
    fn tables_have_the_licences_of_their_package_and_queries_those_of_their_tables() {
        let yaml = "licenses: [CC0-1.0]\nresources: [{name: a, path: a.csv}]\n";
        assert_eq!(table(yaml, "a").background.licenses[0].words(), "CC0-1.0");
        assert_eq!(table(yaml, "b").background.licenses[0].words(), "CC0-1.0");
        let yaml = "licenses: [CC0-1.0]\nresources: [{name: a, path: a.csv, licenses: [{name: x, title: X}]}]\n";
        assert_eq!(table(yaml, "b").background.licenses[0].words(), "X");
    }
}
