//! Figures that are rounded each for itself need not add up to their total as it is shown; readers are told so under
//! the table or chart, and only there.
//!
//! Whether figures are parts of a total is read off what is shown: the label of a row or column (合计), or the kind
//! of a chart. Parts and total must agree within rounding; where they do not, they are no parts of it, and nothing is
//! said.
//!
//! There is no other policy to choose: two reports that round differently cannot be compared.

use crate::bound_figure::BoundFigure;
use crate::exhibit::Target;
use gongbao_chart::kind_of;
use gongbao_diag::locale::{Lang, Word, word};
use gongbao_model::prose::{Block, HandTable, Inline, plain_text};
use gongbao_model::{Chart, Grid, GridCell, GridColumn, Point, Value};

/// Labels of a total.
const TOTAL_WORDS: [&str; 20] = [
    "合计",
    "总计",
    "共计",
    "总数",
    "总和",
    "全部",
    "全市",
    "全省",
    "全国",
    "全县",
    "全区",
    "全州",
    "全所",
    "全局",
    "total",
    "all",
    "overall",
    "sum",
    "grand total",
    "city total",
];
/// Labels of a total of some of the parts.
const SUBTOTAL_WORDS: [&str; 3] = ["小计", "其中", "subtotal"];
/// What a note of the author's has to say for ours to be left out.
const ROUNDING_WORDS: [&str; 3] = ["四舍五入", "rounding", "rounded"];

/// A figure as the reader sees it.
#[derive(Clone, Copy, Debug)]
struct ShownFigure {
    /// What its digits say.
    digits: f64,
    /// The raw value in the same scale.
    raw: f64,
    /// One unit of its last digit.
    last: f64,
}

/// The author's note with ours behind it, where a table needs it.
pub(crate) fn with_note(lang: Lang, note: Option<String>, grid: &Grid) -> Option<String> {
    append_rounding_note(lang, note, needs_note(grid))
}

/// The same for a chart.
pub(crate) fn chart_note(chart: &Chart) -> Option<String> {
    append_rounding_note(
        chart.lang,
        chart.note.clone(),
        needs_note(&chart.table) || parts_of_chart(chart),
    )
}

fn append_rounding_note(lang: Lang, note: Option<String>, is_needed: bool) -> Option<String> {
    let is_said = note
        .as_ref()
        .is_some_and(|it| ROUNDING_WORDS.iter().any(|said| it.contains(said)));
    if !is_needed || is_said {
        return note;
    }
    let own = word(lang, Word::RoundingNote);
    Some(note.map_or_else(
        || own.to_owned(),
        |it| format!("{it}{}{own}", if lang == Lang::Zh { "" } else { " " }),
    ))
}

/// The note for a table written by hand, which has no foot of its own.
pub(crate) fn hand_note(lang: Lang, table: &HandTable<Target>) -> Option<Block<Target>> {
    let cell = |it: &Vec<Inline<Target>>| {
        let figures: Vec<&BoundFigure> = it.iter().filter_map(inline_figure).collect();
        let raw = match figures.as_slice() {
            [one] => Some(one.value.parse()),
            _ => None,
        };
        let text = plain_text(it, &|it: &BoundFigure| it.text.clone());
        let typed = || ShownFigure::read(&text, None).map(|it| it.raw * it.scale(&text));
        let value = match raw {
            Some(Ok(raw)) => Value::Number(raw),
            // Digits that an author typed count too, also beside a figure that is no number.
            Some(Err(_)) | None => typed().map_or(Value::Missing, Value::Number),
        };
        GridCell {
            text,
            value,
            ..GridCell::default()
        }
    };
    let column = |it: &Vec<_>| GridColumn {
        label: plain_text(it, &|it: &BoundFigure| it.text.clone()),
        numeric: true,
        ..GridColumn::default()
    };
    let grid = Grid {
        caption: String::new(),
        columns: table.head.iter().map(column).collect(),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
    };
    needs_note(&grid).then(|| {
        let text = word(lang, Word::RoundingNote).to_owned();
        Block::Paragraph(vec![Inline::generated(text)])
    })
}

fn inline_figure(it: &Inline<Target>) -> Option<&BoundFigure> {
    if let Inline::Figure(figure) = it {
        Some(figure)
    } else {
        None
    }
}

/// Whether some total of a table is not what its parts add up to as they are shown.
fn needs_note(grid: &Grid) -> bool {
    column_sums_differ(grid) || row_sums_differ(grid)
}

