//! The words of a page as its author typed them, each byte known by its place in the file: what a
//! check of the wording reads. Expressions and code stand in them as single characters.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::expression::scan;
use crate::prepared::{Prepared, Run};
use crate::{Expression, Fence, Page, Raw, front};
use gongbao_model::prose::Block;
use gongbao_source::{File, Node, Value, yaml_at};

/// Stands for an expression in the text of a passage.
pub const FIGURE: char = '\u{FFFC}';

/// A stretch of words: a title, a paragraph, a cell of a table, a caption.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    pub part: Part,
    /// The words, [`FIGURE`] for each expression.
    pub text: String,
    /// The expressions in order.
    pub figures: Vec<Expression>,
    /// What a cell's row and column are headed.
    pub heads: String,
    /// Names that settings give: the metrics and the table of an embed, the values of its `where`.
    pub names: Vec<String>,
    /// Bytes of the text that a comment of the author exempts from checks.
    pub exempt: Vec<Range<usize>>,
    /// Runs of text: where they begin in it, and in the file.
    runs: Vec<(usize, usize)>,
    /// The whole of a scalar whose escapes shift its bytes.
    inexact: Option<Range<usize>>,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    Title,
    Summary,
    Heading(u8),
    #[default]
    Text,
    Cell,
    Caption,
}

impl Passage {
    /// The bytes of the file that belong to bytes of the text.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        if let Some(whole) = &self.inexact {
            return whole.clone();
        }
        let byte = |at: usize| {
            let run = self.runs.partition_point(|it| it.0 <= at).saturating_sub(1);
            self.runs
                .get(run)
                .map_or(0, |(text, file)| file + (at - text.min(&at)))
        };
        let last = self.text[..range.end]
            .char_indices()
            .next_back()
            .map_or(range.start, |it| it.0);
        byte(range.start)..byte(last) + (range.end - last)
    }

    /// Whether its bytes are those of the file, so that it can be rewritten.
    pub fn is_exact(&self) -> bool {
        self.inexact.is_none()
    }

    fn push(&mut self, text: &str, at: usize) {
        self.runs.push((self.text.len(), at));
        self.text.push_str(text);
    }

    fn push_figure(&mut self, it: Expression) {
        self.runs.push((self.text.len(), it.range.start));
        self.text.push(FIGURE);
        self.figures.push(it);
    }
}

/// Every passage of a page in the order of its file.
pub fn passages(file: &File, page: &Page) -> Vec<Passage> {
    let Ok(cut) = front::cut(file) else {
        return Vec::new();
    };
    let mut out = settings(file, cut.settings);
    let mut fences = Vec::new();
    collect_fences(&page.blocks, &mut fences);
    page.footnotes
        .iter()
        .for_each(|it| collect_fences(&it.blocks, &mut fences));
    let source = &file.str()[cut.body..];
    let prepared = Prepared::page(source);
    let mut walk = Walk::new(file, cut.body, &prepared, fences);
    for (event, range) in prepared.events() {
        walk.take(event, range);
    }
    walk.flush();
    out.extend(walk.out);
    out
}

/// The titles and summaries between the two lines `---`.
fn settings(file: &File, range: Range<usize>) -> Vec<Passage> {
    let Ok(node) = yaml_at(&file.path, &file.str()[range.clone()], range.start) else {
        return Vec::new();
    };
    let Value::Map(pairs) = &node.value else {
        return Vec::new();
    };
    let part = |key: &Node| match key.text() {
        Some("title") => Some(Part::Title),
        Some("summary") => Some(Part::Summary),
        _ => None,
    };
    pairs
        .iter()
        .filter_map(|(key, value)| scalar(file, value, part(key)?))
        .collect()
}

/// A scalar as a passage.
fn scalar(file: &File, node: &Node, part: Part) -> Option<Passage> {
    let text = node.text()?;
    let is_exact = file.str()[node.range.start..].starts_with(text.trim_end());
    let inexact = (!is_exact).then(|| node.range.clone());
    let mut passage = Passage {
        part,
        inexact,
        ..Passage::default()
    };
    let start = node.range.start;
    let mut at = 0;
    for found in scan(text, &[]).expressions {
        passage.push(&text[at..found.start], start + at);
        let inner = found.start + 2..found.end - 2;
        let source = text[inner.clone()].to_owned();
        passage.push_figure(Expression {
            source,
            range: start + inner.start..start + inner.end,
        });
        at = found.end;
    }
    passage.push(&text[at..], start + at);
    Some(passage)
}

fn collect_fences<'a>(blocks: &'a [Block<Raw>], out: &mut Vec<&'a Fence>) {
    for block in blocks {
        match block {
            Block::Embed(fence) => out.push(fence),
            Block::List { items, .. } => {
                items.iter().for_each(|it| collect_fences(&it.blocks, out))
            }
            Block::Quote(inner) | Block::Alert { blocks: inner, .. } => collect_fences(inner, out),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Table(_)
            | Block::Rule => {}
        }
    }
}

/// Keys of an embed whose texts readers see.
const CAPTIONS: [&str; 5] = ["title", "subtitle", "note", "label", "value"];

/// The captions of an embed.
fn captions(file: &File, fence: &Fence) -> Vec<Passage> {
    let mut out = Vec::new();
    let Ok(body) = yaml_at(&file.path, &fence.body, fence.body_range.start) else {
        return out;
    };
    let mut names = Vec::new();
    visit(file, &body, &mut out, &mut names);
    out.iter_mut().for_each(|it| it.names.clone_from(&names));
    out
}

