//! Known problems of a table that do not stop the build.

use gongbao_diag::locale::Text;

/// Something wrong that the descriptor accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptedFault {
    /// What would have been said about it.
    pub what: Text,
    /// Why it may stand.
    pub reason: String,
}
