//! The draft of a response report, as Markdown for its author to complete.
//!
//! What the ledger says is written out; metrics are bindings, so that their figures follow the data; what is
//! missing is a remark that says so.

use std::collections::BTreeSet;

use crate::item::{LedgerItem, group_items};
use crate::ledger::{self, Ledger, read_ledger};
use crate::words::{Wording, in_language};
use gongbao_content::{self as content, Fence};
use gongbao_diag::locale::{Lang, fill_placeholders, section_mark};
use gongbao_diag::{Code, Diagnostic, Diags, Place, list_names};
use gongbao_site::{Failure, Route, Scope, SiteInputs, World, in_world, page_scope};
use gongbao_source::{Fields, spelling_hint, yaml_at};

const TITLE: Wording = [
    "关于《{title}》研究处理情况的报告",
    "Report on the handling of “{title}”",
];
const UNTITLED: Wording = [
    "关于审议意见研究处理情况的报告",
    "Report on the handling of the review opinion",
];
const HEAD: Wording = [
    "本文由台账“{table}”生成骨架，请补充完整后删去本说明；标有“待补充”的地方，台账没有内容",
    "this skeleton was made from the ledger “{table}”; complete it and delete this remark. What is marked “to be added” is not in the ledger",
];
const MISSING: Wording = ["待补充：{what}", "to be added: {what}"];
const OVERALL: Wording = ["总体安排", "Overview"];
const ONE_BY_ONE: Wording = ["逐项办理情况", "Item by item"];
const ANNEX: Wording = ["附件清单", "Annexes"];
const BODIES: Wording = ["责任单位", "Responsible"];
const EXEMPT: Wording = ["引自台账", "quoted from the ledger"];

/// The skeleton of the report on what became of an opinion, out of a ledger that some page shows.
pub fn write_skeleton(inputs: &SiteInputs<'_>, name: &str, diags: &mut Diags) -> Option<String> {
    in_world(inputs, |world| write_named_skeleton(world, name, diags))
}

/// Writes the skeleton for a ledger that some page shows, the first one of them.
fn write_named_skeleton(world: &World<'_>, name: &str, diags: &mut Diags) -> Option<String> {
    let uses = ledger_fences(world.pages);
    let Some((page, fence, _)) = uses.iter().find(|it| it.2 == name) else {
        let known: BTreeSet<&str> = uses.iter().map(|it| it.2.as_str()).collect();
        diags.push(unknown_ledger(
            name,
            &known.into_iter().collect::<Vec<&str>>(),
        ));
        return None;
    };
    let scope = page_scope(world, page);
    // A page without an address of its own clashes with another one, which is an error of the site.
    let here = world.routes.files.get(page.file.as_ref())?;
    match write_fence_skeleton(&scope, here, fence, diags) {
        Ok(it) => Some(it),
        Err(Failure::Said(it)) => {
            diags.push(*it);
            None
        }
        Err(Failure::Silent) => None,
    }
}

/// The fences of all pages that show a table as a ledger, each with its page and the table.
fn ledger_fences(pages: &[content::Page]) -> Vec<(&content::Page, &Fence, String)> {
    let fences = pages.iter().flat_map(|page| {
        page.fences()
            .into_iter()
            .filter(|fence| matches!(fence.name.as_str(), "opinions" | "handling"))
            .map(move |fence| (page, fence))
    });
    // No skeleton is begun before all pages are bound without errors, so that settings which cannot be read
    // have been refused already.
    fences
        .filter_map(|(page, it)| Some((page, it, fence_table(page, it).unwrap_or(None)?)))
        .collect()
}

/// The table a fence shows, if its settings name one.
fn fence_table(page: &content::Page, it: &Fence) -> Result<Option<String>, Diagnostic> {
    let body = yaml_at(&page.file, &it.body, it.body_range.start)?;
    Fields::read(&body, "", &[], &mut Diags::new())?.string("table")
}

/// The complaint about a table no page shows as a ledger.
fn unknown_ledger(table: &str, known: &[&str]) -> Diagnostic {
    let complaint =
        Diagnostic::new(Code::NoLedger, Place::file(&"content".into())).with("name", table);
    complaint
        .with("hint", spelling_hint(table, known.iter().copied()))
        .with("known", list_names(known.iter().copied()))
}

/// Writes the skeleton.
///
/// # Errors
/// What is wrong with the embed's settings.
fn write_fence_skeleton(
    scope: &Scope<'_>,
    here: &Route,
    fence: &Fence,
    diags: &mut Diags,
) -> Result<String, Failure> {
    let body = yaml_at(&scope.file, &fence.body, fence.body_range.start)?;
    let keys: Vec<&str> = ledger::LEDGER_KEYS
        .into_iter()
        .chain(["title", "note", "level", "internal"])
        .collect();
    let fields = Fields::read(&body, &fence.name, &keys, diags)?;
    let ledger = read_ledger(scope, here, &fields, diags)?;
    Ok(skeleton_markdown(scope, &ledger))
}

