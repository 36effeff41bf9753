//! The definition of a target: bound, deadline, strength, scope and milestones.

use crate::define::columns::{DefinitionColumns, read_selected_values, unknown_column_error};
use crate::define::keys::{list_items, match_word};
use crate::scope::reachable_tables;
use crate::{Goal, MetricTarget, Strength};
use gongbao_data::{Catalog, Selection, Table};
use gongbao_diag::locale::{Date, Period, Text, parse_date, parse_period};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::Field;
use gongbao_source::{Fields, YamlNode};

const GOALS: [&str; 4] = ["at_least", "at_most", "between", "equals"];
const TARGET_KEYS: [&str; 13] = [
    "at_least",
    "at_most",
    "between",
    "equals",
    "from",
    "by",
    "strength",
    "basis",
    "label",
    "scope",
    "milestones",
    "responsible",
    "plan",
];
const STRENGTHS: [(&str, Strength); 4] = [
    ("must", Strength::Must),
    ("strive", Strength::Strive),
    ("encourage", Strength::Encourage),
    ("may", Strength::May),
];

/// Reads the targets of one metric.
#[derive(Clone, Copy)]
pub(super) struct TargetReader<'a> {
    pub columns: DefinitionColumns<'a>,
    pub catalog: &'a Catalog,
    pub as_of: Option<Date>,
}

impl TargetReader<'_> {
    /// The targets under `targets`; each mistake is a diagnostic, a target without a bound is left out.
    pub(super) fn read(self, fields: &Fields<'_>, diags: &mut Diags) -> Vec<MetricTarget> {
        list_items(fields, "targets")
            .iter()
            .filter_map(|it| self.target(it, diags))
            .collect()
    }

    fn target(self, node: &YamlNode, diags: &mut Diags) -> Option<MetricTarget> {
        let n_before = diags.len();
        let fields = Fields::read(node, "targets", &TARGET_KEYS, diags);
        let fields = diags.keep(fields)?;
        let has_stranger = diags.len() > n_before;
        let goal = read_goal(&fields);
        // A misspelt bound has been complained of already.
        let unheard = &mut Diags::new();
        let goal = if has_stranger { unheard } else { &mut *diags }.keep(goal);
        let due = fields
            .get("by")
            .and_then(|it| diags.keep(parse_deadline(it, "by")));
        let (by, due) = due.map_or((None, None), |it| (Some(it.0), it.1));
        if let Some(place) = fields.get("by").filter(|_| self.as_of.is_none()) {
            diags.push(Diagnostic::new(Code::NoAsOf, place.place()).with("id", self.columns.id));
        }
        let strength = fields.need("strength", "strength: must / strive / encourage / may");
        let strength = diags.keep(strength.and_then(|it| match_word(it, "strength", &STRENGTHS)));
        let way = read_way(&fields, by, diags);
        let scope = fields
            .get("scope")
            .map_or_else(Selection::default, |it| self.scope(it, diags));
        let basis = diags.keep(fields.string("basis")).flatten();
        let label = diags.keep(fields.string("label")).flatten();
        let duty = Responsibility::read(&fields, diags);
        let (from, milestones) = (way.from, way.milestones);
        let Responsibility { responsible, plan } = duty;
        Some(MetricTarget {
            by,
            due,
            basis,
            label,
            scope,
            from,
            milestones,
            responsible,
            plan,
            ..MetricTarget::new(goal?, strength?)
        })
    }

    /// Columns of the metric's table, or of a table that foreign keys lead to from there.
    fn scope(self, node: &YamlNode, diags: &mut Diags) -> Selection {
        let mut selection = Selection::default();
        let reach = self
            .columns
            .table
            .map(|it| reachable_tables(self.catalog, it));
        // What is no mapping has been filed.
        for (name, values) in diags.keep(node.pairs("scope")).unwrap_or(&[]) {
            let Some(column) = diags.keep(name.string("scope")) else {
                continue;
            };
            let tables: Vec<&Table> = reach
                .iter()
                .flat_map(|it| it.tables.iter().copied())
                .collect();
            let found = tables
                .iter()
                .find_map(|it| Some((*it, it.column(&column)?)));
            if let (None, Some(table), false) = (
                found,
                self.columns.table,
                reach.as_ref().is_some_and(|it| it.is_open),
            ) {
                let fields: Vec<&Field> = tables.iter().flat_map(|it| &it.fields).collect();
                diags.push(unknown_column_error(name, &column, table, &fields));
                continue;
            }
            let values = read_selected_values(values, found, diags);
            selection = selection.with_any(column, values);
        }
        selection
    }
}

/// Who answers for a metric or target, and in which plan it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Responsibility {
    pub responsible: Vec<String>,
    pub plan: Option<String>,
}

impl Responsibility {
    /// Reads `responsible`, one body or a list, and `plan`.
    pub(super) fn read(fields: &Fields<'_>, diags: &mut Diags) -> Responsibility {
        let responsible = fields
            .get("responsible")
            .map_or_else(|| Ok(Vec::new()), |it| it.strings("responsible"));
        let plan = diags.keep(fields.string("plan")).flatten();
        Responsibility {
            responsible: diags.keep(responsible).into_iter().flatten().collect(),
            plan,
        }
    }

    /// Gives it to each target that says nothing of its own.
    pub(super) fn pass_on(&self, targets: &mut [MetricTarget]) {
        for target in targets {
            if target.responsible.is_empty() {
                target.responsible.clone_from(&self.responsible);
            }
            target.plan = target.plan.take().or_else(|| self.plan.clone());
        }
    }
}

