//! YAML as a tree that remembers where each node stands, so that a complaint can quote it.
//!
//! Four crates read YAML (tables, metrics, front matter, embeds); they share this one decoder.
//! Start at [`parse_yaml`], then [`Fields`] to read a mapping.
//!
//! The nodes are made from the parser's events, because serde loses the places that messages point
//! at.

mod fields;
mod syntax_reasons;
mod translations;
mod tree;

use std::ops::Range;
use std::sync::Arc;

pub use fields::{Fields, did_you_mean, spelling_hint, unknown_key};
pub use translations::{TRANSLATIONS, read_translations};
pub use tree::{parse_at, parse_yaml};

use gongbao_diag::locale::{Text, parse_as};
use gongbao_diag::{Code, Diagnostic, Place};

/// A node of a YAML document.
#[derive(Clone, Debug, PartialEq)]
pub struct YamlNode {
    /// The file it stands in.
    pub file: Arc<str>,
    /// Bytes of the file: of a scalar the text without quotes, `|` or `>`; of a mapping or sequence
    /// from its first to its last byte.
    pub range: Range<usize>,
    /// What it is.
    pub value: YamlValue,
}

/// What a node is. Scalars stay text; whoever reads one says what it has to be.
#[derive(Clone, Debug, PartialEq)]
pub enum YamlValue {
    /// An empty or `null` scalar.
    Null,
    /// A scalar; `quoted` ones are text whatever they look like.
    Scalar { text: String, quoted: bool },
    /// A sequence.
    List(Vec<YamlNode>),
    /// A mapping, in the author's order.
    Map(Vec<(YamlNode, YamlNode)>),
}

impl YamlNode {
    /// Where it stands.
    pub fn place(&self) -> Place {
        Place::text(&self.file, self.range.clone())
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            YamlValue::Scalar { text, .. } => Some(text),
            YamlValue::Null | YamlValue::List(_) | YamlValue::Map(_) => None,
        }
    }

    /// The text of a key. A list, a mapping or nothing at all in the place of a key has none, and no key is known by
    /// that name.
    pub fn key_text(&self) -> &str {
        self.text().unwrap_or("")
    }

    /// The text of a scalar under a key.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is something else.
    pub fn string(&self, key: &str) -> Result<String, Diagnostic> {
        let text = self.text().map(str::to_owned);
        text.ok_or_else(|| match self.is_braces() {
            // YAML takes `{{ a }}` for a mapping in a mapping.
            true => self.refuse(
                key,
                Text::new(
                    "一段文字（以 {{ 开头时须加引号）",
                    "a text (in quotes if it begins with {{)",
                ),
            ),
            false => self.refuse(key, Text::new("一段文字", "a text")),
        })
    }

    fn is_braces(&self) -> bool {
        matches!(&self.value, YamlValue::Map(pairs) if pairs.iter().any(|(key, _)| matches!(key.value, YamlValue::Map(_))))
    }

    /// A scalar that is a number.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is something else.
    pub fn number(&self, key: &str) -> Result<f64, Diagnostic> {
        let number = self
            .text()
            .and_then(parse_as)
            .filter(|it: &f64| it.is_finite());
        number.ok_or_else(|| self.refuse(key, Text::new("一个数", "a number")))
    }

    /// A scalar that is `true` or `false`.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is something else.
    pub fn boolean(&self, key: &str) -> Result<bool, Diagnostic> {
        match self.text() {
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            _ => Err(self.refuse(key, Text::new("true 或 false", "true or false"))),
        }
    }

    /// The nodes of a sequence; a lone scalar or mapping counts as a sequence of one.
    pub fn items(&self) -> &[YamlNode] {
        match &self.value {
            YamlValue::List(items) => items,
            YamlValue::Null => &[],
            YamlValue::Scalar { .. } | YamlValue::Map(_) => std::slice::from_ref(self),
        }
    }

    /// The texts of a sequence of scalars.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if an item is something else.
    pub fn strings(&self, key: &str) -> Result<Vec<String>, Diagnostic> {
        self.items().iter().map(|it| it.string(key)).collect()
    }

    /// The pairs of a mapping whose keys are the author's own; nothing if it is empty.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is something else, [`Code::DuplicateSetting`] if a key is given twice.
    pub fn pairs(&self, key: &str) -> Result<&[(YamlNode, YamlNode)], Diagnostic> {
        let pairs = self.mapping(key)?;
        match fields::repeated_keys(pairs).next() {
            Some(complaint) => Err(complaint),
            None => Ok(pairs),
        }
    }

    fn mapping(&self, key: &str) -> Result<&[(YamlNode, YamlNode)], Diagnostic> {
        match &self.value {
            YamlValue::Map(pairs) => Ok(pairs),
            YamlValue::Null => Ok(&[]),
            YamlValue::Scalar { .. } | YamlValue::List(_) => {
                Err(self.refuse(key, Text::new("若干行“键: 值”", "lines of `key: value`")))
            }
        }
    }

    /// A complaint that this value does not suit its key.
    pub fn refuse(&self, key: &str, expected: Text) -> Diagnostic {
        let shown = match &self.value {
            YamlValue::Null => Text::new("（空）", "(empty)"),
            YamlValue::Scalar { text, .. } => Text::from(text),
            YamlValue::List(_) => Text::new("（一个列表）", "(a list)"),
            YamlValue::Map(_) => Text::new("（若干键值）", "(a mapping)"),
        };
        let complaint = Diagnostic::new(Code::BadSetting, self.place());
        complaint
            .with("key", key)
            .with("text", shown)
            .with("expected", expected)
    }
}
