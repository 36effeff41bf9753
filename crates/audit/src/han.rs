//! Han numerals: 百分之四十, 三十二个, 两千三百余人. Official texts count in digits and keep Han numerals
//! for names and sayings, so one is a count only where a measure word follows and nothing speaks against it.

use crate::digits::DigitRun;

/// The words things and people are counted with.
const MEASURES: [&str; 16] = [
    "个", "名", "人", "件", "起", "处", "家", "户", "辆", "套", "万", "亿", "元", "余", "多", "所",
];
/// Before a small numeral they say that it points at something and counts nothing.
const POINTERS: [char; 22] = [
    '第', '每', '这', '那', '上', '前', '后', '逐', '任', '某', '各', '另', '同', '几', '数', '有',
    '“', '其', '周', '初', '之', '唯',
];
/// What `N个` counts without being a figure.
const IDEAS: [&str; 22] = [
    "方面",
    "层面",
    "分项",
    "部分",
    "环节",
    "阶段",
    "字",
    "月",
    "角度",
    "维度",
    "特点",
    "重点",
    "关键",
    "必须",
    "确立",
    "维护",
    "意识",
    "自信",
    "结合",
    "一",
    "铁一般",
    "小时",
];

/// The numeral that begins here, if it counts something.
pub(crate) fn read_numeral(text: &str, from: usize) -> Option<DigitRun> {
    let rest = &text[from..];
    if let Some(inner) = rest.strip_prefix("百分之") {
        let (value, length) = parse_han_numeral(inner)?;
        return Some(raw_numeral(
            from + "百分之".len() + length,
            value,
            1.0,
            true,
        ));
    }
    let (value, length) = parse_han_numeral(rest)?;
    let end = from + length;
    if text[end..].starts_with('成') && value < 10.0 && !text[end..].starts_with("成立") {
        let is_share = !text[end + 3..]
            .starts_with(['为', '员', '效', '果', '长', '功', '绩', '本', '品', '套']);
        return is_share.then(|| raw_numeral(end + '成'.len_utf8(), value * 10.0, 10.0, true));
    }
    is_count(text, from, value, end).then(|| raw_numeral(end, value, 1.0, false))
}

fn raw_numeral(end: usize, value: f64, step: f64, is_percent: bool) -> DigitRun {
    DigitRun {
        end,
        value,
        step,
        coarse: step,
        is_percent,
        is_han: true,
    }
}

fn is_count(text: &str, from: usize, value: f64, end: usize) -> bool {
    let behind = &text[end..];
    let before = text[..from].chars().next_back();
    let Some(measure) = MEASURES.iter().find(|it| behind.starts_with(**it)) else {
        return false;
    };
    if value < 2.0 || before.is_some_and(|it| POINTERS.contains(&it) || numeral_char(it)) {
        return false;
    }
    let object = &behind[measure.len()..];
    if *measure == "个" && IDEAS.iter().any(|it| object.starts_with(it)) {
        return false;
    }
    // Names are made of small numerals: 三人行, 两所; a count of things is mostly written 三个.
    value >= 10.0
        || matches!(*measure, "名" | "件" | "起" | "处" | "户" | "辆")
        || (*measure == "个" && value > 2.0)
}

fn numeral_char(it: char) -> bool {
    value_of(it).is_some() || unit_of(it).is_some()
}

/// A numeral's value and length in bytes; it begins with a digit or with 十.
fn parse_han_numeral(text: &str) -> Option<(f64, usize)> {
    let first = text.chars().next()?;
    if value_of(first).is_none() && first != '十' {
        return None;
    }
    let (mut total, mut section, mut digit) = (0.0, 0.0, None);
    let mut length = 0;
    for it in text.chars() {
        match (value_of(it), unit_of(it)) {
            // Digit by digit is a name or a year, not a count: 二〇一九, 三四个.
            (Some(_), _) if digit.is_some_and(|it| it > 0.0) => return None,
            (Some(value), _) => digit = Some(value),
            (None, Some(unit)) if unit >= 1e4 => {
                total = (total + section + digit.take().unwrap_or(0.0)) * unit;
                section = 0.0;
            }
            (None, Some(unit)) => section += digit.take().unwrap_or(1.0) * unit,
            (None, None) => break,
        }
        length += it.len_utf8();
    }
    Some((total + section + digit.unwrap_or(0.0), length))
}

fn value_of(it: char) -> Option<f64> {
    let at = "零一二三四五六七八九".chars().position(|digit| digit == it);
    match it {
        '〇' => Some(0.0),
        '两' => Some(2.0),
        _ => at.map(|it| it as f64),
    }
}

fn unit_of(it: char) -> Option<f64> {
    match it {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1e3),
        '万' => Some(1e4),
        '亿' => Some(1e8),
        _ => None,
    }
}
