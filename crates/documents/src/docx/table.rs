//! Tables with three rules whose head is repeated on every page.

use std::fmt::Write as _;

use crate::document::{CellAlign, DocumentTable, TableColumn};
use crate::docx::inline::{LineContext, NumberedCaption};
use crate::docx::markup::Markup;
use crate::docx::paragraph::{Paragraph, RunProperties, Twips, count_in_twips, text_markup};
use crate::docx::sheet::SheetKind;
use crate::docx::writer::DocxWriter;
use gongbao_model::escape::escape_xml;

/// A character of 五号, and what stands at both sides of a cell.
const SMALL_CHARACTER: Twips = 210;
const CELL_SIDES: Twips = 160;
/// What programs put between Chinese characters and digits.
const CELL_SPARE: Twips = 60;
/// What fits on a sheet is not divided.
const MAX_WHOLE_ROWS: usize = 16;
/// Columns of fewer characters keep their width when others are broken.
const NARROW_COLUMNS: usize = 9;

impl DocxWriter<'_> {
    /// A table with caption, unit and notes; a wide one on a sheet laid across.
    pub(super) fn table(&mut self, it: &DocumentTable) {
        if it.columns.is_empty() {
            return; // Programs refuse rows without cells.
        }
        self.turn(if it.wide {
            SheetKind::Across
        } else {
            SheetKind::Text
        });
        let caption = match it.number {
            Some(number) => {
                let pattern = self.document.words.table.clone();
                self.caption(&NumberedCaption {
                    id: &it.id,
                    number,
                    pattern: &pattern,
                    words: &it.caption,
                })
            }
            None if it.caption.is_empty() => Markup::default(),
            None => text_markup(&it.caption, &RunProperties::default()),
        };
        if !caption.is_empty() {
            self.push(Paragraph {
                keep_next: true,
                before: Some(130),
                ..Paragraph::new("Caption", caption)
            });
        }
        if let Some(unit) = &it.unit {
            self.push(Paragraph {
                keep_next: true,
                ..Paragraph::new("TableFigure", text_markup(unit, &RunProperties::default()))
            });
        }
        let widths = column_widths(&it.columns, self.sheet.width());
        let markup = self.rows(it, &widths);
        self.push_markup(markup);
        let last = it.notes.len();
        for (at, note) in it.notes.iter().enumerate() {
            let after = (at + 1 == last).then_some(200);
            let before = (at == 0).then_some(60);
            self.push(Paragraph {
                before,
                after,
                ..Paragraph::new("TableNote", text_markup(note, &RunProperties::default()))
            });
        }
        if it.notes.is_empty() {
            // Two tables without anything between them would become one.
            self.push(Paragraph::new("TableNote", Markup::default()));
        }
    }

    fn rows(&mut self, it: &DocumentTable, widths: &[Twips]) -> Markup {
        let whole: Twips = widths.iter().sum();
        let mut head = format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>\
             <w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>\
             <w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders>\
             <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/>\
             <w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar>\
             <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>"
        );
        if !it.caption.is_empty() {
            let _ = write!(
                head,
                "<w:tblCaption w:val=\"{}\"/>",
                escape_xml(&it.caption)
            );
        }
        head.push_str("</w:tblPr><w:tblGrid>");
        head.extend(widths.iter().map(|it| format!("<w:gridCol w:w=\"{it}\"/>")));
        head.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        let mut out = Markup::tags(head);
        for (column, width) in it.columns.iter().zip(widths) {
            let head = self.runs(&column.head, RunProperties::default(), LineContext::Text);
            out.push(cell_markup(
                *width,
                HEAD_RULE,
                &Paragraph::new("TableHead", head),
            ));
        }
        out.push_tags("</w:tr>");
        let keep = it.rows.len() <= MAX_WHOLE_ROWS;
        for (at, row) in it.rows.iter().enumerate() {
            let keep_next = keep && (at + 1 < it.rows.len() || !it.notes.is_empty());
            out.push_tags("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (at, (column, width)) in it.columns.iter().zip(widths).enumerate() {
                // A row the file left short is filled up: programs refuse a table with fewer cells than columns.
                let runs = row.get(at).map_or(&[][..], Vec::as_slice);
                let inner = self.runs(runs, RunProperties::default(), LineContext::Text);
                out.push(cell_markup(
                    *width,
                    "",
                    &Paragraph {
                        keep_next,
                        ..Paragraph::new(cell_style(column.align), inner)
                    },
                ));
            }
            out.push_tags("</w:tr>");
        }
        out + Markup::tags("</w:tbl>")
    }
}

const HEAD_RULE: &str = "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders>";

fn cell_style(align: CellAlign) -> &'static str {
    match align {
        CellAlign::Left => "TableText",
        CellAlign::Center => "TableCenter",
        CellAlign::Right => "TableFigure",
    }
}

fn cell_markup(width: Twips, rule: &str, inner: &Paragraph) -> Markup {
    let begin = format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{rule}<w:vAlign w:val=\"center\"/></w:tcPr>"
    );
    inner.markup().within(&begin, "</w:tc>")
}

/// How wide columns are: what fits in a line shares what is left, else the longest texts are broken.
fn column_widths(columns: &[TableColumn], whole: Twips) -> Vec<Twips> {
    let needs =
        |it: &TableColumn| count_in_twips(it.share) * SMALL_CHARACTER + CELL_SIDES + CELL_SPARE;
    let needed: Twips = columns.iter().map(needs).sum();
    let widest = columns.iter().map(|it| it.share).max().unwrap_or(0);
    let is_long = |it: &TableColumn| it.share > NARROW_COLUMNS || it.share == widest;
    let short: Twips = columns.iter().filter(|it| !is_long(it)).map(needs).sum();
    let long = needed - short;
    let left = whole - short;
    // Where the short ones leave too little, all give way.
    let all_give = needed <= whole || long == 0 || left * 3 < long;
    let width = |it: &TableColumn| match (all_give, is_long(it)) {
        (true, _) => needs(it) * whole / needed.max(1),
        (false, true) => needs(it) * left / long.max(1),
        (false, false) => needs(it),
    };
    columns.iter().map(width).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::{CellAlign, TableColumn};
    use crate::docx::table::column_widths;

    fn check(shares: &[usize], expected: &[i32]) {
        let column = |it: &usize| TableColumn {
            head: Vec::new(),
            align: CellAlign::Left,
            share: *it,
        };
        assert_eq!(
            column_widths(&shares.iter().map(column).collect::<Vec<_>>(), 8844),
            expected
        );
    }

    #[test]
    fn what_fits_shares_what_is_left() {
        check(&[4, 4], &[4422, 4422]);
    }

    #[test]
    fn long_texts_give_way_to_short_ones() {
        check(&[4, 14, 14, 14], &[1060, 2594, 2594, 2594]);
    }

    #[test]
    fn a_table_without_columns_has_no_widths() {
        check(&[], &[]);
    }
}
