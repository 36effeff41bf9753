//! The title and the summary of a page that somebody wrote, bound before any text.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bind::bind_head;
use crate::binding_notes::BindingNotes;
use crate::dimensions::read_dimensions;
use crate::discovery;
use crate::embeds::make_query_tables;
use crate::exhibit::phrase_text;
use crate::expression::Arg;
use crate::failure::keep_result;
use crate::layout::Layout;
use crate::link::Route;
use crate::page::PageHead;
use crate::references::find_references;
use crate::routes::{PagePlan, is_index};
use crate::scope::{Scope, World};
use crate::{packet, release};
use gongbao_content as content;
use gongbao_data::Entry;
use gongbao_diag::locale::{Text, parse_date};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::spelling_hint;

/// The title and the summary of a page, and what they refer to.
#[derive(Clone, Debug)]
pub(crate) struct WrittenHead {
    pub head: PageHead,
    /// What was found on the way; its complaints are passed on at once.
    pub found: BindingNotes,
    /// The page's `where`.
    pub given: BTreeMap<String, Arg>,
    /// Tables made by the page's own queries.
    pub queries: Arc<BTreeMap<String, Entry>>,
}

/// Binds the title and the summary of a page.
pub(crate) fn bind_written_head(
    world: &World<'_>,
    plan: &PagePlan<'_>,
    is_translation: bool,
) -> WrittenHead {
    let mut found = BindingNotes::default();
    let page = plan.page;
    let queries = Arc::new(make_query_tables(page, world.catalog, &mut found.diags));
    let given = page
        .front
        .selection
        .as_ref()
        .map_or_else(|| Ok(BTreeMap::new()), read_dimensions);
    // A selection that cannot be read has been complained of; the rest of the page is still judged, without it.
    let given: BTreeMap<String, Arg> = keep_result(given, &mut found.diags)
        .into_iter()
        .flatten()
        .collect();
    let lang = world.config.lang;
    let scope = Scope {
        world,
        file: page.file.clone(),
        lang,
        given: given.clone(),
        row: plan.row,
        queries: queries.clone(),
    };
    let words = bind_head(&scope, &plan.route, page, &mut found);
    let front = &page.front;
    let title = phrase_text(&words.title);
    let layout = page_layout(page, &plan.key, &mut found.diags);
    let usual = world.config.documents.formats.as_slice();
    let head = PageHead {
        layout,
        is_translation,
        paper: packet::resolve_paper(page, layout, world.routes, usual, &mut found.diags),
        release: release::page_release(page, world.config, lang, &mut found.diags),
        title: words.title,
        summary: words.summary,
        date: front.date.as_deref().and_then(parse_date),
        issuer: front.issuer.clone(),
        doc_no: front.doc_no.clone(),
        session: front.session.clone(),
        order: front.order.unwrap_or(1000.0),
        topics: discovery::topics::topics_of_page(&scope, front),
        references: find_references(page, world.metrics, world.catalog),
        language_tag: plan.language_tag.clone(),
        key: plan.key.clone(),
        ..PageHead::generated(plan.route.clone(), page.file.clone(), lang, &title)
    };
    WrittenHead {
        head,
        found,
        given,
        queries,
    }
}

fn page_layout(page: &content::Page, key: &Route, diags: &mut Diags) -> Layout {
    let Some(named) = &page.front.layout else {
        return match (is_index(&page.file), key.0.as_str()) {
            (true, "index.html") => Layout::Home,
            (true, _) => Layout::Section,
            (false, _) => Layout::Report,
        };
    };
    let found = Layout::ALL.iter().find(|it| it.name() == named.text);
    found.copied().unwrap_or_else(|| {
        let known: Vec<&str> = Layout::ALL.iter().map(|it| it.name()).collect();
        let place = Place::text(&page.file, named.range.clone());
        let complaint = Diagnostic::new(Code::BadSetting, place)
            .with("key", "layout")
            .with("text", &named.text);
        let hint = spelling_hint(&named.text, known.iter().copied());
        let known = known.join(" | ");
        diags.push(complaint.with(
            "expected",
            Text::new(format!("{}{known}", hint.zh), format!("{}{known}", hint.en)),
        ));
        Layout::Report
    })
}
