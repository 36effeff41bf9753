//! Numbers that are not statistics: dates, numbering, document numbers, names made of digits.

use std::ops::Range;

use crate::scan::{JOINTS, Literal, Measure, StatedBound};
use gongbao_diag::locale::parse_as;

/// Telephone numbers of public services.
const SERVICES: [&str; 14] = [
    "110", "112", "114", "119", "120", "122", "12309", "12315", "12319", "12333", "12338", "12345",
    "12368", "12389",
];
/// Units written in Latin letters; letters behind digits otherwise make a name.
const LATIN_UNITS: [&str; 31] = [
    "kg", "g", "mg", "t", "km", "m", "cm", "mm", "ha", "L", "l", "mL", "ml", "h", "min", "s", "kW",
    "MW", "GW", "kWh", "MWh", "GB", "TB", "MB", "KB", "Mbps", "Gbps", "Hz", "MHz", "GHz", "dB",
];
/// What stands before a number that only points: 第3条, 图1.
const POINTERS: [&str; 15] = [
    "第", "图", "表", "附件", "附表", "附图", "注", "式", "例", "编号", "No.", "no.", "§", "№", "#",
];
/// What stands behind a number that only points: 52号, 十届.
const ORDINALS: [&str; 11] = [
    "号", "届", "章", "条例", "世纪", "年代", "时许", "点钟", "路", "版", "期",
];

/// Whether a number is no figure. `all` are the numbers of the text, `at` the one in question.
pub(crate) fn is_exempt(text: &str, all: &[Literal], at: usize) -> bool {
    let it = &all[at];
    let (before, behind) = (&text[..it.span.start], &text[it.span.end..]);
    is_year(text, it)
        || is_date(before, behind, it)
        || is_time(before, behind)
        || is_numbering(before, behind)
        || is_pointer(before, behind)
        || is_document(before, behind)
        || is_part_of_name(before, behind)
        || is_service(text, it)
        || is_quoted_name(text, it)
        || is_telephone(text, it)
        || is_list_of_years(text, all, at)
        || is_range_of_dates(text, all, at)
}

/// Words up to a number of characters at the end of a text.
fn last_characters(text: &str, n: usize) -> &str {
    let from = text
        .char_indices()
        .rev()
        .nth(n.saturating_sub(1))
        .map_or(0, |it| it.0);
    &text[from..]
}

fn literal_digits<'a>(text: &'a str, it: &Literal) -> &'a str {
    text[it.span.clone()].trim_start_matches(['-', '−'])
}

/// A number of four digits that can be a year, and counts nothing.
fn looks_like_year(text: &str, it: &Literal) -> bool {
    let digits = literal_digits(text, it);
    digits.len() == 4
        && digits.bytes().all(|it| it.is_ascii_digit())
        && (1900.0..2100.0).contains(&it.value.abs())
}

fn is_year(text: &str, it: &Literal) -> bool {
    if !looks_like_year(text, it) {
        return false;
    }
    let Measure::Words(words) = &it.unit else {
        return false;
    };
    let is_free = it.bound == StatedBound::Exact || words.starts_with('年');
    words.starts_with('年')
        || (words.is_empty() && is_free)
        || (is_free && words.is_ascii() && is_english(text, it))
}

/// `in 2025 the share …`: a year in English has a preposition before it.
fn is_english(text: &str, it: &Literal) -> bool {
    let before = text[..it.span.start].trim_end().to_ascii_lowercase();
    [
        "in", "of", "since", "from", "to", "until", "by", "and", "during", "for", "year", "end-",
    ]
    .iter()
    .any(|it| before.ends_with(it))
}

/// 12月, 31日 behind a month, 2025-12-31, 2025/12/31.
fn is_date(before: &str, behind: &str, it: &Literal) -> bool {
    let is_month = behind.starts_with('月') && (1.0..=12.0).contains(&it.value);
    let is_day =
        behind.starts_with(['日', '号']) && (before.ends_with('月') || before.ends_with("月份"));
    let joins = |text: &str, mark: char| {
        text.strip_prefix(mark)
            .is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
    };
    let is_iso = ['-', '/', '.'].iter().any(|mark| {
        let parts = |text: &str| text.matches(*mark).count();
        let run_before = run(last_run(before));
        let run_behind = run(behind);
        let is_joined = joins(behind, *mark) || before.ends_with(*mark);
        is_joined
            && (parts(run_before) + parts(run_behind) >= 2
                || is_year_and_month(run_before, it, run_behind))
    });
    let is_month_of_year = last_characters(before, 1) == "年" && is_month;
    is_month || is_day || is_iso || is_month_of_year
}

