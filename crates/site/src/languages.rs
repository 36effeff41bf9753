//! Which pages a site has in which languages.

use std::collections::BTreeMap;

use crate::link::Route;
use crate::localized_view::LocalizedView;
use crate::nav_item::{NavItem, Translation};
use crate::page::PageEntry;
use gongbao_diag::locale::LanguageTag;
use gongbao_settings::Config;

/// What outputs ask of the languages of a site.
#[derive(Debug, Default)]
pub struct Languages {
    /// Pages in another language than the site's.
    pub(crate) foreign: BTreeMap<Route, LanguageTag>,
    /// The page that says the same in a language.
    pub(crate) turned: BTreeMap<(Route, LanguageTag), NavItem>,
    /// The settings in the languages of translations.
    pub(crate) configs: BTreeMap<LanguageTag, Config>,
}

impl Languages {
    /// The languages of all pages.
    pub fn of(
        pages: &[PageEntry],
        localized_views: &[LocalizedView],
        config: &Config,
    ) -> Languages {
        let own = LanguageTag::of(config.lang);
        let foreign = pages
            .iter()
            .map(|it| &it.head)
            .filter(|it| it.language_tag != own);
        let turned = pages.iter().flat_map(|page| {
            let item = |it: &Translation| NavItem {
                title: it.title.clone(),
                route: it.route.clone(),
            };
            let translations = page.place.translations.iter();
            translations
                .map(move |it| ((page.head.route.clone(), it.language_tag.clone()), item(it)))
        });
        let configs = localized_views
            .iter()
            .map(|it| (it.language_tag.clone(), it.config.clone()));
        Languages {
            configs: configs.collect(),
            foreign: foreign
                .map(|it| (it.route.clone(), it.language_tag.clone()))
                .collect(),
            turned: turned.collect(),
        }
    }
}
