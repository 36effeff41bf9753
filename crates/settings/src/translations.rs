//! Translated names of a site.

use std::collections::BTreeMap;

use crate::Config;
use crate::read::Settings;
use gongbao_diag::locale::LanguageTag;

/// What a site is called in a language; what is missing is called as in its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteTranslation {
    pub(crate) title: Option<String>,
    pub(crate) subtitle: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) edition: Option<String>,
    pub(crate) footer: Vec<String>,
}

const TRANSLATION_KEYS: [&str; 5] = ["title", "subtitle", "issuer", "edition", "footer"];

/// Reads the sections `[translations.en]`.
pub(crate) fn read_translations(
    settings: &mut Settings<'_, '_>,
) -> BTreeMap<LanguageTag, SiteTranslation> {
    let mut found = BTreeMap::new();
    settings.each(
        "translations",
        "translations.",
        &TRANSLATION_KEYS,
        |name, section| {
            let Some(tongue) = LanguageTag::parse(name) else {
                return false;
            };
            let footer = if section.has("footer") {
                section.list("footer")
            } else {
                Vec::new()
            };
            let named = SiteTranslation {
                title: section.text("title"),
                subtitle: section.text("subtitle"),
                issuer: section.text("issuer"),
                edition: section.text("edition"),
                footer: footer.into_iter().map(|it| it.0).collect(),
            };
            found.insert(tongue, named);
            true
        },
    );
    found
}

impl Config {
    /// The settings as pages in a language show them.
    pub fn in_language(&self, tongue: &LanguageTag) -> Config {
        let mut config = Config {
            lang: tongue.lang().unwrap_or(self.lang),
            ..self.clone()
        };
        let Some(named) = self.translations.get(tongue) else {
            return config;
        };
        config.title = named.title.clone().unwrap_or(config.title);
        config.subtitle = named.subtitle.clone().or(config.subtitle);
        config.issuer = named.issuer.clone().or(config.issuer);
        config.edition = named.edition.clone().or(config.edition);
        if !named.footer.is_empty() {
            config.footer.clone_from(&named.footer);
        }
        config
    }
}
