//! JSON: a list of records, each an object whose keys name the columns.

use std::borrow::Cow;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::formats::{OpenRequest, RecordVisitor, StoredTable, TableFormat};
use crate::records::{CellFault, RecordCell};
use gongbao_diag::Diagnostic;
use gongbao_diag::locale::Text;
use gongbao_source::SourceFile;

/// Records as JSON (`.json`): `[{"街道": "城东", "警力": 12}, …]`.
#[derive(Debug)]
pub(super) struct JsonFormat;

impl TableFormat for JsonFormat {
    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn is_text(&self) -> bool {
        true
    }

    fn open(&self, opening: &OpenRequest<'_>) -> Result<Arc<dyn StoredTable>, Diagnostic> {
        let file = opening.file.clone();
        let records =
            record_offsets(file.str()).map_err(|it| opening.refuse(it, list_of_records_help()))?;
        let labels = collect_keys(file.str(), &records)
            .map_err(|it| opening.refuse(it, list_of_records_help()))?;
        Ok(Arc::new(JsonRecords {
            file,
            records,
            labels,
        }))
    }
}

/// Every key, in order of first appearance, with where that is.
fn collect_keys(text: &str, records: &[usize]) -> Result<Vec<(String, usize)>, Text> {
    let mut labels: Vec<(String, usize)> = Vec::new();
    for (number, start) in records.iter().enumerate() {
        let pairs = record_fields(text, *start).map_err(|_| unreadable_escape(number + 1))?;
        if !pairs.iter().all(JsonPair::is_text) {
            return Err(unreadable_escape(number + 1));
        }
        if let Some(twice) =
            (1..pairs.len()).find(|at| pairs[..*at].iter().any(|it| it.key == pairs[*at].key))
        {
            let key = &pairs[twice].key;
            return Err(Text::new(
                format!("第{}条记录有两个“{key}”", number + 1),
                format!("record {} has `{key}` twice", number + 1),
            ));
        }
        let new = |it: &JsonPair<'_>| !labels.iter().any(|(label, _)| *label == it.key);
        let new: Vec<(String, usize)> = pairs
            .into_iter()
            .filter(new)
            .map(|it| (it.key, it.range.start))
            .collect();
        labels.extend(new);
    }
    Ok(labels)
}

/// A key or value that is no text: half of a pair of `\u` escapes.
fn unreadable_escape(record: usize) -> Text {
    Text::new(
        format!("第{record}条记录中有不成字符的 \\u 转义"),
        format!("record {record} has a \\u escape that is no character"),
    )
}

fn list_of_records_help() -> Text {
    Text::new(
        "请写成记录的列表：[{\"列名\": 值, …}, …]；不是表的 JSON 请放在 static/",
        "write a list of records: [{\"column\": value, …}, …]; JSON that is no table belongs in static/",
    )
}

/// Where each record begins.
fn record_offsets(text: &str) -> Result<Vec<usize>, Text> {
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|it| {
        let (line, column) = (it.line(), it.column());
        Text::new(
            format!("不是 JSON 记录的列表（第{line}行第{column}字节）"),
            format!("it is no list of JSON records (line {line}, byte {column})"),
        )
    })?;
    let other = items.iter().position(|it| !it.get().starts_with('{'));
    match other {
        Some(at) => Err(Text::new(
            format!("第{}条不是用花括号括起的记录", at + 1),
            format!("item {} is no record in braces", at + 1),
        )),
        None => Ok(items
            .iter()
            .map(|it| offset_within(text, it.get()))
            .collect()),
    }
}

/// Where a part of a text begins in it.
fn offset_within(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// A key with its value as it stands in the text.
struct JsonPair<'a> {
    key: String,
    value: &'a str,
    range: Range<usize>,
}

impl JsonPair<'_> {
    /// Whether the value is no string, or one whose escapes are characters: a parser that only looks for its end
    /// does not ask.
    fn is_text(&self) -> bool {
        let may_be_none = self.value.starts_with('"') && self.value.contains("\\u");
        !may_be_none || serde_json::from_str::<String>(self.value).is_ok()
    }
}

/// The fields of the record that begins at a byte.
fn record_fields(text: &str, start: usize) -> serde_json::Result<Vec<JsonPair<'_>>> {
    let mut found = serde_json::Deserializer::from_str(&text[start..]);
    let JsonPairs(pairs) = JsonPairs::deserialize(&mut found)?;
    let locate = |(key, raw): (String, &'_ RawValue)| {
        let at = offset_within(text, raw.get());
        (key, at..at + raw.get().len())
    };
    let located = pairs.into_iter().map(locate);
    let pair = |(key, range): (String, Range<usize>)| JsonPair {
        key,
        value: &text[range.clone()],
        range,
    };
    Ok(located.map(pair).collect())
}

/// An object with its keys in order.
struct JsonPairs<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Deserialize<'a> for JsonPairs<'a> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<JsonPairs<'a>, D::Error> {
        deserializer.deserialize_map(PairsInOrder)
    }
}

struct PairsInOrder;

