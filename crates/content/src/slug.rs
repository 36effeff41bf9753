//! Parts of addresses: lower-case ASCII that any server and archive keeps.

use pinyin::ToPinyin;

use gongbao_model::to_half_width;

/// Longer addresses are cut at a word: they are printed in packets and typed by hand.
const MAX_SLUG_LENGTH: usize = 60;

/// A text as the last part of an address: lower-case ASCII letters, digits and hyphens, Han read as
/// pinyin. Empty if nothing of it can be kept.
pub fn make_slug(text: &str) -> String {
    let mut out = String::new();
    for word in split_words(text) {
        if !out.is_empty() && out.len() + 1 + word.len() > MAX_SLUG_LENGTH {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().take(MAX_SLUG_LENGTH));
    }
    out
}

/// The words of an address: runs of letters and digits, and each Han character for itself.
fn split_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for it in text.chars().map(to_half_width) {
        if it.is_ascii_alphanumeric() {
            word.push(it.to_ascii_lowercase());
            continue;
        }
        words.push(std::mem::take(&mut word));
        if let Some(reading) = it.to_pinyin() {
            words.push(
                reading
                    .plain()
                    .chars()
                    .map(|it| if it == 'ü' { 'v' } else { it })
                    .collect(),
            );
        }
    }
    words.push(word);
    words.retain(|it| !it.is_empty() && it.is_ascii());
    words
}

#[cfg(test)]
mod tests {
    use crate::slug::make_slug;

    fn check(text: &str, expected: &str) {
        assert_eq!(make_slug(text), expected, "{text}");
        assert_eq!(make_slug(expected), expected, "a slug stays as it is");
    }

    #[test]
    fn keeps_latin_letters_and_digits() {
        check("Allocation_2024 (final)", "allocation-2024-final");
    }

    #[test]
    fn reads_han_as_pinyin() {
        check("派出所警力", "pai-chu-suo-jing-li");
        check("2024年GDP增长", "2024-nian-gdp-zeng-zhang");
        check("绿化率", "lv-hua-lv");
    }

    #[test]
    fn narrows_full_width_letters() {
        check("Ａ１类", "a1-lei");
    }

    #[test]
    fn drops_other_scripts_and_punctuation() {
        check("——，Привет…", "");
        check("  甲、乙！ ", "jia-yi");
    }

    #[test]
    fn cuts_long_texts_at_a_word() {
        let long = make_slug(&"装".repeat(40));
        assert!(long.len() <= 60 && long.ends_with("-zhuang"), "{long}");
        assert_eq!(make_slug(&"a".repeat(100)).len(), 60);
    }
}
