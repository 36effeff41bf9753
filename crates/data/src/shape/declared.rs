//! What the descriptor says about the shape of a file: `dialect` and `totals` of a resource.

use crate::fields::{Located, keep_fields, read_flag, read_texts};
use crate::records::RecordCell;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags};
use gongbao_source::{Fields, YamlNode};

/// How the records of a file make a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The rows of the header, counting from 1; the first one if none are named. What stands above the last
    /// of them is no row.
    pub header_rows: Vec<usize>,
    /// What stands between the parts of a label (`headerJoin`).
    pub join: Option<String>,
    /// Whether a blank part of a label is that to its left, as merged cells leave it (`headerFill`).
    pub fills_header: bool,
    /// Rows to be passed over, counting from 1.
    pub comment_rows: Vec<usize>,
    /// What the first text of a row that is a remark begins with.
    pub comments: Vec<String>,
    pub skips_blank_rows: bool,
    pub skips_blank_columns: bool,
    pub totals: Option<TotalRows>,
}

/// Rows that add others up.
#[derive(Clone, Debug)]
pub(crate) struct TotalRows {
    /// The column that says so.
    pub column: Located,
    /// What it says of a total of all rows.
    pub labels: Vec<String>,
    /// What it says of a total of the rows since the last such one.
    pub subtotals: Vec<String>,
    /// The columns whose values a total shares with its parts; those of the primary key if none are named.
    pub by: Option<Vec<Located>>,
    /// The columns that add up; all amounts that are no rates if none are named.
    pub columns: Option<Vec<Located>>,
}

impl Layout {
    /// The row of the header that stands last, counting from 1.
    pub(crate) fn header_row(&self) -> usize {
        self.header_rows.last().copied().unwrap_or(1)
    }

    /// Whether a record is a remark.
    pub(crate) fn is_comment(&self, cells: &[RecordCell<'_>]) -> bool {
        let first = || {
            cells
                .iter()
                .map(|it| it.text.trim())
                .find(|it| !it.is_empty())
        };
        !self.comments.is_empty()
            && first().is_some_and(|it| self.comments.iter().any(|sign| it.starts_with(sign)))
    }

    /// Whether records after the header may be no rows.
    pub(crate) fn drops_rows(&self) -> bool {
        let skips = self.skips_blank_rows || self.skips_blank_columns;
        skips || self.totals.is_some() || !self.comment_rows.is_empty() || !self.comments.is_empty()
    }
}

impl TotalRows {
    /// Whether a cell names a total; blanks within it, as in 合　计, do not count.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.is_total(text) || self.is_subtotal(text)
    }

    /// Whether a cell names a total of all rows.
    pub(crate) fn is_total(&self, text: &str) -> bool {
        matches_label(&self.labels, text)
    }

    fn is_subtotal(&self, text: &str) -> bool {
        matches_label(&self.subtotals, text)
    }
}

fn matches_label(labels: &[String], text: &str) -> bool {
    let text = strip_whitespace(text);
    labels.iter().any(|it| strip_whitespace(it) == text)
}

/// A text without white space.
pub(crate) fn strip_whitespace(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// The keys of a dialect that are read here.
pub(crate) const DIALECT_KEYS: [&str; 7] = [
    "headerRows",
    "headerJoin",
    "headerFill",
    "commentRows",
    "commentChar",
    "blankRows",
    "blankColumns",
];
const TOTALS_KEYS: [&str; 5] = ["column", "labels", "subtotals", "by", "columns"];

/// Reads what a resource says. Each mistake is a diagnostic; the rest still counts.
pub(crate) fn read_layout(resource: &Fields<'_>, diags: &mut Diags) -> Layout {
    let mut layout = Layout::default();
    // Its other keys say how the cells are parted; who reads those judges what is no key at all.
    let unheard = &mut Diags::new();
    if let Some(keys) = resource
        .get("dialect")
        .and_then(|it| keep_fields(it, "dialect", &DIALECT_KEYS, unheard))
    {
        let mut rows = |key| {
            let said = keys
                .get(key)
                .and_then(|it| diags.keep(read_row_numbers(it, key)));
            said.into_iter().flatten().collect()
        };
        (layout.header_rows, layout.comment_rows) = (rows("headerRows"), rows("commentRows"));
        let signs = keys
            .get("commentChar")
            .and_then(|it| diags.keep(read_comment_signs(it)));
        layout.comments = signs.into_iter().flatten().collect();
        layout.join = diags.keep(keys.string("headerJoin")).flatten();
        layout.fills_header = read_flag(&keys, "headerFill", diags);
        let mut skips = |key| {
            keys.get(key)
                .and_then(|it| diags.keep(check_skip_word(it, key)))
                .is_some()
        };
        (layout.skips_blank_rows, layout.skips_blank_columns) =
            (skips("blankRows"), skips("blankColumns"));
    }
    layout.totals = resource.get("totals").and_then(|it| read_totals(it, diags));
    layout
}

fn read_row_numbers(node: &YamlNode, key: &str) -> Result<Vec<usize>, Diagnostic> {
    let expected = || Text::new("从1起的行号", "numbers of rows, from 1");
    let number = |it: &YamlNode| {
        let number = it.text().map(str::parse::<usize>);
        match number {
            Some(Ok(number)) if number > 0 => Ok(number),
            _ => Err(it.refuse(key, expected())),
        }
    };
    let numbers = node.items().iter().map(number);
    let mut numbers: Vec<usize> = numbers.collect::<Result<_, _>>()?;
    numbers.sort_unstable();
    Ok(numbers)
}

/// Table Dialect has one character; remarks of offices begin with a word, and not all with the same.
fn read_comment_signs(node: &YamlNode) -> Result<Vec<String>, Diagnostic> {
    let signs = node.strings("commentChar")?;
    let expected = Text::new(
        "注释行开头的文字，如 \"#\" 或 [注：, 资料来源]",
        "what remarks begin with, such as \"#\" or [注：, 资料来源]",
    );
    if signs.iter().any(|it| it.trim().is_empty()) {
        Err(node.refuse("commentChar", expected))
    } else {
        Ok(signs)
    }
}

fn check_skip_word(node: &YamlNode, key: &str) -> Result<(), Diagnostic> {
    if node.text() == Some("skip") {
        Ok(())
    } else {
        Err(node.refuse(key, Text::from("skip")))
    }
}

fn read_totals(node: &YamlNode, diags: &mut Diags) -> Option<TotalRows> {
    let keys = keep_fields(node, "totals", &TOTALS_KEYS, diags)?;
    let (labels, subtotals) = (
        read_texts(&keys, "labels", diags),
        read_texts(&keys, "subtotals", diags),
    );
    let by = keys.get("by").map(|it| Located::read_all(it, "by", diags));
    let columns = keys
        .get("columns")
        .map(|it| Located::read_all(it, "columns", diags));
    if labels.is_empty() && subtotals.is_empty() {
        diags.keep(keys.need("labels", "[合计]"))?;
    }
    let column = diags.keep(keys.need("column", "district"))?;
    Some(TotalRows {
        column: Located::read(column, "column", diags)?,
        labels,
        subtotals,
        by,
        columns,
    })
}
