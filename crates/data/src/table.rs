//! A table in memory: typed columns, and for every row the place it was read at.

use std::collections::BTreeSet;
use std::sync::Arc;

use polars::prelude::{Column, DataFrame};

use crate::cache::CacheKey;
use crate::cells::ColumnNotes;
use crate::field::AcceptedFault;
use crate::formats::StoredTable;
use crate::places::cell_place;
use crate::policy::TablePolicy;
use crate::row_offsets::RowOffsets;
use crate::rule::CellRule;
use crate::typed::TypedColumn;
use crate::{columns, shape};
use gongbao_diag::Place;
use gongbao_diag::locale::{Lang, NumberFormat, Text, Word, word};
use gongbao_model::Background;
use gongbao_model::MissingMarker;
use gongbao_model::SourceNote;
use gongbao_model::Value;
use gongbao_model::{Field, ForeignKey};
use gongbao_model::{Grid, GridCell, GridColumn, Origin};

/// A table with its schema. Rows count from 0; row 0 is the first record after the header.
///
/// Cheap to clone: the cells are shared.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name it is called by.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// What it holds.
    pub description: Option<String>,
    /// Its columns in order.
    pub fields: Vec<Field>,
    /// Whether its data are made up.
    pub sample: bool,
    /// Where the data come from, for readers.
    pub sources: Vec<SourceNote>,
    /// How they came to be and on what terms they may be used.
    pub background: Background,
    /// Columns that identify a row; empty if not declared.
    pub primary_key: Vec<usize>,
    /// Columns that together are unique.
    pub unique_keys: Vec<Vec<String>>,
    /// What each column promises of its cells, by position.
    pub(crate) rules: Vec<(usize, CellRule)>,
    /// References to other tables.
    pub foreign_keys: Vec<ForeignKey>,
    /// The file it was read from: a data file, or the SQL that derives it.
    pub file: Arc<str>,
    /// Whether it is derived by a query.
    pub derived: bool,
    /// For a derived table the tables it reads, in the order it names them.
    pub reads: Vec<String>,
    /// Whether the types of its columns were inferred, no descriptor saying what they are.
    pub(crate) inferred: bool,
    /// What was found out about each column.
    pub(crate) findings: Arc<[ColumnNotes]>,
    /// The records of the file that are no rows, see [`shape::number_of_row`].
    dropped: Arc<[usize]>,
    /// What of it may be shown to whom.
    pub policy: TablePolicy,
    /// Columns taken out of it.
    pub(crate) redacted: Vec<String>,
    /// Cells taken out of it.
    pub(crate) suppressed: BTreeSet<(usize, usize)>,
    /// Columns of a derived table that are computed from cells withheld in the tables it reads.
    pub(crate) gaps: BTreeSet<String>,
    /// Columns of the tables a derived one reads that its query aggregates, though cells in them are withheld.
    pub partial_sums: BTreeSet<String>,
    /// What stands for those where the author has no sign for it.
    pub(crate) small: MissingMarker,
    /// How its file was read, where that was found out and not declared.
    pub notes: Vec<Text>,
    /// Rows that break a check of the descriptor and are let pass.
    pub accepted: Vec<AcceptedFault>,
    /// What it is kept under for the next run; nothing for the table of a page.
    pub(crate) memory: Option<CacheKey>,
    cells: DataFrame,
    provenance: Provenance,
}

/// Where the cells of a table were read.
#[derive(Clone, Debug)]
pub(crate) enum Provenance {
    /// Records of a file. Cells are found again by reading their record once more, so that a large
    /// table keeps one number a row.
    Records {
        /// Path of the file.
        file: Arc<str>,
        /// The file as it was opened.
        stored: Arc<dyn StoredTable>,
        /// Where each row begins.
        row_offsets: Arc<RowOffsets>,
        /// For each column its number in the file, from 0.
        positions: Vec<usize>,
    },
    /// The statement that computes all of them.
    Query(Place),
}

impl Table {
    /// A table of cells; the caller fills in what else is known of it.
    pub(crate) fn new(
        name: &str,
        fields: Vec<Field>,
        cells: DataFrame,
        provenance: Provenance,
    ) -> Table {
        let (file, derived) = match &provenance {
            Provenance::Records { file, .. } => (file.clone(), false),
            Provenance::Query(place) => (place.file.clone(), true),
        };
        Table {
            name: name.to_owned(),
            title: name.to_owned(),
            description: None,
            fields,
            sample: false,
            sources: Vec::new(),
            background: Background::default(),
            primary_key: Vec::new(),
            unique_keys: Vec::new(),
            rules: Vec::new(),
            foreign_keys: Vec::new(),
            file,
            derived,
            reads: Vec::new(),
            inferred: false,
            findings: Arc::from([]),
            dropped: Arc::from([0]),
            policy: TablePolicy::default(),
            redacted: Vec::new(),
            suppressed: BTreeSet::new(),
            gaps: BTreeSet::new(),
            partial_sums: BTreeSet::new(),
            small: MissingMarker::small(),
            notes: Vec::new(),
            accepted: Vec::new(),
            memory: None,
            cells,
            provenance,
        }
    }

