//! Everything a site is made from, searched: cells, pages, settings, queries, names of files.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::finding::{Finding, SearchDepth};
use crate::report::{FindingPlace, InspectionReport};
use crate::search::{SearchResult, find_all, find_within};
use crate::waivers::Waivers;
use gongbao_data::{Catalog, Table};
use gongbao_diag::{Code, Diags, Place, Severity};
use gongbao_model::ColumnKind;
use gongbao_model::prose::TextRun;
use gongbao_settings::Audience;
use gongbao_source::{SourceFile, Sources};

/// What a site is made from.
#[derive(Clone, Copy, Debug)]
pub struct InspectionInputs<'a> {
    pub sources: &'a Sources,
    pub catalog: &'a Catalog,
    /// Files that no part of the site is made from: drafts, and for the public what is internal.
    pub left_out: &'a BTreeSet<Arc<str>>,
    /// What readers meet in the pages, line by line, each with its file: marks within a number keep it
    /// from being found in the file.
    pub lines: &'a [(Arc<str>, TextRun)],
    pub audience: Audience,
}

/// Searches all inputs. What comes back are the values that were found, waived ones too.
pub fn inspect_inputs(of: InspectionInputs<'_>, diags: &mut Diags) -> BTreeSet<String> {
    let mut report = InspectionReport::new(of.audience, Waivers::read(of.sources, diags));
    let files: Vec<&SourceFile> = of
        .sources
        .files()
        .iter()
        .filter(|it| !of.left_out.contains(&it.path))
        .collect();
    for file in &files {
        for it in find_all(&file.path, SearchDepth::Everything)
            .iter()
            .filter(|it| it.code.severity() == Severity::Error)
        {
            report.add(
                it,
                || Place::file(&file.path),
                &file.path,
                FindingPlace::Name,
            );
        }
    }
    // Of other data files nothing is published but their tables.
    let packed: Vec<&SourceFile> = files
        .iter()
        .copied()
        .filter(|it| it.text.is_none() && !it.is_below("data"))
        .collect();
    let found: Vec<SearchResult> = packed.par_iter().map(|it| find_within(&it.bytes)).collect();
    for (file, SearchResult { findings, unread }) in packed.iter().zip(found) {
        for it in findings {
            report.add(
                &it,
                || Place::file(&file.path),
                &file.path,
                FindingPlace::Inside,
            );
        }
        if let Some(reason) = unread {
            report.add_unread(&file.path, reason);
        }
    }
    let texts: Vec<&SourceFile> = files
        .into_iter()
        .filter(|it| is_text(it, of.catalog))
        .collect();
    let found: Vec<Vec<Finding>> = texts
        .par_iter()
        .map(|it| find_all(it.str(), search_depth(it)))
        .collect();
    for (file, findings) in texts.iter().zip(found) {
        for it in findings {
            let place = || Place::text(&file.path, it.range.clone());
            report.add(&it, place, &file.path, FindingPlace::Here);
        }
    }
    inspect_lines(of.lines, &mut report);
    of.catalog
        .tables()
        .filter(|it| !it.derived)
        .for_each(|it| inspect_table(it, &mut report));
    of.catalog
        .tables()
        .filter(|it| it.derived)
        .for_each(|it| inspect_table(it, &mut report));
    report.finish(diags)
}

/// Searches the lines of pages for what their files do not show in one piece.
fn inspect_lines(lines: &[(Arc<str>, TextRun)], report: &mut InspectionReport) {
    let found: Vec<Vec<Finding>> = lines
        .par_iter()
        .map(|(_, line)| find_all(&line.text, SearchDepth::Everything))
        .collect();
    for ((file, line), findings) in lines.iter().zip(found) {
        for finding in findings {
            if report.knows(&finding) {
                continue;
            }
            let part = line.slice(finding.range.clone());
            let place = || match part.origin.bounds(part.text.len()) {
                Some(bytes) => Place::text(file, bytes),
                None => Place::file(file),
            };
            report.add(&finding, place, file, FindingPlace::Here);
        }
    }
}

/// Tables are searched cell by cell, once they are read.
fn is_text(file: &SourceFile, catalog: &Catalog) -> bool {
    let is_table = file.is_below("data") && matches!(file.extension().as_str(), "csv" | "tsv");
    file.text.is_some()
        && !is_table
        && !catalog
            .tables()
            .any(|it| !it.derived && it.file == file.path)
}

/// Programs and drawings are full of numbers.
fn search_depth(file: &SourceFile) -> SearchDepth {
    let code = matches!(file.extension().as_str(), "css" | "js" | "svg" | "html");
    if code || file.is_below("themes") {
        SearchDepth::Certain
    } else {
        SearchDepth::Everything
    }
}

fn inspect_table(table: &Table, report: &mut InspectionReport) {
    let columns: Vec<usize> = (0..table.fields.len()).collect();
    let found: Vec<Vec<(usize, Finding)>> = columns
        .par_iter()
        .map(|it| inspect_column(table, *it))
        .collect();
    for (column, findings) in found.into_iter().enumerate() {
        for (row, it) in findings {
            // A derived table repeats what the tables it reads have.
            if !(table.derived && report.knows(&it)) {
                report.add(
                    &it,
                    || table.place(row, column),
                    &table.file,
                    FindingPlace::Here,
                );
            }
        }
    }
}

/// What stands in a column, row by row. In a column of amounts eleven digits are no telephone, unless
/// its name says so, or every cell of it looks like one and none has a unit.
fn inspect_column(table: &Table, column: usize) -> Vec<(usize, Finding)> {
    let field = &table.fields[column];
    let mut found = Vec::new();
    let mut n_doubtful = 0;
    table.each_text(column, &mut |row, text| {
        let own = find_all(text, SearchDepth::Everything);
        n_doubtful += usize::from(own.iter().any(|it| !is_proved(it)));
        found.extend(own.into_iter().map(|it| (row, it)));
    });
    let is_contact = is_contact(&field.name)
        || is_contact(&field.title)
        || is_nothing_else(table, column, n_doubtful);
    if field.kind != ColumnKind::String && !is_contact {
        found.retain(|(_, it)| is_proved(it));
    }
    found
}

