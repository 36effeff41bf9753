//! The header of a file: one row or several, the first or further down.

use crate::columns;
use crate::complaints::TableComplaints;
use crate::records::CellFault;
use crate::shape::declared::Layout;
use crate::shape::record::KeptRecord;
use crate::task::{Header, TableTask};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Place};

/// The labels, those of several rows joined. What is wrong with their cells is filed.
pub(super) fn join_header_rows(
    first: &[KeptRecord],
    layout: &Layout,
    complaints: &mut TableComplaints,
) -> Header {
    let named = |it: &&KeptRecord| layout.header_rows.contains(&it.number);
    let records: Vec<&KeptRecord> = match layout.header_rows.as_slice() {
        [] => first.iter().take(1).collect(),
        _ => first.iter().filter(named).collect(),
    };
    for (fault, complaint) in records
        .iter()
        .flat_map(|it| &it.cells)
        .filter_map(|it| it.fault.as_ref())
    {
        let is_declared = layout.fills_header && matches!(fault, CellFault::Merged { .. });
        if !is_declared {
            complaints.push(complaint.clone());
        }
    }
    let width = records.iter().map(|it| it.cells.len()).max().unwrap_or(0);
    (0..width)
        .filter_map(|position| join_label(&records, position, layout))
        .collect()
}

fn join_label(
    records: &[&KeptRecord],
    position: usize,
    layout: &Layout,
) -> Option<(String, Place)> {
    let place = records
        .iter()
        .rev()
        .find_map(|it| it.cells.get(position))
        .map(|it| it.place.clone())?;
    let mut parts: Vec<&str> = Vec::new();
    for (nth, record) in records.iter().enumerate() {
        // The last row names the columns themselves, so nothing of it is merged.
        let from = if layout.fills_header && nth + 1 < records.len() {
            0
        } else {
            position
        };
        let part = (from..=position)
            .rev()
            .map(|it| record.text(it))
            .find(|it| !it.trim().is_empty());
        parts.extend(part.filter(|it| parts.last() != Some(it)));
    }
    let is_blank = records.iter().all(|it| it.text(position).trim().is_empty());
    Some(match records {
        // A single row is kept as it is, its blanks included: they are complained about.
        [only] => (only.text(position).to_owned(), place),
        _ if is_blank => (String::new(), place),
        _ => (parts.join(layout.join.as_deref().unwrap_or(" ")), place),
    })
}

/// Complains of a header that seems to stand further down, or in several rows.
///
/// # Errors
/// [`Code::HeaderRows`].
pub(super) fn check_header_position(
    task: &TableTask<'_>,
    first: &[KeptRecord],
) -> Result<(), Diagnostic> {
    let Some(top) = first.first() else {
        return Ok(());
    };
    let width = first.iter().map(|it| it.cells.len()).max().unwrap_or(0);
    if width < 2 || top.n_filled() == width {
        return Ok(());
    }
    let place = top
        .cells
        .first()
        .map_or_else(|| Place::file(&task.file.path), |it| it.place.clone());
    if let Some(header) = below_titles(first, width) {
        let (n, row, top) = (header, first[header].number, top.number);
        let reason = Text::new(
            format!("第{top}行不像标题行：前{n}行多半是表题，第{row}行才是各列的名称"),
            format!(
                "row {top} does not look like a header: {n} rows of titles seem to stand above it, in row {row}"
            ),
        );
        return Err(header_error(
            place,
            task,
            reason,
            &format!("dialect: {{headerRows: [{row}]}}"),
        ));
    }
    if is_in_two_rows(first, width) {
        let reason = Text::new(
            "列名似乎占了两行（合并单元格）",
            "the names of the columns seem to take two rows, of merged cells",
        );
        let (first, second) = (top.number, first[1].number);
        let line = format!(
            "dialect: {{headerRows: [{first}, {second}], headerJoin: \"-\", headerFill: true}}"
        );
        return Err(header_error(place, task, reason, &line));
    }
    Ok(())
}

fn header_error(place: Place, task: &TableTask<'_>, reason: Text, line: &str) -> Diagnostic {
    let complaint = Diagnostic::new(Code::HeaderRows, place).with("reason", reason);
    complaint.with("table", &task.name).with("line", line)
}

/// The first full row of words, if all rows above it are all but empty.
fn below_titles(first: &[KeptRecord], width: usize) -> Option<usize> {
    let header = first.iter().position(|it| it.n_filled() * 2 > width)?;
    let is_header = first[header].n_filled() == width && is_words(&first[header]);
    // Of two columns one may be unnamed: that is a slip, unless the name is too long to be one.
    let is_title = |it: &KeptRecord| it.cells.len() < width || it.n_filled() < 2;
    // Figures below say that it is no row of words like those under it.
    let has_figures = first.get(header + 1).is_some_and(|it| !is_words(it));
    (header > 0 && is_header && has_figures && first[..header].iter().all(is_title))
        .then_some(header)
}

/// Words in the second row where the first is blank, and figures below.
fn is_in_two_rows(first: &[KeptRecord], width: usize) -> bool {
    let [top, second, third, ..] = first else {
        return false;
    };
    let is_named =
        |it: usize| !top.text(it).trim().is_empty() || !second.text(it).trim().is_empty();
    let same_width = top.cells.len() == width && second.cells.len() == width;
    same_width
        && is_words(second)
        && !is_words(third)
        && second.n_filled() < width
        && (0..width).all(is_named)
}

/// Whether no cell is a number.
fn is_words(record: &KeptRecord) -> bool {
    let is_number = |it: &str| columns::parse_number(&it.trim().replace([',', '%'], "")).is_some();
    !record.cells.iter().any(|it| is_number(&it.text))
}
