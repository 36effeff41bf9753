//! The wording for opinions, ballots and facilities, in every language of the interface.

use gongbao_diag::locale::Lang;

/// A wording in Chinese and in English.
pub(crate) type Wording = [&'static str; 2];

/// The wording in a language.
pub(crate) fn in_language(lang: Lang, it: Wording) -> &'static str {
    match lang {
        Lang::Zh => it[0],
        Lang::En => it[1],
    }
}

pub(crate) const OPINION: Wording = ["审议意见", "Opinion"];
pub(crate) const RESPONSE: Wording = ["办理措施", "Response"];
pub(crate) const PROGRESS: Wording = ["进展", "Progress"];
pub(crate) const EVIDENCE: Wording = ["佐证", "Evidence"];
pub(crate) const LINKED: Wording = ["关联指标", "Metric"];
pub(crate) const VIEWS: Wording = ["评价", "Finding"];
pub(crate) const PROBLEM: Wording = ["问题", "Problem"];
pub(crate) const SUGGESTION: Wording = ["意见", "Recommendation"];
pub(crate) const LEAD: Wording = ["牵头：{name}", "Lead: {name}"];
pub(crate) const SUPPORT: Wording = ["配合：{name}", "With: {name}"];
pub(crate) const LIMIT: Wording = ["时限：{name}", "Due: {name}"];
pub(crate) const REASON: Wording = ["原因：{name}", "Reason: {name}"];
pub(crate) const VERIFIED: Wording = ["核验：{name}", "Verified: {name}"];
pub(crate) const LATE: Wording = ["逾期{n}天", "{n} days overdue"];
pub(crate) const TARGET: Wording = ["目标：{target}；{status}", "Target: {target}; {status}"];
pub(crate) const EXCUSED: Wording = ["说明：{reason}", "Note: {reason}"];
pub(crate) const EXCUSED_FOR: Wording = ["说明（{items}）：{reason}", "Note ({items}): {reason}"];
pub(crate) const ALL_ITEMS: Wording = ["审议意见台账共{n}条", "The ledger has {n} entries"];
pub(crate) const CLOSED_ITEMS: Wording = ["，已办结{n}条", ", {n} closed"];
pub(crate) const ANSWERED_ITEMS: Wording = ["，有办理措施{n}条", ", {n} with a response"];
pub(crate) const OVERDUE_ITEMS: Wording = ["，逾期{n}条", ", {n} overdue"];
pub(crate) const FULL_STOP: Wording = ["。", "."];
pub(crate) const AS_OF: Wording = ["（截至{date}）", " (as of {date})"];
pub(crate) const LEDGER: Wording = ["来源：", "Source: "];

pub(crate) const ORIGINAL: Wording = ["意见原文", "Opinion"];
pub(crate) const RESULT: Wording = ["办理成效", "Result"];
pub(crate) const UNFINISHED: Wording = ["未完成原因", "Why it is not finished"];
pub(crate) const NEXT: Wording = ["下一步", "Next"];
pub(crate) const BODIES: Wording = ["责任单位和时限", "Responsible, and by when"];
pub(crate) const ANNEX: Wording = ["佐证材料清单", "List of evidence"];
pub(crate) const COLON: Wording = ["：", ": "];
pub(crate) const SEMICOLON: Wording = ["；", "; "];
pub(crate) const COMMA: Wording = ["，", ", "];
