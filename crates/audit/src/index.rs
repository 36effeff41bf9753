//! Every value the site's data know, with the words that name it: metrics over their selections, targets,
//! cells, and numbers of rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cells;
use crate::scan::{Bound, unbound};
use crate::words::{Name, Names, Topics, is_code};
use gongbao_data::{Catalog, Entry, Table};
use gongbao_metrics::{Formula, Goal, Metric, Metrics, Unit};
use gongbao_model::{Kind, Value};

/// Selections of one metric beyond this many are left out: nobody names them all in prose.
const MOST_GROUPS: usize = 20_000;

/// A value that a number of the text may state.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub value: f64,
    pub unit: Arc<str>,
    /// What the values of its unit are counted in: 1e4 for 万元, which is kept as 元.
    pub factor: f64,
    /// What has to be said for this value to be meant.
    pub names: Vec<Name>,
    /// Members that are codes, which no text says.
    pub codes: Vec<Name>,
    /// Title of the metric, or of column and table.
    pub topic: Option<usize>,
    /// Words of the row, for rows whose key is a code.
    pub about: Option<usize>,
    pub year: Option<i32>,
    /// Whether it is of the latest time there is.
    pub is_latest: bool,
    /// For a target, on which side of it values have to be.
    pub goal: Option<Bound>,
    /// On which side of it values have to be, as another column of its row says.
    pub side: Option<Bound>,
    /// Whether it stands in a text of a cell.
    pub is_text: bool,
    /// The words before it there.
    pub before: Arc<str>,
    /// Whether it is a number of rows.
    pub is_count: bool,
    /// Values of one metric or column belong together.
    pub series: usize,
    /// And those over the same dimensions.
    pub group: usize,
    /// Number of its table.
    pub table: usize,
    /// What names it: the metric's title, or that of the column.
    pub title: Arc<str>,
    /// The inside of the braces; empty if no expression gives it.
    pub binding: String,
}

impl Candidate {
    /// 9540万元 is typed like 9540万 of 元.
    pub fn unscale(&mut self) {
        for (word, factor) in [("万", 1e4), ("亿", 1e8)] {
            if let Some(unit) = self.unit.strip_prefix(word) {
                (self.factor, self.value, self.unit) =
                    (factor, self.value * factor, Arc::from(unit));
                return;
            }
        }
    }
}

/// The values of a site.
#[derive(Debug, Default)]
pub struct Index {
    pub all: Vec<Candidate>,
    pub names: Names,
    pub topics: Topics,
    /// Names of tables, by number.
    pub tables: Vec<String>,
    /// For each name the candidates that need it; for each code and each description those that need no
    /// name; those that need nothing.
    by_name: BTreeMap<Name, Vec<usize>>,
    by_code: BTreeMap<Name, Vec<usize>>,
    by_about: BTreeMap<usize, Vec<usize>>,
    free: Vec<usize>,
    /// The candidates in texts of cells, by the last word before them.
    quoted: BTreeMap<String, Vec<usize>>,
    n_series: usize,
}

impl Index {
    /// Gathers what the data know.
    pub fn new(catalog: &Catalog, metrics: &Metrics) -> Index {
        let mut index = Index::default();
        for metric in metrics.all() {
            if let Some(Entry::Ready(table)) = catalog.get(&metric.table) {
                index.metric(catalog, metric, table);
            }
        }
        for table in catalog.tables() {
            cells::add(&mut index, catalog, table);
        }
        index.topics.weigh();
        index.link();
        index
    }

