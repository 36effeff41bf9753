//! `opinions`: a ledger as the matrix opinion → response → progress → evidence → linked metric.

use std::iter;

use crate::check::check_ledger;
use crate::item::LedgerItem;
use crate::ledger::{self, Ledger, read_ledger};
use crate::phrases::{
    counted_phrase, join_lines, join_with_mark, linked_phrase, strong_phrase, text_phrase,
    with_name,
};
use crate::suppression::Suppression;
use crate::words::{
    ALL_ITEMS, ANSWERED_ITEMS, AS_OF, CLOSED_ITEMS, COLON, EVIDENCE, EXCUSED, EXCUSED_FOR,
    FULL_STOP, LATE, LEAD, LEDGER, LIMIT, LINKED, OPINION, OVERDUE_ITEMS, PROGRESS, REASON,
    RESPONSE, SEMICOLON, SUPPORT, TARGET, VERIFIED, Wording, in_language,
};
use gongbao_diag::locale::{Word, date_text, fill_placeholders, word};
use gongbao_model::prose::{Align, Block, HandTable, Inline, Phrase};
use gongbao_site::{
    Embed, EmbedCall, Exhibit, Failure, Link, NamedMetric, PendingLink, Scope, Target,
};
use gongbao_source::Fields;

/// The `opinions` embed.
#[derive(Debug)]
pub(crate) struct OpinionsEmbed;

impl Embed for OpinionsEmbed {
    fn name(&self) -> &'static str {
        "opinions"
    }

    fn keys(&self) -> &'static [&'static str] {
        &["title", "note"]
    }

    fn depends_on_other_pages(&self) -> bool {
        true
    }

    fn more_keys(&self) -> Vec<&'static str> {
        ledger::LEDGER_KEYS.to_vec()
    }

    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
        let ledger = read_ledger(call.scope, call.here, body, &mut call.found.diags)?;
        check_ledger(call.scope, &ledger, &mut call.found.diags);
        note_uses(call, &ledger);
        let mut blocks = Vec::new();
        if let Some(node) = body.get("title") {
            blocks.push(Block::Paragraph(vec![Inline::Strong(
                call.phrase(node, "title")?,
            )]));
        }
        blocks.push(Block::Paragraph(opinions_summary(call.scope, &ledger)));
        blocks.push(Block::Table(opinions_matrix(call.scope, &ledger)));
        blocks.extend(
            ledger
                .suppressions
                .iter()
                .map(|it| excuse_block(call.scope, &ledger, it)),
        );
        if let Some(node) = body.get("note") {
            blocks.push(Block::Paragraph(call.phrase(node, "note")?));
        }
        blocks.push(Block::Paragraph(ledger_source(call.scope, &ledger)));
        Ok(Exhibit::Blocks(blocks))
    }
}

/// Notes which tables and figures the page shows, and which anchors it refers to.
pub(crate) fn note_uses(call: &mut EmbedCall<'_, '_>, ledger: &Ledger<'_>) {
    call.shows(ledger.roles.table);
    for item in &ledger.items {
        for it in &item.linked {
            call.found.tables.insert(it.table.clone());
            call.found.n_figures += 1;
        }
        let place = ledger.roles.place(item.row, &["link", "evidence"]);
        let pending = item.evidence.iter().filter_map(|(_, link)| match link {
            Some(Link::Page {
                route,
                fragment: Some(fragment),
            }) => Some(PendingLink {
                place: place.clone(),
                route: route.clone(),
                fragment: fragment.clone(),
            }),
            _ => None,
        });
        call.found.pending.extend(pending);
    }
}

