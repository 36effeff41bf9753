//! What the rows and values are called on the pages that explain them.

use std::ops::RangeInclusive;

use gongbao_model::Origin;
use gongbao_source::digest::short_hash;

/// How many rows of a table its page begins with; the rest is in the downloads, unless figures need it.
pub const ROWS_SHOWN: usize = 200;
/// How many ranges of rows a value names; the others are counted.
pub const MAX_RANGES: usize = 6;

/// The unbroken ranges of some rows in ascending order.
pub fn row_ranges(rows: &[usize]) -> impl Iterator<Item = RangeInclusive<usize>> {
    let ranges = rows.chunk_by(|a, b| a + 1 == *b);
    ranges.filter_map(|range| Some(*range.first()?..=*range.last()?))
}

/// The anchor of a row on its table's page, numbered as a spreadsheet numbers it (the header is 1).
pub fn row_anchor(row: usize) -> String {
    format!("r{}", row + 2)
}

/// An anchor that says which rows: `r5`, `r2-61`; those that are no range have a mark of their own.
pub fn value_anchor(origins: &[Origin]) -> String {
    let one = |it: &Origin| {
        let (Some(first), Some(last)) = (it.rows.first(), it.rows.last()) else {
            return "r0".to_owned();
        };
        let range = format!("{}-{}", row_anchor(*first), last + 2);
        match it.rows.len() {
            1 => row_anchor(*first),
            n if n == last - first + 1 => range,
            _ => {
                let text: String = it.rows.iter().map(|row| format!("{row},")).collect();
                let mark = short_hash(text, 4);
                format!("{range}-{mark}")
            }
        }
    };
    origins.iter().map(one).collect::<Vec<String>>().join("_")
}

#[cfg(test)]
mod tests {
    use crate::lineage::anchors::value_anchor;
    use gongbao_model::Origin;

    fn check(rows: &[usize], expected: &str) {
        assert_eq!(
            value_anchor(&[Origin {
                table: "t".to_owned(),
                rows: rows.to_vec()
            }]),
            expected
        );
    }

    #[test]
    fn anchors_say_which_rows() {
        check(&[3], "r5");
        check(&[0, 1, 2], "r2-4");
        check(&[], "r0");
        check(&[0, 2], "r2-4-f2f7d240");
    }
}
