//! From a request to a bound figure: the value, how it is written, and the rows it came from.

use crate::bound_figure::BoundFigure;
use crate::expression::{
    Arg, Args, ExpressionError, ExpressionErrorKind, FORMATS, FigureRequest, FormatFilter,
    MetricFunction, NAMES, RequestedFigure, parse_expression,
};
use crate::failure::{Failure, bad_argument, internal_field_used};
use crate::figure_key::{self, FigureKey};
use crate::filters::apply_formats;
use crate::lineage::explain_figure;
use crate::metric_table::TableCell;
use crate::naming;
use crate::scope::{Scope, missing_text, read_single_value};
use gongbao_content::Expression;
use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{Digits, Lang, NumberFormat, Text, Word, date_text, word};
use gongbao_diag::{Code, Diagnostic, Diags, Place, list_names};
use gongbao_metrics::{
    Change, Metric, MetricTarget, Reading, change_words, compare_readings, difference_words,
    status_word,
};
use gongbao_model::{ColumnKind, MissingMarker, MissingReason, Origin, Value};
use gongbao_source::spelling_hint;

/// Binds one `{{ … }}`. A missing value is shown as not published and reported as a warning.
///
/// # Errors
/// Any `figure/…` complaint, at the place in the author's own file.
pub(crate) fn bind(
    scope: &Scope<'_>,
    expression: &Expression,
    diags: &mut Diags,
) -> Result<BoundFigure, Failure> {
    let place = Place::text(&scope.file, expression.range.clone());
    let ids: Vec<&str> = scope
        .world
        .metrics
        .all()
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    let request = parse_expression(&expression.source, &ids)
        .map_err(|it| refused_expression(scope, expression, it))?;
    let mut figure = resolve_figure(scope, &request, &place)?;
    figure.explained = explain_figure(scope, &figure);
    figure.place = Some(place.clone());
    if is_suppressed(scope, &figure) {
        let complaint =
            Diagnostic::new(Code::SuppressedFigure, place).with("figure", expression.source.trim());
        diags.push(complaint.with("shown", &figure.text));
    } else if figure.text == missing_text(scope.lang) {
        let complaint =
            Diagnostic::new(Code::NoValue, place).with("figure", expression.source.trim());
        diags.push(complaint.with("shown", &figure.text));
    }
    Ok(figure)
}

/// Whether a figure is missing because one it is read from was left out.
fn is_suppressed(scope: &Scope<'_>, figure: &BoundFigure) -> bool {
    let gone = |origin: &Origin| {
        let table = scope
            .world
            .catalog
            .tables()
            .find(|it| it.name == origin.table);
        table.is_some_and(|it| it.has_suppressed() && it.masks(&origin.rows))
    };
    figure.value.is_empty()
        && figure.text == missing_text(scope.lang)
        && figure.origins.iter().any(gone)
}

/// A refusal of the expression as a complaint in the author's file, or silence about a broken metric.
fn refused_expression(
    scope: &Scope<'_>,
    expression: &Expression,
    refusal: ExpressionError,
) -> Failure {
    let start = expression.range.start;
    let range = refusal.range.map_or(expression.range.clone(), |it| {
        start + it.start..start + it.end
    });
    let new = |code| Diagnostic::new(code, Place::text(&scope.file, range.clone()));
    match refusal.kind {
        ExpressionErrorKind::Syntax(reason) => {
            new(Code::ExpressionSyntax).with("reason", reason).into()
        }
        ExpressionErrorKind::Name(name) if scope.world.metrics.is_redacted(&name) => {
            internal_field_used(&name, &Place::text(&scope.file, range.clone())).into()
        }
        ExpressionErrorKind::Name(name) if scope.world.metrics.is_broken(&name) => Failure::Silent,
        ExpressionErrorKind::Name(name) => {
            let ids: Vec<&str> = scope
                .world
                .metrics
                .all()
                .iter()
                .map(|it| it.id.as_str())
                .collect();
            let hint = spelling_hint(&name, ids.iter().copied().chain(NAMES));
            new(Code::UnknownName)
                .with("name", name)
                .with("hint", hint)
                .with("known", list_names(ids))
                .into()
        }
        ExpressionErrorKind::Filter(name) => {
            let hint = spelling_hint(&name, FORMATS);
            new(Code::UnknownFilter)
                .with("name", name)
                .with("hint", hint)
                .with("known", FORMATS.join(", "))
                .into()
        }
        ExpressionErrorKind::Argument(reason, help) => new(Code::BadArgument)
            .with("reason", reason)
            .with("help", help)
            .into(),
    }
}

