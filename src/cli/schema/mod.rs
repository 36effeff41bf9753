//! `schema`: JSON Schemas of all that authors write, for editors that complete keys and underline mistakes.
//!
//! They are made from one table of keys, `keys.yaml`; a test holds it against what the program reads. The dialect is
//! draft-07, which the usual extensions for YAML and TOML know best. Start at [`print_schemas`].
//!
//! They are not made from types: YAML is read as located nodes here, so there are no types a derive
//! could look at.

mod theme_schemas;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::cli::request::Request;
use crate::cli::terminal::{EXIT_FAILED, EXIT_REFUSED, to_stderr, to_stdout};
use crate::cli::words::{Say, say};
use crate::pipeline;
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_diag::{Diags, nearest_name, render_for_terminal};
use gongbao_source::{Sources, YamlNode, parse_yaml};

const KEYS_YAML: &str = include_str!("keys.yaml");

/// What the schemas are written in.
const SCHEMA_DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// Where a site keeps the schemas its editor reads.
const EDITOR_FOLDER: &str = ".vscode/gongbao";

/// The schema of something authors write.
#[derive(Debug)]
pub(super) struct AuthorSchema {
    pub name: String,
    /// The file it is for; empty for parts of a page.
    pub file: String,
    pub title: String,
    pub json: Value,
}

/// Prints one schema, lists all, or writes them into a folder.
pub(super) fn print_schemas(request: &Request, lang: Lang) -> u8 {
    let all = author_schemas(lang);
    let name = request.name.as_deref();
    let wanted: Vec<&AuthorSchema> = all
        .iter()
        .filter(|it| name.is_none_or(|name| it.name == name))
        .collect();
    if let (Some(name), []) = (name, wanted.as_slice()) {
        let known = nearest_name(name, all.iter().map(|it| it.name.as_str()));
        let hint = known.map_or_else(String::new, |it| {
            fill_placeholders(say(lang, Say::DidYouMean), &[("it", it)])
        });
        let text = fill_placeholders(say(lang, Say::UnknownSchema), &[("name", name)]);
        to_stderr(&format!("{}: {text}\n{hint}\n", say(lang, Say::Error)));
        return EXIT_FAILED;
    }
    let Some(folder) = &request.out else {
        to_stdout(&match wanted.as_slice() {
            [one] if name.is_some() => format_json(&one.json),
            all => all.iter().map(|it| schema_line(it, lang)).collect(),
        });
        return 0;
    };
    let files: Vec<(String, String)> = wanted
        .iter()
        .map(|it| (schema_file_name(&it.name), format_json(&it.json)))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let mut diags = Diags::new();
    if pipeline::write_editor_files(folder, &files, &mut diags).is_err() {
        diags.sorted().iter().for_each(|it| {
            to_stderr(&(render_for_terminal(it, lang, &Sources::default(), false) + "\n"))
        });
        return EXIT_REFUSED;
    }
    let values = [
        ("n", files.len().to_string()),
        ("dir", folder.display().to_string()),
    ];
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, it)| (*name, it.as_str()))
        .collect();
    to_stdout(&(fill_placeholders(say(lang, Say::SchemasWritten), &values) + "\n"));
    0
}

/// What a new site has for editors: the schemas of its files, and the settings that say which is for which.
pub(super) fn for_editors(lang: Lang) -> Vec<(String, String)> {
    let is_of_every_site =
        |it: &AuthorSchema| it.file == "site.toml" || it.file.starts_with("data/");
    let of_files: Vec<AuthorSchema> = author_schemas(lang)
        .into_iter()
        .filter(is_of_every_site)
        .collect();
    let yaml = of_files.iter().filter(|it| it.file.ends_with(".yaml"));
    let yaml: Map<String, Value> = yaml
        .map(|it| {
            (
                format!("{EDITOR_FOLDER}/{}", schema_file_name(&it.name)),
                it.file.as_str().into(),
            )
        })
        .collect();
    let settings = json!({ "yaml.schemas": yaml, "yaml.schemaStore.enable": false });
    let files = of_files.iter().map(|it| {
        (
            format!("{EDITOR_FOLDER}/{}", schema_file_name(&it.name)),
            format_json(&it.json),
        )
    });
    files
        .chain([(".vscode/settings.json".to_owned(), format_json(&settings))])
        .collect()
}

fn schema_file_name(name: &str) -> String {
    format!("{name}.schema.json")
}

fn format_json(json: &Value) -> String {
    format!("{json:#}\n")
}