fn skeleton_markdown(scope: &Scope<'_>, ledger: &Ledger<'_>) -> String {
    let lang = scope.lang;
    let document = ledger
        .document
        .as_ref()
        .map(|it| it.title.as_str())
        .filter(|it| !it.is_empty());
    let title = document.map_or_else(
        || in_language(lang, UNTITLED).to_owned(),
        |it| fill_placeholders(in_language(lang, TITLE), &[("title", it)]),
    );
    let table = &ledger.roles.table.name;
    let mut out = format!(
        "---\ntitle: {}\nlayout: report\nabout: [{table}]\n---\n\n",
        quote_yaml(&title)
    );
    out += &markdown_comment(&fill_placeholders(
        in_language(lang, HEAD),
        &[("table", &ledger.roles.table.title)],
    ));
    let head = |nth: usize, it| {
        format!(
            "## {}{}\n\n",
            section_mark(lang, 1, nth),
            in_language(lang, it)
        )
    };
    out += &(head(1, OVERALL) + &missing_remark(lang, OVERALL) + &head(2, ONE_BY_ONE));
    for (at, items) in group_items(&ledger.items).iter().enumerate() {
        out += &format!(
            "### {}{}\n\n",
            section_mark(lang, 2, at + 1),
            items[0].name(lang)
        );
        out.extend(items.iter().map(|it| item_section(scope, it)));
    }
    let annexes = list_annexes(ledger);
    out += &head(3, ANNEX);
    out += &if annexes.is_empty() {
        missing_remark(lang, ANNEX)
    } else {
        annexes
    };
    out
}

fn item_section(scope: &Scope<'_>, item: &LedgerItem) -> String {
    use crate::words::{NEXT, ORIGINAL, RESPONSE, RESULT, UNFINISHED};
    let lang = scope.lang;
    let due = item
        .due()
        .map(|it| it.text.as_str())
        .or_else(|| item.text("deadline"));
    let by: Vec<&str> = [item.text("lead"), item.text("support"), due]
        .into_iter()
        .flatten()
        .collect();
    let figures = item.linked.iter().map(|it| {
        let colon = in_language(lang, crate::words::COLON);
        format!("{}{colon}{{{{ {} }}}}", it.title, it.expression)
    });
    let figures: Vec<String> = figures.collect();
    let mut out = labelled_line(lang, ORIGINAL, item.text("text"));
    out += &labelled_line(lang, RESPONSE, item.text("measures"));
    out += &labelled_line(
        lang,
        BODIES,
        Some(by.join(in_language(lang, crate::words::SEMICOLON)).as_str())
            .filter(|it| !it.is_empty()),
    );
    let progress = item.text("progress").or(item.text("status"));
    out += &labelled_line(lang, RESULT, progress);
    if !figures.is_empty() {
        out += &format!(
            "{}\n\n",
            figures.join(in_language(lang, crate::words::SEMICOLON))
        );
    }
    let is_late = item.days_late(scope.world.config.as_of).is_some();
    let only = [
        (UNFINISHED, "reason", is_late),
        (NEXT, "next", !item.is_closed && !item.is_ongoing),
    ];
    let told = only
        .into_iter()
        .filter(|(_, role, is_due)| *is_due || item.text(role).is_some());
    out.extend(told.map(|(label, role, _)| labelled_line(lang, label, item.text(role))));
    out
}

/// A label with what the ledger says. It is a quotation: its numbers are those of the ledger.
fn labelled_line(lang: Lang, label: Wording, said: Option<&str>) -> String {
    let label_words = in_language(lang, label);
    let Some(said) = said else {
        return missing_remark(lang, label);
    };
    let counts = said
        .chars()
        .any(|it| it.is_numeric() || "一二三四五六七八九十百千万亿".contains(it));
    let quote = if counts {
        markdown_comment(&format!("exempt: {}", in_language(lang, EXEMPT)))
    } else {
        String::new()
    };
    format!(
        "{quote}**{label_words}**{}{}\n\n",
        in_language(lang, crate::words::COLON),
        escape_markdown(said)
    )
}

fn missing_remark(lang: Lang, what: Wording) -> String {
    markdown_comment(&fill_placeholders(
        in_language(lang, MISSING),
        &[("what", in_language(lang, what))],
    ))
}

fn markdown_comment(text: &str) -> String {
    format!("<!-- {} -->\n\n", text.replace("--", "——"))
}

fn list_annexes(ledger: &Ledger<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (title, _) in ledger.items.iter().flat_map(|it| &it.evidence) {
        let line = format!("- {}\n", escape_markdown(title));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.concat()
}

/// A text whose characters mean nothing in Markdown.
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text
        .split_whitespace()
        .collect::<Vec<&str>>()
        .join(" ")
        .chars()
    {
        if "\\`*_[]<>#|~{}".contains(it) {
            out.push('\\');
        }
        out.push(it);
    }
    out
}

/// A text as a scalar of YAML.
fn quote_yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
