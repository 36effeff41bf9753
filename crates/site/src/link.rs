//! Addresses: of what is in the site, and where links lead.

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// A page of the site, with the anchor in it.
    Page {
        route: Route,
        fragment: Option<String>,
    },
    /// A file of the site that is copied as it is (a picture, an attachment).
    File { route: Route },
    /// An address outside the site.
    External { url: String },
}

/// The address of a page or file in the output: `report-2025/index.html`, always with `/`, never
/// beginning with one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(pub String);

impl Route {
    /// The relative reference from a page at this address to another address.
    pub fn to(&self, other: &Route) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = other.0.split('/').collect();
        let shared = from
            .iter()
            .zip(&to)
            .take(from.len().min(to.len()) - 1)
            .take_while(|(a, b)| a == b)
            .count();
        let up = from.len() - 1 - shared;
        format!("{}{}", "../".repeat(up), to[shared..].join("/"))
    }
}
