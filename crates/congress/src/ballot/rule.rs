//! The local rule of a ballot, as data: what a result is measured against, and how much it takes.
//!
//! Rules differ from place to place, so none is built in and nothing of one has a default.
//!
//! Votes are compared in whole numbers, so rounding cannot decide a ballot.

use crate::words::in_language;
use gongbao_diag::locale::{Lang, Text, parse_as};
use gongbao_diag::{Diags, Place};
use gongbao_site::{Failure, Scope};
use gongbao_source::{Fields, YamlNode, parse_yaml, spelling_hint};

/// Where a site keeps its rules.
const RULES_FILE: &str = "data/ballot_rules.yaml";

const RULE_KEYS: [&str; 6] = ["id", "base", "invalid", "results", "otherwise", "basis"];

/// What the ballots are measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BaseKind {
    /// Everybody who has a vote, there or not.
    Members,
    /// Those who are there.
    Present,
    /// The ballots handed in.
    Returned,
    /// The ballots handed in that are not invalid.
    Valid,
}

impl BaseKind {
    /// All of them, by the words of a rule.
    const ALL: [(&'static str, BaseKind); 4] = [
        ("members", BaseKind::Members),
        ("present", BaseKind::Present),
        ("returned", BaseKind::Returned),
        ("valid", BaseKind::Valid),
    ];

    /// Whether it is a number of people and not of ballots.
    pub(super) fn counts_people(self) -> bool {
        matches!(self, BaseKind::Members | BaseKind::Present)
    }

    /// What it is called on pages.
    pub(super) fn word(self, lang: Lang) -> &'static str {
        let wording = match self {
            BaseKind::Members => ["全体组成人员", "all members"],
            BaseKind::Present => ["到会人员", "members present"],
            BaseKind::Returned => ["收回的票", "ballots returned"],
            BaseKind::Valid => ["有效票", "valid ballots"],
        };
        in_language(lang, wording)
    }
}

/// A part of the base: 1/2, 2/3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    pub over: u64,
    pub under: u64,
}

/// A rule.
#[derive(Debug)]
pub(super) struct BallotRule {
    pub base: BaseKind,
    /// Options that make a ballot invalid.
    pub invalid: Vec<String>,
    /// What can come of it, the first that holds counts.
    pub results: Vec<BallotOutcome>,
    /// What comes of it if none holds.
    pub otherwise: String,
    /// The document that sets the rule.
    pub basis: Option<String>,
}

/// Something that can come of a ballot.
#[derive(Debug)]
pub(super) struct BallotOutcome {
    pub words: String,
    /// The options whose ballots count towards it, each where it is named.
    pub count: Vec<(String, Place)>,
    pub part: Fraction,
    /// Whether exactly the part is enough.
    pub is_inclusive: bool,
}

impl BallotOutcome {
    /// The fewest ballots it takes of a base.
    pub(super) fn least(&self, base: u64) -> u64 {
        let (all, under) = (
            u128::from(base) * u128::from(self.part.over),
            u128::from(self.part.under),
        );
        let exact = if self.is_inclusive {
            all.div_ceil(under)
        } else {
            all / under + 1
        };
        u64::try_from(exact).unwrap_or(u64::MAX)
    }

    /// 达到1/2（含1/2）, 超过1/2
    pub(super) fn threshold(&self, lang: Lang) -> String {
        let part = format!("{}/{}", self.part.over, self.part.under);
        match (lang, self.is_inclusive) {
            (Lang::Zh, true) => format!("达到{part}（含{part}）"),
            (Lang::Zh, false) => format!("超过{part}（不含{part}）"),
            (Lang::En, true) => format!("{part} or more"),
            (Lang::En, false) => format!("more than {part}"),
        }
    }

    /// “满意”和“基本满意”
    pub(super) fn options(&self, lang: Lang) -> String {
        let quoted = self
            .count
            .iter()
            .map(|it| format!("“{}”", it.0))
            .collect::<Vec<String>>();
        quoted.join(match lang {
            Lang::Zh => "和",
            Lang::En => " and ",
        })
    }
}

