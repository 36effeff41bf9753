//! Numbers as offices write them, as plain digits. Decimals are moved as text, so that none is lost.

use crate::columns;
use crate::notation::marks::{Notation, NotationMark, PlainCell};
use gongbao_diag::locale::Bound;

/// Words of scale, the longer before those they end with.
const SCALES: [(&str, u8); 7] = [
    ("万亿", 12),
    ("千万", 7),
    ("百万", 6),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];
const BOUNDS_BEHIND: [(&str, Bound); 3] = [
    ("余", Bound::Over),
    ("多", Bound::Over),
    ("以上", Bound::AtLeast),
];
const BOUNDS_BEFORE: [(&str, Bound); 3] = [
    ("超过", Bound::Over),
    ("超", Bound::Over),
    ("逾", Bound::Over),
];

/// A number in plain digits; nothing if it is not written in a declared way.
pub(super) fn read_number(notation: &Notation, text: &str) -> Option<PlainCell> {
    let mut rest = RemainingText {
        notation,
        text,
        used: Vec::new(),
    };
    let negative = rest.sign();
    // 84.6万余件, 3000人以上
    let bound = rest.bound();
    rest.ending(NotationMark::Unit, &notation.unit);
    let bound = bound.or_else(|| rest.bound());
    rest.ending(NotationMark::Percent, "%");
    let shift = rest.scale();
    let RemainingText { text, mut used, .. } = rest;
    let text = if notation.worded {
        strip_words(text)?
    } else {
        text
    };
    let digits = remove_group_separators(notation, text, &mut used)?;
    columns::parse_number(&digits)?;
    // Two signs are one too many.
    let digits = match (negative, digits.starts_with('-')) {
        (true, true) => return None,
        (true, false) => format!("-{digits}"),
        (false, _) => digits,
    };
    let decimals = digits.split_once('.').map_or(0, |it| it.1.len());
    // No number has so many decimals that they do not fit.
    let scaled_to = (shift > 0).then(|| i16::from(shift) - decimals as i16);
    Some(PlainCell {
        text: shift_decimal_point(&digits, shift),
        used,
        bound,
        scaled_to,
    })
}

/// What is left of a cell while its marks are undone one by one.
struct RemainingText<'a> {
    notation: &'a Notation,
    text: &'a str,
    used: Vec<NotationMark>,
}

impl RemainingText<'_> {
    /// Whether a mark of a negative number stood there.
    fn sign(&mut self) -> bool {
        let within = self
            .text
            .strip_prefix('(')
            .and_then(|it| it.strip_suffix(')'));
        let behind = self.text.strip_prefix(['▲', '△']);
        self.take(NotationMark::Parentheses, within) || self.take(NotationMark::Triangle, behind)
    }

    fn bound(&mut self) -> Option<Bound> {
        let text = self.text;
        let behind = BOUNDS_BEHIND
            .into_iter()
            .find_map(|(word, bound)| Some((text.strip_suffix(word)?, bound)));
        let before = || {
            BOUNDS_BEFORE
                .into_iter()
                .find_map(|(word, bound)| Some((text.strip_prefix(word)?, bound)))
        };
        let (rest, bound) = behind.or_else(before)?;
        self.take(NotationMark::Bound, Some(rest)).then_some(bound)
    }

    fn scale(&mut self) -> u8 {
        let text = self.text;
        let found = SCALES
            .into_iter()
            .find_map(|(word, power)| Some((text.strip_suffix(word)?, power)));
        let Some((rest, power)) = found else { return 0 };
        if self.take(NotationMark::Wan, Some(rest)) {
            power
        } else {
            0
        }
    }

    fn ending(&mut self, mark: NotationMark, ending: &str) {
        let rest = if ending.is_empty() {
            None
        } else {
            self.text.strip_suffix(ending)
        };
        // A percent sign is one whether or not it is the unit, too.
        let mark = if ending == "%" && self.notation.has(NotationMark::Percent) {
            NotationMark::Percent
        } else {
            mark
        };
        self.take(mark, rest);
    }
}

impl<'a> RemainingText<'a> {
    /// Undoes a mark if the column declares it.
    fn take(&mut self, mark: NotationMark, rest: Option<&'a str>) -> bool {
        let Some(rest) = rest.filter(|_| self.notation.has(mark)) else {
            return false;
        };
        self.text = rest;
        self.used.push(mark);
        true
    }
}

/// The number among words (`bareNumber: false`). Words that change its value are not passed over.
fn strip_words(text: &str) -> Option<&str> {
    let is_part = |it: char| it.is_ascii_digit() || it == '-';
    let from = text.find(is_part)?;
    let to = text.rfind(|it: char| it.is_ascii_digit())? + 1;
    let words = [text.get(..from)?, text.get(to..)?];
    let changes = |it: &str| {
        it.contains([
            '十', '百', '千', '万', '亿', '余', '多', '(', ')', '▲', '△', '‰',
        ])
    };
    if words.iter().any(|it| changes(it)) {
        None
    } else {
        text.get(from..to)
    }
}

