//! Compares the header of a data file with the columns in the descriptor.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use crate::complaints::TableComplaints;
use crate::schema::{FieldsMatch, Schema};
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_model::Field;
use gongbao_source::spelling_hint;

/// The usable columns of a file: position in the file, and name.
#[derive(Debug)]
pub(crate) struct ColumnLabels {
    /// How many cells the header has.
    pub width: usize,
    all: Vec<String>,
    usable: Vec<(usize, String)>,
}

/// The columns that a file is read into, and what is said about them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnPlan<'a> {
    pub schema: &'a Schema,
    pub labels: &'a ColumnLabels,
    pub fields: &'a [Field],
}

impl ColumnLabels {
    /// The label at a position of the file; empty beyond the last.
    pub(crate) fn name(&self, position: usize) -> &str {
        self.all.get(position).map_or("", String::as_str)
    }
}

impl Deref for ColumnLabels {
    type Target = [(usize, String)];

    fn deref(&self) -> &[(usize, String)] {
        &self.usable
    }
}

/// Checks the header. A column whose label is wrong is left out, so that the others are still checked.
pub(crate) fn check_labels(
    file: &Arc<str>,
    header: &[(String, Place)],
    schema: &Schema,
    blank: &BTreeSet<usize>,
    complaints: &mut TableComplaints,
) -> ColumnLabels {
    let all: Vec<String> = header.iter().map(|(label, _)| label.clone()).collect();
    let mut labels = ColumnLabels {
        width: header.len(),
        all,
        usable: Vec::new(),
    };
    for (position, (label, place)) in header
        .iter()
        .enumerate()
        .filter(|(it, _)| !blank.contains(it))
    {
        let complaint = label_error(place.clone(), position, schema, &labels);
        let name = if complaint.is_none() {
            Some(label.as_str())
        } else {
            stands_for(position, schema, &labels)
        };
        labels
            .usable
            .extend(name.map(|it| (position, it.to_owned())));
        complaint.into_iter().for_each(|it| complaints.push(it));
    }
    for spec in schema
        .fields
        .iter()
        .filter(|it| !labels.usable.iter().any(|(_, name)| *name == it.name.text))
    {
        let name = &spec.name.text;
        if schema.matching.allows_fewer() && !schema.needs(spec) {
            continue;
        }
        let missing =
            Diagnostic::new(Code::MissingLabel, spec.name.place.clone()).with("name", name);
        let missing = missing
            .with("file", file)
            .with("columns", labels.all.join(", "));
        complaints.push(missing.with(
            "hint",
            spelling_hint(name, labels.all.iter().map(String::as_str)),
        ));
    }
    labels
}

fn label_error(
    place: Place,
    position: usize,
    schema: &Schema,
    labels: &ColumnLabels,
) -> Option<Diagnostic> {
    let label = labels.name(position);
    if label.trim().is_empty() {
        return Some(Diagnostic::new(Code::BlankLabel, place).with("field", position + 1));
    }
    if let Some(first) = labels
        .all
        .iter()
        .position(|it| it == label)
        .filter(|it| *it < position)
    {
        let twice = Diagnostic::new(Code::DuplicateLabel, place).with("name", label);
        return Some(twice.with("first", first + 1).with("field", position + 1));
    }
    let is_described =
        schema.fields.is_empty() || schema.field(label).is_some() || schema.matching.allows_more();
    match stands_for(position, schema, labels) {
        Some(expected) => {
            let wrong = Diagnostic::new(Code::IncorrectLabel, place).with("name", label);
            Some(wrong.with("field", position + 1).with("expected", expected))
        }
        None => {
            (!is_described).then(|| Diagnostic::new(Code::ExtraLabel, place).with("name", label))
        }
    }
}

/// The described column that a wrong label stands for: the one that has its place and is nowhere else.
fn stands_for<'a>(position: usize, schema: &'a Schema, labels: &ColumnLabels) -> Option<&'a str> {
    let expected = schema.fields.get(position)?.name.text.as_str();
    let label = labels.name(position);
    let is_elsewhere = labels.all.iter().any(|it| it == expected);
    match schema.matching {
        FieldsMatch::Exact => (label != expected).then_some(expected),
        FieldsMatch::Equal => {
            let is_known = schema.field(label).is_some()
                && labels.all.iter().position(|it| it == label) == Some(position);
            (!is_elsewhere && !is_known).then_some(expected)
        }
        FieldsMatch::Subset | FieldsMatch::Superset | FieldsMatch::Partial => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    fn check(csv: &str, expected: &[&str]) {
        let yaml = "resources: [{name: a, path: a.csv, schema: {fields: [{name: x}, {name: y, type: integer}]}}]\n";
        check_codes(
            &[("data/a.csv", csv), ("data/datapackage.yaml", yaml)],
            expected,
        );
    }

    #[test]
    fn the_header_has_exactly_the_columns_described() {
        check("x,y\na,1\n", &[]);
        check("y,x\n1,a\n", &[]);
        check("x,z\na,1\n", &["data/incorrect-label"]);
        check("z,x\n1,a\n", &["data/extra-label", "data/missing-label"]);
        check("x\na\n", &["data/missing-label"]);
        check("x,y,\na,1,\n", &["data/blank-label"]);
        check("x,y,x\na,1,b\n", &["data/duplicate-label"]);
    }

    #[test]
    fn the_other_columns_are_still_checked() {
        check("x,y,z\na,b,c\n", &["data/extra-label", "data/type-error"]);
        check("x,z\na,b\n", &["data/incorrect-label", "data/type-error"]);
        check("x,\na,b\n", &["data/blank-label", "data/type-error"]);
        check("x,x\na,b\n", &["data/duplicate-label", "data/type-error"]);
    }

    fn matching(name: &str, csv: &str, expected: &[&str]) {
        let yaml = format!(
            "resources: [{{name: a, path: a.csv, schema: {{fieldsMatch: {name}, fields: [{{name: x, constraints: {{required: true}}}}, {{name: y, type: integer}}]}}}}]\n"
        );
        check_codes(
            &[("data/a.csv", csv), ("data/datapackage.yaml", &yaml)],
            expected,
        );
    }

    #[test]
    fn the_descriptor_says_how_columns_match() {
        matching("exact", "x,y\na,1\n", &[]);
        matching(
            "exact",
            "y,x\na,1\n",
            &["data/incorrect-label", "data/incorrect-label"],
        );
        matching("exact", "x,y,z\na,1,b\n", &["data/extra-label"]);
        matching("equal", "y,x\n1,a\n", &[]);
        matching("subset", "z,y,x\n1,1,a\n", &[]);
        matching("subset", "z,y\n1,1\n", &["data/missing-label"]);
        matching("superset", "x\na\n", &[]);
        matching("superset", "y\n1\n", &["data/missing-label"]);
        matching("superset", "x,z\na,1\n", &["data/extra-label"]);
        matching("partial", "z,x\n1,a\n", &[]);
        matching("most", "x,y\na,1\n", &["setting/bad-value"]);
    }
}
