//! The complaints about one table, so many and no more: a wrong type of a column would fill the screen.

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diags, Place};

/// How many mistakes of one table are shown.
const LIMIT: usize = 1000;

/// Collects the complaints about a table.
#[derive(Debug)]
pub struct Complaints {
    table: String,
    file: Arc<str>,
    shown: Vec<Diagnostic>,
    count: usize,
}

impl Complaints {
    /// None yet.
    pub fn new(table: &str, file: &Arc<str>) -> Complaints {
        Complaints { table: table.to_owned(), file: file.clone(), shown: Vec::new(), count: 0 }
    }

    /// Files one more; beyond the limit it is only counted.
    pub fn push(&mut self, complaint: Diagnostic) {
        self.count += 1;
        if self.count <= LIMIT {
            self.shown.push(complaint);
        }
    }

    /// Whether the table is sound so far.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Takes over those of a further check of the same table.
    pub fn append(&mut self, other: Complaints) {
        self.count += other.count;
        self.shown.extend(other.shown);
        self.shown.truncate(LIMIT);
    }

    /// Hands them over, with a word on how many were left out.
    pub fn settle(self, diags: &mut Diags) {
        self.shown.into_iter().for_each(|it| diags.push(it));
        if self.count > LIMIT {
            let more = Diagnostic::new(Code::MoreErrors, Place::file(&self.file));
            diags.push(more.with("table", self.table).with("count", self.count - LIMIT).with("shown", LIMIT));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::data::testing::load;
    use crate::locale::Lang;

    #[test]
    fn says_how_many_mistakes_were_left_out() {
        let rows = "x\n".repeat(1203);
        let csv = format!("n\n{rows}");
        let yaml = "resources: [{name: a, path: a.csv, schema: {fields: [{name: n, type: integer}]}}]\n";
        let (_, diags) = load(&[("data/a.csv", &csv), ("data/datapackage.yaml", yaml)]);
        assert_eq!(diags.len(), 1001);
        let more = diags.sorted().into_iter().find(|it| it.code.name() == "data/more-errors").expect("a count");
        assert!(more.message(Lang::En).contains("203"), "{}", more.message(Lang::En));
    }
}
