//! A flow chart after Sankey: how much goes from where to where, bands as wide as what they carry.

mod network;

use crate::axis::Axis;
use crate::canvas::{Canvas, Mark};
use crate::kinds::sankey::network::{Flow, FlowNode, Network};
use crate::kinds::{Channel, Kind};
use crate::layout::{TextBlock, spread_apart};
use crate::picture::Picture;
use crate::sentences::{ChartPurpose, pick_wording};
use crate::text::LINE_HEIGHT;
use gongbao_diag::locale::{Lang, Text, Word, word};
use gongbao_model::drawing::{Anchor, Coord, Datum, Rect, Size};
use gongbao_model::{Chart, Grid, GridCell, GridColumn, Value};

/// The flow chart.
#[derive(Debug)]
pub(super) struct Sankey;

impl Kind for Sankey {
    fn name(&self) -> &'static str {
        "sankey"
    }
    fn word(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "流向图",
            Lang::En => "Flow chart",
        }
    }
    fn channels(&self) -> &'static [Channel] {
        &[
            Channel::Required("x"),
            Channel::Required("y"),
            Channel::Required("series"),
        ]
    }
    fn example(&self) -> &'static str {
        include_str!("sankey.yaml")
    }
    fn axis(&self, _: Picture<'_>, _: Size) -> Axis {
        // Bands are compared by their width; none is shown.
        Axis {
            low: 0.0,
            high: 1.0,
            ticks: Vec::new(),
        }
    }
    fn draws_targets(&self) -> bool {
        false
    }
    fn purpose(&self) -> ChartPurpose {
        ChartPurpose::Ranking
    }
    fn refuses(&self, chart: &Chart) -> Option<Text> {
        network::refuse_flows(chart)
    }
    fn narrative(&self, picture: Picture<'_>) -> Option<String> {
        let chart = picture.chart;
        let network = Network::of(chart);
        let mut flows: Vec<&Flow<'_>> = network.flows.iter().collect();
        flows.sort_by(|a, b| b.value().total_cmp(&a.value()));
        let said = |it: &&&Flow<'_>| {
            let (from, to) = (&network.nodes[it.from].name, &network.nodes[it.to].name);
            match chart.lang {
                Lang::Zh => format!("{from}到{to}{}", it.point.text),
                Lang::En => format!("{from} to {to} {}", it.point.text),
            }
        };
        let listed: Vec<String> = flows.iter().take(MAX_TOLD).map(|it| said(&it)).collect();
        let listed = listed.join(pick_wording(chart, "，", ", "));
        Some(match chart.lang {
            Lang::Zh => format!("{}个流向，从大到小：{listed}。", flows.len()),
            Lang::En => format!("{} flows, the largest first: {listed}. ", flows.len()),
        })
    }
    fn grid(&self, chart: &Chart) -> Option<Grid> {
        Some(flow_grid(chart))
    }
    fn draw(&self, picture: Picture<'_>, canvas: &mut Canvas) {
        let chart = picture.chart;
        let network = Network::of(chart);
        let labels = node_labels(chart, &network, canvas);
        let edge = |level: usize| {
            let here = network
                .nodes
                .iter()
                .zip(&labels)
                .filter(|it| it.0.level == level);
            here.map(|it| it.1.width).fold(0.0, f64::max) + LABEL_GAP
        };
        let last = network.levels.saturating_sub(1);
        let (left, right) = (
            edge(0),
            canvas.width() - if last > 0 { edge(last) } else { 0.0 },
        );
        let room = NodeSpace {
            left,
            right,
            height: network_height(&network, &labels, canvas),
        };
        let places = room.places(&network, &labels);
        canvas.height = room.height + LINE_HEIGHT;

        canvas.group("flows", |canvas| {
            draw_flows(canvas, chart, &network, &places)
        });
        for (at, node) in network.nodes.iter().enumerate() {
            canvas.coloured_group("nodes", node.looks, |canvas| {
                canvas.rect(
                    places[at],
                    Mark {
                        title: Some(node.said(chart)),
                        ..Mark::default()
                    },
                );
            });
        }
        canvas.group("values", |canvas| {
            draw_labels(canvas, &network, &labels, &places, &room)
        });
    }
}

