//! What a page may refer to, and which rows its figures mean when the author leaves a dimension out.
//!
//! A dimension the author leaves out is taken from the page's `where`, then from the row a
//! data-driven page is made for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::embeds::Embeds;
use crate::expression::{Arg, Args};
use crate::failure::{Failure, bad_argument, internal_field_used};
use crate::localized_view::LocalizedView;
use crate::metric_table::MetricTable;
use crate::routes::Routes;
use gongbao_data::{Catalog, Entry, Selection, Table, TableWordings};
use gongbao_diag::locale::{Lang, LanguageTag, Text, Word, word};
use gongbao_diag::{Code, Diagnostic, Place, list_names};
use gongbao_metrics::{Metric, Metrics, Mismatch, Reading};
use gongbao_model::Value;
use gongbao_settings::Config;
use gongbao_source::{Sources, spelling_hint};

/// What every page may refer to.
#[derive(Debug)]
pub struct World<'a> {
    pub sources: &'a Sources,
    pub catalog: &'a Catalog,
    pub metrics: &'a Metrics,
    pub config: &'a Config,
    /// The embeds their fences may name.
    pub embeds: &'a Embeds,
    pub routes: &'a Routes,
    /// The pages as their authors wrote them.
    pub pages: &'a [gongbao_content::Page],
    /// The language they are written in, and what the members of tables are called in it.
    pub language_tag: &'a LanguageTag,
    pub words: &'a TableWordings,
}

impl<'a> World<'a> {
    /// The same world under the names of another language.
    pub fn speaking(&self, localized_view: &'a LocalizedView) -> World<'a> {
        World {
            catalog: &localized_view.catalog,
            metrics: &localized_view.metrics,
            config: &localized_view.config,
            language_tag: &localized_view.language_tag,
            words: &localized_view.words,
            ..*self
        }
    }
}

/// What one page refers to: its own file, dimensions, row and tables.
#[derive(Debug)]
pub struct Scope<'a> {
    pub world: &'a World<'a>,
    pub file: Arc<str>,
    pub lang: Lang,
    /// The page's `where`.
    pub given: BTreeMap<String, Arg>,
    /// The row a data-driven page is made for.
    pub row: Option<(&'a Table, usize)>,
    /// Tables made by the page's own queries.
    pub queries: Arc<BTreeMap<String, Entry>>,
}

impl<'a> Scope<'a> {
    /// A table of the page's own queries, or of the site.
    ///
    /// # Errors
    /// `data/unknown-table`; silence if the table is broken.
    pub fn table(&self, name: &str, place: &Place) -> Result<&Table, Failure> {
        let catalog = self.world.catalog;
        match self.queries.get(name).or_else(|| catalog.get(name)) {
            Some(Entry::Ready(table)) => Ok(table),
            Some(Entry::Broken) if catalog.is_redacted(name) => {
                Err(internal_field_used(name, place).into())
            }
            Some(Entry::Broken) => Err(Failure::Silent),
            None => {
                let known: BTreeSet<&str> = catalog
                    .names()
                    .chain(self.queries.keys().map(String::as_str))
                    .collect();
                let complaint =
                    Diagnostic::new(Code::UnknownTable, place.clone()).with("name", name);
                Err(complaint
                    .with("hint", spelling_hint(name, known.iter().copied()))
                    .with("known", list_names(known))
                    .into())
            }
        }
    }

    /// A metric and its table.
    ///
    /// # Errors
    /// `metric/unknown`; silence if its table is broken.
    pub fn metric(&self, id: &str, place: &Place) -> Result<(&'a Arc<Metric>, &Table), Failure> {
        let metrics = self.world.metrics;
        let Some(metric) = metrics.get(id) else {
            let known: Vec<&str> = metrics.all().iter().map(|it| it.id.as_str()).collect();
            if metrics.is_redacted(id) {
                return Err(internal_field_used(id, place).into());
            }
            if metrics.is_broken(id) {
                return Err(Failure::Silent);
            }
            let complaint = Diagnostic::new(Code::UnknownMetric, place.clone()).with("name", id);
            return Err(complaint
                .with("hint", spelling_hint(id, known.iter().copied()))
                .with("known", list_names(known))
                .into());
        };
        Ok((metric, self.table(&metric.table, place)?))
    }

