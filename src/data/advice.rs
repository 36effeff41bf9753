//! What to do about a cell that is not of its column's type: most come out of spreadsheets in known ways.

use crate::data::{Builder, Kind};
use crate::locale::Text;

/// Texts people write where there is no value.
const BLANKS: [&str; 19] = [
    "-", "--", "—", "——", "－", "–", "/", "／", "\\", "无", "暂无", "缺", "n/a", "na", "nan", "null", "none", ".", "…",
];

/// Advice on one cell.
pub fn advice(kind: Kind, text: &str) -> Text {
    let lower = text.trim().to_lowercase();
    if text.is_empty() {
        return Text::new(
            "没有数据的格子若要留空，请在 missingValues 中加入 \"\"",
            "to leave cells without data empty, add \"\" to missingValues",
        );
    }
    if lower.is_empty() || BLANKS.contains(&lower.as_str()) {
        return Text::new(
            format!("若表示没有数据，请留空，或在 missingValues 中加入“{text}”"),
            format!("if it means “no value”, leave the cell empty or add `{text}` to missingValues"),
        );
    }
    match kind {
        Kind::Integer => number_advice(kind, text).unwrap_or_else(|| integer_advice(text)),
        Kind::Number => number_advice(kind, text).unwrap_or_else(general),
        Kind::Date => rewritten(kind, date_digits(text)).unwrap_or_else(date_advice),
        Kind::Year => rewritten(kind, half_width(text.trim().trim_end_matches('年'))).unwrap_or_else(general),
        Kind::Boolean => Text::new("请写 true、false、是 或 否", "write true, false, 是 or 否"),
        Kind::String => general(),
    }
}

fn number_advice(kind: Kind, text: &str) -> Option<Text> {
    let plain = half_width(text.trim());
    let no_groups = plain.replace([',', '，', ' ', '\u{a0}'], "");
    if let Some(it) = rewritten(kind, no_groups.clone()) {
        return Some(it);
    }
    if no_groups.contains(['e', 'E']) && no_groups.parse::<f64>().is_ok() {
        return Some(Text::new(
            "表格软件改成了科学计数法，末尾数字可能已丢失：请把原单元格设为文本或数值格式后重新导出",
            "a spreadsheet wrote it in scientific notation and may have lost digits: format the cell as text or number and export again",
        ));
    }
    let digits = no_groups.trim_end_matches(|it: char| !it.is_ascii_digit());
    let rest = &no_groups[digits.len()..];
    (!rest.is_empty() && Builder::value(Kind::Number, digits).is_some()).then(|| {
        Text::new(
            format!("请写成 {digits}，并把“{rest}”写进该列的 unit"),
            format!("write {digits}, and put `{rest}` into the column's `unit`"),
        )
    })
}

fn integer_advice(text: &str) -> Text {
    if Builder::value(Kind::Number, text).is_some_and(|_| text.contains('.')) {
        return Text::new(
            "请写成整数，或在 datapackage.yaml 中把该列的类型改为 number",
            "write a whole number, or change the column's type to number in datapackage.yaml",
        );
    }
    if text.len() > 18 && Builder::value(Kind::Number, text).is_some() {
        return Text::new(
            "数字太长。如果是编号，请把该列的类型改为 string",
            "too many digits. If it is an identifier, change the column's type to string",
        );
    }
    general()
}

/// “Write it so”, if the text is of the type when written so.
fn rewritten(kind: Kind, text: String) -> Option<Text> {
    Builder::value(kind, &text)?;
    Some(Text::new(format!("请写成 {text}"), format!("write {text}")))
}

fn date_advice() -> Text {
    Text::new("请写成 2025-12-31 的样式", "write dates like 2025-12-31")
}

/// `2025/1/2`, `2025.1.2` and `2025年1月2日` as ISO dates, for what it is worth.
fn date_digits(text: &str) -> String {
    let text = half_width(text.trim());
    let parts = text.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty());
    let padded: Vec<String> = parts.map(|it| format!("{it:0>2}")).collect();
    padded.get(..3).map(|it| it.join("-")).unwrap_or_default()
}

/// Full-width digits and signs as the ASCII ones.
fn half_width(text: &str) -> String {
    let narrow = |it: char| match it {
        '！'..='～' => char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it),
        '−' => '-',
        _ => it,
    };
    text.chars().map(narrow).collect()
}

fn general() -> Text {
    Text::new(
        "请更正该值，或修改 datapackage.yaml 中该列的 type",
        "correct the value, or the column's `type` in datapackage.yaml",
    )
}

#[cfg(test)]
mod tests {
    use crate::data::Kind;
    use crate::data::advice::advice;

    fn check(kind: Kind, text: &str, expected: &str) {
        let advice = advice(kind, text).en;
        assert!(advice.contains(expected), "{text}: {advice}");
    }

    #[test]
    fn numbers_out_of_spreadsheets() {
        check(Kind::Integer, "1,234", "write 1234");
        check(Kind::Integer, "１２", "write 12");
        check(Kind::Integer, " 12", "write 12");
        check(Kind::Number, "41.2%", "put `%` into");
        check(Kind::Integer, "12人", "put `人` into");
        check(Kind::Integer, "12.5", "change the column's type to number");
        check(Kind::Integer, "4.40524E+17", "scientific notation");
        check(Kind::Integer, "99999999999999999999", "identifier");
        check(Kind::Integer, "很多", "correct the value");
    }

    #[test]
    fn blanks_by_other_names() {
        check(Kind::Integer, "—", "add `—` to missingValues");
        check(Kind::Date, "N/A", "missingValues");
        check(Kind::Number, "", "missingValues");
    }

    #[test]
    fn dates_and_years() {
        check(Kind::Date, "2025/1/2", "write 2025-01-02");
        check(Kind::Date, "2025年1月2日", "write 2025-01-02");
        check(Kind::Date, "1月2日", "like 2025-12-31");
        check(Kind::Date, "2025-02-30", "like 2025-12-31");
        check(Kind::Year, "2025年", "write 2025");
        check(Kind::Boolean, "yes", "write true");
    }
}
