//! Numbers in running text: digits, full-width digits and Han numerals with their scale, unit and bound.

use std::ops::Range;

use crate::digits::{DigitRun, read_digits};
use crate::han;

/// A number as an author typed it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Literal {
    /// Bytes of the digits, the scale and the sign of percent.
    pub span: Range<usize>,
    /// Its value; 45.6 for 45.6%, 160200 for 16.02万.
    pub value: f64,
    /// What one unit of its last digit is worth.
    pub step: f64,
    /// What one unit of its last digit that is not zero is worth.
    pub coarse: f64,
    pub unit: Measure,
    pub bound: StatedBound,
    /// Whether it is written in Han numerals.
    pub is_han: bool,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Measure {
    Percent,
    Points,
    /// The words behind the number; empty for none.
    Words(String),
}

/// What the words around a number say of the value meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatedBound {
    Exact,
    /// 以上, 不少于: the number itself included.
    AtLeast,
    /// 以下, 不超过: the number itself included.
    AtMost,
    /// 超过: the number itself excluded.
    Above,
    /// 不足: the number itself excluded.
    Below,
    /// 约, 左右.
    About,
    /// 近: not quite.
    Nearly,
    /// 逾, 余, 多: a little more.
    Over,
}

/// Words before a number; the longest first where one holds another.
const BOUNDS_BEFORE: [(&str, StatedBound); 35] = [
    ("不少于", StatedBound::AtLeast),
    ("不得少于", StatedBound::AtLeast),
    ("不低于", StatedBound::AtLeast),
    ("不得低于", StatedBound::AtLeast),
    ("不小于", StatedBound::AtLeast),
    ("至少", StatedBound::AtLeast),
    ("不超过", StatedBound::AtMost),
    ("不得超过", StatedBound::AtMost),
    ("不高于", StatedBound::AtMost),
    ("不多于", StatedBound::AtMost),
    ("不大于", StatedBound::AtMost),
    ("至多", StatedBound::AtMost),
    ("最多", StatedBound::AtMost),
    ("超过", StatedBound::Above),
    ("多于", StatedBound::Above),
    ("高于", StatedBound::Above),
    ("大于", StatedBound::Above),
    ("突破", StatedBound::Above),
    ("不足", StatedBound::Below),
    ("不到", StatedBound::Below),
    ("低于", StatedBound::Below),
    ("少于", StatedBound::Below),
    ("小于", StatedBound::Below),
    ("逾", StatedBound::Over),
    ("将近", StatedBound::Nearly),
    ("近", StatedBound::Nearly),
    ("约", StatedBound::About),
    ("at least", StatedBound::AtLeast),
    ("at most", StatedBound::AtMost),
    ("up to", StatedBound::AtMost),
    ("more than", StatedBound::Above),
    ("over", StatedBound::Above),
    ("less than", StatedBound::Below),
    ("nearly", StatedBound::Nearly),
    ("about", StatedBound::About),
];
/// Words that end in 近 or 约 and say something else.
const NOT_BEFORE: [&str; 8] = [
    "最近", "附近", "临近", "就近", "节约", "条约", "预约", "签约",
];
const BOUNDS_BEHIND: [(&str, StatedBound); 6] = [
    ("以上", StatedBound::AtLeast),
    ("及以上", StatedBound::AtLeast),
    ("以下", StatedBound::AtMost),
    ("及以下", StatedBound::AtMost),
    ("以内", StatedBound::AtMost),
    ("左右", StatedBound::About),
];

/// Every number of a text, in order; years and numbering too.
pub(crate) fn scan_numbers(text: &str) -> Vec<Literal> {
    let mut out: Vec<Literal> = Vec::new();
    let mut at = 0;
    while let Some(here) = text[at..].chars().next() {
        let found = read_digits(text, at).or_else(|| han::read_numeral(text, at));
        match found {
            Some(it) => {
                let literal = finish_literal(text, at, it);
                at = literal.span.end;
                out.push(literal);
            }
            None => at += here.len_utf8(),
        }
    }
    share_units(text, &mut out);
    out
}

fn finish_literal(text: &str, start: usize, raw: DigitRun) -> Literal {
    let mut it = Literal {
        span: start..raw.end,
        value: raw.value,
        step: raw.step,
        coarse: raw.coarse,
        unit: if raw.is_percent {
            Measure::Percent
        } else {
            Measure::Words(String::new())
        },
        bound: StatedBound::Exact,
        is_han: raw.is_han,
    };
    read_over_word(text, &mut it);
    read_scale(text, &mut it);
    read_over_word(text, &mut it);
    read_sign(text, &mut it);
    if !raw.is_percent {
        it.unit = read_measure(text, &mut it.span);
    }
    if it.bound == StatedBound::Exact {
        it.bound = read_bound(text, &it);
    }
    it
}

