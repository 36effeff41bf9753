//! The audit of shares: no part may exceed its whole.

use crate::{Formula, Metric};
use gongbao_data::Table;
use gongbao_diag::locale::NumberFormat;
use gongbao_diag::{Code, Diagnostic, Diags};

/// Complains of each row taken into account whose part is greater than its whole, at the part's cell.
pub(super) fn check_shares(metric: &Metric, table: &Table, diags: &mut Diags) {
    let Formula::Share { part, whole } = &metric.formula else {
        return;
    };
    let (Some(part), Some(whole)) = (table.column(part), table.column(whole)) else {
        return;
    };
    for row in table.rows(&metric.filter) {
        let (Some(a), Some(b)) = (table.number(row, part), table.number(row, whole)) else {
            continue;
        };
        if a > b {
            let complaint = Diagnostic::new(Code::ShareAboveWhole, table.place(row, part));
            let title = |column: usize| table.fields[column].title.as_str();
            let complaint = complaint
                .with("part", title(part))
                .with("whole", title(whole));
            let write = |value: f64| NumberFormat::default().digits_of(value);
            diags.push(
                complaint
                    .with("a", write(a))
                    .with("b", write(b))
                    .with("row", describe_row(metric, table, row)),
            );
        }
    }
}

/// A row by its dimensions: 铁西区, 2025.
fn describe_row(metric: &Metric, table: &Table, row: usize) -> String {
    let columns = metric.dimensions.iter().filter_map(|it| table.column(it));
    columns
        .map(|it| table.value(row, it).to_string())
        .collect::<Vec<_>>()
        .join(", ")
}
