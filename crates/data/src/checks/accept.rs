//! Accepted exceptions: rows that break a check, each with a reason that `check -v` shows.

use crate::complaints::TableComplaints;
use crate::complaints::unknown_column;
use crate::fields::{Located, keep_fields};
use crate::selection::Selection;
use crate::table::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::Value;
use gongbao_source::{YamlNode, YamlValue};

/// An exception as declared.
#[derive(Clone, Debug)]
pub(crate) struct Exception {
    place: Place,
    /// The cells that say which rows are meant.
    row: Vec<(Located, String)>,
    reason: String,
}

const ACCEPT_KEYS: [&str; 2] = ["row", "reason"];

/// Reads one exception.
pub(super) fn read_exception(node: &YamlNode, diags: &mut Diags) -> Option<Exception> {
    let keys = keep_fields(node, "accept", &ACCEPT_KEYS, diags)?;
    let reason = diags
        .keep(keys.need("reason", "原文如此，待核实"))
        .and_then(|it| diags.keep(it.string("reason")));
    let cells = diags.keep(keys.need("row", "{district: 铁西区, year: 2025}"))?;
    let pairs = diags.keep(cells.pairs("row"))?;
    if matches!(cells.value, YamlValue::Map(_)) && pairs.is_empty() {
        diags.push(cells.refuse(
            "row",
            Text::new("至少一个“列名: 值”", "at least one `column: value`"),
        ));
        return None;
    }
    let mut row = Vec::new();
    for (name, value) in pairs {
        let name = Located::read(name, "row", diags)?;
        let value = if value.value == YamlValue::Null {
            String::new()
        } else {
            diags.keep(value.string(&name.text))?
        };
        row.push((name, value));
    }
    Some(Exception {
        place: node.place(),
        row,
        reason: reason?,
    })
}

/// The exceptions of a check over the rows of a table.
pub(super) struct Exceptions<'a> {
    each: Vec<(&'a Exception, Vec<usize>, bool)>,
}

impl<'a> Exceptions<'a> {
    /// Finds the rows each is about.
    pub(super) fn of(
        list: &'a [Exception],
        table: &Table,
        complaints: &mut TableComplaints,
    ) -> Exceptions<'a> {
        let mut each = Vec::new();
        for exception in list {
            let unknown = exception
                .row
                .iter()
                .find(|(name, _)| table.column(&name.text).is_none());
            if let Some((name, _)) = unknown {
                complaints.push(unknown_column(table, name));
                continue;
            }
            let cells = exception.row.iter();
            let selection = cells.fold(Selection::default(), |all, (name, value)| {
                all.with(&name.text, Value::Text(value.clone()))
            });
            each.push((exception, table.rows(&selection), false));
        }
        Exceptions { each }
    }

    /// Why a row is let pass, if it is.
    pub(super) fn reason(&mut self, row: usize) -> Option<&'a str> {
        let found = self
            .each
            .iter_mut()
            .find(|(_, rows, _)| rows.binary_search(&row).is_ok())?;
        found.2 = true;
        Some(&found.0.reason)
    }

    /// A complaint about each that let nothing pass: what it excused is gone, or it is misspelt.
    pub(super) fn unused(&self) -> impl Iterator<Item = Diagnostic> {
        let idle = self.each.iter().filter(|(_, _, is_used)| !is_used);
        idle.map(|(it, rows, _)| {
            let complaint =
                Diagnostic::new(Code::UnusedException, it.place.clone()).with("reason", &it.reason);
            complaint.with("count", rows.len())
        })
    }
}
