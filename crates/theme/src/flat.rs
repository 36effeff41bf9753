//! A TOML file of texts as a flat list of dotted keys, each with its place.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::SourceFile;

/// One text with its dotted key and its bytes in the file.
pub(crate) struct FlatEntry {
    pub key: String,
    pub text: String,
    pub range: Range<usize>,
}

/// Reads a file in which every value is a text. Tables become dots in the key; the order is the file's.
pub(crate) fn read_flat_toml(file: &SourceFile, diags: &mut Diags) -> Vec<FlatEntry> {
    let mut entries = Vec::new();
    match DeTable::parse(file.str()) {
        Ok(table) => flatten_table(file, "", table.get_ref(), &mut entries, diags),
        Err(error) => {
            let place = error
                .span()
                .map_or(Place::file(&file.path), |it| Place::text(&file.path, it));
            diags.push(Diagnostic::new(Code::SettingSyntax, place).with("reason", error.message()));
        }
    }
    entries.sort_by_key(|it| it.range.start);
    entries
}

fn flatten_table(
    file: &SourceFile,
    prefix: &str,
    table: &DeTable<'_>,
    entries: &mut Vec<FlatEntry>,
    diags: &mut Diags,
) {
    for (name, value) in table {
        let key = format!("{prefix}{}", name.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => flatten_table(file, &format!("{key}."), inner, entries, diags),
            DeValue::String(text) => entries.push(FlatEntry {
                key,
                text: text.to_string(),
                range: value.span(),
            }),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => diags.push(not_a_text(file, key, value.span())),
        }
    }
}

fn not_a_text(file: &SourceFile, key: String, range: Range<usize>) -> Diagnostic {
    let shown = file.str()[range.clone()].to_owned();
    let complaint =
        Diagnostic::new(Code::BadSetting, Place::text(&file.path, range)).with("key", key);
    complaint
        .with("text", shown)
        .with("expected", Text::new("加引号的文字", "a quoted text"))
}