    /// The candidates whose names are all said, and of those known by a code alone the ones whose code is
    /// given or whose row is described.
    pub fn named<'a>(
        &self,
        said: &'a BTreeMap<Name, f64>,
        codes: impl IntoIterator<Item = &'a Name>,
        described: impl IntoIterator<Item = usize>,
    ) -> Vec<&Candidate> {
        let named = said.keys().filter_map(|it| self.by_name.get(it));
        let coded = codes
            .into_iter()
            .chain(said.keys())
            .filter_map(|it| self.by_code.get(it));
        let described = described
            .into_iter()
            .filter_map(|it| self.by_about.get(&it));
        let through = named.chain(coded).chain(described).flatten();
        let mut found: Vec<usize> = self.free.iter().chain(through).copied().collect();
        found.sort_unstable();
        found.dedup();
        let all = found.into_iter().filter_map(|it| self.all.get(it));
        all.filter(|it| it.names.iter().all(|name| said.contains_key(name)))
            .collect()
    }

    pub fn series(&mut self) -> usize {
        self.n_series += 1;
        self.n_series
    }

    pub fn table_number(&mut self, name: &str) -> usize {
        let at = self.tables.iter().position(|it| it == name);
        at.unwrap_or_else(|| {
            self.tables.push(name.to_owned());
            self.tables.len() - 1
        })
    }

    /// The candidates that stand in a text of a cell behind the same words as here.
    pub fn quoted(&self, before: &str) -> impl Iterator<Item = &Candidate> {
        let found = last(before, QUOTED).and_then(|it| self.quoted.get(it));
        found
            .into_iter()
            .flatten()
            .filter_map(|it| self.all.get(*it))
    }

    /// The numbers in the texts of the row a value stands in, if the row is known by codes.
    pub fn texts_beside(&self, it: &Candidate) -> impl Iterator<Item = &Candidate> {
        let found = it
            .codes
            .first()
            .filter(|_| it.names.is_empty())
            .and_then(|code| self.by_code.get(code));
        let all = found
            .into_iter()
            .flatten()
            .filter_map(|at| self.all.get(*at));
        all.filter(|other| other.is_text && other.table == it.table && other.codes == it.codes)
    }

    /// A candidate is found by the first of its names.
    fn link(&mut self) {
        for (at, it) in self.all.iter().enumerate() {
            if let Some(words) = last(&it.before, QUOTED) {
                self.quoted.entry(words.to_owned()).or_default().push(at);
            }
            match (it.names.first(), it.codes.first()) {
                (Some(name), _) => self.by_name.entry(*name).or_default().push(at),
                (None, Some(code)) => {
                    self.by_code.entry(*code).or_default().push(at);
                    it.about
                        .iter()
                        .for_each(|about| self.by_about.entry(*about).or_default().push(at));
                }
                (None, None) => self.free.push(at),
            }
        }
    }

    /// The names of a member: said aloud, or codes.
    pub fn member(&mut self, member: &str, names: &mut Vec<Name>, codes: &mut Vec<Name>) {
        let id = self.names.add(member);
        let list = if is_code(member) { codes } else { names };
        if !list.contains(&id) {
            list.push(id);
        }
    }

    /// A value of a series of its own, so far without anything that tells it from others.
    pub fn candidate(&mut self, title: &str, table: &Table) -> Candidate {
        Candidate {
            value: 0.0,
            factor: 1.0,
            unit: Arc::from(""),
            names: Vec::new(),
            codes: Vec::new(),
            topic: Some(self.topics.add(title)),
            about: None,
            year: None,
            is_latest: true,
            goal: None,
            side: None,
            is_text: false,
            before: Arc::from(""),
            is_count: false,
            series: self.series(),
            group: 0,
            table: self.table_number(&table.name),
            title: Arc::from(title),
            binding: String::new(),
        }
    }

    fn metric(&mut self, catalog: &Catalog, metric: &Metric, table: &Table) {
        let base = self.candidate(&metric.title, table);
        let rows = table.rows(&metric.filter);
        let time = time_of(metric, table);
        let dims: Vec<usize> = metric
            .dimensions
            .iter()
            .filter_map(|it| table.column(it))
            .collect();
        let dims: Vec<usize> = dims.into_iter().filter(|it| Some(*it) != time).collect();
        let open = if matches!(metric.formula, Formula::Column(_)) {
            vec![dims]
        } else {
            subsets(&dims)
                .into_iter()
                .chain(self.kinds(metric, table, &dims))
                .collect()
        };
        for dims in open {
            self.groups(catalog, (metric, table), (&rows, &dims), &base);
        }
        self.goals(metric, &base);
    }

    /// Columns that are no dimensions, each alone; the filter's aside.
    fn kinds(&self, metric: &Metric, table: &Table, dims: &[usize]) -> Vec<Vec<usize>> {
        let is_free = |it: &usize| metric.filter.get(&table.fields[*it].name).is_none();
        cells::kinds(table, dims)
            .into_iter()
            .filter(is_free)
            .map(|it| vec![it])
            .collect()
    }

    /// A candidate for each combination of members of some dimensions, and each time.
    fn groups(
        &mut self,
        catalog: &Catalog,
        (metric, table): (&Metric, &Table),
        (rows, dims): (&[usize], &[usize]),
        base: &Candidate,
    ) {
        let time = time_of(metric, table);
        let key = |row: usize| {
            dims.iter()
                .chain(&time)
                .map(|it| table.value(row, *it).to_string())
                .collect()
        };
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        rows.iter()
            .for_each(|row| groups.entry(key(*row)).or_default().push(*row));
        if groups.len() > MOST_GROUPS {
            return;
        }
        let latest = rows
            .iter()
            .filter_map(|row| year_of(&table.value(*row, time?)))
            .max();
        let describing = cells::describing(table, dims);
        let (group, bounding) = (self.series(), cells::bounding(table));
        let takes_one = matches!(metric.formula, Formula::Column(_));
        for rows in groups
            .into_values()
            .filter(|it| !takes_one || it.len() == 1)
        {
            let Some(value) = metric.formula.compute(table, &rows).0 else {
                continue;
            };
            let mut it = Candidate {
                value,
                group,
                ..base.clone()
            };
            it.unit = Arc::from(unit(metric, table, &rows));
            it.unscale();
            it.year = time.and_then(|at| year_of(&table.value(rows[0], at)));
            it.is_latest = it.year == latest;
            it.side = cells::side(table, rows[0], bounding.filter(|_| takes_one));
            self.say(catalog, table, (rows[0], dims), &mut it);
            self.describe(table, (rows[0], describing), &mut it);
            it.binding = call(&metric.id, table, (rows[0], dims), time);
            self.all.push(it);
        }
    }

    /// What has to be said for a row's members to be meant.
    pub fn say(
        &mut self,
        catalog: &Catalog,
        table: &Table,
        (row, columns): (usize, &[usize]),
        it: &mut Candidate,
    ) {
        for column in columns {
            let value = table.value(row, *column);
            let name = cells::label(catalog, table, *column, &value);
            self.member(&name, &mut it.names, &mut it.codes);
        }
    }

    /// The words of a row whose key is a code.
    pub fn describe(
        &mut self,
        table: &Table,
        (row, column): (usize, Option<usize>),
        it: &mut Candidate,
    ) {
        let column = column.filter(|_| !it.codes.is_empty());
        it.about = column.map(|column| self.topics.add(&table.value(row, column).to_string()));
    }

    fn goals(&mut self, metric: &Metric, base: &Candidate) {
        let unit = match &metric.unit {
            Unit::Fixed(unit) => unit.as_str(),
            Unit::Column(_) => "",
        };
        for (at, target) in metric.targets.iter().enumerate() {
            let bounds = match target.goal {
                Goal::AtLeast(bound) => vec![(bound, Bound::AtLeast)],
                Goal::AtMost(bound) => vec![(bound, Bound::AtMost)],
                Goal::Equals(bound) => vec![(bound, Bound::Exact)],
                Goal::Between(low, high) => vec![(low, Bound::Exact), (high, Bound::Exact)],
            };
            let milestones = target
                .milestones
                .iter()
                .map(|it| (it.1, Bound::Exact, Some(it.0)));
            for (value, goal, by) in bounds
                .into_iter()
                .map(|it| (it.0, it.1, None))
                .chain(milestones)
            {
                let binding = if at == 0 && by.is_none() {
                    format!("target({})", metric.id)
                } else {
                    String::new()
                };
                let mut it = Candidate {
                    value,
                    unit: Arc::from(unit),
                    goal: Some(goal),
                    binding,
                    ..base.clone()
                };
                it.year = by.and_then(|it| it.to_string().get(..4)?.parse().ok());
                it.is_latest = it.year.is_none();
                it.unscale();
                self.all.push(it);
            }
        }
    }
}

