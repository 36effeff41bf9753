//! The search: an index in plain scripts, cut so that a query loads little; no server is needed.
//!
//! A page is one document, or several if it is long. `search/index.js` says how many there are of what; below a
//! folder named for the content, each `t-N.js` holds the terms that fall to it and each `d-N.js` some documents.
//! They are scripts that call a function, because a page opened from a disk may load nothing else. Start at
//! [`SearchOutput`]; the theme's `search.js` reads what `index.rs` writes.
//!
//! Terms fall to files by hash, so no dictionary has to be loaded. On 10,000 pages that all say the
//! same (`benches/search/large.py`, the worst case) the index has 2,610 files and 21 MB, and
//! queries load between 37 and 191 kB.
//!
//! It is written by hand because the index has to work from a disk and know Chinese: pagefind loads WebAssembly
//! with `fetch`, which a page opened from a disk may not, and brings 273 crates.

mod document;
mod index;
mod terms;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::json;

use crate::search::document::{SearchDocument, search_documents};
use crate::search::index::{MAX_PER_TERM, N_ASKED, index_shards};
use gongbao_diag::Diags;
use gongbao_output::{Job, Output, PageFiles, PageWriter, Sink};
use gongbao_site::{Layout, Page, SiteFacts};
use gongbao_source::digest::{digest_pieces, encode_hex};

/// How many bytes of documents a file holds, as far as whole documents allow.
const FILE_BYTES: usize = 6_000;

/// The search index.
#[derive(Debug)]
pub struct SearchOutput;

impl Output for SearchOutput {
    fn name(&self) -> &'static str {
        "search"
    }

    fn page_writer<'a>(
        &self,
        _job: &'a Job<'a>,
        sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        sink.wants("search/")
            .then(|| -> Box<dyn PageWriter> { Box::new(SearchWriter::default()) })
    }
}

/// Collects the documents of pages.
#[derive(Default)]
struct SearchWriter {
    /// By what a reader most likely means, then by the position of the page.
    documents: BTreeMap<PageRank, Vec<SearchDocument>>,
}

impl PageWriter for SearchWriter {
    fn write_pages(&mut self, pages: &[PageFiles<'_>], _sink: &dyn Sink, _diags: &mut Diags) {
        let searched = pages.par_iter().map(|it| it.page);
        let searched = searched.filter(|page| !page.layout.is_discovery());
        let documents: Vec<(PageRank, Vec<SearchDocument>)> = searched
            .map(|page| (PageRank::of(page), search_documents(page)))
            .collect();
        self.documents.extend(documents);
    }

    fn finish(&mut self, _facts: &SiteFacts, sink: &dyn Sink, _diags: &mut Diags) {
        // Those a reader most likely means come first: their order breaks ties.
        let documents: Vec<SearchDocument> = std::mem::take(&mut self.documents)
            .into_values()
            .flatten()
            .collect();
        let (texts, each) = pack_documents(&documents);
        let terms: Vec<String> = index_shards(&documents)
            .into_iter()
            .enumerate()
            .map(|(at, it)| script_call("t", at, &it))
            .collect();
        let digest = digest_pieces(terms.iter().chain(&texts));
        let folder = encode_hex(&digest[..4]);
        let about = json!({
            "folder": folder, "documents": documents.len(), "each": each, "shards": terms.len(), "most": MAX_PER_TERM,
            "asked": N_ASKED,
        });
        sink.put(
            "search/index.js",
            format!("gongbaoSearch.about({about});\n").as_bytes(),
        );
        for (letter, files) in [("t", terms), ("d", texts)] {
            for (at, text) in files.iter().enumerate() {
                sink.put(
                    &format!("search/{folder}/{letter}-{at}.js"),
                    text.as_bytes(),
                );
            }
        }
    }
}

/// Where a page stands among those that are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PageRank {
    kind: u8,
    depth: usize,
    position: usize,
}

impl PageRank {
    fn of(page: &Page) -> PageRank {
        let kind = match page.layout {
            Layout::Metric => 0,
            Layout::Home
            | Layout::Report
            | Layout::Opinion
            | Layout::Progress
            | Layout::Plan
            | Layout::Packet => 1,
            Layout::Section => 2,
            Layout::Table | Layout::Overview | Layout::Search | Layout::Index => 3,
        };
        PageRank {
            kind,
            depth: page.route.0.matches('/').count(),
            position: page.position,
        }
    }
}

/// Documents in files of about the same size, the same number in each, so that a number is enough to find one.
fn pack_documents(documents: &[SearchDocument]) -> (Vec<String>, usize) {
    let written: Vec<String> = documents.iter().map(|it| it.json().to_string()).collect();
    let size: usize = written.iter().map(String::len).sum();
    let each = (FILE_BYTES * written.len())
        .checked_div(size)
        .unwrap_or(1)
        .clamp(1, 64);
    let files = written.chunks(each).enumerate();
    (
        files
            .map(|(at, it)| script_call("d", at, &format!("[\n{}\n]", it.join(",\n"))))
            .collect(),
        each,
    )
}

fn script_call(letter: &str, at: usize, json: &str) -> String {
    // Old scripts end lines where JSON does not.
    let json = json
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("gongbaoSearch.{letter}({at},{json});\n")
}

/// The text that the search index holds of a page; tests ask it whether a reader could find a word.
pub fn searchable_text(page: &Page) -> String {
    search_documents(page)
        .iter()
        .map(|it| it.json().to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::search::document::SearchDocument;
    use crate::search::pack_documents;

    #[test]
    fn as_many_documents_share_a_file_as_keep_it_small() {
        let of = |n: usize| SearchDocument {
            title: "题".repeat(n),
            ..SearchDocument::default()
        };
        let documents: Vec<SearchDocument> = (0..100).map(|_| of(400)).collect();
        let (files, each) = pack_documents(&documents);
        assert_eq!((files.len(), each), (25, 4));
        assert!(files.iter().all(|it| it.len() < 7_000));
        assert_eq!(pack_documents(&[]).0.len(), 0);
    }

    #[test]
    fn a_long_document_has_a_file_of_its_own() {
        let documents = [SearchDocument {
            title: "题".repeat(4000),
            ..SearchDocument::default()
        }];
        assert_eq!(pack_documents(&documents).1, 1);
    }
}
