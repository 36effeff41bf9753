//! The words that claim something of a number, and where a text says them.

use std::ops::Range;

/// What a word claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    Up,
    Down,
    Above,
    Below,
    AtLeast,
    AtMost,
    Highest,
    Lowest,
    Unchanged,
    /// For the first time.
    First,
    Doubled,
    /// Everywhere: a hundred per cent.
    All,
    Total,
}

/// A word where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClaimWord {
    pub claim: Claim,
    pub span: Range<usize>,
}

const CLAIM_WORDS: [(Claim, &[&str]); 13] = [
    (
        Claim::Up,
        &[
            "上升",
            "提高",
            "提升",
            "增长",
            "增加",
            "扩大",
            "升至",
            "增至",
            "rose",
            "risen",
            "increased",
            "grew",
            "up",
        ],
    ),
    (
        Claim::Down,
        &[
            "下降",
            "减少",
            "降低",
            "回落",
            "缩短",
            "缩小",
            "下滑",
            "降至",
            "减至",
            "fell",
            "fallen",
            "decreased",
            "declined",
            "down",
        ],
    ),
    (
        Claim::Above,
        &[
            "高于",
            "超过",
            "超出",
            "突破",
            "多于",
            "大于",
            "above",
            "exceeds",
            "exceeded",
            "more than",
        ],
    ),
    (
        Claim::Below,
        &[
            "低于",
            "不足",
            "少于",
            "不到",
            "小于",
            "未达到",
            "没有达到",
            "未能达到",
            "尚未达到",
            "below",
            "less than",
            "fails to reach",
        ],
    ),
    (
        Claim::AtLeast,
        &[
            "达到",
            "不低于",
            "不少于",
            "不得少于",
            "不得低于",
            "不小于",
            "至少",
            "at least",
            "reaches",
            "reached",
        ],
    ),
    (
        Claim::AtMost,
        &[
            "不超过",
            "不得超过",
            "不高于",
            "不多于",
            "不大于",
            "至多",
            "at most",
        ],
    ),
    (
        Claim::Highest,
        &[
            "最高", "最大", "最多", "最长", "highest", "largest", "longest",
        ],
    ),
    (
        Claim::Lowest,
        &[
            "最低", "最小", "最少", "最短", "lowest", "smallest", "shortest",
        ],
    ),
    (Claim::Unchanged, &["持平", "unchanged"]),
    (Claim::First, &["首次", "for the first time"]),
    (
        Claim::Doubled,
        &["翻番", "翻一番", "翻了一番", "增长一倍", "doubled"],
    ),
    (
        Claim::All,
        &["全覆盖", "全部达到", "全部完成", "full coverage"],
    ),
    (
        Claim::Total,
        &["合计", "共计", "总计", "in total", "a total of"],
    ),
];

/// Words before a claim that take it back or make a wish of it.
const NEGATIONS: [&str; 8] = ["未", "没有", "不", "不再", "尚未", "无", "not ", "never "];
/// Words of a plan: what is to be reached is not said to be.
const PLAN_WORDS: [&str; 22] = [
    "要求",
    "目标",
    "力争",
    "争取",
    "确保",
    "应当",
    "应",
    "须",
    "计划",
    "规定",
    "标准",
    "鼓励",
    "预计",
    "限期",
    "继续",
    "督促",
    "要达到",
    "should",
    "must",
    "target",
    "required",
    "aim",
];

/// The words of a text that claim something, in order; a longer word hides those within it.
pub(crate) fn find_claims(text: &str) -> Vec<ClaimWord> {
    let lower = text.to_ascii_lowercase();
    let mut out: Vec<ClaimWord> = Vec::new();
    for (claim, words) in CLAIM_WORDS {
        for word in words {
            let found = lower
                .match_indices(word)
                .filter(|(at, _)| is_word(&lower, *at, word));
            out.extend(found.map(|(at, it)| ClaimWord {
                claim,
                span: at..at + it.len(),
            }));
        }
    }
    out.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end)));
    let mut end = 0;
    out.retain(|it| {
        let is_free = it.span.start >= end;
        end = if is_free { it.span.end } else { end };
        is_free
    });
    out
}

/// Words of Latin letters stand alone.
fn is_word(text: &str, at: usize, word: &str) -> bool {
    let is_letter = |it: char| it.is_ascii_alphabetic();
    !word.is_ascii()
        || (!text[..at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter))
}

/// Whether a claim is taken back by the words before it.
pub(crate) fn is_denied(text: &str, it: &ClaimWord) -> bool {
    let before = &text[..it.span.start];
    matches!(
        it.claim,
        Claim::Up | Claim::Down | Claim::Highest | Claim::Lowest
    ) && NEGATIONS.iter().any(|it| before.ends_with(it))
}

/// Whether a text speaks of what is to be.
pub(crate) fn is_plan(text: &str) -> bool {
    let is_advice = ["，要", "；要", "：要", "、要"]
        .iter()
        .any(|it| text.contains(it))
        || text.trim_start().starts_with('要');
    is_advice || PLAN_WORDS.iter().any(|it| text.contains(it))
}

/// What a word says about a change.
pub(crate) fn claim_direction(claim: Claim) -> Option<f64> {
    match claim {
        Claim::Up | Claim::Above => Some(1.0),
        Claim::Down | Claim::Below => Some(-1.0),
        Claim::AtLeast
        | Claim::AtMost
        | Claim::Highest
        | Claim::Lowest
        | Claim::Unchanged
        | Claim::First
        | Claim::Doubled
        | Claim::All
        | Claim::Total => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::words::{Claim, find_claims};

    fn check(text: &str, expected: &[Claim]) {
        assert_eq!(
            find_claims(text)
                .into_iter()
                .map(|it| it.claim)
                .collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn longer_words_hide_shorter_ones() {
        check("不超过5天，没有达到40%", &[Claim::AtMost, Claim::Below]);
        check("由3增至5，居住登记最多", &[Claim::Up, Claim::Highest]);
        check("The share rose; updated upstream", &[Claim::Up]);
        check("工作稳步推进", &[]);
    }
}
