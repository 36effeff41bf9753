//! The audit of claims: words such as 上升, 达到 and 最高 held against the figures beside them.
//!
//! `words` finds them, `stated` knows the numbers around, the rest judges: `change` directions, bases and
//! percentages, `bound` thresholds and targets, `whole` extremes and totals. Start at [`StatedPassage::claims`].
//!
//! What was copied from a source is also held against the words of the source in its row. Wishes
//! and plans claim nothing. Where neither data nor text can tell, nothing is said. The one
//! exception is a per cent of a share, which readers cannot tell from percentage points.

mod bound;
mod change;
pub(crate) mod stated;
mod whole;
pub(crate) mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::candidate::Candidate;
use crate::claim::stated::{PageSelection, StatedNumber, ValuesByCall};
use crate::claim::words::{Claim, ClaimWord, find_claims, is_denied};
use crate::context::named_years;
use crate::values::SiteValues;
use crate::words::{NameId, tokenize_text};
use gongbao_content::Passage;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Place};

/// A passage with the numbers it states.
#[derive(Debug)]
pub(crate) struct StatedPassage<'a> {
    pub values: &'a SiteValues<'a>,
    pub calls: &'a ValuesByCall,
    pub fixed: &'a PageSelection,
    pub passage: &'a Passage,
    /// In the order of the text.
    pub stated: Vec<StatedNumber<'a>>,
}

/// What is wrong with a claim.
#[derive(Debug)]
pub(crate) struct ClaimError {
    code: Code,
    why: Text,
}

const SENTENCE_ENDS: [char; 6] = ['。', '！', '？', '\n', '；', ';'];
const CLAUSE_ENDS: [char; 12] = [
    '。', '！', '？', '\n', '；', ';', '，', ',', '、', '：', '（', '）',
];
/// How much of a title has to be said for its metric to be the subject.
const MIN_SUBJECT_WEIGHT: f64 = 0.75;
/// How far from a figure a word may stand to speak of it, in bytes.
const MAX_CLAIM_DISTANCE: usize = 60;

/// Whether a passage may claim anything of a figure: only then its figures are looked up.
pub(crate) fn may_claim(passage: &Passage) -> bool {
    let text = &passage.text;
    let is_number = |it: char| it == gongbao_content::FIGURE_STAND_IN || it.is_ascii_digit();
    let numbers: Vec<usize> = text.match_indices(is_number).map(|it| it.0).collect();
    !numbers.is_empty()
        && find_claims(text).iter().any(|it| {
            numbers
                .iter()
                .any(|at| at.abs_diff(it.span.start) <= MAX_CLAIM_DISTANCE)
        })
}

impl<'a> StatedPassage<'a> {
    /// Every claim of the passage that the figures bear out wrongly, or that cannot be held against them.
    pub(crate) fn claims(
        &self,
        file: &std::sync::Arc<str>,
        excused: &[Range<usize>],
    ) -> Vec<Diagnostic> {
        let text = &self.passage.text;
        let is_open = |it: &ClaimWord| {
            let is_excused = excused
                .iter()
                .any(|range| range.start <= it.span.start && it.span.end <= range.end);
            !is_excused && !is_denied(text, it)
        };
        let judged = |it: ClaimWord| {
            let wrong = self.check(&it)?;
            let place = Place::text(file, self.passage.range(it.span.clone()));
            let complaint = Diagnostic::new(wrong.code, place).with("text", &text[it.span]);
            Some(complaint.with("why", wrong.why))
        };
        find_claims(text)
            .into_iter()
            .filter(is_open)
            .filter_map(judged)
            .collect()
    }

    fn check(&self, it: &ClaimWord) -> Option<ClaimError> {
        match it.claim {
            Claim::Up | Claim::Down => self.direction(it),
            Claim::Above | Claim::Below => self.direction(it).or_else(|| self.bound(it)),
            Claim::AtLeast | Claim::AtMost => self.bound(it),
            Claim::Highest | Claim::Lowest => self.extreme(it),
            Claim::Unchanged => self.unchanged(it),
            Claim::First => self.first(it),
            Claim::Doubled => self.doubled(it),
            Claim::All => self.everywhere(it),
            Claim::Total => self.total(it),
        }
    }

