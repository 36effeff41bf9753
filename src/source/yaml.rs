//! YAML as a tree that remembers where each node stands, so that a complaint can quote it.
//!
//! Four rooms read YAML (tables, metrics, front matter, embeds); they share this one decoder.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::diag::{Code, Diagnostic, Diags, Place, nearest};
use crate::locale::Text;

/// A node of a YAML document.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The file it stands in.
    pub file: Arc<str>,
    /// Bytes of the file; for a plain or quoted scalar the text between the quotes.
    pub range: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a node is. Scalars stay text; whoever reads one says what it has to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An empty or `null` scalar.
    Null,
    /// A scalar; `quoted` ones are text whatever they look like.
    Scalar { text: String, quoted: bool },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the author's order.
    Map(Vec<(Node, Node)>),
}

/// Parses a whole file.
///
/// # Errors
/// [`Code::SettingSyntax`] at the place the parser stopped.
pub fn parse(file: &Arc<str>, text: &str) -> Result<Node, Diagnostic> {
    parse_at(file, text, 0)
}

/// Parses a piece of a file that begins at byte `start`: front matter, the body of a fence.
///
/// # Errors
/// [`Code::SettingSyntax`] at the place the parser stopped.
pub fn parse_at(file: &Arc<str>, text: &str, start: usize) -> Result<Node, Diagnostic> {
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut builder = Builder { file: file.clone(), offsets, start, text_len: text.len() };
    let mut parser = Parser::new_from_str(text);
    let mut roots = Vec::new();
    loop {
        match parser.next_event() {
            None | Some(Ok((Event::StreamEnd, _))) => break,
            Some(Ok((Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing, _))) => {}
            Some(Ok((event, span))) => roots.push(builder.node(event, span, &mut parser)?),
            Some(Err(error)) => return Err(builder.complain(*error.marker(), error.info())),
        }
    }
    let empty = Node { file: file.clone(), range: start..start, value: Value::Null };
    Ok(roots.into_iter().next().unwrap_or(empty))
}

/// Builds nodes from the parser's events.
struct Builder {
    file: Arc<str>,
    /// Byte offset of each character.
    offsets: Vec<usize>,
    /// Where the text begins in its file.
    start: usize,
    text_len: usize,
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

impl Builder {
    fn node(&mut self, event: Event<'_>, span: Span, events: &mut Events<'_>) -> Result<Node, Diagnostic> {
        let mut range = self.byte(span.start.index())..self.byte(span.end.index());
        let value = match event {
            Event::Scalar(text, style, _, _) => {
                let quoted = style != ScalarStyle::Plain;
                if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) && range.len() >= 2 {
                    range = range.start + 1..range.end - 1;
                }
                let is_null = !quoted && matches!(text.as_ref(), "" | "~" | "null");
                if is_null { Value::Null } else { Value::Scalar { text: text.into_owned(), quoted } }
            }
            Event::SequenceStart(_, _) => {
                let mut items = Vec::new();
                while let Some((event, span)) = self.next(events)? {
                    items.push(self.node(event, span, events)?);
                }
                Value::List(items)
            }
            Event::MappingStart(_, _) => {
                let mut pairs = Vec::new();
                while let Some((event, span)) = self.next(events)? {
                    let key = self.node(event, span, events)?;
                    let Some((event, span)) = self.next(events)? else { break };
                    pairs.push((key, self.node(event, span, events)?));
                }
                Value::Map(pairs)
            }
            Event::Alias(_) => return Err(self.complain(span.start, "aliases (*name) are not supported here")),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => Value::Null,
        };
        if let Some(last) = last_end(&value) {
            range.end = last;
        }
        Ok(Node { file: self.file.clone(), range, value })
    }

    /// The next event of the collection being read; nothing at its end.
    fn next<'a>(&self, events: &mut Events<'a>) -> Result<Option<(Event<'a>, Span)>, Diagnostic> {
        match events.next_event() {
            None | Some(Ok((Event::SequenceEnd | Event::MappingEnd | Event::StreamEnd, _))) => Ok(None),
            Some(Ok(pair)) => Ok(Some(pair)),
            Some(Err(error)) => Err(self.complain(*error.marker(), error.info())),
        }
    }

    fn complain(&self, at: saphyr_parser::Marker, reason: &str) -> Diagnostic {
        let from = self.byte(at.index()).min(self.start + self.text_len);
        Diagnostic::new(Code::SettingSyntax, Place::text(&self.file, from..from)).with("reason", reason)
    }

    fn byte(&self, index: usize) -> usize {
        self.start + self.offsets.get(index).copied().unwrap_or(self.text_len)
    }
}

