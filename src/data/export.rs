//! A grid as a file to download: for spreadsheets (CSV) and for programs (JSON).

use serde_json::{Map, Value as Json, json};

use crate::data::{Grid, GridCell, GridColumn, Value};

/// UTF-8 with byte order mark and CRLF, which office suites open without garbling; RFC 4180 quotes.
pub fn csv(grid: &Grid) -> Vec<u8> {
    let mut out = String::from('\u{feff}');
    write_record(&mut out, grid.columns.iter().map(heading));
    for row in &grid.rows {
        write_record(&mut out, row.iter().map(|it| it.value.to_string()));
    }
    out.into_bytes()
}

/// The caption, the columns, and the rows as lists of values; missing values are `null`.
pub fn json(grid: &Grid) -> Vec<u8> {
    let columns: Vec<Json> = grid.columns.iter().map(json_column).collect();
    let rows: Vec<Json> = grid.rows.iter().map(|row| row.iter().map(json_cell).collect()).collect();
    let mut text = json!({ "caption": grid.caption, "columns": columns, "rows": rows }).to_string();
    text.push('\n');
    text.into_bytes()
}

/// The label with its unit, in the brackets of the label's script.
fn heading(column: &GridColumn) -> String {
    match (column.unit.as_str(), column.label.is_ascii()) {
        ("", _) => column.label.clone(),
        (unit, true) => format!("{} ({unit})", column.label),
        (unit, false) => format!("{}（{unit}）", column.label),
    }
}

fn write_record(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            out.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

fn json_column(column: &GridColumn) -> Json {
    let mut object = Map::new();
    object.insert("label".to_owned(), json!(column.label));
    object.insert("unit".to_owned(), json!(column.unit));
    if let Some(metric) = &column.metric {
        object.insert("metric".to_owned(), json!(metric));
    }
    Json::Object(object)
}

fn json_cell(cell: &GridCell) -> Json {
    match &cell.value {
        Value::Missing => Json::Null,
        Value::Integer(it) => json!(it),
        Value::Number(it) => json!(it),
        Value::Year(it) => json!(it),
        Value::Boolean(it) => json!(it),
        Value::Text(_) | Value::Date(_) => json!(cell.value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::data::export::{csv, json};
    use crate::data::testing::table;
    use crate::data::{Grid, GridColumn};
    use crate::locale::Lang;

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn csv_has_a_mark_and_crlf_and_quotes_where_needed() {
        let grid = table("名称,n,day\n\"a,\"\"b\"\"\",1.5,2025-01-02\nc,,\n").grid(Lang::Zh);
        assert_eq!(text(csv(&grid)), "\u{feff}名称,n,day\r\n\"a,\"\"b\"\"\",1.5,2025-01-02\r\nc,,\r\n");
    }

    #[test]
    fn csv_writes_units_into_the_headings() {
        let column =
            |label: &str| GridColumn { label: label.to_owned(), unit: "人".to_owned(), ..GridColumn::default() };
        let grid = Grid { columns: vec![column("民警"), column("officers")], ..Grid::default() };
        assert_eq!(text(csv(&grid)), "\u{feff}民警（人）,officers (人)\r\n");
    }

    #[test]
    fn json_keeps_the_types() {
        let grid = table("a,b,c\nx,1,2025-01-02\ny,,\n").grid(Lang::En);
        let rows = r#""rows":[["x",1,"2025-01-02"],["y",null,null]]}"#;
        assert!(text(json(&grid)).trim_end().ends_with(rows), "{}", text(json(&grid)));
    }
}
