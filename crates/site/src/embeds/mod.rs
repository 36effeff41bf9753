//! Embeds: fenced blocks that show data. Each lowers into the few exhibits every output can write.
//!
//! An embed is one file and one line in the list of its crate: here [`EMBEDS`]. The program puts the lists together
//! as [`Embeds`].

mod channels;
mod chart;
mod geojson;
mod ground;
mod lint;
mod more;
mod query;
mod series;
mod status;
mod switch;
mod table;
mod table_chart;
mod tiles;

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::bind::{self, Found};
use crate::expression::Arg;
use crate::scope::{Failure, Scope, dimensions};
use crate::{Exhibit, Route, Target};
use gongbao_content::{self as content, Fence};
use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{Lang, Text, Word, date_text, fill, word};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::Value;
use gongbao_model::prose::Phrase;
use gongbao_settings::Audience;
use gongbao_source::{Fields, Node, hint, yaml_at};

pub use chart::{Sort, Spec, metric_chart};
pub use more::More;
pub use query::make as make_query;
pub use status::{Line, line as line_for, worst_words};
pub use table::{metric_grid, row_links, signed};
pub use table_chart::{TableChart, draw_table};

/// The embeds of every site, whatever it is about.
pub const EMBEDS: &[&dyn Embed] = &[
    &chart::ChartEmbed,
    &table::TableEmbed,
    &tiles::TilesEmbed,
    &status::StatusEmbed,
    &query::QueryEmbed,
];

/// The embeds that an author can write.
#[derive(Clone, Debug)]
pub struct Embeds(Vec<&'static dyn Embed>);

impl Embeds {
    /// The embeds of some lists, one list a crate.
    pub fn of(lists: &[&[&'static dyn Embed]]) -> Embeds {
        Embeds(lists.concat())
    }

    /// The names that make a fence an embed, in the order of the lists.
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|it| it.name()).collect()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'static dyn Embed> {
        self.0.iter().copied().find(|it| it.name() == name)
    }
}

/// A kind of embed.
pub trait Embed: Debug + Sync {
    /// The first word of its fence.
    fn name(&self) -> &'static str;
    /// The keys of its body.
    fn keys(&self) -> &'static [&'static str];
    /// Keys it takes besides, which others declare.
    fn more_keys(&self) -> Vec<&'static str> {
        Vec::new()
    }
    /// Whether it shows what other pages say, so that it may be another one though its own page is the same.
    fn looks_around(&self) -> bool {
        false
    }
    /// Binds it.
    ///
    /// # Errors
    /// Whatever stops this embed; others go on.
    fn bind(&self, call: &mut Call<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure>;
}

/// One use of an embed in a page.
#[derive(Debug)]
pub struct Call<'s, 'a> {
    pub scope: &'s Scope<'a>,
    pub here: &'s Route,
    pub fence: &'s Fence,
    /// The anchor it gets unless the author gives one.
    pub default_id: String,
    pub found: &'s mut Found,
}

/// Binds a fence whose name is that of an embed.
///
/// # Errors
/// Whatever stops this embed.
pub fn bind(mut call: Call<'_, '_>) -> Result<Exhibit, Failure> {
    let fence = call.fence;
    let embeds = call.scope.world.embeds;
    let Some(embed) = embeds.get(&fence.name) else {
        let names = embeds.names();
        let complaint = Diagnostic::new(Code::UnknownEmbed, call.place()).with("name", &fence.name);
        return Err(complaint
            .with("hint", hint(&fence.name, names.iter().copied()))
            .with("known", names.join(", "))
            .into());
    };
    if embed.keys().is_empty() {
        return Ok(Exhibit::Blocks(Vec::new()));
    }
    let body = yaml_at(&call.scope.file, &fence.body, fence.body_range.start)?;
    let mut diags = Diags::new();
    let keys: Vec<&str> = embed
        .keys()
        .iter()
        .copied()
        .chain(embed.more_keys())
        .chain(["internal"])
        .collect();
    let fields = Fields::read(&body, embed.name(), &keys, &mut diags)?;
    call.found.diags.append(diags);
    let is_internal = fields
        .get("internal")
        .map_or(Ok(false), |it| it.boolean("internal"))?;
    if is_internal && call.scope.world.config.audience == Audience::Public {
        return Ok(Exhibit::Blocks(Vec::new()));
    }
    embed.bind(&mut call, &fields)
}

