//! A waffle: a hundred squares that are a whole, and how many of them each part takes.

use crate::picture::Picture;
use std::ops::Range;

use crate::canvas::{Canvas, Mark, series_class};
use crate::key_symbol::{KeySymbol, draw_key};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry};
use crate::marks;
use crate::segments::percent_notation;
use crate::sentences::{ChartPurpose, pick_wording};
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_model::drawing::{Coord, Rect};
use gongbao_model::{Chart, Point};

/// The waffle.
#[derive(Debug)]
pub(super) struct Waffle;

impl Kind for Waffle {
    fn name(&self) -> &'static str {
        "waffle"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "百格图",
            Lang::En => "Waffle chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[Channel::Required("x"), Channel::Required("y")]
    }
    fn example(&self) -> &'static str {
        include_str!("waffle.yaml")
    }
    fn least_width(&self) -> f64 {
        150.0
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn shows_whole(&self, _: &Chart) -> bool {
        true
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        refuse_waffle(chart)
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let parts = waffle_parts(chart);
        let said: Vec<String> = parts.iter().map(|it| part_label(chart, it)).collect();
        let listed = said.join(word(chart.lang, Word::Separator));
        let rest = if parts.iter().map(|it| it.squares).sum::<usize>() < SQUARES {
            pick_wording(chart, "，空格为其余部分", "; empty squares are the rest")
        } else {
            ""
        };
        Some(format!("{listed}{rest}{}", pick_wording(chart, "。", ". ")))
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let parts = waffle_parts(chart);
        let side = f64::min(canvas.width(), canvas.size.pick(252.0, 220.0));
        let beside = canvas.width() - side > 200.0;
        let left = if beside { side + 24.0 } else { 0.0 };
        let entries = parts.iter().map(|it| KeyEntry {
            symbol: KeySymbol::Bar(it.at),
            text: part_label(chart, it),
        });
        let entries: Vec<KeyEntry<KeySymbol>> = entries.chain(key_notes(chart)).collect();
        let lines: Vec<Key<KeySymbol>> = entries
            .into_iter()
            .map(|it| Key::place(vec![it], canvas.width() - left))
            .collect();
        let listed: f64 = lines.iter().map(|it| it.height).sum();
        let top = if beside { 0.0 } else { side + 12.0 };
        canvas.height = if beside {
            f64::max(side, listed)
        } else {
            top + listed
        } + 2.0;

        draw_squares(canvas, chart, &parts, side / COLUMNS as f64);
        let mut y = if beside {
            f64::max(0.0, (side - listed) / 2.0)
        } else {
            top
        };
        for line in lines {
            let height = line.height;
            draw_key(canvas, &line.moved(Coord::new(left, y)));
            y += height;
        }
    }
}

/// Squares of the whole, and of a row.
const SQUARES: usize = 100;
const COLUMNS: usize = 10;
/// More parts than this cannot be told apart.
const MAX_PARTS: usize = 6;
/// Percentages of one whole add up to a hundred, but for their rounding.
const ROUNDING_SLACK: f64 = 1.5;

/// A part: its position, value and squares.
struct WafflePart<'a> {
    at: usize,
    point: &'a Point,
    share: f64,
    squares: usize,
}

fn refuse_waffle(chart: &Chart) -> Option<Text> {
    let n = chart.x.len();
    let sum: f64 = chart.values().sum();
    let is_share = chart.unit == "%";
    if chart.series.len() > 1 {
        return Some(Text::new(
            "一幅图只画一个整体，只能有一个指标",
            "it shows one whole, so it takes one measure",
        ));
    }
    if n > MAX_PARTS {
        return Some(Text::new(
            format!("有{n}个部分，最多{MAX_PARTS}个"),
            format!("{n} parts are more than {MAX_PARTS}"),
        ));
    }
    if chart.values().any(|it| it < 0.0) {
        return Some(Text::new(
            "负数不能作为整体的一部分",
            "a negative value is no part of a whole",
        ));
    }
    if chart.points().count() < n {
        return Some(Text::new(
            "有的部分没有数据，整体不明",
            "a part has no value, so the whole is unknown",
        ));
    }
    if is_share && n > 1 && (sum - 100.0).abs() > ROUNDING_SLACK
        || is_share && sum > 100.0 + ROUNDING_SLACK
    {
        let sum = percent_notation().write(Lang::Zh, sum);
        return Some(Text::new(
            format!("各部分合计{sum}，不是100%"),
            format!("the parts add up to {sum}, not to 100%"),
        ));
    }
    (sum <= 0.0).then(|| Text::new("各部分合计为零", "the parts add up to zero"))
}

/// The parts with their squares: each its whole ones, and what is left goes to the largest remainders.
fn waffle_parts(chart: &Chart) -> Vec<WafflePart<'_>> {
    let known: Vec<(usize, &Point)> = (0..chart.x.len())
        .filter_map(|at| Some((at, chart.point(0, at)?)))
        .filter(|it| it.1.value >= 0.0)
        .collect();
    let sum: f64 = known.iter().map(|it| it.1.value).sum();
    let is_lone = chart.unit == "%" && known.len() == 1;
    let whole = if is_lone { sum.max(100.0) } else { sum };
    if whole <= 0.0 || !whole.is_finite() {
        return Vec::new();
    }
    let shares: Vec<f64> = known.iter().map(|it| it.1.value / whole * 100.0).collect();
    let squares = apportion_squares(
        &shares,
        if is_lone {
            shares[0].round() as usize
        } else {
            SQUARES
        },
    );
    let pairs = known.into_iter().zip(shares).zip(squares);
    pairs
        .map(|(((at, point), share), squares)| WafflePart {
            at,
            point,
            share,
            squares,
        })
        .collect()
}

