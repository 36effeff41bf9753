//! A number in the text with the words around it, and the values it may refer to.

use crate::candidate::Candidate;
use crate::context::{Call, Context, PageContext, parse_call};
use crate::index::Index;
use crate::scan::{Literal, Measure, StatedBound};
use crate::units::{has_unit, measure_class};
use crate::words::NameId;

/// How much of a title has to be said.
const TOPIC_WEIGHT: f64 = 0.35;
/// How much of a row's description has to be said.
const ABOUT_WEIGHT: f64 = 0.4;
/// What a name said right beside the number is worth.
pub(crate) const NAMED_WEIGHT: f64 = 0.3;
/// How much less the words may speak for a value than for another one: the more digits agree, the less
/// likely it is that they do by chance.
const WEIGHT_MARGIN: f64 = 0.09;
const MARGIN_BY_DIGIT: f64 = 0.1;

/// A number with the words around it.
#[derive(Debug)]
pub(crate) struct NumberInContext<'a, 'q> {
    pub index: &'a Index,
    pub page: &'q PageContext,
    pub context: &'q Context,
    pub text: &'q str,
    pub literal: &'q Literal,
}

/// A value and how much the words speak for it.
pub(crate) type WeightedCandidate<'a> = (&'a Candidate, f64);

impl<'a> NumberInContext<'a, '_> {
    /// How many names of a value the clause says.
    pub(crate) fn n_beside(&self, it: &Candidate) -> usize {
        it.names
            .iter()
            .filter(|it| self.context.names.get(it) == Some(&1.0))
            .count()
    }

    pub(crate) fn margin(&self) -> f64 {
        let x = self.literal;
        let n_digits = (x.value.abs() / x.step).max(1.0).log10().floor();
        WEIGHT_MARGIN + MARGIN_BY_DIGIT * n_digits
    }

    /// The values whose names and topic the words say.
    pub(crate) fn named(&self) -> Vec<WeightedCandidate<'a>> {
        self.speakable()
            .into_iter()
            .filter_map(|it| Some((it, self.weight(it)?)))
            .collect()
    }

    /// The values of the page's tables whose names are said.
    pub(crate) fn speakable(&self) -> Vec<&'a Candidate> {
        let described = self
            .context
            .topics
            .iter()
            .filter(|it| it.1.0 >= ABOUT_WEIGHT)
            .map(|it| *it.0);
        let all = self
            .index
            .named(&self.context.names, &self.page.codes, described)
            .into_iter();
        let tables = &self.page.tables;
        all.filter(|it| tables.is_empty() || tables.contains(&it.table))
            .collect()
    }

    /// How much the words speak for a value; nothing if they do not speak of it.
    fn weight(&self, it: &Candidate) -> Option<f64> {
        // A title of which nothing is said has no share, and is no evidence; nor is there any where it has none.
        let unsaid = (0.0, 0.0);
        let said = |topic: usize| self.context.topics.get(&topic).copied().unwrap_or(unsaid);
        let close = |name: &NameId| self.context.names.get(name).copied();
        let is_quoted = it
            .codes
            .iter()
            .all(|code| self.page.codes.contains(code) || close(code).is_some());
        let about = it.about.map(said).filter(|it| it.0 >= ABOUT_WEIGHT);
        let (share, topic) = it.topic.map_or(unsaid, said);
        let is_close = |least: f64| move |it: &NameId| close(it).is_some_and(|it| it >= least);
        let is_kind =
            it.is_count && it.names.iter().all(is_close(0.5)) && it.names.iter().any(is_close(1.0));
        let is_total = it.is_count && it.names.is_empty() && it.codes.is_empty();
        let topic = match about {
            Some((_, about)) => about,
            None if !is_quoted => return None,
            None if is_kind => topic.max(WEIGHT_MARGIN),
            None if share < TOPIC_WEIGHT => return None,
            None if is_total && !self.is_behind(it) => topic / 2.0,
            None if !it.codes.is_empty() => topic * 0.6,
            None => topic,
        };
        let names: f64 = it.names.iter().filter_map(close).sum();
        Some(topic + NAMED_WEIGHT * names)
    }

    /// 60个派出所: what is counted stands behind the number.
    fn is_behind(&self, it: &Candidate) -> bool {
        matches!(&self.literal.unit, Measure::Words(words) if words.contains(&*it.title))
    }

    /// Whether it can be meant here: of the time spoken of, and not said already.
    pub(crate) fn is_meant(&self, it: &Candidate) -> bool {
        let is_goal = matches!(
            self.literal.bound,
            StatedBound::AtLeast | StatedBound::AtMost
        ) || self.context.is_goal;
        let says_goal = it.goal.is_none() || it.is_text || is_goal;
        says_goal
            && self.is_of_time(it)
            && self.has_unit(it)
            && !self.context.used.iter().any(|used| self.is_same(used, it))
    }

    pub(crate) fn is_of_time(&self, it: &Candidate) -> bool {
        let Some(year) = it.year else { return true };
        let years = &self.context.times;
        let before = self.context.is_before && (years.contains(&(year + 1)) || years.is_empty());
        years.contains(&year) || before || (self.context.is_latest && it.is_latest)
    }

    /// Whether an expression of the sentence gives this value.
    fn is_same(&self, used: &Call, it: &Candidate) -> bool {
        if !it.binding.contains(&used.head)
            || !used.texts.iter().all(|text| it.binding.contains(text))
        {
            return false;
        }
        let own = parse_call(&it.binding);
        let is_time = used.years.is_empty() && it.is_latest != used.is_previous
            || used.years.is_subset(&own.years) && !used.years.is_empty();
        used.head == own.head
            && used.texts == own.texts
            && (own.years.is_empty() || is_time)
            && it.goal.is_none()
            && !used.is_about
    }

    pub(crate) fn has_unit(&self, it: &Candidate) -> bool {
        let is_countable = match &self.literal.unit {
            Measure::Words(words) => {
                measure_class(words).is_none_or(|it| it <= 1) || words.starts_with("次")
            }
            Measure::Percent | Measure::Points => false,
        };
        (!it.is_count || is_countable) && has_unit(&self.literal.unit, &it.unit)
    }

    pub(crate) fn fits(&self, it: &Candidate) -> bool {
        let x = self.literal;
        let is_goal = it.goal.is_some();
        let same = rounds_to(x.value, it.value, x.step);
        let by = it.value - x.value;
        let within = |by: f64| by > -1e-9 * x.value.abs() && by < x.coarse * (1.0 - 1e-9);
        match x.bound {
            StatedBound::Exact => same,
            // A target has to be stated on its own side.
            StatedBound::AtLeast | StatedBound::Above if is_goal => {
                same && it.goal != Some(StatedBound::AtMost)
            }
            StatedBound::AtMost | StatedBound::Below if is_goal => {
                same && it.goal != Some(StatedBound::AtLeast)
            }
            StatedBound::AtLeast | StatedBound::Over => within(by),
            StatedBound::Above => within(by) && by > 0.0,
            StatedBound::AtMost | StatedBound::Nearly => within(-by),
            StatedBound::Below => within(-by) && by < 0.0,
            StatedBound::About => by.abs() <= x.coarse / 2.0,
        }
    }
}

/// Words up to a number of characters at the end of a text, none beyond a mark of punctuation.
pub(crate) fn last_words(text: &str, n: usize) -> &str {
    let from = text
        .char_indices()
        .rev()
        .nth(n.saturating_sub(1))
        .map_or(0, |it| it.0);
    let text = &text[from..];
    let cut = text
        .rfind(['。', '；', '！', '？'])
        .map_or(0, |at| at + '。'.len_utf8());
    &text[cut..]
}

pub(crate) fn rounds_to(x: f64, value: f64, step: f64) -> bool {
    (x - value).abs() <= step / 2.0 * (1.0 + 1e-9) + value.abs() * 1e-12
}
