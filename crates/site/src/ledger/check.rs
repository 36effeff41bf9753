//! What a ledger leaves open: items without response, past their limit, or closed without evidence.

use crate::ledger::{Excuse, Item, Ledger};
use crate::scope::{Failure, Scope};
use gongbao_diag::locale::{Lang, Text};
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_source::{Node, unknown_key};

/// What an author may have a reason for.
pub const ACCEPTABLE: [Code; 3] = [
    Code::OpinionUnanswered,
    Code::OpinionOverdue,
    Code::OpinionNoEvidence,
];

/// Reads one of `accept`: `{lint, items, reason}`.
pub fn excuse(node: &Node, acceptable: &[Code]) -> Result<Excuse, Failure> {
    let (mut code, mut items, mut reason) = (None, Vec::new(), None);
    for (key, value) in node.pairs("accept")? {
        match key.text() {
            Some("lint") => code = Some(lint(value, acceptable)?),
            Some("items") => items = value.strings("items")?,
            Some("reason") => {
                reason = Some(value.string("reason")?).filter(|it| !it.trim().is_empty())
            }
            _ => {
                let known = ["lint", "items", "reason"];
                return Err(unknown_key(key.place(), key.key_text(), &known).into());
            }
        }
    }
    let (Some(code), Some(reason)) = (code, reason) else {
        let name = acceptable.first().map_or("", |it| it.name());
        let expected = Text::new(
            format!("例如 {{lint: {name}, items: [2], reason: 办理情况尚未公开}}"),
            format!("such as {{lint: {name}, items: [2], reason: not published yet}}"),
        );
        return Err(node.refuse("accept", expected).into());
    };
    Ok(Excuse {
        code,
        items,
        reason,
        node: node.clone(),
    })
}

fn lint(node: &Node, acceptable: &[Code]) -> Result<Code, Failure> {
    let name = node.string("lint")?;
    let known: Vec<&str> = acceptable.iter().map(|it| it.name()).collect();
    let found = acceptable.iter().copied().find(|it| it.name() == name);
    found.ok_or_else(|| node.refuse("lint", Text::from(known.join(" | "))).into())
}

/// Files what is left open and not let pass with a reason.
pub fn check(scope: &Scope<'_>, ledger: &Ledger<'_>, diags: &mut Diags) {
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    for item in &ledger.items {
        let complaints = [
            unanswered(ledger, item),
            overdue(scope, ledger, item),
            unproved(ledger, item),
        ];
        found.extend(
            complaints
                .into_iter()
                .flatten()
                .map(|it| (item.number.clone(), it)),
        );
    }
    found.extend(left_out(ledger));
    let passes = |number: &str, it: &Diagnostic, excuse: &Excuse| {
        let is_meant = excuse.items.is_empty() || excuse.items.iter().any(|it| it == number);
        excuse.code == it.code && is_meant
    };
    for excuse in ledger
        .excuses
        .iter()
        .filter(|excuse| !found.iter().any(|it| passes(&it.0, &it.1, excuse)))
    {
        let complaint = Diagnostic::new(Code::UnusedExcuse, excuse.node.place())
            .with("lint", excuse.code.name());
        diags.push(complaint.with("reason", &excuse.reason));
    }
    let open = found.into_iter().filter(|it| {
        !ledger
            .excuses
            .iter()
            .any(|excuse| passes(&it.0, &it.1, excuse))
    });
    open.for_each(|it| diags.push(it.1));
    let has_limit = |it: &Item| it.due().is_some() && !it.is_closed;
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

fn named(code: Code, ledger: &Ledger<'_>, item: &Item, roles: &[&str]) -> Diagnostic {
    let name = Text::new(item.name(Lang::Zh), item.name(Lang::En));
    Diagnostic::new(code, ledger.roles.place(item.row, roles)).with("item", name)
}

fn unanswered(ledger: &Ledger<'_>, item: &Item) -> Option<Diagnostic> {
    let why = Text::new(
        format!(
            "办理措施和进展都没有填写（{}）",
            item.text("text").unwrap_or_default()
        ),
        format!(
            "neither response nor progress is given ({})",
            item.text("text").unwrap_or_default()
        ),
    );
    let complaint = || {
        named(
            Code::OpinionUnanswered,
            ledger,
            item,
            &["measures", "progress", "item"],
        )
    };
    (!item.is_answered()).then(|| complaint().with("why", why))
}

fn overdue(scope: &Scope<'_>, ledger: &Ledger<'_>, item: &Item) -> Option<Diagnostic> {
    let as_of = scope.world.config.as_of?;
    let days = item
        .days_late(Some(as_of))
        .filter(|_| item.text("reason").is_none())?;
    let complaint = named(Code::OpinionOverdue, ledger, item, &["deadline", "status"]);
    // Late is only what has a deadline, which `days_late` has looked at.
    let due = item.due()?.text.clone();
    Some(
        complaint
            .with("due", due)
            .with("days", days)
            .with("as_of", as_of),
    )
}

fn unproved(ledger: &Ledger<'_>, item: &Item) -> Option<Diagnostic> {
    let is_bare = item.is_closed && item.evidence.is_empty();
    let complaint = || {
        named(
            Code::OpinionNoEvidence,
            ledger,
            item,
            &["evidence", "status", "item"],
        )
    };
    is_bare.then(|| complaint().with("status", item.text("status").unwrap_or_default()))
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
