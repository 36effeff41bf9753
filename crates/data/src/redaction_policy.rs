//! What others get to see of a table: decided once the table is checked, before anything is derived
//! from it, so that what is taken out is nowhere.
//!
//! Neither a query nor a metric nor an output can bring it back. What is computed from something
//! internal is internal too, silently; only its use on a public page is a mistake. `disclosure`
//! stands above this crate and is the gate.

use std::collections::BTreeSet;

use polars::prelude::Column;

use crate::catalog::{Catalog, Entry};
use crate::columns;
use crate::redaction::Redaction;
use crate::rule::CellRule;
use crate::table::Provenance;
use crate::table::Table;
use gongbao_diag::Diags;
use gongbao_model::ForeignKey;

/// Decides what of a table may be seen.
pub trait RedactionPolicy {
    /// What is taken out of a table. The catalogue holds every stored table and those derived so far.
    fn redact(&self, table: &Table, catalog: &Catalog, diags: &mut Diags) -> Redaction;
}

/// Lets everything be seen.
#[derive(Clone, Copy, Debug)]
pub struct NoRedaction;

impl RedactionPolicy for NoRedaction {
    fn redact(&self, _: &Table, _: &Catalog, _: &mut Diags) -> Redaction {
        Redaction::default()
    }
}

impl Catalog {
    /// Whether a table exists that is not for this site's readers.
    pub fn is_redacted(&self, table: &str) -> bool {
        self.redacted.tables.contains(table)
    }

    /// The texts that stand in what was taken out.
    pub fn redacted_texts(&self) -> &BTreeSet<String> {
        &self.redacted.texts
    }

    /// Takes out of some tables what a gate keeps back. All are judged before any is cut.
    pub(crate) fn pass(&mut self, names: &[String], gate: &dyn RedactionPolicy, diags: &mut Diags) {
        let ready = names.iter().filter_map(|name| match self.get(name) {
            Some(Entry::Ready(table)) => Some((name.clone(), gate.redact(table, self, diags))),
            Some(Entry::Broken) | None => None,
        });
        let cuts: Vec<(String, Redaction)> = ready.collect();
        for (name, cut) in cuts {
            if let Some(Entry::Ready(table)) = self.entries.get_mut(&name) {
                let whole = 0..table.fields.len();
                let gone = whole.filter(|it| cut.whole || cut.columns.contains(it));
                let texts = &mut self.redacted.texts;
                gone.for_each(|column| {
                    table.each_text(column, &mut |_, text| insert_text(texts, text))
                });
                table.apply(&cut);
                if let Some(it) = table
                    .memory
                    .as_mut()
                    .filter(|_| cut != Redaction::default())
                {
                    it.cut(&cut);
                }
            }
            if cut.whole {
                self.withhold(&name);
            }
        }
        self.forget_keys();
    }

    /// Takes out the keys that refer to columns that are not there any more.
    fn forget_keys(&mut self) {
        let ready = self.entries.iter().filter_map(|(name, entry)| match entry {
            Entry::Ready(table) if !table.redacted.is_empty() => {
                Some((name.clone(), table.redacted.clone()))
            }
            Entry::Ready(_) | Entry::Broken => None,
        });
        let gone: Vec<(String, Vec<String>)> = ready.collect();
        for entry in self.entries.values_mut() {
            if let Entry::Ready(table) = entry {
                let names = |key: &ForeignKey| {
                    gone.iter()
                        .find(|(name, _)| *name == key.table)
                        .map(|it| &it.1)
                };
                let is_gone = |key: &ForeignKey| {
                    names(key).is_some_and(|it| key.references.iter().any(|name| it.contains(name)))
                };
                table.foreign_keys.retain(|key| !is_gone(key));
            }
        }
    }

    /// Keeps a whole table back.
    pub(crate) fn withhold(&mut self, name: &str) {
        self.redacted.tables.insert(name.to_owned());
        self.insert(name, Entry::Broken);
    }
}

fn insert_text(texts: &mut BTreeSet<String>, text: &str) {
    if !texts.contains(text) {
        texts.insert(text.to_owned());
    }
}

impl Table {
    /// Whether a cell was taken out because its count is too small, or would give one back.
    pub fn is_suppressed(&self, row: usize, column: usize) -> bool {
        !self.suppressed.is_empty() && self.suppressed.contains(&(row, column))
    }

