//! What the descriptor says about how a file is written: `dialect`.

use crate::fields::{Located, keep_fields};
use crate::formats::workbook::address::CellRange;
use crate::shape;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_source::YamlNode;

/// How a file is written, as far as it is declared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dialect {
    /// Parts the cells of a text.
    pub delimiter: Option<u8>,
    /// Name or number of the sheet of a workbook.
    pub sheet: Option<Located>,
    /// The cells of the sheet that are the table.
    pub range: Option<CellRange>,
}

const DIALECT_KEYS: [&str; 6] = [
    "delimiter",
    "sheet",
    "sheetName",
    "sheetNumber",
    "range",
    "$schema",
];

/// Reads a dialect. Each mistake is a diagnostic; the rest still counts.
pub(crate) fn read_dialect(node: &YamlNode, diags: &mut Diags) -> Dialect {
    let known: Vec<&str> = DIALECT_KEYS
        .into_iter()
        .chain(shape::DIALECT_KEYS)
        .collect();
    let Some(keys) = keep_fields(node, "dialect", &known, diags) else {
        return Dialect::default();
    };
    let sheet = ["sheet", "sheetName", "sheetNumber"]
        .into_iter()
        .find_map(|key| Some((key, keys.get(key)?)));
    Dialect {
        delimiter: keys
            .get("delimiter")
            .and_then(|it| diags.keep(read_delimiter(it))),
        sheet: sheet.and_then(|(key, it)| diags.keep(read_located(it, key))),
        range: keys.get("range").and_then(|it| diags.keep(read_range(it))),
    }
}

fn read_delimiter(node: &YamlNode) -> Result<u8, Diagnostic> {
    let text = node.string("delimiter")?;
    match text.as_bytes() {
        b"\\t" | b"tab" => Ok(b'\t'),
        [it] if (it.is_ascii_punctuation() || *it == b'\t' || *it == b' ') && *it != b'"' => {
            Ok(*it)
        }
        _ => Err(node.refuse(
            "delimiter",
            Text::new(
                "一个半角标点，如 \",\"、\";\"、\"|\" 或 \"\\t\"",
                "one ASCII mark, such as \",\", \";\", \"|\" or \"\\t\"",
            ),
        )),
    }
}

fn read_located(node: &YamlNode, key: &str) -> Result<Located, Diagnostic> {
    Ok(Located {
        text: node.string(key)?,
        place: node.place(),
    })
}

fn read_range(node: &YamlNode) -> Result<CellRange, Diagnostic> {
    let text = node.string("range")?;
    let expected = Text::new("A3:F40 样式的区域", "a range like A3:F40");
    CellRange::parse(&text).ok_or_else(|| node.refuse("range", expected))
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    fn check(dialect: &str, csv: &str, expected: &[&str]) {
        let yaml = format!("resources: [{{name: a, path: a.csv, dialect: {dialect}}}]\n");
        check_codes(
            &[("data/a.csv", csv), ("data/datapackage.yaml", &yaml)],
            expected,
        );
    }

    #[test]
    fn the_author_names_the_delimiter() {
        check("{delimiter: ';'}", "a;b\n1;2\n", &[]);
        check("{delimiter: \"\\t\"}", "a\tb\n1\t2\n", &[]);
        check("{delimiter: '|'}", "a|b\n1|2,3,4\n", &[]);
        check("{delimiter: '^'}", "a^b\n1^2\n", &[]);
        check("{delimiter: '，'}", "a,b\n1,2\n", &["setting/bad-value"]);
        check("{delimiter: ab}", "a,b\n1,2\n", &["setting/bad-value"]);
        check("{delimeter: ';'}", "a;b\n1;2\n", &["setting/unknown-key"]);
    }

    #[test]
    fn a_range_is_written_as_spreadsheets_do() {
        check("{range: 3}", "a,b\n1,2\n", &["setting/bad-value"]);
    }
}
