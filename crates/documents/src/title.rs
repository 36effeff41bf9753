//! A title in lines: none splits a word, and each is longer or shorter than the one before (梯形 or 菱形).

/// The most tenths of characters in a title's line at 2号.
const MAX_TITLE_WIDTH: usize = 200;

/// Words a title may be broken before, and words it may be broken behind.
const BREAKS_BEFORE: [&str; 6] = ["关于", "贯彻", "落实", "的报告", "情况", "实施"];
const BREAKS_BEHIND: [&str; 14] = [
    "委员会",
    "人民政府",
    "公安局",
    "会议",
    "关于",
    "情况",
    "工作",
    "的",
    "和",
    "与",
    "及",
    "》",
    "，",
    "、",
];

/// Breaks a title into as few lines as hold it, at the places that split the least.
pub(crate) fn break_title(title: &str) -> Vec<String> {
    let characters: Vec<char> = title.chars().collect();
    let n_lines = title_width(&characters).div_ceil(MAX_TITLE_WIDTH);
    if n_lines < 2 || !title.chars().any(|it| it >= '\u{2e80}') {
        return vec![title.to_owned()];
    }
    let costs: Vec<usize> = (0..=characters.len())
        .map(|at| break_cost(&characters, at))
        .collect();
    let ways = (n_lines..=n_lines + 1).filter_map(|n| cheapest_breaks(&characters, &costs, n));
    let cuts = ways.min_by_key(|it| it.0);
    let Some((_, cuts)) = cuts else {
        return vec![title.to_owned()];
    };
    let ends = cuts.iter().skip(1);
    cuts.iter()
        .zip(ends)
        .map(|(from, to)| characters[*from..*to].iter().collect())
        .collect()
}

/// How wide some characters are in tenths of one: letters and digits of the face for titles are a good half as wide.
fn title_width(characters: &[char]) -> usize {
    characters
        .iter()
        .map(|it| if it.is_ascii() { 6 } else { 10 })
        .sum()
}

/// What a break at a place costs: nothing between words that are known, much within anything that may be one.
fn break_cost(characters: &[char], at: usize) -> usize {
    let (before, behind): (String, String) = (
        characters[..at].iter().collect(),
        characters[at..].iter().collect(),
    );
    let is_latin =
        |it: Option<&char>| it.is_some_and(|it| it.is_ascii_alphanumeric() || ".%-".contains(*it));
    let last = at.checked_sub(1).and_then(|it| characters.get(it));
    let next = characters.get(at);
    let opens = last.is_some_and(|it| "《“（〔".contains(*it));
    let closes = next.is_some_and(|it| "》”）〕，、。的和与及".contains(*it));
    if opens || closes || (is_latin(last) && is_latin(next)) || is_open(&before) {
        return 60;
    }
    match (
        BREAKS_BEFORE.iter().any(|it| behind.starts_with(it)),
        BREAKS_BEHIND.iter().any(|it| before.ends_with(it)),
    ) {
        (true, true) => 0,
        (true, false) if behind.starts_with("关于") => 0,
        (true, false) | (false, true) => 4,
        (false, false) => 20,
    }
}

/// Whether a title of another document or a quotation is still open.
fn is_open(before: &str) -> bool {
    let open = |from: char, to: char| before.matches(from).count() > before.matches(to).count();
    open('《', '》') || open('“', '”')
}

/// The cheapest way into so many lines: where each begins, and where the last ends.
fn cheapest_breaks(
    characters: &[char],
    costs: &[usize],
    n_lines: usize,
) -> Option<(usize, Vec<usize>)> {
    let end = characters.len();
    let ideal = title_width(characters).div_ceil(n_lines);
    let line = |from: usize, to: usize| {
        let wide = title_width(&characters[from..to]);
        let break_cost = if to == end { 0 } else { costs[to] };
        (wide <= MAX_TITLE_WIDTH).then(|| break_cost + wide.abs_diff(ideal) / 10)
    };
    // The cheapest ways to each place, with one line more each time.
    let mut ways: Vec<Option<LineBreaks>> = vec![None; end + 1];
    ways[0] = Some((0, vec![0]));
    for _ in 0..n_lines {
        ways = (0..=end)
            .map(|to| extend_cheapest(&ways[..to], to, &line))
            .collect();
    }
    let (total, cuts) = ways.pop().flatten()?;
    Some((total + 12 * n_lines, cuts))
}

/// What it costs, and where its lines begin.
type LineBreaks = (usize, Vec<usize>);

/// The cheapest of some ways with a line to a place behind it.
fn extend_cheapest(
    ways: &[Option<LineBreaks>],
    to: usize,
    line: &impl Fn(usize, usize) -> Option<usize>,
) -> Option<LineBreaks> {
    let longer = ways.iter().enumerate().filter_map(|(from, way)| {
        let (so_far, cuts) = way.as_ref()?;
        Some((so_far + line(from, to)?, [cuts.as_slice(), &[to]].concat()))
    });
    longer.min_by_key(|it| it.0)
}

#[cfg(test)]
mod tests {
    use crate::title::break_title;

    fn check(title: &str, expected: &[&str]) {
        assert_eq!(break_title(title), expected);
    }

    #[test]
    fn short_titles_stay_whole() {
        check("派出所工作年度报告", &["派出所工作年度报告"]);
    }

    #[test]
    fn long_titles_break_between_words() {
        check(
            "示例市人民代表大会常务委员会关于派出所工作情况报告的审议意见",
            &[
                "示例市人民代表大会常务委员会",
                "关于派出所工作情况报告的审议意见",
            ],
        );
    }

    #[test]
    fn a_title_within_a_title_stays_whole() {
        let found = break_title("关于《加强新时代公安派出所工作三年行动计划》实施情况的报告");
        assert!(
            found
                .iter()
                .any(|it| it.contains("《加强新时代公安派出所工作三年行动计划》")),
            "{found:?}"
        );
    }

    #[test]
    fn titles_of_other_languages_are_broken_by_the_template() {
        check(
            "Report on the work of police stations in 2025, with all tables",
            &["Report on the work of police stations in 2025, with all tables"],
        );
    }
}
