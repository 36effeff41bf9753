//! What a table's cells may mean wrongly, though each of them is fine by itself. Warnings only: the author
//! knows better, and can say so in the descriptor.

use crate::data::Table;
use crate::data::read::shown;
use crate::diag::{Code, Diagnostic};

/// Looks a table over.
pub fn suspect(table: &Table) -> Vec<Diagnostic> {
    (0..table.fields.len()).filter_map(|column| mixed_percent(table, column)).collect()
}

/// 42% and 0.42 in one column are a hundredfold apart.
fn mixed_percent(table: &Table, column: usize) -> Option<Diagnostic> {
    let found = table.found(column).filter(|it| it.n_percent > 0)?;
    let row = found.without_percent?;
    let complaint = Diagnostic::new(Code::MixedPercent, table.place(row, column));
    let complaint = complaint.with("name", &table.fields[column].name).with("row", table.number_of(row));
    Some(complaint.with("text", shown(&table.value(row, column).to_string())).with("count", found.n_percent))
}

#[cfg(test)]
mod tests {
    use crate::data::testing::check_codes;

    fn check(csv: &str, expected: &[&str]) {
        let yaml = "resources: [{name: a, path: a.csv, schema: {fields: [{name: x}, {name: n, type: number, notation: [percent]}]}}]\n";
        check_codes(&[("data/a.csv", csv), ("data/datapackage.yaml", yaml)], expected);
    }

    #[test]
    fn percent_signs_stand_in_all_cells_or_in_none() {
        check("x,n\na,42%\nb,\nc,3%\n", &[]);
        check("x,n\na,42\nb,3\n", &[]);
        check("x,n\na,42%\nb,0.42\nc,0.3\n", &["data/mixed-percent"]);
    }
}
