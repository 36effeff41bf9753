//! Full-width characters, which Chinese keyboards write for Latin ones.

/// A full-width letter, digit or mark as the ASCII one it stands for; any other character as it is.
pub fn to_half_width(it: char) -> char {
    match it {
        '！'..='～' => char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it),
        '\u{3000}' => ' ',
        _ => it,
    }
}

#[cfg(test)]
mod tests {
    use crate::to_half_width;

    #[test]
    fn only_full_width_characters_are_narrowed() {
        let narrowed: String = "！Ａｚ９～　，甲￥a".chars().map(to_half_width).collect();
        assert_eq!(narrowed, "!Az9~ ,甲￥a");
    }
}
