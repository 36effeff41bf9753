//! Counts so small that they point at a person: which cells of a table must not be shown, with those
//! that would give them back.
//!
//! A count above zero and below `k` is hidden. Then the smallest further figures are hidden, until
//! every hidden figure has another value that fits all that is shown: the totals along each
//! dimension but time, the totals declared, and those that other tables give. Hidden cells are
//! missing to everybody. A metric over one has no value, because what is left of its sum would be
//! wrong and would give the cell back.

use std::collections::{BTreeMap, BTreeSet};

use crate::equation_system::{Equation, EquationSystem, solve_determined};
use crate::report::soften_for_audience;
use gongbao_data::{Catalog, SmallCountMode, SmallCountRule, Table};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::ColumnKind;
use gongbao_settings::Audience;
use gongbao_source::spelling_hint;

/// How many cells of a table are complained about.
const MAX_SHOWN: usize = 50;

/// The counts of a table and how they add up.
struct CountTable<'a> {
    table: &'a Table,
    rule: &'a SmallCountRule,
    /// The dimensions, by position.
    by: Vec<usize>,
    /// The columns of counts, by position, those that only add others up behind them.
    columns: Vec<usize>,
    /// How many of the columns are counts themselves.
    n_counts: usize,
}

/// A sum that anybody can do: over figures, numbered as [`CountTable::figure`] does.
struct KnownSum {
    equation: Equation,
    /// What it gives.
    value: i64,
    /// What it is read from.
    from: Text,
}

/// The cells (row, column) to be taken out of a table. What cannot be mended is a complaint.
pub(crate) fn suppress_small_counts(
    table: &Table,
    catalog: &Catalog,
    audience: Audience,
    diags: &mut Diags,
) -> BTreeSet<(usize, usize)> {
    let Some(rule) = &table.policy.disclosure else {
        return BTreeSet::new();
    };
    // A rule that names columns the table does not have stops the build.
    let Some(counts) = CountTable::of(table, rule, diags) else {
        return BTreeSet::new();
    };
    let mut complaints = Vec::new();
    let declared = counts.declared(catalog);
    counts.left_open(&declared, &mut complaints);
    let mut cells = BTreeSet::new();
    match (rule.mode, audience) {
        (SmallCountMode::Refuse, _) => {
            complaints.extend(counts.small().into_iter().map(|it| counts.too_small(it)))
        }
        (SmallCountMode::Suppress, Audience::Public) => {
            cells = counts.hidden(&declared, &mut complaints)
        }
        (SmallCountMode::Suppress, Audience::Internal) => {}
    }
    if complaints.len() > MAX_SHOWN {
        let more =
            Diagnostic::new(Code::MoreErrors, Place::file(&table.file)).with("table", &table.name);
        diags.push(soften_for_audience(
            more.with("count", complaints.len() - MAX_SHOWN)
                .with("shown", MAX_SHOWN),
            audience,
        ));
    }
    complaints
        .into_iter()
        .take(MAX_SHOWN)
        .for_each(|it| diags.push(soften_for_audience(it, audience)));
    cells
}