/// 2019-07: a year, and a month of two digits.
fn is_year_and_month(before: &str, it: &Literal, behind: &str) -> bool {
    let year = |text: &str| {
        text.len() == 5 && (text.starts_with("19") || text.starts_with("20")) && text.ends_with('-')
    };
    let is_second = year(before) && it.value <= 12.0 && it.span.len() == 2;
    let month: Option<u8> = behind.strip_prefix('-').and_then(parse_as);
    let is_first = before.is_empty() && (1900.0..2100.0).contains(&it.value) && behind.len() == 3;
    is_second || (is_first && month.is_some_and(|it| it <= 12))
}

/// The digits and joints a text begins with.
fn run(text: &str) -> &str {
    let end = text
        .find(|it: char| !it.is_ascii_digit() && !"-/.".contains(it))
        .unwrap_or(text.len());
    &text[..end]
}

/// The digits and joints a text ends with.
fn last_run(text: &str) -> &str {
    let from = text
        .char_indices()
        .rev()
        .take_while(|it| it.1.is_ascii_digit() || "-/.".contains(it.1))
        .last();
    from.map_or("", |it| &text[it.0..])
}

/// 8时30分, 8:30.
fn is_time(before: &str, behind: &str) -> bool {
    let colon = |it: char| matches!(it, ':' | '：');
    let digit = |it: char| it.is_ascii_digit();
    let is_clock = behind
        .strip_prefix(colon)
        .is_some_and(|it| it.starts_with(digit));
    let is_minute = before
        .strip_suffix(colon)
        .is_some_and(|it| it.ends_with(digit))
        || before
            .strip_suffix('时')
            .is_some_and(|it| it.ends_with(digit));
    is_clock
        || is_minute
        || (behind.starts_with('时') && !behind.starts_with("时间") && !behind.starts_with("时长"))
}

/// `1.`, `（1）`, `1、` at the beginning of a passage or sentence; a number alone in brackets anywhere.
fn is_numbering(before: &str, behind: &str) -> bool {
    let is_first =
        before.trim().is_empty() || before.trim_end().ends_with(['。', '；', '：', '\n']);
    let is_mark = behind.starts_with(['、', '）', ')'])
        || (behind.starts_with(['.', '．']) && !is_first_decimal(behind));
    let is_bracketed = before.ends_with(['（', '(', '[', '〔', '【'])
        && behind.starts_with(['）', ')', ']', '〕', '】']);
    (is_first && is_mark && !behind.starts_with(['）', ')'])) || is_bracketed
}

fn is_first_decimal(behind: &str) -> bool {
    behind.chars().nth(1).is_some_and(|it| it.is_ascii_digit())
}

fn is_pointer(before: &str, behind: &str) -> bool {
    let before = before.trim_end();
    POINTERS.iter().any(|it| before.ends_with(it))
        || ORDINALS.iter().any(|it| behind.starts_with(it))
        || is_english_ordinal(behind)
}

fn is_english_ordinal(behind: &str) -> bool {
    let word: String = behind
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    matches!(word.as_str(), "st" | "nd" | "rd" | "th")
}

/// 〔2019〕52号, [2019] 52.
fn is_document(before: &str, behind: &str) -> bool {
    (before.ends_with(['〔', '［']) && behind.starts_with(['〕', '］']))
        || before.trim_end().ends_with(['〕', '］'])
}

/// 5G, B21, GB/T 9704-2012, 1+4+4, 7×24: digits joined to letters or to each other.
fn is_part_of_name(before: &str, behind: &str) -> bool {
    let is_letter = |it: char| it.is_ascii_alphabetic() || it == '_';
    let unit: String = behind
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let is_unit = unit.is_empty() || LATIN_UNITS.contains(&unit.as_str());
    let joint = |it: char| matches!(it, '+' | '＋' | '×' | '/' | '@' | '&' | '=');
    let joined_before = before
        .strip_suffix(joint)
        .is_some_and(|it| it.ends_with(char::is_alphanumeric));
    let joined_behind = behind
        .strip_prefix(joint)
        .is_some_and(|it| it.starts_with(char::is_alphanumeric));
    let dashed = before
        .strip_suffix('-')
        .is_some_and(|it| it.ends_with(is_letter));
    let dashed_behind = behind
        .strip_prefix('-')
        .is_some_and(|it| it.starts_with(is_letter));
    let is_standard = before
        .trim_end()
        .ends_with(|it: char| it.is_ascii_uppercase())
        && behind
            .strip_prefix('-')
            .is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    let dotted = before
        .strip_suffix('.')
        .is_some_and(|it| it.ends_with(char::is_alphanumeric));
    before.ends_with(is_letter)
        || !is_unit
        || joined_before
        || joined_behind
        || dashed
        || dashed_behind
        || dotted
        || is_standard
}

/// 110, 12345 with nothing counted behind.
fn is_service(text: &str, it: &Literal) -> bool {
    let counts = [
        "人", "名", "个", "件", "起", "次", "万", "家", "户", "项", "处", "元", "所", "套", "辆",
        "条", "份", "天", "年",
    ];
    let Measure::Words(words) = &it.unit else {
        return false;
    };
    SERVICES.contains(&literal_digits(text, it)) && !counts.iter().any(|it| words.starts_with(it))
}

