//! The markers that stand for a value, and what they say.

use std::sync::Arc;

use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissingReason {
    /// There is one, but it rounds to zero. Sums count it as zero.
    BelowUnit,
    /// Nobody knows, or nobody says.
    NotAvailable,
    /// There can be none.
    NotApplicable,
    /// It is known and withheld.
    Suppressed,
    /// It is withheld here, as the count is small or would give one away. For programs it is suppressed.
    Small,
}

/// A sign that stands for a value.
#[derive(Clone, Debug, PartialEq)]
pub struct MissingMarker {
    /// As the table has it; empty for an empty cell.
    pub symbol: Arc<str>,
    pub state: MissingReason,
    /// What it means in this table, if the author says so.
    pub label: Option<Arc<str>>,
}

/// Every state a descriptor can name.
pub const MISSING_REASONS: [MissingReason; 4] = [
    MissingReason::BelowUnit,
    MissingReason::NotAvailable,
    MissingReason::NotApplicable,
    MissingReason::Suppressed,
];

impl MissingReason {
    /// Its name in a descriptor and in files for programs.
    pub fn name(self) -> &'static str {
        match self {
            MissingReason::BelowUnit => "below_unit",
            MissingReason::NotAvailable => "not_available",
            MissingReason::NotApplicable => "not_applicable",
            MissingReason::Suppressed | MissingReason::Small => "suppressed",
        }
    }

    /// What it says, for readers.
    pub fn word(self) -> Word {
        match self {
            MissingReason::BelowUnit => Word::BelowUnit,
            MissingReason::NotAvailable => Word::NotAvailable,
            MissingReason::NotApplicable => Word::NotApplicable,
            MissingReason::Suppressed => Word::Withheld,
            MissingReason::Small => Word::SmallCount,
        }
    }

    /// Whether there is a value that readers may not have. What is left of a sum over it would be wrong.
    pub fn is_suppressed(self) -> bool {
        matches!(self, MissingReason::Suppressed | MissingReason::Small)
    }

    /// The state a descriptor names.
    pub fn parse(name: &str) -> Option<MissingReason> {
        MISSING_REASONS.into_iter().find(|it| it.name() == name)
    }
}

impl MissingMarker {
    /// A text that stands for “not available”.
    pub fn plain(glyph: &str) -> MissingMarker {
        MissingMarker {
            symbol: Arc::from(glyph),
            state: MissingReason::NotAvailable,
            label: None,
        }
    }

    /// What stands for a count that is too small to be shown, if the author has no sign for what is withheld.
    pub fn small() -> MissingMarker {
        MissingMarker {
            state: MissingReason::Small,
            ..MissingMarker::plain(word(Lang::Zh, Word::Suppressed))
        }
    }

    /// Whether it says no more than any empty cell does.
    pub fn is_usual(&self) -> bool {
        self.symbol.is_empty() && self.state == MissingReason::NotAvailable && self.label.is_none()
    }

    /// What it means, for a legend: “—”表示无该项.
    pub fn legend(&self, lang: Lang) -> String {
        let meaning = self
            .label
            .as_deref()
            .unwrap_or_else(|| word(lang, self.state.word()));
        let pattern = if self.symbol.is_empty() {
            Word::BlankMeans
        } else {
            Word::SignMeans
        };
        fill_placeholders(
            word(lang, pattern),
            &[("sign", &self.symbol), ("meaning", meaning)],
        )
    }
}

/// What signs mean, each once: 注：“—”表示不适用。
pub fn missing_markers_legend<'a>(
    lang: Lang,
    signs: impl Iterator<Item = &'a MissingMarker>,
) -> Option<String> {
    let mut used: Vec<&MissingMarker> = Vec::new();
    for sign in signs {
        if !used.contains(&sign) {
            used.push(sign);
        }
    }
    let meanings: Vec<String> = used.iter().map(|it| it.legend(lang)).collect();
    let signs = meanings.join(word(lang, Word::LegendSeparator));
    (!signs.is_empty()).then(|| fill_placeholders(word(lang, Word::Legend), &[("signs", &signs)]))
}
