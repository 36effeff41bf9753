//! Changes, targets and gaps in words: 提高1.2个百分点, 增长3.4%, 持平, 40%以上; never a negative figure.

use crate::change::subtract_without_noise;
use crate::compute::round_to_significant;
use crate::{Change, ChangeMeasure, Goal, Metric, MetricTarget, Reading, Status, Strength};
use gongbao_diag::locale::{
    Date, Digits, Lang, NumberFormat, Word, deadline_text, fill_placeholders, word,
};

/// The change in words: 提高1.2个百分点, 增长3.4%, 持平; 基本持平 if it is too small for the digits shown.
///
/// Without `digits`, points have the metric's and percentages at most one.
pub fn change_words(
    lang: Lang,
    metric: &Metric,
    change: &Change,
    digits: Option<Digits>,
) -> String {
    let (size, up, down, unit) = match change.measure {
        ChangeMeasure::Points | ChangeMeasure::PerMillePoints => {
            (change.difference, Word::Rises, Word::Falls, None)
        }
        ChangeMeasure::Percent(percent) => (percent, Word::Grows, Word::Shrinks, Some("%")),
    };
    if size == 0.0 {
        return word(lang, Word::Unchanged).to_owned();
    }
    let amount = match unit {
        None => {
            let digits = digits.unwrap_or_else(|| metric.point_digits());
            visible_points_text(lang, size.abs(), digits, change.measure)
        }
        Some(unit) => amount_text(lang, size.abs(), digits.unwrap_or(Digits::AtMost(1)), unit),
    };
    match amount {
        Some(by) => fill_placeholders(
            word(lang, if size > 0.0 { up } else { down }),
            &[("by", &by)],
        ),
        None => word(lang, Word::NearlyUnchanged).to_owned(),
    }
}

/// The bare difference, unsigned: 1.2个百分点 for a share, 200人 for an amount.
pub fn difference_words(
    lang: Lang,
    metric: &Metric,
    change: &Change,
    number: &NumberFormat,
) -> String {
    let size = change.difference.abs();
    match change.measure {
        ChangeMeasure::Points | ChangeMeasure::PerMillePoints => {
            points_text(lang, size, metric.point_digits(), change.measure)
        }
        ChangeMeasure::Percent(_) => number.write(lang, size),
    }
}

impl Change {
    /// The unit of a change that is told in points: 个百分点, 个千分点.
    pub fn points_unit(&self, lang: Lang) -> Option<&'static str> {
        match self.measure {
            ChangeMeasure::Points => Some(word(lang, Word::Points)),
            ChangeMeasure::PerMillePoints => Some(word(lang, Word::PerMillePoints)),
            ChangeMeasure::Percent(_) => None,
        }
    }
}

impl MetricTarget {
    /// The bound in words, as its author wrote it: 40%以上, 3000至5000人. `number` gives scale and unit.
    pub fn words(&self, lang: Lang, number: &NumberFormat) -> String {
        let full = NumberFormat {
            digits: Digits::AsIs,
            ..number.clone()
        };
        let write = |value: f64| full.write(lang, value);
        match self.goal {
            Goal::AtLeast(bound) => {
                fill_placeholders(word(lang, Word::AtLeast), &[("value", &write(bound))])
            }
            Goal::AtMost(bound) => {
                fill_placeholders(word(lang, Word::AtMost), &[("value", &write(bound))])
            }
            Goal::Equals(bound) => {
                fill_placeholders(word(lang, Word::Equals), &[("value", &write(bound))])
            }
            Goal::Between(low, high) => {
                // A sign of percent stands on both sides of a range, a unit behind it only (GB/T 15835-2011).
                let is_sign = full.unit.starts_with(['%', '％', '‰', '℃']);
                let unit = if is_sign {
                    full.unit.clone()
                } else {
                    String::new()
                };
                let low = NumberFormat {
                    unit,
                    ..full.clone()
                }
                .write(lang, low);
                fill_placeholders(
                    word(lang, Word::Between),
                    &[("low", &low), ("high", &write(high))],
                )
            }
        }
    }