/// Whether every cell of a column without unit is doubtful.
fn is_nothing_else(table: &Table, column: usize, n_doubtful: usize) -> bool {
    let n_cells = || {
        (0..table.n_rows())
            .filter(|it| table.number(*it, column).is_some())
            .count()
    };
    table.fields[column].unit.is_empty() && n_doubtful > 0 && n_doubtful == n_cells()
}

/// Whether its own digits prove what it is.
fn is_proved(it: &Finding) -> bool {
    matches!(it.code, Code::IdentityNumber | Code::BankCard)
}

fn is_contact(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "电话",
        "手机",
        "联系",
        "证号",
        "身份证",
        "phone",
        "mobile",
        "tel",
        "contact",
    ]
    .iter()
    .any(|it| name.contains(it))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use crate::inspect::{InspectionInputs, inspect_inputs};
    use gongbao_data as data;
    use gongbao_diag::{Diags, Severity, quoted_text};
    use gongbao_settings::Audience;
    use gongbao_source::{SourceFile, Sources};

    fn run(files: &[(&str, &str)], audience: Audience) -> (Vec<String>, usize) {
        let sources = Sources::of(
            files
                .iter()
                .map(|(path, text)| SourceFile::built_in(path, text.as_bytes()))
                .collect(),
        );
        let mut diags = Diags::new();
        let catalog = data::load_tables(&sources, &mut diags);
        let left_out = BTreeSet::from([Arc::from("content/draft.md")]);
        inspect_inputs(
            InspectionInputs {
                sources: &sources,
                catalog: &catalog,
                left_out: &left_out,
                lines: &[],
                audience,
            },
            &mut diags,
        );
        let said = diags.sorted().into_iter().map(|it| {
            let at = quoted_text(&it.place, &sources).unwrap_or("the file");
            format!("{} {} {at}", it.code.name(), it.place.file)
        });
        (said.collect(), diags.count(Severity::Error))
    }

    /// Each complaint as `code file quoted`.
    fn check(file: &str, text: &str, expected: &[&str]) {
        assert_eq!(run(&[(file, text)], Audience::Public).0, expected, "{text}");
    }

    #[test]
    fn every_kind_of_input_is_searched() {
        let at = |file: &str| format!("guard/identity-number {file} 11010519491231002X");
        for file in [
            "content/a.md",
            "data/metrics.yaml",
            "site.toml",
            "themes/a/strings/zh-CN.toml",
            "static/a.txt",
        ] {
            check(file, "号码 11010519491231002X", &[&at(file)]);
        }
        check(
            "data/q.sql",
            "SELECT '11010519491231002X' AS c",
            &[&at("data/q.sql")],
        );
    }

    #[test]
    fn cells_are_pointed_at() {
        let csv = "n,card\n1,11010519491231002X\n2,无\n";
        check(
            "data/t.csv",
            csv,
            &["guard/identity-number data/t.csv 11010519491231002X"],
        );
        check(
            "data/t.csv",
            "n,id\n1,440524188001010014\n",
            &["guard/identity-number data/t.csv 440524188001010014"],
        );
    }

    #[test]
    fn amounts_are_no_telephones() {
        check("data/t.csv", "n,amount\n1,15400000000\n2,16\n", &[]);
        check(
            "data/t.csv",
            "n,x\n1,15400000000\n2,15400000001\n",
            &[
                "guard/mobile-number data/t.csv 15400000000",
                "guard/mobile-number data/t.csv 15400000001",
            ],
        );
        check(
            "data/t.csv",
            "n,联系电话\n1,15400000000\n2,16\n",
            &["guard/mobile-number data/t.csv 15400000000"],
        );
    }

    #[test]
    fn names_of_files_are_searched() {
        check(
            "content/11010519491231002X.md",
            "",
            &["guard/identity-number content/11010519491231002X.md the file"],
        );
    }

    #[test]
    fn drafts_and_programs_are_left_alone() {
        check("content/draft.md", "11010519491231002X", &[]);
        check("themes/a/assets/x.js", "a = 15400000000", &[]);
    }

    #[test]
    fn a_derived_table_says_nothing_twice() {
        let csv = ("data/t.csv", "n,card\n1,11010519491231002X\n");
        let sql = ("data/q.sql", "SELECT card FROM t");
        assert_eq!(run(&[csv, sql], Audience::Public).0.len(), 1);
        let sql = ("data/q.sql", "SELECT CONCAT('154', '00000000') AS c FROM t");
        assert_eq!(run(&[csv, sql], Audience::Public).0.len(), 2);
    }

    #[test]
    fn the_office_is_warned_and_the_public_refused() {
        let file = [("content/a.md", "11010519491231002X")];
        assert_eq!(run(&file, Audience::Public).1, 1);
        let (said, n_errors) = run(&file, Audience::Internal);
        assert_eq!((said.len(), n_errors), (1, 0));
    }

    #[test]
    fn a_column_full_of_numbers_is_told_with_a_count() {
        let rows: String = (0..60)
            .map(|it| format!("甲{it},154000000{it:02}\n"))
            .collect();
        let (said, _) = run(
            &[("data/t.csv", &format!("x,电话\n{rows}"))],
            Audience::Public,
        );
        assert_eq!(said.len(), 51);
        assert!(said.iter().any(|it| it.starts_with("data/more-errors")));
    }
}
