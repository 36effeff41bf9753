//! Translated names of tables, columns and members; the cells are the same in every language.
//!
//! They are read apart and laid over copies that share the cells. There is no other way from a
//! figure to rows, so figures of all languages are read from the same ones.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Entry};
use crate::fields::read_texts;
use crate::table::Table;
use gongbao_diag::Diags;
use gongbao_diag::locale::LanguageTag;
use gongbao_model::SourceNote;
use gongbao_source::{
    DESCRIPTOR, Fields, Sources, TRANSLATIONS, YamlNode, YamlValue, parse_yaml, read_translations,
    unknown_key,
};

/// What tables are called, by name.
pub type TableWordings = BTreeMap<String, TableWording>;

/// What a table is called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableWording {
    title: Option<String>,
    description: Option<String>,
    /// The titles of its sources, in their order.
    sources: Vec<String>,
    fields: BTreeMap<String, FieldWording>,
    /// What members of a column are called: 铁西区 is Tiexi.
    values: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a column is called.
#[derive(Clone, Debug, Default, PartialEq)]
struct FieldWording {
    title: Option<String>,
    unit: Option<String>,
    description: Option<String>,
}

const WORDING_KEYS: [&str; 5] = ["title", "description", "sources", "fields", "values"];
const FIELD_KEYS: [&str; 3] = ["title", "unit", "description"];

impl TableWording {
    /// What a member of a column is called.
    pub fn value(&self, column: &str, value: &str) -> Option<&str> {
        self.values.get(column)?.get(value).map(String::as_str)
    }
}

/// Reads what the descriptor says in other languages.
pub fn read_wordings(
    sources: &Sources,
    catalog: &Catalog,
    diags: &mut Diags,
) -> BTreeMap<LanguageTag, TableWordings> {
    let mut found: BTreeMap<LanguageTag, TableWordings> = BTreeMap::new();
    let Some(file) = sources.get(DESCRIPTOR) else {
        return found;
    };
    // Whatever else is wrong with the descriptor has been said where it was read.
    let Ok(root) = parse_yaml(&file.path, file.str()) else {
        return found;
    };
    let resources = find_child(&root, "resources").map_or(&[] as &[YamlNode], YamlNode::items);
    for resource in resources {
        let Some(name) = find_child(resource, "name").and_then(YamlNode::text) else {
            continue;
        };
        let table = match catalog.get(name) {
            Some(Entry::Ready(table)) => Some(table),
            Some(Entry::Broken) | None => None,
        };
        let Some(node) = find_child(resource, TRANSLATIONS) else {
            continue;
        };
        for (tongue, node) in read_translations(node, diags) {
            let wording = read_wording(node, table, diags);
            found
                .entry(tongue)
                .or_default()
                .extend(wording.map(|it| (name.to_owned(), it)));
        }
    }
    found
}

fn read_wording(node: &YamlNode, table: Option<&Table>, diags: &mut Diags) -> Option<TableWording> {
    let fields = Fields::read(node, TRANSLATIONS, &WORDING_KEYS, diags);
    let fields = diags.keep(fields)?;
    let mut string = |key: &str| diags.keep(fields.string(key)).flatten();
    let (title, description) = (string("title"), string("description"));
    let sources = read_texts(&fields, "sources", diags);
    let mut wording = TableWording {
        title,
        description,
        sources,
        ..TableWording::default()
    };
    for (name, node) in column_nodes(fields.get("fields"), table, diags) {
        wording
            .fields
            .extend(read_field_wording(node, diags).map(|it| (name, it)));
    }
    for (name, node) in column_nodes(fields.get("values"), table, diags) {
        wording.values.insert(name, read_value_names(node, diags));
    }
    Some(wording)
}

/// The nodes below the names of columns. A name the table does not have is a diagnostic.
fn column_nodes<'a>(
    node: Option<&'a YamlNode>,
    table: Option<&Table>,
    diags: &mut Diags,
) -> Vec<(String, &'a YamlNode)> {
    let Some(pairs) = node.and_then(|it| diags.keep(it.pairs(TRANSLATIONS))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, node) in pairs {
        let Some(text) = diags.keep(name.string(TRANSLATIONS)) else {
            continue;
        };
        match table {
            Some(table) if table.column(&text).is_none() => {
                let known: Vec<&str> = table.fields.iter().map(|it| it.name.as_str()).collect();
                diags.push(unknown_key(name.place(), &text, &known));
            }
            Some(_) | None => found.push((text, node)),
        }
    }
    found
}

/// A title alone, or title, unit and description.
fn read_field_wording(node: &YamlNode, diags: &mut Diags) -> Option<FieldWording> {
    if let Some(title) = node.text() {
        return Some(FieldWording {
            title: Some(title.to_owned()),
            ..FieldWording::default()
        });
    }
    let fields = Fields::read(node, "fields", &FIELD_KEYS, diags);
    let fields = diags.keep(fields)?;
    let mut string = |key: &str| diags.keep(fields.string(key)).flatten();
    Some(FieldWording {
        title: string("title"),
        unit: string("unit"),
        description: string("description"),
    })
}

fn read_value_names(node: &YamlNode, diags: &mut Diags) -> BTreeMap<String, String> {
    // What is no mapping has been filed, and names nothing.
    let pairs = diags.keep(node.pairs("values")).unwrap_or(&[]);
    let name =
        |(from, to): &(YamlNode, YamlNode)| Some((from.text()?.to_owned(), to.string("values")));
    let read: Vec<_> = pairs.iter().filter_map(name).collect();
    read.into_iter()
        .filter_map(|(from, to)| Some((from, diags.keep(to)?)))
        .collect()
}

fn find_child<'a>(node: &'a YamlNode, key: &str) -> Option<&'a YamlNode> {
    let YamlValue::Map(pairs) = &node.value else {
        return None;
    };
    pairs
        .iter()
        .find(|(name, _)| name.text() == Some(key))
        .map(|(_, it)| it)
}

impl Catalog {
    /// The same tables under the names of another language; what has no name there keeps its own.
    pub fn speaking(&self, words: &TableWordings) -> Catalog {
        let speak = |(name, entry): (&String, &Entry)| {
            let entry = match (entry, words.get(name)) {
                (Entry::Ready(table), Some(wording)) => Entry::Ready(table.called(wording)),
                (entry, _) => entry.clone(),
            };
            (name.clone(), entry)
        };
        Catalog {
            package: self.package.clone(),
            entries: self.entries.iter().map(speak).collect(),
            cache_entries: Vec::new(),
            redacted: self.redacted.clone(),
        }
    }
}

impl Table {
    fn called(&self, wording: &TableWording) -> Table {
        let mut table = self.clone();
        table.title = wording.title.clone().unwrap_or(table.title);
        table.description = wording.description.clone().or(table.description);
        for (note, title) in table.sources.iter_mut().zip(&wording.sources) {
            *note = SourceNote {
                title: title.clone(),
                ..note.clone()
            };
        }
        for field in &mut table.fields {
            let Some(it) = wording.fields.get(&field.name) else {
                continue;
            };
            field.title = it.title.clone().unwrap_or_else(|| field.title.clone());
            field.unit = it.unit.clone().unwrap_or_else(|| field.unit.clone());
            field.description = it.description.clone().or_else(|| field.description.clone());
        }
        table
    }
}
