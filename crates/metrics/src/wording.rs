//! Translated names of metrics; their values are the same in every language.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Metric, MetricUnit, Metrics};
use gongbao_diag::Diags;
use gongbao_diag::locale::LanguageTag;
use gongbao_source::{
    Fields, Sources, TRANSLATIONS, YamlNode, YamlValue, parse_yaml, read_translations,
};

/// What metrics are called, by id.
pub(crate) type MetricWordings = BTreeMap<String, MetricWording>;

/// What a metric is called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MetricWording {
    title: Option<String>,
    unit: Option<String>,
    definition: Option<String>,
    note: Option<String>,
    source: Option<String>,
    /// What its targets are called and where they stand, in their order.
    targets: Vec<TargetWording>,
}

/// What a target is called.
#[derive(Clone, Debug, Default, PartialEq)]
struct TargetWording {
    label: Option<String>,
    basis: Option<String>,
}

impl TargetWording {
    const NO_WORDING: TargetWording = TargetWording {
        label: None,
        basis: None,
    };
}

const METRICS_FILE: &str = "data/metrics.yaml";
const WORDING_KEYS: [&str; 6] = ["title", "unit", "definition", "note", "source", "targets"];
const TARGET_KEYS: [&str; 2] = ["label", "basis"];

/// Reads what `data/metrics.yaml` says in other languages.
pub fn read_wordings(
    sources: &Sources,
    diags: &mut Diags,
) -> BTreeMap<LanguageTag, MetricWordings> {
    let mut found: BTreeMap<LanguageTag, MetricWordings> = BTreeMap::new();
    let Some(file) = sources.get(METRICS_FILE) else {
        return found;
    };
    // Whatever else is wrong with the file has been said where it was read.
    let Ok(root) = parse_yaml(&file.path, file.str()) else {
        return found;
    };
    for node in root.items() {
        let child = |key: &str| match &node.value {
            YamlValue::Map(pairs) => pairs
                .iter()
                .find(|(name, _)| name.text() == Some(key))
                .map(|(_, it)| it),
            YamlValue::Null | YamlValue::Scalar { .. } | YamlValue::List(_) => None,
        };
        let (Some(id), Some(node)) = (child("id").and_then(YamlNode::text), child(TRANSLATIONS))
        else {
            continue;
        };
        for (tongue, node) in read_translations(node, diags) {
            let wording = read_wording(node, diags);
            found
                .entry(tongue)
                .or_default()
                .extend(wording.map(|it| (id.to_owned(), it)));
        }
    }
    found
}

fn read_wording(node: &YamlNode, diags: &mut Diags) -> Option<MetricWording> {
    let fields = Fields::read(node, TRANSLATIONS, &WORDING_KEYS, diags);
    let fields = diags.keep(fields)?;
    let mut string = |key: &str| diags.keep(fields.string(key)).flatten();
    let mut wording = MetricWording {
        title: string("title"),
        unit: string("unit"),
        definition: string("definition"),
        note: string("note"),
        source: string("source"),
        targets: Vec::new(),
    };
    let targets = fields
        .get("targets")
        .map_or(&[] as &[YamlNode], YamlNode::items);
    for node in targets {
        // One that cannot be read keeps its place, so that the others keep theirs.
        let target = read_target_wording(node, diags);
        wording
            .targets
            .push(target.unwrap_or(TargetWording::NO_WORDING));
    }
    Some(wording)
}

fn read_target_wording(node: &YamlNode, diags: &mut Diags) -> Option<TargetWording> {
    let fields = Fields::read(node, "targets", &TARGET_KEYS, diags);
    let fields = diags.keep(fields)?;
    let mut string = |key: &str| diags.keep(fields.string(key)).flatten();
    Some(TargetWording {
        label: string("label"),
        basis: string("basis"),
    })
}

impl Metrics {
    /// The same metrics under the names of another language; what has no name there keeps its own.
    pub fn speaking(&self, words: &MetricWordings) -> Metrics {
        let called = |it: &Arc<Metric>| {
            words
                .get(&it.id)
                .map_or_else(|| it.clone(), |word| Arc::new(it.called(word)))
        };
        Metrics {
            list: self.list.iter().map(called).collect(),
            broken: self.broken.clone(),
            is_incomplete: self.is_incomplete,
            redacted: self.redacted.clone(),
        }
    }
}

impl Metric {
    fn called(&self, wording: &MetricWording) -> Metric {
        let unit = match (&self.unit, &wording.unit) {
            (MetricUnit::Fixed(_), Some(unit)) => MetricUnit::Fixed(unit.clone()),
            // A unit read from a column is a cell, which is the same in all languages.
            (unit, _) => unit.clone(),
        };
        let or = |word: &Option<String>, own: &Option<String>| word.clone().or_else(|| own.clone());
        let mut targets = self.targets.clone();
        for (target, word) in targets.iter_mut().zip(&wording.targets) {
            target.label = or(&word.label, &target.label);
            target.basis = or(&word.basis, &target.basis);
        }
        Metric {
            targets,
            title: wording.title.clone().unwrap_or_else(|| self.title.clone()),
            unit,
            definition: or(&wording.definition, &self.definition),
            note: or(&wording.note, &self.note),
            source: or(&wording.source, &self.source),
            ..self.clone()
        }
    }
}