impl<'a> CountTable<'a> {
    fn of(table: &'a Table, rule: &'a SmallCountRule, diags: &mut Diags) -> Option<CountTable<'a>> {
        let parts = rule
            .total_columns
            .iter()
            .flat_map(|(total, parts)| std::iter::once(total).chain(parts));
        let totals = rule.total_rows.iter().map(|(name, _)| name);
        for name in rule
            .counts
            .iter()
            .chain(&rule.by)
            .chain(parts.clone())
            .chain(totals)
        {
            if table.column(name).is_none() {
                diags.push(unknown_count_column(table, rule, name));
                return None;
            }
        }
        let mut columns: Vec<usize> = rule
            .counts
            .iter()
            .filter_map(|it| table.column(it))
            .collect();
        let n_counts = columns.len();
        for column in parts.filter_map(|it| table.column(it)) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let declared = || {
            rule.by
                .iter()
                .filter_map(|it| table.column(it))
                .collect::<Vec<usize>>()
        };
        let by = match (rule.by.is_empty(), table.primary_key.is_empty()) {
            (false, _) => declared(),
            (true, false) => table.primary_key.clone(),
            (true, true) => (0..table.fields.len())
                .filter(|it| !table.fields[*it].kind.is_numeric())
                .collect(),
        };
        Some(CountTable {
            table,
            rule,
            by,
            columns,
            n_counts,
        })
    }

    fn figure(&self, row: usize, column: usize) -> Option<usize> {
        self.columns
            .iter()
            .position(|it| *it == column)
            .map(|it| it * self.table.n_rows() + row)
    }

    fn cell(&self, figure: usize) -> (usize, usize) {
        let n_rows = self.table.n_rows().max(1);
        (figure % n_rows, self.columns[figure / n_rows])
    }

    fn value(&self, figure: usize) -> Option<i64> {
        let (row, column) = self.cell(figure);
        self.table.number(row, column).map(round_to_integer)
    }

    fn is_small(&self, value: i64) -> bool {
        let least = if self.rule.zero_is_sensitive { 0 } else { 1 };
        value >= least && (value as f64) < self.rule.k
    }

    fn small(&self) -> BTreeSet<usize> {
        let figures = 0..self.n_counts * self.table.n_rows();
        figures
            .filter(|it| self.value(*it).is_some_and(|it| self.is_small(it)))
            .collect()
    }

    /// The sums the descriptor declares, and those that other tables give.
    fn declared(&self, catalog: &Catalog) -> Vec<KnownSum> {
        let mut sums = Vec::new();
        for (name, label) in &self.rule.total_rows {
            let Some(dimension) = self.table.column(name) else {
                continue;
            };
            for rows in self.lines(dimension).into_values() {
                let (total, parts): (Vec<usize>, Vec<usize>) = rows
                    .into_iter()
                    .partition(|it| self.table.value(*it, dimension).to_string() == *label);
                if let [total] = total[..] {
                    sums.extend(
                        self.columns
                            .iter()
                            .filter_map(|it| self.total_row(*it, total, &parts)),
                    );
                }
            }
        }
        for (total, parts) in &self.rule.total_columns {
            sums.extend(
                (0..self.table.n_rows()).filter_map(|row| self.total_column(row, total, parts)),
            );
        }
        catalog
            .tables()
            .for_each(|it| self.elsewhere(it, &mut sums));
        sums.retain(|it| self.holds(it));
        sums
    }

    fn total_row(&self, column: usize, total: usize, parts: &[usize]) -> Option<KnownSum> {
        let mut equation: Equation = parts
            .iter()
            .filter_map(|row| Some((self.figure(*row, column)?, 1)))
            .collect();
        equation.push((self.figure(total, column)?, -1));
        Some(KnownSum {
            equation,
            value: 0,
            from: total_words(),
        })
        .filter(|_| !parts.is_empty())
    }

    fn total_column(&self, row: usize, total: &str, parts: &[String]) -> Option<KnownSum> {
        let figure = |name: &str| self.figure(row, self.table.column(name)?);
        let mut equation: Equation = parts
            .iter()
            .filter_map(|it| Some((figure(it)?, 1)))
            .collect();
        equation.push((figure(total)?, -1));
        Some(KnownSum {
            equation,
            value: 0,
            from: total_words(),
        })
    }

    /// What another table gives of the same counts: a row of it for each value of some of the dimensions.
    fn elsewhere(&self, other: &Table, sums: &mut Vec<KnownSum>) {
        if other.name == self.table.name || other.reads.contains(&self.table.name) {
            return;
        }
        let shared = self
            .by
            .iter()
            .filter_map(|it| Some((*it, other.column(&self.table.fields[*it].name)?)));
        let shared: Vec<(usize, usize)> = shared.collect();
        let key =
            |table: &Table, row: usize, columns: &mut dyn Iterator<Item = usize>| -> Vec<String> {
                columns.map(|it| table.value(row, it).to_string()).collect()
            };
        let mut rows: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for row in 0..other.n_rows() {
            if rows
                .insert(key(other, row, &mut shared.iter().map(|it| it.1)), row)
                .is_some()
            {
                return; // The other table is about something finer.
            }
        }
        let mut parts: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for row in (0..self.table.n_rows()).filter(|it| !self.is_total(*it)) {
            parts
                .entry(key(self.table, row, &mut shared.iter().map(|it| it.0)))
                .or_default()
                .push(row);
        }
        for column in self.columns[..self.n_counts].iter().copied() {
            let Some(theirs) = self.open_column(other, column) else {
                continue;
            };
            for (key, parts) in &parts {
                let value = rows
                    .get(key)
                    .and_then(|row| other.number(*row, theirs))
                    .map(round_to_integer);
                let equation = parts
                    .iter()
                    .filter_map(|row| Some((self.figure(*row, column)?, 1)))
                    .collect();
                sums.extend(value.map(|value| KnownSum {
                    equation,
                    value,
                    from: table_words(other),
                }));
            }
        }
    }

    /// The column of the same counts in another table, unless that table keeps small ones back itself.
    fn open_column(&self, other: &Table, column: usize) -> Option<usize> {
        let name = &self.table.fields[column].name;
        let guarded = other
            .policy
            .disclosure
            .as_ref()
            .is_some_and(|it| it.counts.contains(name));
        let hidden = other.policy.internal || other.policy.internal_fields.contains(name);
        other
            .column(name)
            .filter(|it| !guarded && !hidden && other.fields[*it].kind.is_numeric())
    }

    /// Sums along a dimension that no row of the table has, but that anybody may know. Time is left out:
    /// nobody adds up years.
    fn implied(&self) -> Vec<Equation> {
        let is_line = |it: &&usize| {
            let name = &self.table.fields[**it].name;
            !self.is_time(**it) && !self.rule.total_rows.iter().any(|(total, _)| total == name)
        };
        let lines = self
            .by
            .iter()
            .filter(is_line)
            .flat_map(|it| self.lines(*it).into_values());
        let lines: Vec<Vec<usize>> = lines.filter(|it| it.len() > 1).collect();
        let along = |column: &usize| {
            let column = *column;
            lines.iter().map(move |rows| {
                rows.iter()
                    .filter_map(|row| Some((self.figure(*row, column)?, 1)))
                    .collect()
            })
        };
        let equations: Vec<Equation> = self.columns.iter().flat_map(along).collect();
        equations
            .into_iter()
            .filter(|it| it.iter().all(|(at, _)| self.value(*at).is_some()))
            .collect()
    }

    /// Whether a dimension is time: declared so, or whole numbers that could all be years.
    fn is_time(&self, dimension: usize) -> bool {
        let year = |row| {
            self.table
                .number(row, dimension)
                .is_some_and(|it| (1900.0..=2100.0).contains(&it))
        };
        match self.table.fields[dimension].kind {
            ColumnKind::String | ColumnKind::Boolean => false,
            ColumnKind::Integer => (0..self.table.n_rows()).all(year),
            _ => true,
        }
    }

    /// Rows that differ in one dimension only.
    fn lines(&self, dimension: usize) -> BTreeMap<Vec<String>, Vec<usize>> {
        let mut lines: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        let others: Vec<usize> = self
            .by
            .iter()
            .filter(|it| **it != dimension)
            .copied()
            .collect();
        for row in 0..self.table.n_rows() {
            let key = others
                .iter()
                .map(|it| self.table.value(row, *it).to_string())
                .collect();
            lines.entry(key).or_default().push(row);
        }
        lines
    }

    fn is_total(&self, row: usize) -> bool {
        let stands = |(name, label): &(String, String)| {
            self.table
                .column(name)
                .is_some_and(|it| self.table.value(row, it).to_string() == *label)
        };
        self.rule.total_rows.iter().any(stands)
    }

    /// Whether a sum without gaps is right; a wrong one gives nothing away.
    fn holds(&self, sum: &KnownSum) -> bool {
        let values: Option<Vec<i64>> = sum
            .equation
            .iter()
            .map(|(at, sign)| Some(sign * self.value(*at)?))
            .collect();
        values.is_none_or(|it| it.into_iter().sum::<i64>() == sum.value)
    }

    /// Small counts that the author has left out, but not well enough.
    fn left_open(&self, declared: &[KnownSum], complaints: &mut Vec<Diagnostic>) {
        let open = declared.iter().map(|sum| {
            let known = sum
                .equation
                .iter()
                .filter_map(|(at, sign)| Some(sign * self.value(*at)?));
            let unknown = sum
                .equation
                .iter()
                .filter(|(at, _)| self.value(*at).is_none());
            (
                unknown.copied().collect::<Equation>(),
                sum.value - known.sum::<i64>(),
            )
        });
        let open: Vec<(Equation, i64)> = open.filter(|it| !it.0.is_empty()).collect();
        for (figure, value) in solve_determined(&open) {
            if self.is_small(round_to_integer(value))
                && figure < self.n_counts * self.table.n_rows()
            {
                complaints.push(self.recoverable(figure, round_to_integer(value), declared));
            }
        }
    }

    /// The small counts and what has to be hidden beside them.
    fn hidden(
        &self,
        declared: &[KnownSum],
        complaints: &mut Vec<Diagnostic>,
    ) -> BTreeSet<(usize, usize)> {
        let n_figures = self.columns.len() * self.table.n_rows();
        let values: Vec<i64> = (0..n_figures)
            // A figure without value is in none of the sums below.
            .map(|it| self.value(it).unwrap_or(0))
            .collect();
        let complete = |it: &&KnownSum| it.equation.iter().all(|(at, _)| self.value(*at).is_some());
        let published: Vec<Equation> = declared
            .iter()
            .filter(complete)
            .map(|it| it.equation.clone())
            .collect();
        let equations = published.iter().cloned().chain(self.implied()).collect();
        let found = EquationSystem {
            values: values.clone(),
            equations,
        }
        .protect(self.small());
        // A total that nobody publishes gives nothing away.
        let published = EquationSystem {
            values,
            equations: published,
        };
        for figure in published.given_away(&(&found.exposed & &self.small()), &found.figures) {
            complaints.push(self.recoverable(figure, published.values[figure], declared));
        }
        found.figures.into_iter().map(|it| self.cell(it)).collect()
    }

    fn too_small(&self, figure: usize) -> Diagnostic {
        let (row, column) = self.cell(figure);
        let complaint = Diagnostic::new(Code::SmallCell, self.table.place(row, column));
        // Only a figure that has a value is small.
        let n = self.value(figure).unwrap_or(0);
        complaint
            .with("name", &self.table.fields[column].title)
            .with("n", n)
            .with("k", self.rule.k)
    }

    fn recoverable(&self, figure: usize, value: i64, declared: &[KnownSum]) -> Diagnostic {
        let (row, column) = self.cell(figure);
        let of_it = declared
            .iter()
            .find(|sum| sum.equation.iter().any(|(at, _)| *at == figure));
        let complaint =
            Diagnostic::new(Code::RecoverableCell, self.table.place(row, column)).with("n", value);
        let from = of_it.map_or_else(total_words, |it| it.from.clone());
        complaint
            .with("name", &self.table.fields[column].title)
            .with("from", from)
    }
}

