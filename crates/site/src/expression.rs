//! What `{{ … }}` asks for. minijinja parses and evaluates the expression, but over names that only
//! describe: the result is a request for one figure, and no data can be touched from inside.
//!
//! The request is resolved in `figure`. There is no computing in prose: what is computed is a
//! metric or a query, where it can be checked.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Kwargs, Object, ValueKind, from_args};
use minijinja::{Environment, Error, ErrorKind, State, Value};

use gongbao_diag::locale::Text;

use crate::computation::find_computation;

/// A figure asked for, and how it is to be written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FigureRequest {
    /// What is asked for.
    pub what: RequestedFigure,
    /// The filters behind the bar, in order.
    pub formats: Vec<FormatFilter>,
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RequestedFigure {
    /// The value of a metric.
    Metric(String, Args),
    /// What a function says about a metric.
    About(MetricFunction, String, Args),
    /// One cell of a table by its keys: table, column.
    Cell(String, String, Args),
    /// The number of rows of a table.
    Count(String, Args),
    /// A field of the row a data-driven page is made for.
    Row(String),
    /// A plain text or number, as a filter's example gives it.
    Literal(gongbao_model::Value),
}

/// The functions that take a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MetricFunction {
    /// The change in words.
    Change,
    /// The bare difference.
    Diff,
    /// The status in a word.
    Status,
    /// The target in words.
    Target,
    /// The distance from the target in words.
    Gap,
}

/// The arguments of a call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args {
    pub positional: Vec<Arg>,
    pub named: Vec<(String, Arg)>,
}

/// One argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A value, or several any of which will do.
    Values(Vec<gongbao_model::Value>),
    /// The latest time.
    Latest,
    /// The time before the latest.
    Previous,
    /// The dimension is left open on purpose.
    All,
    /// A field of the page's row.
    Row(String),
}

/// A filter behind the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormatFilter {
    /// In 万, at most so many digits.
    Wan(u8),
    /// In 亿, at most so many digits.
    Yi(u8),
    /// As a percentage with exactly so many digits.
    Percent(u8),
    /// In percentage points with exactly so many digits.
    Points(u8),
    /// Exactly so many digits.
    Digits(u8),
    /// Without unit.
    Bare,
    /// With thousands separators.
    Grouped,
}

/// Names of the filters, for messages.
pub(crate) const FORMATS: [&str; 7] = ["wan", "yi", "pct", "pp", "num", "bare", "sep"];
/// Names of the functions and words an expression knows besides the metrics.
pub(crate) const NAMES: [&str; 11] = [
    "change", "diff", "status", "target", "gap", "cell", "count", "row", "latest", "previous",
    "all",
];

/// Why an expression asks for nothing. Ranges are bytes of the expression's source.
#[derive(Debug)]
pub(crate) struct ExpressionError {
    pub kind: ExpressionErrorKind,
    pub range: Option<std::ops::Range<usize>>,
}

/// The ways an expression can be wrong before any data are looked at.
#[derive(Debug)]
pub(crate) enum ExpressionErrorKind {
    /// It does not parse.
    Syntax(Text),
    /// It uses a name nobody knows.
    Name(String),
    /// It uses a filter nobody knows.
    Filter(String),
    /// An argument is wrong: what is wrong, and what to do.
    Argument(Text, Text),
}