/// Width of a node, and from it to its label.
const NODE_THICKNESS: f64 = 10.0;
const LABEL_GAP: f64 = NODE_THICKNESS + 6.0;
/// Space between two nodes of a column.
const NODE_GAP: f64 = 10.0;
/// Flows told one by one in the alternative text.
const MAX_TOLD: usize = 12;
/// Points along each edge of a band.
const CURVE_STEPS: usize = 10;

/// The labels, as wide as their column leaves them room.
fn node_labels(chart: &Chart, network: &Network<'_>, canvas: &Canvas) -> Vec<TextBlock> {
    let outer = canvas.width() * canvas.size.pick(0.2, 0.25);
    let last = network.levels.saturating_sub(1);
    let step = (canvas.width() - 2.0 * (outer + LABEL_GAP)) / last.max(1) as f64;
    let inner = step - LABEL_GAP - 4.0;
    let label = |it: &FlowNode| {
        let limit = if it.level == 0 || it.level == last {
            outer
        } else {
            inner
        };
        TextBlock::cut(&it.said(chart), limit)
    };
    network.nodes.iter().map(label).collect()
}

/// As high as the labels of the fullest column ask for.
fn network_height(network: &Network<'_>, labels: &[TextBlock], canvas: &Canvas) -> f64 {
    let column = |level: usize| {
        let here = network
            .nodes
            .iter()
            .zip(labels)
            .filter(|it| it.0.level == level);
        here.map(|it| it.1.height() + 2.0).sum::<f64>()
    };
    (0..network.levels)
        .map(column)
        .fold(canvas.size.pick(320.0, 300.0), f64::max)
}

/// The room nodes stand in.
struct NodeSpace {
    left: f64,
    right: f64,
    height: f64,
}

impl NodeSpace {
    /// Where each node stands: columns by level, heights by value.
    fn places(&self, network: &Network<'_>, labels: &[TextBlock]) -> Vec<Rect> {
        let column = |level: usize| {
            (0..network.nodes.len()).filter(move |it| network.nodes[*it].level == level)
        };
        let sum = |level| {
            column(level)
                .map(|it| network.nodes[it].value())
                .sum::<f64>()
        };
        let gap =
            |level| NODE_GAP.min(self.height * 0.3 / (column(level).count().max(2) - 1) as f64);
        let free =
            |level| self.height - gap(level) * column(level).count().saturating_sub(1) as f64;
        let scale = (0..network.levels)
            .map(|it| free(it) / sum(it).max(1e-300))
            .fold(f64::INFINITY, f64::min);
        let step = (self.right - self.left - NODE_THICKNESS)
            / network.levels.saturating_sub(1).max(1) as f64;
        let mut places = vec![
            Rect {
                left: 0.0,
                top: 0.0,
                right: 0.0,
                bottom: 0.0
            };
            labels.len()
        ];
        for level in 0..network.levels {
            let left = self.left + step * level as f64;
            let used =
                sum(level) * scale + gap(level) * column(level).count().saturating_sub(1) as f64;
            let mut top = (self.height - used).max(0.0) / 2.0 + LINE_HEIGHT / 2.0;
            for at in column(level) {
                let bottom = top + network.nodes[at].value() * scale;
                places[at] = Rect {
                    left,
                    top,
                    right: left + NODE_THICKNESS,
                    bottom,
                };
                top = bottom + gap(level);
            }
        }
        places
    }
}