/// Binds a request.
///
/// # Errors
/// Any `figure/…`, `data/unknown-…` or `metric/unknown` complaint.
pub(crate) fn resolve_figure(
    scope: &Scope<'_>,
    request: &FigureRequest,
    place: &Place,
) -> Result<BoundFigure, Failure> {
    match &request.what {
        RequestedFigure::Metric(id, args) => {
            metric_figure(scope, id, args, &request.formats, place)
        }
        RequestedFigure::About(function, id, args) => metric_property(
            scope,
            FunctionCall {
                function: *function,
                id,
                args,
            },
            &request.formats,
            place,
        ),
        RequestedFigure::Cell(table, column, args) => {
            let table = scope.table(table, place)?;
            let column = scope.column(table, column, place)?;
            let (selection, row) = single_row(scope, table, args, place)?;
            let subject = FigureKey::cell(
                &table.name,
                &table.fields[column].title,
                figure_key::selection_texts(&selection),
            );
            let subject = Some(naming::key_on_page(scope, &table.name, subject));
            Ok(BoundFigure {
                key: subject,
                ..cell_figure(
                    scope.lang,
                    TableCell { table, row, column },
                    &request.formats,
                    place,
                )?
            })
        }
        RequestedFigure::Count(table, args) => {
            let table = scope.table(table, place)?;
            let selection = table_selection(scope, table, args, place)?;
            let rows = table.rows(&selection);
            let subject = FigureKey::of(
                &table.name,
                "count",
                figure_key::selection_texts(&selection),
            );
            let subject = Some(naming::key_on_page(scope, &table.name, subject));
            let count = rows.len() as f64;
            let plain = NumberFormat::default();
            let text = apply_formats(&plain, Some(count), &request.formats, place)?
                .write(scope.lang, count);
            let origins = vec![Origin {
                table: table.name.clone(),
                rows: rows.clone(),
            }];
            Ok(BoundFigure {
                text,
                value: rows.len().to_string(),
                origins,
                key: subject,
                ..BoundFigure::default()
            })
        }
        RequestedFigure::Row(field) => {
            let (column, _) = scope.row_value(field, place)?;
            let Some((table, row)) = scope.row else {
                return Err(Failure::Silent);
            };
            let subject = FigureKey::cell(
                &table.name,
                &table.fields[column].title,
                figure_key::row_key(table, row),
            );
            let subject = Some(subject);
            Ok(BoundFigure {
                key: subject,
                ..cell_figure(
                    scope.lang,
                    TableCell { table, row, column },
                    &request.formats,
                    place,
                )?
            })
        }
        RequestedFigure::Literal(_) => {
            let wrong = Text::new(
                "这里直接写了一个数或文字",
                "a number or text is written here directly",
            );
            let help = Text::new(
                "请去掉 {{ }}，或改为引用指标",
                "drop the braces, or name a metric",
            );
            Err(bad_argument(place, wrong, help).into())
        }
    }
}

fn metric_figure(
    scope: &Scope<'_>,
    id: &str,
    args: &Args,
    formats: &[FormatFilter],
    place: &Place,
) -> Result<BoundFigure, Failure> {
    let (metric, table) = scope.metric(id, place)?;
    let given = scope.by_dimension(metric, args, place)?;
    let selection = scope.select(metric, table, &given, place)?;
    let reading = read_single_value(metric, table, &selection, place)?;
    let number = metric.number(&reading.unit);
    let number = apply_formats(&number, reading.value, formats, place)?;
    let subject = Some(FigureKey::of(
        id,
        "",
        figure_key::selection_texts(&selection),
    ));
    Ok(BoundFigure {
        key: subject,
        ..written_reading(scope.lang, metric, &reading, &number)
    })
}

/// A metric's reading as a figure.
pub(crate) fn reading_figure(lang: Lang, metric: &Metric, reading: &Reading) -> BoundFigure {
    written_reading(lang, metric, reading, &metric.number(&reading.unit))
}

