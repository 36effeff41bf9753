//! `site.toml` as settings with a meaning; no strings left that have to be understood later.
//!
//! It knows what a setting may be, not what it does. Start at [`parse`].

use crate::diag::Diags;
use crate::locale::{Date, Lang};
use crate::source::Sources;

/// A site's settings.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Title of the site.
    pub title: String,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// Language of the site, and of messages when nothing else says.
    pub lang: Lang,
    /// Whose rules the site follows.
    pub profile: Profile,
    /// The day statuses are judged on.
    pub as_of: Option<Date>,
    /// Who publishes.
    pub issuer: Option<String>,
    /// The edition or period of the report.
    pub edition: Option<String>,
    /// Name of the theme.
    pub theme: String,
    /// Names of the output formats; empty for all.
    pub outputs: Vec<String>,
    /// Address the site will stand at, if known.
    pub base_url: Option<String>,
    /// Lines of the footer.
    pub footer: Vec<String>,
    /// Source paths of the pages in the main navigation; empty for the top sections.
    pub nav: Vec<String>,
}

/// Whose rules a site follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// A government website on the internet.
    Gov,
    /// A people's congress.
    Npc,
    /// An internal network.
    #[default]
    Intranet,
}

/// Reads `site.toml`. Each unknown or wrong setting is a diagnostic; the others still count.
pub fn parse(_sources: &Sources, _diags: &mut Diags) -> Config {
    Config { theme: "default".to_owned(), ..Config::default() }
}