/// Reads the rule an embed gives, or names among those of the site.
///
/// # Errors
/// `setting/…` for what is wrong with it.
pub(super) fn read_rule(
    scope: &Scope<'_>,
    node: &YamlNode,
    diags: &mut Diags,
) -> Result<BallotRule, Failure> {
    let Some(name) = node.text() else {
        return parse_rule(node, diags);
    };
    let file = scope.world.sources.get(RULES_FILE);
    let root = file.map(|it| parse_yaml(&it.path, it.str())).transpose()?;
    let rules: &[YamlNode] = root.as_ref().map_or(&[], YamlNode::items);
    // What is wrong with a rule is said where it is used; one without an id cannot be named.
    let id = |it: &YamlNode| {
        let fields = Fields::read(it, "rule", &RULE_KEYS, &mut Diags::new());
        fields.and_then(|it| it.string("id")).unwrap_or(None)
    };
    let known: Vec<String> = rules.iter().filter_map(id).collect();
    let found = rules.iter().find(|it| id(it).as_deref() == Some(name));
    let expected = || {
        let (hint, known) = (
            spelling_hint(name, known.iter().map(String::as_str)),
            known.join(" | "),
        );
        Text::new(
            format!("{}{RULES_FILE} 中的一条规则（{known}）", hint.zh),
            format!("{}a rule of {RULES_FILE} ({known})", hint.en),
        )
    };
    parse_rule(found.ok_or_else(|| node.refuse("rule", expected()))?, diags)
}

fn parse_rule(node: &YamlNode, diags: &mut Diags) -> Result<BallotRule, Failure> {
    let fields = Fields::read(node, "rule", &RULE_KEYS, diags)?;
    let base = fields.need("base", "members")?;
    let words = BaseKind::ALL.map(|it| it.0).join(" | ");
    let found = BaseKind::ALL
        .iter()
        .find(|it| base.text() == Some(it.0))
        .map(|it| it.1);
    let example = "[{words: 通过, count: [赞成], threshold: 1/2, inclusive: false}]";
    let results = fields
        .need("results", example)?
        .items()
        .iter()
        .map(|it| parse_outcome(it, diags));
    Ok(BallotRule {
        base: found.ok_or_else(|| base.refuse("base", Text::from(words)))?,
        invalid: fields
            .get("invalid")
            .map_or(Ok(Vec::new()), |it| it.strings("invalid"))?,
        results: results.collect::<Result<_, Failure>>()?,
        otherwise: fields.need("otherwise", "不通过")?.string("otherwise")?,
        basis: fields.string("basis")?,
    })
}

fn parse_outcome(node: &YamlNode, diags: &mut Diags) -> Result<BallotOutcome, Failure> {
    let fields = Fields::read(
        node,
        "results",
        &["words", "count", "threshold", "inclusive"],
        diags,
    )?;
    let count = fields.need("count", "[满意]")?;
    let count = count
        .items()
        .iter()
        .map(|it| Ok((it.string("count")?, it.place())));
    let threshold = fields.need("threshold", "1/2")?;
    let expected = Text::new(
        "1/2、2/3 或 50% 这样的份额",
        "a part such as 1/2, 2/3 or 50%",
    );
    Ok(BallotOutcome {
        words: fields.need("words", "满意")?.string("words")?,
        count: count.collect::<Result<_, Failure>>()?,
        part: threshold
            .text()
            .and_then(parse_fraction)
            .ok_or_else(|| threshold.refuse("threshold", expected))?,
        is_inclusive: fields.need("inclusive", "true")?.boolean("inclusive")?,
    })
}

/// A part of a whole, written as a fraction or in per cent.
fn parse_fraction(text: &str) -> Option<Fraction> {
    let (over, under) = match text.trim().strip_suffix('%') {
        Some(percent) => (parse_as(percent.trim())?, 100),
        None => {
            let (over, under) = text.split_once('/')?;
            (parse_as(over.trim())?, parse_as(under.trim())?)
        }
    };
    Some(Fraction { over, under })
        .filter(|it| it.over > 0 && it.over <= it.under && it.under <= 1_000_000)
}

#[cfg(test)]
mod tests {
    use crate::ballot::rule::{BallotOutcome, parse_fraction};

    fn least(threshold: &str, is_inclusive: bool, base: u64) -> u64 {
        let part = parse_fraction(threshold).expect("a part");
        BallotOutcome {
            words: String::new(),
            count: Vec::new(),
            part,
            is_inclusive,
        }
        .least(base)
    }

    #[test]
    fn exactly_half_is_enough_only_where_the_rule_says_so() {
        assert_eq!([least("1/2", true, 52), least("1/2", false, 52)], [26, 27]);
        assert_eq!([least("1/2", true, 51), least("1/2", false, 51)], [26, 26]);
        assert_eq!(
            [
                least("2/3", true, 51),
                least("2/3", true, 52),
                least("60%", true, 51)
            ],
            [34, 35, 31]
        );
        assert_eq!([least("1/1", true, 51), least("1/2", true, 0)], [51, 0]);
    }

    #[test]
    fn refuses_what_is_no_part() {
        for text in ["", "half", "0/2", "3/2", "1/0", "0.5", "-1/2", "101%"] {
            assert_eq!(parse_fraction(text), None, "{text}");
        }
    }
}
