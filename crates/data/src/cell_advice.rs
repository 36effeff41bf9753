//! What to do about a cell that is not of its column's type: most come out of spreadsheets in known ways.

use crate::columns::ColumnBuilder;
use crate::notation::{Notation, NotationMark, PlainCell, half_width};
use gongbao_diag::locale::{Lang, Text, parse_date, word};
use gongbao_model::ColumnKind;
use gongbao_model::Field;
use gongbao_model::MissingReason;

/// Texts people write where there is no value, with what they mostly mean.
const BLANK_WORDS: [(&[&str], MissingReason); 4] = [
    (
        &[
            "-",
            "--",
            "—",
            "——",
            "－",
            "–",
            "/",
            "／",
            "\\",
            "暂无",
            "缺",
            "暂缺",
            "不详",
            "未公布",
            "n/a",
            "na",
            "nan",
            "null",
            "none",
            ".",
        ],
        MissingReason::NotAvailable,
    ),
    (
        &["无", "不适用", "无此项", "无该项"],
        MissingReason::NotApplicable,
    ),
    (&["…", "……", "...", "......"], MissingReason::BelowUnit),
    (
        &["*", "**", "***", "#", "＊", "＃", "×", "保密", "不予公开"],
        MissingReason::Suppressed,
    ),
];

/// What a text that stands for no value mostly means; nothing for any other text.
pub(crate) fn blank_state(text: &str) -> Option<MissingReason> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() {
        return Some(MissingReason::NotAvailable);
    }
    BLANK_WORDS
        .iter()
        .find(|(texts, _)| texts.contains(&lower.as_str()))
        .map(|it| it.1)
}

/// What to write under `missingValues` for a text.
pub(crate) fn declare_missing_value(text: &str, state: MissingReason) -> String {
    match state {
        MissingReason::NotAvailable => format!("\"{text}\""),
        MissingReason::BelowUnit
        | MissingReason::NotApplicable
        | MissingReason::Suppressed
        | MissingReason::Small => {
            format!("{{value: \"{text}\", state: {}}}", state.name())
        }
    }
}

/// Advice on one cell.
pub(crate) fn advise_on_cell(field: &Field, text: &str) -> Text {
    let kind = field.kind;
    if text.is_empty() {
        return Text::new(
            "没有数据的格子若要留空，请在 missingValues 中加入 \"\"",
            "to leave cells without data empty, add \"\" to missingValues",
        );
    }
    if let Some(state) = blank_state(text) {
        return of_blank(text, state);
    }
    if let Some(plain) = Notation::explain(kind, text, &field.unit).filter(|it| is_of(kind, it)) {
        return declare_notation(&plain);
    }
    match kind {
        ColumnKind::Integer => number_advice(kind, text).unwrap_or_else(|| integer_advice(text)),
        ColumnKind::Number => number_advice(kind, text).unwrap_or_else(general_advice),
        ColumnKind::Date => suggest_rewriting(kind, date_digits(text)).unwrap_or_else(date_advice),
        ColumnKind::Boolean => {
            Text::new("请写 true、false、是 或 否", "write true, false, 是 or 否")
        }
        ColumnKind::Period if parse_date(text).is_some() => of_day(text),
        ColumnKind::Year | ColumnKind::Period | ColumnKind::String => general_advice(),
    }
}

fn of_blank(text: &str, state: MissingReason) -> Text {
    let [plain, said] = [MissingReason::NotAvailable, state]
        .map(|it| format!("missingValues: [\"\", {}]", declare_missing_value(text, it)));
    let other = if state == MissingReason::NotAvailable {
        MissingReason::NotApplicable
    } else {
        state
    };
    let said = if state == other {
        said
    } else {
        format!(
            "missingValues: [\"\", {}]",
            declare_missing_value(text, other)
        )
    };
    let [zh, en] = [Lang::Zh, Lang::En].map(|it| word(it, other.word()));
    Text::new(
        format!(
            "若表示没有数据，请留空，或在 datapackage.yaml 的该列写 {plain}；若表示{zh}，写 {said}"
        ),
        format!(
            "if it means “no value”, leave the cell empty or write `{plain}` for the column in datapackage.yaml; if it means “{en}”, write `{said}`"
        ),
    )
}

