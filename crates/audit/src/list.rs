//! The site's own list of names made of digits: `data/exempt.yaml`, each with a reason.

use std::ops::Range;

use gongbao_diag::Diags;
use gongbao_source::{Fields, Sources, YamlNode, parse_yaml};

const EXEMPT_FILE: &str = "data/exempt.yaml";

/// Texts whose numbers are no figures.
#[derive(Debug, Default)]
pub(crate) struct Exemptions {
    texts: Vec<String>,
}

impl Exemptions {
    /// Reads the list, if the site has one. An entry without a reason is refused.
    pub(crate) fn read(sources: &Sources, diags: &mut Diags) -> Exemptions {
        let Some(file) = sources.get(EXEMPT_FILE) else {
            return Exemptions::default();
        };
        let Some(node) = diags.keep(parse_yaml(&file.path, file.str())) else {
            return Exemptions::default();
        };
        let texts = node.items().iter().filter_map(|it| read_entry(it, diags));
        Exemptions {
            texts: texts.filter(|it| !it.is_empty()).collect(),
        }
    }

    /// The bytes of a text that are excused.
    pub(crate) fn within(&self, text: &str) -> Vec<Range<usize>> {
        let found = |it: &String| {
            text.match_indices(it.as_str())
                .map(|(at, it)| at..at + it.len())
                .collect::<Vec<_>>()
        };
        self.texts.iter().flat_map(found).collect()
    }
}

fn read_entry(node: &YamlNode, diags: &mut Diags) -> Option<String> {
    let fields = Fields::read(node, "exempt", &["text", "reason"], diags);
    let fields = diags.keep(fields)?;
    let reason = fields
        .need("reason", "reason: 缩略语")
        .and_then(|it| it.string("reason"));
    let text = fields
        .need("text", "text: 1+4+4")
        .and_then(|it| it.string("text"));
    diags.keep(reason)?;
    diags.keep(text)
}
