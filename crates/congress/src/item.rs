//! A row of a ledger: the response to one item of an opinion.

use std::collections::BTreeMap;

use crate::deadline::{Deadline, DeadlineCell, days_late, read_limit};
use crate::references::{read_evidence, read_metrics};
use crate::roles::{Role, Roles};
use crate::words::{PROBLEM, SUGGESTION, VIEWS, in_language};
use gongbao_content::{OpinionSection, parse_han_number};
use gongbao_diag::Diags;
use gongbao_diag::locale::{Date, Lang, date_text, parse_as, section_mark};
use gongbao_model::Value;
use gongbao_site::{Link, NamedMetric, Scope};

/// The parts the columns of a ledger play.
pub(crate) const ROLES: &[Role] = &[
    ("item", &["item", "item_no", "条目", "意见序号", "序号"]),
    (
        "text",
        &["text", "opinion", "action", "意见内容", "意见", "审议意见"],
    ),
    ("kind", &["kind", "性质"]),
    (
        "measures",
        &["measures", "response", "办理措施", "整改措施", "措施"],
    ),
    (
        "lead",
        &[
            "lead",
            "lead_body",
            "responsible_body",
            "牵头单位",
            "责任单位",
            "责任主体",
        ],
    ),
    ("support", &["support", "supporting_body", "配合单位"]),
    ("deadline", &["deadline", "time_limit", "时限", "办理期限"]),
    (
        "precision",
        &["deadline_precision", "precision", "期限精度"],
    ),
    ("progress", &["progress", "进展情况", "办理进展"]),
    ("status", &["status", "状态", "进展"]),
    ("reason", &["reason", "未完成原因"]),
    ("next", &["next", "next_step", "下一步"]),
    ("evidence", &["evidence", "佐证", "佐证材料"]),
    ("link", &["evidence_link", "佐证链接"]),
    (
        "verified",
        &["verified", "verification_date", "verified_on", "核验日期"],
    ),
    ("metric", &["metric", "linked_metric", "关联指标"]),
    ("anchor", &["anchor", "锚点"]),
];

/// A row of a ledger.
#[derive(Debug)]
pub(crate) struct LedgerItem {
    pub row: usize,
    pub section: OpinionSection,
    /// Its number in the opinion, `2` or `2.1`, as the ledger has it.
    pub number: String,
    /// The same in parts; empty where it is no number.
    pub path: Vec<usize>,
    /// The anchor of the item in the opinion, if the opinion is a page.
    pub anchor: Option<String>,
    pub limit: DeadlineCell,
    pub is_closed: bool,
    pub is_ongoing: bool,
    /// Where the evidence can be read.
    pub evidence: Vec<(String, Option<Link>)>,
    pub linked: Vec<NamedMetric>,
    texts: BTreeMap<&'static str, String>,
}

impl LedgerItem {
    /// What the row says in a part, if anything.
    pub(crate) fn text(&self, role: &str) -> Option<&str> {
        self.texts.get(role).map(String::as_str)
    }

    /// Its number as the opinion has it: 一、 or 一（二）.
    pub(crate) fn mark(&self, lang: Lang) -> String {
        let level = |at: usize| u8::try_from(at + 1).unwrap_or(u8::MAX);
        let marks = self
            .path
            .iter()
            .enumerate()
            .map(|(at, n)| section_mark(lang, level(at), *n));
        let text = marks.collect::<String>();
        let text = text.trim_end_matches(['、', '.']);
        if text.is_empty() {
            self.number.clone()
        } else {
            text.replace('、', "")
        }
    }

    /// What it is called: 意见一, 问题二.
    pub(crate) fn name(&self, lang: Lang) -> String {
        let kind = match self.section {
            OpinionSection::View => VIEWS,
            OpinionSection::Problem => PROBLEM,
            OpinionSection::Suggestion => SUGGESTION,
        };
        let gap = if lang == Lang::En { " " } else { "" };
        format!("{}{gap}{}", in_language(lang, kind), self.mark(lang))
    }

    /// The deadline, if there is one.
    pub(crate) fn due(&self) -> Option<&Deadline> {
        match &self.limit {
            DeadlineCell::By(due) => Some(due),
            DeadlineCell::Unstated | DeadlineCell::Ongoing => None,
        }
    }

