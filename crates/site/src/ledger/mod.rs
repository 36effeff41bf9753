//! The ledger of what became of review opinions (审议意见落实台账): a table whose rows answer the items of an
//! opinion, read by the parts its columns play.
//!
//! Nothing is defaulted: a cell that is empty is nothing stated. Start at [`read`]; [`check`] says what is
//! missing, and [`skeleton`] begins the government's report.

pub mod check;
pub mod document;
pub mod due;
pub mod linked;
pub mod roles;
pub mod show;
pub mod skeleton;
pub mod words;

use std::collections::BTreeMap;

use crate::embeds::table_rows;
use crate::ledger::document::Document;
use crate::ledger::due::{Due, Limit};
use crate::ledger::linked::Linked;
use crate::ledger::roles::{Role, Roles};
use crate::ledger::words::{PROBLEM, SUGGESTION, VIEWS, say};
use crate::scope::{Failure, Scope, dimensions};
use crate::{Link, Route};
use gongbao_content::{Section, hans};
use gongbao_diag::locale::{Date, Lang, date_text, section_mark};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::Value;
use gongbao_source::{Fields, Node};

/// The keys of an embed that reads a ledger.
pub const KEYS: [&str; 8] = [
    "table", "of", "where", "columns", "closed", "ongoing", "partial", "accept",
];

/// The parts the columns of a ledger play.
const ROLES: &[Role] = &[
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

/// Words of a status that close an item, unless the author names others.
const CLOSED: [&str; 8] = [
    "已完成",
    "完成",
    "已办结",
    "办结",
    "已销号",
    "done",
    "completed",
    "closed",
];
/// Words of a status without an end.
const ONGOING: [&str; 3] = ["长期坚持", "持续推进", "ongoing"];

/// A ledger, read.
#[derive(Debug)]
pub struct Ledger<'t> {
    pub roles: Roles<'t>,
    pub items: Vec<Item>,
    /// The opinion it answers, if it is a page of the site.
    pub document: Option<Document>,
    /// Whether it shows only some of the items of the opinion.
    pub is_partial: bool,
    /// What its author lets pass, with the reason.
    pub excuses: Vec<Excuse>,
}

/// A row of a ledger.
#[derive(Debug)]
pub struct Item {
    pub row: usize,
    pub section: Section,
    /// Its number in the opinion, `2` or `2.1`, as the ledger has it.
    pub number: String,
    /// The same in parts; empty where it is no number.
    pub path: Vec<usize>,
    /// The anchor of the item in the opinion, if the opinion is a page.
    pub anchor: Option<String>,
    pub limit: Limit,
    pub is_closed: bool,
    pub is_ongoing: bool,
    /// Where the evidence can be read.
    pub evidence: Vec<(String, Option<Link>)>,
    pub linked: Vec<Linked>,
    texts: BTreeMap<&'static str, String>,
}

/// A complaint that is let pass.
#[derive(Debug)]
pub struct Excuse {
    pub code: Code,
    /// The items it is about; all if none is named.
    pub items: Vec<String>,
    pub reason: String,
    pub node: Node,
}

impl Item {
    /// What the row says in a part, if anything.
    pub fn text(&self, role: &str) -> Option<&str> {
        self.texts.get(role).map(String::as_str)
    }

