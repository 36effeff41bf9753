//! How a site looks and the words of its frame: templates, style, tokens and string tables.
//!
//! The default theme is compiled in; a site's `themes/<name>/` overrides it file by file. It knows
//! no pages. Start at [`load`].

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diag::Diags;
use crate::locale::Lang;
use crate::source::{File, Sources};

/// A theme, complete.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Template sources by name, such as `report.html`.
    pub templates: BTreeMap<String, File>,
    /// Files shipped as they are, by path below `assets/`; the style sheet of the tokens is among them.
    pub assets: BTreeMap<String, File>,
    /// The frame's words by key, for each language.
    pub strings: BTreeMap<Lang, BTreeMap<String, String>>,
}

/// Loads the theme the settings name. Missing files and untranslated words are diagnostics.
pub fn load(_sources: &Sources, _config: &Config, _diags: &mut Diags) -> Theme {
    Theme::default()
}