    /// The deadline in words: 2025年底前, 2019年6月底前.
    pub fn by_words(&self, lang: Lang) -> Option<String> {
        let date = match self.due {
            Some(due) => due.end_text(lang),
            None => deadline_text(lang, self.by?),
        };
        Some(fill_placeholders(word(lang, Word::By), &[("date", &date)]))
    }

    /// The values to be reached on the way, in words: 2024年底前38%.
    pub fn way_words(&self, lang: Lang, number: &NumberFormat) -> Vec<String> {
        let full = NumberFormat {
            digits: Digits::AsIs,
            ..number.clone()
        };
        let step = |(day, value): &(Date, f64)| {
            let values = [
                ("date", deadline_text(lang, *day)),
                ("value", full.write(lang, *value)),
            ];
            let values: Vec<(&str, &str)> = values
                .iter()
                .map(|(name, it)| (*name, it.as_str()))
                .collect();
            fill_placeholders(word(lang, Word::WayStep), &values)
        };
        self.from.iter().chain(&self.milestones).map(step).collect()
    }

    /// How far a reading is above the bound, or below it if negative; zero within a range. Nothing without a value, or
    /// if it is only a bound itself.
    pub fn gap(&self, reading: &Reading) -> Option<f64> {
        let value = round_to_significant(reading.value.filter(|_| reading.bound.is_none())?);
        let bound = match self.goal {
            Goal::AtLeast(bound) | Goal::AtMost(bound) | Goal::Equals(bound) => bound,
            Goal::Between(low, high) => value.clamp(low, high),
        };
        Some(subtract_without_noise(value, bound))
    }

