//! Ballots counted: every option of every matter, held against those who could vote.

use crate::ballot::rule::{BallotOutcome, BallotRule, BaseKind};
use crate::roles::{Role, Roles};
use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{Lang, Text, parse_as};
use gongbao_diag::{Code, Diagnostic, Diags, Place, list_names};
use gongbao_model::{Origin, Value};
use gongbao_site::{EmbedCall, Failure, Scope, table_rows};
use gongbao_source::Fields;

const TURNOUT: &[Role] = &[
    (
        "subject",
        &["subject", "matter", "report", "议题", "事项", "报告"],
    ),
    ("members", &["members", "组成人员", "全体组成人员", "应到"]),
    ("present", &["present", "到会", "实到"]),
    ("issued", &["issued", "发出票"]),
    ("returned", &["returned", "收回票"]),
];

/// The ballots on one matter.
#[derive(Debug)]
pub(super) struct Poll {
    pub subject: String,
    /// The table of ballots.
    pub table: String,
    /// In the order of the table; every matter has all options.
    pub counts: Vec<OptionCount>,
    pub base: BallotBase,
}

/// The ballots for one option.
#[derive(Debug)]
pub(super) struct OptionCount {
    pub option: String,
    pub n: u64,
    pub rows: Vec<usize>,
}

/// What the ballots are measured against.
#[derive(Clone, Debug)]
pub(super) struct BallotBase {
    pub n: u64,
    pub origin: Origin,
}

impl Poll {
    /// All ballots on it.
    pub(super) fn total(&self) -> u64 {
        self.counts.iter().map(|it| it.n).sum()
    }

    /// The ballots that count towards something.
    pub(super) fn of(&self, outcome: &BallotOutcome) -> u64 {
        let counts =
            |it: &&OptionCount| outcome.count.iter().any(|(option, _)| *option == it.option);
        self.counts.iter().filter(counts).map(|it| it.n).sum()
    }

    /// The rows of those ballots.
    pub(super) fn origin(&self, outcome: &BallotOutcome) -> Origin {
        let counts =
            |it: &&OptionCount| outcome.count.iter().any(|(option, _)| *option == it.option);
        let rows = self
            .counts
            .iter()
            .filter(counts)
            .flat_map(|it| it.rows.clone())
            .collect();
        Origin {
            table: self.table.clone(),
            rows,
        }
    }

    /// What came of it, and the part of the rule that says so.
    pub(super) fn result<'r>(&self, rule: &'r BallotRule) -> (&'r str, Option<&'r BallotOutcome>) {
        let found = rule
            .results
            .iter()
            .find(|it| self.of(it) >= it.least(self.base.n));
        (found.map_or(rule.otherwise.as_str(), |it| &it.words), found)
    }
}

/// Counts the ballots an embed selects.
///
/// # Errors
/// `ballot/…` for what does not add up, and what is wrong with the settings.
pub(super) fn count_polls(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    roles: &Roles<'_>,
    rule: &BallotRule,
) -> Result<Vec<Poll>, Failure> {
    let scope = call.scope;
    let [subject, option, _] = ["subject", "option", "count"].map(|it| roles.need(it));
    let (subject, option) = (subject?, option?);
    roles.need("count")?;
    let rows = table_rows(
        scope,
        roles.table,
        &call.given(body)?,
        &body.need("table", "ballots")?.place(),
    )?;
    let options: Vec<String> = roles
        .table
        .members(option)
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut diags = Diags::new();
    unknown_options(rule, &options, &mut diags);
    let turnout = turnout_table(scope, body)?;
    let mut polls = Vec::new();
    for matter in roles.table.distinct(subject, &rows) {
        let mine = |row: &usize| roles.table.value(*row, subject) == matter;
        let mine: Vec<usize> = rows.iter().copied().filter(mine).collect();
        let count = |it: &String| count_option(roles, it, &mine, &mut diags);
        let counts: Vec<OptionCount> = options.iter().map(count).collect();
        let poll = Poll {
            subject: matter.to_string(),
            table: roles.table.name.clone(),
            counts,
            base: BallotBase {
                n: 0,
                origin: Origin::default(),
            },
        };
        let sums = BallotSums {
            roles,
            rule,
            turnout: turnout.as_ref(),
            matter: &matter,
        };
        polls.extend(sums.judged(poll, &mine, &mut diags));
    }
    let is_sound = diags.is_empty();
    call.found.diags.append(diags);
    if is_sound {
        Ok(polls)
    } else {
        Err(Failure::Silent)
    }
}

fn unknown_options(rule: &BallotRule, options: &[String], diags: &mut Diags) {
    let named = rule.results.iter().flat_map(|it| &it.count);
    for (name, place) in named.filter(|(name, _)| !options.contains(name)) {
        let complaint = Diagnostic::new(Code::BallotOption, place.clone()).with("name", name);
        diags.push(complaint.with("known", list_names(options.iter().map(String::as_str))));
    }
}

