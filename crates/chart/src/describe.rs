//! The alternative text of a chart, made from its data.
//!
//! It says what a sighted reader takes from the picture: what kind it is, what it shows and over which
//! positions, the highest and the lowest with their names or the way from first to last, how many
//! reach the target, and what is missing.

use crate::kinds::kind_of;
use crate::panels::SmallPictures;
use crate::picture::Picture;
use crate::sentences::{
    ChartPurpose, MAX_SERIES_TOLD, NAMED, Phrase, STOP, VALUE, describe_courses, fill_phrase,
    pick_wording,
};
use gongbao_diag::locale::{Word, date_text, fill_placeholders, word};
use gongbao_model::drawing::Size;
use gongbao_model::{Chart, PathStep};

const HEAD: Phrase = Phrase("{kind}：{title}。", "{kind}: {title}. ");
const MEASURE: Phrase = Phrase("{measure}，", "{measure}, ");
const PERIOD: Phrase = Phrase("{range}，共{n}期", "{range}, {n} periods");
const COUNT: Phrase = Phrase("共{n}个{what}", "{n} items by {what}");
const BARE_COUNT: Phrase = Phrase("共{n}项", "{n} items");
const SERIES_COUNT: Phrase = Phrase("，{n}个系列", ", {n} series");
const TARGET: Phrase = Phrase(
    "{n}个值中有{met}个达到目标（{target}）。",
    "{met} of {n} values reach the target ({target}). ",
);
const LATEST: Phrase = Phrase(
    "最近一期{n}个系列中有{met}个达到目标（{target}）。",
    "At last {met} of {n} series reach the target ({target}). ",
);
const LATEST_ONE: Phrase = Phrase(
    "最近一期{status}（{target}）。",
    "At last {status} ({target}). ",
);
const TARGET_LINE: Phrase = Phrase("图中标有{target}。", "The picture marks: {target}. ");
const MISSING: Phrase = Phrase("{n}个值{word}。", "Values {word}: {n}. ");
const BROKEN_AXIS: Phrase = Phrase(
    "坐标轴自{low}起，不从零开始。",
    "The axis begins at {low}, not at zero. ",
);

const PICTURES: Phrase = Phrase(
    "分为{n}幅小图，刻度相同。",
    "{n} small charts on the same scale. ",
);
const MORE_PICTURES: Phrase = Phrase(
    "另有{n}幅见数据表。",
    "{n} further ones are in the data table. ",
);
const WAY: Phrase = Phrase("目标路径：{steps}。", "The way to the target: {steps}. ");
const BREAK: Phrase = Phrase(
    "{from}起{note}，与以前不直接可比。",
    "From {from} on: {note}; not comparable with what was before. ",
);
const PROVISIONAL: Phrase = Phrase("{n}个值为初步数。", "Provisional values: {n}. ");

/// What a chart shows, in sentences: kind, period, first, last, highest, lowest, gap to target.
pub(crate) fn describe_chart(chart: &Chart) -> String {
    let mut out = fill_phrase(
        chart,
        &HEAD,
        &[
            ("kind", kind_of(chart).word(chart.lang)),
            ("title", without_full_stop(&chart.title)),
        ],
    );
    out += &describe_extent(chart);
    if chart.points().next().is_none() {
        out += chart.gap();
        out += pick_wording(chart, STOP.0, STOP.1);
    } else if !chart.extras.panels.is_empty() {
        out += &small_pictures(chart);
    } else if let Some(tale) = kind_of(chart).narrative(Picture::alone(chart)) {
        out += &tale;
    } else {
        out += &describe_courses(chart, kind_of(chart).purpose());
        out += &describe_targets(chart);
        out += &describe_missing(chart);
        out += &describe_broken_axis(chart);
        out += &describe_target_paths(chart);
    }
    out += &still_open(chart);
    if chart.sample {
        out += word(chart.lang, Word::SampleNote);
    }
    out.trim_end().to_owned()
}

/// A title may bring its own full stop.
fn without_full_stop(title: &str) -> &str {
    title.trim_end_matches(['。', '.'])
}

