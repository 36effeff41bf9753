//! `duplicate_row: true`: no row says the same as an earlier one in all its cells.

use std::sync::Arc;

use crate::checks::checked_table::{CheckedTable, RowCheck, Violation};
use crate::index::KeyColumns;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_source::Fields;

#[derive(Debug)]
struct DuplicateRowCheck;

pub(super) fn read_duplicate_row_check(
    keys: &Fields<'_>,
    diags: &mut Diags,
) -> Option<Arc<dyn RowCheck>> {
    let node = keys.get("duplicate_row")?;
    let is_asked = diags.keep(node.boolean("duplicate_row"))?;
    let expected = || {
        Text::new(
            "true（不检查时删去这一项）",
            "true (delete the check otherwise)",
        )
    };
    if !is_asked {
        diags.push(node.refuse("duplicate_row", expected()));
    }
    is_asked.then(|| Arc::new(DuplicateRowCheck) as Arc<dyn RowCheck>)
}

impl RowCheck for DuplicateRowCheck {
    fn find(&self, subject: &CheckedTable<'_>) -> Result<Vec<Violation>, Diagnostic> {
        let columns: Vec<usize> = (0..subject.table.fields.len()).collect();
        let repeated =
            KeyColumns::whole(subject.table).repeated(|row| !subject.is_sound(row, &columns));
        let hit = |(row, first)| Violation {
            against: Some(first),
            ..Violation::at(row)
        };
        Ok(repeated.into_iter().map(hit).collect())
    }

    fn complain(&self, subject: &CheckedTable<'_>, hit: &Violation) -> Diagnostic {
        let first = hit.against.unwrap_or(hit.row);
        let complaint = Diagnostic::new(Code::DuplicateRow, subject.table.place(hit.row, 0));
        let complaint = complaint
            .with("row", subject.number(hit.row))
            .with("first", subject.number(first));
        complaint.related(
            subject.table.place(first, 0),
            Text::new("第一次出现在这里", "it stands here first"),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    fn check(csv: &str, expected: &[&str]) {
        let yaml = "resources: [{name: t, path: t.csv, checks: [{duplicate_row: true}]}]\n";
        check_codes(
            &[("data/t.csv", csv), ("data/datapackage.yaml", yaml)],
            expected,
        );
    }

    #[test]
    fn rows_differ_in_a_cell() {
        check("x,y\na,1\na,2\n,1\n", &[]);
        check(
            "x,y\na,1\na,1\na,1\n",
            &["data/duplicate-row", "data/duplicate-row"],
        );
        check("x,y\n,1\n,1\n", &["data/duplicate-row"]);
    }
}
