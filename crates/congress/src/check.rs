//! Checks a ledger for items without response, past their deadline, or closed without evidence.
//!
//! What is open in the world is no mistake in a file, so each of these is a warning. Its author may
//! accept it with a reason, which readers then see.

use crate::item::LedgerItem;
use crate::ledger::Ledger;
use crate::suppression::Suppression;
use gongbao_diag::locale::{Lang, Text};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_site::Scope;

/// Files what is left open and not let pass with a reason.
pub(crate) fn check_ledger(scope: &Scope<'_>, ledger: &Ledger<'_>, diags: &mut Diags) {
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    for item in &ledger.items {
        let complaints = [
            check_answered(ledger, item),
            check_overdue(scope, ledger, item),
            check_evidence(ledger, item),
        ];
        found.extend(
            complaints
                .into_iter()
                .flatten()
                .map(|it| (item.number.clone(), it)),
        );
    }
    found.extend(left_out(ledger));
    let passes = |number: &str, it: &Diagnostic, excuse: &Suppression| {
        let is_meant = excuse.items.is_empty() || excuse.items.iter().any(|it| it == number);
        excuse.code == it.code && is_meant
    };
    for excuse in ledger
        .suppressions
        .iter()
        .filter(|excuse| !found.iter().any(|it| passes(&it.0, &it.1, excuse)))
    {
        let complaint = Diagnostic::new(Code::UnusedExcuse, excuse.node.place())
            .with("lint", excuse.code.name());
        diags.push(complaint.with("reason", &excuse.reason));
    }
    let open = found.into_iter().filter(|it| {
        !ledger
            .suppressions
            .iter()
            .any(|excuse| passes(&it.0, &it.1, excuse))
    });
    open.for_each(|it| diags.push(it.1));
    let has_limit = |it: &LedgerItem| it.due().is_some() && !it.is_closed;
    if let (None, Some(item)) = (
        scope.world.config.as_of,
        ledger.items.iter().find(|it| has_limit(it)),
    ) {
        let place = ledger.roles.place(item.row, &["deadline"]);
        diags.push(
            Diagnostic::new(Code::DeadlineUndecided, place)
                .with("table", &ledger.roles.table.title),
        );
    }
}

fn item_diagnostic(
    code: Code,
    ledger: &Ledger<'_>,
    item: &LedgerItem,
    roles: &[&str],
) -> Diagnostic {
    let name = Text::new(item.name(Lang::Zh), item.name(Lang::En));
    Diagnostic::new(code, ledger.roles.place(item.row, roles)).with("item", name)
}

fn check_answered(ledger: &Ledger<'_>, item: &LedgerItem) -> Option<Diagnostic> {
    // The row is quoted where it has words.
    let words = item.text("text").unwrap_or("");
    let why = Text::new(
        format!("办理措施和进展都没有填写（{words}）"),
        format!("neither response nor progress is given ({words})"),
    );
    let complaint = || {
        item_diagnostic(
            Code::OpinionUnanswered,
            ledger,
            item,
            &["measures", "progress", "item"],
        )
    };
    (!item.is_answered()).then(|| complaint().with("why", why))
}

fn check_overdue(scope: &Scope<'_>, ledger: &Ledger<'_>, item: &LedgerItem) -> Option<Diagnostic> {
    let as_of = scope.world.config.as_of?;
    let days = item
        .days_late(Some(as_of))
        .filter(|_| item.text("reason").is_none())?;
    let complaint = item_diagnostic(Code::OpinionOverdue, ledger, item, &["deadline", "status"]);
    // Late is only what has a deadline, which `days_late` has looked at.
    let due = item.due()?.text.clone();
    Some(
        complaint
            .with("due", due)
            .with("days", days)
            .with("as_of", as_of),
    )
}

fn check_evidence(ledger: &Ledger<'_>, item: &LedgerItem) -> Option<Diagnostic> {
    let is_bare = item.is_closed && item.evidence.is_empty();
    let status = item.text("status").filter(|_| is_bare)?;
    let roles = ["evidence", "status", "item"];
    Some(item_diagnostic(Code::OpinionNoEvidence, ledger, item, &roles).with("status", status))
}

/// Items of the opinion no row answers, each where the opinion has it.
fn left_out(ledger: &Ledger<'_>) -> Vec<(String, Diagnostic)> {
    let Some(document) = ledger.document.as_ref().filter(|_| !ledger.is_partial) else {
        return Vec::new();
    };
    let complaint = |(item, place): &(gongbao_content::OpinionItem, gongbao_diag::Place)| {
        let numbers: Vec<String> = item.path.iter().map(ToString::to_string).collect();
        let number = numbers.join(".");
        let why = Text::new(
            format!(
                "台账“{}”中没有这一条（序号{number}）",
                ledger.roles.table.title
            ),
            format!(
                "the ledger `{}` has no row for it (number {number})",
                ledger.roles.table.title
            ),
        );
        let text = match item.text.trim() {
            "" => format!("{}-{number}", item.section.prefix()),
            text => text.to_owned(),
        };
        (
            number,
            Diagnostic::new(Code::OpinionUnanswered, place.clone())
                .with("item", text)
                .with("why", why),
        )
    };
    document.left_out(&ledger.items).map(complaint).collect()
}
