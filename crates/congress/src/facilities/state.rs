//! The status of a project on the as-of date, from its planned, revised and actual dates.

use crate::deadline::{Deadline, DeadlineCell, days_late, read_limit};
use crate::roles::{Role, Roles};
use crate::words::{Wording, in_language};
use gongbao_diag::Diags;
use gongbao_diag::locale::{Date, Lang, date_text};
use gongbao_model::Value;
use gongbao_site::{Scope, value_label};

pub(super) const ROLES: &[Role] = &[
    ("name", &["name", "facility", "project", "设施", "项目"]),
    ("condition", &["condition", "现状", "房屋状况"]),
    ("action", &["action", "required_action", "改造方式", "要求"]),
    ("strength", &["strength", "力度"]),
    ("planned", &["planned", "deadline", "原定期限", "期限"]),
    ("revised", &["revised", "调整后期限"]),
    ("actual", &["actual", "完成日期"]),
    (
        "precision",
        &["deadline_precision", "precision", "期限精度"],
    ),
    ("status", &["status", "进展"]),
    ("investment", &["investment", "投资"]),
    ("evidence", &["evidence", "佐证"]),
    ("reason", &["reason", "未完成原因", "原因"]),
];

/// How a project stands. The order is that of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FacilityState {
    OnTime,
    Revised,
    /// Done after the last deadline.
    Late,
    /// Done, by whichever deadline.
    Done,
    /// Past its deadline and not done.
    Overdue,
    /// Past its deadline and not done, but it was only encouraged.
    Passed,
    Pending,
    /// Not done, and nobody has set a deadline.
    Endless,
    /// Not done, and there is no as-of date to judge by.
    Undecided,
    /// Nobody says whether it is done.
    Unknown,
}

impl FacilityState {
    pub(super) const ALL: [FacilityState; 10] = [
        FacilityState::OnTime,
        FacilityState::Revised,
        FacilityState::Late,
        FacilityState::Done,
        FacilityState::Overdue,
        FacilityState::Passed,
        FacilityState::Pending,
        FacilityState::Endless,
        FacilityState::Undecided,
        FacilityState::Unknown,
    ];

    fn wording(self) -> (&'static str, Wording) {
        match self {
            FacilityState::OnTime => ("on-time", ["按原定期限完成", "done by the planned date"]),
            FacilityState::Revised => ("revised", ["按调整期限完成", "done by the revised date"]),
            FacilityState::Late => ("late", ["逾期完成", "done late"]),
            FacilityState::Done => ("done", ["已完成", "done"]),
            FacilityState::Overdue => ("overdue", ["逾期未完成", "overdue"]),
            FacilityState::Passed => (
                "passed",
                [
                    "期限已过、未完成（非硬性要求）",
                    "not done by its date (not binding)",
                ],
            ),
            FacilityState::Pending => ("pending", ["未到期限", "not yet due"]),
            FacilityState::Endless => ("endless", ["期限未明确", "no deadline stated"]),
            FacilityState::Undecided => ("undecided", ["未定", "undecided"]),
            FacilityState::Unknown => ("unknown", ["未公开", "not published"]),
        }
    }

    pub(super) fn word(self, lang: Lang) -> &'static str {
        in_language(lang, self.wording().1)
    }

    /// What it is called in the name of a figure, whatever the language.
    pub(super) fn name(self) -> &'static str {
        self.wording().0
    }
}

/// A project.
#[derive(Debug)]
pub(super) struct Facility {
    pub row: usize,
    pub name: String,
    pub planned: DeadlineCell,
    pub revised: DeadlineCell,
    pub actual: Option<Date>,
    pub state: FacilityState,
}

impl Facility {
    /// The deadline that counts: the revised one, where there is one.
    pub(super) fn due(&self) -> Option<&Deadline> {
        due_of_limit(&self.revised).or(due_of_limit(&self.planned))
    }

    /// How many days the deadline was moved back.
    pub(super) fn slip(&self) -> Option<i32> {
        days_late(
            due_of_limit(&self.planned)?.day,
            due_of_limit(&self.revised)?.day,
        )
    }