fn written_reading(
    lang: Lang,
    metric: &Metric,
    reading: &Reading,
    number: &NumberFormat,
) -> BoundFigure {
    BoundFigure {
        text: reading
            .write(lang, number)
            .unwrap_or_else(|| absent_words(lang, reading.missing_marker.as_ref())),
        value: reading
            .value
            .map_or_else(String::new, |it| Value::Number(it).to_string()),
        state: figure_key::figure_state(
            reading.value.is_some(),
            reading.missing_marker.as_ref(),
            reading.bound,
        ),
        metric: Some(metric.id.clone()),
        origins: vec![Origin {
            table: metric.table.clone(),
            rows: reading.rows.clone(),
        }],
        ..BoundFigure::default()
    }
}

/// A function asked about a metric: `change(share, from=2024, to=2025)`.
#[derive(Clone, Copy)]
struct FunctionCall<'a> {
    function: MetricFunction,
    id: &'a str,
    args: &'a Args,
}

/// What a function says about a metric.
fn metric_property(
    scope: &Scope<'_>,
    FunctionCall { function, id, args }: FunctionCall<'_>,
    formats: &[FormatFilter],
    place: &Place,
) -> Result<BoundFigure, Failure> {
    let (metric, table) = scope.metric(id, place)?;
    let base = |text: String, origins| BoundFigure {
        text,
        metric: Some(id.to_owned()),
        origins,
        ..BoundFigure::default()
    };
    if function == MetricFunction::Target {
        let target = first_target(scope, metric, None, place)?;
        let number = metric.number(fixed_unit(metric));
        let number = apply_formats(&number, None, formats, place)?;
        return Ok(base(target.words(scope.lang, &number), Vec::new()));
    }
    if matches!(function, MetricFunction::Change | MetricFunction::Diff) {
        let ((before, from), (after, to)) = two_readings(scope, metric, table, args, place)?;
        let changed = compare_readings(metric, &from, &to);
        let changed = changed.map_err(|reason| no_base(metric, reason, place))?;
        let origins = [&from, &to]
            .map(|it| Origin {
                table: table.name.clone(),
                rows: it.rows.clone(),
            })
            .to_vec();
        let text = if function == MetricFunction::Change {
            check_change_formats(&changed, &to, formats, place)?;
            change_words(scope.lang, metric, &changed, change_digits(formats))
        } else if formats.is_empty() {
            difference_words(scope.lang, metric, &changed, &metric.number(&to.unit))
        } else {
            let size = changed.difference.abs();
            let mut number = metric.number(&to.unit);
            if let Some(unit) = changed.points_unit(scope.lang) {
                number.unit = unit.to_owned();
            }
            apply_formats(&number, Some(size), formats, place)?.write(scope.lang, size)
        };
        let value = Value::Number(changed.difference).to_string();
        let subject = Some(FigureKey::of(
            id,
            "change",
            figure_key::compare_selections(&before, &after),
        ));
        return Ok(BoundFigure {
            value,
            key: subject,
            ..base(text, origins)
        });
    }
    let given = scope.by_dimension(metric, args, place)?;
    let selection = scope.select(metric, table, &given, place)?;
    let reading = read_single_value(metric, table, &selection, place)?;
    let target = first_target(scope, metric, Some(&reading), place)?;
    let text = if function == MetricFunction::Status {
        status_word(
            scope.lang,
            target.status(&reading, scope.world.config.as_of),
        )
        .to_owned()
    } else {
        target
            .gap_words(scope.lang, metric, &reading)
            .unwrap_or_else(|| missing_text(scope.lang))
    };
    Ok(base(
        text,
        vec![Origin {
            table: table.name.clone(),
            rows: reading.rows,
        }],
    ))
}

/// A change is told in words, whose unit is points or percent: a filter that asks for another one is refused.
fn check_change_formats(
    changed: &Change,
    to: &Reading,
    formats: &[FormatFilter],
    place: &Place,
) -> Result<(), Failure> {
    let told_in = NumberFormat {
        unit: changed.points_unit(Lang::Zh).unwrap_or("%").to_owned(),
        ..NumberFormat::default()
    };
    apply_formats(&told_in, to.value, formats, place).map(|_| ())
}

/// The digits that the last of the filters asks for.
fn change_digits(formats: &[FormatFilter]) -> Option<Digits> {
    formats.iter().rev().find_map(|it| match *it {
        FormatFilter::Percent(n) | FormatFilter::Points(n) | FormatFilter::Digits(n) => {
            Some(Digits::Exactly(n))
        }
        FormatFilter::Wan(_) | FormatFilter::Yi(_) | FormatFilter::Bare | FormatFilter::Grouped => {
            None
        }
    })
}

