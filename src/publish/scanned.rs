//! A sink that looks at each file before it hands it on.

use std::sync::mpsc::{Sender, channel};

use gongbao_diag::{Diagnostic, Diags, Severity};
use gongbao_disclosure::OutputScanner;
use gongbao_output::Sink;

/// A sink behind the guard. Files come from many threads; what is found waits in a queue.
struct ScanningSink<'a> {
    sink: &'a dyn Sink,
    scanner: &'a OutputScanner,
    found: Sender<Diagnostic>,
}

/// Lets outputs write into a sink through the guard. Files that must not be published go nowhere.
pub fn scan_output(
    sink: &dyn Sink,
    proof: &OutputScanner,
    diags: &mut Diags,
    write: impl FnOnce(&dyn Sink, &mut Diags),
) {
    let (found, waiting) = channel();
    let proved = ScanningSink {
        sink,
        scanner: proof,
        found,
    };
    write(&proved, diags);
    drop(proved);
    waiting.into_iter().for_each(|it| diags.push(it));
}

impl Sink for ScanningSink<'_> {
    fn put(&self, path: &str, bytes: &[u8]) {
        let found = self.scanner.check(path, bytes);
        if !found.iter().any(|it| it.severity() == Severity::Error) {
            self.sink.put(path, bytes);
        }
        // The queue is open as long as files are taken.
        found.into_iter().for_each(|it| drop(self.found.send(it)));
    }

    fn keeps(&self) -> bool {
        self.sink.keeps()
    }

    fn wants(&self, path: &str) -> bool {
        self.sink.wants(path)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::publish::{DiscardSink, scan_output};
    use gongbao_diag::Diags;
    use gongbao_disclosure::{OutputScanner, SecretTexts};
    use gongbao_output::Sink;
    use gongbao_settings::Audience;

    fn check(audience: Audience, expected: usize) {
        let (sink, mut diags) = (DiscardSink::default(), Diags::new());
        let proof = OutputScanner::new(audience, BTreeSet::new(), SecretTexts::default());
        scan_output(&sink, &proof, &mut diags, |sink, _| {
            sink.put("a.html", b"11010519491231002X");
            sink.put("b.html", b"12");
        });
        assert_eq!(diags.len(), 1);
        // A path taken before is refused: so it is known whether the file was handed on.
        sink.put("a.html", b"");
        sink.put("b.html", b"");
        sink.finish(&mut diags);
        assert_eq!(diags.len(), expected);
    }

    #[test]
    fn a_file_that_must_not_be_published_goes_nowhere() {
        check(Audience::Public, 2);
    }

    #[test]
    fn the_office_gets_the_file_with_a_warning() {
        check(Audience::Internal, 3);
    }
}