/// Reads an expression. `metrics` are the ids it may call by name.
///
/// # Errors
/// A [`ExpressionError`] that says what is wrong with it.
pub(crate) fn parse_expression(
    source: &str,
    metrics: &[&str],
) -> Result<FigureRequest, ExpressionError> {
    if let Some(found) = find_computation(source) {
        return Err(ExpressionError {
            kind: ExpressionErrorKind::Argument(found.reason, found.help),
            range: Some(found.range),
        });
    }
    let env = expression_environment();
    let expression = env
        .compile_expression(source)
        .map_err(|it| refusal_of_error(&it, source))?;
    let mut names: Vec<String> = expression.undeclared_variables(false).into_iter().collect();
    names.sort();
    if let Some(name) = names
        .into_iter()
        .find(|it| !NAMES.contains(&it.as_str()) && !metrics.contains(&it.as_str()))
    {
        let range = source.find(&name).map(|at| at..at + name.len());
        return Err(ExpressionError {
            kind: ExpressionErrorKind::Name(name),
            range,
        });
    }
    let value = expression
        .eval(Value::from_object(ExpressionNames))
        .map_err(|it| refusal_of_error(&it, source))?;
    request_of_value(&value).ok_or_else(|| {
        let wrong = Text::new("它不是一个数字或文字的引用", "it does not ask for a figure");
        ExpressionError {
            kind: ExpressionErrorKind::Argument(wrong, call_help()),
            range: None,
        }
    })
}

/// An environment with our filters and none of minijinja's own.
fn expression_environment() -> Environment<'static> {
    let mut env = Environment::empty();
    env.set_fuel(Some(10_000));
    env.add_filter("wan", |it: Value, n: Option<u8>| {
        add_format(&it, FormatFilter::Wan(n.unwrap_or(2)))
    });
    env.add_filter("yi", |it: Value, n: Option<u8>| {
        add_format(&it, FormatFilter::Yi(n.unwrap_or(2)))
    });
    env.add_filter("pct", |it: Value, n: Option<u8>| {
        add_format(&it, FormatFilter::Percent(n.unwrap_or(1)))
    });
    env.add_filter("pp", |it: Value, n: Option<u8>| {
        add_format(&it, FormatFilter::Points(n.unwrap_or(1)))
    });
    env.add_filter("num", |it: Value, n: Option<u8>| {
        add_format(&it, FormatFilter::Digits(n.unwrap_or(0)))
    });
    env.add_filter("bare", |it: Value| add_format(&it, FormatFilter::Bare));
    env.add_filter("sep", |it: Value| add_format(&it, FormatFilter::Grouped));
    env
}

fn add_format(value: &Value, format: FormatFilter) -> Result<Value, Error> {
    let Some(mut request) = request_of_value(value) else {
        return Err(bad_argument(
            "竖线前面不是一个数字的引用",
            "there is no figure before the bar",
        ));
    };
    if let FormatFilter::Wan(n)
    | FormatFilter::Yi(n)
    | FormatFilter::Percent(n)
    | FormatFilter::Points(n)
    | FormatFilter::Digits(n) = format
        && n > 9
    {
        return Err(bad_argument(
            "小数位数最多 9 位",
            "at most 9 digits behind the point",
        ));
    }
    request.formats.push(format);
    Ok(Value::from_object(request))
}

/// What a value asks for; nothing if it is not a request.
fn request_of_value(value: &Value) -> Option<FigureRequest> {
    if let Some(request) = value.downcast_object_ref::<FigureRequest>() {
        return Some(request.clone());
    }
    let what = match value.downcast_object_ref::<ExpressionName>() {
        Some(ExpressionName::Metric(id)) => RequestedFigure::Metric(id.clone(), Args::default()),
        Some(ExpressionName::RowField(field)) => RequestedFigure::Row(field.clone()),
        Some(
            ExpressionName::Function(_)
            | ExpressionName::Cell
            | ExpressionName::Count
            | ExpressionName::Row
            | ExpressionName::Word(_),
        ) => {
            return None;
        }
        None => RequestedFigure::Literal(plain_value(value)?),
    };
    Some(FigureRequest {
        what,
        formats: Vec::new(),
    })
}

/// Every name an expression can use; a name that is not a word or function is a metric's id.
#[derive(Debug)]
struct ExpressionNames;