fn no_base(metric: &Metric, reason: Text, place: &Place) -> Failure {
    Diagnostic::new(Code::NoBase, place.clone())
        .with("figure", &metric.id)
        .with("reason", reason)
        .into()
}

/// The unit of a metric with one unit; empty for tables of mixed facts.
pub(crate) fn fixed_unit(metric: &Metric) -> &str {
    match &metric.unit {
        gongbao_metrics::MetricUnit::Fixed(unit) => unit,
        gongbao_metrics::MetricUnit::Column(_) => "",
    }
}

/// The target that binds a reading, the strictest strength first as the author lists them.
fn first_target<'a>(
    scope: &Scope<'_>,
    metric: &'a Metric,
    reading: Option<&Reading>,
    place: &Place,
) -> Result<&'a MetricTarget, Failure> {
    let first = match reading {
        Some(reading) => metric
            .targets_for(scope.world.catalog, reading)
            .into_iter()
            .next(),
        None => metric.targets.first(),
    };
    first.ok_or_else(|| {
        let id = &metric.id;
        let wrong = Text::new(
            format!("指标“{id}”在此没有目标"),
            format!("the metric `{id}` has no target here"),
        );
        let help = Text::new(
            "请在 metrics.yaml 中写上 targets",
            "add targets to it in metrics.yaml",
        );
        bad_argument(place, wrong, help).into()
    })
}

/// A selection and what was read by it.
type SelectedReading = (Selection, Reading);

/// The readings before and after: `from` and `to`, by default the latest time and the one before it.
fn two_readings(
    scope: &Scope<'_>,
    metric: &Metric,
    table: &Table,
    args: &Args,
    place: &Place,
) -> Result<(SelectedReading, SelectedReading), Failure> {
    let Some(time) = metric.time.clone() else {
        let wrong = Text::new(
            format!("指标“{}”没有时间维度", metric.id),
            format!("the metric `{}` has no time", metric.id),
        );
        let help = Text::new(
            "请在 metrics.yaml 中写上 time",
            "name its time in metrics.yaml",
        );
        return Err(bad_argument(place, wrong, help).into());
    };
    let mut given = scope.by_dimension(metric, args, place)?;
    let (from, to) = (given.remove("from"), given.remove("to"));
    if let Some(to) = to {
        given.insert(time.clone(), to);
    } else if !given.contains_key(&time) && !scope.given.contains_key(&time) {
        given.insert(time.clone(), Arg::Latest);
    }
    let after = scope.select(metric, table, &given, place)?;
    let before = match from {
        Some(from) => {
            given.insert(time, from);
            scope.select(metric, table, &given, place)?
        }
        None => {
            let times = metric.times(table, &after.clone().without(&time));
            let now = after
                .get(&time)
                .and_then(|it| it.first())
                .cloned()
                .unwrap_or(Value::Missing);
            after.clone().with(
                time,
                previous_time(&times, &now)
                    .cloned()
                    .unwrap_or(Value::Missing),
            )
        }
    };
    let (from, to) = (
        read_single_value(metric, table, &before, place)?,
        read_single_value(metric, table, &after, place)?,
    );
    Ok(((before, from), (after, to)))
}

/// The time before another one, of the same kind.
pub(crate) fn previous_time<'a>(times: &'a [Value], now: &Value) -> Option<&'a Value> {
    let at = times.iter().position(|it| now.means(it))?;
    times[..at].iter().rev().find(|it| it.is_like(&times[at]))
}

/// The one row of a table that the arguments of `cell` name.
fn single_row(
    scope: &Scope<'_>,
    table: &Table,
    args: &Args,
    place: &Place,
) -> Result<(Selection, usize), Failure> {
    let selection = table_selection(scope, table, args, place)?;
    let rows = table.rows(&selection);
    let new = |code| Diagnostic::new(code, place.clone()).with("figure", &table.name);
    let selected = crate::scope::describe_selection(&selection);
    match rows.as_slice() {
        [row] => Ok((selection, *row)),
        [] => Err(new(Code::NoRow)
            .with("selection", selected)
            .with("hint", "")
            .with("candidates", list_row_keys(table))
            .into()),
        _ => {
            let complaint = new(Code::SeveralRows)
                .with("count", rows.len())
                .with("selection", selected);
            Err(complaint.with("candidates", list_row_keys(table)).into())
        }
    }
}