    /// How many rows it has.
    pub fn n_rows(&self) -> usize {
        self.cells.height()
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|it| it.name == name)
    }

    /// One cell.
    pub fn value(&self, row: usize, column: usize) -> Value {
        match (self.cells.columns().get(column), self.fields.get(column)) {
            (Some(cells), Some(field)) => columns::column_value(cells, field.kind, row),
            _ => Value::Missing,
        }
    }

    /// A column in the type it is stored in; nothing if there is no such column.
    pub(crate) fn typed(&self, column: usize) -> Option<TypedColumn<'_>> {
        let cells = self.cells.columns().get(column)?;
        Some(TypedColumn::new(cells, self.fields[column].kind))
    }

    /// A column in the type it is stored in.
    ///
    /// # Panics
    /// If there is no such column: whoever looks for what is wrong in it would find nothing.
    #[expect(
        clippy::expect_used,
        reason = "positions are those of the table's own fields"
    )]
    pub(crate) fn typed_at(&self, column: usize) -> TypedColumn<'_> {
        self.typed(column).expect("a column of the table")
    }

    /// One cell as a number, if it has one.
    pub fn number(&self, row: usize, column: usize) -> Option<f64> {
        columns::column_amount(
            self.cells.columns().get(column)?,
            self.fields.get(column)?.kind,
            row,
        )
    }

    /// Where one cell was read; for a derived table, its query.
    pub fn place(&self, row: usize, column: usize) -> Place {
        match &self.provenance {
            Provenance::Query(place) => place.clone(),
            Provenance::Records {
                file,
                stored,
                row_offsets: starts,
                positions,
            } => {
                let field = positions.get(column).copied().unwrap_or(column);
                // A table without that row is complained about at the beginning of its file.
                let start = starts.get(row).unwrap_or(0);
                let name = self.fields.get(column).map_or("", |it| &it.name);
                let range = stored.locate(start, field);
                cell_place(file, range, self.number_of(row), field + 1, name)
                    .called(stored.address(start, field))
            }
        }
    }

    /// The number of a row for people: in a text the header is row 1, in a sheet the rows are numbered.
    pub fn number_of(&self, row: usize) -> usize {
        match &self.provenance {
            Provenance::Query(_) => row + 1,
            Provenance::Records {
                stored,
                row_offsets: starts,
                ..
            } => stored.number(
                starts.get(row).unwrap_or(0),
                shape::number_of_row(&self.dropped, row),
            ),
        }
    }

    /// The distinct values of a column among some rows, in order of first appearance;
    /// missing cells aside.
    pub fn distinct(&self, column: usize, rows: &[usize]) -> Vec<Value> {
        let cells = self.typed(column);
        let firsts = cells.map(|it| it.firsts(rows.iter().copied()));
        let rows = firsts.into_iter().flatten();
        rows.map(|row| self.value(row, column)).collect()
    }

    /// The distinct values of a whole column, in order of first appearance; missing cells aside.
    pub fn members(&self, column: usize) -> Vec<Value> {
        let cells = self.typed(column);
        let firsts = cells.map(|it| it.firsts(0..self.n_rows()));
        let rows = firsts.into_iter().flatten();
        rows.map(|row| self.value(row, column)).collect()
    }

    /// Some rows and columns as readers see them, in the order given.
    pub fn grid_of(&self, lang: Lang, rows: &[usize], columns: &[usize]) -> Grid {
        let fields = columns.iter().filter_map(|it| self.fields.get(*it));
        Grid {
            caption: self.title.clone(),
            columns: fields.map(grid_column).collect(),
            rows: rows
                .iter()
                .map(|row| self.grid_row(lang, *row, columns))
                .collect(),
        }
    }

    fn grid_row(&self, lang: Lang, row: usize, columns: &[usize]) -> Vec<GridCell> {
        let columns = columns.iter().filter(|it| **it < self.fields.len());
        let cell = |column: &usize| {
            let write = |value: &Value| match (value.as_number(), self.bound(row, *column)) {
                (Some(number), bound @ Some(_)) => {
                    NumberFormat::default().write_bound(lang, number, bound)
                }
                _ => value.text(lang),
            };
            self.grid_cell(row, *column, &write, lang)
        };
        columns.map(cell).collect()
    }

    /// The records of its file that are no rows.
    pub(crate) fn dropped(&self) -> &[usize] {
        &self.dropped
    }

    /// Notes which records of its file are no rows.
    pub(crate) fn set_dropped(&mut self, dropped: Vec<usize>) {
        self.dropped = dropped.into();
    }

    /// One cell as readers see it; `write` writes its value, if it has one.
    pub fn grid_cell(
        &self,
        row: usize,
        column: usize,
        write: &dyn Fn(&Value) -> String,
        lang: Lang,
    ) -> GridCell {
        let value = self.value(row, column);
        let text = if value == Value::Missing {
            self.absent_text(row, column, lang).to_owned()
        } else {
            write(&value)
        };
        let origin = Some(Origin {
            table: self.name.clone(),
            rows: vec![row],
        });
        GridCell {
            text,
            value,
            origin,
            missing_marker: self.missing_marker(row, column).cloned(),
            bound: self.bound(row, column),
        }
    }

    /// What stands where there is no value: the author's own sign, or a dash. Where the dash is a sign that
    /// says something else, words.
    fn absent_text(&self, row: usize, column: usize, lang: Lang) -> &str {
        if let Some(sign) = self.missing_marker(row, column) {
            return &sign.symbol;
        }
        let dash = word(lang, Word::Missing);
        let is_taken = self.findings.iter().any(|it| it.gives_meaning(dash));
        if is_taken {
            word(lang, Word::NoData)
        } else {
            dash
        }
    }

    /// Where its rows begin in their file, and each column's position there; nothing if it is derived.
    pub(crate) fn records(&self) -> Option<(&RowOffsets, &[usize])> {
        match &self.provenance {
            Provenance::Records {
                row_offsets: starts,
                positions,
                ..
            } => Some((starts, positions)),
            Provenance::Query(_) => None,
        }
    }

    /// The cells for a query.
    pub(crate) fn cells(&self) -> &DataFrame {
        &self.cells
    }

    pub(crate) fn provenance_mut(&mut self) -> &mut Provenance {
        &mut self.provenance
    }

    /// Puts columns in the place of those it has: one for each field, of as many rows.
    ///
    /// # Panics
    /// If they are not what the fields say: a table whose cells and fields disagree would show what was taken out
    /// of it, or lose what is in it.
    #[expect(clippy::expect_used, reason = "columns come from the table itself")]
    pub(crate) fn set_columns(&mut self, columns: Vec<Column>) {
        let kinds = self.fields.iter().map(|it| columns::stored_as(it.kind));
        assert!(
            kinds.eq(columns.iter().map(|it| it.dtype().clone())),
            "a column is stored as its kind says"
        );
        self.cells = DataFrame::new(self.n_rows(), columns)
            .expect("columns of one table have one length and differ in name");
    }
}