/// 余 and 多 behind the digits or behind the scale.
fn read_over_word(text: &str, it: &mut Literal) {
    let Some(word) = ["余", "多"]
        .iter()
        .find(|word| text[it.span.end..].starts_with(**word))
    else {
        return;
    };
    let next = text[it.span.end + word.len()..].chars().next();
    if next.is_some_and(|it| {
        !"于于少数种项元样次".contains(it) && !it.is_whitespace() && !it.is_ascii_punctuation()
    }) {
        it.span.end += word.len();
        it.bound = StatedBound::Over;
    }
}

/// 万, 亿, and 5亿3400万.
fn read_scale(text: &str, it: &mut Literal) {
    const SCALES: [(&str, f64); 5] = [
        ("万亿", 1e12),
        ("亿", 1e8),
        ("万", 1e4),
        ("千", 1e3),
        ("百", 1e2),
    ];
    let Some((word, factor)) = SCALES
        .iter()
        .find(|(word, _)| text[it.span.end..].starts_with(word))
    else {
        return;
    };
    // 百分 and 千分 begin units; 5万千瓦 is a unit too.
    let behind = &text[it.span.end + word.len()..];
    if behind.starts_with('分')
        || (matches!(*word, "千" | "百")
            && behind.starts_with(['克', '米', '瓦', '帕', '卡', '姓', '货']))
    {
        return;
    }
    it.span.end += word.len();
    it.value *= factor;
    it.step *= factor;
    it.coarse *= factor;
    if let Some(rest) = read_digits(text, it.span.end)
        && text[rest.end..].starts_with('万')
        && *word == "亿"
    {
        it.value += rest.value * 1e4;
        (it.step, it.coarse) = (rest.step * 1e4, rest.coarse * 1e4);
        it.span.end = rest.end + '万'.len_utf8();
    }
}

/// A minus that joins nothing.
fn read_sign(text: &str, it: &mut Literal) {
    let before = &text[..it.span.start];
    let Some(minus) = before
        .chars()
        .next_back()
        .filter(|it| matches!(it, '-' | '−' | '－'))
    else {
        return;
    };
    let joined = before[..before.len() - minus.len_utf8()]
        .chars()
        .next_back();
    if joined.is_none_or(|it| !it.is_ascii_alphanumeric() && !"%％)）〕年月日".contains(it)) {
        it.span.start -= minus.len_utf8();
        it.value = -it.value;
    }
}

/// The unit behind a number; a sign of percent belongs to it.
fn read_measure(text: &str, span: &mut Range<usize>) -> Measure {
    const PERCENT: [&str; 5] = ["%", "％", " %", " percent", " per cent"];
    const POINTS: [&str; 4] = ["个百分点", "百分点", " percentage point", " pp"];
    let rest = &text[span.end..];
    if POINTS.iter().any(|it| rest.starts_with(it)) {
        return Measure::Points;
    }
    if let Some(sign) = PERCENT.iter().find(|it| rest.starts_with(**it)) {
        span.end += if sign.trim().len() == 1 || *sign == "％" {
            sign.len()
        } else {
            0
        };
        return Measure::Percent;
    }
    Measure::Words(following_words(rest))
}

/// At most eight characters of the words that follow, up to a mark of punctuation.
fn following_words(rest: &str) -> String {
    let rest = rest
        .strip_prefix([' ', '个'])
        .map_or(rest, |it| if rest.starts_with(' ') { it } else { rest });
    let is_ascii = rest.starts_with(|it: char| it.is_ascii_alphabetic());
    let fits = |it: &char| {
        if is_ascii {
            it.is_ascii_alphabetic()
        } else {
            it.is_alphanumeric() || *it == '/'
        }
    };
    rest.chars()
        .take_while(fits)
        .take(if is_ascii { 24 } else { 8 })
        .collect()
}

/// A text without the words at its end that bound the number behind it.
pub(crate) fn strip_bound_words(before: &str) -> &str {
    let found = BOUNDS_BEFORE
        .iter()
        .filter_map(|(word, _)| before.strip_suffix(word));
    found.min_by_key(|it| it.len()).unwrap_or(before)
}

