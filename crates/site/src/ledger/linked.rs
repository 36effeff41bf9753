//! What a row of a ledger refers to: metrics with their value and status, and evidence with its address.

use crate::embeds::time_text;
use crate::expression::{Arg, Args, Ask, RefusalKind, read as parse};
use crate::figure::reading_figure;
use crate::labels::label;
use crate::ledger::roles::Roles;
use crate::lineage::explain;
use crate::scope::{Failure, Scope, reading};
use crate::subject::{Subject, selected};
use crate::{BoundFigure, Link, Route, links};
use gongbao_content::RawLink;
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_metrics::status_word;
use gongbao_model::prose::plain;

/// A metric that shows how an item is getting on.
#[derive(Debug)]
pub struct Linked {
    pub title: String,
    /// What it is of, such as 案件回访, and its time.
    pub about: Vec<String>,
    /// As the ledger writes it, with the time that was meant.
    pub expression: String,
    /// The table it is computed from.
    pub table: String,
    pub figure: BoundFigure,
    /// The target in words, and how far it is reached.
    pub target: Option<(String, BoundFigure)>,
}

/// Between several metrics or pieces of evidence in a cell.
const SEPARATORS: [char; 3] = ['；', ';', '\n'];

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATORS)
        .map(str::trim)
        .filter(|it| !it.is_empty())
}

/// Reads the metrics a cell names: `station_share; satisfaction_rate(service="案件回访")`. Without a time the
/// latest is meant.
pub fn read(scope: &Scope<'_>, text: &str, place: &Place, diags: &mut Diags) -> Vec<Linked> {
    let mut out = Vec::new();
    for it in parts(text) {
        match one(scope, it, place) {
            Ok(it) => out.push(it),
            Err(Failure::Said(it)) => diags.push(*it),
            Err(Failure::Silent) => {}
        }
    }
    out
}

fn one(scope: &Scope<'_>, text: &str, place: &Place) -> Result<Linked, Failure> {
    let (id, args) = asked(scope, text, place)?;
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
    let read = reading(metric, table, &selection, place)?;
    let bound = |it: BoundFigure| BoundFigure {
        explained: explain(scope, &it),
        place: Some(place.clone()),
        ..it
    };
    let figure = bound(reading_figure(scope.lang, metric, &read, &[]));
    let status = |target: &gongbao_metrics::Target| {
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
    let subject = Some(Subject::of(&metric.id, "", selected(&selection)));
    let figure = BoundFigure { subject, ..figure };
    let time = metric.time.as_deref();
    let other = selection.iter().filter(|it| Some(it.0) != time);
    let other = other.filter_map(|(name, values)| match values {
        [value] => Some(label(scope, table, name, value)),
        _ => None,
    });
    let about = other
        .chain(read.time.as_ref().map(|it| time_text(scope.lang, it)))
        .collect();
    Ok(Linked {
        title: metric.title.clone(),
        about,
        expression,
        table: table.name.clone(),
        figure,
        target,
    })
}

impl Linked {
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
fn asked(scope: &Scope<'_>, text: &str, place: &Place) -> Result<(String, Args), Failure> {
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
    match parse(text, &ids) {
        Ok(request) => match request.what {
            Ask::Metric(id, args) => Ok((id, args)),
            Ask::About(..) | Ask::Cell(..) | Ask::Count(..) | Ask::Row(_) | Ask::Literal(_) => {
                Err(wrong())
            }
        },
        Err(refusal) => match refusal.kind {
            RefusalKind::Name(name) => scope
                .metric(&name, place)
                .map(|it| (it.0.id.clone(), Args::default())),
            RefusalKind::Syntax(_) | RefusalKind::Filter(_) | RefusalKind::Argument(..) => {
                Err(wrong())
            }
        },
    }
}

/// The evidence a row names: words, addresses, or both side by side.
pub fn evidence(
    scope: &Scope<'_>,
    roles: &Roles<'_>,
    row: usize,
    diags: &mut Diags,
) -> Vec<(String, Option<Link>)> {
    let (words, addresses) = (roles.text(row, "evidence"), roles.text(row, "link"));
    let words: Vec<&str> = words.iter().flat_map(|it| parts(it)).collect();
    let addresses: Vec<&str> = addresses.iter().flat_map(|it| parts(it)).collect();
    let place = roles.place(row, &["link", "evidence"]);
    let mut follow = |address: &str| match resolve(scope, address, &place) {
        Ok(link) => Some(link),
        Err(Failure::Said(it)) => {
            diags.push(*it);
            None
        }
        Err(Failure::Silent) => None,
    };
    let one = |at: usize| {
        let word = words.get(at).copied();
        let address = addresses
            .get(at)
            .copied()
            .or_else(|| word.filter(|it| is_address(it)));
        let link = address.and_then(&mut follow);
        let title = word.filter(|it| !is_address(it)).map(str::to_owned);
        (
            title.unwrap_or_else(|| called(scope, address.unwrap_or_default())),
            link,
        )
    };
    (0..words.len().max(addresses.len())).map(one).collect()
}

/// Whether a text is the address of something rather than its name.
fn is_address(text: &str) -> bool {
    let begins = ["http://", "https://", "data:", "metric:"]
        .iter()
        .any(|it| text.starts_with(it));
    begins || text.split('#').next().is_some_and(|it| it.ends_with(".md"))
}

/// Addresses in a ledger are seen from the folder `content`, whichever page shows it.
fn resolve(scope: &Scope<'_>, address: &str, place: &Place) -> Result<Link, Failure> {
    let base = Scope {
        world: scope.world,
        file: "content/index.md".into(),
        lang: scope.lang,
        given: scope.given.clone(),
        row: None,
        queries: scope.queries.clone(),
    };
    let raw = RawLink {
        destination: address.to_owned(),
        range: 0..0,
    };
    links::resolve(&base, &Route("index.html".to_owned()), &raw).map_err(|it| match it {
        Failure::Said(mut it) => {
            it.place = place.clone();
            Failure::Said(it)
        }
        Failure::Silent => Failure::Silent,
    })
}

/// What an address leads to, by its title.
fn called(scope: &Scope<'_>, address: &str) -> String {
    let path = address.split('#').next().unwrap_or(address);
    let table = path
        .strip_prefix("data:")
        .and_then(|name| scope.world.catalog.tables().find(|it| it.name == name));
    let metric = path
        .strip_prefix("metric:")
        .and_then(|id| scope.world.metrics.get(id));
    let page = scope
        .world
        .pages
        .iter()
        .find(|it| it.file.strip_prefix("content/") == Some(path));
    let page = page.map(|it| plain(&it.front.title, &|_| String::new()));
    let title = table
        .map(|it| it.title.clone())
        .or_else(|| metric.map(|it| it.title.clone()))
        .or(page);
    title
        .filter(|it| !it.trim().is_empty())
        .unwrap_or_else(|| address.to_owned())
}
