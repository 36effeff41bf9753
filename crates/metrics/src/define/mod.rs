//! `data/metrics.yaml` as metrics, each key checked against the table it speaks of.
//!
//! Start at [`define_metrics`]. A metric with a mistake is remembered as broken, its mistakes all reported.

mod columns;
mod formula;
mod keys;
mod quality;
mod repeated_rows;
mod shares;
mod target;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{BetterDirection, Formula, Metric, MetricUnit, Metrics};
use gongbao_data::{Catalog, Entry, Selection, Table};
use gongbao_diag::locale::{Date, Scale, Text};
use gongbao_diag::{Code, Diagnostic, Diags, Place, Severity};
use gongbao_model::ColumnKind;
use gongbao_source::{Fields, Sources, YamlNode, parse_yaml, spelling_hint};

use columns::DefinitionColumns;
use keys::{list_items, read_choice};

const METRICS_FILE: &str = "data/metrics.yaml";
const METRIC_KEYS: [&str; 20] = [
    "id",
    "title",
    "table",
    "value",
    "filter",
    "unit",
    "decimals",
    "scale",
    "better",
    "dimensions",
    "time",
    "definition",
    "note",
    "source",
    "targets",
    "responsible",
    "plan",
    "breaks",
    "provisional",
    "translations",
];
/// The names expressions use for themselves; a metric of the same name could never be called.
const RESERVED_NAMES: [&str; 14] = [
    "change", "diff", "status", "target", "gap", "cell", "count", "row", "latest", "previous",
    "true", "false", "none", "not",
];

/// Reads `data/metrics.yaml`. Mistakes are found metric by metric, key by key, all in one run.
pub fn define_metrics(
    sources: &Sources,
    catalog: &Catalog,
    as_of: Option<Date>,
    diags: &mut Diags,
) -> Metrics {
    let mut metrics = Metrics::default();
    let Some(file) = sources.get(METRICS_FILE) else {
        return metrics;
    };
    let Some(root) = diags.keep(parse_yaml(&file.path, file.str())) else {
        metrics.is_incomplete = true;
        return metrics;
    };
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for node in root.items() {
        let mut own = Diags::new();
        let metric = read_metric(node, catalog, as_of, &mut own);
        metrics.is_incomplete |= metric.is_none();
        if let Some(metric) = metric {
            match places.get(&metric.id) {
                Some(first) => own.push(duplicate_metric_error(&metric, first)),
                None => {
                    places.insert(metric.id.clone(), metric.place.clone());
                    // Once for all metrics of a table.
                    let repeated = repeated_rows::find_repeated_row(&metric, catalog)
                        .filter(|_| told.insert(metric.table.clone()));
                    repeated.into_iter().for_each(|it| own.push(it));
                    metrics
                        .redacted
                        .extend(is_redacted(&metric, catalog).then(|| metric.id.clone()));
                    metrics.file(metric, own.count(Severity::Error) == 0);
                }
            }
        }
        diags.append(own);
    }
    metrics
}

impl Metrics {
    fn file(&mut self, metric: Metric, is_sound: bool) {
        if is_sound && !self.redacted.contains(&metric.id) {
            self.list.push(Arc::new(metric));
        } else {
            self.broken.insert(metric.id);
        }
    }
}

/// Whether a metric is computed from what is not for this site's readers.
fn is_redacted(metric: &Metric, catalog: &Catalog) -> bool {
    let Some(Entry::Ready(table)) = catalog.get(&metric.table) else {
        return catalog.is_redacted(&metric.table);
    };
    let unit = match &metric.unit {
        MetricUnit::Column(it) => Some(it.as_str()),
        MetricUnit::Fixed(_) => None,
    };
    let filter = metric.filter.iter().map(|(name, _)| name);
    let named = metric
        .dimensions
        .iter()
        .map(String::as_str)
        .chain(metric.time.as_deref())
        .chain(unit)
        .chain(filter);
    named
        .chain(metric.formula.columns())
        .any(|it| table.is_redacted(it))
}

fn duplicate_metric_error(metric: &Metric, first: &Place) -> Diagnostic {
    let complaint =
        Diagnostic::new(Code::DuplicateMetric, metric.place.clone()).with("id", &metric.id);
    complaint.related(first.clone(), Text::new("第一次在这里", "first used here"))
}

