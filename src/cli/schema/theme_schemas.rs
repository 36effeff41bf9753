//! The schemas of a theme's own files, made from the built-in theme: every token and every wording it has, with what it
//! is unless a theme says otherwise. A theme may have more.

use serde_json::{Map, Value, json};

use crate::cli::schema::{AuthorSchema, SCHEMA_DIALECT, merge_objects};
use crate::cli::words::{Say, say};
use gongbao_diag::Diags;
use gongbao_diag::locale::Lang;
use gongbao_settings::Config;
use gongbao_source::Sources;
use gongbao_theme as theme;

/// The sections of tokens.
const SECTIONS: [&str; 6] = ["all", "light", "dark", "print", "contrast", "contrast-dark"];

/// The schemas of tokens and of wordings.
pub(super) fn theme_schemas(lang: Lang) -> Vec<AuthorSchema> {
    let theme = theme::load_theme(&Sources::default(), &Config::default(), &mut Diags::new());
    let section = |name: &&str| {
        let of = theme
            .tokens
            .iter()
            .filter_map(|(key, value)| Some((key.strip_prefix(*name)?.strip_prefix('.')?, value)));
        ((*name).to_owned(), text_properties(of))
    };
    let mut tokens: Map<String, Value> = SECTIONS.iter().map(section).collect();
    // By what stands there, and on what: `text.ground = "ink muted"`.
    let on = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    tokens.insert(
        "pairs".to_owned(),
        json!({ "type": "object", "additionalProperties": on }),
    );
    let words = theme
        .strings
        .get(&lang)
        .into_iter()
        .flatten()
        .map(|(key, text)| (key.as_str(), text));
    let tokens = json!({ "type": "object", "properties": tokens, "additionalProperties": false });
    vec![
        theme_schema(
            "tokens",
            "themes/NAME/tokens.toml",
            say(lang, Say::TokensTitle),
            tokens,
        ),
        theme_schema(
            "strings",
            "themes/NAME/strings/LANG.toml",
            say(lang, Say::StringsTitle),
            text_properties(words),
        ),
    ]
}

/// A mapping of texts, each with what it is in the built-in theme.
fn text_properties<'a>(of: impl Iterator<Item = (&'a str, &'a String)>) -> Value {
    let properties: Map<String, Value> = of
        .map(|(key, text)| {
            (
                key.to_owned(),
                json!({ "type": "string", "default": text, "description": text }),
            )
        })
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": { "type": "string" } })
}

fn theme_schema(name: &str, file: &str, title: &str, shape: Value) -> AuthorSchema {
    let mut json = json!({ "$schema": SCHEMA_DIALECT, "title": title });
    merge_objects(&mut json, shape);
    merge_objects(&mut json, json!({ "definitions": {} }));
    AuthorSchema {
        name: name.to_owned(),
        file: file.to_owned(),
        title: title.to_owned(),
        json,
    }
}
