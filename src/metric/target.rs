//! How far a target is reached, and how it is said.

use crate::data::Value;
use crate::locale::{Date, Digits, Lang, Number, Word, deadline_text, fill, word};
use crate::metric::change::{is_visible, points, subtract};
use crate::metric::read::clean;
use crate::metric::{Goal, Metric, Reading, Status, Strength, Target};

impl Goal {
    /// Whether a value reaches the bound, the bound included.
    pub fn holds(self, value: f64) -> bool {
        let value = clean(value);
        match self {
            Goal::AtLeast(bound) => value >= bound,
            Goal::AtMost(bound) => value <= bound,
            Goal::Between(low, high) => (low..=high).contains(&value),
            Goal::Equals(bound) => value == bound,
        }
    }
}

impl Target {
    /// How far a reading reaches it on the as-of date.
    ///
    /// - The raw value counts, never the rounded one: 39.96 shown as 40.0% does not reach 40%.
    /// - A value that reaches the bound is met, whenever that was.
    /// - Otherwise the day of judgement is the as-of date; but a reading of an earlier period that ended
    ///   before the deadline is judged on that period's last day, for it cannot tell what came after.
    /// - After the deadline it is overdue; on the deadline itself, behind. What is only encouraged or allowed
    ///   is never overdue, just behind.
    /// - Before the deadline, or without one, the milestones decide: between two of them (or the start, or the
    ///   deadline) the required path is a straight line in days. On it or better is on course, worse is
    ///   behind. Before the path begins nothing is required yet: on course if its first value is reached
    ///   already, else undecided.
    /// - Without milestones nobody can tell before the deadline: undecided. Without a deadline either, behind.
    /// - Without an as-of date whatever depends on it is undecided.
    pub fn status(&self, reading: &Reading, as_of: Option<Date>) -> Status {
        let Some(value) = reading.value else { return Status::NoData };
        if self.goal.holds(value) {
            return Status::Met;
        }
        let path = self.path();
        if self.by.is_none() && path.points.is_empty() {
            return Status::Behind;
        }
        let Some(day) = as_of.map(|it| self.day_of_judgement(reading, it)) else { return Status::Undecided };
        let is_binding = matches!(self.strength, Strength::Must | Strength::Strive);
        match self.by {
            Some(by) if day > by && is_binding => Status::Overdue,
            Some(by) if day >= by => Status::Behind,
            Some(_) | None => path.judge(value, day),
        }
    }

    fn day_of_judgement(&self, reading: &Reading, as_of: Date) -> Date {
        let end = reading.time.as_ref().and_then(last_day).filter(|it| *it < as_of);
        end.filter(|end| self.by.is_none_or(|by| *end < by)).unwrap_or(as_of)
    }

    /// The required path: start, milestones, and the deadline with the bound.
    fn path(&self) -> Path {
        let mut points: Vec<(Date, f64)> = self.from.into_iter().chain(self.milestones.iter().copied()).collect();
        let first = points.first().map(|it| it.1);
        let (end, rises) = match self.goal {
            Goal::AtLeast(bound) => (bound, true),
            Goal::AtMost(bound) => (bound, false),
            Goal::Equals(bound) => (bound, first.is_none_or(|it| it <= bound)),
            Goal::Between(_, high) if first.is_some_and(|it| it > high) => (high, false),
            Goal::Between(low, _) => (low, true),
        };
        if !points.is_empty() {
            points.extend(self.by.map(|it| (it, end)));
        }
        Path { points, rises }
    }

    /// The bound in words, as its author wrote it: 40%以上, 3000至5000人. `number` gives scale and unit.
    pub fn words(&self, lang: Lang, number: &Number) -> String {
        let full = Number { digits: Digits::AsIs, ..number.clone() };
        let write = |value: f64| full.write(lang, value);
        match self.goal {
            Goal::AtLeast(bound) => fill(word(lang, Word::AtLeast), &[("value", &write(bound))]),
            Goal::AtMost(bound) => fill(word(lang, Word::AtMost), &[("value", &write(bound))]),
            Goal::Equals(bound) => fill(word(lang, Word::Equals), &[("value", &write(bound))]),
            Goal::Between(low, high) => {
                // A sign of percent stands on both sides of a range, a unit behind it only (GB/T 15835-2011).
                let is_sign = full.unit.starts_with(['%', '％', '‰', '℃']);
                let unit = if is_sign { full.unit.clone() } else { String::new() };
                let low = Number { unit, ..full.clone() }.write(lang, low);
                fill(word(lang, Word::Between), &[("low", &low), ("high", &write(high))])
            }
        }
    }

