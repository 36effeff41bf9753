//! Where every page stands: one address each, lower-case ASCII, none taken twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dimensions::read_dimensions;
use crate::expression::Arg;
use crate::failure::{Failure, internal_field_used};
use crate::link::Route;
use gongbao_content::{self as content, make_slug};
use gongbao_data::{Catalog, Entry, Selection, Table};
use gongbao_diag::locale::LanguageTag;
use gongbao_diag::{Code, Diagnostic, Diags, Place, list_names};
use gongbao_metrics::Metrics;
use gongbao_model::ColumnKind;
use gongbao_settings::Config;
use gongbao_source::spelling_hint;

/// Every address of the site, for looking one up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Routes {
    /// Pages by the author's file.
    pub files: BTreeMap<String, Route>,
    /// Data-driven pages by file and the row's value.
    pub rows: BTreeMap<(String, String), Route>,
    /// Metric pages by id.
    pub metrics: BTreeMap<String, Route>,
    /// Data pages by table.
    pub tables: BTreeMap<String, Route>,
    /// Pages of rows by any value that names exactly one of them: 东湖区 leads to its page.
    names: BTreeMap<String, Option<Route>>,
    /// The address of pages whatever their language, and the pages in a language by that address.
    keys: BTreeMap<Route, Route>,
    translated: BTreeMap<(Route, LanguageTag), Route>,
}

/// One page to be made: which of the author's pages, and for which row.
#[derive(Debug)]
pub(crate) struct PagePlan<'a> {
    pub page: &'a content::Page,
    pub row: Option<(&'a Table, usize)>,
    pub route: Route,
    /// Its address whatever its language.
    pub key: Route,
    pub language_tag: LanguageTag,
}

/// Gives every page an address. Clashes are diagnostics; the later page is left out.
pub(crate) fn plan_routes<'a>(
    pages: &'a [content::Page],
    catalog: &'a Catalog,
    metrics: &Metrics,
    config: &Config,
    diags: &mut Diags,
) -> (Vec<PagePlan<'a>>, Routes) {
    let mut routes = Routes::default();
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for metric in metrics.all() {
        routes.metrics.insert(
            metric.id.clone(),
            Route(format!("metrics/{}.html", metric.id)),
        );
    }
    for table in catalog.tables() {
        routes.tables.insert(
            table.name.clone(),
            Route(format!("data/{}.html", table_slug(&table.name))),
        );
    }
    let generated = routes.metrics.values().chain(routes.tables.values());
    taken.extend(generated.map(|it| (it.0.clone(), it.0.clone())));
    let mut plans = Vec::new();
    for page in pages {
        match plan_page(page, language_of(page, config), catalog) {
            Ok(found) => plans.extend(found),
            Err(Failure::Said(complaint)) => diags.push(*complaint),
            Err(Failure::Silent) => {}
        }
    }
    let own = LanguageTag::of(config.lang);
    plans
        .iter_mut()
        .filter(|it| it.language_tag != own)
        .for_each(PagePlan::in_its_language);
    plans.retain(|plan| claim_route(plan, &mut taken, diags));
    for plan in &plans {
        routes.note(plan);
    }
    for plan in &plans {
        routes.keys.insert(plan.route.clone(), plan.key.clone());
        routes.translated.insert(
            (plan.key.clone(), plan.language_tag.clone()),
            plan.route.clone(),
        );
    }
    let driven: Vec<&PagePlan<'_>> = plans
        .iter()
        .filter(|it| it.row.is_some() && it.language_tag == own)
        .collect();
    for table in catalog.tables() {
        let of_table: Vec<&&PagePlan<'_>> = driven
            .iter()
            .filter(|it| it.row.is_some_and(|row| row.0.name == table.name))
            .collect();
        if !of_table.is_empty() {
            routes.note_names(table, &of_table);
        }
    }
    (plans, routes)
}

impl Routes {
    fn note(&mut self, plan: &PagePlan<'_>) {
        let file = plan.page.file.to_string();
        match (&plan.page.front.each, plan.row) {
            (Some(each), Some((table, row))) => {
                #[expect(
                    clippy::expect_used,
                    reason = "a page is planned for the rows of a table that has the column"
                )]
                let column = table.column(&each.column).expect("a column of the table");
                let value = table.value(row, column).to_string();
                self.rows.insert((file, value), plan.route.clone());
            }
            (Some(_), None) | (None, _) => {
                self.files.insert(file, plan.route.clone());
            }
        }
    }

    /// Columns that never repeat a value name their rows; a value that names two pages names none.
    fn note_names(&mut self, table: &Table, plans: &[&&PagePlan<'_>]) {
        for (column, field) in table.fields.iter().enumerate() {
            let names =
                field.kind == ColumnKind::String && table.n_rows() > 1 && table.identifies(column);
            for plan in plans.iter().filter(|_| names) {
                let Some((_, row)) = plan.row else { continue };
                let name = table.value(row, column).to_string();
                let route = Some(plan.route.clone());
                self.names
                    .entry(name)
                    .and_modify(|it| *it = it.take().filter(|it| Some(it) == route.as_ref()))
                    .or_insert(route);
            }
        }
    }

    /// The page that says the same in a language; the page itself where there is none, or seen from its own
    /// translation, which may well point at what it was made from.
    pub fn in_language(&self, route: &Route, here: &Route, language_tag: &LanguageTag) -> Route {
        let Some(key) = self
            .keys
            .get(route)
            .filter(|it| self.keys.get(here) != Some(it))
        else {
            return route.clone();
        };
        self.translated
            .get(&(key.clone(), language_tag.clone()))
            .unwrap_or(route)
            .clone()
    }

    /// The page of the row that a value names.
    pub fn named(&self, value: &str) -> Option<&Route> {
        self.names.get(value)?.as_ref()
    }
}

