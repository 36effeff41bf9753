//! `ballot`: the ballots on some matters as chart and table, the rule they are judged by, and the result in words.

mod count;
mod rule;

use crate::ballot::count::{Poll, count_polls};
use crate::ballot::rule::BallotRule;
use crate::exhibit::{GeneratedTable, show_table};
use crate::phrases::{strong_phrase, text_phrase};
use crate::roles::{Role, Roles};
use crate::words::{COLON, COMMA, FULL_STOP, SEMICOLON, Wording, in_language};
use gongbao_data::Table;
use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};
use gongbao_model::prose::{Block, Inline, ListItem, Phrase};
use gongbao_model::{Grid, GridCell, GridColumn, Origin, Value};
use gongbao_site::lineage::explain_figure;
use gongbao_site::{
    BoundFigure, Embed, EmbedCall, Exhibit, Failure, Scope, TableChart, Target, draw_table,
};
use gongbao_source::Fields;

const ROLES: &[Role] = &[
    (
        "subject",
        &["subject", "matter", "report", "议题", "事项", "报告"],
    ),
    ("option", &["option", "choice", "选项", "意见", "表决"]),
    ("count", &["count", "ballots", "votes", "票数"]),
];

const RULE: Wording = ["计票规则", "Rule"];
const RESULT: Wording = ["结果", "Result"];
const TOTAL: Wording = ["合计", "Total"];
const BASIS: Wording = ["依据：{basis}", "Basis: {basis}"];
const MEASURED: Wording = ["以{base}为基数", "measured against {base}"];
const TAKES: Wording = [
    "；{options}票{threshold}的，为“{words}”",
    "; “{words}” if the ballots for {options} are {threshold}",
];
const ELSE: Wording = ["；其余为“{words}”", "; otherwise “{words}”"];
const BALLOTS: Wording = ["{option}", "{option} "];
const OF_BASE: Wording = ["{base}", "{base}: "];
const GAP: Wording = ["", " "];
const REACHES: Wording = [
    "，须有{least}票以上，结果为“{words}”",
    " where {least} are needed; result: “{words}”",
];
const MISSES: Wording = [
    "，不到须有的{least}票，结果为“{words}”",
    ", short of the {least} needed; result: “{words}”",
];

/// The `ballot` embed.
#[derive(Debug)]
pub(crate) struct BallotEmbed;

impl Embed for BallotEmbed {
    fn name(&self) -> &'static str {
        "ballot"
    }

    fn keys(&self) -> &'static [&'static str] {
        &[
            "table", "columns", "where", "turnout", "rule", "title", "note", "source", "id",
        ]
    }

    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
        let node = body.need("table", "ballots")?;
        let place = node.place();
        let table = call.scope.table(&node.string("table")?, &place)?;
        let roles = Roles::read(call.scope, table, body.get("columns"), place, ROLES)?;
        let rule = rule::read_rule(
            call.scope,
            body.need("rule", "satisfaction")?,
            &mut call.found.diags,
        )?;
        let polls = count_polls(call, body, &roles, &rule)?;
        let shown = ShownBallots {
            id: call.id(body)?,
            title: call.text(body, "title")?,
            rule: &rule,
            roles: &roles,
            polls: &polls,
        };
        let chart = ballot_chart(call, body, &shown)?;
        let table = ballot_grid(call, body, &shown)?;
        let (scope, lang) = (call.scope, call.scope.lang);
        let told = polls.iter().map(|it| ListItem {
            task: None,
            blocks: vec![Block::Paragraph(poll_sentence(scope, &rule, it))],
        });
        Ok(Exhibit::Blocks(vec![
            Block::Embed(chart),
            Block::Embed(table),
            Block::List {
                start: None,
                items: told.collect(),
            },
            Block::Paragraph(rule_words(lang, &rule)),
        ]))
    }
}

