//! What words and signs give away in a folded text: marks of secrecy, masks, plates, addresses, names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use crate::finding::SearchDepth;
use crate::verify::is_province;
use gongbao_diag::{Code, Severity};

/// A pattern; what it finds is the group `it`, or all of it, if the test holds.
struct CuePattern {
    code: Code,
    pattern: Regex,
    /// Judges the text and the bytes found.
    holds: CueTest,
}

type CueTest = fn(&str, &Range<usize>) -> bool;

/// Codes, patterns and tests. Neighbouring characters are looked at by the tests.
const CUE_PATTERNS: [(Code, &str, CueTest); 14] = [
    (Code::SecrecyMark, r"(?:绝密|机密|秘密)\s*★", accept_always),
    (
        Code::SecrecyMark,
        r"内部(?:资料|文件)\s*,?\s*注意保存",
        accept_always,
    ),
    (
        Code::SecrecyMark,
        r"此件(?:不公开|依申请公开|不予公开)",
        accept_always,
    ),
    (
        Code::WeakMask,
        r"[1-9]\d{5}(?:\*{4,8}|[xX]{4,8}|[•●×＊]{4,8})\d{3,4}[0-9Xx]?",
        is_weak_mask,
    ),
    (
        Code::PolicePlate,
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·-]?[A-HJ-NP-Z0-9]{4}警",
        accept_always,
    ),
    (
        Code::NumberPlate,
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·]?[A-HJ-NP-Z0-9]{5,6}",
        is_plate,
    ),
    (Code::DamagedNumber, r"\d\.\d{4,}[Ee]\+1[4-8]", stands_alone),
    (
        Code::EMail,
        r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
        stands_alone,
    ),
    (
        Code::IpAddress,
        r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}",
        is_address,
    ),
    (
        Code::HomeAddress,
        r"(?:路|街|巷|弄)\d+号(?:楼)?\d*(?:单元)?\d*室",
        accept_always,
    ),
    (
        Code::PersonalName,
        r"(?:姓名|联系人|当事人)\s*:\s*(?<it>[\u{4e00}-\u{9fa5}·]{2,6})",
        is_name,
    ),
    (
        Code::PersonalName,
        r"(?<it>[\u{4e00}-\u{9fa5}]{3})同志",
        is_comrade,
    ),
    (
        Code::PersonalName,
        r"(?<it>[\u{4e00}-\u{9fa5}]{2})同志",
        is_comrade,
    ),
    (
        Code::PersonalName,
        r"民警(?<it>[\u{4e00}-\u{9fa5}]{2,3})(?:扎根|同志|说|被|获)",
        is_name,
    ),
];

#[expect(clippy::expect_used, reason = "all patterns are in this file")]
static COMPILED_CUES: LazyLock<Vec<CuePattern>> = LazyLock::new(|| {
    let made = CUE_PATTERNS
        .iter()
        .map(|(code, pattern, holds)| CuePattern {
            code: *code,
            pattern: Regex::new(pattern).expect(WRITTEN),
            holds: *holds,
        });
    made.collect()
});

/// A pattern that is none would leave what it stands for unsearched.
const WRITTEN: &str = "the patterns are written here";

/// All patterns in one: cells of large tables seldom hold any, and are asked but once.
#[expect(clippy::expect_used, reason = "all patterns are in this file")]
static ANY_CUE: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(CUE_PATTERNS.map(|it| it.1)).expect(WRITTEN));

/// Everything words give away, with its bytes.
pub(crate) fn find_cues(text: &str, depth: SearchDepth) -> Vec<(Code, Range<usize>)> {
    if !ANY_CUE.is_match(text) {
        return Vec::new();
    }
    let wanted = |it: &&CuePattern| {
        depth == SearchDepth::Everything || it.code.severity() == Severity::Error
    };
    COMPILED_CUES
        .iter()
        .filter(wanted)
        .flat_map(|it| it.find(text))
        .collect()
}

impl CuePattern {
    fn find(&self, text: &str) -> Vec<(Code, Range<usize>)> {
        let parts = self
            .pattern
            .captures_iter(text)
            .filter_map(|it| it.name("it").or_else(|| it.get(0)));
        let ranges = parts
            .map(|it| it.range())
            .filter(|it| (self.holds)(text, it));
        ranges.map(|it| (self.code, it)).collect()
    }
}

fn accept_always(_: &str, _: &Range<usize>) -> bool {
    true
}

/// Whether it is not the middle of a longer word or number.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let is_word = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
    !is_word(text[..at.start].chars().next_back()) && !is_word(text[at.end..].chars().next())
}

/// Region and birth date stand before the mask, or enough of them to guess the rest.
fn is_weak_mask(text: &str, at: &Range<usize>) -> bool {
    stands_alone(text, at) && is_province(&text[at.start..])
}

fn is_plate(text: &str, at: &Range<usize>) -> bool {
    let word: Vec<char> = text[at.clone()].chars().collect();
    let n_digits = word.iter().filter(|it| it.is_ascii_digit()).count();
    stands_alone(text, at) && n_digits >= 3
}

