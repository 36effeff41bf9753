//! The tables that ballots and facilities are shown in.

use gongbao_data::Table;
use gongbao_model::Grid;
use gongbao_site::{DataTable, EmbedCall, Exhibit, Failure, row_links, source_line};
use gongbao_source::Fields;

/// A grid that an embed made out of a table.
#[derive(Debug)]
pub(crate) struct GeneratedTable<'t> {
    /// Its anchor.
    pub id: String,
    pub grid: Grid,
    /// The table it was made from.
    pub from: &'t Table,
    pub note: Option<String>,
}

/// The exhibit of a grid; its figures are counted for the page.
///
/// # Errors
/// What is wrong with the author's `source`.
pub(crate) fn show_table(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    made: GeneratedTable<'_>,
) -> Result<Exhibit, Failure> {
    let GeneratedTable {
        id,
        grid,
        from,
        note,
    } = made;
    let cells = grid.rows.iter().flatten();
    call.found.n_figures += cells.filter(|it| it.origin.is_some()).count();
    call.found.exhibits.insert(id.clone(), call.place());
    let source = call.text(body, "source")?;
    Ok(Exhibit::Table(Box::new(DataTable {
        id,
        row_links: row_links(call.scope, &grid),
        grid,
        row_metrics: Vec::new(),
        statuses: Vec::new(),
        revised: Vec::new(),
        left_out: 0,
        source: source.unwrap_or_else(|| source_line(call.scope.lang, from)),
        note,
        sample: from.sample,
    })))
}