impl Object for ExpressionNames {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = match key.as_str()? {
            "change" => ExpressionName::Function(MetricFunction::Change),
            "diff" => ExpressionName::Function(MetricFunction::Diff),
            "status" => ExpressionName::Function(MetricFunction::Status),
            "target" => ExpressionName::Function(MetricFunction::Target),
            "gap" => ExpressionName::Function(MetricFunction::Gap),
            "cell" => ExpressionName::Cell,
            "count" => ExpressionName::Count,
            "row" => ExpressionName::Row,
            "latest" => ExpressionName::Word(Arg::Latest),
            "previous" => ExpressionName::Word(Arg::Previous),
            "all" => ExpressionName::Word(Arg::All),
            id => ExpressionName::Metric(id.to_owned()),
        };
        Some(Value::from_object(name))
    }
}

/// A name, before it is called.
#[derive(Debug)]
enum ExpressionName {
    Metric(String),
    Function(MetricFunction),
    Cell,
    Count,
    Row,
    RowField(String),
    Word(Arg),
}

impl Object for FigureRequest {
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("figure")
    }
}

impl Object for ExpressionName {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match self.as_ref() {
            ExpressionName::Row => Some(Value::from_object(ExpressionName::RowField(
                key.as_str()?.to_owned(),
            ))),
            ExpressionName::Metric(_)
            | ExpressionName::Function(_)
            | ExpressionName::Cell
            | ExpressionName::Count
            | ExpressionName::RowField(_)
            | ExpressionName::Word(_) => None,
        }
    }

    fn call(
        self: &Arc<Self>,
        _state: &mut State<'_, '_>,
        values: &[Value],
    ) -> Result<Value, Error> {
        let (values, named): (&[Value], Kwargs) = from_args(values)?;
        let mut rest = values.iter();
        let what = match self.as_ref() {
            ExpressionName::Metric(id) => {
                RequestedFigure::Metric(id.clone(), read_arguments(rest, &named)?)
            }
            ExpressionName::Function(function) => {
                let id = metric_name(rest.next())?;
                RequestedFigure::About(*function, id, read_arguments(rest, &named)?)
            }
            ExpressionName::Cell => {
                let (table, column) = (expect_text(rest.next())?, expect_text(rest.next())?);
                RequestedFigure::Cell(table, column, read_arguments(rest, &named)?)
            }
            ExpressionName::Count => {
                let table = expect_text(rest.next())?;
                RequestedFigure::Count(table, read_arguments(rest, &named)?)
            }
            ExpressionName::Row | ExpressionName::RowField(_) | ExpressionName::Word(_) => {
                return Err(bad_argument(
                    "这个名称后面不能加括号",
                    "this name cannot be called with brackets",
                ));
            }
        };
        Ok(Value::from_object(FigureRequest {
            what,
            formats: Vec::new(),
        }))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("name")
    }
}

fn read_arguments<'a>(
    positional: impl Iterator<Item = &'a Value>,
    named: &Kwargs,
) -> Result<Args, Error> {
    let positional = positional
        .map(read_argument)
        .collect::<Result<Vec<Arg>, Error>>()?;
    let mut names: Vec<&str> = named.args().collect();
    names.sort_unstable();
    let named = names.into_iter().map(|name| {
        let value: Value = named.get(name)?;
        Ok((name.to_owned(), read_argument(&value)?))
    });
    Ok(Args {
        positional,
        named: named.collect::<Result<Vec<_>, Error>>()?,
    })
}

fn read_argument(value: &Value) -> Result<Arg, Error> {
    if let Some(name) = value.downcast_object_ref::<ExpressionName>() {
        return match name {
            ExpressionName::Word(word) => Ok(word.clone()),
            ExpressionName::RowField(field) => Ok(Arg::Row(field.clone())),
            ExpressionName::Metric(_)
            | ExpressionName::Function(_)
            | ExpressionName::Cell
            | ExpressionName::Count
            | ExpressionName::Row => Err(bad_argument("文字要加引号", "text needs quotes")),
        };
    }
    if value.kind() == ValueKind::Seq {
        let values = value
            .try_iter()?
            .map(|it| plain_value(&it))
            .collect::<Option<Vec<_>>>();
        return values
            .map(Arg::Values)
            .ok_or_else(|| bad_argument("列表里只能是文字或数", "a list holds texts or numbers"));
    }
    let value = plain_value(value)
        .ok_or_else(|| bad_argument("参数应为文字或数", "an argument is a text or a number"))?;
    Ok(Arg::Values(vec![value]))
}

