//! Parquet, a group of rows at a time.
//!
//! Through polars's own reader, which asks for no network and opens no path: it is given the bytes, after what they
//! say of themselves has been looked over.

mod claimed_sizes;

use std::borrow::Cow;
use std::io::Cursor;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use polars::prelude::{AnyValue, Column, DataFrame, PolarsResult, TimeUnit};
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;

use crate::calendar;
use crate::formats::guard::catch_reader_panic;
use crate::formats::{OpenRequest, RecordVisitor, StoredTable, TableFormat};
use crate::records::{CellFault, RecordCell};
use crate::text_chunks::TextChunk;
use gongbao_diag::Diagnostic;
use gongbao_diag::locale::Text;

/// Parquet files. Their columns are typed, but what counts is what the schema says, as for any format.
#[derive(Debug)]
pub(super) struct ParquetFormat;

impl TableFormat for ParquetFormat {
    fn extensions(&self) -> &'static [&'static str] {
        &["parquet"]
    }

    fn is_text(&self) -> bool {
        false
    }

    fn open(&self, opening: &OpenRequest<'_>) -> Result<Arc<dyn StoredTable>, Diagnostic> {
        let help = Text::new("请重新导出该文件", "export the file again");
        let bytes = &opening.file.bytes;
        let rows = claimed_sizes::validate_claims(bytes)
            .map_err(unsound_file)
            .and_then(|()| catch_reader_error(|| open_rows(bytes.clone())));
        Ok(Arc::new(rows.map_err(|it| opening.refuse(it, help))?))
    }
}

fn open_rows(bytes: Arc<[u8]>) -> PolarsResult<ParquetRows> {
    let mut reader = ParquetReader::new(Cursor::new(bytes.as_ref()));
    let names = reader
        .schema()?
        .iter_names()
        .map(|it| it.to_string())
        .collect();
    let groups = reader
        .get_metadata()?
        .row_groups
        .iter()
        .map(|it| it.num_rows())
        .collect();
    Ok(ParquetRows {
        bytes,
        names,
        groups,
    })
}

fn catch_reader_error<T>(read: impl FnOnce() -> PolarsResult<T>) -> Result<T, Text> {
    let damaged = |reason: &str| unsound_file(Text::new(reason, reason));
    catch_reader_panic(read).map_or_else(
        || Err(damaged("polars")),
        |it| it.map_err(|it| damaged(&it.to_string())),
    )
}

fn unsound_file(reason: Text) -> Text {
    Text::new(
        format!("不是完好的 Parquet 文件（{}）", reason.zh),
        format!("it is no sound Parquet file ({})", reason.en),
    )
}

/// The rows of a file; a record begins at its number, the labels at 0.
#[derive(Debug)]
struct ParquetRows {
    bytes: Arc<[u8]>,
    names: Vec<String>,
    /// How many rows each group has; a group is decoded at a time.
    groups: Vec<usize>,
}

impl ParquetRows {
    fn group(&self, piece: &TextChunk) -> Result<DataFrame, Text> {
        let reader = ParquetReader::new(Cursor::new(self.bytes.as_ref()));
        catch_reader_error(|| {
            reader
                .with_slice(Some((piece.range.start, piece.range.len())))
                .finish()
        })
    }

