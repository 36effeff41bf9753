//! What a page is about.

use gongbao_content::make_slug;
use gongbao_diag::locale::{Lang, Word, word};

/// Something a page is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic {
    pub facet: Facet,
    pub name: String,
}

/// In which respect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Subject,
    Kind,
    Year,
    Issuer,
    /// A dimension of metrics, by its title.
    Member {
        title: String,
    },
}

impl Facet {
    pub fn title(&self, lang: Lang) -> &str {
        match self {
            Facet::Subject => word(lang, Word::TopicHead),
            Facet::Kind => word(lang, Word::KindHead),
            Facet::Year => word(lang, Word::YearHead),
            Facet::Issuer => word(lang, Word::IssuedBy),
            Facet::Member { title } => title,
        }
    }

    pub fn key(&self) -> String {
        match self {
            Facet::Subject => "topic".to_owned(),
            Facet::Kind => "kind".to_owned(),
            Facet::Year => "year".to_owned(),
            Facet::Issuer => "issuer".to_owned(),
            Facet::Member { title } => format!("by-{}", make_slug(title)),
        }
    }
}
