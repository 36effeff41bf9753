//! Interface strings, in every language of the interface.

use std::collections::{BTreeMap, BTreeSet};

use crate::flat;
use gongbao_diag::locale::Lang;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::SourceFile;

type ThemeWords = BTreeMap<String, String>;

/// Reads `strings/<lang>.toml` of every language. A key that one language has and another lacks is a mistake.
/// A theme's own files say single words otherwise than the ones it lies on.
pub(crate) fn load_strings(
    layers: &[BTreeMap<String, SourceFile>],
    diags: &mut Diags,
) -> BTreeMap<Lang, ThemeWords> {
    let mut strings: BTreeMap<Lang, ThemeWords> = BTreeMap::new();
    for lang in Lang::ALL {
        let files = layers.iter().filter_map(|it| it.get(&strings_path(lang)));
        let entries = files.flat_map(|it| flat::read_flat_toml(it, diags));
        strings.insert(lang, entries.map(|it| (it.key, it.text)).collect());
    }
    let keys: BTreeSet<&String> = strings.values().flat_map(ThemeWords::keys).collect();
    for (lang, words) in &strings {
        let Some(file) = layers
            .iter()
            .rev()
            .find_map(|it| it.get(&strings_path(*lang)))
        else {
            continue;
        };
        for key in keys.iter().filter(|it| !words.contains_key(**it)) {
            let complaint = Diagnostic::new(Code::MissingString, Place::file(&file.path));
            diags.push(complaint.with("key", *key).with("lang", lang.tag()));
        }
    }
    strings
}

fn strings_path(lang: Lang) -> String {
    format!("strings/{}.toml", lang.tag())
}