    fn text(&self) -> &'a str {
        &self.passage.text
    }

    /// The number behind a word in its sentence, and what stands between.
    fn next(&self, it: &ClaimWord) -> Option<(&StatedNumber<'a>, &'a str)> {
        let next = self
            .stated
            .iter()
            .find(|other| other.span.start >= it.span.end)?;
        let gap = &self.text()[it.span.end..next.span.start];
        (!gap.contains(SENTENCE_ENDS)).then_some((next, gap))
    }

    /// The number before a word in its sentence, and what stands between.
    fn previous(&self, it: &ClaimWord) -> Option<(&StatedNumber<'a>, &'a str)> {
        let previous = self
            .stated
            .iter()
            .rev()
            .find(|other| other.span.end <= it.span.start)?;
        let gap = &self.text()[previous.span.end..it.span.start];
        (!gap.contains(SENTENCE_ENDS)).then_some((previous, gap))
    }

    /// The sentence up to a word.
    fn stretch(&self, it: &ClaimWord) -> Range<usize> {
        start_of(self.text(), it.span.start, &SENTENCE_ENDS)..it.span.start
    }

    fn sentence(&self, it: &ClaimWord) -> &'a str {
        let text = self.text();
        let end = text[it.span.end..]
            .find(SENTENCE_ENDS)
            .map_or(text.len(), |at| it.span.end + at);
        &text[self.stretch(it).start..end]
    }

    /// Whether a stretch of text speaks of just this value: says its title and its members and no others.
    fn is_subject(&self, it: &Candidate, stretch: &str) -> bool {
        is_titled(stretch, &it.title)
            && self.members(it.series, stretch) == it.names.iter().copied().collect()
    }

    /// Whether a stretch says its members and no others, of which there are some.
    fn is_member_alone(&self, it: &Candidate, stretch: &str) -> bool {
        !it.names.is_empty()
            && self.members(it.series, stretch) == it.names.iter().copied().collect()
    }

    /// The members of a series that a text says.
    fn members(&self, series: usize, text: &str) -> BTreeSet<NameId> {
        let said = self.values.index.names.said(text).into_iter();
        said.filter(|it| self.calls.is_member(series, *it))
            .collect()
    }

    /// The values of a series.
    fn series(&self, series: usize) -> impl Iterator<Item = &'a Candidate> {
        self.calls
            .members(series)
            .iter()
            .filter_map(|it| self.values.index.all.get(*it))
    }

    /// The values of the same members at other times.
    fn times(&self, it: &'a Candidate) -> impl Iterator<Item = &'a Candidate> {
        let is_same = |other: &&Candidate| {
            other.goal.is_none() && other.group == it.group && other.names == it.names
        };
        self.series(it.series)
            .filter(is_same)
            .filter(|other| other.codes == it.codes)
    }

    /// The values of the same members in earlier years, each with its year. What has no year is not before another.
    fn earlier(&self, value: &'a Candidate) -> impl Iterator<Item = (i32, &'a Candidate)> {
        let is_earlier = |year: &i32| value.year.is_some_and(|own| *year < own);
        self.times(value)
            .filter_map(move |it| Some((it.year.filter(is_earlier)?, it)))
    }

    /// The value of a target's metric that a stretch of text speaks of.
    fn spoken(&self, goal: &Candidate, stretch: &str) -> Option<&'a Candidate> {
        if !is_titled(stretch, &goal.title) {
            return None;
        }
        let members = self.members(goal.series, stretch);
        let year = named_years(stretch)
            .into_iter()
            .next_back()
            .or(self.fixed.year);
        let mut all = self.series(goal.series).filter(|it| {
            let is_then = year.map_or(it.is_latest, |year| it.year.is_none_or(|it| it == year));
            let is_it =
                it.names.len() == members.len() && it.names.iter().all(|it| members.contains(it));
            it.goal.is_none() && is_then && is_it
        });
        all.find(|it| it.group > 0)
    }

    fn written(&self, it: &Candidate) -> String {
        self.values.written(it)
    }
}

fn contradicted_claim(zh: String, en: String) -> Option<ClaimError> {
    Some(ClaimError {
        code: Code::ClaimContradicted,
        why: Text::new(zh, en),
    })
}

