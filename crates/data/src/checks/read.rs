//! The list under `checks` of a resource.

use std::sync::Arc;

use crate::checks::accept::{self, Exception};
use crate::checks::checked_table::{Check, RowCheck};
use crate::checks::{duplicate_row, jump, not_before, rule, sum};
use crate::fields::{keep_fields, list_items, read_text};
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags, Severity};
use gongbao_source::{Fields, YamlNode};

/// A way to read a kind of check; nothing if its settings are wrong, which is filed.
type CheckReader = fn(&Fields<'_>, &mut Diags) -> Option<Arc<dyn RowCheck>>;

/// Every kind, by the key that declares it.
const CHECK_KINDS: [(&str, CheckReader); 5] = [
    ("rule", rule::read_rule_check),
    ("sum", sum::read_sum_check),
    ("not_before", not_before::read_not_before_check),
    ("jump", jump::read_jump_check),
    ("duplicate_row", duplicate_row::read_duplicate_row_check),
];

/// The keys of a check beside those of [`CHECK_KINDS`].
const CHECK_KEYS: [&str; 6] = ["equals", "within", "per", "message", "severity", "accept"];

/// Reads the checks of a table. Each mistake is a diagnostic; the rest still counts.
pub(crate) fn read_checks(nodes: &[YamlNode], diags: &mut Diags) -> Vec<Check> {
    nodes
        .iter()
        .filter_map(|it| read_check(it, diags))
        .collect()
}

fn read_check(node: &YamlNode, diags: &mut Diags) -> Option<Check> {
    let known: Vec<&str> = CHECK_KINDS
        .iter()
        .map(|(key, _)| *key)
        .chain(CHECK_KEYS)
        .collect();
    let keys = keep_fields(node, "checks", &known, diags)?;
    let message = read_text(&keys, "message", diags);
    let severity = keys
        .get("severity")
        .map_or(Ok(Severity::Error), read_severity);
    let severity = diags.keep(severity).unwrap_or(Severity::Error);
    let accept: Vec<Exception> = list_items(&keys, "accept")
        .iter()
        .filter_map(|it| accept::read_exception(it, diags))
        .collect();
    let mut kinds = CHECK_KINDS
        .iter()
        .filter(|(key, _)| keys.get(key).is_some());
    let Some((_, read)) = kinds.next() else {
        let missing = keys
            .need("rule", "community_officers <= station_officers")
            .map(|_| ());
        diags.keep(missing);
        return None;
    };
    if let Some((key, _)) = kinds.next() {
        let other = keys.get(key).unwrap_or(node);
        diags.push(other.refuse(
            key,
            Text::new("不写：一项检查只有一种", "left out: a check is of one kind"),
        ));
    }
    let test = read(&keys, diags)?;
    Some(Check {
        test,
        message,
        severity,
        accept,
    })
}

fn read_severity(node: &YamlNode) -> Result<Severity, Diagnostic> {
    match node.string("severity")?.as_str() {
        "error" => Ok(Severity::Error),
        "warning" => Ok(Severity::Warning),
        _ => Err(node.refuse(
            "severity",
            Text::new("error 或 warning", "error or warning"),
        )),
    }
}