/// What is shown of some ballots.
struct ShownBallots<'t> {
    /// The anchor of the table.
    id: String,
    title: Option<String>,
    rule: &'t BallotRule,
    roles: &'t Roles<'t>,
    polls: &'t [Poll],
}

impl ShownBallots<'_> {
    fn table(&self) -> &Table {
        self.roles.table
    }
}

fn ballot_chart(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    shown: &ShownBallots<'_>,
) -> Result<Exhibit, Failure> {
    let name = |role| Ok::<_, Failure>(shown.table().fields[shown.roles.need(role)?].name.clone());
    let chart = TableChart {
        id: format!("{}-chart", shown.id),
        kind: "vote",
        table: shown.table().name.clone(),
        values: vec![name("count")?],
        x: name("subject")?,
        series: Some(name("option")?),
        channels: Vec::new(),
        title: shown.title.clone(),
        source: call.text(body, "source")?,
        note: None,
        place: body.need("table", "ballots")?.place(),
    };
    let exhibit = draw_table(call, body, chart)?;
    call.shows(shown.table());
    Ok(exhibit)
}

/// A row a matter: the ballots for each option, their sum, what they are measured against, and the result.
fn ballot_grid(
    call: &mut EmbedCall<'_, '_>,
    body: &Fields<'_>,
    shown: &ShownBallots<'_>,
) -> Result<Exhibit, Failure> {
    let (lang, table) = (call.scope.lang, shown.table());
    let ballots = |label: String| GridColumn {
        label,
        unit: ballot_unit(lang),
        numeric: true,
        metric: None,
    };
    let subject = table.fields[shown.roles.need("subject")?].title.clone();
    let mut columns = vec![GridColumn {
        label: subject,
        ..GridColumn::default()
    }];
    let options = shown
        .polls
        .first()
        .map_or(&[][..], |it| it.counts.as_slice());
    columns.extend(options.iter().map(|it| ballots(it.option.clone())));
    columns.push(ballots(in_language(lang, TOTAL).to_owned()));
    let base = ballots(shown.rule.base.word(lang).to_owned());
    columns.push(GridColumn {
        unit: if shown.rule.base.counts_people() {
            person_unit(lang)
        } else {
            ballot_unit(lang)
        },
        ..base
    });
    columns.push(GridColumn {
        label: in_language(lang, RESULT).to_owned(),
        ..GridColumn::default()
    });
    let rows = shown
        .polls
        .iter()
        .map(|it| ballot_row(table, shown.rule, it))
        .collect();
    let grid = Grid {
        caption: shown.title.clone().unwrap_or_else(|| table.title.clone()),
        columns,
        rows,
    };
    let note = call.text(body, "note")?;
    let made = GeneratedTable {
        id: shown.id.clone(),
        grid,
        from: table,
        note,
    };
    show_table(call, body, made)
}

fn ballot_unit(lang: Lang) -> String {
    in_language(lang, ["票", ""]).to_owned()
}

fn person_unit(lang: Lang) -> String {
    in_language(lang, ["人", ""]).to_owned()
}

fn ballot_row(table: &Table, rule: &BallotRule, poll: &Poll) -> Vec<GridCell> {
    let plain = |text: &str| GridCell {
        text: text.to_owned(),
        value: Value::Text(text.to_owned()),
        ..GridCell::default()
    };
    let number = |n: u64, origin: Origin| GridCell {
        text: n.to_string(),
        value: i64::try_from(n).map_or(Value::Missing, Value::Integer),
        origin: Some(origin),
        ..GridCell::default()
    };
    let of = |rows: Vec<usize>| Origin {
        table: table.name.clone(),
        rows,
    };
    let mut cells = vec![plain(&poll.subject)];
    cells.extend(
        poll.counts
            .iter()
            .map(|it| number(it.n, of(it.rows.clone()))),
    );
    let all: Vec<usize> = poll.counts.iter().flat_map(|it| it.rows.clone()).collect();
    cells.push(number(poll.total(), of(all)));
    cells.push(number(poll.base.n, poll.base.origin.clone()));
    cells.push(plain(poll.result(rule).0));
    cells
}

