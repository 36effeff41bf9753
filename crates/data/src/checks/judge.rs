//! The checks of all tables, run once every table is read.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::checks::accept::Exceptions;
use crate::checks::subject::{Check, Hit, Subject};
use crate::complaints::Complaints;
use crate::draft::Draft;
use crate::field::Accepted;
use crate::table::Table;
use gongbao_diag::Diags;

/// Runs the checks of all tables and files every complaint about them.
pub(crate) fn run_checks(mut drafts: Vec<Draft>, catalog: &mut Catalog, diags: &mut Diags) {
    let mut found = Vec::new();
    {
        let tables: BTreeMap<&str, &Table> = drafts
            .iter()
            .map(|it| (it.table.name.as_str(), &it.table))
            .collect();
        for draft in &drafts {
            let (table, skipped, foreign_keys) =
                (&draft.table, &draft.skipped, &draft.schema.foreign_keys[..]);
            let subject = Subject {
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

fn run_all(checks: &[Check], subject: &Subject<'_>) -> (Complaints, Vec<Accepted>) {
    let mut complaints = Complaints::new(&subject.table.name, &subject.table.file);
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
    hits: &[Hit],
    subject: &Subject<'_>,
    complaints: &mut Complaints,
    accepted: &mut Vec<Accepted>,
) {
    let mut exceptions = Exceptions::of(&check.accept, subject.table, complaints);
    for hit in hits {
        match exceptions.reason(hit.row) {
            Some(reason) => accepted.push(Accepted {
                what: check.complain(subject, hit).words(),
                reason: reason.to_owned(),
            }),
            None => complaints.push_with(check.severity, || check.complain(subject, hit)),
        }
    }
    exceptions.unused().for_each(|it| complaints.push(it));
}
