//! The complaints about one table, so many and no more: a wrong type of a column would fill the screen.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::fields::Located;
use crate::table::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place, Severity};
use gongbao_source::spelling_hint;

/// How many mistakes of one table are shown.
const MAX_COMPLAINTS: usize = 1000;

/// The cells (row, column) of a table that are already complained about.
pub(crate) type SkippedCells = BTreeSet<(usize, usize)>;

/// Collects the complaints about a table.
#[derive(Debug)]
pub(crate) struct TableComplaints {
    table: String,
    file: Arc<str>,
    shown: Vec<Diagnostic>,
    count: usize,
    /// Whether an error is among those that are not shown.
    hides_error: bool,
}

impl TableComplaints {
    /// None yet.
    pub(crate) fn new(table: &str, file: &Arc<str>) -> TableComplaints {
        TableComplaints {
            table: table.to_owned(),
            file: file.clone(),
            shown: Vec::new(),
            count: 0,
            hides_error: false,
        }
    }

    /// Files one more; beyond the limit it is only counted.
    pub(crate) fn push(&mut self, complaint: Diagnostic) {
        self.push_with(complaint.severity(), || complaint);
    }

    /// Files one more, which is only made if it will be shown.
    pub(crate) fn push_with(&mut self, severity: Severity, make: impl FnOnce() -> Diagnostic) {
        self.count += 1;
        if self.count <= MAX_COMPLAINTS {
            self.shown.push(make());
        } else {
            self.hides_error |= severity == Severity::Error;
        }
    }

    /// Whether the table is sound so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Takes over those of a further check of the same table.
    pub(crate) fn append(&mut self, other: TableComplaints) {
        self.count += other.count;
        self.hides_error |= other.hides_error;
        self.shown.extend(other.shown);
        let hidden = self.shown.split_off(self.shown.len().min(MAX_COMPLAINTS));
        self.hides_error |= hidden.iter().any(|it| it.severity() == Severity::Error);
    }

    /// Hands them over, with a word on how many were left out.
    pub(crate) fn settle(self, diags: &mut Diags) {
        self.shown.into_iter().for_each(|it| diags.push(it));
        if self.count > MAX_COMPLAINTS {
            let more = Diagnostic::new(Code::MoreErrors, Place::file(&self.file));
            let more = more
                .with("table", self.table)
                .with("count", self.count - MAX_COMPLAINTS)
                .with("shown", MAX_COMPLAINTS);
            diags.push(if self.hides_error {
                more
            } else {
                more.softened()
            });
        }
    }
}

/// A complaint that a table cannot be used at all.
pub(crate) fn unusable_table(place: Place, table: &str, reason: Text, help: Text) -> Diagnostic {
    Diagnostic::new(Code::SourceError, place)
        .with("table", table)
        .with("reason", reason)
        .with("help", help)
}

/// A complaint that a table lacks a column that is named somewhere.
pub(crate) fn unknown_column(table: &Table, name: &Located) -> Diagnostic {
    let known: Vec<&str> = table.fields.iter().map(|it| it.name.as_str()).collect();
    let complaint =
        Diagnostic::new(Code::UnknownColumn, name.place.clone()).with("table", &table.name);
    let complaint = complaint
        .with("name", &name.text)
        .with("hint", spelling_hint(&name.text, known.iter().copied()));
    complaint.with("known", known.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::testing::load;
    use gongbao_diag::locale::Lang;

    #[test]
    fn says_how_many_mistakes_were_left_out() {
        let rows = "x\n".repeat(1203);
        let csv = format!("n\n{rows}");
        let yaml =
            "resources: [{name: a, path: a.csv, schema: {fields: [{name: n, type: integer}]}}]\n";
        let (_, diags) = load(&[("data/a.csv", &csv), ("data/datapackage.yaml", yaml)]);
        assert_eq!(diags.len(), 1001);
        let more = diags
            .sorted()
            .into_iter()
            .find(|it| it.code.name() == "data/more-errors")
            .expect("a count");
        assert!(
            more.message(Lang::En).contains("203"),
            "{}",
            more.message(Lang::En)
        );
    }
}
