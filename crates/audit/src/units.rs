//! Which words can be the unit of a value: 名 and 人 count the same, 天 and 年 do not.

use crate::scan::Measure;

const PEOPLE_UNITS: [&str; 4] = ["人", "名", "位", "员"];
const THING_UNITS: [&str; 21] = [
    "个", "项", "所", "家", "处", "件", "起", "条", "种", "份", "户", "宗", "类", "支", "座", "辆",
    "台", "套", "张", "间", "县",
];
const TIME_UNITS: [&str; 10] = [
    "年",
    "个月",
    "天",
    "日",
    "工作日",
    "小时",
    "分钟",
    "秒",
    "周",
    "周岁",
];
const OTHER_UNITS: [&str; 5] = ["次", "元", "发", "平方米", "公里"];

/// Whether what stands behind a number can be a unit; where one of both has none, nothing is against it.
pub(crate) fn has_unit(measure: &Measure, unit: &str) -> bool {
    let is_percent = unit.starts_with(['%', '％']);
    match measure {
        Measure::Points => unit.contains("百分点") || unit.contains("point"),
        Measure::Percent => is_percent || unit.is_empty(),
        Measure::Words(words) if is_percent => words.is_empty(),
        Measure::Words(words) => {
            let unit = unit.split_once('/').map_or(unit, |(unit, _)| unit);
            let class = |word: &str| measure_class(word);
            words.is_empty()
                || unit.is_empty()
                || words.starts_with(unit)
                || match (class(words), class(unit)) {
                    (Some(a), Some(b)) => a == b,
                    (None, _) => !words.is_ascii() || unit.is_ascii(),
                    (Some(_), None) => false,
                }
        }
    }
}

/// What kind of measure word a text begins with.
pub(crate) fn measure_class(words: &str) -> Option<usize> {
    let words = words
        .strip_prefix('个')
        .filter(|it| TIME_UNITS.iter().any(|time| it.starts_with(time)))
        .unwrap_or(words);
    let exact = |list: &[&str]| list.iter().position(|it| words.starts_with(it));
    let time = TIME_UNITS
        .iter()
        .filter(|it| words.starts_with(**it))
        .max_by_key(|it| it.len());
    if let Some(time) = time {
        return TIME_UNITS
            .iter()
            .position(|it| it == time)
            .map(|it| 10 + it);
    }
    exact(&PEOPLE_UNITS)
        .map(|_| 0)
        .or_else(|| exact(&THING_UNITS).map(|_| 1))
        .or_else(|| exact(&OTHER_UNITS).map(|it| 30 + it))
}
