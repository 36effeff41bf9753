//! What stands in other languages below a key `translations`: a mapping for each language.

use crate::yaml::YamlNode;
use gongbao_diag::Diags;
use gongbao_diag::locale::{LanguageTag, Text};

/// The key.
pub const TRANSLATIONS: &str = "translations";

/// The nodes below it, by language. What is no language is a diagnostic.
pub fn read_translations<'a>(
    node: &'a YamlNode,
    diags: &mut Diags,
) -> Vec<(LanguageTag, &'a YamlNode)> {
    let Some(pairs) = diags.keep(node.pairs(TRANSLATIONS)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in pairs {
        match name.text().and_then(LanguageTag::parse) {
            Some(tongue) => found.push((tongue, value)),
            None => {
                let expected = Text::new(
                    "语言标签，如 en、bo、zh-Hant",
                    "a language such as en, bo or zh-Hant",
                );
                diags.push(name.refuse(TRANSLATIONS, expected));
            }
        }
    }
    found
}