fn visit(file: &File, node: &Node, out: &mut Vec<Passage>, names: &mut Vec<String>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|it| visit(file, it, out, names)),
        Value::Map(pairs) => pairs.iter().for_each(|(key, value)| match key.text() {
            Some(key) if CAPTIONS.contains(&key) => out.extend(scalar(file, value, Part::Caption)),
            Some("metric" | "metrics" | "table") => names.extend(scalars(value)),
            Some("where") => names.extend(scalars(value)),
            _ => visit(file, value, out, names),
        }),
        Value::Null | Value::Scalar { .. } => {}
    }
}

fn scalars(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Map(pairs) => pairs.iter().flat_map(|(_, value)| scalars(value)).collect(),
        Value::List(_) | Value::Null | Value::Scalar { .. } => node
            .items()
            .iter()
            .filter_map(|it| it.text().map(str::to_owned))
            .collect(),
    }
}

/// Walks the parser's events once more, for the words alone.
struct Walk<'a> {
    file: &'a File,
    start: usize,
    page: &'a Prepared<'a>,
    fences: Vec<&'a Fence>,
    out: Vec<Passage>,
    now: Passage,
    /// What the columns of the table are headed, and its row.
    columns: Vec<String>,
    row: Vec<String>,
    is_head: bool,
    /// Blocks that are open.
    depth: usize,
    /// A comment exempts the block that comes next, or the one being read.
    is_exempt: bool,
}

impl<'a> Walk<'a> {
    fn new(
        file: &'a File,
        start: usize,
        page: &'a Prepared<'a>,
        fences: Vec<&'a Fence>,
    ) -> Walk<'a> {
        Walk {
            file,
            start,
            page,
            fences,
            out: Vec::new(),
            now: Passage::default(),
            columns: Vec::new(),
            row: Vec::new(),
            is_head: false,
            depth: 0,
            is_exempt: false,
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(&text, range.start),
            Event::Code(_) => self.now.push("`", self.start + range.start),
            Event::HardBreak => self.now.push("\n", self.start + range.start),
            Event::InlineHtml(_) | Event::Html(_) => self.comment(range),
            Event::Start(tag) => self.open(&tag, range),
            Event::End(tag) => self.close(tag),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, from: usize) {
        let mut at = self.start + from;
        for run in self.page.runs(text, &|it| self.start + it) {
            match run {
                Run::Text(text) => {
                    self.now.push(&text, at);
                    at += text.len();
                }
                Run::Figure(it) => {
                    at = it.range.end + 2;
                    self.now.push_figure(it);
                }
            }
        }
    }

    /// A comment `exempt: reason` behind words exempts them from the last mark of punctuation on; as a
    /// block of its own it exempts the next one.
    fn comment(&mut self, range: Range<usize>) {
        let text = self.page.slice(range);
        if !is_exemption(text) {
            return;
        }
        if self.now.text.trim().is_empty() {
            self.is_exempt = true;
            return;
        }
        let words = &self.now.text;
        let from = words
            .char_indices()
            .rev()
            .find(|(_, it)| "，。；：、！？\n".contains(*it))
            .map_or(0, |it| it.0);
        let range = from..words.len();
        self.now.exempt.push(range);
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ) {
            return;
        }
        self.flush();
        self.depth += 1;
        match tag {
            Tag::Heading { level, .. } => self.now.part = Part::Heading(*level as u8),
            Tag::TableCell => self.now.part = Part::Cell,
            Tag::Table(_) => self.columns.clear(),
            Tag::TableHead => self.is_head = true,
            Tag::TableRow => self.row.clear(),
            Tag::CodeBlock(_) => self.embed(range),
            _ => {}
        }
    }

    fn embed(&mut self, range: Range<usize>) {
        let range = self.start + range.start..self.start + range.end;
        if let Some(fence) = self
            .fences
            .iter()
            .find(|it| range.contains(&it.info_range.start))
        {
            let mut found = captions(self.file, fence);
            found.iter_mut().for_each(|it| self.mark(it));
            self.out.extend(found);
        }
        self.now.part = Part::Caption;
    }

    fn close(&mut self, tag: TagEnd) {
        if matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ) {
            return;
        }
        match tag {
            TagEnd::TableCell => self.cell(),
            TagEnd::TableHead => self.is_head = false,
            // The code itself is nobody's prose.
            TagEnd::CodeBlock => self.now = Passage::default(),
            _ => {}
        }
        self.flush();
        self.depth = self.depth.saturating_sub(1);
        // The comment is a block too: what it exempts is still to come.
        if self.depth == 0 && tag != TagEnd::HtmlBlock {
            self.is_exempt = false;
        }
    }

    fn cell(&mut self) {
        let text = self.now.text.clone();
        if self.is_head {
            self.columns.push(text);
            return;
        }
        let column = self
            .columns
            .get(self.row.len())
            .cloned()
            .unwrap_or_default();
        let row = self.row.first().cloned().unwrap_or_default();
        self.now.heads = format!("{row} {column}");
        self.row.push(text);
    }

    fn mark(&self, passage: &mut Passage) {
        if self.is_exempt {
            passage.exempt.push(0..passage.text.len());
        }
    }

    fn flush(&mut self) {
        let mut passage = std::mem::take(&mut self.now);
        if !passage.text.trim().is_empty() {
            self.mark(&mut passage);
            self.out.push(passage);
        }
    }
}

/// `<!-- exempt: reason -->`; without a reason it is a comment like any other.
fn is_exemption(html: &str) -> bool {
    let Some(inner) = html
        .trim()
        .strip_prefix("<!--")
        .and_then(|it| it.split("-->").next())
    else {
        return false;
    };
    let inner = inner.trim();
    let rest = inner
        .strip_prefix("exempt")
        .or_else(|| inner.strip_prefix("免核"));
    let reason = rest.and_then(|it| it.strip_prefix([':', '：']));
    reason.is_some_and(|it| !it.trim().is_empty())
}