fn plain_value(value: &Value) -> Option<gongbao_model::Value> {
    match value.kind() {
        ValueKind::String => value
            .as_str()
            .map(|it| gongbao_model::Value::Text(it.to_owned())),
        ValueKind::Number => match value.as_i64() {
            Some(it) => Some(gongbao_model::Value::Integer(it)),
            None => match f64::try_from(value.clone()) {
                Ok(it) => Some(gongbao_model::Value::Number(it)),
                Err(_) => None,
            },
        },
        ValueKind::Bool => Some(gongbao_model::Value::Boolean(value.is_true())),
        _ => None,
    }
}

fn metric_name(value: Option<&Value>) -> Result<String, Error> {
    let name = value.and_then(|it| it.downcast_object_ref::<ExpressionName>());
    match name {
        Some(ExpressionName::Metric(id)) => Ok(id.clone()),
        _ => Err(bad_argument(
            "第一个参数应为指标编号，不加引号",
            "the first argument is a metric's id, without quotes",
        )),
    }
}

fn expect_text(value: Option<&Value>) -> Result<String, Error> {
    let text = value.and_then(|it| it.as_str()).map(str::to_owned);
    text.ok_or_else(|| {
        bad_argument(
            "这里应为加引号的表名或列名",
            "a table's or column's name in quotes is needed here",
        )
    })
}

/// What is wrong with an argument; the source of an error of minijinja's, so that both wordings survive the way through
/// it.
#[derive(Debug)]
struct BadArgument(Text);

impl fmt::Display for BadArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for BadArgument {}

fn bad_argument(zh: &str, en: &str) -> Error {
    let reason = BadArgument(Text::new(zh, en));
    Error::new(ErrorKind::InvalidOperation, en.to_owned()).with_source(reason)
}

fn call_help() -> Text {
    Text::new(
        "例如 station_share(district=\"东湖区\", year=2025) 或 row.name",
        "for example station_share(district=\"East\", year=2025) or row.name",
    )
}

fn refusal_of_error(error: &Error, source: &str) -> ExpressionError {
    let range = error
        .range()
        .filter(|it| it.end <= source.len() && it.start < it.end);
    let source_error = std::error::Error::source(error);
    if let Some(BadArgument(reason)) = source_error.and_then(|it| it.downcast_ref()) {
        return ExpressionError {
            kind: ExpressionErrorKind::Argument(reason.clone(), call_help()),
            range,
        };
    }
    // Not all errors of minijinja have more to say than their kind does.
    let detail = error.detail().unwrap_or("");
    let kind = match error.kind() {
        ErrorKind::UnknownFilter => {
            let name = detail.split_whitespace().nth(1).unwrap_or(detail);
            ExpressionErrorKind::Filter(name.to_owned())
        }
        ErrorKind::SyntaxError => match full_width(source) {
            Some((at, text)) => {
                return ExpressionError {
                    kind: ExpressionErrorKind::Syntax(text),
                    range: Some(at),
                };
            }
            None => ExpressionErrorKind::Syntax(Text::from(detail)),
        },
        _ => ExpressionErrorKind::Argument(
            Text::from(format!("{}: {detail}", error.kind())),
            call_help(),
        ),
    };
    ExpressionError { kind, range }
}