/// Spreadsheets take 2025-09 for the first day of that month.
fn of_day(text: &str) -> Text {
    let month = text.get(..7).unwrap_or(text);
    Text::new(
        format!("表格软件多半把时期改成了日期：请把该列设为文本格式，写成 {month}"),
        format!(
            "a spreadsheet seems to have made a date of the period: format the column as text and write {month}"
        ),
    )
}

/// The plain value of a text that is written otherwise, with the marks that say how.
pub(crate) fn explain_notation(kind: ColumnKind, text: &str) -> Option<PlainCell> {
    Notation::explain(kind, text, "").filter(|it| is_of(kind, it))
}

/// Whether what the marks leave is of the type: `12.345万` is no whole number of single things if more digits
/// follow.
fn is_of(kind: ColumnKind, plain: &PlainCell) -> bool {
    ColumnBuilder::value(kind, &plain.text).is_some()
}

/// The line that says how the column is written.
fn declare_notation(plain: &PlainCell) -> Text {
    let names: Vec<&str> = plain.used.iter().map(|it| it.name()).collect();
    let (text, line) = (&plain.text, format!("notation: [{}]", names.join(", ")));
    let unit = if plain.used.contains(&NotationMark::Percent) {
        [" 和 unit: \"%\"", " and `unit: \"%\"`"]
    } else {
        ["", ""]
    };
    Text::new(
        format!(
            "请写成 {text}；若该列就是这样写的，请在 datapackage.yaml 的该列加上 {line}{}",
            unit[0]
        ),
        format!(
            "write {text}; or if the column is written so, add `{line}`{} to it in datapackage.yaml",
            unit[1]
        ),
    )
}

fn number_advice(kind: ColumnKind, text: &str) -> Option<Text> {
    let plain = half_width(text.trim());
    let no_groups = plain.replace([',', '，', ' ', '\u{a0}'], "");
    if let Some(it) = suggest_rewriting(kind, no_groups.clone()) {
        return Some(it);
    }
    if no_groups.contains(['e', 'E']) && no_groups.parse::<f64>().is_ok() {
        return Some(Text::new(
            "表格软件改成了科学计数法，末尾数字可能已丢失：请把原单元格设为文本或数值格式后重新导出",
            "a spreadsheet wrote it in scientific notation and may have lost digits: format the cell as text or number and export again",
        ));
    }
    if let Some(it) = of_letters(&no_groups) {
        return Some(it);
    }
    let digits = no_groups.trim_end_matches(|it: char| !it.is_ascii_digit());
    let rest = &no_groups[digits.len()..];
    // A word of scale is no unit: it changes the value.
    let is_unit = !rest.is_empty() && !rest.starts_with(['百', '千', '万', '亿']);
    (is_unit && ColumnBuilder::value(ColumnKind::Number, digits).is_some()).then(|| {
        Text::new(
            format!("请写成 {digits}，并把“{rest}”写进该列的 unit"),
            format!("write {digits}, and put `{rest}` into the column's `unit`"),
        )
    })
}

/// Letters that are taken for digits: `10,96O`.
fn of_letters(text: &str) -> Option<Text> {
    let letter = text.chars().find(|it| "OoIl".contains(*it))?;
    let digits = text.replace(['O', 'o'], "0").replace(['I', 'l'], "1");
    ColumnBuilder::value(ColumnKind::Number, &digits)?;
    Some(Text::new(
        format!("“{letter}”是字母；若应为数字，请写成 {digits}"),
        format!("`{letter}` is a letter; if it should be a digit, write {digits}"),
    ))
}

fn integer_advice(text: &str) -> Text {
    if ColumnBuilder::value(ColumnKind::Number, text).is_some_and(|_| text.contains('.')) {
        return Text::new(
            "请写成整数，或在 datapackage.yaml 中把该列的类型改为 number",
            "write a whole number, or change the column's type to number in datapackage.yaml",
        );
    }
    if text.len() > 18 && ColumnBuilder::value(ColumnKind::Number, text).is_some() {
        return Text::new(
            "数字太长。如果是编号，请把该列的类型改为 string",
            "too many digits. If it is an identifier, change the column's type to string",
        );
    }
    general_advice()
}