/// The parser's end mark of a block collection lies behind the white space that follows it.
fn last_end(value: &Value) -> Option<usize> {
    match value {
        Value::List(items) => items.last().map(|it| it.range.end),
        Value::Map(pairs) => pairs.last().map(|(_, it)| it.range.end),
        Value::Null | Value::Scalar { .. } => None,
    }
}

impl Node {
    /// Where it stands.
    pub fn place(&self) -> Place {
        Place::text(&self.file, self.range.clone())
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The text of a scalar under a key.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is something else.
    pub fn string(&self, key: &str) -> Result<String, Diagnostic> {
        self.text().map(str::to_owned).ok_or_else(|| self.refuse(key, Text::new("一段文字", "a text")))
    }

    /// A plain scalar that is a number.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is something else.
    pub fn number(&self, key: &str) -> Result<f64, Diagnostic> {
        let number = self.text().and_then(|it| it.parse().ok()).filter(|it: &f64| it.is_finite());
        number.ok_or_else(|| self.refuse(key, Text::new("一个数", "a number")))
    }

    /// A plain scalar that is `true` or `false`.
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
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Null => &[],
            Value::Scalar { .. } | Value::Map(_) => std::slice::from_ref(self),
        }
    }

    /// The texts of a sequence of scalars.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if an item is something else.
    pub fn strings(&self, key: &str) -> Result<Vec<String>, Diagnostic> {
        self.items().iter().map(|it| it.string(key)).collect()
    }

    /// The pairs of a mapping.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is something else.
    pub fn pairs(&self, key: &str) -> Result<&[(Node, Node)], Diagnostic> {
        match &self.value {
            Value::Map(pairs) => Ok(pairs),
            Value::Null => Ok(&[]),
            Value::Scalar { .. } | Value::List(_) => {
                Err(self.refuse(key, Text::new("若干行“键: 值”", "lines of `key: value`")))
            }
        }
    }

    /// A complaint that this value does not suit its key.
    pub fn refuse(&self, key: &str, expected: Text) -> Diagnostic {
        let shown = match &self.value {
            Value::Null => Text::new("（空）", "(empty)"),
            Value::Scalar { text, .. } => Text::from(text),
            Value::List(_) => Text::new("（一个列表）", "(a list)"),
            Value::Map(_) => Text::new("（若干键值）", "(a mapping)"),
        };
        let complaint = Diagnostic::new(Code::BadSetting, self.place());
        complaint.with("key", key).with("text", shown).with("expected", expected)
    }
}

/// The mapping under a node, its keys checked against those known here.
#[derive(Debug)]
pub struct Fields<'a> {
    node: &'a Node,
    pairs: &'a [(Node, Node)],
}

impl<'a> Fields<'a> {
    /// Reads a mapping; each unknown key is a diagnostic of its own, the rest is still read.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if the node is not a mapping.
    pub fn read(node: &'a Node, key: &str, known: &[&str], diags: &mut Diags) -> Result<Fields<'a>, Diagnostic> {
        let pairs = node.pairs(key)?;
        for (name, _) in pairs {
            let text = name.text().unwrap_or_default();
            if !known.contains(&text) {
                diags.push(unknown_key(name.place(), text, known));
            }
        }
        Ok(Fields { node, pairs })
    }

    /// The value under a key; an empty value counts as absent.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        let pair = self.pairs.iter().find(|(name, _)| name.text() == Some(key));
        pair.map(|(_, value)| value).filter(|it| it.value != Value::Null)
    }

    /// The value under a key that has to be there.
    ///
    /// # Errors
    /// [`Code::MissingSetting`] with an example of what to write.
    pub fn need(&self, key: &str, example: &str) -> Result<&'a Node, Diagnostic> {
        self.get(key).ok_or_else(|| {
            let from = self.node.range.start;
            let place = Place::text(&self.node.file, from..self.node.range.end.max(from));
            Diagnostic::new(Code::MissingSetting, place).with("key", key).with("example", example)
        })
    }

    /// The text under a key, if it is there.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is not a scalar.
    pub fn string(&self, key: &str) -> Result<Option<String>, Diagnostic> {
        self.get(key).map(|it| it.string(key)).transpose()
    }
}

/// A complaint about a key nobody knows, with the one that was probably meant.
pub fn unknown_key(place: Place, key: &str, known: &[&str]) -> Diagnostic {
    let complaint = Diagnostic::new(Code::UnknownSetting, place).with("key", key);
    complaint.with("hint", hint(key, known.iter().copied())).with("known", known.join(", "))
}

/// “Did you mean …?”, or nothing when no known name is close.
pub fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Text {
    match nearest(name, known) {
        Some(it) => Text::new(format!("是否想写“{it}”？"), format!("did you mean `{it}`? ")),
        None => Text::from(""),
    }
}