    /// Whether anybody has said what is done about it.
    pub(crate) fn is_answered(&self) -> bool {
        self.section == OpinionSection::View
            || self.text("measures").is_some()
            || self.text("progress").is_some()
    }

    /// How many days it is past its deadline.
    pub(crate) fn days_late(&self, as_of: Option<Date>) -> Option<i32> {
        let is_open = !self.is_closed && !self.is_ongoing;
        days_late(self.due().filter(|_| is_open)?.day, as_of?)
    }
}

/// Rows that answer the same item, in order of first appearance.
pub(crate) fn group_items(items: &[LedgerItem]) -> Vec<Vec<&LedgerItem>> {
    let mut groups: Vec<Vec<&LedgerItem>> = Vec::new();
    for item in items {
        let is_same = |it: &&mut Vec<&LedgerItem>| {
            it[0].number == item.number && it[0].section == item.section
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// Reads a row; what is wrong with single cells is filed, and the rest is read.
pub(crate) fn read_item(
    scope: &Scope<'_>,
    roles: &Roles<'_>,
    row: usize,
    diags: &mut Diags,
) -> LedgerItem {
    let texts = ROLES
        .iter()
        .filter_map(|(role, _)| Some((*role, cell_text(scope.lang, roles, row, role)?)));
    let texts: BTreeMap<&'static str, String> = texts.collect();
    // A row without a number is called by its kind alone, as its ledger has it.
    let number = texts.get("item").map_or_else(String::new, Clone::clone);
    let section = texts
        .get("kind")
        .and_then(|it| OpinionSection::of(it))
        .unwrap_or(OpinionSection::Suggestion);
    let place = roles.place(row, &["metric"]);
    let linked = texts
        .get("metric")
        .map_or_else(Vec::new, |it| read_metrics(scope, it, &place, diags));
    let evidence = read_evidence(scope, roles, row, diags);
    LedgerItem {
        row,
        section,
        path: parse_item_number(&number),
        number,
        anchor: None,
        limit: read_item_limit(scope.lang, roles, row, diags),
        is_closed: false,
        is_ongoing: false,
        evidence,
        linked,
        texts,
    }
}

/// A cell as readers see it.
fn cell_text(lang: Lang, roles: &Roles<'_>, row: usize, role: &str) -> Option<String> {
    match roles.value(row, role) {
        Value::Date(date) => Some(date_text(lang, date)),
        _ => roles.text(row, role),
    }
}

/// The numbers of `2.1`, `2-1` or 二（一）; nothing if it is no number.
fn parse_item_number(number: &str) -> Vec<usize> {
    let parts = number
        .split(['.', '-', '、', '（', '('])
        .map(|it| it.trim_matches(['）', ')', ' ']));
    let read = |it: &str| parse_as(it).or_else(|| parse_han_number(it));
    let parts: Option<Vec<usize>> = parts.filter(|it| !it.is_empty()).map(read).collect();
    // `LedgerItem::path` is empty for what is no number.
    let Some(numbers) = parts else {
        return Vec::new();
    };
    numbers
}

/// The deadline of a row; one that cannot be read is a mistake and counts as none.
fn read_item_limit(lang: Lang, roles: &Roles<'_>, row: usize, diags: &mut Diags) -> DeadlineCell {
    let value = roles.value(row, "deadline");
    // Without a precision a date means its own day.
    let precision = roles.text(row, "precision");
    let precision = precision.as_deref().unwrap_or("");
    let place = || roles.place(row, &["deadline"]);
    read_limit(lang, &value, precision, place, diags)
}

#[cfg(test)]
mod tests {
    use crate::item::parse_item_number;

    #[test]
    fn reads_the_numbers_of_items() {
        for (text, numbers) in [
            ("2", &[2][..]),
            ("2.1", &[2, 1]),
            ("2-1", &[2, 1]),
            ("二", &[2]),
            ("二（一）", &[2, 1]),
            ("十二、", &[12]),
        ] {
            assert_eq!(parse_item_number(text), numbers, "{text}");
        }
        assert!(
            ["甲", "", "2.甲"]
                .iter()
                .all(|it| parse_item_number(it).is_empty())
        );
    }
}