impl Call<'_, '_> {
    /// Where the fence begins.
    pub fn place(&self) -> Place {
        Place::text(&self.scope.file, self.fence.info_range.clone())
    }

    /// The anchor: the author's `id`, or the default one.
    ///
    /// # Errors
    /// `page/bad-slug` if the author's is not a slug.
    pub fn id(&self, body: &Fields<'_>) -> Result<String, Failure> {
        let Some(node) = body.get("id") else {
            return Ok(self.default_id.clone());
        };
        let id = node.string("id")?;
        if id.is_empty() || id != content::slug(&id) {
            return Err(Diagnostic::new(Code::BadSlug, node.place())
                .with("text", id)
                .into());
        }
        Ok(id)
    }

    /// A line of text with figures in it.
    ///
    /// # Errors
    /// `content/unclosed-expression`.
    pub fn phrase(&mut self, node: &Node, key: &str) -> Result<Phrase<Target>, Failure> {
        let raw = content::phrase(&node.file, &node.string(key)?, node.range.start)?;
        Ok(bind::phrase(self.scope, self.here, &raw, self.found))
    }

    /// The same as plain text; nothing if the key is absent.
    ///
    /// # Errors
    /// As [`Call::phrase`].
    pub fn text(&mut self, body: &Fields<'_>, key: &str) -> Result<Option<String>, Failure> {
        let Some(node) = body.get(key) else {
            return Ok(None);
        };
        Ok(Some(bind::text(&self.phrase(node, key)?)))
    }

    /// The dimensions under `where`.
    ///
    /// # Errors
    /// `setting/bad-value`.
    pub fn given(&self, body: &Fields<'_>) -> Result<BTreeMap<String, Arg>, Failure> {
        body.get("where")
            .map_or_else(|| Ok(BTreeMap::new()), dimensions)
    }

    /// Notes that the page shows a table, and says whether its data are made up.
    pub fn shows(&mut self, table: &Table) -> bool {
        self.found.tables.insert(table.name.clone());
        self.found.tables.extend(table.reads.iter().cloned());
        table.sample
    }
}

/// One of a few words under a key.
///
/// # Errors
/// `setting/bad-value` that lists the words.
pub fn one_of<T: Copy>(node: &Node, key: &str, words: &[(&str, T)]) -> Result<T, Failure> {
    let text = node.key_text();
    let found = words
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, it)| *it);
    found.ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
        node.refuse(key, Text::from(known.join(" | "))).into()
    })
}

/// The rows of a table that given values select; columns are checked.
///
/// # Errors
/// `data/unknown-column`.
pub fn table_rows(
    scope: &Scope<'_>,
    table: &Table,
    given: &BTreeMap<String, Arg>,
    place: &Place,
) -> Result<Vec<usize>, Failure> {
    let mut selection = Selection::default();
    for (name, arg) in given {
        let column = scope.column(table, name, place)?;
        match arg {
            Arg::Values(values) => selection = selection.with_any(name, values.clone()),
            Arg::Row(field) => selection = selection.with(name, scope.row_value(field, place)?.1),
            Arg::All => {}
            Arg::Latest | Arg::Previous => {
                let back = usize::from(*arg == Arg::Previous);
                selection = selection.with(name, nth_latest(table, column, back));
            }
        }
    }
    Ok(table.rows(&selection))
}

/// The latest value of a column, or the one `back` steps before it.
fn nth_latest(table: &Table, column: usize, back: usize) -> Value {
    let mut values = table.members(column);
    values.sort_by(Value::order);
    let like = |it: &&Value| values.last().is_some_and(|last| last.is_like(it));
    values
        .iter()
        .rev()
        .filter(like)
        .nth(back)
        .cloned()
        .unwrap_or(Value::Missing)
}

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
    parts.extend(retrieved.map(|it| fill(word(lang, Word::RetrievedOn), &[("date", &it)])));
    parts.join(word(lang, Word::Comma))
}

/// A time as the reader sees it: 2025年.
pub fn time_text(lang: Lang, time: &Value) -> String {
    match time {
        Value::Year(year) => {
            gongbao_diag::locale::fill(word(lang, Word::YearText), &[("year", &year.to_string())])
        }
        Value::Date(date) => gongbao_diag::locale::date_text(lang, *date),
        Value::Period(period) => period.text(lang),
        Value::Missing
        | Value::Text(_)
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_) => time.to_string(),
    }
}
