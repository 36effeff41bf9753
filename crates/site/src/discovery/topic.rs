//! What a page is about.

use gongbao_content::make_slug;
use gongbao_diag::locale::{Lang, Word, word};

/// Something a page is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic {
    pub facet: TopicFacet,
    pub name: String,
}

/// In which respect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TopicFacet {
    Subject,
    Kind,
    Year,
    Issuer,
    /// A dimension of metrics, by its title.
    Member {
        title: String,
    },
}

impl TopicFacet {
    pub fn title(&self, lang: Lang) -> &str {
        match self {
            TopicFacet::Subject => word(lang, Word::TopicHead),
            TopicFacet::Kind => word(lang, Word::KindHead),
            TopicFacet::Year => word(lang, Word::YearHead),
            TopicFacet::Issuer => word(lang, Word::IssuedBy),
            TopicFacet::Member { title } => title,
        }
    }

    pub fn key(&self) -> String {
        match self {
            TopicFacet::Subject => "topic".to_owned(),
            TopicFacet::Kind => "kind".to_owned(),
            TopicFacet::Year => "year".to_owned(),
            TopicFacet::Issuer => "issuer".to_owned(),
            TopicFacet::Member { title } => format!("by-{}", make_slug(title)),
        }
    }
}
