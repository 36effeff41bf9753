//! How a metric is computed, and the unit its values are in.

use crate::define::columns::DefinitionColumns;
use crate::{Formula, Metric, MetricUnit};
use gongbao_diag::locale::{Scale, Text, is_proportion, is_rate, split_step};
use gongbao_diag::{Diagnostic, Diags};
use gongbao_source::{Fields, YamlNode, YamlValue};

const FORMULA_FORMS: [&str; 5] = ["column", "sum", "mean", "share", "count"];
const FORMULA_KEYS: [&str; 6] = ["column", "sum", "mean", "share", "count", "weight"];

/// Reads the mapping under `value`: one form of computing and its columns.
pub(super) fn read_formula(
    node: &YamlNode,
    columns: DefinitionColumns<'_>,
    diags: &mut Diags,
) -> Option<Formula> {
    let n_before = diags.len();
    let fields = Fields::read(node, "value", &FORMULA_KEYS, diags);
    let fields = diags.keep(fields)?;
    let given: Vec<(&str, &YamlNode)> = FORMULA_FORMS
        .iter()
        .filter_map(|it| Some((*it, fields.get(it)?)))
        .collect();
    let formula = match given.as_slice() {
        [("mean", value)] => return read_mean(value, &fields, columns, diags),
        [("share", pair)] => read_share(pair, columns, diags),
        [("count", rows)] => diags.keep(read_count(rows)),
        [("sum", column)] => diags.keep(columns.numeric(column, "sum")).map(Formula::Sum),
        [("column", column)] => diags
            .keep(columns.numeric(column, "column"))
            .map(Formula::Column),
        // A misspelt form has been complained of already.
        [] if diags.len() > n_before => return None,
        _ => {
            let known = FORMULA_FORMS.join(", ");
            diags.push(node.refuse(
                "value",
                Text::new(
                    format!("其中之一：{known}"),
                    format!("exactly one of {known}"),
                ),
            ));
            return None;
        }
    };
    if let Some(weight) = fields.get("weight") {
        diags.push(weight.refuse(
            "weight",
            Text::new(
                "与 mean 同用，否则删去",
                "to stand beside `mean`, or be left out",
            ),
        ));
    }
    formula
}

fn read_mean(
    value: &YamlNode,
    fields: &Fields<'_>,
    columns: DefinitionColumns<'_>,
    diags: &mut Diags,
) -> Option<Formula> {
    let value = diags.keep(columns.numeric(value, "mean"));
    let weight = fields
        .need("weight", "{mean: …, weight: …}")
        .and_then(|it| columns.numeric(it, "weight"));
    let weight = diags.keep(weight);
    Some(Formula::Mean {
        value: value?,
        weight: weight?,
    })
}

fn read_share(
    node: &YamlNode,
    columns: DefinitionColumns<'_>,
    diags: &mut Diags,
) -> Option<Formula> {
    let [part, whole] = node.items() else {
        diags.push(node.refuse(
            "share",
            Text::new("[部分, 整体] 两列", "two columns, [part, whole]"),
        ));
        return None;
    };
    let (part, whole) = (
        columns.numeric(part, "share"),
        columns.numeric(whole, "share"),
    );
    let (part, whole) = (diags.keep(part), diags.keep(whole));
    Some(Formula::Share {
        part: part?,
        whole: whole?,
    })
}

fn read_count(node: &YamlNode) -> Result<Formula, Diagnostic> {
    if node.text() == Some("rows") {
        Ok(Formula::Count)
    } else {
        Err(node.refuse("count", Text::from("rows")))
    }
}

/// Refuses a scale on a unit that already counts in 万 or 亿, which would be written twice.
pub(super) fn check_scale(fields: &Fields<'_>, metric: &Metric) -> Result<(), Diagnostic> {
    let (Some(node), MetricUnit::Fixed(unit)) = (fields.get("scale"), &metric.unit) else {
        return Ok(());
    };
    if metric.scale == Scale::One || split_step(unit).is_none() && !is_proportion(unit) {
        return Ok(());
    }
    let zh = format!("none：单位“{unit}”前面不能再加万或亿");
    let en = format!("none: the unit `{unit}` cannot be counted in 万 or 亿 again");
    Err(node.refuse("scale", Text::new(zh, en)))
}

/// Refuses to add up shares and rates, at the node that says so: two rates of 90% are not one of 180%.
fn check_sum(formula: &Formula, unit: &str, node: &YamlNode) -> Result<(), Diagnostic> {
    if !matches!(formula, Formula::Sum(_)) || !is_rate(unit) {
        return Ok(());
    }
    let zh = "可以相加的单位；比率不能相加，请把 value 写成 {share: …}、{mean: …, weight: …} 或 {column: …}";
    let en = "the unit of something that adds up; rates do not: write `value` as {share: …}, {mean: …, weight: …} or \
              {column: …}";
    Err(node.refuse("unit", Text::new(zh, en)))
}

/// The unit: the one given, else that of the column; a share is always in percent.
///
/// # Errors
/// Says so when neither is there, or when rows in different units would be added up.
pub(super) fn read_unit(
    fields: &Fields<'_>,
    formula: &Formula,
    columns: DefinitionColumns<'_>,
) -> Result<MetricUnit, Diagnostic> {
    let Some(node) = fields.get("unit") else {
        return default_unit(fields, formula, columns);
    };
    if let YamlValue::Map(pairs) = &node.value {
        return match (pairs.as_slice(), formula) {
            ([(key, column)], Formula::Column(_)) if key.text() == Some("column") => {
                columns.existing(column, "unit").map(MetricUnit::Column)
            }
            _ => {
                let zh = "一个单位；只有 value 是 {column: …} 时，才可写 {column: 单位所在列}";
                let en = "a unit; {column: …} only where `value` is {column: …} too";
                Err(node.refuse("unit", Text::new(zh, en)))
            }
        };
    }
    let unit = node.string("unit")?;
    check_sum(formula, &unit, node)?;
    if matches!(formula, Formula::Share { .. }) && unit != "%" {
        return Err(node.refuse(
            "unit",
            Text::new(
                "\"%\"，占比一律以百分数表示",
                "\"%\": shares are always in percent",
            ),
        ));
    }
    Ok(MetricUnit::Fixed(unit))
}

fn default_unit(
    fields: &Fields<'_>,
    formula: &Formula,
    columns: DefinitionColumns<'_>,
) -> Result<MetricUnit, Diagnostic> {
    let column = match formula {
        Formula::Share { .. } => return Ok(MetricUnit::Fixed("%".to_owned())),
        Formula::Count => {
            return fields
                .need("unit", "unit: 个")
                .map(|_| MetricUnit::Fixed(String::new()));
        }
        Formula::Column(column)
        | Formula::Sum(column)
        | Formula::Mean {
            value: column,
            weight: _,
        } => column,
    };
    match columns.field(column).map(|it| it.unit.as_str()) {
        Some("") => fields
            .need("unit", "unit: 人")
            .map(|_| MetricUnit::Fixed(String::new())),
        Some(unit) => {
            if let Some(node) = fields.get("value") {
                check_sum(formula, unit, node)?;
            }
            Ok(MetricUnit::Fixed(unit.to_owned()))
        }
        // The table is broken, which has been said; its unit cannot be known.
        None => Ok(MetricUnit::Fixed(String::new())),
    }
}