    /// The column of a table.
    ///
    /// # Errors
    /// `data/unknown-column`.
    pub fn column(&self, table: &Table, name: &str, place: &Place) -> Result<usize, Failure> {
        table.column(name).ok_or_else(|| {
            if table.is_redacted(name) {
                return internal_field_used(name, place).into();
            }
            let known: Vec<&str> = table.fields.iter().map(|it| it.name.as_str()).collect();
            let complaint =
                Diagnostic::new(Code::UnknownColumn, place.clone()).with("table", &table.name);
            let complaint = complaint
                .with("name", name)
                .with("hint", spelling_hint(name, known.iter().copied()));
            complaint.with("known", list_names(known)).into()
        })
    }

    /// The field of the page's row.
    ///
    /// # Errors
    /// `figure/unknown-name` on a page that has no row, `data/unknown-column` on one that has.
    pub fn row_value(&self, field: &str, place: &Place) -> Result<(usize, Value), Failure> {
        let Some((table, row)) = self.row else {
            let complaint = Diagnostic::new(Code::UnknownName, place.clone())
                .with("name", format!("row.{field}"));
            return Err(complaint
                .with("hint", "")
                .with("known", self.metric_ids())
                .into());
        };
        let column = self.column(table, field, place)?;
        Ok((column, table.value(row, column)))
    }

    /// All metric ids, for messages.
    pub fn metric_ids(&self) -> String {
        list_names(self.world.metrics.all().iter().map(|it| it.id.as_str()))
    }

    /// The rows a metric's figure means: what is given, then the page's `where`, then the page's row.
    ///
    /// # Errors
    /// `figure/unknown-dimension` and whatever a word for time runs into.
    pub fn select(
        &self,
        metric: &Metric,
        table: &Table,
        given: &BTreeMap<String, Arg>,
        place: &Place,
    ) -> Result<Selection, Failure> {
        for name in given.keys() {
            if table.is_redacted(name) {
                return Err(internal_field_used(name, place).into());
            }
            if !metric.dimensions.contains(name) && table.column(name).is_none() {
                return Err(unknown_dimension(metric, name, place).into());
            }
        }
        let mut selection = Selection::default();
        let mut time_word = None;
        for name in given.keys().chain(
            metric
                .dimensions
                .iter()
                .filter(|it| !given.contains_key(*it)),
        ) {
            match self.dimension(name, given, place)? {
                None | Some(Arg::All) => {}
                Some(Arg::Values(values)) => selection = selection.with_any(name, values),
                Some(word @ (Arg::Latest | Arg::Previous)) => {
                    time_word = Some((name.clone(), word))
                }
                Some(Arg::Row(field)) => {
                    selection = selection.with(name, self.row_value(&field, place)?.1)
                }
            }
        }
        match time_word {
            None => Ok(selection),
            Some((name, word)) => {
                let of = MetricTable { metric, table };
                self.resolve_time(of, name, word, selection)
            }
        }
    }

    /// What is said about one dimension: by the author here, by the page, by the page's row.
    fn dimension(
        &self,
        name: &str,
        given: &BTreeMap<String, Arg>,
        place: &Place,
    ) -> Result<Option<Arg>, Failure> {
        if let Some(arg) = given.get(name).or_else(|| self.given.get(name)) {
            return Ok(Some(arg.clone()));
        }
        let Some((table, _)) = self.row else {
            return Ok(None);
        };
        if table.column(name).is_none() {
            return Ok(None);
        }
        let (_, value) = self.row_value(name, place)?;
        Ok((value != Value::Missing).then(|| Arg::Values(vec![value])))
    }

    /// `latest` and `previous` among the times of the rows otherwise selected.
    fn resolve_time(
        &self,
        MetricTable { metric, table }: MetricTable<'_>,
        name: String,
        arg: Arg,
        selection: Selection,
    ) -> Result<Selection, Failure> {
        let times = metric.times(table, &selection);
        let back = usize::from(arg == Arg::Previous);
        let like = |it: &&Value| times.last().is_some_and(|last| last.is_like(it));
        match (times.iter().rev().filter(like).nth(back), times.is_empty()) {
            (Some(time), _) => Ok(selection.with(name, time.clone())),
            // No row at all: without the time, the complaint names the dimension that is at fault.
            (None, true) => Ok(selection),
            (None, false) => Ok(selection.with(name, Value::Text("previous".to_owned()))),
        }
    }

