//! The list of what was removed from a catalogue.

use std::collections::BTreeSet;

/// What was taken out of a catalogue.
#[derive(Clone, Debug, Default)]
pub struct RedactedData {
    /// Tables, by name; in the catalogue they are broken.
    pub(crate) tables: BTreeSet<String>,
    /// What stood in the columns and tables taken out.
    pub(crate) texts: BTreeSet<String>,
}
