//! Cells in messages.

use std::borrow::Cow;

use gongbao_diag::locale::Text;

/// A cell in a message: one line, and not a whole paragraph.
pub(crate) fn quote_cell(text: &str) -> Text {
    const MAX_CHARACTERS: usize = 40;
    if text.is_empty() {
        return Text::new("（空）", "(empty)");
    }
    let line: Cow<'_, str> = if text.contains(char::is_control) {
        text.chars()
            .map(|it| if it.is_control() { ' ' } else { it })
            .collect()
    } else {
        Cow::Borrowed(text)
    };
    match line.char_indices().nth(MAX_CHARACTERS) {
        Some((cut, _)) => Text::from(format!("{}…", &line[..cut])),
        None => Text::from(line),
    }
}
