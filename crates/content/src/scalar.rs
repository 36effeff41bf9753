//! Lines of text in scalars of YAML whose escapes or folded lines shift their bytes.

use std::ops::Range;

use crate::page::{Expression, Raw};
use gongbao_model::prose::{Phrase, TextOrigin, TextRun, VisitMut, walk_phrase_mut};

/// An expression that does not stand where it should is looked for in its scalar, as a complaint is
/// placed at the whole of it; so is every run of text. `written` is the scalar as it stands in the file.
pub(crate) fn correct_expression_ranges(
    phrase: &mut Phrase<Raw>,
    written: &str,
    scalar: &Range<usize>,
) {
    walk_phrase_mut(&mut RangeCorrector { written, scalar }, phrase);
}

struct RangeCorrector<'a> {
    written: &'a str,
    scalar: &'a Range<usize>,
}

impl VisitMut<Raw> for RangeCorrector<'_> {
    fn visit_figure(&mut self, figure: &mut Expression) {
        let range = &figure.range;
        let within = range.start.checked_sub(self.scalar.start);
        let stands = within.and_then(|start| self.written.get(start..start + range.len()));
        if stands == Some(&figure.source) {
            return;
        }
        let found = self.written.find(&figure.source);
        figure.range = found.map_or(self.scalar.clone(), |at| {
            let start = self.scalar.start + at;
            start..start + figure.source.len()
        });
    }

    fn visit_run(&mut self, run: &mut TextRun) {
        run.origin = TextOrigin::Within(self.scalar.clone());
    }
}
