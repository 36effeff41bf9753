//! Documents that were made, with all that outputs and later runs ask of them.

use std::sync::Arc;

use crate::written::Written;
use gongbao_settings::Format;
use gongbao_site::{Page, Route};

/// A document that was made.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The page it was made from.
    pub page: Route,
    pub format: Format,
    /// Where it stands, how large it is.
    pub file: Written,
    pub bytes: Arc<[u8]>,
    /// What a later run finds it by.
    pub key: String,
    /// Whether it was made in this run.
    pub is_new: bool,
}

/// Every document of a site, finished.
#[derive(Clone, Debug, Default)]
pub struct Press {
    pub printed: Vec<Printed>,
}

impl Press {
    /// The documents of a page.
    pub fn of(&self, page: &Page) -> impl Iterator<Item = &Printed> {
        self.printed.iter().filter(move |it| it.page == page.route)
    }

    /// What a later run may find instead of making it: the key of each document, with its bytes if it is new.
    pub fn keepsakes(&self) -> impl Iterator<Item = (&str, Option<&Arc<[u8]>>)> {
        self.printed
            .iter()
            .map(|it| (it.key.as_str(), it.is_new.then_some(&it.bytes)))
    }
}