/// What came of a matter, with every count.
fn poll_sentence(scope: &Scope<'_>, rule: &BallotRule, poll: &Poll) -> Phrase<Target> {
    let lang = scope.lang;
    let mut phrase = strong_phrase(format!("{}{}", poll.subject, in_language(lang, COLON)));
    for (at, it) in poll.counts.iter().enumerate() {
        let before = if at == 0 {
            ""
        } else {
            word(lang, Word::Separator)
        };
        phrase.extend(text_phrase(format!(
            "{before}{}",
            in_language(lang, BALLOTS).replace("{option}", &it.option)
        )));
        let origin = Origin {
            table: poll.table.clone(),
            rows: it.rows.clone(),
        };
        phrase.push(ballots_figure(scope, it.n, ballot_unit(lang), origin));
    }
    let people = if rule.base.counts_people() {
        person_unit(lang)
    } else {
        ballot_unit(lang)
    };
    let before = in_language(lang, OF_BASE).replace("{base}", rule.base.word(lang));
    phrase.extend(text_phrase(format!("{}{before}", in_language(lang, COMMA))));
    phrase.push(ballots_figure(
        scope,
        poll.base.n,
        people,
        poll.base.origin.clone(),
    ));
    let (words, outcome) = poll.result(rule);
    // Where none holds, readers are told how far the last one was missed.
    if let Some(it) = outcome.or(rule.results.last()) {
        let options = it.options(lang);
        phrase.extend(text_phrase(format!(
            "{}{options}{}",
            in_language(lang, SEMICOLON),
            in_language(lang, GAP)
        )));
        phrase.push(ballots_figure(
            scope,
            poll.of(it),
            ballot_unit(lang),
            poll.origin(it),
        ));
        let least = it.least(poll.base.n).to_string();
        let judged = in_language(lang, if outcome.is_some() { REACHES } else { MISSES });
        phrase.extend(text_phrase(fill_placeholders(
            judged,
            &[("least", &least), ("words", words)],
        )));
    }
    phrase.extend(text_phrase(in_language(lang, FULL_STOP)));
    phrase
}

/// A number of ballots or people in a sentence.
fn ballots_figure(scope: &Scope<'_>, n: u64, unit: String, origin: Origin) -> Inline<Target> {
    let figure = BoundFigure {
        text: format!("{n}{unit}"),
        value: n.to_string(),
        origins: vec![origin],
        ..BoundFigure::default()
    };
    Inline::Figure(BoundFigure {
        explained: explain_figure(scope, &figure),
        ..figure
    })
}

/// The rule as readers have to know it.
fn rule_words(lang: Lang, rule: &BallotRule) -> Phrase<Target> {
    let mut phrase = strong_phrase(format!(
        "{}{}",
        in_language(lang, RULE),
        in_language(lang, COLON)
    ));
    let mut words = fill_placeholders(
        in_language(lang, MEASURED),
        &[("base", rule.base.word(lang))],
    );
    for it in &rule.results {
        let (options, threshold) = (it.options(lang), it.threshold(lang));
        let values = [
            ("options", options.as_str()),
            ("threshold", &threshold),
            ("words", &it.words),
        ];
        words.push_str(&fill_placeholders(in_language(lang, TAKES), &values));
    }
    words.push_str(&fill_placeholders(
        in_language(lang, ELSE),
        &[("words", &rule.otherwise)],
    ));
    words.push_str(in_language(lang, FULL_STOP));
    if let Some(basis) = &rule.basis {
        words.push_str(&fill_placeholders(
            in_language(lang, BASIS),
            &[("basis", basis)],
        ));
        words.push_str(in_language(lang, FULL_STOP));
    }
    phrase.extend(text_phrase(words));
    phrase
}