fn grid_column(field: &Field) -> GridColumn {
    let (label, unit) = (field.title.clone(), field.unit.clone());
    GridColumn {
        label,
        unit,
        numeric: field.kind.is_numeric(),
        metric: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::selection::Selection;
    use crate::testing::table;
    use gongbao_diag::Spot;
    use gongbao_diag::locale::Lang;
    use gongbao_model::Value;

    const CSV: &str = "district,n,rate,opened\n铁西区,12,0.5,2019-07-06\n\"甲\"\"区\",,-1,\n铁西区,7,2,2020-01-01\n";

    #[test]
    fn cells_have_the_types_of_their_columns() {
        let table = table(CSV);
        assert_eq!(table.n_rows(), 3);
        assert_eq!(table.value(1, 0), Value::Text("甲\"区".to_owned()));
        assert_eq!(table.value(0, 1), Value::Integer(12));
        assert_eq!(table.value(1, 1), Value::Missing);
        assert_eq!(table.number(1, 2), Some(-1.0));
        assert_eq!(table.value(2, 3).to_string(), "2020-01-01");
    }

    #[test]
    fn cells_outside_the_table_are_missing() {
        let table = table(CSV);
        assert_eq!(table.value(3, 0), Value::Missing);
        assert_eq!(table.value(0, 4), Value::Missing);
        assert_eq!(table.number(9, 1), None);
        table.place(9, 9);
    }

    #[test]
    fn places_quote_the_cell() {
        let Spot::Cell(cell) = table(CSV).place(1, 0).spot else {
            panic!("a cell")
        };
        assert_eq!(&CSV[cell.range.clone()], "\"甲\"\"区\"");
        assert_eq!(
            (cell.row, cell.field, cell.name.as_ref()),
            (3, 1, "district")
        );
    }

    #[test]
    fn distinct_values_come_in_order_of_appearance() {
        let table = table(CSV);
        let values: Vec<String> = table
            .distinct(0, &[2, 1, 0])
            .iter()
            .map(Value::to_string)
            .collect();
        assert_eq!(values, ["铁西区", "甲\"区"]);
        assert_eq!(table.distinct(1, &[1]), []);
    }

    #[test]
    fn a_selection_of_an_unknown_column_takes_nothing() {
        let table = table(CSV);
        assert_eq!(table.rows(&Selection::default()), [0, 1, 2]);
        assert!(
            table
                .rows(&Selection::default().with("area", Value::Integer(1)))
                .is_empty()
        );
    }

    #[test]
    fn a_grid_writes_cells_for_the_reader() {
        let grid = table(CSV).grid_of(Lang::Zh, &[0, 1], &[0, 1, 2, 3]);
        let texts: Vec<&str> = grid.rows[1].iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["甲\"区", "—", "-1", "—"]);
        assert!(grid.columns[1].numeric && !grid.columns[3].numeric);
        assert_eq!(grid.rows[0][3].text, "2019年7月6日");
    }
}