/// The one bound among the keys.
fn read_goal(fields: &Fields<'_>) -> Result<Goal, Diagnostic> {
    let given: Vec<(&str, &YamlNode)> = GOALS
        .iter()
        .filter_map(|it| Some((*it, fields.get(it)?)))
        .collect();
    match given.as_slice() {
        [(key, bound)] => bound_of(key, bound),
        [] => fields
            .need("at_least", "at_least: 40（或 at_most、between、equals）")
            .map(|_| Goal::Equals(0.0)),
        [_, (key, second), ..] => {
            let known = GOALS.join(", ");
            Err(second.refuse(
                key,
                Text::new(
                    format!("单独出现：{known} 只能写一个"),
                    format!("to stand alone: only one of {known}"),
                ),
            ))
        }
    }
}

fn bound_of(key: &str, node: &YamlNode) -> Result<Goal, Diagnostic> {
    match key {
        "at_least" => node.number(key).map(Goal::AtLeast),
        "at_most" => node.number(key).map(Goal::AtMost),
        "equals" => node.number(key).map(Goal::Equals),
        _ => {
            let expected = || Text::new("[下限, 上限] 两个数", "two numbers, [low, high]");
            let [low, high] = node.items() else {
                return Err(node.refuse(key, expected()));
            };
            let (low, high) = (low.number(key)?, high.number(key)?);
            if low < high {
                Ok(Goal::Between(low, high))
            } else {
                Err(node.refuse(key, expected()))
            }
        }
    }
}

/// The way to a target: where it begins and what is to be reached on it.
#[derive(Default)]
struct PlannedPath {
    from: Option<(Date, f64)>,
    milestones: Vec<(Date, f64)>,
}

fn read_way(fields: &Fields<'_>, by: Option<Date>, diags: &mut Diags) -> PlannedPath {
    let mut way = PlannedPath::default();
    if let Some((node, step)) = fields
        .get("from")
        .and_then(|it| read_step(it, "from", "date", diags))
    {
        way.from = Some(step);
        refuse_late(node, "from", step.0, by, diags);
    }
    for node in list_items(fields, "milestones") {
        let Some((node, step)) = read_step(node, "milestones", "by", diags) else {
            continue;
        };
        refuse_late(node, "milestones", step.0, by, diags);
        if way
            .milestones
            .iter()
            .chain(&way.from)
            .any(|it| it.0 == step.0)
        {
            diags.push(node.refuse(
                "milestones",
                Text::new("尚未用过的日期", "a date not used before"),
            ));
        }
        way.milestones.push(step);
    }
    way.milestones.sort_by_key(|it| it.0);
    if let (Some(from), Some(first), Some(node)) =
        (way.from, way.milestones.first(), fields.get("from"))
        && from.0 > first.0
    {
        diags.push(node.refuse(
            "from",
            Text::new("早于第一个节点的日期", "a date before the first milestone"),
        ));
    }
    way
}

/// A date and the value then; the node is that of the date.
fn read_step<'a>(
    node: &'a YamlNode,
    key: &str,
    date_key: &str,
    diags: &mut Diags,
) -> Option<(&'a YamlNode, (Date, f64))> {
    let fields = Fields::read(node, key, &[date_key, "value"], diags);
    let fields = diags.keep(fields)?;
    let example = format!("{{{date_key}: 2024-12-31, value: 38}}");
    let at = diags.keep(fields.need(date_key, &example));
    let value = fields
        .need("value", &example)
        .and_then(|it| it.number("value"));
    let value = diags.keep(value);
    let at = at.and_then(|it| Some((it, diags.keep(parse_deadline(it, date_key))?)));
    at.zip(value)
        .map(|((node, (date, _)), value)| (node, (date, value)))
}

/// The way ends with the deadline: nothing on it can be due on that day or later.
fn refuse_late(node: &YamlNode, key: &str, date: Date, by: Option<Date>, diags: &mut Diags) {
    if let Some(by) = by.filter(|it| date >= *it) {
        diags.push(node.refuse(
            key,
            Text::new(
                format!("早于期限 {by} 的日期"),
                format!("a date before the deadline, {by}"),
            ),
        ));
    }
}

/// A day, or the last day of a period: 年底前 and 上半年 mean by their end (民法典, art. 203).
fn parse_deadline(node: &YamlNode, key: &str) -> Result<(Date, Option<Period>), Diagnostic> {
    // What is no text is no date either.
    let text = node.text().unwrap_or("");
    if let Some(date) = parse_date(text) {
        return Ok((date, None));
    }
    let period = parse_period(without_end(text));
    period.map(|it| (it.last_day(), Some(it))).ok_or_else(|| {
        let zh = "一个日期，如 2025-12-31，或一个时期，如 2025年底、2025年上半年、2025Q3";
        node.refuse(
            key,
            Text::new(
                zh,
                "a date such as 2025-12-31, or a period such as 2025, 2025H1 or 2025Q3",
            ),
        )
    })
}

/// A period without the words for its end: 2025年底前 is 2025年.
fn without_end(text: &str) -> &str {
    let text = text.trim();
    let text = text
        .strip_suffix("以前")
        .or_else(|| text.strip_suffix(['前', '内']))
        .unwrap_or(text);
    let ends = ["结束", "年底", "年末", "底", "末"];
    ends.iter()
        .find_map(|it| text.strip_suffix(it))
        .unwrap_or(text)
}
