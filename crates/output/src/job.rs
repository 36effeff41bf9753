//! What every output may read.

use std::collections::BTreeMap;
use std::fmt;

use crate::rasterizer::RasterContext;
use crate::rendered_documents::{DocumentFonts, RenderedDocument, RenderedDocuments};
use gongbao_model::{Package, TableRows};
use gongbao_site::{Page, Route, Site};
use gongbao_source::Sources;
use gongbao_theme::Theme;

/// What every output may read.
#[derive(Clone)]
pub struct Job<'a> {
    /// What all pages know of each other.
    pub site: &'a Site,
    /// Single pages, for what is put together from several.
    pub pages: &'a dyn PageSource,
    pub sources: &'a Sources,
    pub theme: &'a Theme,
    /// What is said about the data as a whole.
    pub package: &'a Package,
    /// Every whole table that is to be had, by name.
    pub tables: BTreeMap<&'a str, &'a dyn TableRows>,
    pub raster: &'a RasterContext,
    /// The fonts documents are set with.
    pub fonts: &'a DocumentFonts,
    /// Documents that are made already.
    pub documents: &'a RenderedDocuments,
    /// Told of each document that is made.
    pub keep_document: &'a (dyn Fn(RenderedDocument) + Sync),
}

/// Finds the text of a page.
pub trait PageSource: Sync {
    /// The page at an address; nothing if there is none.
    fn find_page(&self, route: &Route) -> Option<Page>;
}

impl PageSource for [Page] {
    fn find_page(&self, route: &Route) -> Option<Page> {
        self.iter().find(|it| it.route == *route).cloned()
    }
}

impl PageSource for Vec<Page> {
    fn find_page(&self, route: &Route) -> Option<Page> {
        self.as_slice().find_page(route)
    }
}

impl fmt::Debug for Job<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Job")
            .field("site", self.site)
            .finish_non_exhaustive()
    }
}

/// Whether a site asks for an output. Without a list it asks for all.
pub fn is_wanted(site: &Site, name: &str) -> bool {
    let wanted = &site.config.outputs;
    wanted.is_empty() || wanted.iter().any(|it| it == name)
}
