//! The words of a page as its author typed them, each byte known by its place in the file: what a
//! check of the wording reads. Expressions and code stand in them as single characters.

use std::ops::Range;

use crate::page::{Exemption, Expression, FIGURE_STAND_IN, Fence, Page, Raw};
use gongbao_model::prose::{
    Block, HandTable, Heading, Inline, Interior, Phrase, RunKind, TextOrigin, Visit, VisitedRun,
    walk_block, walk_phrase,
};

/// A stretch of words: a title, a paragraph, a cell of a table, a caption.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    pub part: PassageKind,
    /// The words, [`FIGURE_STAND_IN`] for each expression.
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
pub enum PassageKind {
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

    /// The byte of the file at which it begins; nothing for words that stand nowhere.
    fn start(&self) -> Option<usize> {
        match &self.inexact {
            Some(whole) => Some(whole.start),
            None => self.runs.first().map(|run| run.1),
        }
    }

    fn push(&mut self, text: &str, origin: &TextOrigin) {
        match origin {
            TextOrigin::Source(map) => {
                let pieces = map.pieces();
                self.runs
                    .extend(pieces.map(|(at, file)| (self.text.len() + at, file)));
            }
            TextOrigin::Within(whole) => {
                let known = self.inexact.get_or_insert_with(|| whole.clone());
                *known = known.start.min(whole.start)..known.end.max(whole.end);
            }
            TextOrigin::Generated => {}
        }
        self.text.push_str(text);
    }

    /// A single character that stands for bytes of the file.
    fn push_mark(&mut self, mark: char, at: Option<usize>) {
        self.runs.extend(at.map(|file| (self.text.len(), file)));
        self.text.push(mark);
    }

    /// Exempts the words before a byte of the file, back to the last mark of punctuation.
    fn exempt_before(&mut self, byte: usize) {
        let ends = self.runs.iter().skip(1).map(|run| run.0);
        let pieces = self.runs.iter().zip(ends.chain([self.text.len()]));
        let before = pieces.filter(|((_, file), _)| *file < byte);
        let end = before.map(|((text, file), end)| (text + byte - file).min(end));
        let end = end.max().unwrap_or(self.text.len());
        let words = &self.text[..end];
        let from = words
            .char_indices()
            .rev()
            .find(|(_, letter)| "，。；：、！？\n".contains(*letter))
            .map_or(0, |found| found.0);
        self.exempt.push(from..end);
    }
}

/// Every passage of a page in the order of its file. A title made from the file's name is none: nobody typed it there.
pub fn collect_passages(page: &Page) -> Vec<Passage> {
    let mut walk = PassageCollector {
        part: if page.has_title_in_text {
            PassageKind::Heading(1)
        } else {
            PassageKind::Title
        },
        ..PassageCollector::default()
    };
    walk.visit_phrase(&page.front.title);
    walk.part = PassageKind::Summary;
    page.front
        .summary
        .iter()
        .for_each(|summary| walk.visit_phrase(summary));
    walk.part = PassageKind::Text;
    page.walk_body(&mut walk);
    let mut passages = walk.out;
    passages.sort_by_key(Passage::start);
    page.exemptions
        .iter()
        .for_each(|exemption| apply_exemption(&mut passages, exemption));
    passages
}

fn apply_exemption(passages: &mut [Passage], exemption: &Exemption) {
    match exemption {
        Exemption::Words { before } => passages
            .iter_mut()
            .rfind(|passage| passage.start().is_some_and(|start| start < *before))
            .into_iter()
            .for_each(|passage| passage.exempt_before(*before)),
        Exemption::Block(bytes) => passages
            .iter_mut()
            .filter(|passage| passage.start().is_some_and(|start| bytes.contains(&start)))
            .for_each(|passage| passage.exempt.push(0..passage.text.len())),
    }
}

/// Gathers the words of a page.
#[derive(Default)]
struct PassageCollector {
    out: Vec<Passage>,
    now: Passage,
    /// What the lines read are.
    part: PassageKind,
    /// What the row and column of the cell being read are headed.
    heads: String,
    /// The names among the settings of the embed being read.
    names: Vec<String>,
}

impl<'t> Visit<'t, Raw> for PassageCollector {
    fn visit_block(&mut self, block: &'t Block<Raw>) {
        // Code as a block is nobody's prose.
        if !matches!(block, Block::Code { .. }) {
            walk_block(self, block);
        }
    }

    fn visit_heading(&mut self, heading: &'t Heading<Raw>) {
        self.part = PassageKind::Heading(heading.level);
        self.visit_phrase(&heading.text);
        self.part = PassageKind::Text;
    }

    fn visit_hand_table(&mut self, table: &'t HandTable<Raw>) {
        self.part = PassageKind::Cell;
        let columns: Vec<String> = table.head.iter().map(|cell| self.cell(cell)).collect();
        for row in &table.rows {
            let mut name = String::new();
            for (at, cell) in row.iter().enumerate() {
                self.heads = format!("{name} {}", columns[at]);
                let text = self.cell(cell);
                if at == 0 {
                    name = text;
                }
            }
        }
        self.heads.clear();
        self.part = PassageKind::Text;
    }

    fn visit_embed(&mut self, fence: &'t Fence) {
        self.part = PassageKind::Caption;
        self.names.clone_from(&fence.captions.names);
        fence.walk(self);
        self.names.clear();
        self.part = PassageKind::Text;
    }

    fn visit_phrase(&mut self, phrase: &'t [Inline<Raw>]) {
        walk_phrase(self, phrase);
        self.finish();
    }

    fn visit_figure(&mut self, figure: &'t Expression) {
        self.now
            .push_mark(FIGURE_STAND_IN, Some(figure.range.start));
        self.now.figures.push(figure.clone());
    }

    fn visit_break(&mut self) {
        self.now.push_mark('\n', None);
    }

    fn visit_run(&mut self, run: VisitedRun<'t>) {
        let Some(origin) = run.origin else { return };
        if run.kind == RunKind::Code {
            let bytes = origin.bounds(run.text.len());
            self.now.push_mark('`', bytes.map(|bytes| bytes.start));
        } else {
            self.now.push(run.text, origin);
        }
    }
}

impl PassageCollector {
    /// Reads a cell of a table written by hand; what comes back are its words.
    fn cell(&mut self, cell: &Phrase<Raw>) -> String {
        walk_phrase(self, cell);
        let text = self.now.text.clone();
        self.finish();
        text
    }

    /// Ends the line being read.
    fn finish(&mut self) {
        let passage = Passage {
            part: self.part,
            heads: self.heads.clone(),
            names: self.names.clone(),
            ..std::mem::take(&mut self.now)
        };
        if passage.start().is_some() && !passage.text.trim().is_empty() {
            self.out.push(passage);
        }
    }
}
