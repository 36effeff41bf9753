//! `facilities`: the projects of a programme with planned, revised and actual dates: how they stand, what is due
//! next, what is overdue, what slipped, and whether they add up to what was announced.

mod state;
mod totals;

use crate::deadline::{DeadlineCell, days_late};
use crate::exhibit::{GeneratedTable, show_table};
use crate::facilities::state::{Facility, FacilityState, ROLES, due_of_limit, limit_text};
use crate::phrases::{count_figure, counted_phrase, text_phrase};
use crate::roles::Roles;
use crate::suppression::{Suppression, read_excuse};
use crate::words::{AS_OF, COMMA, FULL_STOP, Wording, in_language};
use gongbao_diag::locale::{Date, Lang, Text, Word, date_text, fill_placeholders, parse_as, word};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::prose::{Block, Inline, Phrase};
use gongbao_model::{Grid, GridCell, GridColumn, Origin, Value};
use gongbao_site::{
    Embed, EmbedCall, Exhibit, Failure, TableChart, Target, draw_table, table_rows,
};
use gongbao_source::Fields;

const NAME: Wording = ["项目", "Project"];
const SOFT: Wording = [
    "鼓励性的项目过了期限，图中按期限标示，名单中另行注明。",
    "Projects that are only encouraged are drawn by their dates; the list says that they are not binding.",
];
const ALL: Wording = ["共{n}个项目", "{n} projects"];
const PLANNED: Wording = ["原定期限", "Planned"];
const REVISED: Wording = ["调整后期限", "Revised"];
const DEADLINE: Wording = ["期限", "Deadline"];
const ACTUAL: Wording = ["完成日期", "Done"];
const STATE: Wording = ["状态", "State"];
const DAYS_LATE: Wording = ["逾期", "Overdue"];
const MOVED: Wording = ["推迟", "Moved by"];
const DAYS: Wording = ["天", "days"];
const REASON: Wording = ["原因", "Reason"];
const LIST: Wording = ["项目名单和状态", "Projects and how they stand"];
const OVERDUE: Wording = ["逾期未完成的项目", "Overdue projects"];
const NEXT: Wording = ["最近到期的项目", "Projects due next"];
const SLIPPED: Wording = ["期限推迟的项目", "Projects whose deadline was moved back"];
const TOTALS: Wording = ["与公布的总数核对", "Held against the announced totals"];
const COURSE: Wording = ["期限和完成日期", "Deadlines and completion"];
const NONE_OVERDUE: Wording = ["没有逾期未完成的项目。", "No project is overdue."];
const EXCUSED: Wording = ["说明：{reason}", "Note: {reason}"];

/// How many projects due next are listed unless the author says otherwise.
const MAX_NEXT: usize = 5;
/// A chart of more projects than this is no help.
const MAX_LINES: usize = 120;

/// The `facilities` embed.
#[derive(Debug)]
pub(crate) struct FacilitiesEmbed;

impl Embed for FacilitiesEmbed {
    fn name(&self) -> &'static str {
        "facilities"
    }

    fn keys(&self) -> &'static [&'static str] {
        &[
            "table", "columns", "where", "next", "totals", "accept", "title", "note", "source",
            "id",
        ]
    }

    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
        let node = body.need("table", "upgrades")?;
        let place = node.place();
        let scope = call.scope;
        let table = scope.table(&node.string("table")?, &place)?;
        let roles = Roles::read(scope, table, body.get("columns"), place.clone(), ROLES)?;
        roles.need("name")?;
        roles.need("planned")?;
        let rows = table_rows(scope, table, &call.given(body)?, &place)?;
        let all: Vec<Facility> = rows
            .iter()
            .map(|it| state::read_facility(scope, &roles, *it, &mut call.found.diags))
            .collect();
        let excuses = body
            .items("accept")
            .iter()
            .map(|it| read_excuse(it, &[Code::FacilityOverdue]));
        let excuses: Vec<Suppression> = excuses.collect::<Result<_, _>>()?;
        let programme = Programme {
            id: call.id(body)?,
            title: call.text(body, "title")?,
            roles,
            all,
        };
        programme.complain(call, &excuses);
        call.shows(table);
        let mut blocks = vec![Block::Paragraph(programme.summary(call))];
        blocks.extend(programme.timeline(call, body)?.map(Block::Embed));
        for (part, grid) in programme.tables(call, body)? {
            blocks.push(Block::Embed(programme.table(call, body, part, grid)?));
        }
        if programme.has_course()
            && !programme
                .all
                .iter()
                .any(|it| it.state == FacilityState::Overdue)
        {
            blocks.push(Block::Paragraph(text_phrase(in_language(
                scope.lang,
                NONE_OVERDUE,
            ))));
        }
        let excused = |it: &Suppression| {
            Block::Paragraph(text_phrase(fill_placeholders(
                in_language(scope.lang, EXCUSED),
                &[("reason", &it.reason)],
            )))
        };
        blocks.extend(excuses.iter().map(excused));
        Ok(Exhibit::Blocks(blocks))
    }
}

