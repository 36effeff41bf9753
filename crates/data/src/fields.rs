//! Reading the mappings of the descriptor. A mistake is filed where it is found; the rest still counts.

use gongbao_diag::{Diags, Place};
use gongbao_source::{Fields, YamlNode};

/// A text and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    pub text: String,
    pub place: Place,
}

impl Located {
    /// The text of a node; a complaint is filed if it is something else.
    pub(crate) fn read(node: &YamlNode, key: &str, diags: &mut Diags) -> Option<Located> {
        Some(Located {
            text: diags.keep(node.string(key))?,
            place: node.place(),
        })
    }

    /// The texts of a list, or the one that stands in its place.
    pub(crate) fn read_all(node: &YamlNode, key: &str, diags: &mut Diags) -> Vec<Located> {
        node.items()
            .iter()
            .filter_map(|it| Located::read(it, key, diags))
            .collect()
    }
}

/// The fields of a mapping; a complaint is filed if it is none.
pub(crate) fn keep_fields<'a>(
    node: &'a YamlNode,
    key: &str,
    known: &[&str],
    diags: &mut Diags,
) -> Option<Fields<'a>> {
    let read = Fields::read(node, key, known, diags);
    diags.keep(read)
}

/// The text under a key; a complaint is filed if it is something else.
pub(crate) fn read_text(fields: &Fields<'_>, key: &str, diags: &mut Diags) -> Option<String> {
    diags.keep(fields.string(key)).flatten()
}

/// Whether a key says yes. One that is not there says no, and so does a mistake, which is filed.
pub(crate) fn read_flag(fields: &Fields<'_>, key: &str, diags: &mut Diags) -> bool {
    let said = fields.get(key).map(|it| it.boolean(key));
    said.and_then(|it| diags.keep(it)).unwrap_or(false)
}

/// The texts under a key: none if it is not there, or is a mistake, which is filed.
pub(crate) fn read_texts(fields: &Fields<'_>, key: &str, diags: &mut Diags) -> Vec<String> {
    let said = fields.get(key).map(|it| it.strings(key));
    let texts = said.and_then(|it| diags.keep(it));
    texts.into_iter().flatten().collect()
}

/// The nodes of the list under a key; a key that is not there is an empty list.
pub(crate) fn list_items<'a>(fields: &Fields<'a>, key: &str) -> &'a [YamlNode] {
    fields.get(key).map_or(&[], YamlNode::items)
}