fn apportion_squares(shares: &[f64], total: usize) -> Vec<usize> {
    let mut squares: Vec<usize> = shares.iter().map(|it| it.floor() as usize).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].fract().total_cmp(&shares[*a].fract()));
    let left = total.saturating_sub(squares.iter().sum());
    order
        .iter()
        .cycle()
        .take(if order.is_empty() { 0 } else { left })
        .for_each(|at| squares[*at] += 1);
    squares
}

/// 满意 512份（87.5%）.
fn part_label(chart: &Chart, it: &WafflePart<'_>) -> String {
    let name = &chart.x[it.at].label;
    if chart.unit == "%" {
        return format!("{name} {}", it.point.text);
    }
    let share = percent_notation().write(chart.lang, it.share);
    format!(
        "{name} {}{}",
        it.point.text,
        pick_wording(chart, "（{}）", " ({})").replace("{}", &share)
    )
}

/// What a square is worth, and what empty ones are.
fn key_notes(chart: &Chart) -> Vec<KeyEntry<KeySymbol>> {
    let taken: usize = waffle_parts(chart).iter().map(|it| it.squares).sum();
    let mut notes = Vec::new();
    if taken < SQUARES {
        notes.push(KeyEntry {
            symbol: KeySymbol::Box("track"),
            text: pick_wording(chart, "其余", "the rest").to_owned(),
        });
    }
    notes.push(KeyEntry {
        symbol: KeySymbol::None,
        text: pick_wording(chart, "每格为总数的1%", "a square is 1% of the whole").to_owned(),
    });
    notes
}

fn draw_squares(canvas: &mut Canvas, chart: &Chart, parts: &[WafflePart<'_>], step: f64) {
    let mut from = 0;
    let mut ranges = Vec::new();
    for it in parts {
        let to = (from + it.squares).min(SQUARES);
        draw_part(canvas, chart, it, from..to, step);
        ranges.push((series_class(it.at), from..to));
        from = to;
    }
    canvas.group("tracks", |canvas| {
        for at in from..SQUARES {
            canvas.rect(square_at(at, step, 1.5), Mark::class("track"));
        }
    });
    draw_cuts(canvas, step, from);
    let is_pale = |class: &str| !matches!(class, "s1" | "s3" | "s7");
    for (class, range) in ranges
        .into_iter()
        .filter(|it| is_pale(it.0) && !it.1.is_empty())
    {
        canvas.group(class, |canvas| {
            canvas.shape(&squares_outline(&range, step), Mark::class("edge"))
        });
    }
}

/// Lines of ground cut the parts, which take the first so many squares, into squares.
fn draw_cuts(canvas: &mut Canvas, step: f64, from: usize) {
    canvas.group("cuts", |canvas| {
        let side = step * COLUMNS as f64;
        let used = from.div_ceil(COLUMNS) as f64 * step;
        for n in 0..=COLUMNS {
            let at = step * n as f64;
            canvas.line(Coord::new(at, 0.0), Coord::new(at, used), "");
            if at <= used {
                canvas.line(Coord::new(0.0, at), Coord::new(side, at), "");
            }
        }
    });
}

/// One mark for all squares of a part, and a pattern in each.
fn draw_part(
    canvas: &mut Canvas,
    chart: &Chart,
    it: &WafflePart<'_>,
    squares: Range<usize>,
    step: f64,
) {
    if squares.is_empty() {
        return;
    }
    let mark = marks::point_mark(chart, 0, &chart.x[it.at], it.point);
    let mark = Mark {
        class: "part",
        title: Some(part_label(chart, it)),
        ..mark
    };
    canvas.series(it.at, &chart.x[it.at].label, |canvas| {
        canvas.shape(&squares_outline(&squares, step), mark);
        if matches!(series_class(it.at), "s3" | "s5") {
            for at in squares {
                canvas.rect(square_stripe(at, step), Mark::class("stripe"));
            }
        }
    });
}

/// The outline of squares in reading order.
fn squares_outline(squares: &Range<usize>, step: f64) -> Vec<Coord> {
    let (from, last) = (squares.start, squares.end - 1);
    let place = |row: usize, column: usize| Coord::new(step * column as f64, step * row as f64);
    let (first_row, first, last_row, end) = (
        from / COLUMNS,
        from % COLUMNS,
        last / COLUMNS,
        last % COLUMNS + 1,
    );
    if first_row == last_row {
        return vec![
            place(first_row, first),
            place(first_row, end),
            place(first_row + 1, end),
            place(first_row + 1, first),
        ];
    }
    vec![
        place(first_row, first),
        place(first_row, COLUMNS),
        place(last_row, COLUMNS),
        place(last_row, end),
        place(last_row + 1, end),
        place(last_row + 1, 0),
        place(first_row + 1, 0),
        place(first_row + 1, first),
    ]
}

/// Ground along the middle of a square, as in the sign of its part.
fn square_stripe(at: usize, step: f64) -> Rect {
    let square = square_at(at, step, 3.0);
    let rim = step / 3.0 - 3.0;
    Rect {
        left: square.left + rim,
        right: square.right - rim,
        ..square
    }
}

fn square_at(at: usize, step: f64, inset: f64) -> Rect {
    let (left, top) = ((at % COLUMNS) as f64 * step, (at / COLUMNS) as f64 * step);
    Rect {
        left: left + inset,
        top: top + inset,
        right: left + step - inset,
        bottom: top + step - inset,
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::waffle::apportion_squares;

    #[test]
    fn gives_every_square_to_somebody() {
        assert_eq!(apportion_squares(&[33.33, 33.33, 33.34], 100), [33, 33, 34]);
        assert_eq!(apportion_squares(&[39.6], 40), [40]);
        assert_eq!(apportion_squares(&[99.9, 0.1], 100), [100, 0]);
    }
}