    /// Whether nothing was taken out.
    pub(crate) fn is_whole(&self) -> bool {
        self.suppressed.is_empty() && self.redacted.is_empty()
    }

    /// Whether cells were taken out.
    pub fn has_suppressed(&self) -> bool {
        !self.suppressed.is_empty()
    }

    /// Whether cells were taken out of some of these rows.
    pub fn masks(&self, rows: &[usize]) -> bool {
        self.suppressed.iter().any(|(row, _)| rows.contains(row))
    }

    /// Whether a value of a column is withheld, by its author, for being small, or in a table it is computed from:
    /// what is left of a sum over it would be wrong.
    pub(crate) fn has_gaps(&self, column: &str) -> bool {
        let withholds = |at: usize| {
            self.missing_markers(at)
                .iter()
                .any(|it| it.state.is_suppressed())
        };
        self.gaps.contains(column) || self.column(column).is_some_and(withholds)
    }

    /// Whether a value of any column is withheld.
    pub(crate) fn withholds_cells(&self) -> bool {
        self.fields.iter().any(|it| self.has_gaps(&it.name))
    }

    /// Whether it has a column of that name that is not for this site's readers.
    pub fn is_redacted(&self, column: &str) -> bool {
        self.redacted.iter().any(|it| it == column)
    }

    /// Takes cells and columns out.
    fn apply(&mut self, cut: &Redaction) {
        self.mask(&cut.cells);
        if cut.columns.is_empty() {
            return;
        }
        let missing = cut.columns.iter().find(|it| **it >= self.fields.len());
        assert!(missing.is_none(), "a gate names columns of the table");
        let kept: Vec<usize> = (0..self.fields.len())
            .filter(|it| !cut.columns.contains(it))
            .collect();
        let cells: Vec<Column> = kept
            .iter()
            .map(|it| self.cells().columns()[*it].clone())
            .collect();
        let place_of = |column: &usize| kept.iter().position(|it| it == column);
        let names = cut.columns.iter().map(|it| self.fields[*it].name.clone());
        self.redacted.extend(names);
        // A key that has lost a column identifies no row any more.
        let key: Option<Vec<usize>> = self.primary_key.iter().map(place_of).collect();
        self.primary_key = key.into_iter().flatten().collect();
        self.suppressed = self
            .suppressed
            .iter()
            .filter_map(|(row, column)| Some((*row, place_of(column)?)))
            .collect();
        self.fields = kept.iter().map(|it| self.fields[*it].clone()).collect();
        self.keep_findings(&kept);
        let withheld = &self.redacted;
        self.foreign_keys
            .retain(|key| !key.columns.iter().any(|it| withheld.contains(it)));
        self.unique_keys
            .retain(|key| !key.iter().any(|it| withheld.contains(it)));
        self.rules = self
            .rules
            .drain(..)
            .filter_map(|(column, rule)| Some((place_of(&column)?, rule)))
            .collect();
        if let Provenance::Records { positions, .. } = self.provenance_mut() {
            *positions = kept.iter().map(|it| positions[*it]).collect();
        }
        self.set_columns(cells);
    }

