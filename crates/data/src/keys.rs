//! Foreign keys: checks that the values of some columns exist in another table.

use std::collections::BTreeMap;

use crate::complaints::SkippedCells;
use crate::complaints::TableComplaints;
use crate::complaints::unknown_column;
use crate::fields::Located;
use crate::index::{KeyColumns, KeyIndex};
use crate::quoted_cell::quote_cell;
use crate::specs::KeySpec;
use crate::table::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic};
use gongbao_model::ForeignKey;
use gongbao_source::spelling_hint;

/// More values than these are not searched for the one that was meant.
const MAX_SEARCHED: usize = 500;

/// Checks one foreign key of a table; what comes back is the key, if its columns exist.
pub(crate) fn check_foreign_key(
    table: &Table,
    spec: &KeySpec,
    target: &Table,
    skipped: &SkippedCells,
    complaints: &mut TableComplaints,
) -> Option<ForeignKey> {
    let own = find_columns(table, &spec.columns, complaints);
    let theirs = find_columns(target, &spec.references, complaints);
    let (own, theirs) = (own?, theirs?);
    let strangers =
        KeyIndex::new(KeyColumns::new(target, &theirs)).strangers(&KeyColumns::new(table, &own));
    let mut hints = HintCache::new(target, &theirs);
    for row in strangers {
        if !own.iter().any(|column| skipped.contains(&(row, *column))) {
            complaints.push(orphan_error(table, target, row, &own, &mut hints));
        }
    }
    let names = |it: &[Located]| it.iter().map(|it| it.text.clone()).collect();
    Some(ForeignKey {
        columns: names(&spec.columns),
        table: target.name.clone(),
        references: names(&spec.references),
    })
}

fn find_columns(
    table: &Table,
    names: &[Located],
    complaints: &mut TableComplaints,
) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for name in names {
        match table.column(&name.text) {
            Some(it) => found.push(it),
            None => complaints.push(unknown_column(table, name)),
        }
    }
    (found.len() == names.len() && !found.is_empty()).then_some(found)
}

fn orphan_error(
    table: &Table,
    target: &Table,
    row: usize,
    columns: &[usize],
    hints: &mut HintCache,
) -> Diagnostic {
    let names: Vec<&str> = columns
        .iter()
        .map(|it| table.fields[*it].name.as_str())
        .collect();
    let values: Vec<String> = columns
        .iter()
        .map(|it| table.value(row, *it).to_string())
        .collect();
    let text = values.join(", ");
    let number = table.number_of(row);
    let complaint = Diagnostic::new(Code::ForeignKeyError, table.place(row, columns[0]));
    let complaint = complaint
        .with("name", names.join(", "))
        .with("row", number)
        .with("table", &target.name);
    complaint
        .with("hint", hints.find(&text))
        .with("text", quote_cell(&text))
}

/// Hints at the value that was meant, each looked for once.
struct HintCache {
    known: Vec<String>,
    found: BTreeMap<String, Text>,
}

impl HintCache {
    fn new(target: &Table, columns: &[usize]) -> HintCache {
        let rows: Vec<usize> = (0..target.n_rows().min(MAX_SEARCHED)).collect();
        // A hint for one part of a composite key may point at a row that is not meant.
        let known = match columns {
            [column] => target
                .distinct(*column, &rows)
                .iter()
                .map(ToString::to_string)
                .collect(),
            _ => Vec::new(),
        };
        HintCache {
            known,
            found: BTreeMap::new(),
        }
    }

    fn find(&mut self, text: &str) -> Text {
        let known = || self.known.iter().map(String::as_str);
        self.found
            .entry(text.to_owned())
            .or_insert_with(|| spelling_hint(text, known()))
            .clone()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    fn files<'a>(stations: &'a str, key: &str) -> Vec<(&'static str, std::borrow::Cow<'a, str>)> {
        let yaml = format!(
            "resources:\n- {{name: stations, path: stations.csv, schema: {{foreignKeys: [{key}]}}}}\n- {{name: districts, path: districts.csv}}\n"
        );
        vec![
            ("data/stations.csv", stations.into()),
            (
                "data/districts.csv",
                "district,year\n铁西区,2024\n皇姑区,2025\n".into(),
            ),
            ("data/datapackage.yaml", yaml.into()),
        ]
    }

    fn check(stations: &str, key: &str, expected: &[&str]) {
        let files = files(stations, key);
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (*path, text.as_ref()))
            .collect();
        check_codes(&files, expected);
    }

    const ONE: &str = "{fields: [d], reference: {resource: districts, fields: [district]}}";
    const TWO: &str =
        "{fields: [d, y], reference: {resource: districts, fields: [district, year]}}";

    #[test]
    fn values_stand_in_the_other_table() {
        check("s,d\n1,铁西区\n2,\n", ONE, &[]);
        check(
            "s,d\n1,铁西\n2,沈河区\n",
            ONE,
            &["data/foreign-key", "data/foreign-key"],
        );
    }

    #[test]
    fn composite_keys_are_compared_as_a_whole() {
        check("d,y\n铁西区,2024\n", TWO, &[]);
        check("d,y\n铁西区,2025\n", TWO, &["data/foreign-key"]);
    }

    #[test]
    fn the_names_of_a_key_exist() {
        check("s,e\n1,a\n", ONE, &["data/unknown-column"]);
        check(
            "s,d\n1,a\n",
            "{fields: [d], reference: {resource: districts, fields: [x]}}",
            &["data/unknown-column"],
        );
        check(
            "s,d\n1,a\n",
            "{fields: [d], reference: {resource: district, fields: [x]}}",
            &["data/unknown-table"],
        );
    }

    #[test]
    fn a_table_may_refer_to_itself() {
        check(
            "s,d\n1,\n2,1\n",
            "{fields: [d], reference: {resource: '', fields: [s]}}",
            &[],
        );
        check(
            "s,d\n1,3\n",
            "{fields: [d], reference: {resource: '', fields: [s]}}",
            &["data/foreign-key"],
        );
    }

    #[test]
    fn a_misspelt_value_gets_a_hint() {
        let files = files("s,d\n1,铁西\n", ONE);
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (*path, text.as_ref()))
            .collect();
        let (_, diags) = load(&files);
        let help = diags.sorted()[0].help(Lang::Zh);
        assert!(help.contains("铁西区"), "{help}");
    }
}
