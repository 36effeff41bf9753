//! Columns whose type nobody declared, read as text because of how their cells are written: nothing is guessed,
//! but the author is told what to declare.

use crate::cell_advice::{blank_state, declare_missing_value, explain_notation};
use crate::columns::ColumnBuilder;
use crate::infer;
use crate::notation::NotationMark;
use crate::quoted_cell::quote_cell;
use crate::schema::Schema;
use crate::table::Table;
use crate::typed::TypedColumn;
use gongbao_diag::{Code, Diagnostic};
use gongbao_model::ColumnKind;

/// The columns of texts that look like something else.
pub(crate) fn find_undeclared_types(table: &Table, schema: &Schema) -> Vec<Diagnostic> {
    let is_open = |column: &usize| {
        let field = &table.fields[*column];
        field.kind == ColumnKind::String
            && schema.field(&field.name).is_none_or(|it| it.kind.is_none())
    };
    (0..table.fields.len())
        .filter(is_open)
        .filter_map(|it| guess_undeclared_type(table, schema, it))
        .collect()
}

const GUESSED_KINDS: [ColumnKind; 5] = [
    ColumnKind::Integer,
    ColumnKind::Number,
    ColumnKind::Year,
    ColumnKind::Date,
    ColumnKind::Period,
];

fn guess_undeclared_type(table: &Table, schema: &Schema, column: usize) -> Option<Diagnostic> {
    let cells = table.typed(column)?;
    let found = GUESSED_KINDS
        .into_iter()
        .find_map(|kind| CommonNotation::all(cells, table.n_rows(), kind))?;
    let field = &table.fields[column];
    let row = found.row;
    let complaint = Diagnostic::new(Code::UndeclaredNotation, table.place(row, column))
        .with("name", &field.name);
    let complaint = complaint
        .with("row", table.number_of(row))
        .with("text", quote_cell(cells.text(row)?));
    let complaint = complaint
        .with("expected", found.kind.text())
        .with("table", &table.name);
    Some(complaint.with("line", found.line(&field.name, schema)))
}

/// What the cells of a column have in common.
struct CommonNotation {
    kind: ColumnKind,
    marks: Vec<NotationMark>,
    /// The texts that stand for no value, as `missingValues` has them.
    signs: Vec<String>,
    /// The first row that is not plainly of the type.
    row: usize,
}

impl CommonNotation {
    /// What all cells have in common if they are of a type; nothing if one of them is not, or all are blank.
    fn all(cells: TypedColumn<'_>, n_rows: usize, kind: ColumnKind) -> Option<CommonNotation> {
        let mut like = CommonNotation {
            kind,
            marks: Vec::new(),
            signs: Vec::new(),
            row: usize::MAX,
        };
        let mut n_values = 0;
        for (row, text) in (0..n_rows).filter_map(|row| Some((row, cells.text(row)?))) {
            n_values += usize::from(like.see(row, text)?);
        }
        (n_values > 0 && like.row != usize::MAX).then_some(like)
    }

    /// Takes one cell into account: whether it is a value; nothing if it is not of the type.
    fn see(&mut self, row: usize, text: &str) -> Option<bool> {
        if let Some(state) = blank_state(text) {
            let sign = declare_missing_value(text, state);
            if !self.signs.contains(&sign) {
                self.signs.push(sign);
            }
            self.row = self.row.min(row);
            return Some(false);
        }
        if self.kind.is_numeric() && infer::looks_like_a_code(text) {
            return None;
        }
        let is_plain = ColumnBuilder::value(self.kind, text).is_some();
        // A period is never inferred, however it is written.
        if !is_plain || self.kind == ColumnKind::Period {
            self.row = self.row.min(row);
        }
        if !is_plain {
            // Five digits are the number of a day to spreadsheets alone.
            let used = explain_notation(self.kind, text)?.used;
            if used.contains(&NotationMark::Serial) {
                return None;
            }
            self.marks.extend(used);
            self.marks.sort_unstable();
            self.marks.dedup();
        }
        Some(true)
    }

    /// What to write in the descriptor.
    fn line(&self, name: &str, schema: &Schema) -> String {
        let mut keys = vec![
            format!("name: {name}"),
            format!("type: {}", self.kind.name()),
        ];
        if self.marks.contains(&NotationMark::Percent) {
            keys.push("unit: \"%\"".to_owned());
        }
        if !self.marks.is_empty() {
            let names: Vec<&str> = self.marks.iter().map(|it| it.name()).collect();
            keys.push(format!("notation: [{}]", names.join(", ")));
        }
        if !self.signs.is_empty() {
            keys.push(format!("missingValues: [\"\", {}]", self.signs.join(", ")));
        }
        let field = format!("{{{}}}", keys.join(", "));
        match schema.fields.is_empty() {
            true => format!("schema: {{fieldsMatch: subset, fields: [{field}]}}"),
            false => format!("fields: [{field}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    /// The line to add for a column of cells; empty if nothing is said.
    fn check(cells: &str, expected: &str) {
        let csv = format!(
            "d,x\n{}",
            cells
                .split('|')
                .map(|it| format!("y,\"{it}\"\n"))
                .collect::<String>()
        );
        let (_, diags) = load(&[("data/a.csv", &csv)]);
        let helps: Vec<String> = diags.sorted().iter().map(|it| it.help(Lang::En)).collect();
        match expected {
            "" => assert!(helps.is_empty(), "{cells}: {helps:?}"),
            _ => assert!(
                helps.len() == 1 && helps[0].contains(expected),
                "{cells}: {helps:?}"
            ),
        }
    }

    #[test]
    fn the_line_to_add_is_said() {
        check(
            "1,234|12",
            "schema: {fieldsMatch: subset, fields: [{name: x, type: integer, notation: [grouped]}]}",
        );
        check(
            "42%|3.5%",
            "{name: x, type: number, unit: \"%\", notation: [percent]}",
        );
        check(
            "16.02万|84.6万余",
            "{name: x, type: integer, notation: [wan, bound]}",
        );
        check(
            "2025/10/9|2025-10-10",
            "{name: x, type: date, notation: [slashed]}",
        );
        check("2025年|2024年", "{name: x, type: year, notation: [hanzi]}");
        check("2025年上半年|2025Q3", "{name: x, type: period}");
        check(
            "12|—|3",
            "{name: x, type: integer, missingValues: [\"\", \"—\"]}",
        );
        check(
            "12|…|3.5",
            "{name: x, type: number, missingValues: [\"\", {value: \"…\", state: below_unit}]}",
        );
    }

    #[test]
    fn texts_and_codes_are_left_alone() {
        check("一大队|二大队", "");
        check("007|12", "");
        check("1,234|约5", "");
        check("—|无", "");
        check("无|一般", "");
    }

    #[test]
    fn who_declares_a_text_means_it() {
        let yaml = |kind: &str| {
            format!(
                "resources: [{{name: a, path: a.csv, schema: {{fields: [{{name: d}}, {{name: x{kind}}}]}}}}]\n"
            )
        };
        let check = |kind: &str, expected: &[&str]| {
            check_codes(
                &[
                    ("data/a.csv", "d,x\na,42%\n"),
                    ("data/datapackage.yaml", &yaml(kind)),
                ],
                expected,
            );
        };
        check("", &["data/undeclared-notation"]);
        check(", type: string", &[]);
    }
}