    /// Makes cells missing.
    fn mask(&mut self, cells: &BTreeSet<(usize, usize)>) {
        let touched: BTreeSet<usize> = cells.iter().map(|(_, column)| *column).collect();
        let mut stored: Vec<Column> = self.cells().columns().to_vec();
        for at in touched {
            let rows = |row: usize| cells.contains(&(row, at));
            stored[at] = columns::without_rows(&stored[at], self.fields[at].kind, &rows);
        }
        self.set_columns(stored);
        self.suppressed.extend(cells);
        // A cell that was required is not there any more.
        let masked = &self.suppressed;
        let is_masked = |column: usize| masked.iter().any(|it| it.1 == column);
        self.rules
            .retain(|(column, rule)| !matches!(rule, CellRule::Required) || !is_masked(*column));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::catalog::{Catalog, Entry};
    use crate::load::load_through;
    use crate::missing_values::MarkerConvention;
    use crate::redaction::Redaction;
    use crate::redaction_policy::RedactionPolicy;
    use crate::table::Table;
    use crate::testing::sources;
    use gongbao_diag::Diags;
    use gongbao_model::Value;

    /// Takes the column `secret`, the table `inside` and the second row's `n` out of every table.
    struct Test;

    impl RedactionPolicy for Test {
        fn redact(&self, table: &Table, _: &Catalog, _: &mut Diags) -> Redaction {
            let cells = table.column("n").map(|it| (1, it)).into_iter().collect();
            Redaction {
                whole: table.name == "inside",
                columns: table.column("secret").into_iter().collect(),
                cells,
            }
        }
    }

    fn load(files: &[(&str, &str)]) -> (Catalog, usize) {
        let mut diags = Diags::new();
        let catalog = load_through(&sources(files), &Test, MarkerConvention::Plain, &mut diags);
        (catalog, diags.len())
    }

    fn table<'a>(catalog: &'a Catalog, name: &str) -> &'a Table {
        match catalog.get(name) {
            Some(Entry::Ready(table)) => table,
            Some(Entry::Broken) | None => panic!("no table {name}"),
        }
    }

    const CSV: (&str, &str) = ("data/t.csv", "x,secret,n\n甲,机要内容,3\n乙,另一内容,4\n");

    #[test]
    fn columns_are_gone_and_the_others_stand_where_they_stood() {
        let (catalog, n) = load(&[CSV]);
        let table = table(&catalog, "t");
        let names: Vec<&str> = table.fields.iter().map(|it| it.name.as_str()).collect();
        assert_eq!((n, names), (0, vec!["x", "n"]));
        assert!(table.is_redacted("secret") && !table.is_redacted("n"));
        let gongbao_diag::Spot::Cell(cell) = table.place(0, 1).spot else {
            panic!("a cell")
        };
        assert_eq!((cell.field, &CSV.1[cell.range]), (3, "3"));
        assert_eq!(
            catalog.redacted_texts(),
            &BTreeSet::from(["机要内容".to_owned(), "另一内容".to_owned()])
        );
    }

    #[test]
    fn a_table_of_internal_columns_alone_keeps_none() {
        let (catalog, n) = load(&[("data/t.csv", "secret\n机要内容\n另一内容\n")]);
        let table = table(&catalog, "t");
        assert_eq!((n, table.fields.len(), table.n_rows()), (0, 0, 2));
        assert!(table.is_redacted("secret"));
    }

    #[test]
    #[should_panic(expected = "a gate names columns of the table")]
    fn a_column_that_is_not_there_is_not_passed_over() {
        let mut table = crate::testing::table("x\n甲\n");
        table.apply(&Redaction {
            columns: BTreeSet::from([1]),
            ..Redaction::default()
        });
    }

    #[test]
    fn cells_are_missing_here_and_in_what_is_derived() {
        let (catalog, _) = load(&[CSV, ("data/q.sql", "SELECT x, n AS m FROM t")]);
        assert_eq!(table(&catalog, "t").value(1, 1), Value::Missing);
        assert!(
            table(&catalog, "t").is_suppressed(1, 1) && !table(&catalog, "t").is_suppressed(0, 1)
        );
        assert_eq!(table(&catalog, "q").value(1, 1), Value::Missing);
        assert_eq!(table(&catalog, "q").value(0, 1), Value::Integer(3));
    }

    #[test]
    fn what_is_derived_from_the_internal_is_internal() {
        let inside = ("data/inside.csv", "x\n甲\n");
        let queries = [
            ("data/a.sql", "SELECT x FROM inside"),
            ("data/b.sql", "SELECT secret AS s FROM t"),
        ];
        let (catalog, n) = load(&[
            CSV,
            inside,
            queries[0],
            queries[1],
            ("data/c.sql", "SELECT s FROM b"),
        ]);
        let withheld: Vec<bool> = ["inside", "a", "b", "c", "t"]
            .map(|it| catalog.is_redacted(it))
            .to_vec();
        assert_eq!((n, withheld), (0, vec![true, true, true, true, false]));
    }

    #[test]
    fn keys_that_name_what_is_gone_are_still_checked() {
        let yaml = "resources:\n- {name: t, path: t.csv, schema: {primaryKey: [secret], foreignKeys: [{fields: secret, reference: {resource: inside, fields: x}}]}}\n";
        let inside = ("data/inside.csv", "x\n机要内容\n另一内容\n");
        let (catalog, n) = load(&[CSV, inside, ("data/datapackage.yaml", yaml)]);
        assert_eq!((n, table(&catalog, "t").foreign_keys.len()), (0, 0));
        let (_, n) = load(&[
            CSV,
            ("data/inside.csv", "x\n甲\n"),
            ("data/datapackage.yaml", yaml),
        ]);
        assert_eq!(n, 2);
    }
}
