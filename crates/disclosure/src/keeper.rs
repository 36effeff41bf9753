//! What of a table a site's readers get to see: for the public neither what is internal nor counts that
//! are too small; for the office everything.

use crate::small;
use gongbao_data::{Catalog, Cut, Entry, Gate, Table};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_settings::Audience;
use gongbao_source::Sources;

/// Decides by the audience.
#[derive(Clone, Copy, Debug)]
pub struct Keeper<'a> {
    pub audience: Audience,
    /// Where the queries of derived tables stand.
    pub sources: &'a Sources,
}

impl Gate for Keeper<'_> {
    fn cut(&self, table: &Table, catalog: &Catalog, diags: &mut Diags) -> Cut {
        let is_public = self.audience == Audience::Public;
        if is_public && table.policy.internal {
            return Cut {
                whole: true,
                ..Cut::default()
            };
        }
        let cells = small::suppress(table, catalog, self.audience, diags);
        if !is_public {
            return Cut {
                cells,
                ..Cut::default()
            };
        }
        diags.keep(self.adds_up(table, catalog));
        let internal = table
            .policy
            .internal_fields
            .iter()
            .filter_map(|it| table.column(it));
        Cut {
            whole: false,
            columns: internal.collect(),
            cells,
        }
    }
}

impl Keeper<'_> {
    /// A query that adds up a column with gaps gives too little.
    fn adds_up(&self, table: &Table, catalog: &Catalog) -> Result<(), Diagnostic> {
        let sql = self
            .sources
            .get(&table.file)
            .filter(|_| table.derived)
            .map(|it| it.str())
            .unwrap_or_default();
        let upper = sql.to_uppercase();
        let adds = ["SUM(", "SUM (", "AVG(", "AVG ("]
            .iter()
            .any(|it| upper.contains(it));
        let gaps = table
            .reads
            .iter()
            .filter_map(|name| match catalog.get(name) {
                Some(Entry::Ready(table)) => Some(table.masked_columns()),
                Some(Entry::Broken) | None => None,
            });
        match gaps.flatten().find(|it| adds && sql.contains(it.as_str())) {
            Some(name) => {
                Err(Diagnostic::new(Code::PartialSum, table.place(0, 0)).with("name", name))
            }
            None => Ok(()),
        }
    }
}
