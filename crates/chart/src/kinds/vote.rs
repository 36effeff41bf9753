//! A vote: the ballots on each matter, laid end to end, every count written out below its bar.

use crate::axis::{Axis, AxisBase};
use crate::canvas::{Canvas, Scale};
use crate::key_symbol::{KeySymbol, draw_key, named_series_entries, series_entries};
use crate::kinds::{Channel, Kind};
use crate::layout::{Key, KeyEntry, TextBlock};
use crate::picture::Picture;
use crate::rows::{RowLayout, RowSpace, too_many};
use crate::segments::{Direction, Lane, Segment, amount_segments};
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::LINE_HEIGHT;
use crate::{segments, text};
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_model::Chart;
use gongbao_model::drawing::{Anchor, Coord, Size};

/// The vote.
#[derive(Debug)]
pub(super) struct Vote;

impl Kind for Vote {
    fn name(&self) -> &'static str {
        "vote"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "表决图",
            Lang::En => "Vote",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Optional("series"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("vote.yaml")
    }
    fn axis(&self, picture: Picture<'_>, _: Size) -> Axis {
        let chart = picture.chart;
        let ends: Vec<f64> = (0..chart.x.len())
            .flat_map(|at| amount_segments(chart, at))
            .map(|it| it.high)
            .collect();
        let mut axis = Axis::over(chart.lang, &chart.number, &ends, AxisBase::Zero, 4);
        // No ticks are shown, so that the longest bar may fill the width.
        axis.high = ends.into_iter().fold(0.0, f64::max).max(1e-300);
        picture.shared_axis(|| axis)
    }
    fn shared_key(&self, picture: Picture<'_>) -> Vec<KeyEntry<KeySymbol>> {
        let chart = picture.chart;
        named_series_entries(chart, KeySymbol::Bar)
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        if chart.values().any(|it| it < 0.0 || it.fract() != 0.0) {
            return Some(Text::new(
                "票数应为不小于零的整数",
                "ballots are counted in whole numbers from zero",
            ));
        }
        too_many(chart)
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let colon = pick_wording(chart, "：", ": ");
        let matter = |at: usize| {
            let counts = (0..chart.series.len())
                .map(|it| format_vote_count(chart, it, at))
                .collect::<Vec<_>>();
            let counts = counts.join(word(chart.lang, Word::Separator));
            format!(
                "{}{colon}{counts}{}",
                chart.x[at].label,
                pick_wording(chart, "。", ". ")
            )
        };
        Some((0..chart.x.len()).map(matter).collect())
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let axis = self.axis(picture, canvas.size);
        let key = Key::place(series_entries(picture, KeySymbol::Bar), canvas.width());
        let counts = VoteCounts::place(chart, canvas);
        let room = RowSpace {
            top: key.height,
            thick: BAR_THICKNESS + counts.height,
            space: 12.0,
            before: (0.0, 0.0),
            after: 2.0,
            least: counts.width.min(canvas.width() / 2.0),
        };
        let rows = RowLayout::place(chart, canvas, &room);
        let scale = Scale::new(0.0, axis.high, rows.left, rows.right);
        canvas.height = rows.bottom + 2.0;

        draw_key(canvas, &key);
        draw_ballots(canvas, chart, &rows, &scale);
        canvas.group("values", |canvas| {
            for (at, block) in counts.blocks.iter().enumerate() {
                block.draw(
                    canvas,
                    Coord::new(rows.left, rows.top(at) + BAR_THICKNESS + 2.0),
                    Anchor::Start,
                    "value",
                );
            }
        });
        rows.draw_names(canvas);
    }
}

/// Height of a bar.
const BAR_THICKNESS: f64 = 18.0;

/// 赞成41票.
fn format_vote_count(chart: &Chart, series: usize, at: usize) -> String {
    let point = chart.point(series, at);
    let text = point.map_or(chart.gap(), |it| it.text.as_str());
    if chart.series.len() == 1 {
        text.to_owned()
    } else {
        format!("{} {text}", chart.series[series].name)
    }
}

/// The counts below each bar.
struct VoteCounts {
    blocks: Vec<TextBlock>,
    width: f64,
    height: f64,
}

impl VoteCounts {
    fn place(chart: &Chart, canvas: &Canvas) -> VoteCounts {
        // As much as the names leave beside them at least.
        let limit = canvas.size.pick(430.0, 205.0);
        let blocks: Vec<TextBlock> = (0..chart.x.len())
            .map(|at| counts_block(chart, at, limit))
            .collect();
        let width = blocks.iter().map(|it| it.width).fold(0.0, f64::max);
        let height = blocks
            .iter()
            .map(TextBlock::height)
            .fold(LINE_HEIGHT, f64::max)
            + 2.0;
        VoteCounts {
            blocks,
            width,
            height,
        }
    }
}

/// The counts on a matter, in lines that part no count from its word.
fn counts_block(chart: &Chart, at: usize, limit: f64) -> TextBlock {
    let between = pick_wording(chart, "　", "   ");
    let mut lines: Vec<String> = Vec::new();
    for it in (0..chart.series.len()).map(|it| format_vote_count(chart, it, at)) {
        match lines.last_mut() {
            Some(line)
                if text::text_width(line) + text::text_width(between) + text::text_width(&it)
                    <= limit =>
            {
                line.push_str(between);
                line.push_str(&it);
            }
            _ => lines.extend(text::wrap_text(&it, limit)),
        }
    }
    let width = lines
        .iter()
        .map(|it| text::text_width(it))
        .fold(0.0, f64::max);
    TextBlock { lines, width }
}

/// The strip the bar of a position lies in.
fn bar_lane<'a>(rows: &RowLayout, scale: &'a Scale, at: usize) -> Lane<'a> {
    Lane {
        scale,
        from: rows.top(at),
        to: rows.top(at) + BAR_THICKNESS,
        way: Direction::Across,
    }
}

fn draw_ballots(canvas: &mut Canvas, chart: &Chart, rows: &RowLayout, scale: &Scale) {
    let parts: Vec<Segment> = (0..chart.x.len())
        .flat_map(|at| amount_segments(chart, at))
        .filter(|it| it.low >= 0.0)
        .collect();
    for (series, it) in chart.series.iter().enumerate() {
        canvas.series(series, &it.name, |canvas| {
            for it in parts.iter().filter(|it| it.series == series) {
                segments::draw(canvas, chart, it, &bar_lane(rows, scale, it.at));
            }
        });
    }
}
