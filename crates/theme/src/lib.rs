//! How a site looks and the words of its frame: templates, style, tokens and string tables.
//!
//! Themes lie on one another: the default one, another one that is compiled in, and the site's own `themes/<name>/`. A
//! later one replaces files, and single tokens and words. It knows no pages. Start at [`load_theme`].

mod builtin;
mod contrast;
mod flat;
mod strings;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gongbao_diag::locale::{Lang, Text};
use gongbao_diag::{Code, Diagnostic, Diags, Place, nearest_name};
use gongbao_settings::Config;
use gongbao_source::{SourceFile, Sources};

/// The theme that is compiled in, and that every other one builds on.
const DEFAULT_THEME: &str = "default";

/// A theme, complete.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Template sources by name, such as `report.html`.
    pub templates: BTreeMap<String, SourceFile>,
    /// Files shipped as they are, by path below `assets/`; the style sheet of the tokens is among them.
    pub assets: BTreeMap<String, SourceFile>,
    /// Templates of documents by name, such as `document.typ`.
    pub print: BTreeMap<String, SourceFile>,
    /// The tokens as they stand in `tokens.toml`, by `section.name`.
    pub tokens: BTreeMap<String, String>,
    /// The frame's words by key, for each language.
    pub strings: BTreeMap<Lang, BTreeMap<String, String>>,
}

/// Loads the theme the settings name. Missing files and untranslated words are diagnostics.
pub fn load_theme(sources: &Sources, config: &Config, diags: &mut Diags) -> Theme {
    let name = if config.theme.is_empty() {
        DEFAULT_THEME
    } else {
        &config.theme
    };
    let layers = find_layers(sources, name, diags);
    let files: BTreeMap<String, SourceFile> = layers
        .iter()
        .flatten()
        .map(|(path, it)| (path.clone(), it.clone()))
        .collect();
    let mut theme = Theme {
        name: name.to_owned(),
        ..Theme::default()
    };
    for (path, file) in &files {
        if let Some(template) = path.strip_prefix("templates/") {
            theme.templates.insert(template.to_owned(), file.clone());
        } else if let Some(asset) = path.strip_prefix("assets/") {
            theme.assets.insert(asset.to_owned(), file.clone());
        } else if let Some(template) = path.strip_prefix("print/") {
            theme.print.insert(template.to_owned(), file.clone());
        }
    }
    let tokens: Vec<&SourceFile> = layers
        .iter()
        .filter_map(|it| it.get("tokens.toml"))
        .collect();
    let tokens = tokens::read_tokens(&tokens, diags);
    contrast::check_contrast(&tokens, diags);
    theme
        .assets
        .insert("tokens.css".to_owned(), tokens::style_sheet(&tokens));
    theme.tokens = tokens::token_values(&tokens);
    theme.strings = strings::load_strings(&layers, diags);
    theme
}

/// The files of each theme that has a part in it, by path below its folder, the last one on top.
fn find_layers(
    sources: &Sources,
    name: &str,
    diags: &mut Diags,
) -> Vec<BTreeMap<String, SourceFile>> {
    let folder = format!("themes/{name}/");
    let own = sources
        .files()
        .iter()
        .filter_map(|it| Some((it.path.strip_prefix(&folder)?.to_owned(), it.clone())));
    let own: BTreeMap<String, SourceFile> = own.collect();
    if own.is_empty() && !builtin::THEME_NAMES.contains(&name) {
        diags.push(unknown_theme(sources, name));
    }
    let mut layers: Vec<BTreeMap<String, SourceFile>> =
        vec![builtin::theme_files(DEFAULT_THEME).collect()];
    if name != DEFAULT_THEME {
        layers.push(builtin::theme_files(name).collect());
    }
    layers.push(own);
    layers
}

fn unknown_theme(sources: &Sources, name: &str) -> Diagnostic {
    let folders = sources
        .files()
        .iter()
        .filter_map(|it| it.path.strip_prefix("themes/")?.split('/').next());
    let known: BTreeSet<&str> = folders.chain(builtin::THEME_NAMES).collect();
    let list = known.iter().copied().collect::<Vec<_>>().join(", ");
    let hint = match nearest_name(name, known) {
        Some(it) => Text::new(
            format!("是否想写“{it}”？现有主题：{list}"),
            format!("did you mean `{it}`? The themes are: {list}"),
        ),
        None => Text::new(
            format!("现有主题：{list}"),
            format!("the themes are: {list}"),
        ),
    };
    let place = Place::file(&Arc::from("site.toml"));
    let complaint = Diagnostic::new(Code::MissingThemeFile, place).with("theme", name);
    complaint
        .with("path", format!("themes/{name}/"))
        .with("hint", hint)
}

impl Theme {
    /// The wording of a key of the frame.
    pub fn string(&self, lang: Lang, key: &str) -> Option<&str> {
        self.strings.get(&lang)?.get(key).map(String::as_str)
    }

    /// The tokens that hold in one light (`light`, `dark` or `print`), by name.
    pub fn palette(&self, light: &str) -> BTreeMap<String, String> {
        let of = |section: &str| {
            let section = format!("{section}.");
            let named = move |(key, value): (&String, &String)| {
                Some((key.strip_prefix(&section)?.replace('.', "-"), value.clone()))
            };
            self.tokens.iter().filter_map(named).collect::<Vec<_>>()
        };
        of("all").into_iter().chain(of(light)).collect()
    }

