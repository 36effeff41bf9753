//! The one walk through a document: every block, line and run of text, in reading order.
//!
//! A visitor overrides what it wants to see and calls the `walk` function of the same name to go on
//! inside; what it does not override is walked. So a kind of block or embed that is added is seen by
//! all who look for text, links or figures. Start at [`Visit`]; [`VisitMut`] is the same for changes.

use crate::prose::{
    Block, Footnote, HandTable, Heading, Inline, ListItem, Phrase, Stage, TextOrigin, TextRun,
};

/// A run of text as a reader meets it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VisitedRun<'t> {
    pub kind: RunKind,
    pub text: &'t str,
    /// Where its bytes come from. A field of an embed or of a page's settings has none of its own:
    /// it is placed by its embed or page.
    pub origin: Option<&'t TextOrigin>,
}

/// What a run of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunKind {
    /// In a line of text: a paragraph, a heading, a cell written by hand.
    Words,
    /// Code, in a line or as a block.
    Code,
    /// What is read out in the place of a picture.
    AlternativeText,
    /// The title of an exhibit.
    Title,
    Subtitle,
    /// The names of a chart's two dimensions, and what is chosen by a switch.
    AxisLabel,
    /// A position along a chart's horizontal dimension.
    Position,
    /// One of the series of a chart.
    SeriesName,
    /// The member a chart to choose from is of.
    Choice,
    /// What stands on the line of a target.
    Target,
    /// The heading of a column of data.
    ColumnName,
    /// The first cell of a row of data.
    RowName,
    /// Another cell of a row of data.
    Cell,
    /// What a headline figure says.
    Tile,
    /// The author's remark on an exhibit.
    Note,
    /// Where the data of an exhibit come from.
    SourceLine,
    /// A setting of a page that readers see: its issuer, its topics.
    Setting,
    /// What a metric's or table's page says besides its blocks.
    Fact,
}

/// Something at a stage that has text, links or figures of its own inside.
pub trait Interior<S: Stage> {
    /// Shows a visitor what is inside, in reading order.
    fn walk<'t, V: Visit<'t, S> + ?Sized>(&'t self, visitor: &mut V);

    /// Lets a visitor change what is inside: blocks, lines and figures.
    fn walk_mut<V: VisitMut<S> + ?Sized>(&mut self, visitor: &mut V);
}

/// Sees a document. By default everything is walked and nothing done.
pub trait Visit<'t, S: Stage> {
    fn visit_block(&mut self, block: &'t Block<S>) {
        walk_block(self, block);
    }

    fn visit_heading(&mut self, heading: &'t Heading<S>) {
        self.visit_phrase(&heading.text);
    }

    fn visit_item(&mut self, item: &'t ListItem<S>) {
        walk_blocks(self, &item.blocks);
    }

    fn visit_hand_table(&mut self, table: &'t HandTable<S>) {
        walk_hand_table(self, table);
    }

    /// A row of a table written by hand, its head first.
    fn visit_hand_row(&mut self, cells: &'t [Phrase<S>]) {
        cells.iter().for_each(|cell| self.visit_phrase(cell));
    }

    fn visit_embed(&mut self, embed: &'t S::Embed) {
        embed.walk(self);
    }

    fn visit_footnote(&mut self, footnote: &'t Footnote<S>) {
        walk_blocks(self, &footnote.blocks);
    }

    /// A whole line: a paragraph, the text of a heading, a cell, a title.
    fn visit_phrase(&mut self, phrase: &'t [Inline<S>]) {
        walk_phrase(self, phrase);
    }

    fn visit_inline(&mut self, inline: &'t Inline<S>) {
        walk_inline(self, inline);
    }