/// The characters before a number that make it the same place of the same sentence.
const QUOTED: usize = 3;

/// The last characters of a text before words such as 不少于, if they are letters.
fn last(text: &str, n: usize) -> Option<&str> {
    let text = unbound(text);
    let (at, _) = text.char_indices().rev().nth(n.saturating_sub(1))?;
    text[at..]
        .chars()
        .all(char::is_alphabetic)
        .then(|| &text[at..])
}

/// The unit a metric's value has in some rows.
fn unit(metric: &Metric, table: &Table, rows: &[usize]) -> String {
    match &metric.unit {
        Unit::Fixed(unit) => unit.clone(),
        Unit::Column(column) => table
            .column(column)
            .map_or_else(String::new, |it| table.value(rows[0], it).to_string()),
    }
}

/// The column of a metric's time: the one it names, or a dimension that holds years without saying so.
fn time_of(metric: &Metric, table: &Table) -> Option<usize> {
    let named = metric.time.as_ref().and_then(|it| table.column(it));
    named.or_else(|| {
        metric
            .dimensions
            .iter()
            .filter_map(|it| table.column(it))
            .find(|it| holds_years(table, *it))
    })
}

/// Whether a column holds years: it says so, or has such a name and whole numbers.
pub fn holds_years(table: &Table, column: usize) -> bool {
    let field = &table.fields[column];
    let is_named = ["year", "年份", "年度", "年"].contains(&field.name.to_lowercase().as_str());
    field.kind == Kind::Year || (field.kind == Kind::Integer && is_named)
}

