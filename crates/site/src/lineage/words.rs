//! What a figure is of and where it comes from, in words.

use crate::bound_figure::BoundFigure;
use crate::facts::Cited;
use crate::scope::{Scope, content_place};
use crate::source_words::{source_line, time_text};
use gongbao_data::Table;
use gongbao_diag::locale::{Lang, Word, date_text, fill_placeholders, word};
use gongbao_metrics::Metric;
use gongbao_model::{Background, Coverage, License, SourceNote};
use gongbao_model::{Origin, Value};

/// More rows than this are counted, not looked at.
const LOOKED_AT: usize = 2_000;

/// The metric or table of a figure, what it is of, and its source.
pub fn explain_figure(scope: &Scope<'_>, figure: &BoundFigure) -> String {
    let lang = scope.lang;
    let Some(first) = figure.origins.first() else {
        return String::new();
    };
    let place = content_place();
    let Ok(table) = scope.table(&first.table, &place) else {
        return String::new();
    };
    let metric = figure
        .metric
        .as_deref()
        .and_then(|id| scope.world.metrics.get(id));
    let (title, about) = match metric {
        Some(it) => (
            it.title.clone(),
            members_text(lang, it, table, &figure.origins),
        ),
        None => (table.title.clone(), rows_words(lang, &first.rows)),
    };
    let source = metric
        .and_then(|it| it.source.clone())
        .unwrap_or_else(|| source_line(lang, table));
    let what = if about.is_empty() {
        title
    } else {
        fill_placeholders(
            word(lang, Word::FigureOf),
            &[("title", &title), ("members", &about)],
        )
    };
    fill_placeholders(
        word(lang, Word::FigureFrom),
        &[("what", &what), ("source", &source)],
    )
}

/// Which rows: 第5行, 共60行.
fn rows_words(lang: Lang, rows: &[usize]) -> String {
    match rows {
        [row] => fill_placeholders(
            word(lang, Word::RowNumber),
            &[("n", &(row + 2).to_string())],
        ),
        _ => fill_placeholders(
            word(lang, Word::RowCount),
            &[("n", &rows.len().to_string())],
        ),
    }
}

/// The members of a metric's dimensions that some rows stand for: 铁西区，2025年; 12个区县，2025年.
pub fn members_text(lang: Lang, metric: &Metric, table: &Table, origins: &[Origin]) -> String {
    let one = |it: &Origin| {
        if it.rows.len() > LOOKED_AT {
            return rows_words(lang, &it.rows);
        }
        let parts = metric
            .dimensions
            .iter()
            .filter_map(|name| member_text(lang, metric, table, name, &it.rows));
        parts.collect::<Vec<String>>().join(word(lang, Word::Comma))
    };
    let mut parts: Vec<String> = origins
        .iter()
        .map(one)
        .filter(|it| !it.is_empty())
        .collect();
    parts.dedup();
    parts.join(" — ")
}

fn member_text(
    lang: Lang,
    metric: &Metric,
    table: &Table,
    name: &str,
    rows: &[usize],
) -> Option<String> {
    let column = table.column(name)?;
    let values = table.distinct(column, rows);
    match values.as_slice() {
        [] => None,
        [value] if metric.time.as_deref() == Some(name) => Some(time_text(lang, value)),
        [value @ (Value::Date(_) | Value::Period(_))] => Some(value.text(lang)),
        [value] => Some(value.to_string()),
        _ => {
            let n = values.len().to_string();
            Some(fill_placeholders(
                word(lang, Word::Members),
                &[("n", &n), ("dimension", &table.fields[column].title)],
            ))
        }
    }
}

/// The sources of a metric or table for readers, each with all that is known about it.
pub fn cited_sources(lang: Lang, metric: Option<&Metric>, table: &Table) -> Vec<Cited> {
    let own = metric.and_then(|it| it.source.clone());
    let own = own.filter(|text| !table.sources.iter().any(|it| it.title == *text));
    let mut all: Vec<Cited> = own
        .into_iter()
        .map(|text| Cited { text, url: None })
        .collect();
    all.extend(table.sources.iter().map(|it| cited_source(lang, it)));
    if all.is_empty() {
        all.push(Cited {
            text: word(lang, Word::NoSource).to_owned(),
            url: None,
        });
    }
    all
}

fn cited_source(lang: Lang, it: &SourceNote) -> Cited {
    let say = |pattern, key, text: &str| fill_placeholders(word(lang, pattern), &[(key, text)]);
    let mut parts = vec![it.title.clone()];
    parts.extend(
        it.version
            .as_ref()
            .map(|it| say(Word::VersionOf, "version", it)),
    );
    for (label, known) in background_facts(lang, &it.background) {
        match label {
            Word::OrganisationHead if it.title.contains(&known.text) => {}
            Word::RetrievedHead => parts.push(say(Word::RetrievedOn, "date", &known.text)),
            _ => parts.push(known.text),
        }
    }
    parts.extend(it.email.clone());
    Cited {
        text: parts.join(word(lang, Word::Semicolon)),
        url: it.path.clone(),
    }
}

/// What is known about how data came to be, with the word each is known by.
pub fn background_facts(lang: Lang, it: &Background) -> Vec<(Word, Cited)> {
    let plain = |text: String| Cited { text, url: None };
    let mut known = Vec::new();
    known.extend(
        it.organisation
            .clone()
            .map(|it| (Word::OrganisationHead, plain(it))),
    );
    known.extend(it.licenses.iter().map(|it: &License| {
        (
            Word::LicenseHead,
            Cited {
                text: it.words().to_owned(),
                url: it.path.clone(),
            },
        )
    }));
    known.extend(
        it.retrieved
            .map(|it| (Word::RetrievedHead, plain(date_text(lang, it)))),
    );
    let Coverage { period, area } = &it.coverage;
    let covered: Vec<&str> = period.iter().chain(area).map(String::as_str).collect();
    if !covered.is_empty() {
        known.push((
            Word::CoverageHead,
            plain(covered.join(word(lang, Word::Comma))),
        ));
    }
    known.extend(it.method.clone().map(|it| (Word::MethodHead, plain(it))));
    known
}