/// Totals below or above their parts.
fn column_sums_differ(grid: &Grid) -> bool {
    let label = |row: &Vec<GridCell>| row.first().map_or_else(String::new, |it| it.text.clone());
    let Some(total) = grid
        .rows
        .iter()
        .position(|it| is_one_of(&label(it), &TOTAL_WORDS))
    else {
        return false;
    };
    let is_part = |at: usize| at != total && !is_one_of(&label(&grid.rows[at]), &SUBTOTAL_WORDS);
    let parts: Vec<usize> = (0..grid.rows.len()).filter(|at| is_part(*at)).collect();
    let column = |column: usize| {
        let total = ShownFigure::of(&grid.rows[total][column])?;
        let parts: Option<Vec<ShownFigure>> = parts
            .iter()
            .map(|row| ShownFigure::of(&grid.rows[*row][column]))
            .collect();
        sum_differs(&parts?, total)
    };
    (1..grid.columns.len()).any(|it| column(it) == Some(true))
}

/// A total beside its parts. All rows have to agree, else the columns are no parts of it.
fn row_sums_differ(grid: &Grid) -> bool {
    let Some(total) = grid
        .columns
        .iter()
        .position(|it| it.numeric && is_one_of(&it.label, &TOTAL_WORDS))
    else {
        return false;
    };
    let unit = &grid.columns[total].unit;
    let is_part = |at: &usize| {
        *at != total && *at > 0 && grid.columns[*at].numeric && grid.columns[*at].unit == *unit
    };
    let parts: Vec<usize> = (0..grid.columns.len()).filter(is_part).collect();
    let row = |row: &Vec<GridCell>| {
        let total = ShownFigure::of(&row[total])?;
        let parts: Option<Vec<ShownFigure>> =
            parts.iter().map(|it| ShownFigure::of(&row[*it])).collect();
        sum_differs(&parts?, total)
    };
    let found: Option<Vec<bool>> = grid.rows.iter().map(row).collect();
    found.is_some_and(|it| it.contains(&true))
}

fn is_one_of(label: &str, known: &[&str]) -> bool {
    let label = label.trim().to_lowercase();
    let bare = label
        .split_once(['（', '('])
        .map_or(label.as_str(), |(bare, _)| bare)
        .trim();
    known.contains(&bare)
}

/// Parts a chart draws as one whole.
fn parts_of_chart(chart: &Chart) -> bool {
    kind_of(chart).sums(chart).iter().any(|(parts, total)| {
        let parts: Option<Vec<ShownFigure>> = parts
            .iter()
            .map(|it| ShownFigure::read(&it.text, Some(it.value)))
            .collect();
        let Some(parts) = parts else { return false };
        let last = parts.iter().map(|it| it.last).fold(0.0, f64::max);
        let hundred = ShownFigure {
            digits: 100.0,
            raw: 100.0,
            last,
        };
        let total = total.map_or(Some(hundred), |it: &Point| {
            ShownFigure::read(&it.text, Some(it.value))
        });
        total.and_then(|it| sum_differs(&parts, it)) == Some(true)
    })
}

/// Whether parts that make up a total do not add up to it as shown; nothing if they do not make it up.
fn sum_differs(parts: &[ShownFigure], total: ShownFigure) -> Option<bool> {
    if parts.len() < 2 {
        return None;
    }
    let raw: f64 = parts.iter().map(|it| it.raw).sum();
    let shown: f64 = parts.iter().map(|it| it.digits).sum();
    // Figures that were rounded before they were handed in are each off by half a unit at most.
    // Whole numbers of whole units are counts, which are off only by mistake.
    let is_counted = |it: &ShownFigure| it.last == 1.0 && it.raw.fract() == 0.0;
    if parts.iter().chain([&total]).all(is_counted) {
        return Some(false);
    }
    let rounding = (parts.iter().map(|it| it.last).sum::<f64>() + total.last) / 2.0;
    let size = total.raw.abs().max(raw.abs());
    let makes_up = (raw - total.raw).abs() <= rounding + 1e-9 * size;
    makes_up.then(|| (shown - total.digits).abs() > total.last.min(1.0) * 1e-6 + 1e-12 * size)
}

impl ShownFigure {
    fn of(cell: &GridCell) -> Option<ShownFigure> {
        // A bound is not what the cell holds, and a year is no amount.
        let raw = match cell.value {
            Value::Integer(_) | Value::Number(_) if cell.bound.is_none() => {
                cell.value.as_number()?
            }
            _ => return None,
        };
        ShownFigure::read(&cell.text, Some(raw))
    }

    /// The digits at the beginning of a text, with what they round.
    fn read(text: &str, raw: Option<f64>) -> Option<ShownFigure> {
        let text = text.trim();
        let end = text
            .find(|it: char| !(it.is_ascii_digit() || ".,-+".contains(it)))
            .unwrap_or(text.len());
        let plain = text[..end].replace(',', "");
        let decimals = plain.split_once('.').map_or(0, |it| it.1.len());
        let (Ok(digits), Ok(decimals)) = (plain.parse::<f64>(), i32::try_from(decimals)) else {
            return None;
        };
        let last = 10f64.powi(-decimals);
        let scale = scale_of_suffix(&text[end..]);
        Some(ShownFigure {
            digits,
            raw: raw.map_or(digits, |it| it / scale),
            last,
        })
    }

