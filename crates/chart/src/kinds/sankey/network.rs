//! The network of a flow chart: nodes in columns, each to the right of all nodes that flow into it.

use gongbao_diag::locale::{Digits, NumberFormat, Text};
use gongbao_model::{Chart, Point};

/// Nodes and the flows between them.
pub(super) struct Network<'a> {
    pub nodes: Vec<FlowNode>,
    pub flows: Vec<Flow<'a>>,
    /// Columns.
    pub levels: usize,
    /// Whether something flows back to where it came from.
    pub is_circular: bool,
}

/// Where something flows from or to.
#[derive(Clone, Debug)]
pub(super) struct FlowNode {
    pub name: String,
    /// Its column.
    pub level: usize,
    /// The series it looks like.
    pub looks: usize,
    pub enters: f64,
    pub leaves: f64,
}

/// What flows from one node to another.
#[derive(Clone, Debug)]
pub(super) struct Flow<'a> {
    pub from: usize,
    pub to: usize,
    pub point: &'a Point,
}

/// The part of its nodes a flow takes, from 0 to 1.
pub(super) struct Band {
    pub flow: usize,
    pub leaves: (f64, f64),
    pub enters: (f64, f64),
}

impl FlowNode {
    /// As much as passes through it.
    pub(super) fn value(&self) -> f64 {
        self.enters.max(self.leaves)
    }

    /// Its name and how much passes through it.
    pub(super) fn said(&self, chart: &Chart) -> String {
        format!(
            "{} {}",
            self.name,
            sum_notation(chart).write(chart.lang, self.value())
        )
    }
}

/// How sums are written: without the noise of their last digits.
fn sum_notation(chart: &Chart) -> NumberFormat {
    let digits = if chart.number.digits == Digits::AsIs {
        Digits::AtMost(2)
    } else {
        chart.number.digits
    };
    NumberFormat {
        digits,
        ..chart.number.clone()
    }
}

impl Flow<'_> {
    pub(super) fn value(&self) -> f64 {
        self.point.value
    }
}

impl<'a> Network<'a> {
    /// Positions are where things flow from, series are where they flow to.
    #[expect(clippy::expect_used, reason = "every position and series has a name")]
    pub(super) fn of(chart: &'a Chart) -> Network<'a> {
        let mut names: Vec<&str> = chart.x.iter().map(|it| it.label.as_str()).collect();
        names.dedup();
        for it in &chart.series {
            if !names.contains(&it.name.as_str()) {
                names.push(&it.name);
            }
        }
        let place = |name: &str| {
            let found = names.iter().position(|it| *it == name);
            found.expect("every position and series is among the names")
        };
        let mut flows = Vec::new();
        for (at, tick) in chart.x.iter().enumerate() {
            for (series, it) in chart.series.iter().enumerate() {
                let point = chart.point(series, at).filter(|it| it.value > 0.0);
                flows.extend(point.map(|point| Flow {
                    from: place(&tick.label),
                    to: place(&it.name),
                    point,
                }));
            }
        }
        let node = |(at, name): (usize, &&str)| FlowNode {
            name: (*name).to_owned(),
            level: 0,
            looks: at,
            leaves: flows
                .iter()
                .filter(|it| it.from == at)
                .map(Flow::value)
                .sum(),
            enters: flows.iter().filter(|it| it.to == at).map(Flow::value).sum(),
        };
        let nodes = names.iter().enumerate().map(node).collect();
        let mut network = Network {
            nodes,
            flows,
            levels: 0,
            is_circular: false,
        };
        network.is_circular = !network.arrange();
        network.keep_used();
        network.levels = network
            .nodes
            .iter()
            .map(|it| it.level + 1)
            .max()
            .unwrap_or(0);
        network
    }

    /// Sets each node behind all that flow into it; says whether that is possible.
    fn arrange(&mut self) -> bool {
        for _ in 0..=self.nodes.len() {
            let mut settled = true;
            for it in 0..self.flows.len() {
                let (from, to) = (self.flows[it].from, self.flows[it].to);
                let least = self.nodes[from].level + 1;
                if self.nodes[to].level < least && least <= self.nodes.len() {
                    self.nodes[to].level = least;
                    settled = false;
                }
            }
            if settled {
                return self
                    .flows
                    .iter()
                    .all(|it| self.nodes[it.from].level < self.nodes[it.to].level);
            }
        }
        self.nodes.iter_mut().for_each(|it| it.level = 0);
        let targets: Vec<usize> = self.flows.iter().map(|it| it.to).collect();
        targets.into_iter().for_each(|it| self.nodes[it].level = 1);
        false
    }

    /// Leaves out nodes nothing flows through.
    #[expect(
        clippy::expect_used,
        reason = "something flows through the ends of a flow"
    )]
    fn keep_used(&mut self) {
        let used: Vec<usize> = (0..self.nodes.len())
            .filter(|it| self.nodes[*it].value() > 0.0)
            .collect();
        let place = |old: usize| {
            let found = used.iter().position(|it| *it == old);
            found.expect("something flows through the ends of a flow")
        };
        for it in &mut self.flows {
            (it.from, it.to) = (place(it.from), place(it.to));
        }
        self.nodes = used.iter().map(|it| self.nodes[*it].clone()).collect();
    }

    /// The bands, each below the one before it at both of its ends.
    pub(super) fn bands(&self) -> Vec<Band> {
        let mut leaves = vec![0.0; self.nodes.len()];
        let mut enters = vec![0.0; self.nodes.len()];
        let band = |flow: usize| {
            let it = &self.flows[flow];
            let part = |done: &mut f64, whole: f64| {
                let from = *done;
                *done += it.value();
                (
                    from / whole.max(1e-300),
                    (*done / whole.max(1e-300)).min(1.0),
                )
            };
            let leaves = part(&mut leaves[it.from], self.nodes[it.from].value());
            Band {
                flow,
                leaves,
                enters: part(&mut enters[it.to], self.nodes[it.to].value()),
            }
        };
        (0..self.flows.len()).map(band).collect()
    }
}

