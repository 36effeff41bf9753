//! `handling`: the government's report on what became of an opinion (研究处理情况), item by item, out of the ledger.

use crate::check::check_ledger;
use crate::item::{LedgerItem, group_items};
use crate::ledger::{self, Ledger, read_ledger};
use crate::opinions::{
    ledger_source, metric_phrase, note_uses, opinion_link, opinions_summary, responsible_bodies,
};
use crate::phrases::{join_with_mark, labelled_paragraph, linked_phrase, text_phrase};
use crate::words::{
    ANNEX, BODIES, COLON, COMMA, NEXT, ORIGINAL, RESPONSE, RESULT, SEMICOLON, UNFINISHED, Wording,
    in_language,
};
use gongbao_diag::locale::{Word, word};
use gongbao_model::prose::{Block, Heading, Inline, ListItem, Phrase};
use gongbao_site::{Embed, EmbedCall, Exhibit, Failure, Scope, Target, match_word};
use gongbao_source::Fields;

/// The `handling` embed.
#[derive(Debug)]
pub(crate) struct HandlingEmbed;

impl Embed for HandlingEmbed {
    fn name(&self) -> &'static str {
        "handling"
    }

    fn keys(&self) -> &'static [&'static str] {
        &["level"]
    }

    fn depends_on_other_pages(&self) -> bool {
        true
    }

    fn more_keys(&self) -> Vec<&'static str> {
        ledger::LEDGER_KEYS.to_vec()
    }

    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
        let levels = [("2", 2), ("3", 3), ("4", 4)];
        let level = body
            .get("level")
            .map_or(Ok(3), |it| match_word(it, "level", &levels))?;
        let ledger = read_ledger(call.scope, call.here, body, &mut call.found.diags)?;
        check_ledger(call.scope, &ledger, &mut call.found.diags);
        note_uses(call, &ledger);
        let mut blocks = vec![Block::Paragraph(opinions_summary(call.scope, &ledger))];
        for items in group_items(&ledger.items) {
            let id = format!(
                "{}-{}-{}",
                call.default_id,
                items[0].section.prefix(),
                items[0].number.replace('.', "-")
            );
            blocks.push(Block::Heading(Heading {
                level,
                id,
                text: text_phrase(items[0].name(call.scope.lang)),
            }));
            blocks.extend(
                items
                    .iter()
                    .flat_map(|it| item_blocks(call.scope, &ledger, it)),
            );
        }
        let id = format!("{}-annex", call.default_id);
        blocks.extend(evidence_annex(
            call.scope,
            &ledger,
            Heading {
                level,
                id,
                text: text_phrase(in_language(call.scope.lang, ANNEX)),
            },
        ));
        blocks.push(Block::Paragraph(ledger_source(call.scope, &ledger)));
        Ok(Exhibit::Blocks(blocks))
    }
}

/// What is reported of one row; what nobody has said is said to be not stated.
fn item_blocks(scope: &Scope<'_>, ledger: &Ledger<'_>, item: &LedgerItem) -> Vec<Block<Target>> {
    let lang = scope.lang;
    let unless_empty = |it: Phrase<Target>| {
        if it.is_empty() {
            text_phrase(word(lang, Word::Unstated))
        } else {
            it
        }
    };
    let said = |role: &str| {
        item.text(role)
            .map_or_else(|| text_phrase(word(lang, Word::Unstated)), text_phrase)
    };
    // A row without words still leads to its item.
    let quoted = linked_phrase(
        item.text("text").unwrap_or(""),
        opinion_link(ledger, item).as_ref(),
    );
    let mut blocks = vec![
        labelled_paragraph(lang, ORIGINAL, quoted),
        labelled_paragraph(lang, RESPONSE, said("measures")),
    ];
    let by = join_with_mark(lang, responsible_bodies(scope, ledger, item), SEMICOLON);
    if !by.is_empty() {
        blocks.push(labelled_paragraph(lang, BODIES, by));
    }
    let figures = item.linked.iter().map(|it| {
        metric_phrase(
            scope,
            it,
            Inline::generated(in_language(lang, COMMA).to_owned()),
        )
    });
    let result = [
        item.text("status").map(text_phrase),
        item.text("progress").map(text_phrase),
    ]
    .into_iter()
    .flatten();
    blocks.push(labelled_paragraph(
        lang,
        RESULT,
        unless_empty(join_with_mark(lang, result.chain(figures), SEMICOLON)),
    ));
    let is_late = item.days_late(scope.world.config.as_of).is_some();
    let only: [(Wording, &str, bool); 2] = [
        (UNFINISHED, "reason", is_late),
        (NEXT, "next", !item.is_closed && !item.is_ongoing),
    ];
    let told = only
        .iter()
        .filter(|(_, role, is_due)| *is_due || item.text(role).is_some());
    blocks.extend(told.map(|(label, role, _)| labelled_paragraph(lang, *label, said(role))));
    blocks
}

/// The evidence of all items, each once.
fn evidence_annex(
    scope: &Scope<'_>,
    ledger: &Ledger<'_>,
    heading: Heading<Target>,
) -> Vec<Block<Target>> {
    let lang = scope.lang;
    let line = |item: &LedgerItem, (title, link): &(String, Option<gongbao_site::Link>)| {
        let mut phrase = text_phrase(format!("{}{}", item.name(lang), in_language(lang, COLON)));
        phrase.extend(linked_phrase(title, link.as_ref()));
        phrase
    };
    let mut lines: Vec<Phrase<Target>> = Vec::new();
    for (item, it) in ledger
        .items
        .iter()
        .flat_map(|item| item.evidence.iter().map(move |it| (item, it)))
    {
        let line = line(item, it);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let point = |it: Phrase<Target>| ListItem {
        task: None,
        blocks: vec![Block::Paragraph(it)],
    };
    vec![
        Block::Heading(heading),
        Block::List {
            start: Some(1),
            items: lines.into_iter().map(point).collect(),
        },
    ]
}
