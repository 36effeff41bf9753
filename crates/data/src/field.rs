//! What is known to be wrong with a table and may stand.

use gongbao_diag::locale::Text;

/// Something wrong that the descriptor accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// What would have been said about it.
    pub what: Text,
    /// Why it may stand.
    pub reason: String,
}
