//! From bytes to text: UTF-8 with or without byte order mark.

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diags, Place};
use crate::source::File;

/// Fills in the text of a file of a textual kind, or says which byte is not UTF-8.
pub fn decode(file: &mut File, kinds: &[&str], diags: &mut Diags) {
    if !kinds.contains(&file.extension().as_str()) {
        return;
    }
    let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&file.bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => file.text = Some(Arc::from(text)),
        Err(error) => {
            let shift = file.bytes.len() - bytes.len();
            let at = error.valid_up_to() + shift;
            let diagnostic = Diagnostic::new(Code::EncodingError, Place::file(&file.path));
            diags.push(diagnostic.with("offset", at).with("context", context(&file.bytes, at)));
        }
    }
}

/// Ten bytes to each side of an offset, the undecodable ones in hexadecimal.
fn context(bytes: &[u8], at: usize) -> String {
    let around = &bytes[at.saturating_sub(10)..bytes.len().min(at + 10)];
    let mut out = String::new();
    for chunk in around.utf8_chunks() {
        out.extend(chunk.valid().chars().map(|it| if it.is_control() { ' ' } else { it }));
        for byte in chunk.invalid() {
            out.push_str(&format!("<{byte:02X}>"));
        }
    }
    out
}