/// A table's name as a file name: kept if it is plain ASCII already.
pub(crate) fn table_slug(name: &str) -> String {
    let plain = name
        .bytes()
        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || b"_-".contains(&it));
    if plain {
        name.to_owned()
    } else {
        make_slug(name)
    }
}

fn claim_route(
    plan: &PagePlan<'_>,
    taken: &mut BTreeMap<String, String>,
    diags: &mut Diags,
) -> bool {
    let key = plan.route.0.to_lowercase();
    let place = Place::file(&plan.page.file);
    if let Some(other) = taken.get(&key) {
        let complaint = Diagnostic::new(Code::DuplicateSlug, place).with("route", &plan.route.0);
        diags.push(complaint.with("other", other));
        return false;
    }
    taken.insert(key, plan.page.file.to_string());
    true
}

impl PagePlan<'_> {
    /// A page in another language than the site's stands beside the one it says the same as.
    fn in_its_language(&mut self) {
        let stem = self.key.0.strip_suffix(".html").unwrap_or(&self.key.0);
        self.route = Route(format!("{stem}.{}.html", self.language_tag.in_name()));
    }
}

fn plan_page<'a>(
    page: &'a content::Page,
    language_tag: LanguageTag,
    catalog: &'a Catalog,
) -> Result<Vec<PagePlan<'a>>, Failure> {
    let folder = route_folder(&page.file);
    let Some(each) = &page.front.each else {
        let name = if is_index(&page.file) {
            "index"
        } else {
            page.front.slug.as_str()
        };
        let route = Route(format!("{folder}{name}.html"));
        return Ok(vec![PagePlan {
            page,
            row: None,
            key: route.clone(),
            route,
            language_tag,
        }]);
    };
    let place = Place::text(&page.file, each.table.range.clone());
    let table = match catalog.get(&each.table.text) {
        Some(Entry::Ready(table)) => table,
        Some(Entry::Broken) if catalog.is_redacted(&each.table.text) => {
            return Err(internal_field_used(&each.table.text, &place).into());
        }
        Some(Entry::Broken) => return Err(Failure::Silent),
        None => {
            let complaint =
                Diagnostic::new(Code::UnknownTable, place).with("name", &each.table.text);
            let hint = spelling_hint(&each.table.text, catalog.names());
            return Err(complaint
                .with("hint", hint)
                .with("known", list_names(catalog.names()))
                .into());
        }
    };
    let Some(column) = table.column(&each.column) else {
        let known: Vec<&str> = table.fields.iter().map(|it| it.name.as_str()).collect();
        let complaint = Diagnostic::new(Code::UnknownColumn, Place::file(&page.file))
            .with("table", &table.name);
        let complaint = complaint
            .with("name", &each.column)
            .with("hint", spelling_hint(&each.column, known.iter().copied()));
        return Err(complaint.with("known", list_names(known)).into());
    };
    let mut selection = Selection::default();
    if let Some(node) = &each.selection {
        for (name, arg) in read_dimensions(node)? {
            if let Arg::Values(values) = arg {
                selection = selection.with_any(name, values);
            }
        }
    }
    let plan = |row: usize| {
        let value = table.value(row, column).to_string();
        let name = table_slug(&value);
        if name.is_empty() {
            return Err(Diagnostic::new(Code::BadSlug, table.place(row, column))
                .with("text", value)
                .into());
        }
        let route = Route(format!("{folder}{name}.html"));
        Ok(PagePlan {
            page,
            row: Some((table, row)),
            key: route.clone(),
            route,
            language_tag: language_tag.clone(),
        })
    };
    table.rows(&selection).into_iter().map(plan).collect()
}

/// Whether a file is its folder's page.
pub(crate) fn is_index(file: &str) -> bool {
    let name = file
        .rsplit('/')
        .next()
        .and_then(|it| it.strip_suffix(".md"));
    name.is_some_and(|it| LanguageTag::split(it).0 == "index")
}

/// The folder of a page's address, with `/` behind it unless it is the top.
fn route_folder(file: &Arc<str>) -> String {
    let inside = file.strip_prefix("content/").unwrap_or(file);
    let parts: Vec<&str> = inside.split('/').collect();
    parts[..parts.len() - 1]
        .iter()
        .map(|it| format!("{}/", table_slug(it)))
        .collect()
}

/// The language a file's page is written in.
pub(crate) fn language_of(page: &content::Page, config: &Config) -> LanguageTag {
    let own = LanguageTag::of(config.lang);
    page.front
        .language_tag
        .clone()
        .filter(|it| !it.is_same(&own))
        .unwrap_or(own)
}
