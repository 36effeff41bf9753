//! The columns a check names, found in its table.

use crate::complaints::unknown_column;
use crate::fields::Located;
use crate::table::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::ColumnKind;
use gongbao_source::Fields;

/// The columns under a key that has to be there.
pub(super) fn need_columns(
    keys: &Fields<'_>,
    key: &str,
    example: &str,
    diags: &mut Diags,
) -> Option<Vec<Located>> {
    let node = diags.keep(keys.need(key, example))?;
    Some(Located::read_all(node, key, diags))
}

/// The one column under a key that has to be there.
pub(super) fn need_one(
    keys: &Fields<'_>,
    key: &str,
    example: &str,
    diags: &mut Diags,
) -> Option<Located> {
    let node = diags.keep(keys.need(key, example))?;
    Located::read(node, key, diags)
}

/// The position of a column.
pub(super) fn find_column(table: &Table, name: &Located) -> Result<usize, Diagnostic> {
    table
        .column(&name.text)
        .ok_or_else(|| unknown_column(table, name))
}

/// The position of a column in which a check has found something.
#[expect(
    clippy::expect_used,
    reason = "the check has looked the column up before"
)]
pub(super) fn expect_column(table: &Table, name: &Located) -> usize {
    let column = table.column(&name.text);
    column.expect("a check finds rows by columns that are there")
}

/// The positions of several columns.
pub(super) fn find_all(table: &Table, names: &[Located]) -> Result<Vec<usize>, Diagnostic> {
    names.iter().map(|it| find_column(table, it)).collect()
}

/// The position of a column that has a type.
pub(super) fn find_typed(
    table: &Table,
    name: &Located,
    fits: fn(ColumnKind) -> bool,
    what: Text,
) -> Result<usize, Diagnostic> {
    let column = find_column(table, name)?;
    if fits(table.fields[column].kind) {
        return Ok(column);
    }
    let complaint = Diagnostic::new(Code::BadSetting, name.place.clone()).with("key", "checks");
    Err(complaint.with("text", &name.text).with("expected", what))
}

/// The position of a column of amounts.
pub(super) fn find_amount(table: &Table, name: &Located) -> Result<usize, Diagnostic> {
    find_typed(
        table,
        name,
        ColumnKind::is_numeric,
        Text::new("数值列的名称", "the name of a column of numbers"),
    )
}
