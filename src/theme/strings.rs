//! The words of the frame, in every language of the interface.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Diags, Place};
use crate::locale::Lang;
use crate::source::File;
use crate::theme::flat;

type Words = BTreeMap<String, String>;

/// Reads `strings/<lang>.toml` of every language. A key that one language has and another lacks is a mistake.
pub fn load(files: &BTreeMap<String, File>, diags: &mut Diags) -> BTreeMap<Lang, Words> {
    let mut strings: BTreeMap<Lang, Words> = BTreeMap::new();
    for lang in Lang::ALL {
        let file = files.get(&path(lang));
        let entries = file.map(|it| flat::read(it, diags)).unwrap_or_default();
        strings.insert(lang, entries.into_iter().map(|it| (it.key, it.text)).collect());
    }
    let keys: BTreeSet<&String> = strings.values().flat_map(Words::keys).collect();
    for (lang, words) in &strings {
        let Some(file) = files.get(&path(*lang)) else { continue };
        for key in keys.iter().filter(|it| !words.contains_key(**it)) {
            let complaint = Diagnostic::new(Code::MissingString, Place::file(&file.path));
            diags.push(complaint.with("key", *key).with("lang", lang.tag()));
        }
    }
    strings
}

fn path(lang: Lang) -> String {
    format!("strings/{}.toml", lang.tag())
}
