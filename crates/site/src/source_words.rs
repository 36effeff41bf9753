//! Where data come from and which time they are of, as readers see it.

use gongbao_data::Table;
use gongbao_diag::locale::{Lang, Word, date_text, fill_placeholders, word};
use gongbao_model::Value;

/// Where a table's data come from, for a source line: at most three, the rest counted.
pub fn source_line(lang: Lang, table: &Table) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for source in &table.sources {
        if !titles.contains(&source.title.as_str()) {
            titles.push(&source.title);
        }
    }
    match (titles.len(), lang) {
        (0, _) => word(lang, Word::NoSource).to_owned(),
        (1, _) => one_source(lang, table),
        (1..=3, _) => titles.join(word(lang, Word::Separator)),
        (_, Lang::Zh) => format!("{}等{}个来源", titles[..2].join("、"), titles.len()),
        (_, Lang::En) => format!(
            "{} and {} other sources",
            titles[..2].join(", "),
            titles.len() - 2
        ),
    }
}

/// A single source has room to say who made it and when it was fetched.
fn one_source(lang: Lang, table: &Table) -> String {
    let Some(source) = table.sources.first() else {
        return String::new();
    };
    let background = &source.background;
    let mut parts = vec![source.title.clone()];
    parts.extend(
        background
            .organisation
            .clone()
            .filter(|it| !source.title.contains(it.as_str())),
    );
    let retrieved = background.retrieved.map(|it| date_text(lang, it));
    parts.extend(
        retrieved.map(|it| fill_placeholders(word(lang, Word::RetrievedOn), &[("date", &it)])),
    );
    parts.join(word(lang, Word::Comma))
}

/// A time as the reader sees it: 2025年.
pub(crate) fn time_text(lang: Lang, time: &Value) -> String {
    match time {
        Value::Year(year) => gongbao_diag::locale::fill_placeholders(
            word(lang, Word::YearText),
            &[("year", &year.to_string())],
        ),
        Value::Date(date) => gongbao_diag::locale::date_text(lang, *date),
        Value::Period(period) => period.text(lang),
        Value::Missing
        | Value::Text(_)
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_) => time.to_string(),
    }
}
