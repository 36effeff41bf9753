//! The ledger of what became of review opinions (审议意见落实台账): a table whose rows answer the items of an
//! opinion, read by the parts its columns play.
//!
//! Nothing is defaulted: a cell that is empty is nothing stated. Start at [`read_ledger`]; `check` says what is
//! missing, and `skeleton` begins the government's report.
//!
//! A column that is not there says nothing: a list without dates of completion has no overdue
//! projects.

use std::collections::BTreeMap;

use crate::deadline::DeadlineCell;
use crate::document::{OpinionDocument, find_document};
use crate::item::{LedgerItem, ROLES, read_item};
use crate::roles::Roles;
use crate::suppression::{LEDGER_EXCUSES, Suppression, read_excuse};
use gongbao_diag::Diags;
use gongbao_site::{Failure, Route, Scope, read_dimensions, table_rows};
use gongbao_source::Fields;

/// The keys of an embed that reads a ledger.
pub(crate) const LEDGER_KEYS: [&str; 8] = [
    "table", "of", "where", "columns", "closed", "ongoing", "partial", "accept",
];

/// Words of a status that close an item, unless the author names others.
const CLOSED_WORDS: [&str; 8] = [
    "已完成",
    "完成",
    "已办结",
    "办结",
    "已销号",
    "done",
    "completed",
    "closed",
];
/// Words of a status without an end.
const ONGOING_WORDS: [&str; 3] = ["长期坚持", "持续推进", "ongoing"];

/// A ledger, read.
#[derive(Debug)]
pub(crate) struct Ledger<'t> {
    pub roles: Roles<'t>,
    pub items: Vec<LedgerItem>,
    /// The opinion it answers, if it is a page of the site.
    pub document: Option<OpinionDocument>,
    /// Whether it shows only some of the items of the opinion.
    pub is_partial: bool,
    /// What its author lets pass, with the reason.
    pub suppressions: Vec<Suppression>,
}

/// Reads the ledger an embed names.
///
/// # Errors
/// What is wrong with its settings; what is wrong with single cells is filed, and the rest is read.
pub(crate) fn read_ledger<'t>(
    scope: &'t Scope<'_>,
    here: &Route,
    body: &Fields<'_>,
    diags: &mut Diags,
) -> Result<Ledger<'t>, Failure> {
    let node = body.need("table", "opinion_ledger")?;
    let place = node.place();
    let table = scope.table(&node.string("table")?, &place)?;
    let roles = Roles::read(scope, table, body.get("columns"), place.clone(), ROLES)?;
    roles.need("item")?;
    roles.need("text")?;
    let document = find_document(scope, here, body.get("of"))?;
    let given = body
        .get("where")
        .map_or_else(|| Ok(BTreeMap::new()), read_dimensions)?;
    let words = |key: &str, usual: &[&str]| match body.get(key) {
        Some(node) => node.strings(key),
        None => Ok(usual.iter().map(|it| (*it).to_owned()).collect()),
    };
    let (closed, ongoing) = (
        words("closed", &CLOSED_WORDS)?,
        words("ongoing", &ONGOING_WORDS)?,
    );
    let mut items = Vec::new();
    for row in table_rows(scope, table, &given, &place)? {
        let mut item = read_item(scope, &roles, row, diags);
        // A row that states no status is neither closed nor without an end.
        let is_one_of = |words: &[String], item: &LedgerItem| {
            item.text("status")
                .is_some_and(|status| words.iter().any(|it| it == status))
        };
        item.is_closed = is_one_of(&closed, &item);
        item.is_ongoing = item.limit == DeadlineCell::Ongoing || is_one_of(&ongoing, &item);
        item.anchor = document
            .as_ref()
            .and_then(|it| it.anchor(&item, &roles, diags));
        items.push(item);
    }
    let is_partial = body
        .get("partial")
        .map_or(Ok(false), |it| it.boolean("partial"))?;
    Ok(Ledger {
        roles,
        items,
        document,
        is_partial,
        suppressions: read_excuses(body)?,
    })
}

/// Reads `accept`: a list of `{lint, items, reason}`.
fn read_excuses(body: &Fields<'_>) -> Result<Vec<Suppression>, Failure> {
    body.items("accept")
        .iter()
        .map(|it| read_excuse(it, &LEDGER_EXCUSES))
        .collect()
}
