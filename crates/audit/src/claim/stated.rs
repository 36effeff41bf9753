//! The numbers a text states, typed or bound, with the values they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::candidate::Candidate;
use crate::columns::calendar_year;
use crate::context::{Call, parse_call};
use crate::index::Index;
use crate::judge::Verdict;
use crate::scan::{Literal, Measure, StatedBound};
use crate::words::NameId;
use gongbao_content::{FIGURE_STAND_IN, Page, Passage};
use gongbao_source::{YamlNode, YamlValue};

/// A number in a text.
#[derive(Clone, Debug)]
pub(crate) struct StatedNumber<'a> {
    pub span: Range<usize>,
    pub value: f64,
    /// What one unit of its last digit is worth.
    pub step: f64,
    /// On which side of it the values are that it may be; an expression gives the value itself.
    pub bound: StatedBound,
    pub unit: String,
    pub what: NumberOrigin<'a>,
    /// The texts its expression names.
    pub texts: BTreeSet<String>,
}

/// What a number is.
#[derive(Clone, Debug)]
pub(crate) enum NumberOrigin<'a> {
    /// One of these values.
    Value(Vec<&'a Candidate>),
    /// A change from the one value to the other: one of these.
    Change(Vec<(&'a Candidate, &'a Candidate)>),
    /// Nobody knows.
    Open,
}

impl<'a> StatedNumber<'a> {
    /// A number an author typed, as it was judged.
    pub(crate) fn typed(literal: &Literal, verdict: &Verdict<'a>) -> StatedNumber<'a> {
        let what = match verdict {
            Verdict::Matched(all) => NumberOrigin::Value(all.clone()),
            Verdict::Derived(changes) if !changes.is_empty() => {
                NumberOrigin::Change(changes.clone())
            }
            Verdict::Derived(_)
            | Verdict::Contradicted(_)
            | Verdict::Baseless(_)
            | Verdict::Unverified(_) => NumberOrigin::Open,
        };
        let unit = match &literal.unit {
            Measure::Percent => "%".to_owned(),
            Measure::Points => "百分点".to_owned(),
            Measure::Words(words) => words.clone(),
        };
        let texts = BTreeSet::new();
        StatedNumber {
            span: literal.span.clone(),
            value: literal.value,
            step: literal.step,
            bound: literal.bound,
            unit,
            what,
            texts,
        }
    }

    /// The number that one of its values is held against: as it was typed where it bounds the value, or else
    /// the value itself, which it states with fewer digits at most.
    pub(crate) fn limit(&self, value: &Candidate) -> f64 {
        match self.bound {
            StatedBound::AtLeast
            | StatedBound::AtMost
            | StatedBound::Above
            | StatedBound::Below => self.value,
            StatedBound::Exact | StatedBound::About | StatedBound::Nearly | StatedBound::Over => {
                value.value
            }
        }
    }

    /// The values it may be.
    pub(crate) fn values(&self) -> &[&'a Candidate] {
        match &self.what {
            NumberOrigin::Value(all) => all,
            NumberOrigin::Change(_) | NumberOrigin::Open => &[],
        }
    }
}

/// The values of a site by the expressions that give them.
#[derive(Debug, Default)]
pub(crate) struct ValuesByCall {
    by_call: BTreeMap<(String, BTreeSet<String>), Vec<usize>>,
    by_series: BTreeMap<usize, Vec<usize>>,
    /// The names that members of a series have.
    names: BTreeMap<usize, BTreeSet<NameId>>,
    goals: BTreeMap<String, usize>,
}

impl ValuesByCall {
    /// Notes down what each value is called by.
    pub(crate) fn new(index: &Index) -> ValuesByCall {
        let mut out = ValuesByCall::default();
        for (at, it) in index.all.iter().enumerate() {
            out.by_series.entry(it.series).or_default().push(at);
            out.names.entry(it.series).or_default().extend(&it.names);
            let own = parse_call(&it.binding);
            if it.goal.is_some() && own.is_about {
                out.goals.insert(own.head, at);
            } else if (it.goal.is_none() || it.is_text) && !it.binding.is_empty() {
                out.by_call
                    .entry((own.head, own.texts))
                    .or_default()
                    .push(at);
            }
        }
        out
    }

    /// Whether a member of a series has a name.
    pub(crate) fn is_member(&self, series: usize, name: NameId) -> bool {
        self.names.get(&series).is_some_and(|it| it.contains(&name))
    }