    /// Where a link or picture leads.
    fn visit_link(&mut self, _to: &'t S::Link) {}

    fn visit_figure(&mut self, _figure: &'t S::Figure) {}

    /// A forced line break.
    fn visit_break(&mut self) {}

    fn visit_run(&mut self, _run: VisitedRun<'t>) {}
}

/// Walks blocks.
pub fn walk_blocks<'t, S: Stage, V: Visit<'t, S> + ?Sized>(
    visitor: &mut V,
    blocks: &'t [Block<S>],
) {
    blocks.iter().for_each(|block| visitor.visit_block(block));
}

/// Walks footnotes.
pub fn walk_footnotes<'t, S: Stage, V: Visit<'t, S> + ?Sized>(
    visitor: &mut V,
    footnotes: &'t [Footnote<S>],
) {
    footnotes
        .iter()
        .for_each(|footnote| visitor.visit_footnote(footnote));
}

/// Walks what is inside a block.
pub fn walk_block<'t, S: Stage, V: Visit<'t, S> + ?Sized>(visitor: &mut V, block: &'t Block<S>) {
    match block {
        Block::Heading(heading) => visitor.visit_heading(heading),
        Block::Paragraph(phrase) => visitor.visit_phrase(phrase),
        Block::List { start: _, items } => items.iter().for_each(|item| visitor.visit_item(item)),
        Block::Quote(blocks) | Block::Alert { kind: _, blocks } => walk_blocks(visitor, blocks),
        // The language of code is for programs.
        Block::Code { language: _, text } => {
            visitor.visit_run(VisitedRun::new(RunKind::Code, text))
        }
        Block::Table(table) => visitor.visit_hand_table(table),
        Block::Rule => {}
        Block::Embed(embed) => visitor.visit_embed(embed),
    }
}

/// Walks a table written by hand, its head first.
pub(crate) fn walk_hand_table<'t, S: Stage, V: Visit<'t, S> + ?Sized>(
    visitor: &mut V,
    table: &'t HandTable<S>,
) {
    visitor.visit_hand_row(&table.head);
    table
        .rows
        .iter()
        .for_each(|row| visitor.visit_hand_row(row));
}

/// Walks a line.
pub fn walk_phrase<'t, S: Stage, V: Visit<'t, S> + ?Sized>(
    visitor: &mut V,
    phrase: &'t [Inline<S>],
) {
    phrase
        .iter()
        .for_each(|inline| visitor.visit_inline(inline));
}

/// Walks what is inside a piece of a line.
pub fn walk_inline<'t, S: Stage, V: Visit<'t, S> + ?Sized>(visitor: &mut V, inline: &'t Inline<S>) {
    match inline {
        Inline::Text(text) => visitor.visit_run(VisitedRun::new(RunKind::Words, text)),
        Inline::Code(text) => visitor.visit_run(VisitedRun::new(RunKind::Code, text)),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
            walk_phrase(visitor, inner)
        }
        Inline::Link { to, text } => {
            visitor.visit_link(to);
            walk_phrase(visitor, text);
        }
        Inline::Image { to, alt } => {
            visitor.visit_link(to);
            visitor.visit_run(VisitedRun::new(RunKind::AlternativeText, alt));
        }
        Inline::Figure(figure) => visitor.visit_figure(figure),
        Inline::Break => visitor.visit_break(),
        // The number of a footnote is no text; its blocks are visited with the page's footnotes.
        Inline::Footnote { number: _, nth: _ } => {}
    }
}

/// Changes a document. By default everything is walked and nothing done.
pub trait VisitMut<S: Stage> {
    fn visit_block(&mut self, block: &mut Block<S>) {
        walk_block_mut(self, block);
    }

    fn visit_embed(&mut self, embed: &mut S::Embed) {
        embed.walk_mut(self);
    }

    fn visit_phrase(&mut self, phrase: &mut Phrase<S>) {
        walk_phrase_mut(self, phrase);
    }

    fn visit_figure(&mut self, _figure: &mut S::Figure) {}

    fn visit_run(&mut self, _run: &mut TextRun) {}
}

/// Walks blocks to change them.
pub fn walk_blocks_mut<S: Stage, V: VisitMut<S> + ?Sized>(
    visitor: &mut V,
    blocks: &mut [Block<S>],
) {
    blocks
        .iter_mut()
        .for_each(|block| visitor.visit_block(block));
}

/// Walks what is inside a block to change it.
pub fn walk_block_mut<S: Stage, V: VisitMut<S> + ?Sized>(visitor: &mut V, block: &mut Block<S>) {
    match block {
        Block::Heading(heading) => visitor.visit_phrase(&mut heading.text),
        Block::Paragraph(phrase) => visitor.visit_phrase(phrase),
        Block::List { start: _, items } => items
            .iter_mut()
            .for_each(|item| walk_blocks_mut(visitor, &mut item.blocks)),
        Block::Quote(blocks) | Block::Alert { kind: _, blocks } => walk_blocks_mut(visitor, blocks),
        Block::Code { language: _, text } => visitor.visit_run(text),
        Block::Table(table) => table
            .head
            .iter_mut()
            .chain(table.rows.iter_mut().flatten())
            .for_each(|cell| visitor.visit_phrase(cell)),
        Block::Rule => {}
        Block::Embed(embed) => visitor.visit_embed(embed),
    }
}

/// Walks a line to change it.
pub fn walk_phrase_mut<S: Stage, V: VisitMut<S> + ?Sized>(visitor: &mut V, phrase: &mut Phrase<S>) {
    for inline in phrase {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Image { to: _, alt: text } => {
                visitor.visit_run(text)
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Link { to: _, text: inner } => visitor.visit_phrase(inner),
            Inline::Figure(figure) => visitor.visit_figure(figure),
            Inline::Break | Inline::Footnote { number: _, nth: _ } => {}
        }
    }
}

impl<'t> VisitedRun<'t> {
    /// A run with its origin.
    pub(crate) fn new(kind: RunKind, run: &'t TextRun) -> VisitedRun<'t> {
        VisitedRun {
            kind,
            text: &run.text,
            origin: Some(&run.origin),
        }
    }

    /// A field that is placed by what it belongs to.
    pub fn field(kind: RunKind, text: &'t str) -> VisitedRun<'t> {
        VisitedRun {
            kind,
            text,
            origin: None,
        }
    }
}

/// The text of a line without its marks; figures are written by `figure`.
pub fn plain_text<S: Stage>(
    phrase: &[Inline<S>],
    figure: &impl Fn(&S::Figure) -> String,
) -> String {
    let mut plain = PlainTextCollector {
        figure,
        text: String::new(),
    };
    walk_phrase(&mut plain, phrase);
    plain.text
}

struct PlainTextCollector<'f, F> {
    figure: &'f F,
    text: String,
}

impl<'t, S: Stage, F: Fn(&S::Figure) -> String> Visit<'t, S> for PlainTextCollector<'_, F> {
    fn visit_figure(&mut self, figure: &'t S::Figure) {
        self.text.push_str(&(self.figure)(figure));
    }

    fn visit_break(&mut self) {
        self.text.push(' ');
    }

    fn visit_run(&mut self, run: VisitedRun<'t>) {
        self.text.push_str(run.text);
    }
}
