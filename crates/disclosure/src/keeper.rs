//! What of a table a site's readers get to see: for the public neither what is internal nor counts that
//! are too small; for the office everything.

use crate::small;
use gongbao_data::{Catalog, Cut, Gate, Table};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_settings::Audience;

/// Decides by the audience.
#[derive(Clone, Copy, Debug)]
pub struct Keeper {
    pub audience: Audience,
}

impl Gate for Keeper {
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
        if let Some(column) = table.partial_sums.first() {
            diags.push(partial_sum(table, column));
        }
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

/// A query that aggregates a column with gaps gives too little.
fn partial_sum(table: &Table, column: &str) -> Diagnostic {
    Diagnostic::new(Code::PartialSum, table.place(0, 0)).with("name", column)
}
