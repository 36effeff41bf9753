//! The items of a review opinion (审议意见): what its headings are numbered with, the anchors that follow from
//! the numbers, and the points counted out within a paragraph (一是…；二是…).
//!
//! An anchor made of a number outlives a rewording, so a ledger of what became of the items can refer to it.
//!
//! Items are counted here once, for the anchors and for the ledger, which therefore agree.

use crate::page::{FIGURE_STAND_IN, Raw};
use gongbao_diag::locale::parse_as;
use gongbao_model::prose::{Block, Heading, plain_text};

/// The part of an opinion something stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpinionSection {
    /// What the meeting found good: 会议认为.
    View,
    /// What it found wanting: 会议指出.
    Problem,
    /// What it asks for: 会议建议.
    Suggestion,
}

/// An item of an opinion.
#[derive(Clone, Debug, PartialEq)]
pub struct OpinionItem {
    pub section: OpinionSection,
    /// Its number, and before it those of the items it is part of: （二） of 一、 is `[1, 2]`.
    pub path: Vec<usize>,
    /// The anchor at or before it; empty for a point in a paragraph that no heading stands before.
    pub anchor: String,
    /// Its heading, [`FIGURE_STAND_IN`](crate::FIGURE_STAND_IN) for each expression; empty for a point in a paragraph.
    pub text: String,
}

impl OpinionSection {
    const WORDS: [(OpinionSection, &'static [&'static str]); 3] = [
        (
            OpinionSection::Problem,
            &["指出", "问题", "problem", "concern"],
        ),
        (
            OpinionSection::View,
            &["认为", "评价", "同意", "agree", "view"],
        ),
        (
            OpinionSection::Suggestion,
            &["建议", "意见和要求", "recommend", "suggest"],
        ),
    ];

    /// What the anchors of its items begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            OpinionSection::View => "view",
            OpinionSection::Problem => "problem",
            OpinionSection::Suggestion => "item",
        }
    }

    /// The part a heading without a number opens, or a word in a ledger names.
    pub fn of(text: &str) -> Option<OpinionSection> {
        let text = text.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|it| text.contains(it));
        OpinionSection::WORDS
            .iter()
            .find(|(_, words)| says(words))
            .map(|(section, _)| *section)
    }
}

/// The number of a heading within its opinion.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HeadingNumber {
    pub section: OpinionSection,
    pub path: Vec<usize>,
}

impl HeadingNumber {
    /// `item-1-2` for （二） of 一、.
    pub(crate) fn anchor(&self) -> String {
        let numbers = self.path.iter().map(|it| format!("-{it}"));
        format!("{}{}", self.section.prefix(), numbers.collect::<String>())
    }
}

/// Counts along the headings of an opinion.
#[derive(Debug)]
pub(crate) struct Numbering {
    /// Nothing below a heading that belongs to no part, such as an annex.
    section: Option<OpinionSection>,
    /// The marks that are open: how deep, and which number.
    open: Vec<(u8, usize)>,
    /// The level of the last heading that counted.
    level: u8,
}

impl Default for Numbering {
    /// Before any heading an opinion is about what it asks for: many have no other headings.
    fn default() -> Numbering {
        Numbering {
            section: Some(OpinionSection::Suggestion),
            open: Vec::new(),
            level: 0,
        }
    }
}

impl Numbering {
    /// The number of the next heading, if it has one.
    pub(crate) fn next(&mut self, level: u8, text: &str) -> Option<HeadingNumber> {
        let Some((depth, n)) = parse_numbering_mark(text) else {
            self.unmarked(level, text);
            return None;
        };
        self.level = level;
        self.open.retain(|it| it.0 < depth);
        self.open.push((depth, n));
        Some(HeadingNumber {
            section: self.section?,
            path: self.open.iter().map(|it| it.1).collect(),
        })
    }

    fn unmarked(&mut self, level: u8, text: &str) {
        // A heading within an item says nothing about the parts.
        if !self.open.is_empty() && level > self.level {
            return;
        }
        self.section = OpinionSection::of(text);
        self.level = level;
        self.open.clear();
    }
}

/// The depth and number of the mark a text begins with: 一、 （一） 1. （1）.
fn parse_numbering_mark(text: &str) -> Option<(u8, usize)> {
    let text = text.trim_start();
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let (digits, _) = inner.split_once(['）', ')'])?;
        return parse_han_number(digits)
            .map(|it| (2, it))
            .or_else(|| Some((4, parse_as(digits)?)));
    }
    if let Some((digits, _)) = text.split_once('、')
        && let Some(n) = parse_han_number(digits)
    {
        return Some((1, n));
    }
    let (digits, rest) = text.split_once(['.', '．', '、'])?;
    // `1.5万件` is a figure, not the first item.
    let n = parse_as(digits).filter(|_| !rest.starts_with(|it: char| it.is_ascii_digit()))?;
    Some((3, n))
}

