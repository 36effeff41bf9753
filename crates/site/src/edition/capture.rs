//! The figures of a site as they stand now.

use std::collections::BTreeMap;

use crate::capture_base::CaptureBase;
use crate::edition::{Edition, PublishedFigure, TableHash};
use crate::figure_key::{FigureKey, identifying_columns};
use crate::lineage::{FigureUse, SeenFigure, collect_uses, members_text};
use crate::naming::figure_key;
use crate::page::Page;
use gongbao_data::{Entry, Table};
use gongbao_diag::Place;
use gongbao_diag::locale::{Lang, Word, date_text, fill_placeholders, word};
use gongbao_metrics::{Metric, MetricTarget};
use gongbao_settings::Config;

/// Records the figures of a site, page after page. Pages that nobody wrote repeat what others say.
#[derive(Debug)]
pub struct FigureRecorder<'a> {
    namer: FigureNamer<'a>,
    lang: Lang,
    edition: Edition,
}

impl<'a> FigureRecorder<'a> {
    /// Begins an edition of a site.
    pub fn new(config: &Config, base: CaptureBase<'a>) -> FigureRecorder<'a> {
        FigureRecorder {
            namer: FigureNamer::new(base),
            lang: config.lang,
            edition: Edition {
                as_of: config.as_of,
                tables: hash_tables(base),
                ..Edition::default()
            },
        }
    }

    /// Takes the figures of a page.
    pub fn add(&mut self, page: &Page) {
        if !is_written(page) {
            return;
        }
        for found in collect_uses(page) {
            let named = found
                .figures
                .iter()
                .filter_map(|it| self.namer.named(self.lang, page, &found, it));
            let named: Vec<(FigureKey, PublishedFigure)> = named.collect();
            for (subject, figure) in named {
                let subject = told_apart(&self.edition, subject, &figure);
                add_place(self.edition.figures.entry(subject).or_default(), figure);
            }
        }
    }

    /// The edition under a name.
    pub fn finish(self, name: &str) -> Edition {
        let mut edition = self.edition;
        for metric in self.namer.base.metrics.all() {
            edition.figures.extend(target_figures(self.lang, metric));
        }
        Edition {
            name: name.to_owned(),
            ..edition
        }
    }
}

/// Figures of one name that differ are told apart by a number, in reading order.
#[expect(clippy::expect_used, reason = "an edition has only so many figures")]
fn told_apart(edition: &Edition, subject: FigureKey, figure: &PublishedFigure) -> FigureKey {
    let numbered = |nth: usize| FigureKey {
        nth,
        ..subject.clone()
    };
    let is_free = |it: &FigureKey| {
        edition
            .figures
            .get(it)
            .is_none_or(|known| known.is_same(figure))
    };
    (0..)
        .map(numbered)
        .find(is_free)
        .expect("some number is free, for an edition has only so many figures")
}

/// A figure of a page, and where the author wrote it.
#[derive(Clone, Debug)]
pub(super) struct PageFigure {
    pub subject: FigureKey,
    pub figure: PublishedFigure,
    pub place: Place,
}

/// The figures of a page in reading order.
pub(super) fn page_figures(namer: &FigureNamer<'_>, lang: Lang, page: &Page) -> Vec<PageFigure> {
    let mut figures = Vec::new();
    for found in collect_uses(page) {
        let named = found
            .figures
            .iter()
            .filter_map(|it| namer.named(lang, page, &found, it));
        figures.extend(named.map(|(subject, figure)| PageFigure {
            subject,
            figure,
            place: use_place(page, &found),
        }));
    }
    figures
}

/// Whether somebody wrote a page, as opposed to the pages every metric and table has.
pub(super) fn is_written(page: &Page) -> bool {
    page.metric.is_none() && page.table.is_none() && !page.is_translation
}

fn use_place(page: &Page, found: &FigureUse<'_>) -> Place {
    found
        .place
        .cloned()
        .unwrap_or_else(|| Place::file(&page.file))
}

fn add_place(known: &mut PublishedFigure, figure: PublishedFigure) {
    if known.places.is_empty() {
        *known = figure;
        return;
    }
    for place in figure.places {
        if !known.places.contains(&place) {
            known.places.push(place);
        }
    }
}

/// Names figures; what identifies the rows of each table is found out once.
#[derive(Debug)]
pub(super) struct FigureNamer<'a> {
    base: CaptureBase<'a>,
    keys: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> FigureNamer<'a> {
    /// A namer for the figures of a site.
    pub(super) fn new(base: CaptureBase<'a>) -> FigureNamer<'a> {
        FigureNamer {
            base,
            keys: base
                .catalog
                .tables()
                .map(|it| (it.name.as_str(), identifying_columns(it)))
                .collect(),
        }
    }

    /// What figures are read from.
    pub(super) fn base(&self) -> CaptureBase<'a> {
        self.base
    }

    /// Whether a name is that of a metric.
    pub(super) fn is_metric(&self, name: &str) -> bool {
        self.base.metrics.get(name).is_some()
    }

