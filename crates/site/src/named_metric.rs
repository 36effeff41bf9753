//! A metric named in the cell of a table: its value, its status, and what it is of in words.

use crate::bound_figure::BoundFigure;
use crate::expression::{Arg, Args, ExpressionErrorKind, RequestedFigure, parse_expression};
use crate::failure::Failure;
use crate::figure::reading_figure;
use crate::figure_key::{FigureKey, selection_texts};
use crate::labels::value_label;
use crate::lineage::explain_figure;
use crate::scope::{Scope, read_single_value};
use crate::source_words::time_text;
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_metrics::status_word;

/// A metric that a cell names, with its value.
#[derive(Debug)]
pub struct NamedMetric {
    pub title: String,
    /// What it is of, such as 案件回访, and its time.
    pub about: Vec<String>,
    /// As the cell writes it, with the time that was meant.
    pub expression: String,
    /// The table it is computed from.
    pub table: String,
    pub figure: BoundFigure,
    /// The target in words, and how far it is reached.
    pub target: Option<(String, BoundFigure)>,
}

/// Reads a metric that a cell names: `station_share`, `satisfaction_rate(service="案件回访")`. Without a time the latest
/// is meant.
///
/// # Errors
/// `setting/bad-value` for another expression, and whatever the metric runs into.
pub fn named_metric(scope: &Scope<'_>, text: &str, place: &Place) -> Result<NamedMetric, Failure> {
    let (id, args) = parse_metric_request(scope, text, place)?;
    let (metric, table) = scope.metric(&id, place)?;
    let mut given = scope.by_dimension(metric, &args, place)?;
    let time = metric.time.as_ref().filter(|it| !given.contains_key(*it));
    let text = text.strip_suffix("()").unwrap_or(text);
    let expression = match time {
        Some(time) if text.ends_with(')') => format!("{}, {time}=latest)", &text[..text.len() - 1]),
        Some(time) => format!("{text}({time}=latest)"),
        None => text.to_owned(),
    };
    given.extend(time.map(|it| (it.clone(), Arg::Latest)));
    let selection = scope.select(metric, table, &given, place)?;
    let read = read_single_value(metric, table, &selection, place)?;
    let bound = |it: BoundFigure| BoundFigure {
        explained: explain_figure(scope, &it),
        place: Some(place.clone()),
        ..it
    };
    let figure = bound(reading_figure(scope.lang, metric, &read));
    let status = |target: &gongbao_metrics::MetricTarget| {
        let text =
            status_word(scope.lang, target.status(&read, scope.world.config.as_of)).to_owned();
        let words = target.words(scope.lang, &metric.number(&read.unit));
        (
            words,
            bound(BoundFigure {
                text,
                value: String::new(),
                ..figure.clone()
            }),
        )
    };
    let target = metric
        .targets_for(scope.world.catalog, &read)
        .first()
        .map(|it| status(it));
    let subject = Some(FigureKey::of(&metric.id, "", selection_texts(&selection)));
    let figure = BoundFigure {
        key: subject,
        ..figure
    };
    let time = metric.time.as_deref();
    let other = selection.iter().filter(|it| Some(it.0) != time);
    let other = other.filter_map(|(name, values)| match values {
        [value] => Some(value_label(scope, table, name, value)),
        _ => None,
    });
    let about = other
        .chain(read.time.as_ref().map(|it| time_text(scope.lang, it)))
        .collect();
    Ok(NamedMetric {
        title: metric.title.clone(),
        about,
        expression,
        table: table.name.clone(),
        figure,
        target,
    })
}

impl NamedMetric {
    /// What is measured, of whom and when: 群众满意率（案件回访，2025年）.
    pub fn named(&self, lang: Lang) -> String {
        let about = self.about.join(word(lang, Word::Comma));
        match (about.as_str(), lang) {
            ("", _) => self.title.clone(),
            (_, Lang::Zh) => format!("{}（{about}）", self.title),
            (_, Lang::En) => format!("{} ({about})", self.title),
        }
    }
}

/// The metric a text asks for, and its arguments.
fn parse_metric_request(
    scope: &Scope<'_>,
    text: &str,
    place: &Place,
) -> Result<(String, Args), Failure> {
    let ids: Vec<&str> = scope
        .world
        .metrics
        .all()
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    let wrong = || {
        let expected = Text::new(
            "一个指标，例如 station_share 或 satisfaction_rate(service=\"案件回访\")，多个用分号隔开",
            "a metric such as station_share or satisfaction_rate(service=\"calls\"), several parted by semicolons",
        );
        let complaint = Diagnostic::new(Code::BadSetting, place.clone())
            .with("key", "metric")
            .with("text", text);
        Failure::from(complaint.with("expected", expected))
    };
    match parse_expression(text, &ids) {
        Ok(request) => match request.what {
            RequestedFigure::Metric(id, args) => Ok((id, args)),
            RequestedFigure::About(..)
            | RequestedFigure::Cell(..)
            | RequestedFigure::Count(..)
            | RequestedFigure::Row(_)
            | RequestedFigure::Literal(_) => Err(wrong()),
        },
        Err(refusal) => match refusal.kind {
            ExpressionErrorKind::Name(name) => scope
                .metric(&name, place)
                .map(|it| (it.0.id.clone(), Args::default())),
            ExpressionErrorKind::Syntax(_)
            | ExpressionErrorKind::Filter(_)
            | ExpressionErrorKind::Argument(..) => Err(wrong()),
        },
    }
}
