//! Checks the announced totals of a programme against the projects in its list.

use std::collections::BTreeMap;

use crate::roles::Roles;
use crate::words::{Wording, in_language};
use gongbao_diag::locale::{NumberFormat, Text, parse_as};
use gongbao_diag::{Code, Diagnostic};
use gongbao_model::prose::Inline;
use gongbao_model::{Grid, GridCell, GridColumn, Origin, Value};
use gongbao_site::{BoundFigure, EmbedCall, Failure, Target, read_dimensions, table_rows};
use gongbao_source::{Fields, YamlNode};

const WHAT: Wording = ["项目", "What"];
const COUNTED: Wording = ["按名单合计", "Counted in the list"];
const ANNOUNCED: Wording = ["公布的总数", "Announced"];
const AGREES: Wording = ["核对", "Check"];
const SAME: Wording = ["相符", "agree"];

/// Holds each of `totals` against the list, and shows both.
///
/// # Errors
/// What is wrong with the settings; totals that differ are filed as `facility/total-mismatch`.
pub(super) fn totals_grid(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    roles: &Roles<'_>,
) -> Result<Option<Grid>, Failure> {
    let Some(node) = body.get("totals") else {
        return Ok(None);
    };
    let lang = call.scope.lang;
    let mut rows = Vec::new();
    for node in node.items() {
        rows.extend(totals_row(call, node, body, roles)?);
    }
    let column = |label: Wording, numeric| GridColumn {
        label: in_language(lang, label).to_owned(),
        numeric,
        ..GridColumn::default()
    };
    let columns = vec![
        column(WHAT, false),
        column(COUNTED, true),
        column(ANNOUNCED, true),
        column(AGREES, false),
    ];
    Ok(Some(Grid {
        caption: String::new(),
        columns,
        rows,
    }))
}

fn totals_row(
    call: &mut EmbedCall<'_, '_>,
    node: &YamlNode,
    body: &Fields<'_>,
    roles: &Roles<'_>,
) -> Result<Option<Vec<GridCell>>, Failure> {
    let fields = Fields::read(
        node,
        "totals",
        &["label", "where", "sum", "announced"],
        &mut call.found.diags,
    )?;
    let label = fields.need("label", "无房派出所")?.string("label")?;
    let announced = fields.need("announced", "'{{ fact(\"F020\") }}'")?;
    let mut given = call.given(body)?;
    given.extend(
        fields
            .get("where")
            .map_or_else(|| Ok(BTreeMap::new()), read_dimensions)?,
    );
    let rows = table_rows(call.scope, roles.table, &given, &node.place())?;
    let (counted, unit) = match fields.get("sum") {
        None => (rows.len() as f64, ""),
        Some(node) => {
            let column = call
                .scope
                .column(roles.table, &node.string("sum")?, &node.place())?;
            let sum = rows
                .iter()
                .filter_map(|it| roles.table.number(*it, column))
                .fold(0.0, |a, b| a + b);
            (sum, roles.table.fields[column].unit.as_str())
        }
    };
    let phrase = call.phrase(announced, "announced")?;
    let Some(figure) = phrase.iter().find_map(inline_figure) else {
        // An expression that could not be bound has its own complaint.
        let is_bound = announced.text().is_some_and(|it| it.contains("{{"));
        let expected = Text::new("一个 {{ }} 表达式", "an expression in {{ }}");
        return if is_bound {
            Ok(None)
        } else {
            Err(announced.refuse("announced", expected).into())
        };
    };
    let number = NumberFormat {
        unit: unit.to_owned(),
        ..NumberFormat::default()
    };
    let written = number.write(call.scope.lang, counted);
    // A figure of words or without a value agrees with no sum.
    let value = parse_as::<f64>(&figure.value);
    if value.is_none_or(|it| (it - counted).abs() > 1e-9 * counted.abs().max(1.0)) {
        let complaint =
            Diagnostic::new(Code::FacilityTotals, announced.place()).with("label", &label);
        call.found.diags.push(
            complaint
                .with("counted", &written)
                .with("announced", &figure.text),
        );
    }
    let plain = |text: &str| GridCell {
        text: text.to_owned(),
        value: Value::Text(text.to_owned()),
        ..GridCell::default()
    };
    let amount = |text: &str, value: Option<f64>, origin: Option<Origin>| GridCell {
        text: text.to_owned(),
        value: value.map_or(Value::Missing, Value::Number),
        origin,
        ..GridCell::default()
    };
    let origin = Origin {
        table: roles.table.name.clone(),
        rows,
    };
    Ok(Some(vec![
        plain(&label),
        amount(&written, Some(counted), Some(origin)),
        amount(&figure.text, value, figure.origins.first().cloned()),
        plain(in_language(call.scope.lang, SAME)),
    ]))
}

fn inline_figure(it: &Inline<Target>) -> Option<&BoundFigure> {
    match it {
        Inline::Figure(figure) => Some(figure),
        _ => None,
    }
}
