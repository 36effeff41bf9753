//! How pages are listed on other pages.

use crate::link::Route;
use gongbao_diag::locale::{Date, LanguageTag};

/// An entry of the navigation.
#[derive(Clone, Debug, PartialEq)]
pub struct NavItem {
    pub title: String,
    pub route: Route,
}

/// A page listed on its section's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Child {
    pub item: NavItem,
    pub summary: String,
    pub date: Option<Date>,
}

/// A page in another language.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    pub language_tag: LanguageTag,
    pub route: Route,
    pub title: String,
}
