//! The same tables in other formats and encodings give the same site, and what is written as CSV reads
//! back equal.

use std::fs;
use std::path::Path;

use encoding_rs::GB18030;
use gongbao::data::{Catalog, Entry, load_tables};
use gongbao::diag::{Code, Diags};
use gongbao::files::csv::grid_csv;
use gongbao::locale::{Date, parse_period};
use gongbao::source::{SourceFile, Sources};
use gongbao_model::{ColumnKind, Grid, GridCell, GridColumn, MissingMarker, MissingReason, Value};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use serde_json::json;

use crate::support::{Dice, build, demonstration, differences, folder, gongbao, said, text, write};

/// A way to store the text of a CSV file: the new extension and bytes.
type Convert = fn(&str) -> (&'static str, Vec<u8>);

#[test]
fn the_demonstration_site_is_the_same_from_any_format() {
    let out = folder();
    let plain = build(demonstration().path(), &out.path().join("csv"));
    let ways: [(&str, Convert); 5] = [
        ("GBK", gbk),
        ("UTF-16LE", utf16),
        ("semicolons", semicolons),
        ("XLSX", xlsx),
        ("JSON", json),
    ];
    for (name, convert) in ways {
        let site = demonstration();
        convert_all(&site.path().join("data"), convert);
        let other = build(site.path(), &out.path().join(name));
        assert_eq!(differences(&plain, &other), [""; 0], "{name}");
    }
}

/// Stores each CSV file of a folder otherwise, and says so in its descriptor.
fn convert_all(data: &Path, convert: Convert) {
    let mut descriptor = fs::read_to_string(data.join("datapackage.yaml")).expect("a descriptor");
    for entry in fs::read_dir(data).expect("tables") {
        let path = entry.expect("an entry").path();
        let Some(stem) = path
            .file_name()
            .and_then(|it| it.to_str()?.strip_suffix(".csv"))
        else {
            continue;
        };
        let (extension, bytes) = convert(&fs::read_to_string(&path).expect("a table"));
        fs::remove_file(&path).expect("the table gone");
        write(&path.with_extension(extension), &bytes);
        let [old, new] = ["csv", extension].map(|it| format!("path: {stem}.{it}\n"));
        assert!(descriptor.contains(&old), "{old}");
        descriptor = descriptor.replace(&old, &new);
    }
    write(&data.join("datapackage.yaml"), descriptor.as_bytes());
}

fn gbk(csv: &str) -> (&'static str, Vec<u8>) {
    let (bytes, _, unmapped) = GB18030.encode(csv);
    assert!(!unmapped);
    ("csv", bytes.into_owned())
}

fn utf16(csv: &str) -> (&'static str, Vec<u8>) {
    (
        "csv",
        format!("\u{feff}{csv}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    )
}

/// Semicolons, every cell quoted, and all three kinds of line end.
fn semicolons(csv: &str) -> (&'static str, Vec<u8>) {
    let quoted = |it: &String| format!("\"{}\"", it.replace('"', "\"\""));
    let line = |(at, row): (usize, &Vec<String>)| {
        row.iter().map(quoted).collect::<Vec<_>>().join(";") + ["\n", "\r\n", "\r"][at % 3]
    };
    (
        "csv",
        records(csv)
            .iter()
            .enumerate()
            .map(line)
            .collect::<String>()
            .into_bytes(),
    )
}

fn xlsx(csv: &str) -> (&'static str, Vec<u8>) {
    ("xlsx", workbook(&records(csv)))
}

fn json(csv: &str) -> (&'static str, Vec<u8>) {
    let records = records(csv);
    let value = |it: &String| {
        if it.is_empty() {
            json!(null)
        } else {
            json!(it)
        }
    };
    let record = |row: &Vec<String>| -> serde_json::Map<_, _> {
        records[0]
            .iter()
            .cloned()
            .zip(row.iter().map(value))
            .collect()
    };
    let list: Vec<_> = records[1..].iter().map(record).collect();
    ("json", json!(list).to_string().into_bytes())
}

/// A workbook as an office has it: amounts, dates and answers are not texts.
fn workbook(records: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, record) in records.iter().enumerate() {
        for (column, text) in record.iter().enumerate() {
            put(sheet, (row as u32, column as u16), text, row == 0);
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), text: &str, is_label: bool) {
    let is_code = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
    let number = text
        .parse::<f64>()
        .ok()
        .filter(|it| !is_code && it.to_string() == text);
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let day = (text.len() == 10)
        .then(|| ExcelDateTime::parse_from_str(text).ok())
        .flatten();
    let result = match (is_label, number, day, text) {
        (_, _, _, "") => Ok(sheet),
        (false, Some(number), _, _) => sheet.write_number(row, column, number),
        (false, _, Some(day), _) => sheet.write_datetime_with_format(row, column, &day, &date),
        (false, _, _, "true" | "false") => sheet.write_boolean(row, column, text == "true"),
        _ => sheet.write_string(row, column, text),
    };
    result.expect("a written cell");
}

/// The records of the demonstration's own files, which are plain RFC 4180.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut rest = csv.trim_end().chars().peekable();
    while let Some(it) = rest.next() {
        let record = records.last_mut().expect("a record");
        match it {
            '"' if is_quoted && rest.next_if_eq(&'"').is_some() => {
                record.last_mut().expect("a cell").push('"')
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(String::new()),
            '\n' if !is_quoted => records.push(vec![String::new()]),
            '\r' if !is_quoted => {}
            it => record.last_mut().expect("a cell").push(it),
        }
    }
    records
}

/// A text as authors write it, with all that has to be quoted.
fn random_text(dice: &mut Dice) -> String {
    const PIECES: [&str; 17] = [
        "a", "街", "𠮷", "㐂", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", " ", "，", "0",
        "'", "é",
    ];
    let first = ["街", "x", "9", "\"", ","][dice.roll(5)];
    let length = dice.roll(6);
    // A text that begins like a formula is written with an apostrophe, on purpose.
    std::iter::once(first)
        .chain((0..length).map(|_| PIECES[dice.roll(PIECES.len())]))
        .collect()
}

fn random_value(dice: &mut Dice, kind: ColumnKind) -> Value {
    let n = dice.roll(2_000_000) as i64 - 1_000_000;
    match kind {
        ColumnKind::String => Value::Text(random_text(dice)),
        ColumnKind::Integer => Value::Integer(n * 4_611_686_018),
        ColumnKind::Number => Value::Number(n as f64 / 7.0),
        ColumnKind::Boolean => Value::Boolean(n % 2 == 0),
        ColumnKind::Date => {
            Value::Date(Date::new(1 + (n.unsigned_abs() % 9998) as i16, 2, 28).expect("a date"))
        }
        ColumnKind::Period => {
            let part = ["", "-H2", "-Q3", "-09", "-01/2025-09"][dice.roll(5)];
            Value::Period(parse_period(&format!("2025{part}")).expect("a period"))
        }
        _ => Value::Missing,
    }
}

/// Why there is no value; nothing for a cell that is merely empty.
fn random_sign(dice: &mut Dice) -> Option<MissingMarker> {
    let (glyph, state) = *SIGNS.get(dice.roll(SIGNS.len() + 1))?;
    Some(MissingMarker {
        symbol: glyph.into(),
        state,
        label: None,
    })
}

const SIGNS: [(&str, MissingReason); 5] = [
    ("…", MissingReason::BelowUnit),
    ("—", MissingReason::NotApplicable),
    ("-", MissingReason::NotApplicable),
    ("不详", MissingReason::NotAvailable),
    ("#", MissingReason::Suppressed),
];

fn table(dice: &mut Dice) -> (Grid, Vec<ColumnKind>) {
    let others = [
        ColumnKind::String,
        ColumnKind::Integer,
        ColumnKind::Number,
        ColumnKind::Boolean,
        ColumnKind::Date,
        ColumnKind::Period,
    ];
    let kinds: Vec<ColumnKind> = (0..=dice.roll(5))
        .map(|it| {
            if it == 0 {
                ColumnKind::String
            } else {
                others[dice.roll(6)]
            }
        })
        .collect();
    let columns = (0..kinds.len())
        .map(|it| GridColumn {
            label: format!("列{it}"),
            ..GridColumn::default()
        })
        .collect();
    let mut cell = |at: usize, kind: ColumnKind| {
        let is_missing = at > 0 && dice.roll(4) == 0;
        let (value, sign) = if is_missing {
            (Value::Missing, random_sign(dice))
        } else {
            (random_value(dice, kind), None)
        };
        GridCell {
            value,
            missing_marker: sign,
            ..GridCell::default()
        }
    };
    let rows = (0..20)
        .map(|_| {
            kinds
                .iter()
                .enumerate()
                .map(|(at, kind)| cell(at, *kind))
                .collect()
        })
        .collect();
    (
        Grid {
            caption: String::new(),
            columns,
            rows,
        },
        kinds,
    )
}

fn read_back(text: &str, kinds: &[ColumnKind]) -> Catalog {
    let field =
        |(at, kind): (usize, &ColumnKind)| format!("{{name: 列{at}, type: {}}}", kind.name());
    let fields: Vec<String> = kinds.iter().enumerate().map(field).collect();
    let signs = SIGNS
        .map(|(glyph, state)| format!("{{value: '{glyph}', state: {}}}", state.name()))
        .join(", ");
    let schema = format!(
        "{{missingValues: ['', {signs}], fields: [{}]}}",
        fields.join(", ")
    );
    let yaml = format!("resources: [{{name: t, path: t.csv, schema: {schema}}}]\n");
    let files = [("data/t.csv", text), ("data/datapackage.yaml", &yaml)];
    let mut diags = Diags::new();
    let files = files
        .iter()
        .map(|(path, it)| SourceFile::built_in(path, it.as_bytes()))
        .collect();
    let catalog = load_tables(&Sources::of(files), &mut diags);
    // Texts that are made up may differ in a blank, which is told and changes nothing.
    assert!(
        diags.sorted().iter().all(|it| it.code == Code::StraySpace),
        "{diags:?}\n{text}"
    );
    catalog
}

#[test]
fn what_we_write_as_csv_reads_back_equal() {
    for seed in 0..300 {
        let (grid, kinds) = table(&mut Dice::new(seed));
        let text = grid_csv(&grid);
        let catalog = read_back(&text, &kinds);
        let Some(Entry::Ready(table)) = catalog.get("t") else {
            panic!("no table: {text}")
        };
        for (row, cells) in grid.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                assert_eq!(
                    table.value(row, column),
                    cell.value,
                    "seed {seed}, row {row}, column {column}\n{text}"
                );
                assert_eq!(
                    table.missing_marker(row, column),
                    cell.missing_marker.as_ref(),
                    "seed {seed}, row {row}, column {column}\n{text}"
                );
            }
        }
    }
}

fn complaints(file: &str, bytes: &[u8], yaml: &str) -> String {
    let site = folder();
    write(
        &site.path().join("site.toml"),
        "title = \"公报\"\n".as_bytes(),
    );
    write(
        &site.path().join("content/index.md"),
        "---\ntitle: 公报\n---\n".as_bytes(),
    );
    write(&site.path().join("data").join(file), bytes);
    write(&site.path().join("data/datapackage.yaml"), yaml.as_bytes());
    let run = gongbao(&["check", &text(site.path()), "--lang", "zh", "-v"])
        .output()
        .expect("the program to start");
    said(&run)
}

/// A workbook with a title, a note in another sheet and a table from B3 on.
fn office_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("说明")
        .expect("a name")
        .write_string(0, 0, "示例数据")
        .expect("a note");
    let sheet = book.add_worksheet();
    sheet.set_name("2025").expect("a name");
    sheet
        .merge_range(0, 1, 0, 3, "警力统计表", &Format::new())
        .expect("a title");
    let percent = Format::new().set_num_format("0.0%");
    for (row, (name, n, share)) in [("城东", 12.0, 0.412), ("城西", 7.5, 0.5)]
        .into_iter()
        .enumerate()
    {
        let row = row as u32 + 3;
        sheet.write_string(row, 1, name).expect("a cell");
        sheet.write_number(row, 2, n).expect("a cell");
        sheet
            .write_number_with_format(row, 3, share, &percent)
            .expect("a cell");
    }
    for (column, label) in ["街道", "警力", "占比"].into_iter().enumerate() {
        sheet
            .write_string(2, column as u16 + 1, label)
            .expect("a label");
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn cells_of_a_workbook_are_called_as_the_spreadsheet_calls_them() {
    let fields =
        "schema: {fields: [{name: 街道}, {name: 警力, type: integer}, {name: 占比, type: string}]}";
    let yaml = |dialect: &str| {
        format!("resources: [{{name: t, path: t.xlsx, dialect: {dialect}, {fields}}}]\n")
    };
    let check = |dialect: &str, words: &str| {
        let said = complaints("t.xlsx", &office_workbook(), &yaml(dialect));
        assert!(said.contains(words), "{dialect}: {said}");
    };
    check("{sheet: 2025, range: B3:D9}", "data/t.xlsx 2025!C5 第5行");
    check("{sheet: 2, range: B3:D}", "“7.5”不是整数");
    check("{sheet: 2025}", "dialect: {headerRows: [3]}");
    check(
        "{sheet: 2025, headerRows: [3]}",
        "data/t.xlsx 2025!C5 第5行",
    );
    check(
        "{sheet: 2025, range: B2:D9, headerRows: [3]}",
        "data/t.xlsx 2025!C5 第5行",
    );
    check(
        "{sheet: 2025, range: B1:D9, headerRows: [1, 3]}",
        "单元格是合并的",
    );
    check("{sheet: 2024}", "没有工作表“2024”");
    check("{range: B3:D9}", "没有标题行");
}

#[test]
fn how_a_file_was_read_is_listed() {
    let said = complaints(
        "t.csv",
        &GB18030.encode("街道;警力\n城东;12\n").0,
        "resources: [{name: t, path: t.csv}]\n",
    );
    assert!(said.contains("gb18030") && said.contains("分号"), "{said}");
}

#[test]
fn an_undecodable_byte_is_shown_with_its_surroundings() {
    let mut bytes = GB18030.encode("街道,警力\n城东,").0.into_owned();
    bytes.extend(b"\xFF2\n");
    let said = complaints("t.csv", &bytes, "resources: [{name: t, path: t.csv}]\n");
    for words in [
        "第2行第4个字符",
        "第15字节",
        "城东,<FF>2",
        "gb18030",
        "encoding",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = complaints(
        "t.csv",
        &bytes,
        "resources: [{name: t, path: t.csv, encoding: klingon}]\n",
    );
    assert!(said.contains("klingon"), "{said}");
}

#[test]
fn pages_are_utf8() {
    let site = folder();
    write(
        &site.path().join("site.toml"),
        "title = \"公报\"\n".as_bytes(),
    );
    write(
        &site.path().join("content/index.md"),
        &GB18030.encode("---\ntitle: 公报\n---\n").0,
    );
    let run = gongbao(&["check", &text(site.path()), "--lang", "zh"])
        .output()
        .expect("the program to start");
    assert!(said(&run).contains("选择 UTF-8 编码"), "{}", said(&run));
}

#[test]
fn damage_is_told_and_never_ends_the_program() {
    let samples = ["old.xls", "open.ods", "records.json", "tabs.tsv"].map(|name| {
        let path = format!("tests/sites/table-formats/in/data/{name}");
        (
            name,
            fs::read(crate::support::repository().join(path)).expect("a sample"),
        )
    });
    for (name, sample) in samples
        .into_iter()
        .chain([("book.xlsx", office_workbook())])
    {
        for seed in 0..150 {
            let mut bytes = sample.clone();
            let mut dice = Dice::new(seed);
            for _ in 0..=dice.roll(4) {
                let at = dice.roll(bytes.len());
                bytes[at] = dice.roll(256) as u8;
            }
            bytes.truncate(
                bytes.len()
                    - if dice.roll(4) == 0 {
                        dice.roll(sample.len())
                    } else {
                        0
                    },
            );
            let mut diags = Diags::new();
            load_tables(
                &Sources::of(vec![SourceFile::built_in(&format!("data/{name}"), &bytes)]),
                &mut diags,
            );
        }
    }
}
