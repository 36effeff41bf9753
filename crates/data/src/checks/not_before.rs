//! `not_before: {column: deadline, reference: documents.date}`: a date that is not before another one.
//!
//! The other date stands in the same row, or in the row of another table that a foreign key leads to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checks::checked_table::{CheckedTable, RowCheck, Violation};
use crate::checks::columns;
use crate::checks::settings::check_settings;
use crate::constraints::key_text;
use crate::fields::Located;
use crate::table::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::{ColumnKind, Value};
use gongbao_source::Fields;

#[derive(Debug)]
struct NotBeforeCheck {
    column: Located,
    reference: Located,
}

const NOT_BEFORE_KEYS: [&str; 2] = ["column", "reference"];

pub(super) fn read_not_before_check(
    keys: &Fields<'_>,
    diags: &mut Diags,
) -> Option<Arc<dyn RowCheck>> {
    let keys = check_settings(keys, "not_before", &NOT_BEFORE_KEYS, diags)?;
    let column = columns::need_one(&keys, "column", "deadline", diags);
    let reference = columns::need_one(&keys, "reference", "documents.date", diags)?;
    Some(Arc::new(NotBeforeCheck {
        column: column?,
        reference,
    }))
}

/// Where the other date of each row stands.
enum OtherDate<'a> {
    Column(usize),
    /// In another table: its rows by key, the own columns that hold the key, and the column.
    Table {
        table: &'a Table,
        rows: BTreeMap<String, usize>,
        own: Vec<usize>,
        column: usize,
    },
}

impl NotBeforeCheck {
    fn other<'a>(&self, subject: &CheckedTable<'a>) -> Result<OtherDate<'a>, Diagnostic> {
        let Some((name, column)) = self.reference.text.split_once('.') else {
            return date_column(subject.table, &self.reference).map(OtherDate::Column);
        };
        let column = Located {
            text: column.to_owned(),
            place: self.reference.place.clone(),
        };
        let spec = subject.foreign_keys.iter().find(|it| it.table.text == name);
        let found = spec.and_then(|it| Some((it, subject.tables.get(name)?)));
        let Some((spec, table)) = found else {
            return Err(self.unreachable());
        };
        let column = date_column(table, &column)?;
        let own = columns::find_all(subject.table, &spec.columns)?;
        let theirs = columns::find_all(table, &spec.references)?;
        let keyed =
            (0..table.n_rows()).filter_map(|row| Some((key_text(table, row, &theirs)?, row)));
        Ok(OtherDate::Table {
            table,
            rows: keyed.collect(),
            own,
            column,
        })
    }

    fn unreachable(&self) -> Diagnostic {
        let complaint = Diagnostic::new(Code::BadSetting, self.reference.place.clone())
            .with("key", "reference");
        let expected = Text::new(
            "本表的日期列，或外键所指的表的日期列（如 documents.date）",
            "a column of this table, or of a table that a foreign key leads to (such as documents.date)",
        );
        complaint
            .with("text", &self.reference.text)
            .with("expected", expected)
    }
}

impl OtherDate<'_> {
    fn date(&self, subject: &CheckedTable<'_>, row: usize) -> Value {
        match self {
            OtherDate::Column(column) => subject.table.value(row, *column),
            OtherDate::Table {
                table,
                rows,
                own,
                column,
            } => key_text(subject.table, row, own)
                .and_then(|it| rows.get(&it))
                .map_or(Value::Missing, |row| table.value(*row, *column)),
        }
    }
}

fn date_column(table: &Table, name: &Located) -> Result<usize, Diagnostic> {
    let what = Text::new("日期列的名称", "the name of a column of dates");
    columns::find_typed(table, name, |kind| kind == ColumnKind::Date, what)
}

impl RowCheck for NotBeforeCheck {
    fn find(&self, subject: &CheckedTable<'_>) -> Result<Vec<Violation>, Diagnostic> {
        let column = date_column(subject.table, &self.column)?;
        let other = self.other(subject)?;
        let is_early =
            |row: &usize| match (subject.table.value(*row, column), other.date(subject, *row)) {
                (Value::Date(date), Value::Date(other)) => date < other,
                _ => false,
            };
        let rows = (0..subject.table.n_rows()).filter(is_early);
        Ok(rows
            .filter(|row| subject.is_sound(*row, &[column]))
            .map(Violation::at)
            .collect())
    }

    fn complain(&self, subject: &CheckedTable<'_>, hit: &Violation) -> Diagnostic {
        let column = columns::expect_column(subject.table, &self.column);
        let other = self
            .other(subject)
            .map_or(Value::Missing, |it| it.date(subject, hit.row));
        let complaint = Diagnostic::new(Code::TooEarly, subject.table.place(hit.row, column));
        let complaint = complaint
            .with("name", &self.column.text)
            .with("row", subject.number(hit.row));
        let complaint = complaint.with("text", subject.table.value(hit.row, column));
        complaint
            .with("reference", &self.reference.text)
            .with("date", other)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    const EARLY: &str = "data/date-too-early";

    fn files(setting: &str) -> [(&'static str, String); 3] {
        let key = "foreignKeys: [{fields: d, reference: {resource: documents, fields: id}}]";
        let yaml = format!(
            "resources:\n- {{name: t, path: t.csv, schema: {{{key}}}, checks: [{{not_before: {setting}}}]}}\n- {{name: documents, path: documents.csv}}\n"
        );
        [
            (
                "data/t.csv",
                "d,deadline,issued\na,2019-06-30,2019-06-01\nb,2019-06-30,2019-07-01\nb,,\n"
                    .to_owned(),
            ),
            (
                "data/documents.csv",
                "id,date,title\na,2019-07-16,x\nb,,y\n".to_owned(),
            ),
            ("data/datapackage.yaml", yaml),
        ]
    }

    fn check(setting: &str, expected: &[&str]) {
        let files = files(setting);
        check_codes(
            &files.each_ref().map(|(path, text)| (*path, text.as_str())),
            expected,
        );
    }

    #[test]
    fn dates_are_compared_within_a_row_and_across_tables() {
        check("{column: deadline, reference: issued}", &[EARLY]);
        check("{column: deadline, reference: documents.date}", &[EARLY]);
        check("{column: issued, reference: issued}", &[]);
    }

    #[test]
    fn the_other_date_can_be_reached() {
        check(
            "{column: deadline, reference: document.date}",
            &["setting/bad-value"],
        );
        check(
            "{column: deadline, reference: documents.day}",
            &["data/unknown-column"],
        );
        check(
            "{column: deadline, reference: documents.title}",
            &["setting/bad-value"],
        );
        check("{column: d, reference: issued}", &["setting/bad-value"]);
        check("{column: deadline}", &["setting/missing-key"]);
        check("deadline", &["setting/bad-value"]);
    }

    #[test]
    fn the_message_names_both_dates() {
        let files = files("{column: deadline, reference: documents.date}");
        let (_, diags) = load(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
        let message = diags.sorted()[0].message(Lang::En);
        assert_eq!(
            message,
            "2019-06-30 in `deadline`, row 2, is before 2019-07-16 of documents.date"
        );
    }
}
