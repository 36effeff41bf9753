//! `data/revisions.yaml`: why published figures were changed.
//!
//! An entry names the edition it revises (`since`), so that an old reason never excuses a new
//! change. It has to stay, because readers of later editions want to know.

use std::collections::BTreeMap;

use crate::figure_key::FigureKey;
use gongbao_diag::locale::{Date, Lang, Text, Word, parse_date, word};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::{Fields, Sources, YamlNode, parse_yaml, spelling_hint};

/// The file of the revisions.
pub(super) const REVISIONS_FILE: &str = "data/revisions.yaml";
const REVISION_KEYS: [&str; 8] = [
    "since", "metric", "table", "column", "where", "kind", "date", "reason",
];

/// Why some published figures were changed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Revision {
    /// The edition whose figures are revised.
    pub since: String,
    /// The metric or table; nothing for all.
    pub name: Option<String>,
    /// The column, of a table.
    pub column: Option<String>,
    /// What the figures must be of.
    pub wanted: Vec<(String, Vec<String>)>,
    pub kind: RevisionKind,
    pub date: Date,
    pub reason: String,
    pub place: Place,
}

/// The ways a published figure may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevisionKind {
    /// What was published was provisional, as it said.
    Final,
    /// What was published was wrong.
    Correction,
    /// It is counted or defined otherwise now.
    Method,
}

impl RevisionKind {
    const ALL: [(RevisionKind, &'static str); 3] = [
        (RevisionKind::Final, "final"),
        (RevisionKind::Correction, "correction"),
        (RevisionKind::Method, "method"),
    ];

    /// In words, for readers.
    pub fn words(self, lang: Lang) -> &'static str {
        let it = match self {
            RevisionKind::Final => Word::RevisionFinal,
            RevisionKind::Correction => Word::RevisionCorrection,
            RevisionKind::Method => Word::RevisionMethod,
        };
        word(lang, it)
    }
}

impl Revision {
    /// Whether it speaks of a figure of the edition it names.
    pub(super) fn explains(&self, subject: &FigureKey) -> bool {
        let is_named = self.name.as_ref().is_none_or(|it| *it == subject.name);
        let is_column = self.column.as_ref().is_none_or(|it| *it == subject.aspect);
        let is_wanted = |(column, values): &(String, Vec<String>)| {
            // A change from one year to another is of both.
            subject.of.get(column).is_some_and(|found| {
                found
                    .split('→')
                    .any(|it| values.iter().any(|wanted| wanted == it))
            })
        };
        is_named && is_column && self.wanted.iter().all(is_wanted)
    }
}

/// Reads the revisions; each wrong one is a complaint, the others still count. `editions` are those there are.
pub(super) fn read_revisions(
    sources: &Sources,
    editions: &[&str],
    diags: &mut Diags,
) -> Vec<Revision> {
    let Some(file) = sources.get(REVISIONS_FILE) else {
        return Vec::new();
    };
    let Some(node) = diags.keep(parse_yaml(&file.path, file.str())) else {
        return Vec::new();
    };
    let mut revisions = Vec::new();
    for item in node.items() {
        let read = read_revision(item, editions, diags);
        revisions.extend(diags.keep(read));
    }
    revisions
}

fn read_revision(
    item: &YamlNode,
    editions: &[&str],
    diags: &mut Diags,
) -> Result<Revision, Diagnostic> {
    let fields = Fields::read(item, "revision", &REVISION_KEYS, diags)?;
    let since = fields.need("since", "since: 2025-初版")?;
    let name = since.string("since")?;
    if !editions.contains(&name.as_str()) {
        return Err(unknown_edition(since.place(), &name, editions));
    }
    let kind = fields.need("kind", "kind: correction")?;
    let date = fields.need("date", "date: 2026-03-01")?;
    let reason = fields.need("reason", "reason: …")?.string("reason")?;
    let (metric, table) = (fields.string("metric")?, fields.string("table")?);
    Ok(Revision {
        since: name,
        name: metric.or(table),
        column: fields.string("column")?,
        wanted: fields
            .get("where")
            .map_or_else(|| Ok(Vec::new()), read_where)?,
        kind: parse_kind(kind)?,
        date: parse_date(&date.string("date")?).ok_or_else(|| {
            date.refuse(
                "date",
                Text::new("形如 2026-03-01 的日期", "a date such as 2026-03-01"),
            )
        })?,
        reason,
        place: item.place(),
    })
}

/// A complaint about an edition nobody recorded.
pub fn unknown_edition(place: Place, name: &str, editions: &[&str]) -> Diagnostic {
    let hint = spelling_hint(name, editions.iter().copied());
    let known = if editions.is_empty() {
        Text::new("无", "none")
    } else {
        Text::from(editions.join(", "))
    };
    Diagnostic::new(Code::UnknownEdition, place)
        .with("name", name)
        .with("hint", hint)
        .with("known", known)
}

fn parse_kind(node: &YamlNode) -> Result<RevisionKind, Diagnostic> {
    let text = node.string("kind")?;
    let found = RevisionKind::ALL.iter().find(|(_, name)| *name == text);
    found
        .map(|(kind, _)| *kind)
        .ok_or_else(|| node.refuse("kind", Text::from("final / correction / method")))
}

fn read_where(node: &YamlNode) -> Result<Vec<(String, Vec<String>)>, Diagnostic> {
    let pairs = node.pairs("where")?;
    pairs
        .iter()
        .map(|(column, values)| Ok((column.string("where")?, values.strings("where")?)))
        .collect()
}

/// An entry to paste for some figures: what they have in common.
pub(super) fn propose_revision(since: &str, what: &str, subjects: &[&FigureKey]) -> String {
    let Some((first, rest)) = subjects.split_first() else {
        return String::new();
    };
    let shared: BTreeMap<&String, &String> = first
        .of
        .iter()
        .filter(|it| rest.iter().all(|other| other.of.get(it.0) == Some(it.1)))
        .collect();
    let plain = |it: &str| it.split('→').next_back().unwrap_or(it).to_owned();
    let pairs: Vec<String> = shared
        .iter()
        .map(|(column, value)| format!("{column}: {}", plain(value)))
        .collect();
    let wanted = if pairs.is_empty() {
        String::new()
    } else {
        format!(", where: {{{}}}", pairs.join(", "))
    };
    format!(
        "- {{since: {since}, {what}: {}{wanted}, kind: correction, date: …, reason: …}}",
        first.name
    )
}
