//! The last look: every file is searched once more when it is about to be written, whatever way its
//! text came in.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::archives;
use crate::finding::{Finding, SearchDepth};
use crate::report::{self, FindingPlace, finding_diagnostic};
use crate::search::{SearchResult, find_all, find_within};
use crate::secret_texts::SecretTexts;
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_settings::Audience;

/// How many findings of one file are told.
const MAX_FINDINGS_SHOWN: usize = 5;

/// What finished files must not hold.
#[derive(Debug)]
pub struct OutputScanner {
    audience: Audience,
    /// Values the author has been told of, or has had waived.
    known: BTreeSet<String>,
    secrets: SecretTexts,
}

impl OutputScanner {
    /// A proof that does not repeat what is known.
    pub fn new(audience: Audience, known: BTreeSet<String>, secrets: SecretTexts) -> OutputScanner {
        OutputScanner {
            audience,
            known,
            secrets,
        }
    }

    /// What stands in a finished file, or in its name, and must not.
    pub fn check(&self, path: &str, bytes: &[u8]) -> Vec<Diagnostic> {
        let file: Arc<str> = Arc::from(path);
        let names = find_all(path, SearchDepth::Certain)
            .into_iter()
            .map(|it| (it, FindingPlace::Name));
        let SearchResult { findings, unread } = find_within(bytes);
        let texts = findings.into_iter().map(|it| (it, FindingPlace::Output));
        let mut met = BTreeSet::new();
        let new = |(it, _): &(Finding, FindingPlace)| {
            !self.known.contains(&it.value) && met.insert(it.value.clone())
        };
        let new = names.chain(texts).filter(new).take(MAX_FINDINGS_SHOWN);
        let found =
            new.map(|(it, of)| finding_diagnostic(&it, Place::file(&file), of, self.audience));
        let mut escaped = self.secrets.within(path);
        // Whether all of it could be read is known by now.
        let _ = archives::each_text(bytes, &mut |text, _| {
            escaped.extend(self.secrets.within(text))
        });
        let escaped = escaped
            .into_iter()
            .take(MAX_FINDINGS_SHOWN)
            .map(|it| Diagnostic::new(Code::InternalText, Place::file(&file)).with("text", it));
        let unread = unread.map(|it| report::unsearched_file(&file, it, self.audience));
        found.chain(escaped).chain(unread).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::archives::tests::archive;
    use crate::output_scanner::OutputScanner;
    use crate::secret_texts::SecretTexts;
    use gongbao_diag::Severity;
    use gongbao_diag::locale::Lang;
    use gongbao_settings::Audience;

    fn check(path: &str, bytes: &[u8], expected: &[&str]) {
        let found = OutputScanner::new(Audience::Public, BTreeSet::new(), SecretTexts::default())
            .check(path, bytes);
        let codes: Vec<&str> = found.iter().map(|it| it.code.name()).collect();
        assert_eq!(codes, expected, "{path}");
        assert!(found.iter().all(|it| it.severity() == Severity::Error));
    }

    #[test]
    fn text_of_any_format_is_searched() {
        check(
            "index.html",
            "<p>11010519491231002X</p>".as_bytes(),
            &["guard/identity-number"],
        );
        check(
            "files/a.csv",
            "n\r\n11010519491231002X\r\n".as_bytes(),
            &["guard/identity-number"],
        );
        check(
            "a.json",
            "{\"a\":\"秘密★\"}".as_bytes(),
            &["guard/secrecy-mark"],
        );
    }

    #[test]
    fn each_value_of_a_file_is_told_once() {
        check(
            "a.json",
            b"11010519491231002X 11010519491231002X",
            &["guard/identity-number"],
        );
    }

    #[test]
    fn names_are_searched() {
        check(
            "files/11010519491231002X.png",
            &[0xFF, 0xD8],
            &["guard/identity-number"],
        );
        check(
            "files/a.jpg",
            b"\xff\xd8 11010519491231002X \xff",
            &["guard/identity-number"],
        );
    }

    #[test]
    fn workbooks_and_documents_are_opened() {
        let book = archive(
            "xl/worksheets/sheet1.xml",
            b"<c><v>440524188001010014</v></c>",
        );
        check("files/a.xlsx", &book, &["guard/identity-number"]);
        let secret = archive(
            "word/document.xml",
            "<w:t>秘</w:t><w:t>密★</w:t>".as_bytes(),
        );
        check("a.docx", &secret, &["guard/secrecy-mark"]);
        check(
            "a.docx",
            &archive("11010519491231002X.txt", b""),
            &["guard/identity-number"],
        );
    }

    #[test]
    fn a_file_that_cannot_be_unpacked_is_refused() {
        let mut book = archive("xl/worksheets/sheet1.xml", b"<c><v>1</v></c>");
        let packed = 30 + "xl/worksheets/sheet1.xml".len();
        book[packed] = 0xff;
        check("files/a.xlsx", &book, &["guard/not-searched"]);
    }

    #[test]
    fn drawings_and_hashes_hold_nothing() {
        check(
            "a.svg",
            b"<path d=\"M 12.500 62.220 L 6222.0200000000000000 1\"/>",
            &[],
        );
        check(
            "a.json",
            b"{\"value\": 41.230769230769234, \"n\": 15400000000}",
            &[],
        );
    }

    #[test]
    fn what_is_known_is_not_repeated() {
        let proof = OutputScanner::new(
            Audience::Public,
            BTreeSet::from(["11010519491231002X".to_owned()]),
            SecretTexts::default(),
        );
        assert!(proof.check("a.html", b"110105 19491231 002x").is_empty());
    }

    #[test]
    fn the_clerk_is_told_what_to_do() {
        let proof = OutputScanner::new(Audience::Public, BTreeSet::new(), SecretTexts::default());
        let found = proof.check("a.html", b"11010519491231002X");
        let zh = format!("{} {}", found[0].message(Lang::Zh), found[0].help(Lang::Zh));
        assert!(
            zh.contains("公民身份号码") && zh.contains("110…2X") && !zh.contains("19491231"),
            "{zh}"
        );
    }
}
