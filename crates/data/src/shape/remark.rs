//! Undeclared notes below a table: 注：…, 资料来源：….

use crate::records::RecordCell;
use gongbao_diag::{Code, Diagnostic, Place};

/// What such remarks begin with.
const SIGNS: [&str; 15] = [
    "注：",
    "注:",
    "注1",
    "备注：",
    "备注:",
    "说明：",
    "说明:",
    "资料来源",
    "数据来源",
    "填表",
    "制表",
    "审核",
    "Note:",
    "Notes:",
    "Source:",
];

/// A record that is a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// Where its text stands in the record.
    pub position: usize,
    sign: &'static str,
}

/// Whether a record of a table of several columns is a remark: one text, and nothing else.
pub(crate) fn find_remark(cells: &[RecordCell<'_>], width: usize) -> Option<Remark> {
    let mut filled = cells
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.text.is_empty());
    let (position, cell) = filled.next().filter(|_| width > 1)?;
    let text = cell.text.trim();
    let sign = SIGNS.into_iter().find(|it| text.starts_with(it))?;
    filled.next().is_none().then_some(Remark { position, sign })
}

/// The complaint that says how to declare it.
pub(crate) fn remark_error(remark: Remark, place: Place, row: usize, table: &str) -> Diagnostic {
    let line = format!("dialect: {{commentChar: [\"{}\"]}}", remark.sign);
    let complaint = Diagnostic::new(Code::RemarkRow, place).with("row", row);
    complaint
        .with("text", remark.sign)
        .with("table", table)
        .with("line", line)
}