/// Without thousands separators, with a point before the decimals. Groups of other than three digits are
/// a slip of the pen, or another notation.
fn remove_group_separators(
    notation: &Notation,
    text: &str,
    used: &mut Vec<NotationMark>,
) -> Option<String> {
    let decimal = notation.decimal.unwrap_or('.');
    let comma = notation.has(NotationMark::Grouped).then_some(',');
    let Some(group) = notation.group.or(comma) else {
        return Some(with_decimal_point(text, decimal));
    };
    let (whole, fraction) = text
        .split_once(decimal)
        .map_or((text, None), |(whole, it)| (whole, Some(it)));
    if !whole.contains(group) {
        return Some(with_decimal_point(text, decimal));
    }
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |it| ("-", it));
    let mut groups = digits.split(group);
    let first = groups.next()?;
    if !(1..=3).contains(&first.len()) || groups.any(|it| it.len() != 3) {
        return None;
    }
    used.push(NotationMark::Grouped);
    let whole = digits.replace(group, "");
    Some(fraction.map_or_else(
        || format!("{sign}{whole}"),
        |it| format!("{sign}{whole}.{it}"),
    ))
}

fn with_decimal_point(text: &str, decimal: char) -> String {
    match decimal {
        '.' => text.to_owned(),
        // A point is then no decimal sign.
        _ => text.replace('.', "?").replacen(decimal, ".", 1),
    }
}

/// Plain digits times a power of ten.
fn shift_decimal_point(digits: &str, power: u8) -> String {
    if power == 0 {
        return digits.to_owned();
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let power = usize::from(power);
    let fraction = format!("{fraction:0<power$}");
    let (moved, rest) = fraction.split_at(power);
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |it| ("-", it));
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

#[cfg(test)]
mod tests {
    use crate::notation::marks::{Notation, NotationMark};
    use gongbao_diag::locale::Bound;
    use gongbao_model::ColumnKind;

    fn notation(names: &str) -> Notation {
        let mark = |name: &str| {
            NotationMark::ALL
                .iter()
                .find(|it| it.0 == name)
                .map(|it| it.1)
                .expect("a mark")
        };
        let marks = names.split_whitespace().map(mark).collect();
        Notation {
            marks,
            unit: "件".to_owned(),
            ..Notation::default()
        }
    }

    /// What a cell says under some marks; empty if they do not explain it.
    fn check(names: &str, text: &str, expected: &str) {
        let found = notation(names)
            .read(ColumnKind::Number, text)
            .map(|it| it.text)
            .unwrap_or_default();
        assert_eq!(found, expected, "{names}: {text}");
    }

    #[test]
    fn full_width_digits_and_signs() {
        check("fullwidth", "１２．５", "12.5");
        check("fullwidth", "－5", "-5");
        check("fullwidth", "−5", "-5");
        check("grouped", "１２", "");
    }

    #[test]
    fn thousands_stand_in_groups_of_three() {
        check("grouped", "1,234", "1234");
        check("grouped", "-1,234,567.25", "-1234567.25");
        check("fullwidth grouped", "１，２３４", "1234");
        check("grouped", "1,23", "");
        check("grouped", "1234,567", "");
        check("percent", "1,234", "");
    }

    #[test]
    fn a_percentage_is_the_figure_before_its_sign() {
        check("percent", "42%", "42");
        check("fullwidth percent", "４２．５％", "42.5");
        check("percent", "-3%", "-3");
        check("percent", "3‰", "");
    }

    #[test]
    fn words_of_scale_move_the_point_and_lose_nothing() {
        check("wan", "16.02万", "160200");
        check("wan", "3亿", "300000000");
        check("wan", "1.2万亿", "1200000000000");
        check("wan", "0.12345万", "1234.5");
        check("wan", "-0.5千", "-500");
        check("wan", "0万", "0");
        check("grouped", "3亿", "");
    }

    #[test]
    fn a_lower_bound_is_remembered() {
        check("wan bound", "84.6万余", "846000");
        check("wan bound unit", "84.6万余件", "846000");
        check("bound unit", "3000件以上", "3000");
        let bound = |text| {
            notation("wan bound unit")
                .read(ColumnKind::Integer, text)
                .and_then(|it| it.bound)
        };
        assert_eq!(
            [bound("500多件"), bound("超过500件"), bound("3000件以上")].map(Option::unwrap),
            [Bound::Over, Bound::Over, Bound::AtLeast]
        );
        assert_eq!(bound("500件"), None);
        check("wan", "84.6万余", "");
    }

    #[test]
    fn negatives_in_parentheses_and_behind_triangles() {
        check("parentheses grouped", "(1,234)", "-1234");
        check("parentheses fullwidth", "（5）", "-5");
        check("triangle", "▲12.5", "-12.5");
        check("triangle parentheses", "(-5)", "");
        check("parentheses", "(5", "");
    }

    #[test]
    fn the_characters_of_table_schema() {
        let german = Notation {
            group: Some('.'),
            decimal: Some(','),
            ..Notation::default()
        };
        let read = |text| german.read(ColumnKind::Number, text).map(|it| it.text);
        assert_eq!(read("1.234,5").as_deref(), Some("1234.5"));
        assert_eq!(read("0,5").as_deref(), Some("0.5"));
        assert_eq!(read("1.5"), None);
    }

    #[test]
    fn words_around_a_number_are_passed_over_unless_they_change_it() {
        let worded = Notation {
            worded: true,
            ..Notation::default()
        };
        let read = |text| worded.read(ColumnKind::Number, text).map(|it| it.text);
        assert_eq!(read("约95元").as_deref(), Some("95"));
        assert_eq!(read("95%").as_deref(), Some("95"));
        assert_eq!(read("95万元"), None);
        assert_eq!(read("无"), None);
    }
}
