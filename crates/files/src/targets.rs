//! `targets.json`: every target with its status and all that the status was computed from, a line each.

use serde_json::{Value as Json, json};

use gongbao_diag::Diags;
use gongbao_diag::locale::Lang;
use gongbao_metrics::{Goal, Metric, Status, Strength, Target, Unit, Worst};
use gongbao_output::{Job, Output, Sink};
use gongbao_site::Standing;
use gongbao_site::overview::TARGETS;

/// The list of statuses.
#[derive(Debug)]
pub struct Targets;

impl Output for Targets {
    fn name(&self) -> &'static str {
        "targets"
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        if !sink.wants(TARGETS) {
            return;
        }
        let lines: Vec<String> = job
            .site
            .standings
            .iter()
            .filter_map(|it| line(job, it))
            .collect();
        if lines.is_empty() {
            return;
        }
        let as_of = job.site.config.as_of.map(|it| it.to_string());
        let title = Json::from(job.site.config.title.as_str());
        let list = format!(
            "{{\"title\":{title},\"as_of\":{},\"targets\":[\n{}\n]}}\n",
            Json::from(as_of),
            lines.join(",\n")
        );
        sink.put(TARGETS, list.as_bytes());
    }
}

/// A target; nothing for a metric without one.
fn line(job: &Job<'_>, it: &Standing) -> Option<String> {
    let metric = job.metrics.get(&it.metric)?;
    let target = metric.targets.get(it.target?)?;
    let judgement = it.judgement?;
    let reading = it.reading.as_ref();
    let day = |it: Option<gongbao_diag::locale::Date>| it.map(|it| it.to_string());
    let way = target.from.iter().chain(&target.milestones);
    let way: Vec<Json> = way
        .map(|(day, value)| json!({"by": day.to_string(), "value": value}))
        .collect();
    let (comparator, bound) = goal(target.goal);
    let line = json!({
        "metric": it.metric,
        "title": metric.title,
        "scope": it.scope,
        "period": reading.and_then(|it| it.time.as_ref()).map(ToString::to_string),
        "value": reading.and_then(|it| it.value),
        "text": it.line.value,
        "unit": reading.map_or_else(|| unit(metric), |it| it.unit.clone()),
        "comparator": comparator,
        "target": bound,
        "by": day(target.by),
        "due": target.due.map(|it| it.to_string()),
        "strength": strength(target.strength),
        "basis": target.basis,
        "label": target.label,
        "responsible": it.responsible,
        "plan": it.plan,
        "path": way,
        "as_of": day(job.site.config.as_of),
        "judged_on": day(judgement.day),
        "required": judgement.required,
        "gap": reading.and_then(|it| target.gap(it)),
        "worst": it.worst.iter().map(|it| worst(it, target)).collect::<Vec<Json>>(),
        "status": status(judgement.status),
        "status_text": it.line.status.map(|it| gongbao_metrics::status_word(lang(job), it)),
    });
    Some(line.to_string())
}

fn lang(job: &Job<'_>) -> Lang {
    job.site.config.lang
}

fn unit(metric: &Metric) -> String {
    match &metric.unit {
        Unit::Fixed(unit) => unit.clone(),
        Unit::Column(_) => String::new(),
    }
}

fn worst(it: &Worst, target: &Target) -> Json {
    json!({
        "dimension": it.dimension,
        "member": it.member.to_string(),
        "value": it.reading.value,
        "gap": target.gap(&it.reading),
        "members": it.n_members,
        "short": it.n_short,
    })
}

fn goal(goal: Goal) -> (&'static str, Json) {
    match goal {
        Goal::AtLeast(it) => ("at_least", Json::from(it)),
        Goal::AtMost(it) => ("at_most", Json::from(it)),
        Goal::Between(low, high) => ("between", json!([low, high])),
        Goal::Equals(it) => ("equals", Json::from(it)),
    }
}

fn strength(it: Strength) -> &'static str {
    match it {
        Strength::Must => "must",
        Strength::Strive => "strive",
        Strength::Encourage => "encourage",
        Strength::May => "may",
    }
}

fn status(it: Status) -> &'static str {
    match it {
        Status::Met => "met",
        Status::OnCourse => "on_course",
        Status::Behind => "behind",
        Status::Overdue => "overdue",
        Status::NoData => "no_data",
        Status::Undecided => "undecided",
    }
}