    fn scale(&self, text: &str) -> f64 {
        let end = text
            .trim()
            .find(|it: char| !(it.is_ascii_digit() || ".,-+".contains(it)));
        end.map_or(1.0, |it| scale_of_suffix(&text.trim()[it..]))
    }
}

fn scale_of_suffix(suffix: &str) -> f64 {
    match suffix.trim_start().chars().next() {
        Some('万') => 1e4,
        Some('亿') => 1e8,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use crate::rounding::needs_note;
    use gongbao_model::{Grid, GridCell, GridColumn, Value};

    /// A table of labels and figures, each with its text and raw value.
    fn grid(rows: &[(&str, &[(&str, f64)])], heads: &[&str]) -> Grid {
        let column = |it: &&str| GridColumn {
            label: (*it).to_owned(),
            numeric: true,
            ..GridColumn::default()
        };
        let cell = |(text, raw): &(&str, f64)| GridCell {
            text: (*text).to_owned(),
            value: Value::Number(*raw),
            ..GridCell::default()
        };
        let row = |(label, cells): &(&str, &[(&str, f64)])| {
            let label = GridCell {
                text: (*label).to_owned(),
                ..GridCell::default()
            };
            std::iter::once(label)
                .chain(cells.iter().map(cell))
                .collect()
        };
        let label = GridColumn {
            label: "区县".to_owned(),
            ..GridColumn::default()
        };
        let columns = std::iter::once(label)
            .chain(heads.iter().map(column))
            .collect();
        Grid {
            caption: String::new(),
            columns,
            rows: rows.iter().map(row).collect(),
        }
    }

    fn check(rows: &[(&str, &[(&str, f64)])], heads: &[&str], expected: bool) {
        assert_eq!(needs_note(&grid(rows, heads)), expected, "{rows:?}");
    }

    #[test]
    fn a_total_that_its_rounded_parts_miss_needs_the_note() {
        let thirds: &[(&str, &[(&str, f64)])] = &[
            ("东区", &[("33.3%", 33.333)]),
            ("西区", &[("33.3%", 33.333)]),
            ("山县", &[("33.3%", 33.333)]),
            ("合计", &[("100.0%", 100.0)]),
        ];
        check(thirds, &["占比"], true);
        let wan: &[(&str, &[(&str, f64)])] = &[
            ("东区", &[("1.2万件", 12_400.0)]),
            ("西区", &[("1.2万件", 12_400.0)]),
            ("全市", &[("2.5万件", 24_800.0)]),
        ];
        check(wan, &["件数"], true);
    }

    #[test]
    fn what_adds_up_needs_none() {
        let whole: &[(&str, &[(&str, f64)])] = &[
            ("东区", &[("12人", 12.0)]),
            ("西区", &[("13人", 13.0)]),
            ("合计", &[("25人", 25.0)]),
        ];
        check(whole, &["人数"], false);
    }

    #[test]
    fn what_is_no_sum_needs_none() {
        let shares: &[(&str, &[(&str, f64)])] = &[
            ("东区", &[("41.2%", 41.2)]),
            ("西区", &[("38.0%", 38.0)]),
            ("全市", &[("39.9%", 39.9)]),
        ];
        check(shares, &["占比"], false);
        let wrong: &[(&str, &[(&str, f64)])] = &[
            ("东区", &[("12人", 12.0)]),
            ("西区", &[("13人", 13.0)]),
            ("合计", &[("27人", 27.0)]),
        ];
        check(wrong, &["人数"], false);
    }

    #[test]
    fn a_total_may_stand_beside_its_parts() {
        let rows: &[(&str, &[(&str, f64)])] = &[
            ("东区", &[("1.4", 1.44), ("1.4", 1.44), ("2.9", 2.88)]),
            ("西区", &[("1.0", 1.0), ("2.0", 2.0), ("3.0", 3.0)]),
        ];
        check(rows, &["男", "女", "合计"], true);
        check(&rows[1..], &["男", "女", "合计"], false);
        check(rows, &["男", "女", "平均"], false);
    }

    #[test]
    fn subtotals_are_no_parts() {
        let rows: &[(&str, &[(&str, f64)])] = &[
            ("东区", &[("1.4", 1.44)]),
            ("西区", &[("1.4", 1.44)]),
            ("小计", &[("2.9", 2.88)]),
            ("合计", &[("2.9", 2.88)]),
        ];
        check(rows, &["数"], true);
    }
}