    /// The arguments of a call by dimension: positional ones are the dimensions in order.
    ///
    /// # Errors
    /// `figure/bad-argument` if there are more than the metric has dimensions.
    pub fn by_dimension(
        &self,
        metric: &Metric,
        args: &Args,
        place: &Place,
    ) -> Result<BTreeMap<String, Arg>, Failure> {
        let mut given = BTreeMap::new();
        for (at, arg) in args.positional.iter().enumerate() {
            let Some(name) = metric.dimensions.get(at) else {
                let n = metric.dimensions.len();
                let wrong = Text::new(
                    format!("指标“{}”只有{n}个维度", metric.id),
                    format!("the metric `{}` has {n} dimensions", metric.id),
                );
                let help = Text::new("请写成 维度=值", "write dimension=value");
                return Err(bad_argument(place, wrong, help).into());
            };
            given.insert(name.clone(), arg.clone());
        }
        given.extend(args.named.iter().cloned());
        Ok(given)
    }
}

fn unknown_dimension(metric: &Metric, name: &str, place: &Place) -> Diagnostic {
    let known = metric.dimensions.iter().map(String::as_str);
    let complaint =
        Diagnostic::new(Code::UnknownDimension, place.clone()).with("metric", &metric.id);
    complaint
        .with("name", name)
        .with("hint", spelling_hint(name, known.clone()))
        .with("known", list_names(known))
}

/// Reads one value, turning a mismatch into a complaint that shows the candidates.
///
/// # Errors
/// `figure/no-row`, `figure/several-rows`, `figure/time-left-open`, `figure/unknown-dimension`.
pub(crate) fn read_single_value(
    metric: &Metric,
    table: &Table,
    selection: &Selection,
    place: &Place,
) -> Result<Reading, Failure> {
    metric
        .read(table, selection)
        .map_err(|it| mismatch_diagnostic(metric, selection, it, place).into())
}

fn mismatch_diagnostic(
    metric: &Metric,
    selection: &Selection,
    why: Mismatch,
    place: &Place,
) -> Diagnostic {
    let new = |code| Diagnostic::new(code, place.clone()).with("figure", &metric.id);
    match why {
        Mismatch::NoRow {
            dimension: _,
            wanted,
            candidates,
        } => {
            let complaint = new(Code::NoRow).with("selection", describe_selection(selection));
            let bare: Vec<&str> = candidates.iter().map(|it| it.trim_matches('"')).collect();
            let hint = spelling_hint(wanted.trim_matches('"'), bare);
            complaint
                .with("hint", hint)
                .with("candidates", shorten_list(&candidates))
        }
        Mismatch::Several { count, open } => {
            let open: Vec<String> = open
                .iter()
                .map(|(name, values)| format!("{name}={}", shorten_list(values)))
                .collect();
            let complaint = new(Code::SeveralRows)
                .with("count", count)
                .with("selection", describe_selection(selection));
            complaint.with("candidates", open.join("; "))
        }
        Mismatch::TimeOpen { time, candidates } => new(Code::TimeOpen)
            .with("time", time)
            .with("candidates", shorten_list(&candidates)),
        Mismatch::NotADimension { name } => unknown_dimension(metric, &name, place),
    }
}

/// A selection as an author would write it: `district=东湖区, year=2025`.
pub(crate) fn describe_selection(selection: &Selection) -> String {
    let one = |(column, values): (&str, &[Value])| {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        format!("{column}={}", values.join("|"))
    };
    selection
        .iter()
        .map(one)
        .collect::<Vec<String>>()
        .join(", ")
}

/// At most twelve of a list of names, with an ellipsis where some are left out.
fn shorten_list(names: &[String]) -> String {
    let mut text = names
        .iter()
        .take(12)
        .map(String::as_str)
        .collect::<Vec<&str>>()
        .join(", ");
    if names.len() > 12 {
        text.push_str(" …");
    }
    text
}

/// What stands for a value that is absent.
pub(crate) fn missing_text(lang: Lang) -> String {
    word(lang, Word::NoData).to_owned()
}

/// A place for complaints about a page that has no file of its own.
pub(crate) fn content_place() -> Place {
    Place::file(&std::sync::Arc::from("content"))
}