    /// What a figure of a page is.
    pub(super) fn subject(&self, page: &Page, seen: &SeenFigure<'_>) -> Option<FigureKey> {
        let metric = seen
            .metric
            .and_then(|it| self.base.metrics.get(it))
            .map(AsRef::as_ref);
        let table = seen.origins.first().and_then(|it| self.table(&it.table));
        let table = table.map(|it| {
            (
                it,
                self.keys
                    .get(it.name.as_str())
                    .map_or(&[][..], Vec::as_slice),
            )
        });
        figure_key(seen, metric, table, &page.route.0)
    }

    fn named(
        &self,
        lang: Lang,
        page: &Page,
        found: &FigureUse<'_>,
        seen: &SeenFigure<'_>,
    ) -> Option<(FigureKey, PublishedFigure)> {
        Some((
            self.subject(page, seen)?,
            self.figure(lang, page, found, seen),
        ))
    }

    fn table(&self, name: &str) -> Option<&'a Table> {
        match self.base.catalog.get(name) {
            Some(Entry::Ready(table)) => Some(table),
            Some(Entry::Broken) | None => None,
        }
    }

    fn figure(
        &self,
        lang: Lang,
        page: &Page,
        found: &FigureUse<'_>,
        seen: &SeenFigure<'_>,
    ) -> PublishedFigure {
        // A promise is read from no table, and words outside of exhibits have no anchor.
        let table = seen
            .origins
            .first()
            .map_or_else(String::new, |it| it.table.clone());
        let anchor = found.anchor.map_or_else(String::new, |it| format!("#{it}"));
        PublishedFigure {
            title: self.title(lang, seen),
            value: seen.value.clone(),
            state: seen.state.clone(),
            text: seen.written(),
            table,
            places: vec![format!("{}{anchor}", page.route.0)],
        }
    }

    /// What a figure is, in words: 派出所警力占比（铁西区，2025年）.
    fn title(&self, lang: Lang, seen: &SeenFigure<'_>) -> String {
        let of = |title: &str, about: &str| {
            let values = [("title", title), ("members", about)];
            if about.is_empty() {
                title.to_owned()
            } else {
                fill_placeholders(word(lang, Word::FigureOf), &values)
            }
        };
        let column = seen
            .cell
            .map(|it| it.grid.columns[it.column].label.as_str());
        let metric = seen.metric.and_then(|it| self.base.metrics.get(it));
        let table = seen.origins.first().and_then(|it| self.table(&it.table));
        match (metric, table) {
            (Some(metric), Some(table)) => of(
                &metric.title,
                &members_text(lang, metric, table, seen.origins),
            ),
            (None, _) | (_, None) => {
                let row = seen.cell.map(|it| it.grid.rows[it.row][0].text.clone());
                let row = row.or_else(|| {
                    seen.key
                        .map(|it| it.of.values().cloned().collect::<Vec<_>>().join("、"))
                });
                let column = column.or_else(|| seen.key.map(|it| it.aspect.as_str()));
                let name = table.map_or(seen.origins.first().map_or("", |it| &it.table), |it| {
                    &it.title
                });
                // What is neither a cell nor has a subject of its own is named after its table alone.
                of(
                    &format!("{name}·{}", column.unwrap_or("")),
                    row.as_deref().unwrap_or(""),
                )
            }
        }
    }
}

/// The targets of a metric: what was promised must not change in silence either.
pub(super) fn target_figures(
    lang: Lang,
    metric: &Metric,
) -> impl Iterator<Item = (FigureKey, PublishedFigure)> {
    metric.targets.iter().enumerate().map(move |(at, target)| {
        let aspect = if at == 0 {
            "target".to_owned()
        } else {
            format!("target#{}", at + 1)
        };
        let text = target_promise(lang, metric, target);
        let title = format!(
            "{}{}{}",
            metric.title,
            word(lang, Word::Separator),
            word(lang, Word::Target)
        );
        let table = metric.table.clone();
        let figure = PublishedFigure {
            title,
            value: text.clone(),
            text,
            table,
            ..PublishedFigure::default()
        };
        (FigureKey::of(&metric.id, &aspect, BTreeMap::new()), figure)
    })
}

/// A target with its deadline and scope: 40%以上，2025年底前.
fn target_promise(lang: Lang, metric: &Metric, target: &MetricTarget) -> String {
    let unit = match &metric.unit {
        gongbao_metrics::MetricUnit::Fixed(unit) => unit.as_str(),
        gongbao_metrics::MetricUnit::Column(_) => "",
    };
    let mut parts = vec![target.words(lang, &metric.number(unit))];
    parts.extend(
        target
            .by
            .map(|it| fill_placeholders(word(lang, Word::By), &[("date", &date_text(lang, it))])),
    );
    parts.extend(target.scope.iter().map(|(column, values)| {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        format!("{column}={}", values.join("/"))
    }));
    parts.join(word(lang, Word::Comma))
}

/// Every table of the site with the hash of its file.
fn hash_tables(base: CaptureBase<'_>) -> Vec<TableHash> {
    let table = |it: &Table| {
        // A table that is derived from others has no file of data.
        let hash = base
            .sources
            .get(&it.file)
            .map_or_else(String::new, |it| it.hash.clone());
        TableHash {
            name: it.name.clone(),
            file: it.file.to_string(),
            hash,
        }
    };
    base.catalog.tables().map(table).collect()
}