/// Reads one metric. Without an id it is nobody's; any other mistake leaves a gap in it and a diagnostic.
fn read_metric(
    node: &YamlNode,
    catalog: &Catalog,
    as_of: Option<Date>,
    diags: &mut Diags,
) -> Option<Metric> {
    let fields = Fields::read(node, "metrics", &METRIC_KEYS, diags);
    let fields = diags.keep(fields)?;
    let id = diags.keep(read_id(&fields));
    let (name, place) = id.clone().unwrap_or_else(|| (String::new(), node.place()));
    let columns = DefinitionColumns {
        id: &name,
        table: find_table(&fields, catalog, diags),
    };
    let dimensions = read_dimensions(&fields, columns, diags);
    let formula = diags.keep(fields.need("value", "value: {sum: …}"));
    let formula = formula.and_then(|it| formula::read_formula(it, columns, diags));
    let unit = formula
        .as_ref()
        .and_then(|it| diags.keep(formula::read_unit(&fields, it, columns)));
    let mut text = |key: &str| diags.keep(fields.string(key)).flatten();
    let (definition, note, source) = (text("definition"), text("note"), text("source"));
    let duty = target::Responsibility::read(&fields, diags);
    let mut targets = target::TargetReader {
        columns,
        catalog,
        as_of,
    }
    .read(&fields, diags);
    duty.pass_on(&mut targets);
    let mut metric = Metric {
        // What could not be read leaves a gap; the diagnostic keeps the metric from being used.
        title: diags.keep(read_title(&fields)).into_iter().collect(),
        table: fields
            .get("table")
            .and_then(YamlNode::text)
            .unwrap_or("")
            .to_owned(),
        filter: fields
            .get("filter")
            .map_or_else(Selection::default, |it| columns.selection(it, diags)),
        decimals: diags.keep(read_decimals(&fields)).flatten(),
        scale: diags
            .keep(read_choice(&fields, "scale", &SCALES))
            .flatten()
            .unwrap_or(Scale::One),
        better: diags
            .keep(read_choice(&fields, "better", &BETTER))
            .flatten()
            .unwrap_or(BetterDirection::Neither),
        time: diags
            .keep(read_time_dimension(&fields, &dimensions, columns))
            .flatten(),
        targets,
        responsible: duty.responsible,
        plan: duty.plan,
        formula: formula.unwrap_or(Formula::Count),
        unit: unit.unwrap_or_else(|| MetricUnit::Fixed(String::new())),
        id: name.clone(),
        dimensions,
        definition,
        note,
        source,
        breaks: Vec::new(),
        provisional: Vec::new(),
        place,
    };
    diags.keep(formula::check_scale(&fields, &metric));
    quality::read_quality(&fields, &mut metric, columns, diags);
    if let Some(table) = columns.table {
        shares::check_shares(&metric, table, diags);
    }
    id.map(|_| metric)
}

fn read_id(fields: &Fields<'_>) -> Result<(String, Place), Diagnostic> {
    let node = fields.need("id", "id: station_share")?;
    let id = node.string("id")?;
    let begins = id.starts_with(|it: char| it.is_ascii_lowercase());
    let is_plain = id
        .bytes()
        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
    if begins && is_plain && !RESERVED_NAMES.contains(&id.as_str()) {
        return Ok((id, node.place()));
    }
    Err(Diagnostic::new(Code::BadMetricId, node.place()).with("id", id))
}

fn read_title(fields: &Fields<'_>) -> Result<String, Diagnostic> {
    fields
        .need("title", "title: 派出所警力占比")?
        .string("title")
}

/// The table; nothing if it is broken, which `data` has said, or unknown, which is said here.
fn find_table<'a>(
    fields: &Fields<'_>,
    catalog: &'a Catalog,
    diags: &mut Diags,
) -> Option<&'a Table> {
    let node = diags.keep(fields.need("table", "table: allocation"))?;
    let name = diags.keep(node.string("table"))?;
    match catalog.get(&name) {
        Some(Entry::Ready(table)) => Some(table),
        Some(Entry::Broken) => None,
        None => {
            let known: Vec<&str> = catalog.names().collect();
            let complaint = Diagnostic::new(Code::UnknownTable, node.place()).with("name", &name);
            let complaint = complaint.with("hint", spelling_hint(&name, known.iter().copied()));
            diags.push(complaint.with(
                "known",
                if known.is_empty() {
                    "—".to_owned()
                } else {
                    known.join(", ")
                },
            ));
            None
        }
    }
}

fn read_dimensions(
    fields: &Fields<'_>,
    columns: DefinitionColumns<'_>,
    diags: &mut Diags,
) -> Vec<String> {
    list_items(fields, "dimensions")
        .iter()
        .filter_map(|it| diags.keep(columns.existing(it, "dimensions")))
        .collect()
}

/// The dimension that is time: the one named, else the first of years or dates.
fn read_time_dimension(
    fields: &Fields<'_>,
    dimensions: &[String],
    columns: DefinitionColumns<'_>,
) -> Result<Option<String>, Diagnostic> {
    let Some(node) = fields.get("time") else {
        let is_time = |it: &&String| {
            matches!(
                columns.kind(it),
                Some(ColumnKind::Year | ColumnKind::Date | ColumnKind::Period)
            )
        };
        return Ok(dimensions.iter().find(is_time).cloned());
    };
    let name = node.string("time")?;
    if dimensions.contains(&name) {
        return Ok(Some(name));
    }
    let known = dimensions.join(", ");
    Err(node.refuse(
        "time",
        Text::new(
            format!("一个维度（{known}）"),
            format!("one of the dimensions ({known})"),
        ),
    ))
}

fn read_decimals(fields: &Fields<'_>) -> Result<Option<u8>, Diagnostic> {
    let Some(node) = fields.get("decimals") else {
        return Ok(None);
    };
    match node.text().map(str::parse) {
        Some(Ok(digits @ 0..=9)) => Ok(Some(digits)),
        _ => Err(node.refuse(
            "decimals",
            Text::new("0 至 9 的整数", "a whole number from 0 to 9"),
        )),
    }
}

const SCALES: [(&str, Scale); 3] = [("none", Scale::One), ("万", Scale::Wan), ("亿", Scale::Yi)];
const BETTER: [(&str, BetterDirection); 3] = [
    ("higher", BetterDirection::Higher),
    ("lower", BetterDirection::Lower),
    ("none", BetterDirection::Neither),
];
