//! What is written as CSV, workbook or JSON reads back equal.

use gongbao::data::{Entry, Table, load_tables};
use gongbao::diag::{Code, Diags};
use gongbao::files::{FileDescription, of_grid};
use gongbao::locale::Date;
use gongbao::output::downloads::DownloadFormat;
use gongbao::source::{SourceFile, decode_files};
use gongbao_model::{ColumnKind, Grid, GridCell, GridColumn, Value};

use crate::support::Dice;

/// A value of a kind.
fn random_value(dice: &mut Dice, kind: ColumnKind) -> Value {
    let n = dice.roll(1 << 31) as i64 - (1 << 30);
    match kind {
        ColumnKind::String => Value::Text(random_text(dice)),
        ColumnKind::Integer => Value::Integer(dice.one_of(&[n, 0, -1, n << 20])),
        // A workbook keeps 15 digits.
        ColumnKind::Number => {
            Value::Number(dice.one_of(&[n as f64 / 1000.0, 0.5, -1e-6, n as f64 / 1e9, 1e12]))
        }
        ColumnKind::Boolean => Value::Boolean(n % 2 == 0),
        ColumnKind::Date => Value::Date(
            Date::new(
                1950 + (n.unsigned_abs() % 150) as i16,
                1 + dice.roll(12) as i8,
                28,
            )
            .expect("a date"),
        ),
        ColumnKind::Year => Value::Year(1000 + n.unsigned_abs() as i32 % 9000),
        #[allow(
            unreachable_patterns,
            reason = "kinds that come later are not made here"
        )]
        _ => Value::Missing,
    }
}

/// A text that is not empty and begins like no formula, which is written otherwise on purpose.
fn random_text(dice: &mut Dice) -> String {
    const PIECES: [&str; 20] = [
        "a", "街", "𠮷", "㐂", ",", ";", "|", "\"", "\"\"", "\n", " ", "，", "0", "'", "é", "<b>",
        "&amp;", "_x000D_", "%", "1e5",
    ];
    let first = dice.one_of(&[
        "街",
        "x",
        "9",
        "\"",
        ",",
        "0012",
        "2025-01-31",
        "true",
        "<",
        "_x0041_",
    ]);
    let length = dice.roll(5);
    std::iter::once(first)
        .chain((0..length).map(|_| dice.one_of(&PIECES)))
        .collect()
}

const KINDS: [ColumnKind; 6] = [
    ColumnKind::String,
    ColumnKind::Integer,
    ColumnKind::Number,
    ColumnKind::Boolean,
    ColumnKind::Date,
    ColumnKind::Year,
];

/// A table of any shape. The first column has a value in each row: a row of nothing is no row.
fn grid(dice: &mut Dice) -> (Grid, Vec<ColumnKind>) {
    let kinds: Vec<ColumnKind> = (0..2 + dice.roll(6))
        .map(|it| {
            if it == 0 {
                ColumnKind::String
            } else {
                dice.one_of(&KINDS)
            }
        })
        .collect();
    let label = |it: usize| ["区", "b c", "列,三", "列\"四", "d", "列\n六", "七"][it].to_owned();
    let columns = (0..kinds.len())
        .map(|it| GridColumn {
            label: label(it),
            ..GridColumn::default()
        })
        .collect();
    let mut cell = |at: usize, kind: ColumnKind| {
        let value = if at > 0 && dice.roll(4) == 0 {
            Value::Missing
        } else {
            random_value(dice, kind)
        };
        GridCell {
            value,
            ..GridCell::default()
        }
    };
    let rows = (0..15)
        .map(|_| {
            kinds
                .iter()
                .enumerate()
                .map(|(at, it)| cell(at, *it))
                .collect()
        })
        .collect();
    (
        Grid {
            caption: "表".to_owned(),
            columns,
            rows,
        },
        kinds,
    )
}

/// Reads a file as columns of these kinds; nothing may be wrong with it.
fn read(grid: &Grid, kinds: &[ColumnKind], name: &str, bytes: &[u8]) -> Table {
    let field = |(it, kind): (&GridColumn, &ColumnKind)| serde_json::json!({"name": it.label, "type": kind.name()});
    let fields: Vec<_> = grid.columns.iter().zip(kinds).map(field).collect();
    let resource = serde_json::json!({"name": "t", "path": name, "schema": {"fields": fields}});
    let yaml = serde_json::json!({"resources": [resource]}).to_string();
    let mut diags = Diags::new();
    let files = vec![
        SourceFile::raw(&format!("data/{name}"), bytes.to_vec()),
        SourceFile::raw("data/datapackage.yaml", yaml.into_bytes()),
    ];
    let catalog = load_tables(&decode_files(files, &mut diags), &mut diags);
    // Texts that are made up may differ in a blank, which is told and changes nothing.
    let is_sound = diags.sorted().iter().all(|it| it.code == Code::StraySpace);
    assert!(
        is_sound,
        "{name}: {:?}\n{}",
        diags.sorted(),
        String::from_utf8_lossy(bytes)
    );
    match catalog.get("t") {
        Some(Entry::Ready(table)) => table.clone(),
        Some(Entry::Broken) | None => panic!("no table {name}"),
    }
}

/// The records of a JSON download, each with its labels.
fn records(bytes: &[u8]) -> Vec<u8> {
    let json: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
    let list = |key: &str| json[key].as_array().expect("a list").clone();
    let labels: Vec<String> = list("columns")
        .iter()
        .map(|it| it["label"].as_str().expect("a label").to_owned())
        .collect();
    let record = |row: &serde_json::Value| -> serde_json::Map<String, serde_json::Value> {
        labels
            .iter()
            .cloned()
            .zip(row.as_array().expect("a row").iter().cloned())
            .collect()
    };
    let records: Vec<_> = list("rows").iter().map(record).collect();
    serde_json::json!(records).to_string().into_bytes()
}

fn check(seed: u64, format: DownloadFormat, name: &str, prepare: fn(&[u8]) -> Vec<u8>) {
    let (grid, kinds) = grid(&mut Dice::new(seed));
    let Some(bytes) = of_grid(format, &grid, &FileDescription::default()) else {
        return;
    };
    let table = read(&grid, &kinds, name, &prepare(&bytes));
    assert_eq!(table.n_rows(), grid.rows.len());
    for (row, cells) in grid.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            assert_eq!(
                table.value(row, column),
                cell.value,
                "{name}, seed {seed}, row {row}, column {column}"
            );
        }
    }
}

#[test]
fn tables_we_write_read_back_equal() {
    for seed in 0..60 {
        check(seed, DownloadFormat::Csv, "t.csv", <[u8]>::to_vec);
        check(seed, DownloadFormat::Xlsx, "t.xlsx", <[u8]>::to_vec);
        check(seed, DownloadFormat::Json, "t.json", records);
    }
}
