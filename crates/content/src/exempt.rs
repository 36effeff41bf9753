//! Comments by which an author exempts words from checks of the wording.

/// `<!-- exempt: reason -->`; without a reason it is a comment like any other.
pub(crate) fn is_exemption(html: &str) -> bool {
    let Some(inner) = html
        .trim()
        .strip_prefix("<!--")
        .and_then(|it| it.split("-->").next())
    else {
        return false;
    };
    let inner = inner.trim();
    let rest = inner
        .strip_prefix("exempt")
        .or_else(|| inner.strip_prefix("免核"));
    let reason = rest.and_then(|it| it.strip_prefix([':', '：']));
    reason.is_some_and(|it| !it.trim().is_empty())
}
