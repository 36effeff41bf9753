//! Rows with the same dimensions, which a metric would silently add up.

use crate::{Formula, Metric};
use gongbao_data::{Catalog, Entry, Table};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic};

/// One row in so many may share its place with another before that is taken to be meant.
const MIN_ODD_ROWS: usize = 5;

/// The first row that stands where another one does, in a table where nearly every row has a place of its own and
/// nobody has said what tells rows apart.
pub(super) fn find_repeated_row(metric: &Metric, catalog: &Catalog) -> Option<Diagnostic> {
    let Some(Entry::Ready(table)) = catalog.get(&metric.table) else {
        return None;
    };
    let adds_up = matches!(
        metric.formula,
        Formula::Sum(_) | Formula::Mean { .. } | Formula::Share { .. }
    );
    if !adds_up || table.derived || !table.primary_key.is_empty() || !table.unique_keys.is_empty() {
        return None;
    }
    let names = metric
        .dimensions
        .iter()
        .map(String::as_str)
        .chain(metric.filter.iter().map(|it| it.0));
    let columns: Vec<usize> = names.map(|it| table.column(it)).collect::<Option<_>>()?;
    let found = if columns.is_empty() {
        Vec::new()
    } else {
        table.repeated(&columns)
    };
    let (row, first) = *found
        .first()
        .filter(|_| found.len() * MIN_ODD_ROWS <= table.n_rows())?;
    Some(repeated_row_error(metric, table, &columns, row, first))
}

fn repeated_row_error(
    metric: &Metric,
    table: &Table,
    columns: &[usize],
    row: usize,
    first: usize,
) -> Diagnostic {
    let members: Vec<String> = columns
        .iter()
        .map(|it| table.value(row, *it).to_string())
        .collect();
    let place = |row: usize| table.place(row, columns[0]);
    let complaint = Diagnostic::new(Code::RepeatedRow, place(row)).with("title", &metric.title);
    let complaint = complaint
        .with("members", members.join("、"))
        .with("table", &table.name);
    let complaint = complaint
        .with("row", table.number_of(row))
        .with("first", table.number_of(first));
    complaint.related(place(first), Text::new("第一次在这里", "first stands here"))
}
