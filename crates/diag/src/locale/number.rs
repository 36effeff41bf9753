//! Figures as official texts write them: rounded once, scaled to 万 and 亿, never in 千 or 百万.
//!
//! A figure is rounded half away from zero, from the raw value read at 15 significant digits, so
//! that the noise of binary fractions never decides.

use std::str::FromStr;

use crate::locale::{Lang, Word, fill_placeholders, word};

/// The power of ten a figure is shown in. Chinese official text uses 万 and 亿 only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// As it is.
    #[default]
    One,
    /// 万, ten thousand.
    Wan,
    /// 亿, a hundred million.
    Yi,
}

impl Scale {
    /// What one unit of this scale is worth.
    pub fn factor(self) -> f64 {
        match self {
            Scale::One => 1.0,
            Scale::Wan => 1e4,
            Scale::Yi => 1e8,
        }
    }

    /// The word behind the digits. English writes such figures in full.
    pub fn suffix(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Scale::One, _) => "",
            (Scale::Wan, Lang::Zh) => "万",
            (Scale::Yi, Lang::Zh) => "亿",
            (Scale::Wan | Scale::Yi, Lang::En) => "",
        }
    }
}

/// Which side of a figure the value it stands for is on, where it is not the value itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// 以上: the figure itself is included (民法典, art. 1259).
    AtLeast,
    /// 余, 多, 超过: more than the figure.
    Over,
    /// 以下, the figure itself included.
    AtMost,
    /// 约: nobody can say which way it is off.
    About,
}

impl Bound {
    /// Its name in files for programs.
    pub fn name(self) -> &'static str {
        match self {
            Bound::AtLeast => "at_least",
            Bound::Over => "over",
            Bound::AtMost => "at_most",
            Bound::About => "about",
        }
    }
}

/// How many digits behind the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// As many as the value has, at most six.
    #[default]
    AsIs,
    /// Exactly so many, zeros kept.
    Exactly(u8),
    /// At most so many, trailing zeros dropped.
    AtMost(u8),
}

/// How one figure is written: digits, scale, thousands separators and the unit behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberFormat {
    /// Digits behind the point.
    pub digits: Digits,
    /// The scale of the figure.
    pub scale: Scale,
    /// Thousands separators; official prose has none, tables may.
    pub grouped: bool,
    /// The unit written behind the figure; empty for none.
    pub unit: String,
    /// What the value is counted in, where that is another step than the unit: 10,000 for a value in 万人 written in 亿人.
    pub value_factor: Option<f64>,
}

impl NumberFormat {
    /// The digits alone, without scale word and unit. A hyphen-minus is written as U+2212 in neither
    /// language: official texts avoid negative figures, and machines read the `-`.
    pub fn digits_of(&self, value: f64) -> String {
        let counted_in = self.value_factor.unwrap_or(1.0);
        let scaled = value * counted_in / self.scale.factor();
        let text = match self.digits {
            Digits::AsIs => trim_zeros(round_half_up(scaled, 6)),
            Digits::Exactly(n) => round_half_up(scaled, n),
            Digits::AtMost(n) => trim_zeros(round_half_up(scaled, n)),
        };
        if self.grouped {
            group_thousands(&text)
        } else {
            text
        }
    }

    /// Whether any digit but zero is shown.
    pub fn shows_value(&self, value: f64) -> bool {
        self.digits_of(value)
            .contains(|it: char| ('1'..='9').contains(&it))
    }

    /// The figure as the bound it is, if it is one: 84.6万余件.
    pub fn write_bound(&self, lang: Lang, value: f64, bound: Option<Bound>) -> String {
        let whole = self.write(lang, value);
        let Some(bound) = bound else { return whole };
        let bare = self.write_bare(lang, value);
        // A figure in which nothing follows the digits as they stand alone has no unit the word could stand before.
        let unit = whole.strip_prefix(&bare).unwrap_or("");
        // 余 stands before a word, not before a sign: 84.6万余件, but 超过84.6%.
        let is_sign = unit.starts_with(|it: char| !it.is_alphanumeric() && it != ' ');
        let pattern = match bound {
            Bound::AtLeast => Word::AtLeastUnit,
            Bound::Over if is_sign => Word::OverSign,
            Bound::Over => Word::OverUnit,
            Bound::AtMost => Word::AtMostUnit,
            Bound::About => Word::AboutUnit,
        };
        fill_placeholders(word(lang, pattern), &[("value", &bare), ("unit", unit)])
    }

    /// The figure with its scale word but without its unit, where that is said elsewhere: `16.02万`.
    pub fn write_bare(&self, lang: Lang, value: f64) -> String {
        NumberFormat {
            unit: String::new(),
            ..self.clone()
        }
        .write(lang, value)
    }