/// The projects an embed shows.
struct Programme<'t> {
    id: String,
    title: Option<String>,
    roles: Roles<'t>,
    all: Vec<Facility>,
}

/// A column of one of its tables.
struct FacilityColumn<'c> {
    label: String,
    /// Empty for what is no number.
    unit: String,
    /// What it says of a project.
    cell: Box<dyn Fn(&Facility) -> GridCell + 'c>,
}

impl Programme<'_> {
    /// Whether anything says when projects are done.
    fn has_course(&self) -> bool {
        self.roles.get("actual").is_some()
    }

    /// Files what is overdue without a reason.
    #[expect(
        clippy::expect_used,
        reason = "`state` says what makes a project overdue"
    )]
    fn complain(&self, call: &mut EmbedCall<'_, '_>, excuses: &[Suppression]) {
        let as_of = call.scope.world.config.as_of;
        let mut used = vec![false; excuses.len()];
        let mut diags = Diags::new();
        for it in self
            .all
            .iter()
            .filter(|it| it.state == FacilityState::Overdue)
        {
            if self.roles.text(it.row, "reason").is_some() {
                continue;
            }
            let meant =
                |excuse: &Suppression| excuse.items.is_empty() || excuse.items.contains(&it.name);
            if let Some(at) = excuses.iter().position(meant) {
                used[at] = true;
                continue;
            }
            let place = self.roles.place(it.row, &["actual", "status", "planned"]);
            let complaint = Diagnostic::new(Code::FacilityOverdue, place).with("name", &it.name);
            let due = it.due().expect("a project is overdue by its deadline");
            let as_of = as_of.expect("a project is overdue on the as-of date");
            let days = days_late(due.day, as_of).expect("an overdue deadline has passed");
            let complaint = complaint.with("due", &due.text).with("days", days);
            diags.push(complaint.with("as_of", as_of));
        }
        for (excuse, _) in excuses.iter().zip(used).filter(|it| !it.1) {
            let complaint = Diagnostic::new(Code::UnusedExcuse, excuse.node.place())
                .with("lint", excuse.code.name());
            diags.push(complaint.with("reason", &excuse.reason));
        }
        if let Some(it) = self
            .all
            .iter()
            .find(|it| it.state == FacilityState::Undecided)
        {
            let place = self.roles.place(it.row, &["planned"]);
            diags.push(
                Diagnostic::new(Code::DeadlineUndecided, place)
                    .with("table", &self.roles.table.title),
            );
        }
        call.found.diags.append(diags);
    }

    /// How many there are, and how many stand how.
    fn summary(&self, call: &EmbedCall<'_, '_>) -> Phrase<Target> {
        let (scope, lang) = (call.scope, call.scope.lang);
        let all: Vec<usize> = self.all.iter().map(|it| it.row).collect();
        let mut phrase = counted_phrase(scope, ALL, self.roles.table, "projects", &all);
        for state in FacilityState::ALL {
            let rows: Vec<usize> = self
                .all
                .iter()
                .filter(|it| it.state == state)
                .map(|it| it.row)
                .collect();
            if rows.is_empty() {
                continue;
            }
            let figure = count_figure(scope, self.roles.table, state.name(), &rows);
            let comma = in_language(lang, COMMA);
            let gap = if lang == Lang::En { " " } else { "" };
            phrase.push(Inline::generated(format!(
                "{comma}{}{gap}",
                state.word(lang)
            )));
            phrase.push(Inline::Figure(figure));
            phrase.push(Inline::generated(in_language(lang, ["个", ""]).to_owned()));
        }
        // Without an as-of date the summary is of no day.
        let date = scope.world.config.as_of.map_or_else(String::new, |it| {
            fill_placeholders(in_language(lang, AS_OF), &[("date", &date_text(lang, it))])
        });
        phrase.extend(text_phrase(date + in_language(lang, FULL_STOP)));
        phrase.retain(|it| !it.is_empty_text());
        phrase
    }

    /// The course of all projects, where it is known when they are done.
    fn timeline(
        &self,
        call: &mut EmbedCall<'_, '_>,
        body: &Fields<'_>,
    ) -> Result<Option<Exhibit>, Failure> {
        let Some(x) = self.line_of().filter(|_| self.has_course()) else {
            return Ok(None);
        };
        let table = self.roles.table;
        let name = |role: &str| self.roles.get(role).map(|it| table.fields[it].name.clone());
        let channels = ["planned", "revised", "actual"]
            .into_iter()
            .filter_map(|it| Some((it, name(it)?)));
        let has_soft = self.all.iter().any(|it| it.state == FacilityState::Passed);
        let chart = TableChart {
            id: format!("{}-timeline", self.id),
            kind: "timeline",
            table: table.name.clone(),
            values: Vec::new(),
            x,
            series: None,
            channels: channels.collect(),
            title: Some(self.called(call.scope.lang, COURSE)),
            source: call.text(body, "source")?,
            note: has_soft.then(|| in_language(call.scope.lang, SOFT).to_owned()),
            place: body.need("table", "upgrades")?.place(),
        };
        draw_table(call, body, chart).map(Some)
    }

    /// The column that names the lines of the chart: each project has one of its own, or there is no chart.
    fn line_of(&self) -> Option<String> {
        let table = self.roles.table;
        let rows: Vec<usize> = self.all.iter().map(|it| it.row).collect();
        let tells_apart = |column: &usize| table.distinct(*column, &rows).len() == rows.len();
        let columns = self
            .roles
            .get("name")
            .into_iter()
            .chain(table.primary_key.iter().copied());
        let column = columns
            .into_iter()
            .find(tells_apart)
            .filter(|_| (1..=MAX_LINES).contains(&rows.len()))?;
        Some(table.fields[column].name.clone())
    }

    /// The title of one of its parts.
    fn called(&self, lang: Lang, part: Wording) -> String {
        let part = in_language(lang, part);
        self.title.as_ref().map_or_else(
            || part.to_owned(),
            |it| format!("{it}{}{part}", in_language(lang, ["：", ": "])),
        )
    }

    /// Its tables, each with what the anchor ends in; those without rows are left out.
    fn tables(
        &self,
        call: &mut EmbedCall<'_, '_>,
        body: &Fields<'_>,
    ) -> Result<Vec<(&'static str, Grid)>, Failure> {
        let (lang, as_of) = (call.scope.lang, call.scope.world.config.as_of);
        let mut overdue: Vec<&Facility> = self
            .all
            .iter()
            .filter(|it| it.state == FacilityState::Overdue)
            .collect();
        overdue.sort_by_key(|it| std::cmp::Reverse(it.days(as_of)));
        let mut next: Vec<&Facility> = self
            .all
            .iter()
            .filter(|it| it.state == FacilityState::Pending)
            .collect();
        next.sort_by_key(|it| it.due().map(|it| it.day));
        next.truncate(next_limit(body)?);
        let slipped: Vec<&Facility> = self.all.iter().filter(|it| it.slip().is_some()).collect();
        let late = |it: &Facility| it.days(as_of);
        let parts = [
            (
                "overdue",
                self.grid(lang, OVERDUE, &overdue, self.late_columns(lang, &late)),
            ),
            (
                "next",
                self.grid(lang, NEXT, &next, self.next_columns(lang)),
            ),
            (
                "slipped",
                self.grid(lang, SLIPPED, &slipped, self.slip_columns(lang)),
            ),
        ];
        let mut tables: Vec<_> = parts
            .into_iter()
            .filter(|it| !it.1.rows.is_empty())
            .collect();
        let all: Vec<&Facility> = self.all.iter().collect();
        tables.insert(
            0,
            (
                "list",
                self.grid(lang, LIST, &all, self.list_columns(lang, as_of)),
            ),
        );
        let totals = totals::totals_grid(call, body, &self.roles)?;
        tables.extend(totals.map(|it| {
            (
                "totals",
                Grid {
                    caption: self.called(lang, TOTALS),
                    ..it
                },
            )
        }));
        Ok(tables)
    }

    fn grid(
        &self,
        lang: Lang,
        caption: Wording,
        rows: &[&Facility],
        columns: Vec<FacilityColumn<'_>>,
    ) -> Grid {
        let head = |it: &FacilityColumn<'_>| GridColumn {
            label: it.label.clone(),
            unit: it.unit.clone(),
            numeric: !it.unit.is_empty(),
            metric: None,
        };
        Grid {
            caption: self.called(lang, caption),
            columns: columns.iter().map(head).collect(),
            rows: rows
                .iter()
                .map(|row| columns.iter().map(|it| (it.cell)(row)).collect())
                .collect(),
        }
    }

    fn name_column(&self, lang: Lang) -> FacilityColumn<'_> {
        // A code that readers are told the name of is no longer what the column calls it.
        let is_code = |it: &Facility| {
            self.roles
                .text(it.row, "name")
                .is_some_and(|code| code != it.name)
        };
        let title = self
            .roles
            .get("name")
            .filter(|_| !self.all.iter().any(is_code));
        let label = title.map_or(in_language(lang, NAME).to_owned(), |it| {
            self.roles.table.fields[it].title.clone()
        });
        let value = |it: &Facility| Value::Text(it.name.clone());
        let cell = move |it: &Facility| GridCell {
            text: it.name.clone(),
            value: value(it),
            ..GridCell::default()
        };
        FacilityColumn {
            label,
            unit: String::new(),
            cell: Box::new(cell),
        }
    }

    /// A column of the table as it stands, if one plays the part.
    fn own_column(&self, lang: Lang, role: &'static str) -> Option<FacilityColumn<'_>> {
        let (at, table) = (self.roles.get(role)?, self.roles.table);
        let field = &table.fields[at];
        let write = move |value: &Value| value.text(lang);
        let cell = move |it: &Facility| table.grid_cell(it.row, at, &write, lang);
        let unit = if field.kind.is_numeric() {
            field.unit.clone()
        } else {
            String::new()
        };
        Some(FacilityColumn {
            label: field.title.clone(),
            unit,
            cell: Box::new(cell),
        })
    }

    fn limit_column(
        &self,
        lang: Lang,
        label: Wording,
        limit: fn(&Facility) -> (&DeadlineCell, Option<Date>),
    ) -> FacilityColumn<'_> {
        let cell = move |it: &Facility| {
            let (of, date) = limit(it);
            let value = due_of_limit(of)
                .map(|it| it.day)
                .or(date)
                .map_or(Value::Missing, Value::Date);
            let text =
                limit_text(lang, of, date).unwrap_or_else(|| word(lang, Word::Missing).to_owned());
            GridCell {
                text,
                value,
                origin: Some(self.origin(it)),
                ..GridCell::default()
            }
        };
        FacilityColumn {
            label: in_language(lang, label).to_owned(),
            unit: String::new(),
            cell: Box::new(cell),
        }
    }

    /// Days follow from dates and the as-of date, so they are no figures of their own.
    fn days_column<'c>(
        &'c self,
        lang: Lang,
        label: Wording,
        days: impl Fn(&Facility) -> Option<i32> + 'c,
    ) -> FacilityColumn<'c> {
        let cell = move |it: &Facility| {
            let n = days(it);
            let text = n.map_or_else(|| word(lang, Word::Missing).to_owned(), |it| it.to_string());
            let value = n.map_or(Value::Missing, |it| Value::Integer(it.into()));
            GridCell {
                text,
                value,
                ..GridCell::default()
            }
        };
        FacilityColumn {
            label: in_language(lang, label).to_owned(),
            unit: in_language(lang, DAYS).to_owned(),
            cell: Box::new(cell),
        }
    }

    fn origin(&self, it: &Facility) -> Origin {
        Origin {
            table: self.roles.table.name.clone(),
            rows: vec![it.row],
        }
    }

    fn reason_column(&self, lang: Lang) -> Option<FacilityColumn<'_>> {
        Some(FacilityColumn {
            label: in_language(lang, REASON).to_owned(),
            ..self.own_column(lang, "reason")?
        })
    }

    fn list_columns(&self, lang: Lang, as_of: Option<Date>) -> Vec<FacilityColumn<'_>> {
        let mut columns = vec![self.name_column(lang)];
        columns.extend(
            ["condition", "action", "strength", "investment"]
                .iter()
                .filter_map(|it| self.own_column(lang, it)),
        );
        columns.push(self.limit_column(lang, PLANNED, |it| (&it.planned, None)));
        if self.roles.get("revised").is_some() {
            columns.push(self.limit_column(lang, REVISED, |it| (&it.revised, None)));
        }
        if self.has_course() {
            columns
                .push(self.limit_column(lang, ACTUAL, |it| (&DeadlineCell::Unstated, it.actual)));
        }
        columns.extend(self.own_column(lang, "evidence"));
        let cell = move |it: &Facility| {
            let text = it.told(lang, as_of);
            GridCell {
                value: Value::Text(text.clone()),
                text,
                ..GridCell::default()
            }
        };
        columns.push(FacilityColumn {
            label: in_language(lang, STATE).to_owned(),
            unit: String::new(),
            cell: Box::new(cell),
        });
        columns
    }

    fn due_column(&self, lang: Lang) -> FacilityColumn<'_> {
        let cell = move |it: &Facility| {
            let due = it.due();
            let text = due.map_or_else(
                || word(lang, Word::Missing).to_owned(),
                |it| it.text.clone(),
            );
            let value = due.map_or(Value::Missing, |it| Value::Date(it.day));
            GridCell {
                text,
                value,
                origin: Some(self.origin(it)),
                ..GridCell::default()
            }
        };
        FacilityColumn {
            label: in_language(lang, DEADLINE).to_owned(),
            unit: String::new(),
            cell: Box::new(cell),
        }
    }

    fn late_columns<'c>(
        &'c self,
        lang: Lang,
        days: &'c dyn Fn(&Facility) -> Option<i32>,
    ) -> Vec<FacilityColumn<'c>> {
        let mut columns = vec![self.name_column(lang)];
        columns.extend(
            ["action", "strength"]
                .iter()
                .filter_map(|it| self.own_column(lang, it)),
        );
        columns.push(self.due_column(lang));
        columns.push(self.days_column(lang, DAYS_LATE, days));
        columns.extend(self.reason_column(lang));
        columns
    }

    fn next_columns(&self, lang: Lang) -> Vec<FacilityColumn<'_>> {
        let mut columns = vec![self.name_column(lang)];
        columns.extend(
            ["action", "strength"]
                .iter()
                .filter_map(|it| self.own_column(lang, it)),
        );
        columns.push(self.due_column(lang));
        columns
    }

    fn slip_columns(&self, lang: Lang) -> Vec<FacilityColumn<'_>> {
        let mut columns = vec![
            self.name_column(lang),
            self.limit_column(lang, PLANNED, |it| (&it.planned, None)),
        ];
        columns.push(self.limit_column(lang, REVISED, |it| (&it.revised, None)));
        columns.push(self.days_column(lang, MOVED, Facility::slip));
        columns.extend(self.reason_column(lang));
        columns
    }

    /// One of its tables; the author's note stands below the list of all projects.
    fn table(
        &self,
        call: &mut EmbedCall<'_, '_>,
        body: &Fields<'_>,
        part: &str,
        grid: Grid,
    ) -> Result<Exhibit, Failure> {
        let is_list = part == "list";
        let id = if is_list {
            self.id.clone()
        } else {
            format!("{}-{part}", self.id)
        };
        let note = if is_list {
            call.text(body, "note")?
        } else {
            None
        };
        let made = GeneratedTable {
            id,
            grid,
            from: self.roles.table,
            note,
        };
        show_table(call, body, made)
    }
}

fn next_limit(body: &Fields<'_>) -> Result<usize, Failure> {
    let Some(node) = body.get("next") else {
        return Ok(MAX_NEXT);
    };
    let count = node.text().and_then(parse_as);
    count.ok_or_else(|| {
        node.refuse(
            "next",
            Text::new("一个不小于零的整数", "a whole number from zero"),
        )
        .into()
    })
}