/// The first mark as Chinese keyboards write it where an expression wants the other, with what to say of it.
fn full_width(source: &str) -> Option<(Range<usize>, Text)> {
    const MARKS: [(char, &str); 8] = [
        ('（', "("),
        ('）', ")"),
        ('＝', "="),
        ('，', ","),
        ('“', "\""),
        ('”', "\""),
        ('｜', "|"),
        ('　', " "),
    ];
    let found = |(at, it): (usize, char)| {
        Some((
            at..at + it.len_utf8(),
            MARKS.iter().find(|mark| mark.0 == it)?,
        ))
    };
    let (at, (mark, other)) = source.char_indices().find_map(found)?;
    let zh = format!("“{mark}”是全角标点，请改成半角的 {other}");
    Some((
        at,
        Text::new(
            zh,
            format!("`{mark}` is a full-width mark; write `{other}`"),
        ),
    ))
}

#[cfg(test)]
mod tests {
    use crate::expression::parse_expression;

    fn check(source: &str, expected: &str) {
        let shown = match parse_expression(source, &["share", "fact"]) {
            Ok(request) => format!("{request:?}"),
            Err(refusal) => format!("{:?}", refusal.kind),
        };
        assert!(shown.contains(expected), "{source}: {shown}");
    }

    #[test]
    fn reads_a_metric_with_dimensions() {
        check(
            "share(district=\"东湖区\", year=2025)",
            "named: [(\"district\", Values([Text(\"东湖区\")])), (\"year\", Values([Integer(2025)]))]",
        );
    }

    #[test]
    fn reads_a_bare_metric_and_a_positional_dimension() {
        check(
            " share ",
            "Metric(\"share\", Args { positional: [], named: [] })",
        );
        check("fact(\"F079\")", "positional: [Values([Text(\"F079\")])]");
    }

    #[test]
    fn marks_of_chinese_keyboards_are_told() {
        check("share（year=2025）", "`（` is a full-width mark; write `(`");
        check("share(district=“东湖区”)", "`“` is a full-width mark");
        check(
            "share(district=\"东湖区（示例）\")",
            "Text(\"东湖区（示例）\")",
        );
    }

    #[test]
    fn reads_columns_named_in_chinese() {
        check(
            "cell(\"waste\", \"投放率\", 街道=\"东街\", 年份=2025)",
            "(\"街道\", Values([Text(\"东街\")]))",
        );
        check("row.街道", "Row(\"街道\")");
    }

    #[test]
    fn reads_words_rows_lists_and_filters() {
        check(
            "share(year=latest, district=row.district)",
            "Row(\"district\")",
        );
        check(
            "share(district=[\"a\", \"b\"])",
            "Values([Text(\"a\"), Text(\"b\")])",
        );
        check("share | wan(1) | bare", "formats: [Wan(1), Bare]");
        check("row.name", "Row(\"name\")");
    }

    #[test]
    fn reads_functions_over_metrics_and_tables() {
        check(
            "change(share, from=2024, to=2025)",
            "About(Change, \"share\"",
        );
        check(
            "cell(\"facts\", \"value\", fact_id=\"F001\")",
            "Cell(\"facts\", \"value\"",
        );
        check("count(\"facts\", kind=\"目标\")", "Count(\"facts\"");
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        check("weather(year=1)", "Name(\"weather\")");
        check("share | shout", "Filter(\"shout\")");
        check("share(", "Syntax");
        check("change(\"share\")", "Argument");
        check("share(district=east)", "Name(\"east\")");
        check("share | wan(40)", "Argument");
        check("latest", "Argument");
        check(
            "share | wan(40)",
            "zh: \"小数位数最多 9 位\", en: \"at most 9 digits behind the point\"",
        );
        check("row.a.b", "Argument");
    }

    #[test]
    fn survives_any_text() {
        for source in [
            "",
            "{{",
            "}}",
            "\"",
            "((((",
            "a.b.c()",
            "1/0",
            "'a' * 99999999",
            "[[[[",
            "\u{0}",
            "中文(",
            "-share",
        ] {
            let _ = parse_expression(source, &["share"]);
        }
    }
}
