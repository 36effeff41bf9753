//! How far a target is reached.

use crate::compute::round_to_significant;
use crate::{Goal, Judgement, MetricTarget, Reading, Status, Strength};
use gongbao_diag::locale::Date;
use gongbao_model::Value;

impl Goal {
    /// Whether a value reaches the bound, the bound included.
    pub(crate) fn holds(self, value: f64) -> bool {
        let value = round_to_significant(value);
        match self {
            Goal::AtLeast(bound) => value >= bound,
            Goal::AtMost(bound) => value <= bound,
            Goal::Between(low, high) => (low..=high).contains(&value),
            Goal::Equals(bound) => value == bound,
        }
    }
}

impl MetricTarget {
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
    /// - A value that is only a bound decides where it can: 41余 reaches 40, whether 39余 does is undecided.
    /// - Without an as-of date whatever depends on it is undecided.
    pub fn status(&self, reading: &Reading, as_of: Option<Date>) -> Status {
        self.judge(reading, as_of).status
    }

    /// The status with the day it was judged on and what the way to the target required then.
    pub fn judge(&self, reading: &Reading, as_of: Option<Date>) -> Judgement {
        let day = as_of.map(|it| self.day_of_judgement(reading, it));
        Judgement {
            status: self.status_on(day, reading),
            day,
            required: day.and_then(|it| self.path().required(it)),
        }
    }

    fn status_on(&self, day: Option<Date>, reading: &Reading) -> Status {
        let Some(value) = reading.value else {
            return Status::NoData;
        };
        if !self.goal.is_decided(value, reading.bound) {
            return Status::Undecided;
        }
        if self.goal.holds(value) {
            return Status::Met;
        }
        let path = self.path();
        if self.by.is_none() && path.points.is_empty() {
            return Status::Behind;
        }
        let Some(day) = day else {
            return Status::Undecided;
        };
        let is_binding = matches!(self.strength, Strength::Must | Strength::Strive);
        match self.by {
            Some(by) if day > by && is_binding => Status::Overdue,
            Some(by) if day >= by => Status::Behind,
            Some(_) | None => path.judge(value, day),
        }
    }

    fn day_of_judgement(&self, reading: &Reading, as_of: Date) -> Date {
        let end = reading
            .time
            .as_ref()
            .and_then(last_day)
            .filter(|it| *it < as_of);
        end.filter(|end| self.by.is_none_or(|by| *end < by))
            .unwrap_or(as_of)
    }

    /// The required path: start, milestones, and the deadline with the bound.
    fn path(&self) -> TargetPath {
        let mut points: Vec<(Date, f64)> = self
            .from
            .into_iter()
            .chain(self.milestones.iter().copied())
            .collect();
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
        TargetPath { points, rises }
    }
}

/// What a target requires from day to day.
struct TargetPath {
    points: Vec<(Date, f64)>,
    /// Whether higher is better on it.
    rises: bool,
}

impl TargetPath {
    fn judge(&self, value: f64, day: Date) -> Status {
        let Some(first) = self.points.first() else {
            return Status::Undecided;
        };
        let required = self.required(day);
        match self.reaches(value, required.unwrap_or(first.1)) {
            true => Status::OnCourse,
            false if required.is_none() => Status::Undecided,
            false => Status::Behind,
        }
    }

    fn reaches(&self, value: f64, required: f64) -> bool {
        let (value, required) = (round_to_significant(value), round_to_significant(required));
        if self.rises {
            value >= required
        } else {
            value <= required
        }
    }

    /// The value required on a day; nothing before the path begins. Behind its end the last value stays.
    fn required(&self, day: Date) -> Option<f64> {
        let at = self.points.partition_point(|it| it.0 <= day);
        let (start, low) = *self.points.get(at.checked_sub(1)?)?;
        let Some((end, high)) = self.points.get(at) else {
            return Some(low);
        };
        let share =
            f64::from(days_between(start, day)) / f64::from(days_between(start, *end).max(1));
        Some(low + (high - low) * share)
    }
}

#[expect(
    clippy::expect_used,
    reason = "the calendar has fewer days than a span"
)]
fn days_between(from: Date, to: Date) -> i32 {
    let distance = from.until(to);
    distance.expect("two dates are some days apart").get_days()
}

