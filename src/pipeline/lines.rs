//! What readers meet in the pages an author wrote, line by line: what disclosure is searched for in.

use gongbao_content::{Expression, FIGURE_STAND_IN, Page, Raw};
use gongbao_model::prose::{
    Inline, RunKind, TextOrigin, TextRun, Visit, VisitedRun, walk_inline, walk_phrase,
};

/// Every line of a page, the settings that readers see among them. [`FIGURE_STAND_IN`] stands for whatever has
/// no text before the page is bound.
pub(super) fn reader_lines(page: &Page) -> Vec<TextRun> {
    let mut lines = LineCollector::default();
    page.walk(&mut lines);
    lines.done
}

/// The stretches of a page's lines that will stand together in whatever is written: its lines between
/// figures, and its runs of text between marks.
pub(super) fn text_stretches(page: &Page) -> Vec<String> {
    let mut runs = RunCollector(Vec::new());
    page.walk(&mut runs);
    let lines = reader_lines(page);
    let parts = lines
        .iter()
        .flat_map(|line| line.text.split(FIGURE_STAND_IN));
    runs.0.extend(parts.map(str::to_owned));
    runs.0
}

#[derive(Default)]
struct LineCollector {
    done: Vec<TextRun>,
    /// The line being read, if one is.
    open: Option<TextRun>,
}

impl<'t> Visit<'t, Raw> for LineCollector {
    fn visit_phrase(&mut self, phrase: &'t [Inline<Raw>]) {
        self.open = Some(TextRun::generated(""));
        walk_phrase(self, phrase);
        self.done.extend(self.open.take());
    }

    fn visit_inline(&mut self, inline: &'t Inline<Raw>) {
        if let Inline::Footnote { .. } = inline {
            // The number of a footnote must not become part of one beside it.
            self.mark();
        }
        walk_inline(self, inline);
    }

    fn visit_figure(&mut self, _figure: &'t Expression) {
        self.mark();
    }

    fn visit_break(&mut self) {
        self.mark();
    }

    fn visit_run(&mut self, run: VisitedRun<'t>) {
        let run = TextRun {
            text: run.text.to_owned(),
            origin: run.origin.cloned().unwrap_or(TextOrigin::Generated),
        };
        match &mut self.open {
            Some(line) => line.append(&run),
            None => self.done.push(run),
        }
    }
}

impl LineCollector {
    fn mark(&mut self) {
        if let Some(line) = &mut self.open {
            line.append_mark(FIGURE_STAND_IN);
        }
    }
}

struct RunCollector(Vec<String>);

impl<'t> Visit<'t, Raw> for RunCollector {
    fn visit_run(&mut self, run: VisitedRun<'t>) {
        match run.kind {
            // Each line of code is one of its own.
            RunKind::Code => self.0.extend(run.text.lines().map(str::to_owned)),
            _ => self.0.push(run.text.to_owned()),
        }
    }
}