    /// The path an asset is published under. Style sheets and scripts carry their hash, so that a
    /// browser never mixes two editions; other files keep the name style sheets call them by.
    pub fn published(&self, asset: &str) -> String {
        let versioned = asset
            .rsplit_once('.')
            .filter(|(_, it)| matches!(*it, "css" | "js"));
        match (versioned, self.assets.get(asset)) {
            (Some((stem, extension)), Some(file)) => {
                let hash = &file.hash[..8];
                format!("assets/{stem}.{hash}.{extension}")
            }
            _ => format!("assets/{asset}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Theme, load_theme};
    use gongbao_diag::Diags;
    use gongbao_diag::locale::Lang;
    use gongbao_settings::Config;
    use gongbao_source::{SourceFile, Sources};

    fn check(name: &str, files: &[(&str, &str)], expected: &str) -> Theme {
        let files = files
            .iter()
            .map(|(path, text)| SourceFile::built_in(path, text.as_bytes()))
            .collect();
        let config = Config {
            theme: name.to_owned(),
            ..Config::default()
        };
        let mut diags = Diags::new();
        let theme = load_theme(&Sources::of(files), &config, &mut diags);
        let said: Vec<String> = diags
            .sorted()
            .iter()
            .map(|it| it.message(Lang::En))
            .collect();
        assert_eq!(said.join("\n"), expected);
        theme
    }

    #[test]
    fn the_default_theme_is_complete_without_any_file() {
        let theme = check("", &[], "");
        assert!(theme.templates.contains_key("base.html"));
        assert!(
            theme.assets["tokens.css"]
                .str()
                .contains("--ground:#fbfaf7")
        );
        assert_eq!(
            theme.string(Lang::En, "nav.skip"),
            Some("Skip to main content")
        );
    }

    #[test]
    fn a_site_overrides_file_by_file() {
        let theme = check("city", &[("themes/city/templates/home.html", "mine")], "");
        assert_eq!(theme.templates["home.html"].str(), "mine");
        assert!(theme.templates.contains_key("base.html"));
    }

    #[test]
    fn a_site_changes_single_tokens_and_words() {
        let files = [
            (
                "themes/default/tokens.toml",
                "[light]\naccent = \"#7a0000\"",
            ),
            (
                "themes/default/strings/en.toml",
                "\"nav.skip\" = \"Straight to the text\"",
            ),
        ];
        let theme = check("", &files, "");
        let css = theme.assets["tokens.css"].str();
        assert!(
            css.contains("--accent:#7a0000;") && css.contains("--ground:#fbfaf7"),
            "{css}"
        );
        assert_eq!(
            theme.string(Lang::En, "nav.skip"),
            Some("Straight to the text")
        );
        assert_eq!(theme.string(Lang::Zh, "nav.skip"), Some("跳到正文"));
    }

    #[test]
    fn refuses_a_token_that_nobody_could_read() {
        let mine = [("themes/default/tokens.toml", "[dark]\nmuted = \"#555\"")];
        let expected = [("ground", "#14181d", "2.3"), ("raised", "#1c2229", "2.1")].map(|(name, colour, ratio)| {
            format!("in dark colours, `muted` (#555) on `{name}` ({colour}) has a contrast of only {ratio}; at least 4.5 is needed")
        });
        check("", &mine, &expected.join("\n"));
    }

    #[test]
    fn every_built_in_theme_can_be_read() {
        for name in crate::builtin::THEME_NAMES {
            check(name, &[], "");
        }
    }

    #[test]
    fn a_built_in_theme_lies_on_the_default_one_and_the_site_on_it() {
        let theme = check(
            "redhead",
            &[(
                "themes/redhead/tokens.toml",
                "[light]\naccent = \"#a00000\"",
            )],
            "",
        );
        assert!(
            theme.templates.contains_key("base.html")
                && theme.templates.contains_key("partials/masthead.html")
        );
        assert!(
            theme.assets["tokens.css"]
                .str()
                .contains("--accent:#a00000")
        );
    }

    #[test]
    fn refuses_a_theme_that_does_not_exist() {
        check(
            "defualt",
            &[],
            "the theme `defualt` has no file `themes/defualt/`",
        );
    }

    #[test]
    fn a_word_missing_in_one_language_is_a_mistake() {
        let mut files = Vec::new();
        let built_in = check("", &[], "");
        let full = built_in.strings[&Lang::En]
            .keys()
            .map(|it| format!("\"{it}\" = \"x\"\n"))
            .collect::<String>();
        let english = format!("{full}\"nav.new\" = \"x\"\n");
        files.push(("themes/default/strings/en.toml", english.as_str()));
        check(
            "default",
            &files,
            "the interface string `nav.new` has no translation for zh-CN",
        );
    }

    #[test]
    fn style_sheets_are_published_under_their_hash() {
        let theme = check("", &[], "");
        let path = theme.published("base.css");
        let hash = path
            .strip_prefix("assets/base.")
            .and_then(|it| it.strip_suffix(".css"))
            .expect("a name");
        assert_eq!(hash.len(), 8);
        assert_eq!(theme.published("icon.svg"), "assets/icon.svg");
    }
}
