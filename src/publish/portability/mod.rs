//! Whether the folder can be carried anywhere: opened from a disk, copied below any address, served by any server.
//!
//! Every page, drawing and style sheet is read as it passes, from whatever output it comes: what it refers to, which
//! anchors it has, whether it is well-formed, what it weighs. When all have passed, each reference is followed.
//! Files that authors bring are theirs and are not read. Start at [`check_portability`].
//!
//! It trusts no output, themes and their templates included. A template's mistake is told once,
//! with the number of pages. It runs in `check` too, which keeps no file.

mod html;
mod markup;
mod references;
mod style;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_output::Sink;
use markup::ScannedFile;
use references::PortabilityFault;
pub use references::PortabilityRules;

/// The most mistakes of one kind that are told apart; a template's mistake is on every page.
const MAX_FAULTS_SHOWN: usize = 20;

/// A sink that reads what passes.
struct PortabilitySink<'a> {
    sink: &'a dyn Sink,
    rules: &'a PortabilityRules,
    read: Sender<(String, ScannedFile)>,
}

impl Sink for PortabilitySink<'_> {
    fn put(&self, path: &str, bytes: &[u8]) {
        let leaf = match self.rules.brought.contains(path) {
            true => ScannedFile::default(),
            false => read_leaf(path, bytes),
        };
        // The queue is open as long as files pass.
        drop(self.read.send((
            path.to_owned(),
            ScannedFile {
                n_bytes: bytes.len(),
                ..leaf
            },
        )));
        self.sink.put(path, bytes);
    }

    fn keeps(&self) -> bool {
        self.sink.keeps()
    }

    fn wants(&self, path: &str) -> bool {
        self.sink.wants(path)
    }
}

/// Reads a file.
fn read_leaf(path: &str, bytes: &[u8]) -> ScannedFile {
    let text = || String::from_utf8_lossy(bytes);
    let mut leaf = match path
        .rsplit_once('.')
        .map_or(path, |(_, extension)| extension)
    {
        "html" => html::read_markup(&text(), html::MarkupDialect::Html),
        "svg" => html::read_markup(&text(), html::MarkupDialect::Svg),
        "css" => ScannedFile {
            references: style::css_references(&text()),
            ..ScannedFile::default()
        },
        _ => ScannedFile::default(),
    };
    leaf.references.sort();
    leaf.references.dedup();
    leaf
}

/// Lets outputs write into a sink, and complains of what would not work wherever the folder is put.
pub fn check_portability(
    sink: &dyn Sink,
    terms: &PortabilityRules,
    diags: &mut Diags,
    write: impl FnOnce(&dyn Sink, &mut Diags),
) {
    let (read, waiting) = channel();
    let reader = PortabilitySink {
        sink,
        rules: terms,
        read,
    };
    write(&reader, diags);
    drop(reader);
    let leaves: BTreeMap<String, ScannedFile> = waiting.into_iter().collect();
    let faults = references::find_faults(&leaves, terms, diags.gate().is_ok());
    file_complaints(faults, diags);
}

/// One complaint for each thing that is wrong, with the first file it is wrong in and how many more there are.
fn file_complaints(mut faults: Vec<PortabilityFault>, diags: &mut Diags) {
    faults.sort();
    faults.dedup();
    let mut told: BTreeMap<Code, usize> = BTreeMap::new();
    for same in faults.chunk_by(|a, b| (a.code, &a.what) == (b.code, &b.what)) {
        let n = told.entry(same[0].code).or_default();
        *n += 1;
        if *n <= MAX_FAULTS_SHOWN {
            diags.push(fault_diagnostic(&same[0], same.len() - 1));
        }
    }
}

fn fault_diagnostic(fault: &PortabilityFault, n_others: usize) -> Diagnostic {
    let others = match n_others {
        0 => Text::default(),
        n => Text::new(
            format!("（另有{n}个文件同样如此）"),
            format!(" (and so {n} other files)"),
        ),
    };
    let [zh, en] = fault.more.clone();
    let complaint = Diagnostic::new(fault.code, Place::file(&Arc::from(fault.file.as_str())));
    complaint
        .with("file", &fault.file)
        .with("what", &fault.what)
        .with("more", Text::new(zh, en))
        .with("others", others)
}

#[cfg(test)]
mod tests;