    /// How far a reading is from the bound: 高于目标1.2个百分点, 低于目标200人, 与目标持平; 略低于目标 where the
    /// digits shown are all zero. Nothing without a value.
    pub fn gap_words(&self, lang: Lang, metric: &Metric, reading: &Reading) -> Option<String> {
        let gap = self.gap(reading)?;
        if gap == 0.0 {
            let within = matches!(self.goal, Goal::Between(_, _));
            return Some(
                word(
                    lang,
                    if within {
                        Word::WithinTarget
                    } else {
                        Word::OnTarget
                    },
                )
                .to_owned(),
            );
        }
        let size = gap.abs();
        let by = if metric.in_points(&reading.unit) {
            {
                let measure = if reading.unit == "‰" {
                    ChangeMeasure::PerMillePoints
                } else {
                    ChangeMeasure::Points
                };
                visible_points_text(lang, size, metric.point_digits(), measure)
            }
        } else {
            let number = metric.number(&reading.unit);
            is_visible(&number, size).then(|| number.write(lang, size))
        };
        let (far, near) = match gap > 0.0 {
            true => (Word::AboveTarget, Word::JustAboveTarget),
            false => (Word::BelowTarget, Word::JustBelowTarget),
        };
        Some(by.map_or_else(
            || word(lang, near).to_owned(),
            |by| fill_placeholders(word(lang, far), &[("by", &by)]),
        ))
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

impl Metric {
    /// The digits its percentage points are written with: its own, or at most two.
    fn point_digits(&self) -> Digits {
        self.decimals.map_or(Digits::AtMost(2), Digits::Exactly)
    }
}

/// Points in words; nothing if the digits shown are all zero.
fn visible_points_text(
    lang: Lang,
    size: f64,
    digits: Digits,
    measure: ChangeMeasure,
) -> Option<String> {
    is_visible(
        &NumberFormat {
            digits,
            ..NumberFormat::default()
        },
        size,
    )
    .then(|| points_text(lang, size, digits, measure))
}

fn points_text(lang: Lang, size: f64, digits: Digits, measure: ChangeMeasure) -> String {
    let text = NumberFormat {
        digits,
        ..NumberFormat::default()
    }
    .digits_of(size);
    let unit = match (measure, text == "1") {
        (ChangeMeasure::PerMillePoints, true) => Word::PerMillePoint,
        (ChangeMeasure::PerMillePoints, false) => Word::PerMillePoints,
        (ChangeMeasure::Points | ChangeMeasure::Percent(_), true) => Word::Point,
        (ChangeMeasure::Points | ChangeMeasure::Percent(_), false) => Word::Points,
    };
    let unit = word(lang, unit);
    match lang {
        Lang::Zh => format!("{text}{unit}"),
        Lang::En => format!("{text} {unit}"),
    }
}

fn amount_text(lang: Lang, size: f64, digits: Digits, unit: &str) -> Option<String> {
    let number = NumberFormat {
        digits,
        unit: unit.to_owned(),
        ..NumberFormat::default()
    };
    is_visible(&number, size).then(|| number.write(lang, size))
}

/// Whether a figure shows any digit but zero.
fn is_visible(number: &NumberFormat, size: f64) -> bool {
    number.shows_value(size)
}

#[cfg(test)]
mod tests {
    use crate::testing::{metric, reading};
    use crate::{
        Formula, Goal, Metric, MetricTarget, Reading, Status, Strength, change_words,
        compare_readings, difference_words, status_word, strength_word,
    };
    use gongbao_diag::locale::{Digits, Lang, NumberFormat, Scale, parse_date, parse_period};

    fn target(goal: Goal, by: &str) -> MetricTarget {
        MetricTarget {
            by: parse_date(by),
            ..MetricTarget::new(goal, Strength::Must)
        }
    }

    fn amount() -> Metric {
        Metric {
            formula: Formula::Sum("n".into()),
            decimals: None,
            ..metric()
        }
    }

    fn people(value: f64) -> Reading {
        Reading {
            unit: "人".into(),
            ..reading(value)
        }
    }

    fn check_change(metric: &Metric, from: &Reading, to: &Reading, [zh, en]: [&str; 2]) {
        let said = |lang| match compare_readings(metric, from, to) {
            Ok(change) => change_words(lang, metric, &change, None),
            Err(reason) => reason.pick(lang).to_owned(),
        };
        assert_eq!([said(Lang::Zh), said(Lang::En)], [zh, en]);
    }

    fn share(from: f64, to: f64, words: [&str; 2]) {
        check_change(&metric(), &reading(from), &reading(to), words);
    }

    fn officers(from: f64, to: f64, words: [&str; 2]) {
        check_change(&amount(), &people(from), &people(to), words);
    }

    #[test]
    fn a_share_changes_in_points() {
        share(40.0, 41.2, ["提高1.2个百分点", "up 1.2 percentage points"]);
        share(
            41.2,
            40.0,
            ["下降1.2个百分点", "down 1.2 percentage points"],
        );
        share(0.0, 5.0, ["提高5.0个百分点", "up 5.0 percentage points"]);
        share(40.0, 40.0, ["持平", "unchanged"]);
        share(40.0, 40.04, ["基本持平", "almost unchanged"]);
        share(
            40.0,
            39.95,
            ["下降0.1个百分点", "down 0.1 percentage points"],
        );
    }

    #[test]
    fn points_without_decimals_show_at_most_two_digits() {
        let free = Metric {
            decimals: None,
            ..metric()
        };
        check_change(
            &free,
            &reading(40.0),
            &reading(41.256),
            ["提高1.26个百分点", "up 1.26 percentage points"],
        );
        check_change(
            &free,
            &reading(40.0),
            &reading(41.0),
            ["提高1个百分点", "up 1 percentage point"],
        );
    }

    #[test]
    fn an_amount_changes_in_percent() {
        officers(1000.0, 1034.0, ["增长3.4%", "up 3.4%"]);
        officers(1000.0, 970.0, ["下降3%", "down 3%"]);
        officers(1000.0, 1000.0, ["持平", "unchanged"]);
        officers(100_000.0, 100_001.0, ["基本持平", "almost unchanged"]);
        officers(10.0, -5.0, ["下降150%", "down 150%"]);
    }

    #[test]
    fn a_rate_per_mille_changes_in_its_own_points() {
        let per_mille = |value: f64| Reading {
            unit: "‰".into(),
            ..reading(value)
        };
        let expected = ["提高1.5个千分点", "up 1.5 per mille points"];
        check_change(&amount(), &per_mille(6.0), &per_mille(7.5), expected);
        let below = target(Goal::AtLeast(8.0), "2025-12-31");
        let gap = below.gap_words(Lang::Zh, &amount(), &per_mille(7.5));
        assert_eq!(gap.as_deref(), Some("低于目标0.5个千分点"));
    }

    #[test]
    fn a_unit_of_percent_changes_in_points_whatever_the_formula() {
        check_change(
            &amount(),
            &reading(5.0),
            &reading(4.0),
            ["下降1个百分点", "down 1 percentage point"],
        );
    }

    #[test]
    fn refuses_a_base_that_is_not_above_zero() {
        officers(
            0.0,
            5.0,
            [
                "基期为0，不大于零",
                "the earlier value is 0, which is not above zero",
            ],
        );
        officers(
            -2.5,
            5.0,
            [
                "基期为-2.5，不大于零",
                "the earlier value is -2.5, which is not above zero",
            ],
        );
    }

    #[test]
    fn refuses_missing_values_and_different_units() {
        let nothing = Reading {
            value: None,
            ..people(0.0)
        };
        check_change(
            &amount(),
            &nothing,
            &people(1.0),
            ["基期没有数据", "the earlier period has no value"],
        );
        check_change(
            &amount(),
            &people(1.0),
            &nothing,
            ["本期没有数据", "the later period has no value"],
        );
        check_change(
            &amount(),
            &people(1.0),
            &reading(1.0),
            [
                "两期单位不同（“人”与“%”）",
                "the units differ (`人` and `%`)",
            ],
        );
    }

    #[test]
    fn cancelling_leaves_no_noise() {
        let change = compare_readings(&metric(), &reading(1_000_000.1), &reading(1_000_000.3))
            .expect("a change");
        assert_eq!(change.difference, 0.2);
    }

    #[test]
    fn digits_may_be_asked_for() {
        let change =
            compare_readings(&metric(), &reading(40.0), &reading(41.256)).expect("a change");
        assert_eq!(
            change_words(Lang::Zh, &metric(), &change, Some(Digits::Exactly(2))),
            "提高1.26个百分点"
        );
    }

    #[test]
    fn the_bare_difference_is_unsigned() {
        let points = compare_readings(&metric(), &reading(41.2), &reading(40.0)).expect("a change");
        let words = difference_words(Lang::Zh, &metric(), &points, &metric().number("%"));
        assert_eq!(words, "1.2个百分点");
        let people =
            compare_readings(&amount(), &people(1000.0), &people(800.0)).expect("a change");
        assert_eq!(
            difference_words(Lang::Zh, &amount(), &people, &amount().number("人")),
            "200人"
        );
    }

    fn check_words(goal: Goal, number: NumberFormat, zh: &str, en: &str) {
        let target = target(goal, "");
        assert_eq!(
            [
                target.words(Lang::Zh, &number),
                target.words(Lang::En, &number)
            ],
            [zh, en]
        );
    }

    fn unit(unit: &str) -> NumberFormat {
        NumberFormat {
            unit: unit.to_owned(),
            ..NumberFormat::default()
        }
    }

    #[test]
    fn says_the_bound_as_official_texts_do() {
        check_words(
            Goal::AtLeast(40.0),
            metric().number("%"),
            "40%以上",
            "at least 40%",
        );
        check_words(
            Goal::AtMost(50.0),
            unit("周岁"),
            "50周岁以下",
            "at most 50 周岁",
        );
        check_words(
            Goal::Between(3000.0, 5000.0),
            unit("人"),
            "3000至5000人",
            "3000 to 5000 人",
        );
        check_words(
            Goal::Between(40.0, 50.0),
            unit("%"),
            "40%至50%",
            "40% to 50%",
        );
        check_words(Goal::Equals(100.0), unit("%"), "100%", "100%");
        let wan = NumberFormat {
            scale: Scale::Wan,
            ..unit("件")
        };
        check_words(
            Goal::Between(30000.0, 55000.0),
            wan,
            "3万至5.5万件",
            "30,000 to 55,000 件",
        );
    }

    #[test]
    fn says_the_deadline_as_plans_do() {
        let words = |by: &str, lang| target(Goal::Equals(0.0), by).by_words(lang);
        assert_eq!(words("2025-12-31", Lang::Zh).as_deref(), Some("2025年底前"));
        assert_eq!(
            words("2019-06-30", Lang::Zh).as_deref(),
            Some("2019年6月底前")
        );
        assert_eq!(
            words("2019-06-29", Lang::Zh).as_deref(),
            Some("2019年6月29日前")
        );
        assert_eq!(
            words("2025-12-31", Lang::En).as_deref(),
            Some("by the end of 2025")
        );
        assert_eq!(words("", Lang::En), None);
        let due = |due: &str, lang| {
            let due = parse_period(due);
            MetricTarget {
                due,
                ..target(Goal::Equals(0.0), "")
            }
            .by_words(lang)
            .unwrap_or_default()
        };
        assert_eq!(due("2025年上半年", Lang::Zh), "2025年上半年结束前");
        assert_eq!(due("2025Q3", Lang::Zh), "2025年三季度结束前");
        assert_eq!(due("2025", Lang::Zh), "2025年底前");
        assert_eq!(due("2025-09", Lang::Zh), "2025年9月底前");
        assert_eq!(due("2025Q3", Lang::En), "by the end of Q3 2025");
        assert_eq!(
            due("2025H1", Lang::En),
            "by the end of the first half of 2025"
        );
    }

    fn check_gap(goal: Goal, value: f64, zh: &str, en: &str) {
        gap(&metric(), goal, reading(value), zh, en);
    }

    fn gap(metric: &Metric, goal: Goal, reading: Reading, zh: &str, en: &str) {
        let said = |lang| {
            target(goal, "")
                .gap_words(lang, metric, &reading)
                .unwrap_or_default()
        };
        assert_eq!([said(Lang::Zh), said(Lang::En)], [zh, en]);
    }

    #[test]
    fn says_the_gap_without_a_sign() {
        check_gap(
            Goal::AtLeast(40.0),
            41.2,
            "高于目标1.2个百分点",
            "1.2 percentage points above target",
        );
        check_gap(
            Goal::AtLeast(40.0),
            38.8,
            "低于目标1.2个百分点",
            "1.2 percentage points below target",
        );
        check_gap(Goal::AtLeast(40.0), 40.0, "与目标持平", "exactly on target");
        check_gap(
            Goal::AtLeast(40.0),
            39.96,
            "略低于目标",
            "just below target",
        );
        check_gap(
            Goal::AtLeast(40.0),
            40.04,
            "略高于目标",
            "just above target",
        );
        check_gap(
            Goal::Between(30.0, 40.0),
            35.0,
            "在目标范围内",
            "within the target range",
        );
        check_gap(
            Goal::Between(30.0, 40.0),
            42.0,
            "高于目标2.0个百分点",
            "2.0 percentage points above target",
        );
    }

    #[test]
    fn says_the_gap_of_an_amount_in_its_unit() {
        let metric = Metric {
            formula: Formula::Sum("n".into()),
            decimals: None,
            ..metric()
        };
        let people = |it: f64| Reading {
            unit: "人".into(),
            ..reading(it)
        };
        gap(
            &metric,
            Goal::Between(3000.0, 5000.0),
            people(2800.0),
            "低于目标200人",
            "200 人 below target",
        );
        gap(
            &metric,
            Goal::AtMost(100.0),
            people(130.0),
            "高于目标30人",
            "30 人 above target",
        );
        gap(
            &metric,
            Goal::AtMost(100.0),
            Reading {
                value: None,
                ..people(0.0)
            },
            "",
            "",
        );
    }

    #[test]
    fn has_a_word_for_each_status_and_strength() {
        assert_eq!(status_word(Lang::Zh, Status::Overdue), "逾期未达标");
        assert_eq!(status_word(Lang::En, Status::OnCourse), "on course");
        assert_eq!(strength_word(Lang::Zh, Strength::Strive), "力争达到");
    }
}
