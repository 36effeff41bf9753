//! Design tokens as custom properties: one value for every light, then a set for each light.

use std::collections::BTreeMap;

use crate::flat;
use gongbao_diag::{Diags, Place};
use gongbao_source::{SourceFile, unknown_key};

/// The sections of `tokens.toml`. Those behind the second change what the one they lie on says.
pub(crate) const TOKEN_SECTIONS: [&str; 7] = [
    "all",
    "light",
    "dark",
    "print",
    "contrast",
    "contrast-dark",
    "pairs",
];

/// The sets of colours a reader may see: a name, and the sections that make it, the last one first to be asked.
pub(crate) const TOKEN_SETS: [(&str, &[&str]); 5] = [
    ("light", &["light"]),
    ("dark", &["dark"]),
    ("print", &["light", "print"]),
    ("contrast", &["light", "contrast"]),
    ("contrast-dark", &["dark", "contrast-dark"]),
];

/// A token with the place it is given at.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub text: String,
    pub place: Place,
    /// How many themes lie below the one that gives it.
    pub layer: usize,
}

/// Every token by section and name, such as `light.ink`.
pub(crate) type Tokens = BTreeMap<String, Token>;

/// Reads the tokens of themes that lie on one another: a later file changes single tokens of those before.
pub(crate) fn read_tokens(files: &[&SourceFile], diags: &mut Diags) -> Tokens {
    let mut tokens = Tokens::new();
    for (layer, file) in files.iter().enumerate() {
        for entry in flat::read_flat_toml(file, diags) {
            let place = Place::text(&file.path, entry.range);
            let section = entry
                .key
                .split_once('.')
                .map_or(entry.key.as_str(), |(section, _)| section);
            if !TOKEN_SECTIONS.contains(&section) {
                diags.push(unknown_key(place.clone(), section, &TOKEN_SECTIONS));
            }
            tokens.insert(
                entry.key,
                Token {
                    text: entry.text,
                    place,
                    layer,
                },
            );
        }
    }
    tokens
}

/// The style sheet made from tokens.
///
/// A reader's own choice (`data-theme`) wins over the system's; paper is always light.
pub(crate) fn style_sheet(tokens: &Tokens) -> SourceFile {
    let section = |name: &str| css_properties(tokens, name);
    let (light, dark) = (section("light"), section("dark"));
    let (more, more_dark) = (section("contrast"), section("contrast-dark"));
    let css = format!(
        ":root{{{all}{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\n\
         @media screen{{:root[data-theme=\"dark\"]{{{dark}}}}}\n\
         @media screen and (prefers-contrast:more){{:root:not([data-theme=\"dark\"]){{{more}}}\
         :root[data-theme=\"dark\"]{{{more_dark}}}}}\n\
         @media screen and (prefers-contrast:more) and (prefers-color-scheme:dark)\
         {{:root:not([data-theme=\"light\"]){{{more_dark}}}}}\n\
         @media print{{:root{{{print}}}}}\n",
        all = section("all"),
        print = section("print"),
    );
    SourceFile::built_in("assets/tokens.css", css.as_bytes())
}

/// Every token's text by its section and name.
pub(crate) fn token_values(tokens: &Tokens) -> BTreeMap<String, String> {
    tokens
        .iter()
        .map(|(key, it)| (key.clone(), it.text.clone()))
        .collect()
}

fn css_properties(tokens: &Tokens, section: &str) -> String {
    let of_section = tokens
        .iter()
        .filter_map(|(key, it)| Some((key.strip_prefix(section)?.strip_prefix('.')?, it)));
    of_section
        .map(|(name, it)| format!("--{}:{};", name.replace('.', "-"), it.text))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::tokens::{read_tokens, style_sheet};
    use gongbao_diag::Diags;
    use gongbao_source::SourceFile;

    fn check(files: &[&str], expected: &str, n_mistakes: usize) {
        let mut diags = Diags::new();
        let files: Vec<SourceFile> = files
            .iter()
            .map(|it| SourceFile::built_in("tokens.toml", it.as_bytes()))
            .collect();
        let css = style_sheet(&read_tokens(&files.iter().collect::<Vec<_>>(), &mut diags));
        assert!(css.str().contains(expected), "{}", css.str());
        assert_eq!(diags.len(), n_mistakes);
    }

    #[test]
    fn a_token_becomes_a_custom_property() {
        check(
            &["[all]\nink = \"#000\"\n[light]\nground = \"#fff\""],
            ":root{--ink:#000;--ground:#fff;}",
            0,
        );
    }

    #[test]
    fn paper_has_its_own_colours() {
        check(
            &["[print]\nink = \"#000\""],
            "@media print{:root{--ink:#000;}}",
            0,
        );
    }

    #[test]
    fn whoever_asks_for_more_contrast_gets_it_in_either_light() {
        let both = "[contrast]\nink = \"#000\"\n[contrast-dark]\nink = \"#fff\"";
        check(
            &[both],
            ":root:not([data-theme=\"dark\"]){--ink:#000;}:root[data-theme=\"dark\"]{--ink:#fff;}",
            0,
        );
    }

    #[test]
    fn a_theme_changes_single_tokens_of_the_one_below() {
        check(
            &[
                "[light]\nink = \"#000\"\nrule = \"#999\"",
                "[light]\nink = \"#111\"",
            ],
            "{--ink:#111;--rule:#999;}",
            0,
        );
    }

    #[test]
    fn refuses_a_token_that_is_no_text() {
        check(&["[light]\nmeasure = 40"], ":root{}", 1);
    }

    #[test]
    fn refuses_a_section_that_is_none() {
        check(&["[drak]\nink = \"#000\""], ":root{}", 1);
    }

    #[test]
    fn refuses_broken_toml() {
        check(&["[light\n"], ":root{}", 1);
    }
}
