//! Which figure stands where, and which rows it was read from: the other direction of binding.
//!
//! [`Lineage`] is what pages link by; [`trace`] answers for one metric or table. It reads bound pages and
//! changes nothing. Start at [`gather`].
//!
//! A value of a metric is told apart by the rows it was read from, so its anchor on the metric's
//! page is made of them and survives a rewording. Only the first rows of a table stand on its page,
//! and beyond them the rows that figures need. The page of a metric lists a limited number of
//! values, those of the text first. Figures beyond lead to the row itself.

mod trace;
mod used_in;
mod walk;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::nav_item::NavItem;
use crate::page::Page;
use gongbao_data::Catalog;
use gongbao_diag::locale::Lang;
use gongbao_metrics::Metrics;
use gongbao_model::Origin;

pub use trace::{Found, Node, Subject, Trace, TracedFigure, TracedUse, trace};
pub use used_in::{UseKind, UsePlace, UsedIn};
pub use walk::{CellAt, Seen, Use, shown, walk};
pub use words::{background, cited_sources, explain, members};

/// How many values a metric's page lists; figures beyond lead to the rows themselves.
const MOST_VALUES: usize = 400;
/// How many uses of a metric in one page are listed.
const MOST_USES: usize = 12;
/// How many rows a table's page shows for the sake of figures, beyond those it begins with.
const MOST_CITED: usize = 800;

/// Where figures lead to.
#[derive(Debug, Default)]
pub struct Lineage {
    /// For each metric the values that stand on its page.
    values: BTreeMap<String, Vec<Value>>,
    /// For each metric the place of a value in its list.
    found: BTreeMap<String, BTreeMap<Vec<Origin>, usize>>,
    /// For each table the single rows that figures were read from.
    cited: BTreeMap<String, BTreeSet<usize>>,
    /// For each metric the pages that show it.
    uses: BTreeMap<String, Vec<UsedIn>>,
}

/// A value of a metric that some page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its anchor on the metric's page.
    pub anchor: String,
    /// As a page shows it.
    pub text: String,
    /// The raw value as a machine writes it.
    pub raw: String,
    /// The members it is of: 铁西区，2025年.
    pub about: String,
    pub origins: Vec<Origin>,
}

impl Lineage {
    /// The values of a metric that pages show.
    pub fn values(&self, metric: &str) -> &[Value] {
        self.values.get(metric).map_or(&[], Vec::as_slice)
    }

    /// The anchor of a value on its metric's page.
    pub fn anchor(&self, metric: &str, origins: &[Origin]) -> Option<&str> {
        let at = self.found.get(metric)?.get(origins)?;
        self.values(metric).get(*at).map(|it| it.anchor.as_str())
    }

    /// The rows of a table that single figures were read from.
    pub fn cited(&self, table: &str) -> impl Iterator<Item = usize> {
        self.cited.get(table).into_iter().flatten().copied()
    }

    /// Whether a row has its place on its table's page for the sake of a figure.
    pub fn is_cited(&self, table: &str, row: usize) -> bool {
        self.cited.get(table).is_some_and(|it| it.contains(&row))
    }

    /// The pages that show a metric.
    pub fn uses(&self, metric: &str) -> &[UsedIn] {
        self.uses.get(metric).map_or(&[], Vec::as_slice)
    }
}

/// The anchor of a row on its table's page, numbered as a spreadsheet numbers it (the header is 1).
pub fn row_anchor(row: usize) -> String {
    format!("r{}", row + 2)
}

/// What is known so far of a value.
#[derive(Default)]
struct Draft {
    text: String,
    raw: String,
    /// Whether it stands in a text; those are listed first if there are too many.
    is_written: bool,
}

type Drafts = BTreeMap<String, BTreeMap<Vec<Origin>, Draft>>;

/// Gathers the figures of all pages that somebody wrote. `n_shown` is how many rows a table's page begins with.
pub fn gather<'a>(
    pages: impl Iterator<Item = &'a Page>,
    (catalog, metrics): (&Catalog, &Metrics),
    lang: Lang,
    n_shown: usize,
) -> Lineage {
    let mut drafts = Drafts::new();
    let mut lineage = Lineage::default();
    let mut files: BTreeSet<(String, &str)> = BTreeSet::new();
    for page in pages.filter(|it| it.metric.is_none() && it.table.is_none()) {
        let uses = walk(page);
        for (it, seen) in uses
            .iter()
            .flat_map(|it| it.figures.iter().map(move |seen| (it, seen)))
        {
            lineage.cite(seen.origins, n_shown);
            note(&mut drafts, seen, it.kind);
        }
        for (metric, places) in places(&uses) {
            let is_first = files.insert((metric.to_owned(), &page.file));
            let used = used_in(page, if is_first { places } else { Vec::new() });
            lineage
                .uses
                .entry(metric.to_owned())
                .or_default()
                .push(used);
        }
    }
    for (id, drafts) in drafts {
        let metric = metrics.get(&id);
        let table = metric.and_then(|it| catalog.tables().find(|table| table.name == it.table));
        let about = |origins: &[Origin]| match (metric, table) {
            (Some(metric), Some(table)) => members(lang, metric, table, origins),
            // Words of a table name no members of a metric.
            _ => String::new(),
        };
        let values: Vec<Value> = listed(drafts, about);
        let found = values
            .iter()
            .enumerate()
            .map(|(at, it)| (it.origins.clone(), at))
            .collect();
        lineage.found.insert(id.clone(), found);
        lineage.values.insert(id, values);
    }
    lineage
}

