//! Keys of a definition that take a list, or one of some words.

use gongbao_diag::Diagnostic;
use gongbao_diag::locale::Text;
use gongbao_source::{Fields, YamlNode};

/// The nodes of the list under a key; a key that is not there is an empty list.
pub(super) fn list_items<'a>(fields: &Fields<'a>, key: &str) -> &'a [YamlNode] {
    fields.get(key).map_or(&[], YamlNode::items)
}

/// The value of one of the words a key takes.
pub(super) fn read_choice<T: Copy>(
    fields: &Fields<'_>,
    key: &str,
    words: &[(&str, T)],
) -> Result<Option<T>, Diagnostic> {
    fields
        .get(key)
        .map(|it| match_word(it, key, words))
        .transpose()
}

/// What one of some words stands for.
pub(super) fn match_word<T: Copy>(
    node: &YamlNode,
    key: &str,
    words: &[(&str, T)],
) -> Result<T, Diagnostic> {
    let found = words.iter().find(|(word, _)| node.text() == Some(word));
    found.map(|it| it.1).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|it| it.0).collect();
        node.refuse(key, Text::from(known.join(" / ")))
    })
}
