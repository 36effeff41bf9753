//! What the descriptor says about the encodings of its files.
//!
//! Read here, before anything else, because complaints quote the decoded text. Whether the words make
//! sense is judged where the descriptor is read.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use crate::encoding::by_name;
use crate::{SourceFile, YamlNode, YamlValue, parse_yaml};

/// The descriptor of a site's tables.
pub const DESCRIPTOR: &str = "data/datapackage.yaml";

/// Path of the file, relative to the site, and its encoding.
pub(crate) type Encodings = BTreeMap<String, &'static Encoding>;

/// The encodings declared, as far as they can be read.
pub(crate) fn declared_encodings(files: &[SourceFile]) -> Encodings {
    // A site without a descriptor declares none.
    let Some(file) = files.iter().find(|it| it.path.as_ref() == DESCRIPTOR) else {
        return Encodings::new();
    };
    let text = String::from_utf8_lossy(&file.bytes);
    // What is wrong with it is said where it is read for its meaning.
    let Ok(root) = parse_yaml(&file.path, text.trim_start_matches('\u{feff}')) else {
        return Encodings::new();
    };
    let resources = find_child(&root, "resources").map_or(&[][..], YamlNode::items);
    resources.iter().filter_map(declared_encoding).collect()
}

fn declared_encoding(resource: &YamlNode) -> Option<(String, &'static Encoding)> {
    let path = find_child(resource, "path")?.text()?;
    Some((
        format!("data/{path}"),
        by_name(find_child(resource, "encoding")?.text()?)?,
    ))
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
