//! What a row of a ledger refers to: metrics with their value and status, and evidence with its address.

use crate::roles::Roles;
use gongbao_content::RawLink;
use gongbao_diag::{Diags, Place};
use gongbao_model::prose::plain_text;
use gongbao_site::{Failure, Link, NamedMetric, Route, Scope, named_metric, resolve_link};

/// Between several metrics or pieces of evidence in a cell.
const SEPARATORS: [char; 3] = ['；', ';', '\n'];

fn split_references(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATORS)
        .map(str::trim)
        .filter(|it| !it.is_empty())
}

/// Reads the metrics a cell names: `station_share; satisfaction_rate(service="案件回访")`. Without a time the
/// latest is meant.
pub(crate) fn read_metrics(
    scope: &Scope<'_>,
    text: &str,
    place: &Place,
    diags: &mut Diags,
) -> Vec<NamedMetric> {
    let mut out = Vec::new();
    for it in split_references(text) {
        match named_metric(scope, it, place) {
            Ok(it) => out.push(it),
            Err(Failure::Said(it)) => diags.push(*it),
            Err(Failure::Silent) => {}
        }
    }
    out
}

/// The evidence a row names: words, addresses, or both side by side.
pub(crate) fn read_evidence(
    scope: &Scope<'_>,
    roles: &Roles<'_>,
    row: usize,
    diags: &mut Diags,
) -> Vec<(String, Option<Link>)> {
    let (words, addresses) = (roles.text(row, "evidence"), roles.text(row, "link"));
    let words: Vec<&str> = words.iter().flat_map(|it| split_references(it)).collect();
    let addresses: Vec<&str> = addresses
        .iter()
        .flat_map(|it| split_references(it))
        .collect();
    let place = roles.place(row, &["link", "evidence"]);
    let mut follow = |address: &str| match resolve_address(scope, address, &place) {
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
        let name = word.filter(|it| !is_address(it)).map(str::to_owned);
        // What has no name has an address, be it in place of its words.
        let title = name.or_else(|| Some(target_title(scope, address?)))?;
        Some((title, link))
    };
    (0..words.len().max(addresses.len()))
        .filter_map(one)
        .collect()
}

/// Whether a text is the address of something rather than its name.
fn is_address(text: &str) -> bool {
    let begins = ["http://", "https://", "data:", "metric:"]
        .iter()
        .any(|it| text.starts_with(it));
    begins || text.split('#').next().is_some_and(|it| it.ends_with(".md"))
}

/// Addresses in a ledger are seen from the folder `content`, whichever page shows it.
fn resolve_address(scope: &Scope<'_>, address: &str, place: &Place) -> Result<Link, Failure> {
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
    resolve_link(&base, &Route("index.html".to_owned()), &raw).map_err(|it| match it {
        Failure::Said(mut it) => {
            it.place = place.clone();
            Failure::Said(it)
        }
        Failure::Silent => Failure::Silent,
    })
}

/// What an address leads to, by its title.
fn target_title(scope: &Scope<'_>, address: &str) -> String {
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
    let page = page.map(|it| plain_text(&it.front.title, &|_| String::new()));
    let title = table
        .map(|it| it.title.clone())
        .or_else(|| metric.map(|it| it.title.clone()))
        .or(page);
    title
        .filter(|it| !it.trim().is_empty())
        .unwrap_or_else(|| address.to_owned())
}