impl<'a> Visitor<'a> for PairsInOrder {
    type Value = JsonPairs<'a>;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a record")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<JsonPairs<'a>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(JsonPairs(pairs))
    }
}

/// The records of a file; the labels begin where the first of them does.
#[derive(Debug)]
struct JsonRecords {
    file: SourceFile,
    records: Vec<usize>,
    /// Each key with where it is first given.
    labels: Vec<(String, usize)>,
}

impl JsonRecords {
    #[expect(clippy::expect_used, reason = "opening the file has read each record")]
    fn cells(&self, start: usize) -> Vec<RecordCell<'_>> {
        let mut pairs =
            record_fields(self.file.str(), start).expect("it was read when the file was opened");
        let mut cell = |label: &str| match pairs.iter().position(|it| it.key == label) {
            Some(at) => cell_of_pair(&pairs.swap_remove(at)),
            None => RecordCell {
                range: start..start + 1,
                text: Cow::Borrowed(""),
                fault: None,
            },
        };
        self.labels.iter().map(|(label, _)| cell(label)).collect()
    }
}

fn cell_of_pair<'a>(pair: &JsonPair<'a>) -> RecordCell<'a> {
    let fault = pair
        .value
        .starts_with(['{', '['])
        .then_some(CellFault::Nested);
    RecordCell {
        range: pair.range.clone(),
        text: json_text(pair.value),
        fault,
    }
}

/// A value as text. Numbers stay as they are written, but for powers of ten.
#[expect(clippy::expect_used, reason = "opening the file has read each value")]
fn json_text(value: &str) -> Cow<'_, str> {
    match value.as_bytes() {
        b"null" => Cow::Borrowed(""),
        [b'"', ..] => {
            Cow::Owned(serde_json::from_str(value).expect("it was read when the file was opened"))
        }
        [b'-' | b'0'..=b'9', ..] if value.contains(['e', 'E']) => value
            .parse()
            .map_or(Cow::Borrowed(value), |it: f64| Cow::Owned(it.to_string())),
        _ => Cow::Borrowed(value),
    }
}

impl StoredTable for JsonRecords {
    fn read<'a>(&'a self, each: &mut RecordVisitor<'_, 'a>) -> Result<(), Text> {
        let label = |(label, at): &'a (String, usize)| RecordCell {
            range: *at..*at + 1,
            text: Cow::Borrowed(label.as_str()),
            fault: None,
        };
        let labels: Vec<RecordCell<'a>> = self.labels.iter().map(label).collect();
        // Without any record the labels begin where the file does.
        let first = self.records.first().copied().unwrap_or(0);
        let mut flow = each(first, &labels);
        for start in &self.records {
            if flow == ControlFlow::Break(()) {
                break;
            }
            flow = each(*start, &self.cells(*start));
        }
        Ok(())
    }

    fn locate(&self, start: usize, field: usize) -> Range<usize> {
        // Asked for a row that a table does not have, there is no record.
        if self.records.binary_search(&start).is_err() {
            return start..start;
        }
        self.cells(start)
            .get(field)
            .map_or(start..start, |it| it.range.clone())
    }

    fn number(&self, _: usize, record: usize) -> usize {
        record.saturating_sub(1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Entry;
    use crate::table::Table;
    use crate::testing::{check_codes, load};

    const TEXT: &str = "[\n {\"街道\": \"城\\u4e1c\", \"n\": 12, \"rate\": 4.0e-1},\n {\"n\": null, \"街道\": \"城西\", \"ok\": true}\n]\n";

    fn table(text: &str) -> Table {
        let (catalog, diags) = load(&[("data/t.json", text)]);
        assert!(diags.is_empty(), "{diags:?}");
        match catalog.get("t") {
            Some(Entry::Ready(table)) => table.clone(),
            _ => panic!("no table"),
        }
    }

    #[test]
    fn keys_name_columns_and_may_be_left_out() {
        let table = table(TEXT);
        let names: Vec<&str> = table.fields.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["街道", "n", "rate", "ok"]);
        let row = |row| {
            (0..4)
                .map(|it| table.value(row, it).to_string())
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!([row(0), row(1)], ["城东|12|0.4|", "城西|||true"]);
    }

    #[test]
    fn places_quote_the_value() {
        let place = table(TEXT).place(1, 0);
        assert_eq!(&TEXT[place.range().expect("a range")], "\"城西\"");
    }

    #[test]
    fn what_is_no_list_of_records_is_refused() {
        let check = |text: &str, expected: &[&str]| check_codes(&[("data/t.json", text)], expected);
        check("{\"a\": 1}", &["data/source-error"]);
        check("[1]", &["data/source-error"]);
        check("[{\"a\": \"\\ud800\"}]", &["data/source-error"]);
        check("[{\"\\ud800\": 1}]", &["data/source-error"]);
        check("[{\"a\": 1]", &["data/source-error"]);
        check("[]", &["data/source-error"]);
        check("[{\"a\": 1, \"a\": 2}]", &["data/source-error"]);
        check("[{\"a\": [1]}]", &["data/nested-value"]);
        check("[{\"a\": 1}, {\"a\": {}}]", &["data/nested-value"]);
    }
}