fn schema_line(it: &AuthorSchema, lang: Lang) -> String {
    let of = if it.file.is_empty() {
        say(lang, Say::InPages)
    } else {
        &it.file
    };
    format!("{}  {}  {of}\n", it.name, it.title)
}

/// Every schema, its descriptions in a language.
#[expect(
    clippy::expect_used,
    reason = "the table is compiled in, and a test reads it"
)]
pub(super) fn author_schemas(lang: Lang) -> Vec<AuthorSchema> {
    let root = parse_yaml(&Arc::from("keys.yaml"), KEYS_YAML).expect("keys.yaml is YAML");
    let shapes = child_pairs(&root, "shapes");
    let of = |(name, node): &(YamlNode, YamlNode)| {
        let text = |key: &str| {
            find_child(node, key)
                .map_or("", YamlNode::key_text)
                .to_owned()
        };
        let name = name.key_text().to_owned();
        let title = text(if lang == Lang::Zh { "zh" } else { "en" });
        let takes = text("takes");
        let mut json = json!({ "$schema": SCHEMA_DIALECT, "title": title });
        let mut used = BTreeSet::new();
        let mut definitions = Map::new();
        collect_shapes(&takes, &mut used);
        while let Some(name) = used
            .iter()
            .find(|it| !definitions.contains_key(*it))
            .cloned()
        {
            let shape = shapes
                .iter()
                .find(|(it, _)| it.text() == Some(&name))
                .map(|it| &it.1);
            definitions.insert(
                name,
                shape.map_or(Value::Null, |it| object_schema(it, lang, &mut used)),
            );
        }
        merge_objects(&mut json, value_schema(&takes));
        merge_objects(&mut json, json!({ "definitions": definitions }));
        AuthorSchema {
            name,
            file: text("file"),
            title,
            json,
        }
    };
    child_pairs(&root, "files")
        .iter()
        .map(of)
        .chain(theme_schemas::theme_schemas(lang))
        .collect()
}

/// A mapping with its keys and no others.
fn object_schema(shape: &YamlNode, lang: Lang, used: &mut BTreeSet<String>) -> Value {
    let (mut properties, mut needed) = (Map::new(), Vec::new());
    for (key, about) in expect_mapping(shape) {
        let key = key.key_text();
        let [takes, zh, en] = about.items() else {
            continue;
        };
        let takes = takes.key_text();
        collect_shapes(takes, used);
        let name = key.trim_end_matches('!');
        if name != key {
            needed.push(name);
        }
        let words = if lang == Lang::Zh { zh } else { en };
        let mut property = value_schema(takes);
        // Beside a reference nothing else would count.
        if property.get("$ref").is_some() {
            property = json!({ "allOf": [property] });
        }
        merge_objects(&mut property, json!({ "description": words.text() }));
        properties.insert(name.to_owned(), property);
    }
    json!({ "type": "object", "properties": properties, "required": needed, "additionalProperties": false })
}

/// What a key takes, in the words of `keys.yaml`, as a schema.
fn value_schema(takes: &str) -> Value {
    let text = json!(["string", "number"]);
    if let Some(inner) = takes.strip_prefix("map of ") {
        return json!({ "type": "object", "additionalProperties": value_schema(inner) });
    }
    let inner = takes.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let ways = split_alternatives(takes);
    if ways.len() > 1 {
        return json!({ "anyOf": ways.into_iter().map(value_schema).collect::<Vec<Value>>() });
    }
    if let Some(inner) = inner {
        return json!({ "type": "array", "items": value_schema(inner) });
    }
    if let Some(name) = takes.strip_prefix('@') {
        return json!({ "$ref": format!("#/definitions/{name}") });
    }
    match takes {
        "text" => json!({ "type": text }),
        "texts" => json!({ "type": ["string", "number", "array"], "items": { "type": text } }),
        "integers" => json!({ "type": ["integer", "array"], "items": { "type": "integer" } }),
        "number" | "integer" => json!({ "type": takes }),
        "flag" => json!({ "type": "boolean" }),
        "date" => json!({ "type": "string" }),
        "map" => json!({ "type": "object" }),
        "any" => json!({}),
        words => json!({ "enum": words.split('|').collect::<Vec<&str>>() }),
    }
}

