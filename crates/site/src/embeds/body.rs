//! What several embeds read from their bodies.

use std::collections::BTreeMap;

use crate::expression::Arg;
use crate::failure::Failure;
use crate::scope::Scope;
use gongbao_data::{Selection, Table};
use gongbao_diag::Place;
use gongbao_diag::locale::Text;
use gongbao_model::Value;
use gongbao_source::{Fields, YamlNode};

/// One of a few words under a key.
///
/// # Errors
/// `setting/bad-value` that lists the words.
pub fn match_word<T: Copy>(node: &YamlNode, key: &str, words: &[(&str, T)]) -> Result<T, Failure> {
    let text = node.key_text();
    let found = words
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, it)| *it);
    found.ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
        node.refuse(key, Text::from(known.join(" | "))).into()
    })
}

/// The number under `limit`.
///
/// # Errors
/// `setting/bad-value` if it is not a count from 1.
pub(super) fn read_limit(body: &Fields<'_>) -> Result<Option<usize>, Failure> {
    let Some(node) = body.get("limit") else {
        return Ok(None);
    };
    match node.text().map(str::parse) {
        Some(Ok(count)) if count > 0 => Ok(Some(count)),
        Some(_) | None => {
            let expected = Text::new("一个正整数", "a whole number above zero");
            Err(node.refuse("limit", expected).into())
        }
    }
}

/// The rows of a table that given values select; columns are checked.
///
/// # Errors
/// `data/unknown-column`.
pub fn table_rows(
    scope: &Scope<'_>,
    table: &Table,
    given: &BTreeMap<String, Arg>,
    place: &Place,
) -> Result<Vec<usize>, Failure> {
    let mut selection = Selection::default();
    for (name, arg) in given {
        let column = scope.column(table, name, place)?;
        match arg {
            Arg::Values(values) => selection = selection.with_any(name, values.clone()),
            Arg::Row(field) => selection = selection.with(name, scope.row_value(field, place)?.1),
            Arg::All => {}
            Arg::Latest | Arg::Previous => {
                let back = usize::from(*arg == Arg::Previous);
                selection = selection.with(name, nth_latest(table, column, back));
            }
        }
    }
    Ok(table.rows(&selection))
}

/// The latest value of a column, or the one `back` steps before it.
fn nth_latest(table: &Table, column: usize, back: usize) -> Value {
    let mut values = table.members(column);
    values.sort_by(Value::order);
    let like = |it: &&Value| values.last().is_some_and(|last| last.is_like(it));
    values
        .iter()
        .rev()
        .filter(like)
        .nth(back)
        .cloned()
        .unwrap_or(Value::Missing)
}
