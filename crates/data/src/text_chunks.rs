//! Delimited text cut into pieces that begin and end where a record does, so that cores share the work.
//!
//! A piece knows how many records stand before it: rows keep their numbers whoever reads them.

use std::ops::Range;

use crate::records::DelimitedRecords;

/// Part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextChunk {
    /// Its bytes.
    pub range: Range<usize>,
    /// How many records stand before it.
    pub n_before: usize,
}

impl TextChunk {
    /// All pieces of a file as one.
    pub(crate) fn together(pieces: Vec<TextChunk>) -> Vec<TextChunk> {
        let end = pieces.last().map_or(usize::MAX, |it| it.range.end);
        vec![TextChunk {
            range: 0..end,
            n_before: 0,
        }]
    }
}

/// A piece has at least so many bytes: work enough to be worth handing out, and little to hold.
const CHUNK_BYTES: usize = 2 << 20;

/// Cuts a text. All but the last piece are followed by a record that is not blank.
pub(crate) fn cut_text(text: &str, delimiter: u8) -> Vec<TextChunk> {
    cut_at(text, delimiter, CHUNK_BYTES)
}

fn cut_at(text: &str, delimiter: u8, size: usize) -> Vec<TextChunk> {
    let mut cutter = ChunkCutter {
        text,
        size,
        pieces: vec![TextChunk {
            range: 0..text.len(),
            n_before: 0,
        }],
        n_records: 0,
    };
    let mut at = 0;
    let mut cells = Vec::new();
    // A newline within quotes ends no record: around a quote, and only there, records have to be read.
    while let Some(quote) = text[at..].find('"').map(|it| at + it) {
        let line = text[at..quote]
            .rfind(['\n', '\r'])
            .map_or(at, |it| at + it + 1);
        cutter.lines(at..line);
        let mut records = DelimitedRecords::from(text, delimiter, line);
        records.read(&mut cells);
        at = records.at();
        cutter.record(at);
    }
    cutter.lines(at..text.len());
    cutter.finish()
}

struct ChunkCutter<'a> {
    text: &'a str,
    size: usize,
    pieces: Vec<TextChunk>,
    n_records: usize,
}

impl ChunkCutter<'_> {
    /// Goes over whole lines without a quote.
    fn lines(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(end) = self.end_of_line(at, range.end) {
            self.n_records += n_lines(&self.text.as_bytes()[at..end]);
            self.cut(end);
            at = end;
        }
        self.n_records += n_lines(&self.text.as_bytes()[at..range.end]);
    }

    /// The end of the line in which the current piece is long enough.
    fn end_of_line(&self, at: usize, end: usize) -> Option<usize> {
        let from = (self.begin() + self.size).max(at);
        let rest = self.text.as_bytes().get(from..end)?;
        rest.iter()
            .position(|it| *it == b'\n')
            .map(|it| from + it + 1)
    }

    /// Goes over one record.
    fn record(&mut self, end: usize) {
        self.n_records += 1;
        if end >= self.begin() + self.size {
            self.cut(end);
        }
    }

    fn cut(&mut self, at: usize) {
        self.pieces.push(TextChunk {
            range: at..self.text.len(),
            n_before: self.n_records,
        });
    }

    fn begin(&self) -> usize {
        self.pieces.last().map_or(0, |it| it.range.start)
    }

    /// Blank lines at the end of a text mean nothing, so no piece may hold them alone.
    fn finish(mut self) -> Vec<TextChunk> {
        let end = self.text.trim_end_matches(['\n', '\r']).len();
        self.pieces
            .retain(|it| it.range.start == 0 || it.range.start < end);
        for at in 1..self.pieces.len() {
            self.pieces[at - 1].range.end = self.pieces[at].range.start;
        }
        self.pieces
    }
}

/// How many lines end within some bytes: at LF, CRLF and CR.
fn n_lines(bytes: &[u8]) -> usize {
    // Counted in single bytes, as many at once as the machine can.
    let feeds_of =
        |few: &[u8]| usize::from(few.iter().map(|it| u8::from(*it == b'\n')).sum::<u8>());
    let feeds = bytes.chunks(255).map(feeds_of).sum();
    if !bytes.contains(&b'\r') {
        return feeds;
    }
    let alone = |at: &usize| bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    feeds + (0..bytes.len()).filter(alone).count()
}

#[cfg(test)]
mod tests {
    use crate::records::DelimitedRecords;
    use crate::text_chunks::cut_at;

    /// The pieces, and for each how many records stand before it; they hold the records of the whole.
    fn check(text: &str, size: usize, expected: &[(&str, usize)]) {
        let pieces = cut_at(text, b',', size);
        let seen: Vec<(&str, usize)> = pieces
            .iter()
            .map(|it| (&text[it.range.clone()], it.n_before))
            .collect();
        assert_eq!(seen, expected, "{text:?}");
    }

    fn records(text: &str) -> Vec<Vec<String>> {
        let (mut records, mut cells) = (DelimitedRecords::new(text, b','), Vec::new());
        let mut all = Vec::new();
        while records.read(&mut cells).is_some() {
            all.push(cells.iter().map(|it| it.text.to_string()).collect());
        }
        all
    }

    #[test]
    fn pieces_end_with_a_line() {
        check("a\nbb\nc\n", 100, &[("a\nbb\nc\n", 0)]);
        check("a\nbb\nc\n", 2, &[("a\nbb\n", 0), ("c\n", 2)]);
        check("a\r\nb\r\nc", 1, &[("a\r\n", 0), ("b\r\n", 1), ("c", 2)]);
        check("", 1, &[("", 0)]);
    }

    #[test]
    fn a_newline_within_quotes_ends_no_piece() {
        check(
            "a,\"b\nc\"\nd\ne\n",
            1,
            &[("a,\"b\nc\"\n", 0), ("d\n", 1), ("e\n", 2)],
        );
        check("a\n\"b\nc\nd\n", 1, &[("a\n", 0), ("\"b\nc\nd\n", 1)]);
        check("5\" a\nb\n", 1, &[("5\" a\n", 0), ("b\n", 1)]);
    }

    #[test]
    fn blank_lines_at_the_end_stay_with_what_is_before() {
        check("a\nb\n\n\n", 1, &[("a\n", 0), ("b\n\n\n", 1)]);
        check("a\n\nb\n", 1, &[("a\n", 0), ("\nb\n", 1)]);
    }

    #[test]
    fn pieces_together_are_the_whole() {
        let bits = ["\"", ",", "\n", "\r", "局", "a"];
        for seed in 0..bits.len().pow(6) {
            let text: String = (0..6)
                .map(|it| bits[seed / bits.len().pow(it) % bits.len()])
                .collect();
            let pieces = cut_at(&text, b',', 1);
            let mut joined = Vec::new();
            for piece in &pieces {
                assert_eq!(joined.len(), piece.n_before, "{text:?}");
                joined.extend(records(&text[piece.range.clone()]));
            }
            assert_eq!(joined, records(&text), "{text:?}");
        }
    }
}
