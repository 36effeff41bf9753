//! A chart of a table's columns, for embeds that know which column plays which part.

use std::sync::Arc;

use crate::embeds::chart::{self, ChartWords};
use crate::embeds::embed::EmbedCall;
use crate::embeds::spec::{ChartOptions, ChartSpec, Sort};
use crate::exhibit::Exhibit;
use crate::failure::Failure;
use gongbao_diag::Place;
use gongbao_model::{Orientation, Stack};
use gongbao_source::Fields;

/// What a chart of a table shows.
#[derive(Debug)]
pub struct TableChart {
    /// Its anchor.
    pub id: String,
    /// The name of a kind of chart.
    pub kind: &'static str,
    pub table: String,
    /// The columns whose values are drawn.
    pub values: Vec<String>,
    pub x: String,
    pub series: Option<String>,
    /// The channels besides, each with its column.
    pub channels: Vec<(&'static str, String)>,
    pub title: Option<String>,
    pub source: Option<String>,
    pub note: Option<String>,
    /// Where complaints point.
    pub place: Place,
}

/// Draws the rows that the `where` of an embed selects, in the order of the data.
///
/// # Errors
/// Whatever the table runs into; `chart/no-data`.
#[expect(clippy::expect_used, reason = "kinds are named by crates of ours")]
pub fn draw_table(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    chart: TableChart,
) -> Result<Exhibit, Failure> {
    let spec = ChartSpec {
        kind: gongbao_chart::find_kind(chart.kind).expect("embeds name kinds that there are"),
        metrics: Vec::new(),
        table: Some((chart.table, chart.values)),
        x: chart.x,
        series: chart.series,
        given: call.given(body)?,
        sort: Sort::Data,
        limit: None,
        targets: false,
        orientation: Orientation::Automatic,
        stack: Stack::No,
        channels: chart.channels,
        options: ChartOptions::default(),
        from_zero: false,
        place: chart.place,
    };
    let words = ChartWords {
        title: chart.title,
        subtitle: None,
        note: chart.note,
        source: chart.source,
    };
    let id = chart.id;
    let bound = chart::build_chart(call.scope, &spec, words, id.clone(), &mut call.found.diags)?;
    call.found.n_charts += 1;
    call.found.exhibits.insert(id, call.place());
    Ok(Exhibit::Chart(Arc::new(bound.chart)))
}