/// Every choice of the dimensions; of many, at most two or all of them.
fn subsets(dims: &[usize]) -> Vec<Vec<usize>> {
    if dims.len() > 3 {
        let pairs = dims
            .iter()
            .enumerate()
            .flat_map(|(at, a)| dims[at + 1..].iter().map(|b| vec![*a, *b]));
        let singles = dims.iter().map(|it| vec![*it]);
        return [dims.to_vec(), Vec::new()]
            .into_iter()
            .chain(singles)
            .chain(pairs)
            .collect();
    }
    let chosen = |bits: usize| {
        dims.iter()
            .enumerate()
            .filter(|(at, _)| bits >> at & 1 == 1)
            .map(|it| *it.1)
            .collect()
    };
    (0..1_usize << dims.len()).map(chosen).collect()
}

/// The year of a time.
pub fn year_of(value: &Value) -> Option<i32> {
    match value {
        Value::Year(it) => Some(*it),
        Value::Date(_) | Value::Period(_) => value.to_string().get(..4)?.parse().ok(),
        Value::Integer(it) => i32::try_from(*it)
            .ok()
            .filter(|it| (1900..2100).contains(it)),
        Value::Text(it) => it
            .get(..4)?
            .parse()
            .ok()
            .filter(|it| (1900..2100).contains(it)),
        Value::Missing | Value::Number(_) | Value::Boolean(_) => None,
    }
}

/// An expression that names a row's members: `share(district="东湖区", year=2025)`.
pub fn call(
    head: &str,
    table: &Table,
    (row, columns): (usize, &[usize]),
    time: Option<usize>,
) -> String {
    let args: Vec<String> = columns
        .iter()
        .chain(&time)
        .map(|it| argument(table, row, *it))
        .collect();
    if args.is_empty() {
        head.to_owned()
    } else {
        format!("{head}({})", args.join(", "))
    }
}

/// `district="东湖区"`, `year=2025`.
pub fn argument(table: &Table, row: usize, column: usize) -> String {
    let field = &table.fields[column];
    let value = table.value(row, column);
    match field.kind {
        Kind::Integer | Kind::Number | Kind::Year => format!("{}={value}", field.name),
        Kind::String | Kind::Boolean | Kind::Date | Kind::Period => {
            format!(
                "{}=\"{}\"",
                field.name,
                value.to_string().replace('"', "\\\"")
            )
        }
    }
}