/// What is measured, over how many positions.
fn describe_extent(chart: &Chart) -> String {
    let mut out = String::new();
    if !chart.y_label.is_empty() {
        out += &fill_phrase(chart, &MEASURE, &[("measure", &chart.y_label)]);
    }
    let n = chart.x.len().to_string();
    out += &match (chart.x.first(), chart.x.last()) {
        (Some(first), Some(last)) if chart.x.len() > 1 && chart.times().is_some() => {
            let ends = [("from", &*first.label), ("to", &*last.label)];
            let range = fill_placeholders(word(chart.lang, Word::RangeText), &ends);
            fill_phrase(chart, &PERIOD, &[("range", &range), ("n", &n)])
        }
        _ if chart.x_label.is_empty() => fill_phrase(chart, &BARE_COUNT, &[("n", &n)]),
        _ => fill_phrase(chart, &COUNT, &[("n", &n), ("what", &chart.x_label)]),
    };
    if chart.series.len() > 1 && chart.extras.panels.is_empty() {
        out += &fill_phrase(
            chart,
            &SERIES_COUNT,
            &[("n", &chart.series.len().to_string())],
        );
    }
    out + pick_wording(chart, STOP.0, STOP.1)
}

/// What each of the first few small pictures shows.
fn small_pictures(chart: &Chart) -> String {
    let (pictures, n) = (SmallPictures::of(chart), chart.extras.panels.len());
    let kind = kind_of(chart);
    let mut out = fill_phrase(chart, &PICTURES, &[("n", &n.to_string())]);
    for (panel, picture) in chart
        .extras
        .panels
        .iter()
        .zip(pictures.iter())
        .take(MAX_SERIES_TOLD)
    {
        let known = picture.chart.points().next().is_some();
        let tale = kind.narrative(picture).filter(|_| known);
        out += &fill_phrase(chart, &NAMED, &[("name", &panel.name)]);
        out += &tale.unwrap_or_else(|| describe_courses(picture.chart, kind.purpose()));
    }
    if n > MAX_SERIES_TOLD {
        out += &fill_phrase(
            chart,
            &MORE_PICTURES,
            &[("n", &(n - MAX_SERIES_TOLD).to_string())],
        );
    }
    out
}

/// The way to the targets, where more of it is known than its end.
fn describe_target_paths(chart: &Chart) -> String {
    let mut out = String::new();
    for target in chart.targets.iter().filter(|it| it.path.len() > 1) {
        let step = |it: &PathStep| {
            fill_phrase(
                chart,
                &VALUE,
                &[
                    ("name", &date_text(chart.lang, it.date)),
                    ("value", &it.text),
                ],
            )
        };
        let steps: Vec<String> = target.path.iter().map(step).collect();
        out += &fill_phrase(
            chart,
            &WAY,
            &[("steps", &steps.join(word(chart.lang, Word::Separator)))],
        );
    }
    out
}

/// Where a series begins anew, and what may still be revised.
fn still_open(chart: &Chart) -> String {
    let mut out = String::new();
    for (tick, it) in chart.breaks() {
        out += &fill_phrase(
            chart,
            &BREAK,
            &[
                ("from", &*tick.said(chart.lang)),
                ("note", it.note.trim_end_matches(['。', '.'])),
            ],
        );
    }
    match chart.points().filter(|it| it.provisional).count() {
        0 => out,
        n => out + &fill_phrase(chart, &PROVISIONAL, &[("n", &n.to_string())]),
    }
}

/// How many values reach the targets they are bound by.
fn describe_targets(chart: &Chart) -> String {
    let labels: Vec<&str> = chart.targets.iter().map(|it| it.label.as_str()).collect();
    let labels = labels.join(word(chart.lang, Word::Separator));
    let bound = targets_met(chart);
    if bound.is_empty() {
        return if labels.is_empty() {
            labels
        } else {
            fill_phrase(chart, &TARGET_LINE, &[("target", &labels)])
        };
    }
    let labels = if labels.is_empty() {
        word(chart.lang, Word::Target).to_owned()
    } else {
        labels
    };
    let met = bound.iter().filter(|it| **it).count();
    let status = word(chart.lang, if met > 0 { Word::Met } else { Word::Behind });
    let (n, met) = (bound.len().to_string(), met.to_string());
    let values = [
        ("n", &*n),
        ("met", &*met),
        ("target", &*labels),
        ("status", status),
    ];
    match kind_of(chart).purpose() {
        ChartPurpose::Ranking => fill_phrase(chart, &TARGET, &values),
        ChartPurpose::Course if bound.len() == 1 => fill_phrase(chart, &LATEST_ONE, &values),
        ChartPurpose::Course => fill_phrase(chart, &LATEST, &values),
    }
}