/// What identifies a row of a table, with the first few values, for messages.
fn list_row_keys(table: &Table) -> String {
    let columns = if table.primary_key.is_empty() {
        vec![0]
    } else {
        table.primary_key.clone()
    };
    let column = |at: usize| {
        let values: Vec<String> = table.members(at).iter().map(ToString::to_string).collect();
        format!(
            "{}={}",
            table.fields[at].name,
            list_names(values.iter().take(12).map(String::as_str))
        )
    };
    columns
        .into_iter()
        .filter(|it| *it < table.fields.len())
        .map(column)
        .collect::<Vec<_>>()
        .join("; ")
}

/// The rows of a table that named arguments select.
fn table_selection(
    scope: &Scope<'_>,
    table: &Table,
    args: &Args,
    place: &Place,
) -> Result<Selection, Failure> {
    if !args.positional.is_empty() {
        let wrong = Text::new(
            "选择行的值要写明列名",
            "values that select rows need a column",
        );
        let help = Text::new("请写成 列名=值", "write column=value");
        return Err(bad_argument(place, wrong, help).into());
    }
    let mut selection = Selection::default();
    for (name, arg) in &args.named {
        scope.column(table, name, place)?;
        match arg {
            Arg::Values(values) => selection = selection.with_any(name, values.clone()),
            Arg::Row(field) => selection = selection.with(name, scope.row_value(field, place)?.1),
            Arg::All => {}
            Arg::Latest | Arg::Previous => {
                let wrong = Text::new("这里不能用 latest", "latest cannot be used here");
                let help = Text::new("请写出具体的值", "write the value itself");
                return Err(bad_argument(place, wrong, help).into());
            }
        }
    }
    Ok(selection)
}

/// One cell as a figure, written by its type.
fn cell_figure(
    lang: Lang,
    cell: TableCell<'_>,
    formats: &[FormatFilter],
    place: &Place,
) -> Result<BoundFigure, Failure> {
    let TableCell { table, row, column } = cell;
    let value = table.value(row, column);
    let field = &table.fields[column];
    let unit = if matches!(field.kind, ColumnKind::Integer | ColumnKind::Number) {
        field.unit.as_str()
    } else {
        ""
    };
    let number = NumberFormat {
        unit: unit.to_owned(),
        ..NumberFormat::default()
    };
    let size = match value {
        Value::Integer(_) | Value::Number(_) => value.as_number(),
        _ => None,
    };
    let number = apply_formats(&number, size, formats, place)?;
    Ok(BoundFigure {
        text: cell_words(lang, cell, &number),
        value: value.to_string(),
        state: figure_key::figure_state(
            value != Value::Missing,
            table.missing_marker(row, column),
            table.bound(row, column),
        ),
        metric: None,
        origins: vec![Origin {
            table: table.name.clone(),
            rows: vec![row],
        }],
        ..BoundFigure::default()
    })
}

fn cell_words(
    lang: Lang,
    TableCell { table, row, column }: TableCell<'_>,
    number: &NumberFormat,
) -> String {
    let value = table.value(row, column);
    match (value.as_number(), table.bound(row, column)) {
        (Some(it), bound @ Some(_)) => number.write_bound(lang, it, bound),
        _ if value == Value::Missing => absent_words(lang, table.missing_marker(row, column)),
        _ => value_text(lang, &value, number),
    }
}

/// In running text a sign means nothing, so words say why there is no value.
fn absent_words(lang: Lang, sign: Option<&MissingMarker>) -> String {
    match sign.map(|it| it.state) {
        Some(state @ (MissingReason::BelowUnit | MissingReason::NotApplicable)) => {
            word(lang, state.word()).to_owned()
        }
        Some(MissingReason::NotAvailable | MissingReason::Suppressed | MissingReason::Small)
        | None => missing_text(lang),
    }
}

/// A value as the reader sees it.
pub(crate) fn value_text(lang: Lang, value: &Value, number: &NumberFormat) -> String {
    match value {
        Value::Missing => missing_text(lang),
        Value::Text(it) => it.clone(),
        Value::Boolean(true) => word(lang, Word::Yes).to_owned(),
        Value::Boolean(false) => word(lang, Word::No).to_owned(),
        Value::Date(it) => date_text(lang, *it),
        Value::Year(it) => it.to_string(),
        Value::Period(it) => it.text(lang),
        Value::Integer(_) | Value::Number(_) => value
            .as_number()
            .map_or_else(|| missing_text(lang), |it| number.write(lang, it)),
    }
}
