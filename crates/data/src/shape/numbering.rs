//! Row numbers as spreadsheets show them.

/// The number of a row, from 1, among records some of which are no rows.
pub(crate) fn number_of_row(dropped: &[usize], row: usize) -> usize {
    // `dropped[k] - k` rows stand before the k-th record that is none.
    let mut before = 0;
    let mut beyond = dropped.len();
    while before < beyond {
        let middle = before.midpoint(beyond);
        if dropped[middle] - middle <= row {
            before = middle + 1
        } else {
            beyond = middle
        }
    }
    row + before + 1
}