/// A number from 1 to 99 in Han digits.
pub fn parse_han_number(text: &str) -> Option<usize> {
    let digit = |it: &str| match it {
        "" => Some(0),
        _ => ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            .iter()
            .position(|han| *han == it)
            .map(|at| at + 1),
    };
    match text.split_once('十') {
        Some((tens, ones)) => {
            Some(if tens.is_empty() { 1 } else { digit(tens)? } * 10 + digit(ones)?)
        }
        None => digit(text).filter(|it| *it > 0),
    }
}

/// The items of an opinion in reading order.
pub fn opinion_items(blocks: &[Block<Raw>]) -> Vec<OpinionItem> {
    let mut numbering = Numbering::default();
    let mut anchor = String::new();
    let mut items: Vec<OpinionItem> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(it) => {
                anchor.clone_from(&it.id);
                items.extend(of_heading(&mut numbering, it));
            }
            Block::Paragraph(it) => {
                let text = plain_text(it, &|_| String::new());
                let section = OpinionSection::of(
                    // Up to the first mark of punctuation, or all of it.
                    text.split(['，', '：', ',', ':']).next().unwrap_or(&text),
                );
                let section = section.or(numbering.section.filter(|_| numbering.open.is_empty()));
                if section == Some(OpinionSection::Problem) {
                    items.extend((1..=count_points(&text)).map(|n| problem_item(n, &anchor)));
                }
            }
            _ => {}
        }
    }
    items
}

fn of_heading(numbering: &mut Numbering, it: &Heading<Raw>) -> Option<OpinionItem> {
    let text = plain_text(&it.text, &|_| FIGURE_STAND_IN.to_string());
    let HeadingNumber { section, path } = numbering.next(it.level, &text)?;
    Some(OpinionItem {
        section,
        path,
        anchor: it.id.clone(),
        text,
    })
}

fn problem_item(n: usize, anchor: &str) -> OpinionItem {
    OpinionItem {
        section: OpinionSection::Problem,
        path: vec![n],
        anchor: anchor.to_owned(),
        text: String::new(),
    }
}

/// How many points are counted out: 一是…；二是….
fn count_points(text: &str) -> usize {
    let mut rest = text;
    let mut n = 0;
    for digit in [
        "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是",
    ] {
        let Some((_, tail)) = rest.split_once(digit) else {
            break;
        };
        rest = tail;
        n += 1;
    }
    n
}

#[cfg(test)]
mod tests {
    use crate::numbered::{Numbering, count_points, parse_numbering_mark};
    use crate::testing::show_text;

    /// The anchors of headings, each written with its level: `2 一、甲`.
    fn check(headings: &[&str], expected: &[&str]) {
        let mut numbering = Numbering::default();
        let anchor = |it: &&str| {
            let (level, text) = it.split_once(' ').expect("a level");
            numbering
                .next(level.parse().expect("a level"), text)
                .map(|it| it.anchor())
                .unwrap_or_default()
        };
        assert_eq!(
            headings.iter().map(anchor).collect::<Vec<_>>(),
            expected,
            "{headings:?}"
        );
    }

    #[test]
    fn anchors_follow_the_numbers() {
        check(
            &["2 一、甲", "3 （一）乙", "3 （二）丙", "2 二、丁"],
            &["item-1", "item-1-1", "item-1-2", "item-2"],
        );
        check(
            &["2 1. 甲", "2 2．乙", "3 （1）丙"],
            &["item-1", "item-2", "item-2-1"],
        );
    }

    #[test]
    fn only_opinions_have_such_anchors() {
        let text = "## 一、甲\n\n### （一）乙\n\n## 二、丙 {#own}\n";
        let opinion = format!("---\ntitle: 题\nlayout: opinion\n---\n{text}");
        assert_eq!(
            show_text(&opinion),
            "h2#item-1(一、甲) h3#item-1-1(（一）乙) h2#own(二、丙)"
        );
        assert!(show_text(&format!("---\ntitle: 题\n---\n{text}")).starts_with("h2#yi-jia("));
    }

    #[test]
    fn each_part_counts_for_itself() {
        let headings = [
            "2 会议指出",
            "3 一、甲",
            "2 会议建议",
            "3 一、乙",
            "4 说明",
            "3 二、丙",
        ];
        check(&headings, &["", "problem-1", "", "item-1", "", "item-2"]);
        check(&["2 一、甲", "2 附件", "3 一、乙"], &["item-1", "", ""]);
    }

    #[test]
    fn knows_marks() {
        let texts = [
            "十二、甲",
            "（二十一）甲",
            "3. 甲",
            "(4) 甲",
            "1.5万件",
            "一季度",
            "（试行）",
            "甲",
        ];
        let marks = [
            Some((1, 12)),
            Some((2, 21)),
            Some((3, 3)),
            Some((4, 4)),
            None,
            None,
            None,
            None,
        ];
        assert_eq!(texts.map(parse_numbering_mark), marks);
    }

    #[test]
    fn counts_points_in_order() {
        assert_eq!(count_points("会议指出，一是甲；二是乙。三是丙"), 3);
        assert_eq!(count_points("唯一是甲，三是乙"), 1);
        assert_eq!(count_points("甲"), 0);
    }
}
