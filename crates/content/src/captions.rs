//! The texts among the settings of an embed that readers see.

use std::sync::Arc;

use crate::markdown;
use crate::page::{Captions, Raw};
use crate::scalar::correct_expression_ranges;
use gongbao_diag::Diags;
use gongbao_model::prose::Phrase;
use gongbao_source::{YamlNode, YamlValue, yaml_at};

/// Keys of an embed whose texts readers see.
const CAPTION_KEYS: [&str; 5] = ["title", "subtitle", "note", "label", "value"];

/// The body of an embed and where it begins in its file.
#[derive(Clone, Copy)]
pub(crate) struct EmbedBody<'a> {
    pub file: &'a Arc<str>,
    pub text: &'a str,
    pub start: usize,
}

/// The captions of an embed.
pub(crate) fn read_captions(body: EmbedBody<'_>) -> Captions {
    let mut captions = Captions::default();
    // A body that is no YAML shows readers nothing; binding the embed complains of it.
    if let Ok(node) = yaml_at(body.file, body.text, body.start) {
        collect_captions(body, &node, &mut captions);
    }
    captions
}

fn collect_captions(body: EmbedBody<'_>, node: &YamlNode, captions: &mut Captions) {
    match &node.value {
        YamlValue::List(items) => items
            .iter()
            .for_each(|item| collect_captions(body, item, captions)),
        YamlValue::Map(pairs) => pairs.iter().for_each(|(key, value)| match key.text() {
            Some(key) if CAPTION_KEYS.contains(&key) => {
                captions.texts.extend(parse_caption(body, value))
            }
            Some("metric" | "metrics" | "table" | "where") => {
                captions.names.extend(scalar_texts(value));
            }
            _ => collect_captions(body, value, captions),
        }),
        YamlValue::Null | YamlValue::Scalar { .. } => {}
    }
}

fn parse_caption(body: EmbedBody<'_>, node: &YamlNode) -> Option<Phrase<Raw>> {
    let text = node.text()?;
    // Binding the embed reads the same line again, and complains.
    let mut heard_later = Diags::new();
    let mut phrase = markdown::parse_line(body.file, text, node.range.start, &mut heard_later);
    let (from, to) = (node.range.start - body.start, node.range.end - body.start);
    if !body.text[from..].starts_with(text.trim_end()) {
        correct_expression_ranges(&mut phrase, &body.text[from..to], &node.range);
    }
    Some(phrase)
}

fn scalar_texts(node: &YamlNode) -> Vec<String> {
    match &node.value {
        YamlValue::Map(pairs) => pairs
            .iter()
            .flat_map(|(_, value)| scalar_texts(value))
            .collect(),
        YamlValue::List(_) | YamlValue::Null | YamlValue::Scalar { .. } => node
            .items()
            .iter()
            .filter_map(|item| item.text().map(str::to_owned))
            .collect(),
    }
}
