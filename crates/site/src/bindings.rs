//! Pages as they were bound the last time, for a site that is bound again and again while it is written.
//!
//! A page is the same as before if its own file is, and where every other page stands, and it looks into no other
//! page. That settings, tables and metrics are the same is for whoever keeps the bindings to see to.
//!
//! An embed that shows what other pages say tells so (`Embed::looks_around`), and its page is bound
//! each time. What looks at the whole site is done anew: that takes 80 ms for 1,000 pages in a
//! release build, where binding them takes 160.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::bind::BoundPage;
use crate::embeds::Embeds;
use crate::routes::{Plan, Routes};
use crate::scope::World;
use gongbao_content as content;

/// What is known of a site's pages from the last time.
#[derive(Debug, Default)]
pub struct Bindings {
    keeps: bool,
    /// Where all pages stood.
    routes: Routes,
    /// By address, with the hash of the file.
    pages: BTreeMap<String, (String, BoundPage)>,
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

    /// All pages in order, bound as far as they are not known.
    pub(crate) fn renew<'a>(
        &mut self,
        world: &World<'_>,
        plans: &[Plan<'a>],
        bind: impl Fn(&Plan<'a>) -> BoundPage + Sync,
    ) -> Vec<BoundPage> {
        if self.routes != *world.routes {
            self.pages.clear();
        }
        // A page whose file is not among the sources could have become another one: it is never kept.
        let hash = |plan: &Plan<'_>| world.sources.get(&plan.page.file).map(|it| &it.hash);
        let made: Vec<(bool, BoundPage)> = plans
            .par_iter()
            .map(|plan| {
                match self
                    .pages
                    .get(&plan.route.0)
                    .filter(|it| hash(plan) == Some(&it.0))
                {
                    Some((_, known)) => (false, known.clone()),
                    None => (
                        self.keeps && !looks_around(world.embeds, plan.page),
                        bind(plan),
                    ),
                }
            })
            .collect();
        for (plan, (is_new, bound)) in plans.iter().zip(&made) {
            if let Some(hash) = hash(plan).filter(|_| *is_new) {
                self.pages
                    .insert(plan.route.0.clone(), (hash.clone(), bound.clone()));
            }
        }
        made.into_iter().map(|it| it.1).collect()
    }

    /// Notes down where all pages stand.
    pub(crate) fn hold(&mut self, routes: Routes) {
        if self.keeps {
            self.routes = routes;
        }
    }
}

/// Whether a page shows what other pages say.
fn looks_around(embeds: &Embeds, page: &content::Page) -> bool {
    page.fences().iter().any(|fence| {
        embeds
            .get(&fence.name)
            .is_some_and(|embed| embed.looks_around())
    })
}
