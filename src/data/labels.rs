//! The header of a data file against the columns the descriptor names.

use std::ops::Deref;
use std::sync::Arc;

use crate::data::complaints::Complaints;
use crate::data::schema::Schema;
use crate::diag::{Code, Diagnostic, Place};
use crate::source::hint;

/// The usable columns of a file: position in the file, and name.
#[derive(Debug)]
pub struct Labels {
    /// How many cells the header has.
    pub width: usize,
    all: Vec<String>,
    usable: Vec<(usize, String)>,
}

impl Labels {
    /// The label at a position of the file; empty beyond the last.
    pub fn name(&self, position: usize) -> &str {
        self.all.get(position).map_or("", String::as_str)
    }
}

impl Deref for Labels {
    type Target = [(usize, String)];

    fn deref(&self) -> &[(usize, String)] {
        &self.usable
    }
}

/// Checks the header. A column whose label is wrong is left out, so that the others are still checked.
pub fn check(file: &Arc<str>, header: &[(String, Place)], schema: &Schema, complaints: &mut Complaints) -> Labels {
    let all: Vec<String> = header.iter().map(|(label, _)| label.clone()).collect();
    let mut labels = Labels { width: header.len(), all, usable: Vec::new() };
    for (position, (label, place)) in header.iter().enumerate() {
        match complaint(place.clone(), position, schema, &labels) {
            Some(it) => complaints.push(it),
            None => labels.usable.push((position, label.clone())),
        }
    }
    for spec in schema.fields.iter().filter(|it| !labels.all.contains(&it.name.text)) {
        let name = &spec.name.text;
        let missing = Diagnostic::new(Code::MissingLabel, spec.name.place.clone()).with("name", name);
        let missing = missing.with("file", file).with("columns", labels.all.join(", "));
        complaints.push(missing.with("hint", hint(name, labels.all.iter().map(String::as_str))));
    }
    labels
}

fn complaint(place: Place, position: usize, schema: &Schema, labels: &Labels) -> Option<Diagnostic> {
    let label = labels.name(position);
    if label.trim().is_empty() {
        return Some(Diagnostic::new(Code::BlankLabel, place).with("field", position + 1));
    }
    if let Some(first) = labels.all.iter().position(|it| it == label).filter(|it| *it < position) {
        let twice = Diagnostic::new(Code::DuplicateLabel, place).with("name", label);
        return Some(twice.with("first", first + 1).with("field", position + 1));
    }
    let undescribed = !schema.fields.is_empty() && schema.field(label).is_none();
    undescribed.then(|| Diagnostic::new(Code::ExtraLabel, place).with("name", label))
}

#[cfg(test)]
mod tests {
    use crate::data::testing::check_codes;

    fn check(csv: &str, expected: &[&str]) {
        let yaml = "resources: [{name: a, path: a.csv, schema: {fields: [{name: x}, {name: y, type: integer}]}}]\n";
        check_codes(&[("data/a.csv", csv), ("data/datapackage.yaml", yaml)], expected);
    }

    #[test]
    fn the_header_has_exactly_the_columns_described() {
        check("x,y\na,1\n", &[]);
        check("y,x\n1,a\n", &[]);
        check("x,z\na,1\n", &["data/extra-label", "data/missing-label"]);
        check("x,y,\na,1,\n", &["data/blank-label"]);
        check("x,y,x\na,1,b\n", &["data/duplicate-label"]);
    }

    #[test]
    fn the_other_columns_are_still_checked() {
        check("x,y,z\na,b,c\n", &["data/extra-label", "data/type-error"]);
    }
}
