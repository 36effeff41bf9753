//! `targets.json`: every target with its status and all that the status was computed from, a line each.

use serde_json::{Value as Json, json};

use gongbao_diag::Diags;
use gongbao_diag::locale::Date;
use gongbao_metrics::{Status, Strength, status_word};
use gongbao_output::{Job, Output, Sink};
use gongbao_site::overview::TARGETS_PATH;
use gongbao_site::{SiteFacts, TargetStatus, WorstMember};

/// The list of statuses.
#[derive(Debug)]
pub struct TargetsOutput;

impl Output for TargetsOutput {
    fn name(&self) -> &'static str {
        "targets"
    }

    fn render(&self, job: &Job<'_>, _facts: &SiteFacts, sink: &dyn Sink, _diags: &mut Diags) {
        if !sink.wants(TARGETS_PATH) {
            return;
        }
        let lines: Vec<String> = job
            .site
            .standings
            .iter()
            .filter_map(|it| target_line(job, it))
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
        sink.put(TARGETS_PATH, list.as_bytes());
    }
}

/// A target; nothing for a metric without one.
fn target_line(job: &Job<'_>, it: &TargetStatus) -> Option<String> {
    let record = it.record.as_ref()?;
    let config = &job.site.config;
    let day = |it: Option<Date>| it.map(|it| it.to_string());
    let way: Vec<Json> = record
        .way
        .iter()
        .map(|(day, value)| json!({"by": day.to_string(), "value": value}))
        .collect();
    let target = match record.bounds.as_slice() {
        [bound] => json!(bound),
        ends => json!(ends),
    };
    let line = json!({
        "metric": it.metric,
        "title": record.title,
        "scope": it.scope,
        "period": record.period,
        "value": record.value,
        "text": it.line.value,
        "unit": record.unit,
        "comparator": record.comparator,
        "target": target,
        "by": day(record.by),
        "due": record.due,
        "strength": strength_name(record.strength),
        "basis": record.basis,
        "label": record.label,
        "responsible": it.responsible,
        "plan": it.plan,
        "path": way,
        "as_of": day(config.as_of),
        "judged_on": day(record.judged_on),
        "required": record.required,
        "gap": record.gap,
        "worst": record.worst.iter().map(worst_member_json).collect::<Vec<Json>>(),
        "status": status_name(record.status),
        "status_text": it.line.status.map(|it| status_word(config.lang, it)),
    });
    Some(line.to_string())
}

fn worst_member_json(it: &WorstMember) -> Json {
    json!({
        "dimension": it.dimension,
        "member": it.member,
        "value": it.value,
        "gap": it.gap,
        "members": it.n_members,
        "short": it.n_short,
    })
}

fn strength_name(it: Strength) -> &'static str {
    match it {
        Strength::Must => "must",
        Strength::Strive => "strive",
        Strength::Encourage => "encourage",
        Strength::May => "may",
    }
}

fn status_name(it: Status) -> &'static str {
    match it {
        Status::Met => "met",
        Status::OnCourse => "on_course",
        Status::Behind => "behind",
        Status::Overdue => "overdue",
        Status::NoData => "no_data",
        Status::Undecided => "undecided",
    }
}