fn draw_flows(canvas: &mut Canvas, chart: &Chart, network: &Network<'_>, places: &[Rect]) {
    for it in network.bands() {
        let flow = &network.flows[it.flow];
        let (from, to) = (places[flow.from], places[flow.to]);
        let of = |rect: &Rect, part: f64| rect.top + (rect.bottom - rect.top) * part;
        let edge = |leaves: f64, enters: f64| {
            flow_curve(
                Coord::new(from.right, of(&from, leaves)),
                Coord::new(to.left, of(&to, enters)),
            )
        };
        let mut corners = edge(it.leaves.0, it.enters.0);
        corners.extend(edge(it.leaves.1, it.enters.1).into_iter().rev());
        let names = [&network.nodes[flow.from].name, &network.nodes[flow.to].name]
            .map(String::as_str)
            .join(" → ");
        let title = format!(
            "{names}{}{}",
            pick_wording(chart, "：", ": "),
            flow.point.text
        );
        let mark = Mark {
            class: "flow",
            data: Some(Datum {
                x: names,
                value: flow.value().to_string(),
            }),
            title: Some(title),
        };
        canvas.series(
            network.nodes[flow.from].looks,
            &network.nodes[flow.from].name,
            |canvas| {
                canvas.shape(&corners, mark);
            },
        );
    }
}

/// A line that leaves and arrives level.
fn flow_curve(from: Coord, to: Coord) -> Vec<Coord> {
    let at = |n: usize| {
        let t = n as f64 / CURVE_STEPS as f64;
        let ease = t * t * (3.0 - 2.0 * t);
        Coord::new(
            from.x + (to.x - from.x) * t,
            from.y + (to.y - from.y) * ease,
        )
    };
    (0..=CURVE_STEPS).map(at).collect()
}

/// Names beside the nodes: outside at both ends, behind the nodes between.
fn draw_labels(
    canvas: &mut Canvas,
    network: &Network<'_>,
    labels: &[TextBlock],
    places: &[Rect],
    room: &NodeSpace,
) {
    for level in 0..network.levels {
        let column: Vec<usize> = (0..labels.len())
            .filter(|it| network.nodes[*it].level == level)
            .collect();
        let wanted: Vec<(f64, f64)> = column
            .iter()
            .map(|it| {
                (
                    f64::midpoint(places[*it].top, places[*it].bottom),
                    labels[*it].height() + 1.0,
                )
            })
            .collect();
        for (at, middle) in column
            .iter()
            .zip(spread_apart(&wanted, 0.0, room.height + LINE_HEIGHT))
        {
            let top = middle - labels[*at].height() / 2.0;
            let (x, anchor) = match level {
                0 => (places[*at].left - 6.0, Anchor::End),
                _ => (places[*at].right + 6.0, Anchor::Start),
            };
            labels[*at].draw(canvas, Coord::new(x, top), anchor, "value");
        }
    }
}

/// A row for each flow.
fn flow_grid(chart: &Chart) -> Grid {
    let network = Network::of(chart);
    let head = |label: &str, unit: &str, numeric| GridColumn {
        label: label.to_owned(),
        unit: unit.to_owned(),
        numeric,
        metric: None,
    };
    let columns = vec![
        head(pick_wording(chart, "从", "from"), "", false),
        head(pick_wording(chart, "到", "to"), "", false),
        head(&chart.y_label, &chart.unit, true),
    ];
    let name = |it: usize| {
        let text = network.nodes[it].name.clone();
        GridCell {
            value: Value::Text(text.clone()),
            text,
            ..GridCell::default()
        }
    };
    let row = |it: &Flow<'_>| {
        let text = chart.number.write_bare(chart.lang, it.value());
        let value = GridCell {
            text,
            value: Value::Number(it.value()),
            origin: Some(it.point.origin.clone()),
            ..GridCell::default()
        };
        vec![name(it.from), name(it.to), value]
    };
    let mut rows: Vec<Vec<GridCell>> = network.flows.iter().map(row).collect();
    if rows.is_empty() {
        let gap = GridCell {
            text: word(chart.lang, Word::NoData).to_owned(),
            ..GridCell::default()
        };
        rows.push(vec![gap; 3]);
    }
    Grid {
        caption: chart.title.clone(),
        columns,
        rows,
    }
}