/// How many entries there are, and how they stand.
pub(crate) fn opinions_summary(scope: &Scope<'_>, ledger: &Ledger<'_>) -> Phrase<Target> {
    let as_of = scope.world.config.as_of;
    let rows = |keep: &dyn Fn(&LedgerItem) -> bool| -> Vec<usize> {
        ledger
            .items
            .iter()
            .filter(|it| keep(it))
            .map(|it| it.row)
            .collect()
    };
    let is_answered = |it: &LedgerItem| it.text("measures").is_some();
    // Where nobody says how items stand, none of them may be called open.
    let has = |role: &str| ledger.items.iter().any(|it| it.text(role).is_some());
    let parts: [(bool, Wording, &str, Vec<usize>); 4] = [
        (true, ALL_ITEMS, "items", rows(&|_| true)),
        (
            has("measures"),
            ANSWERED_ITEMS,
            "answered",
            rows(&is_answered),
        ),
        (
            has("status"),
            CLOSED_ITEMS,
            "closed",
            rows(&|it| it.is_closed),
        ),
        (
            has("deadline") && as_of.is_some(),
            OVERDUE_ITEMS,
            "overdue",
            rows(&|it| it.days_late(as_of).is_some()),
        ),
    ];
    let told = parts.iter().filter(|it| it.0);
    let count = |(_, wording, aspect, rows): &(bool, Wording, &str, Vec<usize>)| {
        counted_phrase(scope, *wording, ledger.roles.table, aspect, rows)
    };
    let mut phrase: Phrase<Target> = told.flat_map(count).collect();
    let is_dated = parts.iter().filter(|it| it.0).count() > 1;
    // A single count is of no day, and neither is any without an as-of date.
    let date = as_of.filter(|_| is_dated).map_or_else(String::new, |it| {
        fill_placeholders(
            in_language(scope.lang, AS_OF),
            &[("date", &date_text(scope.lang, it))],
        )
    });
    phrase.extend(text_phrase(date + in_language(scope.lang, FULL_STOP)));
    phrase
}

fn opinions_matrix(scope: &Scope<'_>, ledger: &Ledger<'_>) -> HandTable<Target> {
    type Write = fn(&Scope<'_>, &Ledger<'_>, &LedgerItem) -> Phrase<Target>;
    let columns: [(Wording, &[&str], Write); 5] = [
        (OPINION, &["item"], opinion_cell),
        (
            RESPONSE,
            &["measures", "lead", "support", "deadline"],
            response_cell,
        ),
        (PROGRESS, &["status", "progress", "reason"], progress_cell),
        (EVIDENCE, &["evidence", "link", "verified"], evidence_cell),
        (LINKED, &["metric"], metrics_cell),
    ];
    let is_told = |roles: &[&str]| roles.iter().any(|it| ledger.roles.get(it).is_some());
    let columns: Vec<_> = columns.into_iter().filter(|it| is_told(it.1)).collect();
    let cell = |write: Write, item: &LedgerItem| {
        let phrase = write(scope, ledger, item);
        if phrase.is_empty() {
            text_phrase(word(scope.lang, Word::Unstated))
        } else {
            phrase
        }
    };
    HandTable {
        align: columns.iter().map(|_| Align::Left).collect(),
        head: columns
            .iter()
            .map(|it| text_phrase(in_language(scope.lang, it.0)))
            .collect(),
        rows: ledger
            .items
            .iter()
            .map(|item| columns.iter().map(|it| cell(it.2, item)).collect())
            .collect(),
    }
}

/// The item's name, which leads to it in the opinion, and its text.
fn opinion_cell(scope: &Scope<'_>, ledger: &Ledger<'_>, item: &LedgerItem) -> Phrase<Target> {
    let name = vec![Inline::Strong(linked_phrase(
        item.name(scope.lang),
        opinion_link(ledger, item).as_ref(),
    ))];
    // Below the name of a row without words stands an empty line.
    join_lines([name, text_phrase(item.text("text").unwrap_or(""))])
}

/// Where the opinion has an item.
pub(crate) fn opinion_link(ledger: &Ledger<'_>, item: &LedgerItem) -> Option<Link> {
    let document = ledger.document.as_ref()?;
    Some(Link::Page {
        route: document.route.clone(),
        fragment: item.anchor.clone(),
    })
}

fn response_cell(scope: &Scope<'_>, ledger: &Ledger<'_>, item: &LedgerItem) -> Phrase<Target> {
    join_lines(
        item.text("measures")
            .map(text_phrase)
            .into_iter()
            .chain(responsible_bodies(scope, ledger, item)),
    )
}

/// Who is responsible, and by when.
pub(crate) fn responsible_bodies(
    scope: &Scope<'_>,
    ledger: &Ledger<'_>,
    item: &LedgerItem,
) -> [Phrase<Target>; 3] {
    let named = |label: Option<&str>, wording: Wording, it: Option<&str>| match (it, label) {
        (None, _) => Phrase::new(),
        (Some(it), Some(label)) => {
            text_phrase(format!("{label}{}{it}", in_language(scope.lang, COLON)))
        }
        (Some(it), None) => with_name(scope.lang, wording, it),
    };
    // What the table calls a body is what it is: one responsible need not be one that leads.
    let title = |role: &str| {
        let field = &ledger.roles.table.fields[ledger.roles.get(role)?];
        (field.title != field.name).then_some(field.title.as_str())
    };
    let due = item
        .due()
        .map(|it| it.text.as_str())
        .or_else(|| item.text("deadline"));
    let (lead, support) = (item.text("lead"), item.text("support"));
    [
        named(title("lead"), LEAD, lead),
        named(title("support"), SUPPORT, support),
        named(None, LIMIT, due),
    ]
}

