//! `query`: a table made by a SELECT, for this page only.

use std::collections::BTreeMap;

use crate::embeds::embed::{Embed, EmbedCall};
use crate::exhibit::Exhibit;
use crate::failure::Failure;
use gongbao_content::Page;
use gongbao_data::{Catalog, Entry};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::Fields;

/// The `query` embed. It shows nothing itself: its table is made before the page is bound.
#[derive(Debug)]
pub(super) struct QueryEmbed;

impl Embed for QueryEmbed {
    fn name(&self) -> &'static str {
        "query"
    }
    fn keys(&self) -> &'static [&'static str] {
        &[]
    }
    fn bind(&self, _call: &mut EmbedCall<'_, '_>, _body: &Fields<'_>) -> Result<Exhibit, Failure> {
        Ok(Exhibit::Blocks(Vec::new()))
    }
}

/// The tables made by a page's queries, by name.
pub(crate) fn make_query_tables(
    page: &Page,
    catalog: &Catalog,
    diags: &mut Diags,
) -> BTreeMap<String, Entry> {
    let file = &page.file;
    let mut made = BTreeMap::new();
    let fences = page.fences().into_iter();
    for fence in fences.filter(|fence| fence.name == "query") {
        let info = Place::text(file, fence.info_range.clone());
        if fence.argument.is_empty() {
            let complaint = Diagnostic::new(Code::MissingSetting, info).with("key", "query");
            diags.push(complaint.with("example", "```query late_projects"));
            continue;
        }
        if catalog.get(&fence.argument).is_some() || made.contains_key(&fence.argument) {
            diags.push(Diagnostic::new(Code::DuplicateTable, info).with("table", &fence.argument));
            continue;
        }
        let place = Place::text(file, fence.body_range.clone());
        let entry = diags.keep(catalog.query(&fence.argument, &fence.body, &place));
        made.insert(fence.argument.clone(), entry.unwrap_or(Entry::Broken));
    }
    made
}
