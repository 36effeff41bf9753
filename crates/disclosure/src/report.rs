//! Findings as complaints: what it is, where it stands, how to waive it; not one line a row for a
//! whole column of them.
//!
//! In a report for the office a finding is a warning and not an error. Two codes for one mistake
//! would double the waivers and the explanations, so the severity depends on the audience.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Finding;
use crate::waivers::{Waivers, waiver_line};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_settings::Audience;

/// How many findings of one kind are shown of one file.
const MAX_FINDINGS_SHOWN: usize = 50;

/// Where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FindingPlace {
    /// At the place itself.
    Here,
    /// In the name of the file.
    Name,
    /// Somewhere in a file that has no lines: a document, a picture.
    Inside,
    /// In a file that is about to be written.
    Output,
}

/// Collects the complaints about a site's inputs.
#[derive(Debug)]
pub(crate) struct InspectionReport {
    audience: Audience,
    waivers: Waivers,
    counts: BTreeMap<(Arc<str>, &'static str), usize>,
    complaints: Vec<Diagnostic>,
    /// The values met, waived ones too.
    known: BTreeSet<String>,
}

impl InspectionReport {
    /// Nothing found yet.
    pub(crate) fn new(audience: Audience, waivers: Waivers) -> InspectionReport {
        let (counts, complaints, known) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
        InspectionReport {
            audience,
            waivers,
            counts,
            complaints,
            known,
        }
    }

    /// Whether a value was met before.
    pub(crate) fn knows(&self, finding: &Finding) -> bool {
        self.known.contains(&finding.value)
    }

    /// Files one finding, unless it is waived.
    pub(crate) fn add(
        &mut self,
        finding: &Finding,
        place: impl FnOnce() -> Place,
        file: &Arc<str>,
        of: FindingPlace,
    ) {
        self.known.insert(finding.value.clone());
        if self.waivers.allow(file, finding) {
            return;
        }
        let count = self
            .counts
            .entry((file.clone(), finding.code.name()))
            .or_default();
        *count += 1;
        if *count <= MAX_FINDINGS_SHOWN {
            self.complaints
                .push(finding_diagnostic(finding, place(), of, self.audience));
        }
    }

    /// Files that a part of a file could not be searched. It cannot be waived: nobody knows what is in it.
    pub(crate) fn add_unread(&mut self, file: &Arc<str>, reason: Text) {
        self.complaints
            .push(unsearched_file(file, reason, self.audience));
    }

    /// Hands the complaints over; what comes back are the values they are about.
    pub(crate) fn finish(self, diags: &mut Diags) -> BTreeSet<String> {
        self.complaints.into_iter().for_each(|it| diags.push(it));
        for ((file, _), count) in self
            .counts
            .into_iter()
            .filter(|(_, count)| *count > MAX_FINDINGS_SHOWN)
        {
            let more =
                Diagnostic::new(Code::MoreErrors, Place::file(&file)).with("table", file.as_ref());
            diags.push(soften_for_audience(
                more.with("count", count - MAX_FINDINGS_SHOWN)
                    .with("shown", MAX_FINDINGS_SHOWN),
                self.audience,
            ));
        }
        self.waivers.finish(diags);
        self.known
    }
}

/// A complaint that a part of a file could not be searched.
pub(crate) fn unsearched_file(file: &Arc<str>, reason: Text, audience: Audience) -> Diagnostic {
    let complaint = Diagnostic::new(Code::NotSearched, Place::file(file));
    soften_for_audience(complaint.with("reason", reason), audience)
}

/// A finding as a complaint.
pub(crate) fn finding_diagnostic(
    finding: &Finding,
    place: Place,
    of: FindingPlace,
    audience: Audience,
) -> Diagnostic {
    let words = match of {
        FindingPlace::Here => Text::new("此处", "here"),
        FindingPlace::Name => Text::new("文件名中", "in the file's name"),
        FindingPlace::Inside => Text::new("这个文件里面", "inside this file"),
        FindingPlace::Output => Text::new(
            "即将写出的这个文件中",
            "in this file, which was about to be written",
        ),
    };
    let rest = further_advice(&place.file, finding, of);
    let complaint = Diagnostic::new(finding.code, place)
        .with("where", words)
        .with("rest", rest);
    soften_for_audience(
        complaint.with("shown", abbreviate_value(&finding.value)),
        audience,
    )
}

/// What else can be done: a file that was made has no words of its own to be reviewed.
fn further_advice(file: &Arc<str>, finding: &Finding, of: FindingPlace) -> Text {
    if of == FindingPlace::Output {
        return Text::new(
            "。它在源文件中没有原样出现，多半是由模板、查询或前后几处文字拼成的，请到那里修改",
            ". No file of yours holds it as it is: look for a template, a query or texts that follow one another and make it up",
        );
    }
    let entry = waiver_line(file, finding);
    let name = if of == FindingPlace::Name {
        ["（文件请改名）", " (rename the file)"]
    } else {
        [""; 2]
    };
    let zh = format!(
        "{}；经审核可以公开的，在 data/waivers.yaml 中加一行：{}",
        name[0], entry.zh
    );
    Text::new(
        zh,
        format!(
            "{}; if a review allows it, add this line to data/waivers.yaml: {}",
            name[1], entry.en
        ),
    )
}

/// What stops a report for the public is a warning in one for the office.
pub(crate) fn soften_for_audience(complaint: Diagnostic, audience: Audience) -> Diagnostic {
    match audience {
        Audience::Public => complaint,
        Audience::Internal => complaint.softened(),
    }
}

/// Messages end up in logs: of a number its ends are shown.
fn abbreviate_value(value: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    if chars.len() < 8 || chars.iter().filter(|it| it.is_ascii_digit()).count() < 6 {
        return value.to_owned();
    }
    let ends = |range: &[char]| range.iter().collect::<String>();
    format!("{}…{}", ends(&chars[..3]), ends(&chars[chars.len() - 2..]))
}
