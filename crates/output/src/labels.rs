//! What things are called that several formats name.

use gongbao_diag::locale::{Lang, Word, fill_placeholders, word};
use gongbao_site::FactLabel;
use gongbao_theme::Theme;

/// The key of a fact's label among the words of a theme.
pub fn fact_label_key(label: FactLabel) -> &'static str {
    match label {
        FactLabel::Definition => "fact.definition",
        FactLabel::Formula => "fact.formula",
        FactLabel::Unit => "fact.unit",
        FactLabel::Dimensions => "fact.dimensions",
        FactLabel::Source => "fact.source",
        FactLabel::Note => "fact.note",
        FactLabel::Rows => "fact.rows",
        FactLabel::Key => "fact.key",
        FactLabel::Responsible => "fact.responsible",
        FactLabel::Plan => "fact.plan",
    }
}

/// A word of the theme. Every theme lies on the default one, which has them all.
#[expect(
    clippy::expect_used,
    reason = "a word that the default theme lacks would be a mistake in this program"
)]
pub fn theme_word<'a>(theme: &'a Theme, lang: Lang, key: &str) -> &'a str {
    theme
        .string(lang, key)
        .expect("the default theme has every word that pages and documents need")
}

/// 来源：…, unless the words already say so; 来源未注明 if nobody says.
pub fn source_line(lang: Lang, source: &str) -> String {
    let label = word(lang, Word::SourceLabel);
    if source.is_empty() {
        word(lang, Word::NoSource).to_owned()
    } else if source.starts_with(label) || source == word(lang, Word::NoSource) {
        source.to_owned()
    } else {
        fill_placeholders(word(lang, Word::Source), &[("source", source)])
    }
}

#[cfg(test)]
mod tests {
    use crate::labels::source_line;
    use gongbao_diag::locale::Lang;

    #[test]
    fn a_source_is_named_once() {
        assert_eq!(source_line(Lang::Zh, "市公安局"), "来源：市公安局");
        assert_eq!(source_line(Lang::Zh, "来源：市公安局"), "来源：市公安局");
        let english = source_line(Lang::En, "the bureau");
        assert_eq!(source_line(Lang::En, &english), english);
    }

    #[test]
    fn a_missing_source_is_not_hidden() {
        assert_eq!(source_line(Lang::Zh, ""), "来源未注明");
    }
}
