//! The wording for opinions, ballots and facilities, in every language of the interface.

use gongbao_diag::locale::Lang;

/// A wording in Chinese and in English.
pub type Wording = [&'static str; 2];

/// The wording in a language.
pub fn say(lang: Lang, it: Wording) -> &'static str {
    match lang {
        Lang::Zh => it[0],
        Lang::En => it[1],
    }
}

pub const OPINION: Wording = ["审议意见", "Opinion"];
pub const RESPONSE: Wording = ["办理措施", "Response"];
pub const PROGRESS: Wording = ["进展", "Progress"];
pub const EVIDENCE: Wording = ["佐证", "Evidence"];
pub const LINKED: Wording = ["关联指标", "Metric"];
pub const VIEWS: Wording = ["评价", "Finding"];
pub const PROBLEM: Wording = ["问题", "Problem"];
pub const SUGGESTION: Wording = ["意见", "Recommendation"];
pub const LEAD: Wording = ["牵头：{name}", "Lead: {name}"];
pub const SUPPORT: Wording = ["配合：{name}", "With: {name}"];
pub const LIMIT: Wording = ["时限：{name}", "Due: {name}"];
pub const REASON: Wording = ["原因：{name}", "Reason: {name}"];
pub const VERIFIED: Wording = ["核验：{name}", "Verified: {name}"];
pub const LATE: Wording = ["逾期{n}天", "{n} days overdue"];
pub const TARGET: Wording = ["目标：{target}；{status}", "Target: {target}; {status}"];
pub const EXCUSED: Wording = ["说明：{reason}", "Note: {reason}"];
pub const EXCUSED_FOR: Wording = ["说明（{items}）：{reason}", "Note ({items}): {reason}"];
pub const ALL_ITEMS: Wording = ["审议意见台账共{n}条", "The ledger has {n} entries"];
pub const CLOSED_ITEMS: Wording = ["，已办结{n}条", ", {n} closed"];
pub const ANSWERED_ITEMS: Wording = ["，有办理措施{n}条", ", {n} with a response"];
pub const OVERDUE_ITEMS: Wording = ["，逾期{n}条", ", {n} overdue"];
pub const FULL_STOP: Wording = ["。", "."];
pub const AS_OF: Wording = ["（截至{date}）", " (as of {date})"];
pub const LEDGER: Wording = ["来源：", "Source: "];

pub const ORIGINAL: Wording = ["意见原文", "Opinion"];
pub const RESULT: Wording = ["办理成效", "Result"];
pub const UNFINISHED: Wording = ["未完成原因", "Why it is not finished"];
pub const NEXT: Wording = ["下一步", "Next"];
pub const BODIES: Wording = ["责任单位和时限", "Responsible, and by when"];
pub const ANNEX: Wording = ["佐证材料清单", "List of evidence"];
pub const COLON: Wording = ["：", ": "];
pub const SEMICOLON: Wording = ["；", "; "];
pub const COMMA: Wording = ["，", ", "];
