//! Sheets made for people: read as declared, the same from any format, and whatever way a number is written in.

use gongbao::data::{Entry, Table, load_tables};
use gongbao::diag::Diags;
use gongbao::locale::Lang;
use gongbao::source::{SourceFile, Sources};
use rust_xlsxwriter::Workbook;
use serde_json::json;

use crate::support::Dice;

/// A sheet with titles, figures as offices write them, a subtotal, a total and remarks.
const SHEET: [[&str; 6]; 12] = [
    ["各区案件情况（示例数据）", "", "", "", "", ""],
    ["", "", "", "", "", "单位：件"],
    ["片区", "区县", "件数", "占比", "立案", "时期"],
    [
        "城区",
        "东城",
        "1,234",
        "４２％",
        "2025/10/9",
        "2025年上半年",
    ],
    ["", "西城", "16.02万", "…", "2025年10月9日", "2025Q3"],
    ["", "小计", "161434", "", "", ""],
    ["郊区", "南郊", "84.6万余", "3.5%", "2025.1.2", "2025-09"],
    ["", "北郊", "（12）", "—", "45939", "2025年1—9月"],
    ["", "小计", "", "", "", ""],
    ["", "合　计", "", "", "", ""],
    ["注：北郊为冲减数。", "", "", "", "", ""],
    ["资料来源：示例", "", "", "", "", ""],
];

const YAML: &str = "resources:
- name: t
  path: t.EXT
  dialect: {HEADER commentChar: [注：, 资料来源]}
  totals: {column: 区县, labels: [合计], subtotals: [小计], by: []}
  schema:
    missingValues: ['', {value: …, state: below_unit}, {value: —, state: not_applicable, label: 无该项}]
    fields:
    - {name: 片区, type: string, fill: down}
    - {name: 区县, type: string}
    - {name: 件数, type: integer, unit: 件, notation: [fullwidth, grouped, wan, bound, parentheses]}
    - {name: 占比, type: number, unit: '%', notation: [fullwidth, percent]}
    - {name: 立案, type: date, notation: [chinese, serial]}
    - {name: 时期, type: period}
";

/// The table with what was said about it.
fn read(extension: &str, bytes: &[u8], yaml: &str) -> (Option<Table>, Vec<String>) {
    let path = format!("data/t.{extension}");
    let files = vec![
        SourceFile::built_in(&path, bytes),
        SourceFile::built_in("data/datapackage.yaml", yaml.as_bytes()),
    ];
    let mut diags = Diags::new();
    let catalog = load_tables(&Sources::of(files), &mut diags);
    let said = diags
        .sorted()
        .iter()
        .map(|it| format!("{} {}", it.code.name(), it.message(Lang::En)))
        .collect();
    match catalog.get("t") {
        Some(Entry::Ready(table)) => (Some(table.clone()), said),
        Some(Entry::Broken) | None => (None, said),
    }
}

/// Every cell with its value, and the sign or bound that goes with it.
fn cells(table: &Table) -> Vec<String> {
    let cell = |row: usize, column: usize| {
        let state = table.missing_marker(row, column).map(|it| it.state.name());
        let bound = table.bound(row, column).map(|it| it.name());
        format!(
            "{}{}",
            table.value(row, column),
            state
                .or(bound)
                .map(|it| format!(" {it}"))
                .unwrap_or_default()
        )
    };
    let row = |row| {
        (0..table.fields.len())
            .map(|it| cell(row, it))
            .collect::<Vec<_>>()
            .join("|")
    };
    (0..table.n_rows()).map(row).collect()
}

fn csv() -> Vec<u8> {
    let quoted = |it: &&str| format!("\"{it}\"");
    SHEET
        .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n")
        .concat()
        .into_bytes()
}

/// A workbook in which the sheet begins further down, with its titles and areas in merged cells.
fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, record) in SHEET.iter().enumerate() {
        for (column, text) in record.iter().enumerate().filter(|it| !it.1.is_empty()) {
            let at = (row as u32 + 2, column as u16 + 1);
            match text.parse::<f64>() {
                Ok(it) => sheet.write_number(at.0, at.1, it),
                Err(_) => sheet.write_string(at.0, at.1, *text),
            }
            .expect("a cell");
        }
    }
    let plain = rust_xlsxwriter::Format::new();
    sheet
        .merge_range(2, 1, 2, 6, SHEET[0][0], &plain)
        .expect("a title");
    sheet
        .merge_range(5, 1, 7, 1, SHEET[3][0], &plain)
        .expect("an area");
    book.save_to_buffer().expect("a workbook")
}

