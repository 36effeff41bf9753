//! What the theme calls things that several formats name.

use gongbao_site::FactLabel;

/// The key of a fact's label among the words of a theme.
pub fn fact(label: FactLabel) -> &'static str {
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