    /// Its number as the opinion has it: 一、 or 一（二）.
    pub fn mark(&self, lang: Lang) -> String {
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
    pub fn name(&self, lang: Lang) -> String {
        let kind = match self.section {
            Section::View => VIEWS,
            Section::Problem => PROBLEM,
            Section::Suggestion => SUGGESTION,
        };
        let gap = if lang == Lang::En { " " } else { "" };
        format!("{}{gap}{}", say(lang, kind), self.mark(lang))
    }

    /// The deadline, if there is one.
    pub fn due(&self) -> Option<&Due> {
        match &self.limit {
            Limit::By(due) => Some(due),
            Limit::Unstated | Limit::Ongoing => None,
        }
    }

    /// Whether anybody has said what is done about it.
    pub fn is_answered(&self) -> bool {
        self.section == Section::View
            || self.text("measures").is_some()
            || self.text("progress").is_some()
    }

    /// How many days it is past its deadline.
    pub fn days_late(&self, as_of: Option<Date>) -> Option<i32> {
        let is_open = !self.is_closed && !self.is_ongoing;
        days_late(self.due().filter(|_| is_open)?.day, as_of?)
    }
}

/// Rows that answer the same item, in order of first appearance.
pub fn grouped(items: &[Item]) -> Vec<Vec<&Item>> {
    let mut groups: Vec<Vec<&Item>> = Vec::new();
    for item in items {
        let is_same =
            |it: &&mut Vec<&Item>| it[0].number == item.number && it[0].section == item.section;
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// How many days a deadline has passed.
pub fn days_late(due: Date, as_of: Date) -> Option<i32> {
    // The difference of two dates that can be written always can be told in days.
    due.until(as_of)
        .ok()
        .map(|it| it.get_days())
        .filter(|it| *it > 0)
}

/// Reads the ledger an embed names.
///
/// # Errors
/// What is wrong with its settings; what is wrong with single cells is filed, and the rest is read.
pub fn read<'t>(
    scope: &'t Scope<'_>,
    here: &Route,
    body: &Fields<'_>,
    diags: &mut Diags,
) -> Result<Ledger<'t>, Failure> {
    let node = body.need("table", "opinion_ledger")?;
    let place = node.place();
    let table = scope.table(&node.string("table")?, &place)?;
    let roles = Roles::read(scope, table, (body.get("columns"), place.clone()), ROLES)?;
    roles.need("item")?;
    roles.need("text")?;
    let document = document::find(scope, here, body.get("of"))?;
    let given = body
        .get("where")
        .map_or_else(|| Ok(BTreeMap::new()), dimensions)?;
    let words = |key: &str, usual: &[&str]| match body.get(key) {
        Some(node) => node.strings(key),
        None => Ok(usual.iter().map(|it| (*it).to_owned()).collect()),
    };
    let (closed, ongoing) = (words("closed", &CLOSED)?, words("ongoing", &ONGOING)?);
    let mut items = Vec::new();
    for row in table_rows(scope, table, &given, &place)? {
        let mut item = item(scope, &roles, row, diags);
        let status = item.text("status").unwrap_or_default();
        (item.is_closed, item.is_ongoing) = (
            closed.iter().any(|it| it == status),
            item.limit == Limit::Ongoing || ongoing.iter().any(|it| it == status),
        );
        item.anchor = document
            .as_ref()
            .and_then(|it| it.anchor(&item, &roles, diags));
        items.push(item);
    }
    let is_partial = body
        .get("partial")
        .map_or(Ok(false), |it| it.boolean("partial"))?;
    Ok(Ledger {
        roles,
        items,
        document,
        is_partial,
        excuses: excuses(body)?,
    })
}

fn item(scope: &Scope<'_>, roles: &Roles<'_>, row: usize, diags: &mut Diags) -> Item {
    let texts = ROLES
        .iter()
        .filter_map(|(role, _)| Some((*role, written(scope.lang, roles, row, role)?)));
    let texts: BTreeMap<&'static str, String> = texts.collect();
    let number = texts.get("item").cloned().unwrap_or_default();
    let section = texts
        .get("kind")
        .and_then(|it| Section::of(it))
        .unwrap_or(Section::Suggestion);
    let linked = texts
        .get("metric")
        .map(|it| linked::read(scope, it, &roles.place(row, &["metric"]), diags));
    let evidence = linked::evidence(scope, roles, row, diags);
    Item {
        row,
        section,
        path: path(&number),
        number,
        anchor: None,
        limit: limit(scope.lang, roles, row, diags),
        is_closed: false,
        is_ongoing: false,
        evidence,
        linked: linked.unwrap_or_default(),
        texts,
    }
}

/// A cell as readers see it.
fn written(lang: Lang, roles: &Roles<'_>, row: usize, role: &str) -> Option<String> {
    match roles.value(row, role) {
        Value::Date(date) => Some(date_text(lang, date)),
        _ => roles.text(row, role),
    }
}

/// The numbers of `2.1`, `2-1` or 二（一）; nothing if it is no number.
fn path(number: &str) -> Vec<usize> {
    let parts = number
        .split(['.', '-', '、', '（', '('])
        .map(|it| it.trim_matches(['）', ')', ' ']));
    let read = |it: &str| it.parse().ok().or_else(|| hans(it));
    let parts: Option<Vec<usize>> = parts.filter(|it| !it.is_empty()).map(read).collect();
    parts.unwrap_or_default()
}

/// The deadline of a row; one that cannot be read is a mistake and counts as none.
pub fn limit(lang: Lang, roles: &Roles<'_>, row: usize, diags: &mut Diags) -> Limit {
    let (value, precision) = (
        roles.value(row, "deadline"),
        roles.text(row, "precision").unwrap_or_default(),
    );
    limit_of(
        lang,
        (&value, &precision),
        || roles.place(row, &["deadline"]),
        diags,
    )
}

/// A deadline; one that cannot be read is a mistake and counts as none.
pub fn limit_of(
    lang: Lang,
    (value, precision): (&Value, &str),
    place: impl Fn() -> gongbao_diag::Place,
    diags: &mut Diags,
) -> Limit {
    due::read(lang, value, precision).unwrap_or_else(|| {
        let complaint = Diagnostic::new(Code::UnreadableDeadline, place()).with("text", value);
        let [zh, en] = [Lang::Zh, Lang::En].map(due::precisions);
        diags.push(
            complaint
                .with("precision", precision)
                .with("known", gongbao_diag::locale::Text::new(zh, en)),
        );
        Limit::Unstated
    })
}

/// Reads `accept`: a list of `{lint, items, reason}`.
fn excuses(body: &Fields<'_>) -> Result<Vec<Excuse>, Failure> {
    body.items("accept")
        .iter()
        .map(|it| check::excuse(it, &check::ACCEPTABLE))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::ledger::path;

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
            assert_eq!(path(text), numbers, "{text}");
        }
        assert!(["甲", "", "2.甲"].iter().all(|it| path(it).is_empty()));
    }
}
