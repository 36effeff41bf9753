//! Text as the formats take it that several outputs write: nothing an author wrote becomes markup.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What an address means by itself, and what divides a path.
const CODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// A path of the site in a reference: everything but plain characters is percent-encoded.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, CODED).to_string()
}

#[cfg(test)]
mod tests {
    use crate::escape::encode_path;

    #[test]
    fn paths_are_percent_encoded() {
        assert_eq!(
            encode_path("../附件/a b~%.pdf"),
            "../%E9%99%84%E4%BB%B6/a%20b~%25.pdf"
        );
    }
}