    /// How many days it is late, or was when it was done.
    pub(super) fn days(&self, as_of: Option<Date>) -> Option<i32> {
        match self.state {
            FacilityState::Late => days_late(self.due()?.day, self.actual?),
            FacilityState::Overdue | FacilityState::Passed => days_late(self.due()?.day, as_of?),
            FacilityState::OnTime
            | FacilityState::Revised
            | FacilityState::Done
            | FacilityState::Pending => None,
            FacilityState::Endless | FacilityState::Undecided | FacilityState::Unknown => None,
        }
    }

    /// The state with the days it is late: 逾期未完成（184天）.
    pub(super) fn told(&self, lang: Lang, as_of: Option<Date>) -> String {
        let word = self.state.word(lang);
        match (self.days(as_of), lang) {
            (None, _) => word.to_owned(),
            (Some(n), Lang::Zh) => format!("{word}（{n}天）"),
            (Some(n), Lang::En) => format!("{word} ({n} days)"),
        }
    }
}

/// The deadline of a limit.
pub(super) fn due_of_limit(limit: &DeadlineCell) -> Option<&Deadline> {
    match limit {
        DeadlineCell::By(due) => Some(due),
        DeadlineCell::Unstated | DeadlineCell::Ongoing => None,
    }
}

/// Reads a project; a deadline that cannot be read is a mistake.
pub(super) fn read_facility(
    scope: &Scope<'_>,
    roles: &Roles<'_>,
    row: usize,
    diags: &mut Diags,
) -> Facility {
    let lang = scope.lang;
    // Without a precision a date means its own day.
    let precision = roles.text(row, "precision");
    let precision = precision.as_deref().unwrap_or("");
    let mut limit = |role: &str, precision: &str| {
        let place = || roles.place(row, &[role]);
        read_limit(lang, &roles.value(row, role), precision, place, diags)
    };
    let planned = limit("planned", precision);
    let revised = limit("revised", "");
    let actual = match roles.value(row, "actual") {
        Value::Date(day) => Some(day),
        Value::Missing => None,
        _ => due_of_limit(&limit("actual", "")).map(|it| it.day),
    };
    let name = roles.value(row, "name");
    let column = roles
        .get("name")
        .map_or("", |it| roles.table.fields[it].name.as_str());
    let mut it = Facility {
        row,
        name: value_label(scope, roles.table, column, &name),
        planned,
        revised,
        actual,
        state: FacilityState::Unknown,
    };
    it.state = facility_state(&it, roles, scope.world.config.as_of);
    it
}

fn facility_state(it: &Facility, roles: &Roles<'_>, as_of: Option<Date>) -> FacilityState {
    const DONE: [&str; 5] = ["已完成", "完成", "基本完成", "done", "completed"];
    const SOFT: [&str; 4] = ["鼓励", "可以", "encourage", "may"];
    let says = |role: &str, words: &[&str]| {
        roles
            .text(it.row, role)
            .is_some_and(|it| words.contains(&it.as_str()))
    };
    if let Some(day) = it.actual {
        let is_by = |limit: &DeadlineCell| due_of_limit(limit).is_some_and(|due| day <= due.day);
        return match () {
            () if it.due().is_none() => FacilityState::Done,
            () if is_by(&it.planned) => FacilityState::OnTime,
            () if is_by(&it.revised) => FacilityState::Revised,
            () => FacilityState::Late,
        };
    }
    if says("status", &DONE) {
        return FacilityState::Done;
    }
    // Where no column could say that it is done, its absence says nothing.
    if roles.get("actual").is_none() && roles.text(it.row, "status").is_none() {
        return FacilityState::Unknown;
    }
    match (it.due(), as_of) {
        (None, _) => FacilityState::Endless,
        (Some(_), None) => FacilityState::Undecided,
        (Some(due), Some(as_of)) if due.day >= as_of => FacilityState::Pending,
        (Some(_), Some(_)) if says("strength", &SOFT) => FacilityState::Passed,
        (Some(_), Some(_)) => FacilityState::Overdue,
    }
}

/// A date or deadline as readers see it.
pub(super) fn limit_text(lang: Lang, limit: &DeadlineCell, date: Option<Date>) -> Option<String> {
    due_of_limit(limit)
        .map(|it| it.text.clone())
        .or_else(|| date.map(|it| date_text(lang, it)))
}