/// More nodes or flows than this cannot be followed.
const MAX_NODES: usize = 30;
const MAX_FLOWS: usize = 120;

/// Why something cannot be shown as flows.
pub(super) fn refuse_flows(chart: &Chart) -> Option<Text> {
    if chart.values().any(|it| it < 0.0) {
        return Some(Text::new("流量不能是负数", "a flow is never negative"));
    }
    let network = Network::of(chart);
    let (nodes, flows) = (network.nodes.len(), network.flows.len());
    if nodes > MAX_NODES || flows > MAX_FLOWS {
        let zh =
            format!("有{nodes}个节点、{flows}个流向，最多{MAX_NODES}个节点、{MAX_FLOWS}个流向");
        let en =
            format!("{nodes} nodes and {flows} flows are more than {MAX_NODES} and {MAX_FLOWS}");
        return Some(Text::new(zh, en));
    }
    if network.is_circular {
        return Some(Text::new(
            "有的流向又回到了起点",
            "something flows back to where it came from",
        ));
    }
    if flows == 0 {
        return Some(Text::new("没有大于零的流量", "no flow is above zero"));
    }
    network
        .nodes
        .iter()
        .find(|it| !is_balanced(chart, it))
        .map(|it| {
            let [enters, leaves] =
                [it.enters, it.leaves].map(|it| sum_notation(chart).write(chart.lang, it));
            Text::new(
                format!(
                    "“{}”流入{enters}，流出{leaves}，差额没有去向或者来源",
                    it.name
                ),
                format!(
                    "{enters} flow into `{}` and {leaves} out of it; the difference has no place",
                    it.name
                ),
            )
        })
}

/// Whether what enters a node between others leaves it again, but for the rounding of fractions.
fn is_balanced(chart: &Chart, node: &FlowNode) -> bool {
    let is_between = node.enters > 0.0 && node.leaves > 0.0;
    let is_whole = chart.values().all(|it| it.fract() == 0.0);
    let rounding = if is_whole {
        0.0
    } else {
        0.05 * chart.points().count() as f64
    };
    !is_between || (node.enters - node.leaves).abs() <= rounding + 1e-9 * node.value()
}
