//! Pages as they were bound the last time, for a site that is bound again and again while it is written.
//!
//! A page is the same as before if its own file is, and where every other page stands, and it looks into no other
//! page. That settings, tables and metrics are the same is for whoever keeps the bindings to see to.
//!
//! An embed that shows what other pages say tells so (`Embed::depends_on_other_pages`), and its page is bound
//! each time. What looks at the whole site is done anew: that takes 80 ms for 1,000 pages in a
//! release build, where binding them takes 160.

use std::collections::BTreeMap;

use crate::binding_notes::BindingNotes;
use crate::embeds::Embeds;
use crate::page::PageBody;
use crate::routes::{PagePlan, Routes};
use crate::scope::World;
use crate::written::WrittenHead;
use gongbao_content as content;

/// What is known of a site's pages from the last time.
#[derive(Debug, Default)]
pub struct Bindings {
    keeps: bool,
    /// Where all pages stood.
    routes: Routes,
    /// By address.
    pages: BTreeMap<String, KeptPage>,
}

/// A page as it was bound.
#[derive(Clone, Debug)]
pub(crate) struct KeptPage {
    /// The hash of its file.
    pub hash: String,
    pub head: WrittenHead,
    pub body: PageBody,
    pub found: BindingNotes,
}

impl Bindings {
    /// A disabled cache, for builds that run once.
    pub fn none() -> Bindings {
        Bindings::default()
    }

    /// Nothing is known yet, but everything is kept for the next time.
    pub fn kept() -> Bindings {
        Bindings {
            keeps: true,
            ..Bindings::default()
        }
    }

    /// Takes what is bound now, for the time after.
    pub(crate) fn for_next(&self) -> Bindings {
        if self.keeps {
            Bindings::kept()
        } else {
            Bindings::none()
        }
    }

    /// What is known, if every page still stands where it stood.
    pub(crate) fn if_current(&self, routes: &Routes) -> Option<&Bindings> {
        (self.keeps && self.routes == *routes).then_some(self)
    }

    /// A page that would be bound as it was the last time.
    pub(crate) fn get(&self, world: &World<'_>, plan: &PagePlan<'_>) -> Option<&KeptPage> {
        let known = self.pages.get(&plan.route.0)?;
        (page_hash(world, plan) == Some(&known.hash)).then_some(known)
    }

    /// The hash to keep a page under; nothing if it is not to be kept.
    pub(crate) fn key(&self, world: &World<'_>, plan: &PagePlan<'_>) -> Option<String> {
        if !self.keeps || depends_on_other_pages(world.embeds, plan.page) {
            return None;
        }
        page_hash(world, plan).cloned()
    }

    /// Keeps a page.
    pub(crate) fn keep(&mut self, plan: &PagePlan<'_>, page: KeptPage) {
        self.pages.insert(plan.route.0.clone(), page);
    }

    /// Notes down where all pages stand.
    pub(crate) fn hold(&mut self, routes: &Routes) {
        if self.keeps {
            self.routes = routes.clone();
        }
    }
}

/// The hash of a page's file. A page whose file is not among the sources could have become another one: it is never
/// kept.
fn page_hash<'w>(world: &World<'w>, plan: &PagePlan<'_>) -> Option<&'w String> {
    world.sources.get(&plan.page.file).map(|it| &it.hash)
}

/// Whether a page shows what other pages say.
fn depends_on_other_pages(embeds: &Embeds, page: &content::Page) -> bool {
    page.fences().iter().any(|fence| {
        embeds
            .get(&fence.name)
            .is_some_and(|embed| embed.depends_on_other_pages())
    })
}