/// Where a page shows each metric, in reading order.
fn places<'a>(uses: &'a [Use<'_>]) -> BTreeMap<&'a str, Vec<UsePlace>> {
    let mut places: BTreeMap<&str, Vec<UsePlace>> = BTreeMap::new();
    for it in uses {
        let metrics: BTreeSet<&str> = it.figures.iter().filter_map(|it| it.metric).collect();
        for metric in metrics {
            let place = UsePlace {
                kind: it.kind,
                text: it.text.clone(),
                anchor: it.anchor.map(str::to_owned),
            };
            places.entry(metric).or_default().push(place);
        }
    }
    places
}

fn used_in(page: &Page, mut places: Vec<UsePlace>) -> UsedIn {
    let left_out = places.len().saturating_sub(MOST_USES);
    places.truncate(MOST_USES);
    UsedIn {
        page: NavItem {
            title: page.title_text.clone(),
            route: page.route.clone(),
        },
        places,
        left_out,
    }
}

impl Lineage {
    fn cite(&mut self, origins: &[Origin], n_shown: usize) {
        for origin in origins {
            let [row] = origin.rows.as_slice() else {
                continue;
            };
            if *row < n_shown {
                continue;
            }
            let rows = self.cited.entry(origin.table.clone()).or_default();
            if rows.len() < MOST_CITED {
                rows.insert(*row);
            }
        }
    }
}

fn note(drafts: &mut Drafts, seen: &Seen<'_>, kind: UseKind) {
    let is_gap = seen.cell.is_some() && seen.value.is_empty();
    let Some(metric) = seen.metric.filter(|_| !seen.origins.is_empty() && !is_gap) else {
        return;
    };
    let of_metric = drafts.entry(metric.to_owned()).or_default();
    // Long lists of rows are copied once a value, not once a figure.
    if !of_metric.contains_key(seen.origins) {
        of_metric.insert(seen.origins.to_vec(), Draft::default());
    }
    let Some(draft) = of_metric.get_mut(seen.origins) else {
        return;
    };
    let is_written = !matches!(kind, UseKind::Chart | UseKind::Table);
    // A figure in a text is written out; a status or a gap is no value.
    let says_more = draft.raw.is_empty() || (is_written && !draft.is_written);
    if draft.text.is_empty() || (seen.is_value && says_more) {
        draft.text = seen.written();
        draft.raw.clone_from(&seen.value);
    }
    draft.is_written |= is_written && seen.is_value;
}

fn listed(drafts: BTreeMap<Vec<Origin>, Draft>, about: impl Fn(&[Origin]) -> String) -> Vec<Value> {
    let mut room = MOST_VALUES.saturating_sub(drafts.values().filter(|it| it.is_written).count());
    let mut values = Vec::new();
    for (origins, draft) in drafts {
        if !draft.is_written && room == 0 {
            continue;
        }
        room -= usize::from(!draft.is_written);
        values.push(Value {
            anchor: anchor(&origins),
            text: draft.text,
            raw: draft.raw,
            about: about(&origins),
            origins,
        });
    }
    values
}

/// An anchor that says which rows: `r5`, `r2-61`; those that are no range have a mark of their own.
fn anchor(origins: &[Origin]) -> String {
    let one = |it: &Origin| {
        let (Some(first), Some(last)) = (it.rows.first(), it.rows.last()) else {
            return "r0".to_owned();
        };
        let range = format!("{}-{}", row_anchor(*first), last + 2);
        match it.rows.len() {
            1 => row_anchor(*first),
            n if n == last - first + 1 => range,
            _ => {
                let text: String = it.rows.iter().map(|row| format!("{row},")).collect();
                let mark: String = Sha256::digest(text)
                    .iter()
                    .take(4)
                    .map(|it| format!("{it:02x}"))
                    .collect();
                format!("{range}-{mark}")
            }
        }
    };
    origins.iter().map(one).collect::<Vec<String>>().join("_")
}

#[cfg(test)]
mod tests {
    use crate::lineage::anchor;
    use gongbao_model::Origin;

    fn check(rows: &[usize], expected: &str) {
        assert_eq!(
            anchor(&[Origin {
                table: "t".to_owned(),
                rows: rows.to_vec()
            }]),
            expected
        );
    }

    #[test]
    fn anchors_say_which_rows() {
        check(&[3], "r5");
        check(&[0, 1, 2], "r2-4");
        check(&[], "r0");
        check(&[0, 2], "r2-4-f2f7d240");
    }
}