/// “Write it so”, if the text is of the type when written so.
fn suggest_rewriting(kind: ColumnKind, text: String) -> Option<Text> {
    ColumnBuilder::value(kind, &text)?;
    Some(Text::new(format!("请写成 {text}"), format!("write {text}")))
}

fn date_advice() -> Text {
    Text::new("请写成 2025-12-31 的样式", "write dates like 2025-12-31")
}

/// `2025/1/2`, `2025.1.2` and `2025年1月2日` as ISO dates, for what it is worth.
fn date_digits(text: &str) -> String {
    let text = half_width(text.trim());
    let parts = text
        .split(|it: char| !it.is_ascii_digit())
        .filter(|it| !it.is_empty());
    let padded: Vec<String> = parts.map(|it| format!("{it:0>2}")).collect();
    // The empty text is no date, so that nothing is advised.
    padded.get(..3).map_or_else(String::new, |it| it.join("-"))
}

fn general_advice() -> Text {
    Text::new(
        "请更正该值，或修改 datapackage.yaml 中该列的 type",
        "correct the value, or the column's `type` in datapackage.yaml",
    )
}

#[cfg(test)]
mod tests {
    use crate::cell_advice::advise_on_cell;
    use gongbao_model::ColumnKind;
    use gongbao_model::Field;

    fn check(kind: ColumnKind, text: &str, expected: &str) {
        let (name, unit) = ("n".to_owned(), "件".to_owned());
        let field = Field {
            title: name.clone(),
            name,
            kind,
            unit,
            description: None,
        };
        let advice = advise_on_cell(&field, text).en;
        assert!(advice.contains(expected), "{text}: {advice}");
    }

    #[test]
    fn numbers_out_of_spreadsheets() {
        check(ColumnKind::Integer, "1,234", "write 1234");
        check(ColumnKind::Integer, "１２", "write 12");
        check(
            ColumnKind::Integer,
            "10,96O",
            "`O` is a letter; if it should be a digit, write 10960",
        );
        check(ColumnKind::Integer, " 12", "write 12");
        check(
            ColumnKind::Number,
            "41.2%",
            "write 41.2; or if the column is written so, add `notation: [percent]`",
        );
        check(ColumnKind::Number, "41.2%", "`unit: \"%\"`");
        check(ColumnKind::Integer, "16.02万件", "notation: [unit, wan]");
        check(
            ColumnKind::Integer,
            "１，２３４",
            "write 1234; or if the column is written so, add `notation: [fullwidth, grouped]`",
        );
        check(ColumnKind::Integer, "84.6万余", "notation: [bound, wan]");
        check(
            ColumnKind::Integer,
            "（5）",
            "notation: [fullwidth, parentheses]",
        );
        check(ColumnKind::Integer, "▲5", "notation: [triangle]");
        check(ColumnKind::Integer, "0.00001万", "correct the value");
        check(ColumnKind::Integer, "12人", "put `人` into");
        check(
            ColumnKind::Integer,
            "12.5",
            "change the column's type to number",
        );
        check(ColumnKind::Integer, "4.40524E+17", "scientific notation");
        check(ColumnKind::Integer, "99999999999999999999", "identifier");
        check(ColumnKind::Integer, "很多", "correct the value");
    }

    #[test]
    fn blanks_by_other_names() {
        check(
            ColumnKind::Integer,
            "—",
            "write `missingValues: [\"\", \"—\"]`",
        );
        check(
            ColumnKind::Integer,
            "—",
            "if it means “not applicable”, write",
        );
        check(ColumnKind::Integer, "…", "state: below_unit");
        check(ColumnKind::Integer, "*", "state: suppressed");
        check(ColumnKind::Date, "N/A", "missingValues");
        check(ColumnKind::Number, "", "missingValues");
    }

    #[test]
    fn dates_and_years() {
        check(ColumnKind::Date, "2025/1/2", "notation: [slashed]");
        check(
            ColumnKind::Date,
            "45939",
            "write 2025-10-09; or if the column is written so, add `notation: [serial]`",
        );
        check(ColumnKind::Date, "2025年1月2日", "write 2025-01-02");
        check(ColumnKind::Date, "1月2日", "like 2025-12-31");
        check(ColumnKind::Date, "2025-02-30", "like 2025-12-31");
        check(ColumnKind::Year, "2025年", "write 2025");
        check(ColumnKind::Boolean, "yes", "write true");
    }
}
