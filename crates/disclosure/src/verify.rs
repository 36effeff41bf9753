//! Decides whether digits are a personal number: by check digit, date and province code.

/// Province codes of GB/T 2260, those of Hong Kong, Macao and Taiwan, and that of foreign residents.
const PROVINCES: [u32; 36] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91,
];

/// Whether 18 characters are a citizen's identity number (GB 11643—1999).
pub(crate) fn is_identity(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let Some((body, check)) = text
        .split_at_checked(17)
        .filter(|(body, check)| all_digits(body) && check.len() == 1)
    else {
        return false;
    };
    let sum: u32 = digit_values(body)
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let expected = b"10X98765432"[(sum % 11) as usize];
    let century = matches!(&body[6..8], "18" | "19" | "20");
    check.as_bytes()[0].to_ascii_uppercase() == expected
        && is_province(body)
        && century
        && is_day(
            parse_code(&body[6..10]),
            parse_code(&body[10..12]),
            parse_code(&body[12..14]),
        )
}

/// Whether 15 digits may be an identity number of before 1999, which had no check digit.
pub(crate) fn is_old_identity(text: &str) -> bool {
    text.len() == 15
        && all_digits(text)
        && is_province(text)
        && is_day(
            1900 + parse_code(&text[6..8]),
            parse_code(&text[8..10]),
            parse_code(&text[10..12]),
        )
}

/// Whether digits are a bank card's number: its first digits, its length, its check digit (Luhn).
pub(crate) fn is_card(text: &str) -> bool {
    let union_pay = text.starts_with("62") && (16..=19).contains(&text.len());
    let other = text.starts_with(['3', '4', '5', '6']) && text.len() == 16;
    all_digits(text) && (union_pay || other) && passes_luhn(text)
}

/// Whether a text begins with the code of a province.
pub(crate) fn is_province(text: &str) -> bool {
    text.get(..2)
        .is_some_and(|it| PROVINCES.contains(&parse_code(it)))
}

/// Whether eight digits are a day of this or the last century, which a number of a document is not.
pub(crate) fn is_dated(text: &str) -> bool {
    text.len() == 8
        && (text.starts_with("19") || text.starts_with("20"))
        && is_day(
            parse_code(&text[..4]),
            parse_code(&text[4..6]),
            parse_code(&text[6..]),
        )
}

fn passes_luhn(text: &str) -> bool {
    let doubled = |it: u32| if it > 4 { 2 * it - 9 } else { 2 * it };
    let backwards: Vec<u32> = digit_values(text).collect();
    let digits = backwards.iter().rev().enumerate();
    let sum: u32 = digits
        .map(|(at, it)| if at % 2 == 1 { doubled(*it) } else { *it })
        .sum();
    sum.is_multiple_of(10) && backwards.iter().any(|it| *it != backwards[0])
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

fn digit_values(text: &str) -> impl Iterator<Item = u32> {
    text.bytes().map(|it| u32::from(it.saturating_sub(b'0')))
}

fn parse_code(text: &str) -> u32 {
    // Zero is the code of no province, and no month or day.
    text.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::verify::{is_card, is_dated, is_identity, is_old_identity};

    // The vectors are the standard's own examples or made up; none is anybody's.
    #[test]
    fn accepts_the_examples_of_the_standard() {
        assert!(is_identity("11010519491231002X") && is_identity("11010519491231002x"));
        assert!(is_identity("440524188001010014"));
    }

    #[test]
    fn refuses_a_wrong_check_digit() {
        assert!(!is_identity("110105194912310021"));
        assert!(!is_identity("440524188001010015"));
    }

    #[test]
    fn refuses_a_day_that_does_not_exist() {
        // Both check digits are right.
        assert!(!is_identity("110105194902300020") && !is_identity("110105194913310021"));
    }

    #[test]
    fn refuses_an_unknown_province_and_another_century() {
        assert!(!is_identity("990105194912310023") && !is_identity("110105174912310021"));
        assert!(!is_identity("000105194912310024"));
    }

    #[test]
    fn accepts_every_month_for_all_check_digits() {
        let with_some_check = |body: &str| {
            "0123456789X"
                .chars()
                .filter(|it| is_identity(&format!("{body}{it}")))
                .count()
        };
        for month in 1..=12 {
            assert_eq!(
                with_some_check(&format!("1101051949{month:02}28002")),
                1,
                "{month}"
            );
        }
        assert_eq!(with_some_check("11010519000229002"), 0);
        assert_eq!(with_some_check("11010520000229002"), 1);
    }

    #[test]
    fn refuses_other_lengths() {
        for text in [
            "",
            "1",
            "11010519491231002",
            "11010519491231002XX",
            "一一零一零五",
        ] {
            assert!(
                !is_identity(text) && !is_old_identity(text) && !is_card(text),
                "{text}"
            );
        }
    }

    #[test]
    fn old_numbers_have_a_date_of_the_last_century() {
        assert!(is_old_identity("110105491231002"));
        assert!(!is_old_identity("110105491331002") && !is_old_identity("990105491231002"));
    }

    #[test]
    fn cards_have_a_first_digit_and_a_check_digit() {
        assert!(is_card("6222020000000000000"));
        assert!(
            !is_card("6222020200112233")
                && !is_card("7222020000000000000")
                && !is_card("0000000000000000")
        );
    }

    #[test]
    fn dates_are_no_numbers_of_documents() {
        assert!(is_dated("20251231") && !is_dated("20251331") && !is_dated("31425926"));
    }
}