/// “2.16”, “两个40%以上”, 两个42%: a number that is all of a quotation, or a percentage counted in Han.
fn is_quoted_name(text: &str, it: &Literal) -> bool {
    let (before, behind) = (&text[..it.span.start], &text[it.span.end..]);
    let is_counted = ["两个", "三个", "四个", "双"]
        .iter()
        .any(|it| before.ends_with(it))
        && it.unit == Measure::Percent;
    let is_whole = before.ends_with(['“', '‘'])
        && behind.starts_with(['”', '’'])
        && it.unit != Measure::Percent;
    let quoted = enclosing_quotation(text, &it.span);
    let is_han_name = it.is_han && quoted.is_some_and(|it| text[it].chars().count() <= 8);
    is_counted || is_whole || is_han_name
}

/// The bytes between the quotation marks around a span.
fn enclosing_quotation(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let open = text[..span.start].rfind('“')?;
    let end = span.end + text[span.end..].find('”')?;
    let inner = open + '“'.len_utf8()..end;
    (!text[inner.clone()].contains(['“', '”'])).then_some(inner)
}

/// Long rows of digits are telephone numbers and identifiers: 0000-1234567, 11 digits, 18 digits.
fn is_telephone(text: &str, it: &Literal) -> bool {
    let digits = literal_digits(text, it);
    let is_plain = digits.bytes().all(|it| it.is_ascii_digit());
    let area = text[..it.span.start]
        .strip_suffix('-')
        .is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()));
    let joined = text[it.span.end..]
        .strip_prefix('-')
        .is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    let no_unit = it.unit == Measure::Words(String::new());
    is_plain
        && ((digits.len() >= 11 && no_unit)
            || (area && digits.len() >= 7)
            || (joined && digits.starts_with('0') && digits.len() >= 3))
}

/// 2023、2024和2025年; 2023—2025年.
fn is_list_of_years(text: &str, all: &[Literal], at: usize) -> bool {
    let it = &all[at];
    let Some(next) = all.get(at + 1).filter(|_| looks_like_year(text, it)) else {
        return false;
    };
    let between = &text[it.span.end.min(next.span.start)..next.span.start];
    let joins = JOINTS.contains(&between)
        || ["、", "和", "与", "及", ", ", " and ", "，"].contains(&between);
    joins && (is_year(text, next) || is_list_of_years(text, all, at + 1))
}

/// 3—5月, 12月10至15日: both ends of a range of dates.
fn is_range_of_dates(text: &str, all: &[Literal], at: usize) -> bool {
    let is_range = |first: &Literal, second: &Literal| {
        let is_joined =
            JOINTS.contains(&&text[first.span.end.min(second.span.start)..second.span.start]);
        is_joined && is_date(&text[..first.span.start], &text[second.span.end..], first)
    };
    all.get(at + 1).is_some_and(|it| is_range(&all[at], it))
        || (at > 0 && is_range(&all[at - 1], &all[at]))
}

#[cfg(test)]
mod tests {
    use crate::exempt::is_exempt;
    use crate::scan::scan_numbers;

    /// The numbers of a text that are figures.
    fn check(text: &str, expected: &[&str]) {
        let all = scan_numbers(text);
        let left = (0..all.len()).filter(|it| !is_exempt(text, &all, *it));
        let left: Vec<&str> = left.map(|it| &text[all[it].span.clone()]).collect();
        assert_eq!(left, expected, "{text}");
    }

    #[test]
    fn dates_are_no_figures() {
        check("2025年12月31日，2025-12-31，2025/12/31，8时30分，8:30", &[]);
        check(
            "2023—2025年，2023、2024和2025年，3—5月，12月10至15日，2021年以来",
            &[],
        );
        check("in 2025 the share rose to 45.6%", &["45.6%"]);
        check("平均用时7.3分钟", &["7.3"]);
        check("连续工作3年，每年15日，2025人", &["3", "15", "2025"]);
    }

    #[test]
    fn numbering_is_no_figure() {
        check("1.概况", &[]);
        check("（1）概况；2、进展", &[]);
        check("第3条、第12次会议、图1、附件2、17届", &[]);
        check("莆政办〔2019〕52号", &[]);
        check("3.5个", &["3.5"]);
    }

    #[test]
    fn names_are_no_figures() {
        check(
            "5G图像传输、“1+4+4”、“1+3+N”、GB/T 9704-2012、B21、7×24",
            &[],
        );
        check("110报警服务台、流转至 12345、12345政务服务便民热线", &[]);
        check("110人、12345件", &["110", "12345"]);
        check("“2.16”电视电话会议，“两个42%”以上", &[]);
        check("满意率“95%”", &["95%"]);
        check("电话0000-1234567", &[]);
        check("每人20kg", &["20"]);
    }
}
