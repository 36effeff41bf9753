//! The texts that are internal and nowhere public: what must not be found in any finished file.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use gongbao_data::Catalog;
use gongbao_model::escape::{escape_html, escape_xml};

/// Shorter texts stand everywhere by chance.
const MIN_SECRET_LENGTH: usize = 4;
/// So do words of formats; a code is longer and has a digit.
const SHORTEST_CODE: usize = 6;
/// Lines of prose are told from headings and marks by their length.
const SHORTEST_LINE: usize = 8;

/// Texts to be searched for, all at once.
#[derive(Debug, Default)]
pub struct SecretTexts {
    texts: Vec<String>,
    /// Each way of writing a text, with its position.
    written: Vec<(String, usize)>,
    finder: Option<AhoCorasick>,
}

impl SecretTexts {
    /// What stands in the columns and tables taken out of a catalogue and in the lines of internal
    /// pages, but not in `public` texts or in any other table.
    pub fn find(catalog: &Catalog, lines: &[&str], public: &[&str]) -> SecretTexts {
        let cells = catalog
            .redacted_texts()
            .iter()
            .map(|it| it.trim())
            .filter(|it| is_telling(it));
        let lines = lines.iter().map(|line| line.trim());
        let lines = lines.filter(|it| it.chars().count() >= SHORTEST_LINE && !it.is_ascii());
        let texts: BTreeSet<String> = cells.chain(lines).map(str::to_owned).collect();
        let candidates = SecretTexts::of(texts);
        let mut open: BTreeSet<String> =
            public.iter().flat_map(|it| candidates.within(it)).collect();
        for table in catalog.tables() {
            for column in 0..table.fields.len() {
                table.each_text(column, &mut |_, text| open.extend(candidates.within(text)));
            }
        }
        SecretTexts::of(
            candidates
                .texts
                .into_iter()
                .filter(|it| !open.contains(it))
                .collect(),
        )
    }

    #[expect(
        clippy::expect_used,
        reason = "without it nothing internal would be found in any file"
    )]
    fn of(texts: BTreeSet<String>) -> SecretTexts {
        let texts: Vec<String> = texts.into_iter().collect();
        let written = texts.iter().enumerate();
        let written: Vec<(String, usize)> = written
            .flat_map(|(at, it)| escaped_spellings(it).map(move |it| (it, at)))
            .collect();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(written.iter().map(|it| &it.0))
            .expect("internal texts of less than two thousand million bytes");
        SecretTexts {
            finder: (!texts.is_empty()).then_some(finder),
            texts,
            written,
        }
    }

    /// Those that stand in a text, each once.
    pub(crate) fn within(&self, text: &str) -> BTreeSet<String> {
        let found = self
            .finder
            .iter()
            .flat_map(|it| it.find_overlapping_iter(text));
        found
            .map(|it| self.texts[self.written[it.pattern().as_usize()].1].clone())
            .collect()
    }
}

/// A text as it is, as our own and other programs write it in markup (with quotes and slashes escaped or not), as CSV
/// and as JSON.
fn escaped_spellings(text: &str) -> impl Iterator<Item = String> + use<> {
    let markup = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let quotes = markup.replace('"', "&quot;").replace('\'', "&#x27;");
    let all = [
        text.to_owned(),
        quotes.replace('/', "&#x2f;"),
        text.replace('"', "\"\""),
        text.replace('\\', "\\\\").replace('"', "\\\""),
        escape_html(text),
        escape_xml(text),
        markup,
        quotes,
    ];
    all.into_iter().collect::<BTreeSet<String>>().into_iter()
}

/// Whether a text that is found again can only be the same.
fn is_telling(text: &str) -> bool {
    let n_chars = text.chars().count();
    let is_code = text.bytes().any(|it| it.is_ascii_digit()) && text.parse::<f64>().is_err();
    if text.is_ascii() {
        n_chars >= SHORTEST_CODE && is_code
    } else {
        n_chars >= MIN_SECRET_LENGTH
    }
}

#[cfg(test)]
mod tests {
    use crate::secret_texts::SecretTexts;
    use gongbao_data::{
        Catalog, MarkerConvention, Redaction, RedactionPolicy, Table, load_through,
    };
    use gongbao_diag::Diags;
    use gongbao_source::{SourceFile, Sources};

    /// Keeps every column `s` back.
    struct Inside;

    impl RedactionPolicy for Inside {
        fn redact(&self, table: &Table, _: &Catalog, _: &mut Diags) -> Redaction {
            Redaction {
                columns: table.column("s").into_iter().collect(),
                ..Redaction::default()
            }
        }
    }

    /// What is found in a finished text when these values are internal.
    fn check(values: &str, public: &str, text: &str, expected: &[&str]) {
        let csv = format!("x,s\n{values}\n");
        let sources = Sources::of(vec![SourceFile::built_in("data/t.csv", csv.as_bytes())]);
        let catalog = load_through(
            &sources,
            &Inside,
            MarkerConvention::Plain,
            &mut Diags::new(),
        );
        let found =
            SecretTexts::find(&catalog, &["只供内部研究使用的一段话。"], &[public]).within(text);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn finds_what_is_internal() {
        check("甲,缺编较多", "", "<p>该所缺编较多。</p>", &["缺编较多"]);
        check("甲,B-2025-17", "", "B-2025-17", &["B-2025-17"]);
        check(
            "甲,无",
            "",
            "<p>只供内部研究使用的一段话。</p>",
            &["只供内部研究使用的一段话。"],
        );
    }

    #[test]
    fn finds_it_however_it_is_escaped() {
        let value = "甲,\"缺编\"\"A/B\"\"&两岗\"";
        let secret = ["缺编\"A/B\"&两岗"];
        check(
            value,
            "",
            "<p>缺编&quot;A&#x2f;B&quot;&amp;两岗</p>",
            &secret,
        );
        check(value, "", "<p>缺编\"A/B\"&amp;两岗</p>", &secret);
        check(value, "", "{\"a\": \"缺编\\\"A/B\\\"&两岗\"}", &secret);
        check(value, "", "\"缺编\"\"A/B\"\"&两岗\"", &secret);
        let (value, secret) = ("甲,B'7-2025-甲", ["B'7-2025-甲"]);
        check(value, "", "<p>B&#39;7-2025-甲</p>", &secret);
        check(value, "", "<p>B&#x27;7-2025-甲</p>", &secret);
    }

    #[test]
    fn what_is_public_elsewhere_is_not_internal() {
        check("甲,缺编较多", "各所缺编较多", "<p>该所缺编较多。</p>", &[]);
        check("缺编较多,缺编较多", "", "<p>该所缺编较多。</p>", &[]);
    }

    #[test]
    fn short_texts_and_words_of_formats_tell_nothing() {
        check("甲,缺编", "", "缺编", &[]);
        check("甲,columns", "", "{\"columns\": []}", &[]);
        check("甲,20251231", "", "20251231", &[]);
    }
}
