//! What kind of page a page is.

/// The shape of a page. Each has a template of its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    Home,
    #[default]
    Report,
    Opinion,
    Progress,
    Plan,
    Packet,
    Section,
    Metric,
    Table,
    /// A page nobody writes that looks at all metrics and tables.
    Overview,
    /// The page of the search.
    Search,
    /// A page that only leads to others: site map, glossary, topics.
    Index,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Layout; 12] = [
        Layout::Home,
        Layout::Report,
        Layout::Opinion,
        Layout::Progress,
        Layout::Plan,
        Layout::Packet,
        Layout::Section,
        Layout::Metric,
        Layout::Table,
        Layout::Overview,
        Layout::Search,
        Layout::Index,
    ];

    /// Whether it is a page for finding others, which stands in no section, list or index itself.
    pub fn is_discovery(self) -> bool {
        matches!(self, Layout::Search | Layout::Index)
    }

    /// The name in front matter and of the template (`report` → `report.html`).
    pub fn name(self) -> &'static str {
        match self {
            Layout::Home => "home",
            Layout::Report => "report",
            Layout::Opinion => "opinion",
            Layout::Progress => "progress",
            Layout::Plan => "plan",
            Layout::Packet => "packet",
            Layout::Section => "section",
            Layout::Metric => "metric",
            Layout::Table => "table",
            Layout::Overview => "overview",
            Layout::Search => "search",
            Layout::Index => "index",
        }
    }
}