/// Numbers of sections look alike, but begin low.
fn is_address(text: &str, at: &Range<usize>) -> bool {
    let is_part = |it: Option<char>| it.is_some_and(|it| it == '.' || it.is_ascii_digit());
    // The pattern takes up to three digits.
    let parts = text[at.clone()].split('.').map(str::parse::<u16>);
    let parts: Vec<u16> = parts.map(|it| it.unwrap_or(u16::MAX)).collect();
    stands_alone(text, at)
        && !is_part(text[..at.start].chars().next_back())
        && !text[at.end..]
            .strip_prefix('.')
            .is_some_and(|it| is_part(it.chars().next()))
        && (10..=255).contains(&parts[0])
        && parts.iter().all(|it| *it <= 255)
}

/// The hundred commonest family names, but for those that are common words as well.
const FAMILY_NAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱林郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛\
叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟段雷钱汤尹黎武乔贺赖龚欧阳司徒诸葛";
/// Words that no name has in it.
const NO_NAME: [&str; 14] = [
    "民警", "干部", "领导", "各位", "全体", "党员", "老", "位", "名", "辅警", "局", "所", "队",
    "处",
];

fn is_name(text: &str, at: &Range<usize>) -> bool {
    let name = &text[at.clone()];
    name.starts_with(|it| FAMILY_NAMES.contains(it)) && !NO_NAME.iter().any(|it| name.contains(it))
}

/// A name before 同志, which the plural 同志们 does not have.
fn is_comrade(text: &str, at: &Range<usize>) -> bool {
    is_name(text, at) && !text[at.end..].starts_with("同志们")
}

#[cfg(test)]
mod tests {
    use crate::cues::{COMPILED_CUES, CUE_PATTERNS, find_cues};
    use crate::finding::SearchDepth;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = find_cues(text, SearchDepth::Everything);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(code, at)| (code.name(), &text[at.clone()]))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    fn accept(text: &str, code: &str, part: &str) {
        check(text, &[(code, part)]);
    }

    fn refuse(text: &str) {
        check(text, &[]);
    }

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(COMPILED_CUES.len(), CUE_PATTERNS.len());
    }

    #[test]
    fn finds_marks_of_secrecy_but_not_the_bare_words() {
        let code = "guard/secrecy-mark";
        accept("机密★3年", code, "机密★");
        accept("秘密 ★", code, "秘密 ★");
        accept("内部资料,注意保存", code, "内部资料,注意保存");
        accept("(此件不予公开)", code, "此件不予公开");
        refuse("保守国家秘密、商业秘密，绝密级事项");
        refuse("内部资料的保存");
        refuse("此件公开发布");
    }

    #[test]
    fn finds_weak_masks_but_not_good_ones() {
        let code = "guard/weak-mask";
        accept("110105********002X", code, "110105********002X");
        accept("证号110105XXXXXXXX0021", code, "110105XXXXXXXX0021");
        refuse("11************002X");
        refuse("154****0000");
        refuse("990105********0021");
    }

    #[test]
    fn finds_plates() {
        accept("辽A0000警到场", "guard/police-plate", "辽A0000警");
        accept("车牌京A00000,", "guard/number-plate", "京A00000");
        accept("京AD00000", "guard/number-plate", "京AD00000");
        refuse("京A0000");
        refuse("京I00000");
        refuse("云ABCDEFG");
        refuse("京A0000000");
    }

    #[test]
    fn finds_what_a_spreadsheet_spoilt() {
        accept("1.10105E+17", "guard/damaged-number", "1.10105E+17");
        refuse("1.1E+17");
        refuse("1.10105E+12");
    }

    #[test]
    fn finds_addresses_of_mail_and_machines() {
        accept("写信到a.b@example.org。", "guard/e-mail", "a.b@example.org");
        refuse("@SUM(A1)");
        refuse("a@b");
        accept("主机192.0.2.1的", "guard/ip-address", "192.0.2.1");
        refuse("1.2.3.4节");
        refuse("300.1.1.1");
        refuse("10.0.2.1.5");
    }

    #[test]
    fn finds_doors_but_not_streets() {
        accept(
            "示例路1号2单元301室",
            "guard/home-address",
            "路1号2单元301室",
        );
        refuse("示例路1号派出所");
    }

    #[test]
    fn finds_what_is_like_a_name() {
        let code = "guard/personal-name";
        accept("联系人: 张某某", code, "张某某");
        accept("向赵某同志学习", code, "赵某");
        accept("民警李某扎根社区", code, "李某");
        refuse("联系人:办公室");
        refuse("各位王某同志们");
        refuse("全体民警同志");
        refuse("民警说了算");
    }

    #[test]
    fn looks_only_for_what_is_certain_in_finished_files() {
        assert!(
            find_cues(
                "联系人: 张某某 a@example.org 1.10105E+17",
                SearchDepth::Certain
            )
            .is_empty()
        );
        assert_eq!(find_cues("机密★", SearchDepth::Certain).len(), 1);
    }
}