    /// The deadline in words: 2025年底前, 2019年6月底前.
    pub fn by_words(&self, lang: Lang) -> Option<String> {
        self.by.map(|it| fill(word(lang, Word::By), &[("date", &deadline_text(lang, it))]))
    }

    /// How far a reading is from the bound: 高于目标1.2个百分点, 低于目标200人, 与目标持平; 略低于目标 where the
    /// digits shown are all zero. Nothing without a value.
    pub fn gap_words(&self, lang: Lang, metric: &Metric, reading: &Reading) -> Option<String> {
        let value = clean(reading.value?);
        let bound = match self.goal {
            Goal::AtLeast(bound) | Goal::AtMost(bound) | Goal::Equals(bound) => bound,
            Goal::Between(low, _) if value < low => low,
            Goal::Between(_, high) if value > high => high,
            Goal::Between(_, _) => return Some(word(lang, Word::WithinTarget).to_owned()),
        };
        if value == bound {
            return Some(word(lang, Word::OnTarget).to_owned());
        }
        let size = subtract(value, bound).abs();
        let by = if metric.in_points(&reading.unit) {
            points(lang, size, metric.point_digits())
        } else {
            let number = metric.number(&reading.unit);
            is_visible(&number, size).then(|| number.write(lang, size))
        };
        let (far, near) = match value > bound {
            true => (Word::AboveTarget, Word::JustAboveTarget),
            false => (Word::BelowTarget, Word::JustBelowTarget),
        };
        Some(by.map_or_else(|| word(lang, near).to_owned(), |by| fill(word(lang, far), &[("by", &by)])))
    }
}

/// What a target requires from day to day.
struct Path {
    points: Vec<(Date, f64)>,
    /// Whether higher is better on it.
    rises: bool,
}

impl Path {
    fn judge(&self, value: f64, day: Date) -> Status {
        let Some(first) = self.points.first() else { return Status::Undecided };
        let required = self.required(day);
        match self.reaches(value, required.unwrap_or(first.1)) {
            true => Status::OnCourse,
            false if required.is_none() => Status::Undecided,
            false => Status::Behind,
        }
    }

    fn reaches(&self, value: f64, required: f64) -> bool {
        let (value, required) = (clean(value), clean(required));
        if self.rises { value >= required } else { value <= required }
    }

    /// The value required on a day; nothing before the path begins. Behind its end the last value stays.
    fn required(&self, day: Date) -> Option<f64> {
        let at = self.points.partition_point(|it| it.0 <= day);
        let (start, low) = *self.points.get(at.checked_sub(1)?)?;
        let Some((end, high)) = self.points.get(at) else { return Some(low) };
        let share = f64::from(days(start, day)) / f64::from(days(start, *end).max(1));
        Some(low + (high - low) * share)
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map(|it| it.get_days()).unwrap_or_default()
}

/// The last day of a period that a value names.
fn last_day(time: &Value) -> Option<Date> {
    match time {
        Value::Year(year) => Date::new(i16::try_from(*year).ok()?, 12, 31).ok(),
        Value::Date(date) => Some(*date),
        Value::Missing | Value::Text(_) | Value::Integer(_) | Value::Number(_) | Value::Boolean(_) => None,
    }
}

/// A status in words: 已达标.
pub fn status_word(lang: Lang, status: Status) -> &'static str {
    let it = match status {
        Status::Met => Word::Met,
        Status::OnCourse => Word::OnCourse,
        Status::Behind => Word::Behind,
        Status::Overdue => Word::Overdue,
        Status::NoData => Word::NoData,
        Status::Undecided => Word::Undecided,
    };
    word(lang, it)
}

/// A strength in words: 必须达到.
pub fn strength_word(lang: Lang, strength: Strength) -> &'static str {
    let it = match strength {
        Strength::Must => Word::Must,
        Strength::Strive => Word::Strive,
        Strength::Encourage => Word::Encourage,
        Strength::May => Word::May,
    };
    word(lang, it)
}