/// The ballots for an option among the rows of a matter, which has one row for each.
fn count_option(roles: &Roles<'_>, option: &str, all: &[usize], diags: &mut Diags) -> OptionCount {
    let mine = |row: &usize| roles.text(*row, "option").as_deref() == Some(option);
    let rows: Vec<usize> = all.iter().copied().filter(mine).collect();
    let mut n = 0;
    for row in &rows {
        match whole_number(&roles.value(*row, "count")) {
            Some(it) => n += it,
            None => diags.push(
                Diagnostic::new(Code::BallotCount, roles.place(*row, &["count"]))
                    .with("option", option),
            ),
        }
    }
    let odd = match rows[..] {
        [] => all.first().copied(),
        [_] => None,
        [_, second, ..] => Some(second),
    };
    let place = odd.map(|it| roles.place(it, &["option"]));
    place
        .into_iter()
        .for_each(|it| diags.push(Diagnostic::new(Code::BallotCount, it).with("option", option)));
    OptionCount {
        option: option.to_owned(),
        n,
        rows,
    }
}

/// A number of ballots or people.
fn whole_number(value: &Value) -> Option<u64> {
    let number = value
        .as_number()
        .filter(|it| it.fract() == 0.0 && (0.0..1e12).contains(it))?;
    parse_as(&format!("{number:.0}"))
}

/// The table that says who could vote, with its columns.
fn turnout_table<'t>(
    scope: &'t Scope<'_>,
    body: &Fields<'_>,
) -> Result<Option<Roles<'t>>, Failure> {
    let Some(node) = body.get("turnout") else {
        return Ok(None);
    };
    let place = node.place();
    let table: &Table = scope.table(&node.string("turnout")?, &place)?;
    let roles = Roles::read(scope, table, None, place, TURNOUT)?;
    roles.need("subject")?;
    Ok(Some(roles))
}

/// A number the table of turnouts has for a matter.
struct TurnoutNumber {
    measure: BallotBase,
    /// What its column is called.
    title: String,
    place: Place,
}

/// What the ballots on a matter are held against.
struct BallotSums<'s> {
    roles: &'s Roles<'s>,
    rule: &'s BallotRule,
    turnout: Option<&'s Roles<'s>>,
    matter: &'s Value,
}

impl BallotSums<'_> {
    /// The ballots with what they are measured against, if they add up.
    fn judged(&self, poll: Poll, rows: &[usize], diags: &mut Diags) -> Option<Poll> {
        let place = self.roles.place(*rows.first()?, &["count"]);
        let total = poll.total();
        let told = ["members", "present", "issued", "returned"].map(|it| (it, self.number(it)));
        for (role, found) in &told {
            let Some(given) = found else { continue };
            let n = given.measure.n;
            let is_wrong = if *role == "returned" {
                total != n
            } else {
                total > n
            };
            if is_wrong {
                diags.push(self.mismatch(&place, total, given));
            }
        }
        let find = |role: &str| {
            told.iter()
                .find(|it| it.0 == role)
                .and_then(|it| Some(it.1.as_ref()?.measure.clone()))
        };
        let counted = |keep: &dyn Fn(&OptionCount) -> bool| {
            let counts: Vec<&OptionCount> = poll.counts.iter().filter(|it| keep(it)).collect();
            let rows = counts.iter().flat_map(|it| it.rows.clone()).collect();
            BallotBase {
                n: counts.iter().map(|it| it.n).sum(),
                origin: Origin {
                    table: self.roles.table.name.clone(),
                    rows,
                },
            }
        };
        let base = match self.rule.base {
            BaseKind::Members => find("members"),
            BaseKind::Present => find("present"),
            BaseKind::Returned => Some(counted(&|_| true)),
            BaseKind::Valid => Some(counted(&|it| !self.rule.invalid.contains(&it.option))),
        };
        let Some(base) = base else {
            let word = Text::new(self.rule.base.word(Lang::Zh), self.rule.base.word(Lang::En));
            let complaint = Diagnostic::new(Code::BallotBase, place)
                .with("subject", self.matter)
                .with("base", word);
            diags.push(complaint);
            return None;
        };
        Some(Poll { base, ..poll })
    }

    /// A number the table of turnouts has for the matter.
    fn number(&self, role: &'static str) -> Option<TurnoutNumber> {
        let turnout = self.turnout?;
        let subject = &turnout.table.fields[turnout.get("subject")?].name;
        let [row] = turnout
            .table
            .rows(&Selection::default().with(subject, self.matter.clone()))[..]
        else {
            return None;
        };
        let origin = Origin {
            table: turnout.table.name.clone(),
            rows: vec![row],
        };
        let column = turnout.get(role)?;
        Some(TurnoutNumber {
            measure: BallotBase {
                n: whole_number(&turnout.value(row, role))?,
                origin,
            },
            title: turnout.table.fields[column].title.clone(),
            place: turnout.table.place(row, column),
        })
    }

    fn mismatch(&self, place: &Place, total: u64, given: &TurnoutNumber) -> Diagnostic {
        let complaint =
            Diagnostic::new(Code::BallotSum, place.clone()).with("subject", self.matter);
        let complaint = complaint
            .with("total", total)
            .with("n", given.measure.n)
            .with("title", &given.title);
        complaint.related(
            given.place.clone(),
            Text::new("人数或票数写在这里", "the number is given here"),
        )
    }
}