    fn piece<'a>(
        &'a self,
        piece: &TextChunk,
        each: &mut RecordVisitor<'_, 'a>,
    ) -> Result<ControlFlow<()>, Text> {
        let label = |(field, name): (usize, &'a String)| RecordCell {
            range: self.locate(0, field),
            text: Cow::Borrowed(name.as_str()),
            fault: None,
        };
        let labels = || {
            self.names
                .iter()
                .enumerate()
                .map(label)
                .collect::<Vec<RecordCell<'a>>>()
        };
        if piece.n_before == 0 && each(0, &labels()) == ControlFlow::Break(()) {
            return Ok(ControlFlow::Break(()));
        }
        let group = self.group(piece)?;
        for row in 0..group.height() {
            let number = piece.range.start + row + 1;
            if each(number, &self.cells_of(&group, row, number)) == ControlFlow::Break(()) {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn cells_of(&self, group: &DataFrame, row: usize, number: usize) -> Vec<RecordCell<'static>> {
        let columns = group.columns().iter().enumerate();
        let cell = |(field, column): (usize, &Column)| {
            let (text, fault) = column.get(row).map_or((String::new(), None), value_text);
            RecordCell {
                range: self.locate(number, field),
                text: Cow::Owned(text),
                fault,
            }
        };
        columns.map(cell).collect()
    }
}

impl StoredTable for ParquetRows {
    fn read<'a>(&'a self, each: &mut RecordVisitor<'_, 'a>) -> Result<(), Text> {
        for piece in self.cut() {
            if self.piece(&piece, each)? == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    /// A piece is a group; its range is that of its rows.
    fn cut(&self) -> Vec<TextChunk> {
        let mut pieces = Vec::new();
        let mut before = 0;
        for n_rows in self
            .groups
            .iter()
            .chain((self.groups.is_empty()).then_some(&0))
        {
            let n_before = if pieces.is_empty() { 0 } else { before + 1 };
            pieces.push(TextChunk {
                range: before..before + n_rows,
                n_before,
            });
            before += n_rows;
        }
        pieces
    }

    fn read_piece<'a>(
        &'a self,
        piece: &TextChunk,
        each: &mut RecordVisitor<'_, 'a>,
    ) -> Result<(), Text> {
        self.piece(piece, each).map(|_| ())
    }

    fn frame(&self, piece: &TextChunk) -> Result<Option<(usize, DataFrame)>, Text> {
        Ok(Some((piece.range.start + 1, self.group(piece)?)))
    }

    fn locate(&self, start: usize, field: usize) -> Range<usize> {
        let at = start * self.names.len() + field;
        at..at + 1
    }

    fn number(&self, start: usize, _: usize) -> usize {
        start
    }
}

/// A value as text.
pub(crate) fn value_text(value: AnyValue<'_>) -> (String, Option<CellFault>) {
    let text = match value {
        AnyValue::Null => String::new(),
        AnyValue::Float32(it) => it.to_string(),
        AnyValue::Float64(it) => it.to_string(),
        AnyValue::String(it) => it.to_owned(),
        AnyValue::StringOwned(it) => it.to_string(),
        AnyValue::Boolean(it) => it.to_string(),
        // A day outside the calendar is written as its number, which is no date and is complained of.
        AnyValue::Date(days) => {
            calendar::date_from_days(days).map_or_else(|| days.to_string(), |it| it.to_string())
        }
        AnyValue::Datetime(it, unit, _) => format_timestamp(it, unit),
        AnyValue::List(_) | AnyValue::Binary(_) | AnyValue::BinaryOwned(_) => {
            return (String::new(), Some(CellFault::Nested));
        }
        other if other.is_nested_null() || other.dtype().is_nested() => {
            return (String::new(), Some(CellFault::Nested));
        }
        other => other.to_string(),
    };
    (text, None)
}

/// A moment as a date, with the time of day unless that is midnight.
fn format_timestamp(value: i64, unit: TimeUnit) -> String {
    let per_second = match unit {
        TimeUnit::Nanoseconds => 1_000_000_000,
        TimeUnit::Microseconds => 1_000_000,
        TimeUnit::Milliseconds => 1_000,
    };
    let seconds = value.div_euclid(per_second);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let Some(date) = i32::try_from(days).map_or(None, calendar::date_from_days) else {
        return value.to_string();
    };
    if second == 0 {
        return date.to_string();
    }
    format!(
        "{date} {:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};
    use polars_io::parquet::write::{ParquetCompression, ParquetWriter};

    use super::claimed_sizes::validate_claims;
    use crate::catalog::{Catalog, Entry};
    use crate::testing::{codes, load_files};
    use gongbao_diag::Diags;
    use gongbao_diag::locale::Lang;
    use gongbao_model::MissingReason;
    use gongbao_source::{SourceFile, Sources};

    fn load(columns: Vec<Series>) -> (Catalog, Diags) {
        load_with("", columns)
    }

    fn load_with(yaml: &str, columns: Vec<Series>) -> (Catalog, Diags) {
        let height = columns[0].len();
        let mut frame = DataFrame::new(height, columns.into_iter().map(Column::from).collect())
            .expect("a frame");
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes)
            .finish(&mut frame)
            .expect("written");
        let files = [
            ("data/t.parquet", bytes.as_slice()),
            ("data/datapackage.yaml", yaml.as_bytes()),
        ];
        load_files(Sources::of(
            files
                .map(|(path, bytes)| SourceFile::built_in(path, bytes))
                .into(),
        ))
    }

    /// A file of two groups with all kinds of pages: text with a dictionary, numbers with gaps, lists.
    fn sound() -> Vec<u8> {
        let list = Series::new(
            "l".into(),
            [Series::new("".into(), [1, 2]), Series::new("".into(), [3])],
        );
        let columns = vec![
            Series::new("d".into(), ["东城", "西城"]),
            Series::new("n".into(), [Some(1.5), None]),
            Series::new("b".into(), [true, false]),
            list,
        ];
        let mut frame =
            DataFrame::new(2, columns.into_iter().map(Column::from).collect()).expect("a frame");
        let mut bytes = Vec::new();
        let writer = ParquetWriter::new(&mut bytes).with_row_group_size(Some(1));
        writer
            .with_compression(ParquetCompression::Uncompressed)
            .finish(&mut frame)
            .expect("written");
        bytes
    }

    #[test]
    fn a_file_damaged_anywhere_is_borne() {
        let sound = sound();
        assert_eq!(validate_claims(&sound), Ok(()));
        let mut refused = 0;
        for (at, byte) in (0..sound.len()).flat_map(|at| [0x3f, 0xff].map(|byte| (at, byte))) {
            let mut damaged = sound.clone();
            damaged[at] = byte;
            refused += usize::from(validate_claims(&damaged).is_err());
            load_files(Sources::of(vec![SourceFile::built_in(
                "data/t.parquet",
                &damaged,
            )]));
        }
        assert!(
            refused > 100,
            "{refused} of {} files refused",
            2 * sound.len()
        );
        for end in 0..sound.len() {
            assert!(
                validate_claims(&sound[..end]).is_err(),
                "the first {end} bytes are no file"
            );
        }
    }

    #[test]
    fn what_cannot_be_true_is_told_in_words() {
        let mut damaged = sound();
        let header = 4 + damaged[4..]
            .iter()
            .position(|it| *it == 0x4c)
            .expect("the header of a dictionary");
        // A field of 32 bits: one value becomes minus eight.
        assert_eq!(damaged[header + 1..][..2], [0x15, 0x02]);
        damaged[header + 2] = 0x0f;
        let (_, diags) = load_files(Sources::of(vec![SourceFile::built_in(
            "data/t.parquet",
            &damaged,
        )]));
        assert_eq!(codes(&diags), ["data/source-error"]);
        assert!(
            diags.sorted()[0]
                .message(Lang::En)
                .contains("it claims a negative number")
        );
    }

    fn rows(columns: Vec<Series>) -> Vec<String> {
        let (catalog, diags) = load(columns);
        assert!(diags.is_empty(), "{:?}", codes(&diags));
        let Some(Entry::Ready(table)) = catalog.get("t") else {
            panic!("no table")
        };
        let row = |row| (0..table.fields.len()).map(move |it| table.value(row, it).to_string());
        (0..table.n_rows())
            .map(|it| row(it).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn values_are_read_as_from_any_format() {
        let days = Series::new("day".into(), [20_089, 0])
            .cast(&DataType::Int32)
            .expect("days");
        let found = rows(vec![
            Series::new("街道".into(), ["𠮷祥街", "㐂"]),
            Series::new("n".into(), [Some(12_i64), None]),
            Series::new("rate".into(), [41.2, 0.5]),
            days.cast(&DataType::Date).expect("dates"),
        ]);
        assert_eq!(found, ["𠮷祥街|12|41.2|2025-01-01", "㐂||0.5|1970-01-01"]);
    }

    #[test]
    fn cells_written_for_people_are_read_as_declared() {
        let columns = vec![
            Series::new("d".into(), ["东城", "西城", "合计", "注：示例"]),
            Series::new(
                "n".into(),
                [Some("1.2万余"), Some("…"), Some("12000"), None],
            ),
            Series::new(
                "t".into(),
                [Some("2025年上半年"), Some("2025Q3"), None, None],
            ),
        ];
        let mut frame =
            DataFrame::new(4, columns.into_iter().map(Column::from).collect()).expect("a frame");
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes)
            .finish(&mut frame)
            .expect("written");
        let yaml = "resources: [{name: t, path: t.parquet, dialect: {commentChar: 注}, totals: {column: d, labels: [合计]}, schema: {missingValues: yearbook, fields: [{name: d, type: string}, {name: n, type: integer, notation: [wan, bound]}, {name: t, type: period}]}}]\n";
        let files = [
            ("data/t.parquet", bytes.as_slice()),
            ("data/datapackage.yaml", yaml.as_bytes()),
        ];
        let files = files
            .iter()
            .map(|(path, it)| SourceFile::built_in(path, it))
            .collect();
        let (catalog, diags) = load_files(Sources::of(files));
        assert!(diags.is_empty(), "{:?}", codes(&diags));
        let Some(Entry::Ready(table)) = catalog.get("t") else {
            panic!("no table")
        };
        let state = table.missing_marker(1, 1).map(|it| it.state);
        assert_eq!(
            (table.n_rows(), table.number(0, 1), state),
            (2, Some(12_000.0), Some(MissingReason::BelowUnit))
        );
        assert!(table.bound(0, 1).is_some() && table.value(0, 2).to_string() == "2025-H1");
    }

    #[test]
    fn what_is_taken_as_it_is_is_as_if_read_cell_by_cell() {
        let check = |kind: &str, more: &str, series: Series, expected: &str| {
            let yaml = format!(
                "resources: [{{name: t, path: t.parquet, schema: {{missingValues: ['', '-', '12'], fields: [{{name: k, type: integer}}, {{name: x, type: {kind}{more}}}]}}}}]\n"
            );
            let keys = Series::new("k".into(), (0..series.len() as i64).collect::<Vec<_>>());
            let (catalog, diags) = load_with(&yaml, vec![keys, series]);
            let cells = match catalog.get("t") {
                Some(Entry::Ready(table)) => (0..table.n_rows())
                    .map(|it| table.value(it, 1).to_string())
                    .collect::<Vec<_>>()
                    .join("|"),
                Some(Entry::Broken) | None => codes(&diags).join("|"),
            };
            assert_eq!(cells, expected, "{kind}");
        };
        let some = |cells: &[Option<f64>]| Series::new("x".into(), cells.to_vec());
        check(
            "integer",
            "",
            Series::new("x".into(), [7_i32, 12, -1]),
            "7||-1",
        );
        check("integer", "", some(&[Some(7.0), None]), "7|");
        check("integer", "", some(&[Some(7.5)]), "data/type-error");
        check("number", "", Series::new("x".into(), [12_i64, 3]), "|3");
        check("number", "", some(&[Some(0.1), None]), "0.1|");
        check("number", "", some(&[Some(f64::NAN)]), "data/type-error");
        check(
            "year",
            "",
            Series::new("x".into(), [2025_i64, 1000]),
            "2025|1000",
        );
        check(
            "year",
            "",
            Series::new("x".into(), [999_i64]),
            "data/type-error",
        );
        check(
            "string",
            "",
            Series::new("x".into(), ["a", "-", "", "12"]),
            "a|||",
        );
        check("string", "", Series::new("x".into(), [1_i64]), "1");
        check(
            "boolean",
            "",
            Series::new("x".into(), [Some(true), None]),
            "true|",
        );
        check(
            "boolean",
            ", trueValues: ['true'], falseValues: [no]",
            Series::new("x".into(), [true]),
            "true",
        );
        check(
            "boolean",
            ", trueValues: [ja]",
            Series::new("x".into(), [true]),
            "data/type-error",
        );
        let days = Series::new("x".into(), [20_089, 0])
            .cast(&DataType::Int32)
            .expect("days");
        check(
            "date",
            "",
            days.cast(&DataType::Date).expect("dates"),
            "2025-01-01|1970-01-01",
        );
        let days = Series::new("x".into(), [-800_000])
            .cast(&DataType::Int32)
            .expect("days");
        check(
            "date",
            "",
            days.cast(&DataType::Date).expect("dates"),
            "data/type-error",
        );
    }

    #[test]
    fn a_row_without_any_value_is_told() {
        let cells = || Series::new("n".into(), [Some(1_i64), None, Some(3)]);
        let named = |name: &str| cells().with_name(name.into());
        assert_eq!(
            codes(&load(vec![named("a"), named("b")]).1),
            ["data/blank-row"]
        );
    }

    #[test]
    fn many_rows_come_in_order() {
        let n = 200_000_i64;
        let found = rows(vec![Series::new("n".into(), (0..n).collect::<Vec<i64>>())]);
        assert!(
            found
                .iter()
                .enumerate()
                .all(|(at, it)| *it == at.to_string())
                && found.len() == 200_000
        );
    }

    #[test]
    fn damage_is_told_and_never_ends_the_program() {
        let frame = vec![
            Series::new("n".into(), (0..500).collect::<Vec<i64>>()),
            Series::new("t".into(), ["街"; 500]),
        ];
        let mut frame =
            DataFrame::new(500, frame.into_iter().map(Column::from).collect()).expect("a frame");
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes)
            .finish(&mut frame)
            .expect("written");
        for seed in 0..200 {
            let mut bytes = bytes.clone();
            let at = seed * 7919 % bytes.len();
            bytes[at] ^= 1 << (seed % 8);
            load_files(Sources::of(vec![SourceFile::built_in(
                "data/t.parquet",
                &bytes,
            )]));
        }
    }

    #[test]
    fn lists_and_damaged_files_are_refused() {
        let list = Series::new("l".into(), [Series::new("".into(), [1_i64, 2])]);
        assert_eq!(codes(&load(vec![list]).1), ["data/nested-value"]);
        let damaged = SourceFile::built_in("data/t.parquet", b"PAR1 nothing PAR1");
        assert_eq!(
            codes(&load_files(Sources::of(vec![damaged])).1),
            ["data/source-error"]
        );
    }
}