fn progress_cell(scope: &Scope<'_>, _: &Ledger<'_>, item: &LedgerItem) -> Phrase<Target> {
    let status = item.text("status").map(strong_phrase);
    let days = item.days_late(scope.world.config.as_of);
    let late = days.map(|it| {
        strong_phrase(fill_placeholders(
            in_language(scope.lang, LATE),
            &[("n", &it.to_string())],
        ))
    });
    let reason = item
        .text("reason")
        .map(|it| with_name(scope.lang, REASON, it));
    let state = join_with_mark(scope.lang, status.into_iter().chain(late), SEMICOLON);
    let told = [item.text("progress").map(text_phrase), reason];
    join_lines(iter::once(state).chain(told.into_iter().flatten()))
}

fn evidence_cell(scope: &Scope<'_>, _: &Ledger<'_>, item: &LedgerItem) -> Phrase<Target> {
    let verified = item
        .text("verified")
        .map(|it| with_name(scope.lang, VERIFIED, it));
    let found = item
        .evidence
        .iter()
        .map(|(title, link)| linked_phrase(title, link.as_ref()));
    join_lines(found.chain(verified))
}

fn metrics_cell(scope: &Scope<'_>, _: &Ledger<'_>, item: &LedgerItem) -> Phrase<Target> {
    join_lines(
        item.linked
            .iter()
            .map(|it| metric_phrase(scope, it, Inline::Break)),
    )
}

/// A metric with its value, its target and how far that is reached.
pub(crate) fn metric_phrase(
    scope: &Scope<'_>,
    it: &NamedMetric,
    gap: Inline<Target>,
) -> Phrase<Target> {
    let lang = scope.lang;
    let mut phrase = text_phrase(format!("{}{}", it.named(lang), in_language(lang, COLON)));
    phrase.push(Inline::Figure(it.figure.clone()));
    let Some((target, status)) = &it.target else {
        return phrase;
    };
    let words = fill_placeholders(in_language(lang, TARGET), &[("target", target)]);
    let (before, after) = words.split_once("{status}").unwrap_or((&words, ""));
    phrase.push(gap);
    phrase.extend(text_phrase(before));
    phrase.push(Inline::Figure(status.clone()));
    phrase.extend(text_phrase(after));
    phrase.retain(|it| !it.is_empty_text());
    phrase
}

/// Readers are told what the author lets pass, and why.
fn excuse_block(scope: &Scope<'_>, ledger: &Ledger<'_>, it: &Suppression) -> Block<Target> {
    let lang = scope.lang;
    let meant = |item: &&LedgerItem| it.items.contains(&item.number);
    let mut names: Vec<String> = ledger
        .items
        .iter()
        .filter(meant)
        .map(|it| it.name(lang))
        .collect();
    names.dedup();
    let wording = if names.is_empty() {
        EXCUSED
    } else {
        EXCUSED_FOR
    };
    let values = [
        ("items", names.join(word(lang, Word::Separator))),
        ("reason", it.reason.clone()),
    ];
    let values = values.each_ref().map(|(name, it)| (*name, it.as_str()));
    Block::Paragraph(text_phrase(fill_placeholders(
        in_language(lang, wording),
        &values,
    )))
}

/// The ledger itself, and whether it is made up.
pub(crate) fn ledger_source(scope: &Scope<'_>, ledger: &Ledger<'_>) -> Phrase<Target> {
    let table = ledger.roles.table;
    let to = scope.world.routes.tables.get(&table.name);
    let to = to.map(|it| Link::Page {
        route: it.clone(),
        fragment: None,
    });
    let mut phrase = text_phrase(in_language(scope.lang, LEDGER));
    phrase.extend(linked_phrase(&table.title, to.as_ref()));
    if table.sample {
        let sample = word(scope.lang, Word::Sample);
        phrase.extend(text_phrase(format!(
            "{}{sample}",
            in_language(scope.lang, SEMICOLON)
        )));
    }
    phrase.extend(text_phrase(in_language(scope.lang, FULL_STOP)));
    phrase
}