fn read_bound(text: &str, it: &Literal) -> StatedBound {
    let before = text[..it.span.start].trim_end_matches([' ', '“']);
    let lower = before.to_ascii_lowercase();
    let found = BOUNDS_BEFORE
        .iter()
        .filter(|(word, _)| lower.ends_with(word))
        .max_by_key(|it| it.0.len());
    if let Some((_, bound)) = found.filter(|_| !NOT_BEFORE.iter().any(|it| before.ends_with(it))) {
        return *bound;
    }
    let rest = text[it.span.end..].trim_start_matches('”');
    let unit = match &it.unit {
        Measure::Words(words) => words.as_str(),
        Measure::Percent | Measure::Points => "",
    };
    let near = |word: &str| {
        rest.starts_with(word)
            || unit
                .find(word)
                .is_some_and(|at| unit[..at].chars().count() <= 5)
    };
    BOUNDS_BEHIND
        .iter()
        .find(|(word, _)| near(word))
        .map_or(StatedBound::Exact, |it| it.1)
}

/// The words that join the ends of a range.
pub(crate) const JOINTS: [&str; 9] = ["至", "到", "～", "~", "—", "–", "-", "－", " to "];

/// The first end of a range has the unit and the scale of the second: 3000至5000人, 3至5万.
fn share_units(text: &str, all: &mut [Literal]) {
    for at in 1..all.len() {
        let (head, tail) = all.split_at_mut(at);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else {
            continue;
        };
        if !JOINTS.contains(&&text[first.span.end.min(second.span.start)..second.span.start]) {
            continue;
        }
        first.unit = second.unit.clone();
        first.bound = StatedBound::Exact;
        if text[second.span.clone()].contains('万') && !text[first.span.clone()].contains('万') {
            first.value *= 1e4;
            first.step *= 1e4;
            first.coarse *= 1e4;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scan::scan_numbers;

    /// Every number of a text: what is typed, its value, the last digit's worth, unit and bound.
    fn check(text: &str, expected: &str) {
        let shown = |it: &crate::scan::Literal| {
            format!(
                "{}={}±{} {:?} {:?}",
                &text[it.span.clone()],
                it.value,
                it.step,
                it.unit,
                it.bound
            )
        };
        let found: Vec<String> = scan_numbers(text).iter().map(shown).collect();
        let found = found
            .join("; ")
            .replace(" Words(\"\")", "")
            .replace(" Exact", "")
            .replace("Words", "");
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn reads_digits_and_their_last_place() {
        check("民警1811名", "1811=1811±1 (\"名\")");
        check("占36.14%。", "36.14%=36.14±0.01 Percent");
        check("１２．５％", "１２．５％=12.5±0.1 Percent");
        check("共1,234,567人", "1,234,567=1234567±1 (\"人\")");
        check("甲1,23", "1=1±1; 23=23±1");
        check("变化-3.5", "-3.5=-3.5±0.1");
    }

    #[test]
    fn reads_scales() {
        check("16.02万起", "16.02万=160200±100 (\"起\")");
        check("5亿3400万元", "5亿3400万=534000000±10000 (\"元\")");
        check("84.6万余件", "84.6万余=846000±1000 (\"件\") Over");
        check("50多人", "50多=50±1 (\"人\") Over");
    }

    #[test]
    fn reads_bounds() {
        check("40%以上", "40%=40±1 Percent AtLeast");
        check("不少于3人", "3=3±1 (\"人\") AtLeast");
        check("超过5000件", "5000=5000±1 (\"件\") Above");
        check(
            "近5000件、最近5件",
            "5000=5000±1 (\"件\") Nearly; 5=5±1 (\"件\")",
        );
        check("50周岁以下", "50=50±1 (\"周岁以下\") AtMost");
        check("at least 40 percent", "40=40±1 Percent AtLeast");
    }

    #[test]
    fn ends_of_a_range_share_their_unit() {
        check("3000至5000人", "3000=3000±1 (\"人\"); 5000=5000±1 (\"人\")");
        check("20-50人", "20=20±1 (\"人\"); 50=50±1 (\"人\")");
        check(
            "3～5万件",
            "3=30000±10000 (\"件\"); 5万=50000±10000 (\"件\")",
        );
    }

    #[test]
    fn reads_points_and_percent_apart() {
        check("提高1.2个百分点", "1.2=1.2±0.1 Points");
        check("增长3.4%", "3.4%=3.4±0.1 Percent");
    }

    #[test]
    fn reads_han_numerals_that_count() {
        check("百分之四十以上", "百分之四十=40±1 Percent AtLeast");
        check("三十二个派出所", "三十二=32±1 (\"个派出所\")");
        check("两千三百余人", "两千三百余=2300±1 (\"人\") Over");
        check("七成", "七成=70±10 Percent");
        check("三名民警", "三=3±1 (\"名民警\")");
    }

    #[test]
    fn leaves_han_numerals_that_name() {
        for text in [
            "一把手",
            "三令五申",
            "第一",
            "一府两院",
            "十分重要",
            "千方百计",
            "两个方面",
            "一是",
            "三级",
            "十九大",
            "这三个",
        ] {
            check(text, "");
        }
    }
}