/// Whether each value that a target binds reaches it; of a course, only where it has come to.
fn targets_met(chart: &Chart) -> Vec<bool> {
    match kind_of(chart).purpose() {
        ChartPurpose::Ranking => chart.points().filter_map(|it| it.met).collect(),
        ChartPurpose::Course => {
            let last = (0..chart.series.len()).filter_map(|it| chart.drawable(it).last());
            last.filter_map(|(_, it)| it.met).collect()
        }
    }
}

fn describe_missing(chart: &Chart) -> String {
    let n = chart.x.len() * chart.series.len()
        - chart
            .points()
            .count()
            .min(chart.x.len() * chart.series.len());
    match n {
        0 => String::new(),
        _ => fill_phrase(
            chart,
            &MISSING,
            &[("n", &n.to_string()), ("word", chart.gap())],
        ),
    }
}

/// A picture whose axis does not begin at zero makes changes look larger than they are.
fn describe_broken_axis(chart: &Chart) -> String {
    let axis = kind_of(chart).axis(Picture::alone(chart), Size::Wide);
    match axis.ticks.first() {
        Some((_, low)) if !axis.has_zero() => fill_phrase(chart, &BROKEN_AXIS, &[("low", low)]),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::describe::describe_chart;
    use crate::{example_chart, find_kind};
    use gongbao_diag::locale::Lang;
    use gongbao_model::Chart;

    fn real(name: &str) -> Chart {
        Chart {
            sample: false,
            ..example_chart(find_kind(name).expect("a kind"))
        }
    }

    fn check(name: &str, lang: Lang, expected: &str) {
        assert_eq!(describe_chart(&Chart { lang, ..real(name) }), expected);
    }

    #[test]
    fn says_that_data_are_made_up() {
        assert!(
            describe_chart(&example_chart(find_kind("bar").expect("a kind")))
                .ends_with("示例数据。")
        );
    }

    #[test]
    fn tells_who_is_highest_and_how_many_reach_the_target() {
        check(
            "bar",
            Lang::Zh,
            "条形图：五个区县中有三个达到40%以上。派出所警力占比，共6个区县。最高为东湖区（44.1%），\
             最低为高新技术产业开发区（33.7%）。5个值中有3个达到目标（目标40%以上）。1个值未公开。",
        );
    }
    #[test]
    fn tells_the_way_from_first_to_last() {
        let mut chart = real("line");
        chart.series.truncate(1);
        chart.targets.clear();
        for point in chart
            .series
            .iter_mut()
            .flat_map(|it| &mut it.points)
            .flatten()
        {
            point.met = None;
        }
        let text = "折线图：东湖区2023年起超过全市。派出所警力占比，2016年—2025年，共9期。\
                    从2016年（30.2%）到2025年（39.6%），最高为2025年（39.6%），最低为2016年（30.2%）。\
                    坐标轴自30%起，不从零开始。";
        assert_eq!(describe_chart(&chart), text);
    }
    #[test]
    fn says_in_english_what_is_missing() {
        let mut chart = real("bar");
        chart.lang = Lang::En;
        assert!(
            describe_chart(&chart).ends_with("(目标40%以上). Values not published: 1."),
            "{}",
            describe_chart(&chart)
        );
    }
    #[test]
    fn says_that_nothing_is_published() {
        let mut chart = real("bar");
        chart.series[0].points.iter_mut().for_each(|it| *it = None);
        assert_eq!(
            describe_chart(&chart),
            "条形图：五个区县中有三个达到40%以上。派出所警力占比，共6个区县。未公开。"
        );
    }
}
