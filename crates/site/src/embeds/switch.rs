//! `switch` of a `chart`: the same chart for each member of a dimension, all made beforehand.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::embeds::body::table_rows;
use crate::embeds::chart::bind_chart;
use crate::embeds::embed::EmbedCall;
use crate::embeds::lint::AcceptedLints;
use crate::embeds::spec::ChartSpec;
use crate::exhibit::{ChartSwitch, ChartVariant, Exhibit};
use crate::expression::Arg;
use crate::failure::Failure;
use crate::labels::value_label;
use crate::scope::Scope;
use crate::source_words::time_text;
use gongbao_content as content;
use gongbao_diag::locale::{Lang, Text};
use gongbao_model::{Chart, Value};
use gongbao_source::{Fields, YamlNode};

/// With more members than this nobody finds theirs.
const MAX_VARIANTS: usize = 40;

/// The charts, one a member of the dimension that `node` names.
///
/// # Errors
/// `setting/bad-value` if the dimension is drawn already or has too few or too many members, and whatever one
/// of the charts runs into.
pub(super) fn bind(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    spec: &ChartSpec,
    node: &YamlNode,
    accepted: &mut AcceptedLints,
) -> Result<Exhibit, Failure> {
    let name = node.string("switch")?;
    if name == spec.x || spec.series.as_ref() == Some(&name) {
        let expected = Text::new(
            "x 和 series 以外的维度",
            "a dimension that is neither `x` nor `series`",
        );
        return Err(node.refuse("switch", expected).into());
    }
    let SwitchMembers {
        title,
        is_time,
        members,
    } = switch_members(call.scope, spec, &name, node)?;
    if !(2..=MAX_VARIANTS).contains(&members.len()) {
        let expected = Text::new(
            format!("有2至{MAX_VARIANTS}个成员的维度，这里有{}个", members.len()),
            format!(
                "a dimension of 2 to {MAX_VARIANTS} members, and here are {}",
                members.len()
            ),
        );
        return Err(node.refuse("switch", expected).into());
    }
    let id = call.id(body)?;
    let mut variants: Vec<ChartVariant> = Vec::new();
    for (value, member) in members {
        let spec = ChartSpec {
            given: with_value(&spec.given, &name, &value),
            ..spec.clone()
        };
        let scope = narrow_scope(call.scope, &name, &value);
        let id = unused_id(&format!("{id}-{}", content::make_slug(&member)), &variants);
        let mut inner = EmbedCall {
            scope: &scope,
            here: call.here,
            fence: call.fence,
            default_id: id.clone(),
            found: call.found,
        };
        let chart = name_variant(bind_chart(&mut inner, body, &spec, id, accepted)?, &member);
        variants.push(ChartVariant {
            name: member,
            chart: Arc::new(chart),
        });
    }
    let chosen = if is_time { variants.len() - 1 } else { 0 };
    Ok(Exhibit::Switch(ChartSwitch {
        label: title,
        variants,
        chosen,
    }))
}

/// The chart with the member in its title, so that it can be told from the others.
fn name_variant(mut chart: Chart, member: &str) -> Chart {
    if !chart.title.contains(member) {
        chart.title = match chart.lang {
            Lang::Zh => format!("{}（{member}）", chart.title),
            Lang::En => format!("{} ({member})", chart.title),
        };
        chart.table.caption.clone_from(&chart.title);
    }
    chart
}

/// What there is to choose from.
struct SwitchMembers {
    /// What readers call the dimension.
    title: String,
    is_time: bool,
    members: Vec<(Value, String)>,
}

fn switch_members(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    name: &str,
    node: &YamlNode,
) -> Result<SwitchMembers, Failure> {
    let mut given = spec.given.clone();
    given.entry(name.to_owned()).or_insert(Arg::All);
    let place = node.place();
    let (table, values, is_time) = match (&spec.table, spec.metrics.first()) {
        (None, Some(id)) => {
            let (metric, table) = scope.metric(id, &spec.place)?;
            let selection = scope.select(metric, table, &given, &place)?;
            scope.column(table, name, &place)?;
            (
                table,
                metric.members(table, name, &selection),
                metric.time.as_deref() == Some(name),
            )
        }
        (of_table, _) => {
            let table = scope.table(
                of_table.as_ref().map_or("", |it| it.0.as_str()),
                &spec.place,
            )?;
            let column = scope.column(table, name, &place)?;
            let values = table.distinct(column, &table_rows(scope, table, &given, &place)?);
            let is_time = values
                .iter()
                .all(|it| matches!(it, Value::Year(_) | Value::Date(_) | Value::Period(_)));
            (table, values, is_time)
        }
    };
    let title = table
        .column(name)
        .map_or_else(|| name.to_owned(), |it| table.fields[it].title.clone());
    let named = |value: &Value| match value {
        Value::Year(_) | Value::Date(_) | Value::Period(_) => time_text(scope.lang, value),
        Value::Missing
        | Value::Text(_)
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_) => value_label(scope, table, name, value),
    };
    let mut members: Vec<(Value, String)> =
        values.iter().map(|it| (it.clone(), named(it))).collect();
    if is_time {
        members.sort_by_key(|it| it.0.to_string());
    }
    Ok(SwitchMembers {
        title,
        is_time,
        members,
    })
}

fn with_value(given: &BTreeMap<String, Arg>, name: &str, value: &Value) -> BTreeMap<String, Arg> {
    let mut given = given.clone();
    given.insert(name.to_owned(), Arg::Values(vec![value.clone()]));
    given
}

/// What figures in the words of one chart mean.
fn narrow_scope<'a>(scope: &Scope<'a>, name: &str, value: &Value) -> Scope<'a> {
    Scope {
        world: scope.world,
        file: scope.file.clone(),
        lang: scope.lang,
        given: with_value(&scope.given, name, value),
        row: scope.row,
        queries: scope.queries.clone(),
    }
}

/// Names that are written alike get a number.
fn unused_id(id: &str, variants: &[ChartVariant]) -> String {
    let is_taken = |id: &str| variants.iter().any(|it| it.chart.id == id);
    let (mut numbered, mut n) = (id.to_owned(), 1);
    while is_taken(&numbered) {
        n += 1;
        numbered = format!("{id}-{n}");
    }
    numbered
}