fn records() -> Vec<u8> {
    let value = |it: &&str| {
        if it.is_empty() {
            json!(null)
        } else {
            json!(it)
        }
    };
    let record = |row: &[&str; 6]| -> serde_json::Map<_, _> {
        SHEET[2]
            .iter()
            .map(|it| (*it).to_owned())
            .zip(row.iter().map(value))
            .collect()
    };
    json!(SHEET[3..].iter().map(record).collect::<Vec<_>>())
        .to_string()
        .into_bytes()
}

#[test]
fn a_sheet_made_for_people_is_the_same_from_any_format() {
    let expected = [
        "城区|东城|1234|42|2025-10-09|2025-H1",
        "城区|西城|160200| below_unit|2025-10-09|2025-Q3",
        "郊区|南郊|846000 over|3.5|2025-01-02|2025-09",
        "郊区|北郊|-12| not_applicable|2025-10-09|2025-01/2025-09",
    ];
    let ways = [
        ("csv", csv(), "headerRows: [3],"),
        ("xlsx", xlsx(), "headerRows: [5],"),
        ("json", records(), ""),
    ];
    for (extension, bytes, header) in ways {
        let yaml = YAML.replace("EXT", extension).replace("HEADER", header);
        let (table, said) = read(extension, &bytes, &yaml);
        assert_eq!(said, [""; 0], "{extension}");
        assert_eq!(cells(&table.expect("a table")), expected, "{extension}");
    }
}

#[test]
fn a_wrong_subtotal_is_told_at_its_cell_in_any_format() {
    for (extension, bytes, header, row) in [
        (
            "csv",
            String::from_utf8(csv())
                .expect("text")
                .replace("161434", "161534")
                .into_bytes(),
            "headerRows: [3],",
            6,
        ),
        (
            "json",
            String::from_utf8(records())
                .expect("text")
                .replace("161434", "161534")
                .into_bytes(),
            "",
            3,
        ),
    ] {
        let yaml = YAML.replace("EXT", extension).replace("HEADER", header);
        let (_, said) = read(extension, &bytes, &yaml);
        let expected = format!(
            "data/total-mismatch the total of `件数` in row {row} is 161534, but its parts add up to 161434 (rows: 2)"
        );
        assert_eq!(said, [expected], "{extension}");
    }
}

/// A whole number in one of the ways offices write it.
fn written(n: i64, way: u64) -> String {
    let digits = n.unsigned_abs().to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|it| std::str::from_utf8(it).unwrap_or(""))
        .collect();
    let sign = if n < 0 { "-" } else { "" };
    let full = |text: &str| -> String {
        text.chars()
            .map(|it| char::from_u32(u32::from(it) + 0xFEE0).unwrap_or(it))
            .collect()
    };
    match way % 8 {
        0 => n.to_string(),
        1 => format!("{sign}{}", groups.join(",")),
        2 => full(&n.to_string()),
        3 => format!(
            "{sign}{}.{:04}万",
            n.unsigned_abs() / 10_000,
            n.unsigned_abs() % 10_000
        ),
        4 => format!("{sign}{}件", groups.join(",")),
        5 if n < 0 => format!("({})", groups.join(",")),
        6 if n < 0 => format!("▲{digits}"),
        _ => format!(
            "  {sign}{}.{:08}亿件 ",
            n.unsigned_abs() / 100_000_000,
            n.unsigned_abs() % 100_000_000
        ),
    }
}

#[test]
fn a_number_reads_back_equal_however_it_is_written() {
    let marks = "[padded, fullwidth, grouped, wan, unit, parentheses, triangle]";
    let yaml = format!(
        "resources: [{{name: t, path: t.csv, schema: {{fields: [{{name: n, type: integer, unit: 件, notation: {marks}}}]}}}}]\n"
    );
    let mut dice = Dice::new(1);
    let mut next = || dice.next_state() >> 20;
    let numbers: Vec<i64> = (0..2000)
        .map(|it| (next() as i64 % 10_i64.pow(1 + it % 12)) * if it % 3 == 0 { -1 } else { 1 })
        .collect();
    let lines: String = numbers
        .iter()
        .map(|it| format!("\"{}\"\n", written(*it, next())))
        .collect();
    let (table, said) = read("csv", format!("n\n{lines}").as_bytes(), &yaml);
    assert_eq!(said, [""; 0]);
    let table = table.expect("a table");
    for (row, n) in numbers.iter().enumerate() {
        assert_eq!(table.value(row, 0).to_string(), n.to_string(), "row {row}");
    }
}