    /// The figure with its scale word and unit: `41.2%`, `16.02万件`, `1,234 cases`.
    pub fn write(&self, lang: Lang, value: f64) -> String {
        if lang == Lang::En && self.scale != Scale::One {
            let plain = NumberFormat {
                scale: Scale::One,
                grouped: true,
                ..self.clone()
            };
            return plain.write(lang, value);
        }
        let digits = self.digits_of(value);
        let unit = &self.unit;
        let space = if lang == Lang::En && unit.starts_with(char::is_alphanumeric) {
            " "
        } else {
            ""
        };
        format!("{digits}{}{space}{unit}", self.scale.suffix(lang))
    }
}

/// A text as a value of a type, as programs write it; nothing if it is none, or one too large for the type.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever asks says what the text should have been"
)]
pub fn parse_as<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Rounds half away from zero on the decimal digits of the value, and writes exactly `n` digits.
///
/// The value is first read at 15 significant digits, so that the noise of binary fractions
/// (29 / 200 × 100 = 14.499999999999998) never decides a rounding. Not finite values give `—`.
pub(crate) fn round_half_up(value: f64, n: u8) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    let (digits, point) = significant_digits(value.abs());
    let keep = point + i32::from(n);
    let mut kept = take_digits(&digits, keep);
    if round_digit(&digits, keep) >= 5 {
        increment_digits(&mut kept);
    }
    let n = usize::from(n);
    let text: String = kept.iter().map(|it| char::from(b'0' + it)).collect();
    let text = format!("{text:0>width$}", width = n + 1);
    let (whole, fraction) = text.split_at(text.len() - n);
    let sign = if value < 0.0 && kept.iter().any(|it| *it != 0) {
        "-"
    } else {
        ""
    };
    if n == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// The 15 significant digits of a value and how many of them stand before the point.
fn significant_digits(value: f64) -> (Vec<u8>, i32) {
    let text = format!("{value:.14e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|it| it - b'0')
        .collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    (digits, exponent + 1)
}

/// The first `keep` digits, zeros added behind; a zero when none are kept.
fn take_digits(digits: &[u8], keep: i32) -> Vec<u8> {
    let keep = usize::try_from(keep).unwrap_or(0);
    let mut kept: Vec<u8> = digits
        .iter()
        .copied()
        .chain(std::iter::repeat(0))
        .take(keep)
        .collect();
    if kept.is_empty() {
        kept.push(0);
    }
    kept
}

/// The digit that decides the rounding: the first one that is not kept.
fn round_digit(digits: &[u8], keep: i32) -> u8 {
    // Before the first digit and behind the last one there are zeros.
    match usize::try_from(keep) {
        Ok(at) => digits.get(at).copied().unwrap_or(0),
        Err(_) => 0,
    }
}

/// Adds one unit in the last place, growing by a digit when every digit is nine.
fn increment_digits(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}

fn trim_zeros(text: String) -> String {
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn group_thousands(text: &str) -> String {
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, ""), |(whole, fraction)| (whole, fraction));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |it| ("-", it));
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::locale::number::round_half_up;
    use crate::locale::{Digits, Lang, NumberFormat, Scale};

    fn check(value: f64, n: u8, expected: &str) {
        assert_eq!(round_half_up(value, n), expected, "{value} to {n} digits");
    }

    #[test]
    fn rounds_half_away_from_zero() {
        check(0.5, 0, "1");
        check(-0.5, 0, "-1");
        check(2.5, 0, "3");
        check(1.005, 2, "1.01");
        check(0.145, 2, "0.15");
        check(0.45, 0, "0");
        check(0.05, 0, "0");
    }

    #[test]
    fn ignores_the_noise_of_binary_fractions() {
        check(29.0 / 200.0 * 100.0, 0, "15");
        check(0.1 + 0.2, 1, "0.3");
    }

    #[test]
    fn carries_through_nines() {
        check(9.995, 2, "10.00");
        check(999.5, 0, "1000");
        check(0.999, 2, "1.00");
    }

    #[test]
    fn keeps_large_and_small_values() {
        check(0.0, 1, "0.0");
        check(1234567.0, 0, "1234567");
        check(0.0004, 3, "0.000");
        check(-0.0004, 3, "0.000");
        check(f64::NAN, 1, "—");
    }

    #[test]
    fn scales_to_wan_and_yi() {
        let wan = NumberFormat {
            digits: Digits::AtMost(2),
            scale: Scale::Wan,
            unit: "件".to_owned(),
            ..NumberFormat::default()
        };
        assert_eq!(wan.write(Lang::Zh, 160_200.0), "16.02万件");
        assert_eq!(wan.write(Lang::Zh, 215_000.0), "21.5万件");
        let yi = NumberFormat {
            digits: Digits::AtMost(2),
            scale: Scale::Yi,
            ..NumberFormat::default()
        };
        assert_eq!(yi.write(Lang::Zh, 300_000_000.0), "3亿");
    }

    #[test]
    fn groups_thousands_only_when_asked() {
        let mut number = NumberFormat {
            unit: "人".to_owned(),
            ..NumberFormat::default()
        };
        assert_eq!(number.write(Lang::Zh, 14348.0), "14348人");
        number.grouped = true;
        assert_eq!(number.write(Lang::Zh, -1234567.5), "-1,234,567.5人");
    }
}