/// The last day of a period that a value names.
#[expect(
    clippy::disallowed_methods,
    reason = "a year that the calendar does not have ends on no day"
)]
fn last_day(time: &Value) -> Option<Date> {
    match time {
        // A year that the calendar does not have ends on no day.
        Value::Year(year) => Date::new(i16::try_from(*year).ok()?, 12, 31).ok(),
        Value::Date(date) => Some(*date),
        Value::Period(period) => Some(period.last_day()),
        Value::Missing
        | Value::Text(_)
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::reading;
    use crate::{Goal, MetricTarget, Reading, Status, Strength};
    use gongbao_diag::locale::{Date, parse_date};
    use gongbao_model::Value;

    fn day(text: &str) -> Date {
        parse_date(text).expect("a date")
    }

    fn target(goal: Goal, by: &str) -> MetricTarget {
        MetricTarget {
            by: parse_date(by),
            ..MetricTarget::new(goal, Strength::Must)
        }
    }

    fn check(target: &MetricTarget, value: f64, as_of: &str, expected: Status) {
        assert_eq!(
            target.status(&reading(value), parse_date(as_of)),
            expected,
            "{value} on {as_of}"
        );
    }

    fn on_the_way() -> MetricTarget {
        let milestones = vec![(day("2023-12-31"), 36.0), (day("2024-12-31"), 38.0)];
        MetricTarget {
            milestones,
            ..target(Goal::AtLeast(40.0), "2025-12-31")
        }
    }

    #[test]
    fn a_bound_includes_its_number() {
        check(
            &target(Goal::AtLeast(40.0), ""),
            40.0,
            "2025-12-31",
            Status::Met,
        );
        check(
            &target(Goal::AtLeast(40.0), ""),
            39.9,
            "2025-12-31",
            Status::Behind,
        );
        check(
            &target(Goal::AtMost(3.0), ""),
            3.0,
            "2025-12-31",
            Status::Met,
        );
        check(
            &target(Goal::AtMost(3.0), ""),
            3.1,
            "2025-12-31",
            Status::Behind,
        );
        check(
            &target(Goal::Between(3000.0, 5000.0), ""),
            5000.0,
            "2025-12-31",
            Status::Met,
        );
        check(
            &target(Goal::Between(3000.0, 5000.0), ""),
            2999.0,
            "2025-12-31",
            Status::Behind,
        );
        check(
            &target(Goal::Equals(0.0), ""),
            0.0,
            "2025-12-31",
            Status::Met,
        );
        check(
            &target(Goal::Equals(0.0), ""),
            1.0,
            "2025-12-31",
            Status::Behind,
        );
    }

    #[test]
    fn the_raw_value_counts_without_the_noise_of_binary_fractions() {
        check(
            &target(Goal::AtLeast(40.0), ""),
            39.96,
            "2025-12-31",
            Status::Behind,
        );
        check(
            &target(Goal::AtLeast(14.5), ""),
            29.0 / 200.0 * 100.0,
            "2025-12-31",
            Status::Met,
        );
        check(
            &target(Goal::AtMost(0.3), ""),
            0.1 + 0.2,
            "2025-12-31",
            Status::Met,
        );
    }

    #[test]
    fn no_value_is_no_data() {
        let nothing = Reading {
            value: None,
            ..reading(0.0)
        };
        assert_eq!(
            on_the_way().status(&nothing, parse_date("2030-01-01")),
            Status::NoData
        );
    }

    #[test]
    fn a_deadline_passes_on_the_day_after_it() {
        check(
            &target(Goal::AtLeast(40.0), "2025-12-31"),
            39.0,
            "2025-12-30",
            Status::Undecided,
        );
        check(
            &target(Goal::AtLeast(40.0), "2025-12-31"),
            39.0,
            "2025-12-31",
            Status::Behind,
        );
        check(
            &target(Goal::AtLeast(40.0), "2025-12-31"),
            39.0,
            "2026-01-01",
            Status::Overdue,
        );
        check(
            &target(Goal::AtLeast(40.0), "2025-12-31"),
            41.0,
            "2026-01-01",
            Status::Met,
        );
    }

    #[test]
    fn without_an_as_of_date_only_what_does_not_depend_on_it_is_told() {
        check(&on_the_way(), 39.0, "", Status::Undecided);
        check(&on_the_way(), 40.0, "", Status::Met);
        check(&target(Goal::AtLeast(40.0), ""), 39.0, "", Status::Behind);
    }

    #[test]
    fn what_is_only_encouraged_is_never_overdue() {
        for strength in [Strength::Encourage, Strength::May] {
            let soft = MetricTarget {
                strength,
                ..target(Goal::AtLeast(50.0), "2024-12-31")
            };
            check(&soft, 45.0, "2025-12-31", Status::Behind);
        }
        let strive = MetricTarget {
            strength: Strength::Strive,
            ..target(Goal::AtLeast(50.0), "2024-12-31")
        };
        check(&strive, 45.0, "2025-12-31", Status::Overdue);
    }

    #[test]
    fn between_milestones_the_path_is_a_line_in_days() {
        check(&on_the_way(), 36.0, "2023-12-31", Status::OnCourse);
        check(&on_the_way(), 37.0, "2024-07-01", Status::OnCourse);
        check(&on_the_way(), 36.9, "2024-07-01", Status::Behind);
        check(&on_the_way(), 38.0, "2024-12-31", Status::OnCourse);
        check(&on_the_way(), 38.9, "2025-07-02", Status::Behind);
        check(&on_the_way(), 39.1, "2025-07-02", Status::OnCourse);
    }

    #[test]
    fn before_the_path_nothing_is_required_yet() {
        check(&on_the_way(), 36.5, "2023-06-30", Status::OnCourse);
        check(&on_the_way(), 35.0, "2023-06-30", Status::Undecided);
        let from = Some((day("2022-12-31"), 34.0));
        check(
            &MetricTarget {
                from,
                ..on_the_way()
            },
            35.0,
            "2023-07-01",
            Status::OnCourse,
        );
        check(
            &MetricTarget {
                from,
                ..on_the_way()
            },
            34.9,
            "2023-07-02",
            Status::Behind,
        );
    }

    #[test]
    fn a_path_may_fall() {
        let milestones = vec![(day("2023-12-31"), 5.0), (day("2024-12-31"), 4.0)];
        for goal in [
            Goal::AtMost(3.0),
            Goal::Equals(3.0),
            Goal::Between(2.0, 3.0),
        ] {
            let falling = MetricTarget {
                milestones: milestones.clone(),
                ..target(goal, "2025-12-31")
            };
            check(&falling, 4.0, "2024-12-31", Status::OnCourse);
            check(&falling, 4.1, "2024-12-31", Status::Behind);
        }
    }

    #[test]
    fn what_a_status_was_judged_by_is_told() {
        let judged = |value: f64, as_of: &str| {
            let it = on_the_way().judge(&reading(value), parse_date(as_of));
            (it.status, it.day.map(|it| it.to_string()), it.required)
        };
        assert_eq!(
            judged(41.0, "2024-12-31"),
            (Status::Met, Some("2024-12-31".to_owned()), Some(38.0))
        );
        assert_eq!(
            judged(39.0, "2026-01-01"),
            (Status::Overdue, Some("2026-01-01".to_owned()), Some(40.0))
        );
        assert_eq!(
            judged(36.5, "2023-06-30"),
            (Status::OnCourse, Some("2023-06-30".to_owned()), None)
        );
        assert_eq!(judged(39.0, ""), (Status::Undecided, None, None));
    }

    #[test]
    fn without_a_deadline_the_last_milestone_stays() {
        let endless = MetricTarget {
            by: None,
            ..on_the_way()
        };
        check(&endless, 38.0, "2030-01-01", Status::OnCourse);
        check(&endless, 37.9, "2030-01-01", Status::Behind);
    }

    #[test]
    fn an_earlier_period_is_judged_at_its_end() {
        let of = |year, value| Reading {
            time: Some(Value::Year(year)),
            ..reading(value)
        };
        let as_of = parse_date("2026-03-01");
        assert_eq!(
            on_the_way().status(&of(2023, 36.5), as_of),
            Status::OnCourse
        );
        assert_eq!(on_the_way().status(&of(2024, 37.5), as_of), Status::Behind);
        assert_eq!(on_the_way().status(&of(2025, 39.0), as_of), Status::Overdue);
        assert_eq!(
            target(Goal::AtLeast(40.0), "2025-12-31").status(&of(2024, 39.0), as_of),
            Status::Undecided
        );
    }
}