/// The alternatives of `text or [text or @sign]`, those in brackets left together.
fn split_alternatives(takes: &str) -> Vec<&str> {
    let depth = |at: usize| takes[..at].matches('[').count() - takes[..at].matches(']').count();
    let cuts = takes
        .match_indices(" or ")
        .filter(|(at, _)| depth(*at) == 0)
        .map(|(at, _)| at);
    let mut from = 0;
    let mut found = Vec::new();
    for at in cuts {
        found.push(&takes[from..at]);
        from = at + " or ".len();
    }
    found.push(&takes[from..]);
    found
}

/// The shapes that are named.
fn collect_shapes(takes: &str, used: &mut BTreeSet<String>) {
    let names = takes
        .split('@')
        .skip(1)
        .filter_map(|it| it.split([']', ' ']).next());
    used.extend(names.map(str::to_owned));
}

fn child_pairs<'a>(node: &'a YamlNode, key: &str) -> &'a [(YamlNode, YamlNode)] {
    find_child(node, key).map_or(&[], expect_mapping)
}

/// The pairs of a mapping of the table.
#[expect(
    clippy::expect_used,
    reason = "the table is compiled in, and a test reads it"
)]
fn expect_mapping(node: &YamlNode) -> &[(YamlNode, YamlNode)] {
    node.pairs("keys.yaml")
        .expect("keys.yaml has a mapping here")
}

fn find_child<'a>(node: &'a YamlNode, key: &str) -> Option<&'a YamlNode> {
    expect_mapping(node)
        .iter()
        .find(|(it, _)| it.text() == Some(key))
        .map(|it| &it.1)
}

fn merge_objects(value: &mut Value, other: Value) {
    if let (Value::Object(value), Value::Object(other)) = (value, other) {
        value.extend(other);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::cli::schema::{author_schemas, for_editors, split_alternatives, value_schema};
    use gongbao_diag::locale::Lang;
    use gongbao_site::Layout;

    #[test]
    fn alternatives_in_brackets_stay_together() {
        assert_eq!(
            split_alternatives("text or [text or @sign]"),
            ["text", "[text or @sign]"]
        );
        assert_eq!(
            value_schema("[@a]"),
            json!({ "type": "array", "items": { "$ref": "#/definitions/a" } })
        );
        let any_text = json!({ "type": ["string", "number"] });
        assert_eq!(
            value_schema("map of text"),
            json!({ "type": "object", "additionalProperties": any_text })
        );
        assert_eq!(value_schema("on|off"), json!({ "enum": ["on", "off"] }));
    }

    #[test]
    fn every_shape_is_there_and_described_in_both_languages() {
        for lang in Lang::ALL {
            let all = author_schemas(lang);
            assert!(all.len() >= 16);
            for it in &all {
                let definitions = it.json["definitions"].as_object().expect("definitions");
                for (name, shape) in definitions {
                    let properties = shape["properties"].as_object();
                    let properties = properties
                        .unwrap_or_else(|| panic!("{}: there is no shape {name}", it.name));
                    assert!(
                        properties
                            .values()
                            .all(|it| it["description"].as_str().is_some_and(|it| !it.is_empty()))
                    );
                }
            }
        }
    }

    #[test]
    fn layouts_are_those_there_are() {
        let front = author_schemas(Lang::En)
            .into_iter()
            .find(|it| it.name == "front")
            .expect("front matter");
        let known = &front.json["definitions"]["front"]["properties"]["layout"]["enum"];
        for it in known.as_array().expect("layouts") {
            assert!(Layout::ALL.iter().any(|layout| layout.name() == it), "{it}");
        }
    }

    #[test]
    fn a_theme_may_have_what_the_built_in_one_has_and_more() {
        let all = author_schemas(Lang::En);
        let of = |name: &str| {
            all.iter()
                .find(|it| it.name == name)
                .map(|it| it.json["properties"].clone())
                .expect(name)
        };
        assert_eq!(
            of("tokens")["light"]["properties"]["ground"]["type"],
            "string"
        );
        assert_eq!(of("strings")["nav.top"]["default"], "Back to top");
    }

    #[test]
    fn editors_are_told_which_schema_is_for_which_file() {
        let files = for_editors(Lang::Zh);
        let settings = files
            .iter()
            .find(|it| it.0.ends_with("settings.json"))
            .expect("settings");
        let settings: Value = serde_json::from_str(&settings.1).expect("JSON");
        for (schema, file) in settings["yaml.schemas"].as_object().expect("schemas") {
            assert!(
                files.iter().any(|it| it.0 == *schema)
                    && file.as_str().is_some_and(|it| it.starts_with("data/"))
            );
        }
    }
}