    /// The numbers of a series' values.
    pub(crate) fn members(&self, series: usize) -> &[usize] {
        self.by_series.get(&series).map_or(&[], Vec::as_slice)
    }
}

/// What a page fixes for its figures under `where`.
#[derive(Debug, Default)]
pub(crate) struct PageSelection {
    texts: BTreeSet<String>,
    pub year: Option<i32>,
}

impl PageSelection {
    /// Reads the settings of a page.
    pub(crate) fn of(page: &Page) -> PageSelection {
        let mut out = PageSelection::default();
        page.front.selection.iter().for_each(|it| out.take(it));
        out
    }

    fn take(&mut self, node: &YamlNode) {
        match &node.value {
            YamlValue::Map(pairs) => pairs.iter().for_each(|(_, it)| self.take(it)),
            YamlValue::List(_) | YamlValue::Null => {}
            YamlValue::Scalar { .. } => {
                let text = node.key_text();
                match calendar_year(text) {
                    Some(year) => self.year = Some(year),
                    None => drop(self.texts.insert(text.to_owned())),
                }
            }
        }
    }
}

/// Finds what expressions give.
#[derive(Debug)]
pub(crate) struct FigureFinder<'a> {
    pub index: &'a Index,
    pub calls: &'a ValuesByCall,
    pub fixed: &'a PageSelection,
}

impl<'a> FigureFinder<'a> {
    /// The numbers that expressions of a passage give, where they can be told.
    pub(crate) fn of(&self, passage: &Passage) -> Vec<StatedNumber<'a>> {
        let at = passage.text.match_indices(FIGURE_STAND_IN).map(|it| it.0);
        at.zip(&passage.figures)
            .map(|(at, it)| self.stated(at, &it.source))
            .collect()
    }

    fn stated(&self, at: usize, source: &str) -> StatedNumber<'a> {
        let span = at..at + FIGURE_STAND_IN.len_utf8();
        let asked = parse_call(source);
        // What calls nothing by name is looked up like a metric, and not found.
        let function = source
            .split(|it: char| !it.is_alphabetic())
            .find(|it| !it.is_empty())
            .unwrap_or("");
        let open = |unit: &str| {
            let (unit, texts) = (unit.to_owned(), asked.texts.clone());
            StatedNumber {
                span: span.clone(),
                value: 0.0,
                step: 0.0,
                bound: StatedBound::Exact,
                unit,
                what: NumberOrigin::Open,
                texts,
            }
        };
        match function {
            "target" => match self
                .calls
                .goals
                .get(&asked.head)
                .and_then(|it| self.index.all.get(*it))
            {
                Some(goal) => StatedNumber {
                    what: NumberOrigin::Value(vec![goal]),
                    value: goal.value,
                    ..open(&goal.unit)
                },
                None => open(""),
            },
            "change" | "diff" => match self.pair(&asked) {
                Some((from, to)) => StatedNumber {
                    what: NumberOrigin::Change(vec![(from, to)]),
                    value: (to.value - from.value).abs(),
                    ..open("")
                },
                None => open(""),
            },
            "gap" | "status" => open(""),
            _ => match self.value(&asked, asked.years.first().copied()) {
                Some(it) => StatedNumber {
                    what: NumberOrigin::Value(vec![it]),
                    value: it.value,
                    ..open(&it.unit)
                },
                None => open(""),
            },
        }
    }

    fn pair(&self, asked: &Call) -> Option<(&'a Candidate, &'a Candidate)> {
        let to = self.value(asked, asked.years.last().copied())?;
        let from = asked
            .years
            .first()
            .copied()
            .filter(|_| asked.years.len() > 1);
        let from = self.value(asked, Some(from.or_else(|| Some(to.year? - 1))?))?;
        Some((from, to))
    }

    fn value(&self, asked: &Call, year: Option<i32>) -> Option<&'a Candidate> {
        let find = |texts: BTreeSet<String>| self.calls.by_call.get(&(asked.head.clone(), texts));
        let all = find(asked.texts.union(&self.fixed.texts).cloned().collect())
            .or_else(|| find(asked.texts.clone()))?;
        let is_text = all
            .iter()
            .filter_map(|it| self.index.all.get(*it))
            .all(|it| it.is_text);
        let all = || {
            all.iter()
                .filter_map(|it| self.index.all.get(*it))
                .filter(|it| it.is_text == is_text)
        };
        let year = year.or(self.fixed.year).filter(|_| !asked.is_previous);
        match year {
            Some(year) => all()
                .find(|it| it.year == Some(year))
                .or_else(|| all().find(|it| it.year.is_none())),
            None if asked.is_previous => {
                let latest = all().find(|it| it.is_latest)?.year?;
                all().find(|it| it.year == Some(latest - 1))
            }
            None => all().find(|it| it.is_latest),
        }
    }
}
