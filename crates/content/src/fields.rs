//! Settings that several parts of front matter read alike.

use std::ops::Range;

use gongbao_diag::locale::{Text, parse_date};
use gongbao_diag::{Diagnostic, Diags};
use gongbao_source::YamlNode;

/// A text with its bytes in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    pub text: String,
    pub range: Range<usize>,
}

/// A text with its place.
///
/// # Errors
/// `setting/bad-value` if it is no text.
pub(crate) fn read_located(node: &YamlNode, key: &str) -> Result<Located, Diagnostic> {
    Ok(Located {
        text: node.string(key)?,
        range: node.range.clone(),
    })
}

/// A list of texts, or a lone one.
pub(crate) fn read_texts(node: &YamlNode, key: &str, diags: &mut Diags) -> Vec<Located> {
    match node.items() {
        [] => diags.keep(read_located(node, key)).into_iter().collect(),
        items => items
            .iter()
            .filter_map(|item| diags.keep(read_located(item, key)))
            .collect(),
    }
}

/// Documents are dated: a loose date would be sorted and printed wrongly.
///
/// # Errors
/// `setting/bad-value` if it is no ISO date.
pub(crate) fn read_date(node: &YamlNode, key: &str) -> Result<String, Diagnostic> {
    let date = node.text().filter(|text| parse_date(text).is_some());
    let expected = || Text::new("形如 2025-12-31 的日期", "a date such as 2025-12-31");
    date.map(str::to_owned)
        .ok_or_else(|| node.refuse(key, expected()))
}
