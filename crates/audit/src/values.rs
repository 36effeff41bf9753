//! The values of a site as its readers see them.

use crate::candidate::Candidate;
use crate::context::parse_call;
use crate::index::Index;
use gongbao_diag::locale::{Lang, NumberFormat, Text};
use gongbao_metrics::Metrics;

/// The values of a site, ready to be looked up and to be written.
#[derive(Debug)]
pub(crate) struct SiteValues<'a> {
    pub metrics: &'a Metrics,
    pub lang: Lang,
    pub index: Index,
}

impl SiteValues<'_> {
    /// The values nearest to a number, with the expressions that give them.
    pub(crate) fn candidates(&self, near: &[&Candidate]) -> Text {
        if near.is_empty() {
            return Text::default();
        }
        let list: Vec<String> = near
            .iter()
            .map(|it| {
                format!(
                    "{} {} {}",
                    it.title,
                    self.written(it),
                    in_braces(&it.binding)
                )
            })
            .collect();
        let list = list.join("; ");
        Text::new(
            format!("相近的数：{list}。"),
            format!("values near it: {list}. "),
        )
    }

    /// A value as readers see it.
    pub(crate) fn written(&self, it: &Candidate) -> String {
        self.number_of(it).write(self.lang, it.value / it.factor)
    }

    /// How a value is written where its expression stands.
    pub(crate) fn number_of(&self, it: &Candidate) -> NumberFormat {
        let metric = self.metrics.get(&parse_call(&it.binding).head);
        let scale = [(1e4, "万"), (1e8, "亿")]
            .iter()
            .find(|(factor, _)| *factor == it.factor)
            .map_or("", |it| it.1);
        let unit = format!("{scale}{}", it.unit);
        let plain = || NumberFormat {
            unit: unit.clone(),
            ..NumberFormat::default()
        };
        metric.map_or_else(plain, |metric| metric.number(&unit))
    }
}

/// An expression as it stands in a text.
pub(crate) fn in_braces(binding: &str) -> String {
    format!("{{{{ {binding} }}}}")
}
