//! How the columns of a table share its width, and whether it needs a sheet laid across.

use crate::document::{DocumentRun, DocumentTable};

/// What the words of a column take at most before they are broken, in characters.
const MAX_SHARE: usize = 14;
/// The least a column of many words needs.
const MIN_SHARE: usize = 6;
/// The characters of 5号 in a line of the sheet, without what stands between columns.
const MIN_LANDSCAPE_WIDTH: usize = 42;

/// A table whose columns have their shares.
pub(crate) fn fit_columns(mut table: DocumentTable) -> DocumentTable {
    let mut least = 0;
    for (at, column) in table.columns.iter_mut().enumerate() {
        let cells = table.rows.iter().filter_map(|it| it.get(at));
        let head = cell_width(&column.head);
        let widest = cells.map(|it| cell_width(it)).fold(head, usize::max);
        column.share = widest.clamp(2, MAX_SHARE);
        least += widest.clamp(2, MIN_SHARE) + 1;
    }
    table.wide = least > MIN_LANDSCAPE_WIDTH;
    table
}

/// How wide a cell is in characters; letters and digits are half of one.
fn cell_width(runs: &[DocumentRun]) -> usize {
    let halves = |text: &str| {
        text.chars()
            .map(|it| if it.is_ascii() { 1 } else { 2 })
            .sum::<usize>()
    };
    run_texts(runs)
        .iter()
        .map(|it| halves(it))
        .sum::<usize>()
        .div_ceil(2)
}

/// The texts of some runs.
fn run_texts(runs: &[DocumentRun]) -> Vec<&str> {
    let mut out = Vec::new();
    for run in runs {
        match run {
            DocumentRun::Text { text }
            | DocumentRun::Code { text }
            | DocumentRun::Figure { text, .. } => out.push(text.as_str()),
            DocumentRun::Strong { runs }
            | DocumentRun::Emphasis { runs }
            | DocumentRun::Strike { runs } => out.extend(run_texts(runs)),
            DocumentRun::Link { runs, .. } | DocumentRun::Reference { runs, .. } => {
                out.extend(run_texts(runs))
            }
            DocumentRun::Break | DocumentRun::Footnote { .. } => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::{CellAlign, DocumentRun, DocumentTable, TableColumn};
    use crate::widths::fit_columns;

    fn table(cells: &[&str]) -> DocumentTable {
        let column = |it: &&str| TableColumn {
            head: vec![DocumentRun::text(it)],
            align: CellAlign::Left,
            share: 1,
        };
        let row = cells.iter().map(|it| vec![DocumentRun::text(it)]).collect();
        fit_columns(DocumentTable {
            columns: cells.iter().map(column).collect(),
            rows: vec![row],
            ..DocumentTable::default()
        })
    }

    #[test]
    fn columns_are_as_wide_as_what_they_hold() {
        let shares: Vec<usize> = table(&["铁西区", "12345", "说明文字很长很长很长很长很长很长"])
            .columns
            .iter()
            .map(|it| it.share)
            .collect();
        assert_eq!(shares, [3, 3, 14]);
    }

    #[test]
    fn many_columns_need_a_sheet_laid_across() {
        assert!(!table(&["甲乙丙丁"; 6]).wide);
        assert!(table(&["甲乙丙丁戊己"; 9]).wide);
    }
}
