//! What would mislead in a chart, as diagnostics; what its author accepts with a reason is let pass.

use crate::embeds::spec::ChartSpec;
use crate::failure::Failure;
use crate::scope::Scope;
use gongbao_chart::{self as chart, LintFault};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_metrics::{Formula, Metric};
use gongbao_model::Chart;
use gongbao_source::{Fields, YamlNode, unknown_key};

/// The mistakes an author may have a reason for.
const ACCEPTABLE: [Code; 8] = [
    Code::TooManySeries,
    Code::NotOneWhole,
    Code::SumNotWhole,
    Code::TruncatedAxis,
    Code::NoChartSource,
    Code::NoUnit,
    Code::TitleTooLong,
    Code::AcrossBreak,
];

/// What the author of a chart accepts.
#[derive(Debug, Default)]
pub(super) struct AcceptedLints {
    each: Vec<AcceptedLint>,
}

#[derive(Debug)]
struct AcceptedLint {
    code: Code,
    reason: String,
    place: Place,
    is_used: bool,
}

impl AcceptedLints {
    /// Reads `accept`: a list of `{lint, reason}`.
    ///
    /// # Errors
    /// `setting/bad-value`, `setting/unknown-key` and `setting/missing-key`.
    pub(super) fn read(body: &Fields<'_>) -> Result<AcceptedLints, Failure> {
        let nodes = body.items("accept");
        Ok(AcceptedLints {
            each: nodes
                .iter()
                .map(read_accepted_lint)
                .collect::<Result<_, _>>()?,
        })
    }

    /// Files what is not accepted.
    fn sift(&mut self, found: Vec<Diagnostic>, diags: &mut Diags) {
        for complaint in found {
            match self.each.iter_mut().find(|it| it.code == complaint.code) {
                Some(it) => it.is_used = true,
                None => diags.push(complaint),
            }
        }
    }

    /// Complains of each that let nothing pass.
    pub(super) fn finish(&self, diags: &mut Diags) {
        for it in self.each.iter().filter(|it| !it.is_used) {
            let complaint = Diagnostic::new(Code::UnusedAcceptance, it.place.clone())
                .with("lint", it.code.name());
            diags.push(complaint.with("reason", &it.reason));
        }
    }
}

fn read_accepted_lint(node: &YamlNode) -> Result<AcceptedLint, Failure> {
    let mut found = (None, None);
    for (key, value) in node.pairs("accept")? {
        match key.text() {
            Some("lint") => found.0 = Some(read_lint_code(value)?),
            Some("reason") => {
                found.1 = Some(value.string("reason")?).filter(|it| !it.trim().is_empty())
            }
            _ => {
                return Err(unknown_key(key.place(), key.key_text(), &["lint", "reason"]).into());
            }
        }
    }
    let missing = || {
        let expected = Text::new(
            "例如 {lint: chart/too-many-series, reason: 十二个区县须同图}",
            "such as {lint: chart/too-many-series, reason: all twelve districts belong together}",
        );
        node.refuse("accept", expected)
    };
    let (Some(code), Some(reason)) = found else {
        return Err(missing().into());
    };
    Ok(AcceptedLint {
        code,
        reason,
        place: node.place(),
        is_used: false,
    })
}

fn read_lint_code(node: &YamlNode) -> Result<Code, Failure> {
    let name = node.string("lint")?;
    let known: Vec<&str> = ACCEPTABLE.iter().map(|it| it.name()).collect();
    let found = ACCEPTABLE.into_iter().find(|it| it.name() == name);
    found.ok_or_else(|| node.refuse("lint", Text::from(known.join(" | "))).into())
}

/// A chart with what its author wrote of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct LintedChart<'a> {
    pub chart: &'a Chart,
    pub spec: &'a ChartSpec,
    /// The title in the author's file, if there is one.
    pub title: Option<&'a YamlNode>,
}

/// Files what would mislead in a chart and is not accepted.
///
/// # Errors
/// None of its own: whatever the chart's metrics run into.
pub(super) fn check_lints(
    scope: &Scope<'_>,
    LintedChart { chart, spec, title }: LintedChart<'_>,
    accepted: &mut AcceptedLints,
    diags: &mut Diags,
) -> Result<(), Failure> {
    let place = |code| match (code, title) {
        (Code::TitleTooLong, Some(title)) => title.place(),
        _ => spec.place.clone(),
    };
    let complaint = |it: LintFault| {
        let complaint = Diagnostic::new(it.code, place(it.code));
        it.values
            .into_iter()
            .fold(complaint, |complaint, (name, value)| {
                complaint.with(name, value)
            })
    };
    let mut found: Vec<Diagnostic> = chart::find_faults(chart)
        .into_iter()
        .map(complaint)
        .collect();
    let metrics = spec
        .metrics
        .iter()
        .map(|it| Ok(scope.metric(it, &spec.place)?.0.as_ref()));
    let metrics: Vec<&Metric> = metrics.collect::<Result<_, Failure>>()?;
    let is_counted = !metrics.is_empty() && metrics.iter().all(|it| it.formula == Formula::Count);
    if chart.unit.is_empty() && !is_counted && chart.has_bare_numbers() {
        found.push(
            Diagnostic::new(Code::NoUnit, spec.place.clone()).with("measure", &chart.y_label),
        );
    }
    let is_mean = |it: &&&Metric| matches!(it.formula, Formula::Mean { .. });
    if let Some(metric) = metrics
        .iter()
        .find(is_mean)
        .filter(|_| spec.kind.shows_whole(chart))
    {
        let reason = Text::new(
            format!("“{}”是平均值，不能相加", metric.title),
            format!("`{}` is a mean, which cannot be added up", metric.title),
        );
        found.push(Diagnostic::new(Code::NotOneWhole, spec.place.clone()).with("reason", reason));
    }
    found.extend(
        metrics
            .iter()
            .filter_map(|it| across_break(chart, spec, it)),
    );
    accepted.sift(found, diags);
    Ok(())
}

/// Periods side by side from before and after a metric was measured anew. Along the horizontal dimension the
/// chart says so itself.
fn across_break(chart: &Chart, spec: &ChartSpec, metric: &Metric) -> Option<Diagnostic> {
    if metric.time.is_none() || spec.series != metric.time {
        return None;
    }
    let year = |it: &str| it.trim_end_matches('年').parse::<f64>();
    // A period that is no year, such as a quarter, is passed over: only years are told apart.
    let names = chart.series.iter().map(|it| &it.name);
    let years: Vec<f64> = names.flat_map(|it| year(it)).collect();
    let parts = |at: f64| years.iter().any(|it| *it < at) && years.iter().any(|it| *it >= at);
    let found = metric
        .breaks
        .iter()
        .find(|it| year(&it.at).is_ok_and(parts))?;
    let complaint =
        Diagnostic::new(Code::AcrossBreak, spec.place.clone()).with("metric", &metric.title);
    Some(complaint.with("at", &found.at).with("note", &found.note))
}
