//! TOML as a located table; what is wrong with its syntax said in both languages.

use std::ops::Range;

use toml::de::DeTable;

use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::SourceFile;

/// A file of settings.
pub(crate) struct SettingsDocument<'a> {
    /// What could be read of it.
    pub table: DeTable<'a>,
    /// Where its syntax errors are. A value that touches one is not what the author wrote.
    pub damage: Vec<Range<usize>>,
}

/// Parses a file, each syntax error being a diagnostic; what stands elsewhere still counts.
pub(crate) fn parse_toml<'a>(file: &'a SourceFile, diags: &mut Diags) -> SettingsDocument<'a> {
    let (table, errors) = DeTable::parse_recoverable(file.str());
    let table = table.into_inner();
    let mut errors: Vec<_> = errors
        .iter()
        .map(|it| (it.span().unwrap_or(0..0), it.message()))
        .collect();
    errors.sort_by_key(|(range, _)| range.start);
    // One unclosed bracket makes the parser complain of all that follows in the same value.
    let value = |range: &Range<usize>| {
        table
            .iter()
            .position(|(_, it)| ranges_touch(&it.span(), range))
    };
    let mut last = None;
    for (range, message) in &errors {
        let now = value(range);
        if now.is_none() || now != last {
            let complaint =
                Diagnostic::new(Code::SettingSyntax, Place::text(&file.path, range.clone()));
            diags.push(complaint.with("reason", translate_parser_message(message)));
        }
        last = now;
    }
    let damage = errors.into_iter().map(|(range, _)| range).collect();
    SettingsDocument { table, damage }
}

/// Whether two ranges share a byte or meet.
pub(crate) fn ranges_touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// The parser speaks English; the mistakes people make most have a wording in Chinese.
fn translate_parser_message(message: &str) -> Text {
    const KNOWN_MESSAGES: [(&str, &str); 14] = [
        ("duplicate key", "这个设置项写了两次"),
        ("string values must be quoted", "文字须加引号"),
        ("invalid basic string", "文字的引号没有配对"),
        ("invalid literal string", "文字的引号没有配对"),
        ("missing opening quote", "文字的引号没有配对"),
        ("key with no value", "设置项后面缺少 = 和值"),
        ("missing assignment", "设置项后面缺少 = 和值"),
        ("missing value", "= 后面缺少值"),
        ("unclosed array", "方括号没有配对"),
        ("unclosed table", "方括号没有配对"),
        ("missing comma", "两项之间缺少逗号"),
        ("extra comma", "多了一个逗号"),
        ("invalid unquoted key", "设置项的名称不可用"),
        ("unexpected", "这里有多余的内容"),
    ];
    let found = KNOWN_MESSAGES
        .iter()
        .find(|(begin, _)| message.starts_with(begin));
    Text::new(found.map_or(message, |(_, zh)| zh), message)
}
