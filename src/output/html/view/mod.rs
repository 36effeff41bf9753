//! What templates are given: strings and flags, already written for their reader.
//!
//! Views are the theme's interface: they change only by growing, whatever happens to the site's types.

pub mod chart;
pub mod facts;
pub mod finding;
pub mod frame;
pub mod grid;
pub mod page;
pub mod share;
pub mod status;
pub mod tiles;

use minijinja::value::Value;
use serde::{Serialize, Serializer};

use crate::output::html::escape::encode_path;
use crate::site::{NavItem, Route};

/// Finished markup, which templates do not escape again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// A link to a page.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub title: String,
    pub href: String,
}

/// A link to a download.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadView {
    /// Its format: CSV.
    pub format: &'static str,
    pub href: String,
    /// How large it is: 12 KB; empty if it is not known before it is written.
    pub size: String,
}

/// A link seen from a page.
pub fn link(from: &Route, item: &NavItem) -> LinkView {
    LinkView { title: item.title.clone(), href: reference(from, &item.route) }
}

/// An address seen from a page, for an attribute.
pub fn reference(from: &Route, to: &Route) -> String {
    encode_path(&from.to(to))
}
