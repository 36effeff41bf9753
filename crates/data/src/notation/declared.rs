//! What a field of the descriptor says about how its cells are written.

use crate::fields::list_items;
use crate::notation::date::is_pattern;
use crate::notation::marks::{CHINESE_MARKS, Notation, NotationMark};
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_model::ColumnKind;
use gongbao_source::{Fields, YamlNode};

/// The keys read here.
pub(crate) const NOTATION_KEYS: [&str; 5] = [
    "notation",
    "groupChar",
    "decimalChar",
    "bareNumber",
    "format",
];

/// Reads how the cells of a field are written. Each mistake is a diagnostic; the rest still counts.
pub(crate) fn read_notation(
    keys: &Fields<'_>,
    kind: Option<ColumnKind>,
    unit: &str,
    diags: &mut Diags,
) -> Notation {
    let mut read =
        |key, reader: SettingReader| keys.get(key).and_then(|it| diags.keep(reader(it, kind)));
    let mut notation = Notation {
        unit: unit.to_owned(),
        ..Notation::default()
    };
    if let Some(NotationSetting::Character(it)) = read("groupChar", |it, kind| {
        read_character(it, "groupChar", kind)
    }) {
        notation.group = Some(it);
    }
    if let Some(NotationSetting::Character(it)) = read("decimalChar", |it, kind| {
        read_character(it, "decimalChar", kind)
    }) {
        notation.decimal = Some(it).filter(|it| *it != '.');
    }
    if let Some(NotationSetting::Flag(it)) = read("bareNumber", read_bare_number) {
        notation.worded = !it;
    }
    if let Some(NotationSetting::Pattern(it)) = read("format", read_date_pattern) {
        notation.pattern = it;
    }
    for node in list_items(keys, "notation") {
        let marks = diags.keep(read_marks(node, kind));
        notation.marks.extend(marks.into_iter().flatten());
    }
    notation
}

/// What one key gives.
enum NotationSetting {
    Character(char),
    Flag(bool),
    Pattern(Option<String>),
}

type SettingReader = fn(&YamlNode, Option<ColumnKind>) -> Result<NotationSetting, Diagnostic>;

fn read_character(
    node: &YamlNode,
    key: &str,
    kind: Option<ColumnKind>,
) -> Result<NotationSetting, Diagnostic> {
    require_numeric(node, key, kind)?;
    let text = node.string(key)?;
    let mut signs = text.chars();
    match (
        signs.next().filter(|it| !it.is_ascii_digit() && *it != '-'),
        signs.next(),
    ) {
        (Some(it), None) => Ok(NotationSetting::Character(it)),
        _ => Err(node.refuse(key, Text::new("一个字符", "one character"))),
    }
}

fn read_bare_number(
    node: &YamlNode,
    kind: Option<ColumnKind>,
) -> Result<NotationSetting, Diagnostic> {
    require_numeric(node, "bareNumber", kind)?;
    node.boolean("bareNumber").map(NotationSetting::Flag)
}

fn require_numeric(node: &YamlNode, key: &str, kind: Option<ColumnKind>) -> Result<(), Diagnostic> {
    let expected = Text::new(
        "不写：它用于 integer 和 number 列",
        "left out: it is for integer and number columns",
    );
    if kind.is_some_and(ColumnKind::is_numeric) {
        Ok(())
    } else {
        Err(node.refuse(key, expected))
    }
}

/// The pattern of a date. The formats of other types are rules, and are read with those.
fn read_date_pattern(
    node: &YamlNode,
    kind: Option<ColumnKind>,
) -> Result<NotationSetting, Diagnostic> {
    let text = node.string("format")?;
    match kind {
        _ if text == "default" => Ok(NotationSetting::Pattern(None)),
        Some(ColumnKind::Date) if is_pattern(&text) => Ok(NotationSetting::Pattern(Some(text))),
        Some(ColumnKind::Date) => {
            let expected = Text::new(
                "default，或由 %Y、%m、%d 组成的样式，如 %Y/%m/%d（any 要靠猜，不支持）",
                "default, or a pattern of %Y, %m and %d such as %Y/%m/%d (any would have to guess)",
            );
            Err(node.refuse("format", expected))
        }
        Some(
            ColumnKind::String
            | ColumnKind::Integer
            | ColumnKind::Number
            | ColumnKind::Boolean
            | ColumnKind::Year
            | ColumnKind::Period,
        )
        | None => Ok(NotationSetting::Pattern(None)),
    }
}

fn read_marks(node: &YamlNode, kind: Option<ColumnKind>) -> Result<Vec<NotationMark>, Diagnostic> {
    let text = node.string("notation")?;
    let Some(kind) = kind else {
        let expected = Text::new(
            "与 type 一起写：要先知道列的类型",
            "given together with `type`",
        );
        return Err(node.refuse("notation", expected));
    };
    if text == "chinese" {
        return Ok(CHINESE_MARKS
            .into_iter()
            .filter(|it| it.suits(kind))
            .collect());
    }
    let fitting = || {
        NotationMark::ALL
            .into_iter()
            .filter(|(_, it)| it.suits(kind))
    };
    fitting()
        .find(|(name, _)| *name == text)
        .map(|(_, it)| vec![it])
        .ok_or_else(|| {
            let names: Vec<&str> = std::iter::once("chinese")
                .chain(fitting().map(|it| it.0))
                .collect();
            let expected = Text::new(
                format!("{} 列可用的 {}", kind.name(), names.join("、")),
                format!("for a column of type {}: {}", kind.name(), names.join(", ")),
            );
            node.refuse("notation", expected)
        })
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    fn check(field: &str, expected: &[&str]) {
        let yaml = format!(
            "resources: [{{name: a, path: a.csv, schema: {{fields: [{{name: x, {field}}}]}}}}]\n"
        );
        check_codes(
            &[("data/a.csv", "x\n"), ("data/datapackage.yaml", &yaml)],
            expected,
        );
    }

    const BAD: &[&str] = &["setting/bad-value"];

    #[test]
    fn a_notation_suits_the_type() {
        check("type: number, notation: [grouped, wan, padded]", &[]);
        check("type: number, notation: chinese", &[]);
        check("type: date, notation: [slashed, serial]", &[]);
        check("type: year, notation: hanzi", &[]);
        check("type: date, notation: [wan]", BAD);
        check("type: number, notation: [groupd]", BAD);
        check("notation: [grouped]", BAD);
    }

    #[test]
    fn the_keys_of_table_schema_suit_the_type() {
        check(
            "type: integer, groupChar: '.', decimalChar: ',', bareNumber: false",
            &[],
        );
        check("type: integer, groupChar: '..'", BAD);
        check("type: string, bareNumber: false", BAD);
        check("type: date, format: '%Y/%m/%d'", &[]);
        check("type: date, format: default", &[]);
        check("type: string, format: email", &[]);
        check("type: date, format: any", BAD);
        check("type: date, format: '%Y/%m'", BAD);
        check("type: number, format: x", BAD);
    }
}
