//! Accepted problems: diagnostics an author accepts with a reason that readers see.

use gongbao_diag::Code;
use gongbao_diag::locale::Text;
use gongbao_site::Failure;
use gongbao_source::{YamlNode, unknown_key};

/// A complaint that is let pass.
#[derive(Debug)]
pub(crate) struct Suppression {
    pub code: Code,
    /// The items it is about; all if none is named.
    pub items: Vec<String>,
    pub reason: String,
    pub node: YamlNode,
}

/// What the author of a ledger may have a reason for.
pub(crate) const LEDGER_EXCUSES: [Code; 3] = [
    Code::OpinionUnanswered,
    Code::OpinionOverdue,
    Code::OpinionNoEvidence,
];

/// Reads one of `accept`: `{lint, items, reason}`.
#[expect(clippy::expect_used, reason = "the lists of complaints are ours")]
pub(crate) fn read_excuse(node: &YamlNode, acceptable: &[Code]) -> Result<Suppression, Failure> {
    let (mut code, mut items, mut reason) = (None, Vec::new(), None);
    for (key, value) in node.pairs("accept")? {
        match key.text() {
            Some("lint") => code = Some(read_lint_code(value, acceptable)?),
            Some("items") => items = value.strings("items")?,
            Some("reason") => {
                reason = Some(value.string("reason")?).filter(|it| !it.trim().is_empty())
            }
            _ => {
                let known = ["lint", "items", "reason"];
                return Err(unknown_key(key.place(), key.key_text(), &known).into());
            }
        }
    }
    let (Some(code), Some(reason)) = (code, reason) else {
        let first = acceptable
            .first()
            .expect("an embed with `accept` has complaints");
        let name = first.name();
        let expected = Text::new(
            format!("例如 {{lint: {name}, items: [2], reason: 办理情况尚未公开}}"),
            format!("such as {{lint: {name}, items: [2], reason: not published yet}}"),
        );
        return Err(node.refuse("accept", expected).into());
    };
    Ok(Suppression {
        code,
        items,
        reason,
        node: node.clone(),
    })
}

fn read_lint_code(node: &YamlNode, acceptable: &[Code]) -> Result<Code, Failure> {
    let name = node.string("lint")?;
    let known: Vec<&str> = acceptable.iter().map(|it| it.name()).collect();
    let found = acceptable.iter().copied().find(|it| it.name() == name);
    found.ok_or_else(|| node.refuse("lint", Text::from(known.join(" | "))).into())
}
