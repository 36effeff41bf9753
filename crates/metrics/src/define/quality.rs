//! Notes on single periods: where the method changed, and which values may still be revised.

use crate::define::columns::DefinitionColumns;
use crate::define::keys::list_items;
use crate::{Metric, SeriesBreak};
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_model::Value;
use gongbao_source::{Fields, YamlNode};

/// Reads `breaks` and `provisional`, which speak of the metric's time.
pub(super) fn read_quality(
    fields: &Fields<'_>,
    metric: &mut Metric,
    columns: DefinitionColumns<'_>,
    diags: &mut Diags,
) {
    let periods = known_periods(metric, columns);
    for node in list_items(fields, "breaks") {
        let found = one_break(node, periods.as_deref(), diags);
        metric.breaks.extend(found);
    }
    for node in list_items(fields, "provisional") {
        let found = diags.keep(read_period(node, "provisional", periods.as_deref()));
        metric.provisional.extend(found);
    }
}

/// The periods there are; nothing if the table is broken, an empty list if the metric has no time.
fn known_periods(metric: &Metric, columns: DefinitionColumns<'_>) -> Option<Vec<Value>> {
    let table = columns.table?;
    let Some(time) = metric.time.as_deref() else {
        return Some(Vec::new());
    };
    Some(table.members(table.column(time)?))
}

fn one_break(node: &YamlNode, periods: Option<&[Value]>, diags: &mut Diags) -> Option<SeriesBreak> {
    let fields = Fields::read(node, "breaks", &["at", "note"], diags);
    let fields = diags.keep(fields)?;
    let at = fields
        .need("at", "{at: 2023, note: 统计口径调整}")
        .and_then(|it| read_period(it, "at", periods));
    let note = fields
        .need("note", "{at: 2023, note: 统计口径调整}")
        .and_then(|it| it.string("note"));
    let (at, note) = (diags.keep(at), diags.keep(note));
    Some(SeriesBreak {
        at: at?,
        note: note?,
    })
}

/// A period as it stands in the table.
fn read_period(
    node: &YamlNode,
    key: &str,
    periods: Option<&[Value]>,
) -> Result<String, Diagnostic> {
    let text = node.string(key)?;
    let Some(periods) = periods else {
        return Ok(text);
    };
    if periods.is_empty() {
        return Err(node.refuse(
            key,
            Text::new("有时间维度的指标", "a metric with a time dimension"),
        ));
    }
    if periods.iter().any(|it| it.to_string() == text) {
        return Ok(text);
    }
    let mut known: Vec<String> = periods.iter().map(ToString::to_string).collect();
    known.sort();
    let known = known.join(", ");
    Err(node.refuse(
        key,
        Text::new(
            format!("一个时期（{known}）"),
            format!("one of the periods ({known})"),
        ),
    ))
}