fn round_to_integer(value: f64) -> i64 {
    value.round() as i64
}

fn total_words() -> Text {
    Text::new("合计与其余各数", "the total with the other figures")
}

fn table_words(table: &Table) -> Text {
    Text::new(
        format!("“{}”表", table.title),
        format!("the table `{}`", table.title),
    )
}

fn unknown_count_column(table: &Table, rule: &SmallCountRule, name: &str) -> Diagnostic {
    let known: Vec<&str> = table.fields.iter().map(|it| it.name.as_str()).collect();
    let complaint = Diagnostic::new(Code::UnknownColumn, rule.place.clone()).with("name", name);
    let complaint = complaint
        .with("table", &table.name)
        .with("hint", spelling_hint(name, known.iter().copied()));
    complaint.with("known", known.join(", "))
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::disclosure_policy::DisclosurePolicy;
    use gongbao_data::{Entry, MarkerConvention, load_through};
    use gongbao_diag::{Diags, quoted_text};
    use gongbao_settings::Audience;
    use gongbao_source::{SourceFile, Sources};

    /// What is said, and the table as a public site has it: `x` for what was taken out.
    pub(crate) fn run(disclosure: &str, csv: &str, more: &[(&str, &str)]) -> (String, String) {
        let yaml = format!("resources: [{{name: t, path: t.csv, disclosure: {disclosure}}}]\n");
        let files = [
            ("data/t.csv", csv),
            ("data/datapackage.yaml", yaml.as_str()),
        ];
        let files = files
            .iter()
            .chain(more)
            .map(|(path, text)| SourceFile::built_in(path, text.as_bytes()));
        let sources = Sources::of(files.collect());
        let mut diags = Diags::new();
        let keeper = DisclosurePolicy {
            audience: Audience::Public,
        };
        let catalog = load_through(&sources, &keeper, MarkerConvention::Plain, &mut diags);
        let said = diags.sorted().into_iter().map(|it| {
            let at = quoted_text(&it.place, &sources)
                .unwrap_or_default()
                .replace('\n', " ");
            format!("{} {at}", it.code.name()).trim_end().to_owned()
        });
        let said = said.collect::<Vec<String>>().join(", ");
        let Some(Entry::Ready(table)) = catalog.get("t") else {
            return (said, String::new());
        };
        let cell = |row: usize, column: usize| match table.is_suppressed(row, column) {
            true => "x".to_owned(),
            false => table.value(row, column).to_string(),
        };
        let row = |row: usize| {
            (0..table.fields.len())
                .map(|it| cell(row, it))
                .collect::<Vec<_>>()
                .join(",")
        };
        (
            said,
            (0..table.n_rows()).map(row).collect::<Vec<_>>().join(" "),
        )
    }

    fn check(disclosure: &str, csv: &str, expected: &str) {
        assert_eq!(
            run(disclosure, csv, &[]),
            (String::new(), expected.to_owned()),
            "{csv}"
        );
    }

    fn refuse(disclosure: &str, csv: &str, expected: &str) {
        assert_eq!(run(disclosure, csv, &[]).0, expected, "{csv}");
    }

    #[test]
    fn a_small_count_goes_with_the_next_smallest() {
        check("{counts: [n]}", "d,n\na,3\nb,9\nc,40\n", "a,x b,x c,40");
        check("{counts: [n]}", "d,n\na,5\nb,9\nc,0\n", "a,5 b,9 c,0");
    }

    #[test]
    fn the_bound_and_zero_are_chosen() {
        check(
            "{counts: [n], k: 10}",
            "d,n\na,30\nb,9\nc,40\n",
            "a,x b,x c,40",
        );
        check(
            "{counts: [n], k: 3, zero: sensitive}",
            "d,n\na,0\nb,9\nc,3\n",
            "a,x b,9 c,x",
        );
    }

    #[test]
    fn years_are_not_added_up() {
        check(
            "{counts: [n], by: [d, year]}",
            "d,year,n\na,2024,3\nb,2024,9\na,2025,30\nb,2025,8\n",
            "a,2024,x b,2024,x a,2025,30 b,2025,8",
        );
    }

    #[test]
    fn two_dimensions_are_protected_both_ways() {
        let csv = "d,s,n\na,m,3\na,f,40\nb,m,20\nb,f,50\nc,m,70\nc,f,80\n";
        check(
            "{counts: [n]}",
            csv,
            "a,m,x a,f,x b,m,x b,f,x c,m,70 c,f,80",
        );
    }

    #[test]
    fn declared_totals_stand_but_for_one_with_a_single_part() {
        let totals = "{counts: [n], by: [d], totals: {d: 合计}}";
        check(
            totals,
            "d,n\na,3\nb,9\nc,40\n合计,52\n",
            "a,x b,x c,40 合计,52",
        );
        check(totals, "d,n\na,3\n合计,3\n", "a,x 合计,x");
    }

    #[test]
    fn declared_total_columns_are_protected() {
        let rule = "{counts: [m, f], by: [d], totals: {all: [m, f]}}";
        check(
            rule,
            "d,m,f,all\na,3,9,12\nb,20,30,50\nc,25,35,60\n",
            "a,x,x,12 b,x,x,50 c,25,35,60",
        );
    }

    #[test]
    fn a_figure_left_out_by_hand_must_not_follow_from_the_total() {
        let totals = "{counts: [n], by: [d], totals: {d: 合计}}";
        refuse(
            totals,
            "d,n\na,\nb,9\nc,40\n合计,52\n",
            "guard/recoverable-cell",
        );
        refuse(totals, "d,n\na,\nb,\nc,40\n合计,52\n", "");
        refuse(totals, "d,n\na,\nb,9\nc,40\n合计,89\n", "");
    }

    #[test]
    fn a_figure_must_not_follow_from_another_table() {
        let other = [("data/o.csv", "d,n\na,12\nb,50\n")];
        let csv = "d,s,n\na,m,3\na,f,9\nb,m,20\nb,f,30\n";
        assert_eq!(run("{counts: [n], by: [d, s]}", csv, &other).0, "");
        let same = [("data/o.csv", "d,n\na,3\nb,9\n")];
        assert_eq!(
            run("{counts: [n], by: [d]}", "d,n\na,3\nb,9\n", &same).0,
            "guard/recoverable-cell 3"
        );
    }

    #[test]
    fn refusing_names_every_small_count() {
        refuse(
            "{counts: [n], mode: refuse}",
            "d,n\na,3\nb,9\nc,4\n",
            "guard/small-cell 3, guard/small-cell 4",
        );
    }

    #[test]
    fn columns_have_to_exist() {
        refuse(
            "{counts: [m]}",
            "d,n\na,3\n",
            "data/unknown-column {counts: [m]}",
        );
        refuse(
            "{counts: [n], by: [e]}",
            "d,n\na,3\n",
            "data/unknown-column {counts: [n], by: [e]}",
        );
    }

    #[test]
    fn queries_that_add_up_what_is_left_out_are_pointed_at() {
        let rule = "{counts: [n]}";
        let csv = "d,n\na,3\nb,9\nc,40\n";
        assert_eq!(
            run(rule, csv, &[("data/q.sql", "SELECT d, n FROM t")]).0,
            ""
        );
        let said = run(rule, csv, &[("data/q.sql", "SELECT sum(n) AS s FROM t")]).0;
        assert_eq!(said, "guard/partial-sum SELECT sum(n) AS s FROM t");
    }
}
