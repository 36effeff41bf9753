//! The checks of all tables, run once every table is read.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::checks::accept::Exceptions;
use crate::checks::checked_table::{Check, CheckedTable, Violation};
use crate::complaints::TableComplaints;
use crate::field::AcceptedFault;
use crate::table::Table;
use crate::unchecked_table::UncheckedTable;
use gongbao_diag::Diags;

/// Runs the checks of all tables and files every complaint about them.
pub(crate) fn run_checks(
    mut drafts: Vec<UncheckedTable>,
    catalog: &mut Catalog,
    diags: &mut Diags,
) {
    let mut found = Vec::new();
    {
        let tables: BTreeMap<&str, &Table> = drafts
            .iter()
            .map(|it| (it.table.name.as_str(), &it.table))
            .collect();
        for draft in &drafts {
            let (table, skipped, foreign_keys) =
                (&draft.table, &draft.skipped, &draft.schema.foreign_keys[..]);
            let subject = CheckedTable {
                table,
                skipped,
                foreign_keys,
                tables: &tables,
            };
            found.push(run_all(&draft.schema.checks, &subject));
        }
    }
    for (draft, (complaints, accepted)) in drafts.iter_mut().zip(found) {
        draft.complaints.append(complaints);
        catalog.accept(&draft.table.name, accepted);
    }
    drafts
        .into_iter()
        .for_each(|it| it.complaints.settle(diags));
}

fn run_all(checks: &[Check], subject: &CheckedTable<'_>) -> (TableComplaints, Vec<AcceptedFault>) {
    let mut complaints = TableComplaints::new(&subject.table.name, &subject.table.file);
    let mut accepted = Vec::new();
    for check in checks {
        match check.test.find(subject) {
            Ok(hits) => run(check, &hits, subject, &mut complaints, &mut accepted),
            Err(mistake) => complaints.push(mistake),
        }
    }
    (complaints, accepted)
}

fn run(
    check: &Check,
    hits: &[Violation],
    subject: &CheckedTable<'_>,
    complaints: &mut TableComplaints,
    accepted: &mut Vec<AcceptedFault>,
) {
    let mut exceptions = Exceptions::of(&check.accept, subject.table, complaints);
    for hit in hits {
        match exceptions.reason(hit.row) {
            Some(reason) => accepted.push(AcceptedFault {
                what: check.complain(subject, hit).words(),
                reason: reason.to_owned(),
            }),
            None => complaints.push_with(check.severity, || check.complain(subject, hit)),
        }
    }
    exceptions.unused().for_each(|it| complaints.push(it));
}