fn undecidable_claim(zh: &str, en: &str) -> Option<ClaimError> {
    Some(ClaimError {
        code: Code::ClaimUndecidable,
        why: Text::new(zh, en),
    })
}

fn start_of(text: &str, at: usize, marks: &[char]) -> usize {
    let mark = text[..at]
        .char_indices()
        .rev()
        .find(|it| marks.contains(&it.1));
    mark.map_or(0, |(at, it)| at + it.len_utf8())
}

/// Whether a text says a title, or nearly all of its words.
fn is_titled(text: &str, title: &str) -> bool {
    let (own, said) = (tokenize_text(title), tokenize_text(text));
    let n_said = own.iter().filter(|it| said.contains(it)).count();
    text.contains(title)
        || (!own.is_empty() && n_said as f64 / own.len() as f64 >= MIN_SUBJECT_WEIGHT)
}

fn n_chars(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use crate::{AuditData, audit_pages};
    use gongbao_diag::locale::Lang;
    use gongbao_diag::{Code, Diags};
    use gongbao_source::{SourceFile, Sources};
    use {gongbao_content as content, gongbao_data as data, gongbao_metrics as metrics};

    const METRIC: &str = "id: n, title: 派出所户数, table: t, value: {sum: n}, unit: 户, \
        dimensions: [year], time: year, source: s";
    const TARGET: &str = ", targets: [{at_least: 10, strength: must, basis: 甲}]";

    /// What is refused of a sentence, with these rows and this target.
    fn refused(sentence: &str, rows: &str, target: &str) -> Vec<String> {
        let page = format!("---\ntitle: 甲\n---\n\n{sentence}\n");
        let table = format!("year,n\n{rows}\n");
        let metrics = format!("- {{{METRIC}{target}}}\n");
        let files = [
            ("content/a.md", &page),
            ("data/t.csv", &table),
            ("data/metrics.yaml", &metrics),
        ];
        let files = files.map(|(path, text)| SourceFile::built_in(path, text.as_bytes()));
        let sources = Sources::of(files.to_vec());
        let mut diags = Diags::new();
        let catalog = data::load_tables(&sources, &mut diags);
        let metrics = metrics::define_metrics(&sources, &catalog, None, &mut diags);
        assert_eq!(metrics.all().len(), 1, "{:?}", diags.sorted());
        let pages = content::parse_pages(&sources, &[], &mut diags);
        let data = AuditData {
            catalog: &catalog,
            metrics: &metrics,
            lang: Lang::Zh,
        };
        let mut diags = Diags::new();
        audit_pages(&pages, &sources, &data, &mut diags);
        let all = diags.sorted();
        let found = all.iter().filter(|it| it.code == Code::ClaimContradicted);
        found.map(|it| it.message(Lang::Zh)).collect()
    }

    #[test]
    fn what_has_no_year_is_not_before_another() {
        let is_refused = |before: &str| {
            let rows = format!("{before},12\n2025,13");
            !refused("2025年派出所户数首次达到10户。", &rows, TARGET).is_empty()
        };
        assert!(is_refused("2024"));
        assert!(!is_refused("基期"));
    }

    #[test]
    fn a_value_is_held_against_the_number_that_bounds_it() {
        for (sentence, rows, why) in [
            ("派出所户数首次超过10户。", "2024,9\n2025,13", ""),
            ("派出所户数首次超过10户。", "2024,10\n2025,13", ""),
            (
                "派出所户数首次超过10户。",
                "2024,12\n2025,13",
                "2024年已为12户",
            ),
            ("派出所户数超过10户。", "2024,9\n2025,13", ""),
            ("派出所户数不足20户。", "2024,25\n2025,13", ""),
            ("派出所户数首次不足20户。", "2024,25\n2025,13", ""),
            (
                "派出所户数首次不足20户。",
                "2024,15\n2025,13",
                "2024年已为15户",
            ),
        ] {
            let found = refused(&format!("2025年{sentence}"), rows, "");
            let is_said = found.iter().any(|it| it.contains(why) && !why.is_empty());
            assert_eq!(
                found.is_empty(),
                why.is_empty(),
                "{sentence} {rows} {found:?}"
            );
            assert_eq!(is_said, !why.is_empty(), "{sentence} {rows} {found:?}");
        }
    }
}
