//! The opinion a ledger answers: a page of the site, its items with their anchors and places.
//!
//! `World` holds the pages as their authors wrote them, because an embed has to know the headings
//! of another page before anything of it is bound.

use std::collections::BTreeSet;

use crate::item::LedgerItem;
use crate::roles::Roles;
use gongbao_content::{
    self as content, FIGURE_STAND_IN, OpinionItem, OpinionSection, Page, PassageKind, RawLink,
    collect_passages, opinion_items,
};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place, list_names};
use gongbao_model::prose::{Block, plain_text};
use gongbao_site::{Failure, Link, Route, Scope, resolve_link};
use gongbao_source::{YamlNode, spelling_hint};

/// An opinion that is a page of the site.
#[derive(Debug)]
pub(crate) struct OpinionDocument {
    pub route: Route,
    pub title: String,
    /// Its items, each where it is written.
    pub items: Vec<(OpinionItem, Place)>,
    /// Every anchor of a heading, with the part of the opinion the heading opens.
    anchors: Vec<(String, Option<OpinionSection>)>,
}

/// The opinion that `of` names, or the page itself if it is one.
///
/// # Errors
/// `link/broken` if there is no such page, `setting/bad-value` if it is none of the author's pages.
pub(crate) fn find_document(
    scope: &Scope<'_>,
    here: &Route,
    node: Option<&YamlNode>,
) -> Result<Option<OpinionDocument>, Failure> {
    let pages = scope.world.pages;
    let Some(node) = node else {
        let is_opinion = |it: &&Page| {
            it.front
                .layout
                .as_ref()
                .is_some_and(|it| it.text == content::OPINION)
        };
        let page = pages
            .iter()
            .find(|it| it.file == scope.file)
            .filter(is_opinion);
        return Ok(page.map(|it| read_document(it, here.clone())));
    };
    let raw = RawLink {
        destination: node.string("of")?,
        range: node.range.clone(),
    };
    let routes = &scope.world.routes.files;
    let page = match resolve_link(scope, here, &raw)? {
        Link::Page { route, .. } => pages
            .iter()
            .find(|it| routes.get(it.file.as_ref()) == Some(&route))
            .map(|it| (it, route)),
        Link::File { .. } | Link::External { .. } => None,
    };
    let expected = Text::new(
        "一个页面文件，例如 ../documents/opinion.md",
        "a page's file, such as ../documents/opinion.md",
    );
    let (page, route) = page.ok_or_else(|| node.refuse("of", expected))?;
    Ok(Some(read_document(page, route)))
}

fn read_document(page: &Page, route: Route) -> OpinionDocument {
    let headings: Vec<_> = collect_passages(page)
        .into_iter()
        .filter(|it| matches!(it.part, PassageKind::Heading(_)))
        .collect();
    let place = |text: &str| {
        let found = headings
            .iter()
            .find(|it| !text.is_empty() && it.text.trim() == text.trim());
        let range = found.map(|it| it.range(0..it.text.len()));
        range.map_or_else(|| Place::file(&page.file), |it| Place::text(&page.file, it))
    };
    let anchored = |block: &Block<content::Raw>| match block {
        Block::Heading(it) => {
            let text = plain_text(&it.text, &|_| FIGURE_STAND_IN.to_string());
            Some((it.id.clone(), text))
        }
        _ => None,
    };
    let named: Vec<(String, String)> = page.blocks.iter().filter_map(anchored).collect();
    // A point counted out in a paragraph is looked for below its heading; one below none is placed in the file.
    let heading = |it: &OpinionItem| match it.text.as_str() {
        "" => named
            .iter()
            .find(|(id, _)| *id == it.anchor)
            .map_or_else(String::new, |(_, text)| text.clone()),
        text => text.to_owned(),
    };
    OpinionDocument {
        route,
        title: plain_text(&page.front.title, &|_| String::new()),
        items: opinion_items(&page.blocks)
            .into_iter()
            .map(|it| (it.clone(), place(&heading(&it))))
            .collect(),
        anchors: named
            .into_iter()
            .map(|(id, text)| (id, OpinionSection::of(&text)))
            .collect(),
    }
}

impl OpinionDocument {
    /// The anchor of the item that a row answers; the part of the opinion for a point without one of its own.
    pub(crate) fn anchor(
        &self,
        item: &LedgerItem,
        roles: &Roles<'_>,
        diags: &mut Diags,
    ) -> Option<String> {
        let known: BTreeSet<&str> = self.anchors.iter().map(|it| it.0.as_str()).collect();
        let wanted = item
            .text("anchor")
            .map(|it| it.trim_start_matches('#').to_owned());
        if let Some(anchor) = wanted.as_ref().filter(|it| known.contains(it.as_str())) {
            return Some(anchor.clone());
        }
        let of_section = || self.items.iter().filter(|it| it.0.section == item.section);
        let same = of_section().find(|it| it.0.path == item.path);
        if let (Some((found, _)), None) = (same, &wanted) {
            return Some(found.anchor.clone()).filter(|it| !it.is_empty());
        }
        if wanted.is_none() && of_section().next().is_none() {
            return self
                .anchors
                .iter()
                .find(|it| it.1 == Some(item.section))
                .map(|it| it.0.clone());
        }
        let fragment = wanted.unwrap_or_else(|| {
            format!(
                "{}-{}",
                item.section.prefix(),
                item.number.replace('.', "-")
            )
        });
        let place = roles.place(item.row, &["anchor", "item"]);
        let complaint = Diagnostic::new(Code::BrokenFragment, place).with("page", &self.route.0);
        let hint = spelling_hint(&fragment, known.iter().copied());
        let complaint = complaint.with("fragment", fragment).with("hint", hint);
        diags.push(complaint.with("known", list_names(known.iter().copied())));
        None
    }

    /// The items no row answers, of the parts of the opinion that the ledger follows up at all.
    pub(crate) fn left_out<'d>(
        &'d self,
        items: &'d [LedgerItem],
    ) -> impl Iterator<Item = &'d (OpinionItem, Place)> {
        let follows = |section: OpinionSection| items.iter().any(|it| it.section == section);
        let answers = |item: &LedgerItem, it: &OpinionItem| {
            let related = item.path.starts_with(&it.path) || it.path.starts_with(&item.path);
            let is_same = item.section == it.section && !item.path.is_empty() && related;
            is_same || item.anchor.as_ref() == Some(&it.anchor) && !it.text.is_empty()
        };
        self.items.iter().filter(move |(it, _)| {
            let is_asked =
                it.section == OpinionSection::Suggestion && !follows(OpinionSection::Problem);
            let counts = is_asked || it.section != OpinionSection::View && follows(it.section);
            counts && !items.iter().any(|item| answers(item, it))
        })
    }
}
