//! The data behind every chart and table as CSV for people and JSON for programs.
//!
//! Made from the same grids the pages show. Start at [`Downloads`]; addresses are in `paths`.

use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::chart::Chart;
use crate::data::{Catalog, Grid, Sign, Table, Value};
use crate::diag::Diags;
use crate::output::paths;
use crate::output::{Job, Output, Sink};
use crate::prose::Block;
use crate::site::{DataTable, Download, Exhibit, Page, Target};

/// The output's name.
pub const NAME: &str = "downloads";

/// The downloads of charts, tables in pages, and whole tables.
#[derive(Debug)]
pub struct Downloads;

/// What a file of data says about itself.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub title: String,
    pub subtitle: String,
    pub source: String,
    pub note: Option<String>,
    pub as_of: Option<String>,
    pub sample: bool,
}

impl Output for Downloads {
    fn name(&self) -> &'static str {
        NAME
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        job.site.pages.par_iter().for_each(|page| blocks(job, page, &page.blocks, sink));
        job.site.downloads.par_iter().for_each(|it| whole_table(job, it, sink));
    }
}

fn blocks(job: &Job<'_>, page: &Page, of: &[Block<Target>], sink: &dyn Sink) {
    for block in of {
        match block {
            Block::Embed(Exhibit::Chart(it)) => put(page, &it.id, (&it.table, &About::of_chart(job, it)), sink),
            Block::Embed(Exhibit::Table(it)) => put(page, &it.id, (&it.grid, &About::of_table(job, it)), sink),
            Block::Embed(Exhibit::Blocks(inner)) | Block::Quote(inner) | Block::Alert { blocks: inner, .. } => {
                blocks(job, page, inner, sink);
            }
            Block::List { items, .. } => items.iter().for_each(|it| blocks(job, page, &it.blocks, sink)),
            Block::Embed(Exhibit::Tiles(_))
            | Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Table(_)
            | Block::Rule => {}
        }
    }
}

fn put(page: &Page, id: &str, (grid, about): (&Grid, &About), sink: &dyn Sink) {
    let stem = paths::exhibit(&page.route, id);
    sink.put(&paths::with_extension(&stem, "csv").0, csv(grid).as_bytes());
    sink.put(&paths::with_extension(&stem, "json").0, json(grid, about).as_bytes());
}

fn whole_table(job: &Job<'_>, download: &Download, sink: &dyn Sink) {
    let Some(table) = find(job.catalog, &download.table) else { return };
    let header = table.fields.iter().map(|it| cell(&it.name, false)).collect();
    let rows =
        (0..table.n_rows()).map(|row| (0..table.fields.len()).map(|it| csv_cell(&table.value(row, it))).collect());
    let csv = csv_text(header, rows);
    sink.put(&paths::with_extension(&download.stem, "csv").0, csv.as_bytes());
    let json = table_json(table, job).to_string() + "\n";
    sink.put(&paths::with_extension(&download.stem, "json").0, json.as_bytes());
}

fn find<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a Table> {
    catalog.tables().find(|it| it.name == name)
}

impl About {
    /// What a chart's data say about themselves.
    pub fn of_chart(job: &Job<'_>, it: &Chart) -> About {
        About {
            title: it.title.clone(),
            subtitle: it.subtitle.clone(),
            source: it.source.clone(),
            note: it.note.clone(),
            as_of: as_of(job),
            sample: it.sample,
        }
    }

    /// What a table's data say about themselves.
    pub fn of_table(job: &Job<'_>, it: &DataTable) -> About {
        About {
            title: it.grid.caption.clone(),
            subtitle: String::new(),
            source: it.source.clone(),
            note: it.note.clone(),
            as_of: as_of(job),
            sample: it.sample,
        }
    }
}

fn as_of(job: &Job<'_>) -> Option<String> {
    job.site.config.as_of.map(|it| it.to_string())
}

/// A grid as CSV: UTF-8 with byte order mark and CRLF, as spreadsheets in Chinese expect it.
pub fn csv(grid: &Grid) -> String {
    let head = |label: &str, unit: &str| match (unit, label.is_ascii()) {
        ("", _) => cell(label, false),
        (unit, true) => cell(&format!("{label} ({unit})"), false),
        (unit, false) => cell(&format!("{label}（{unit}）"), false),
    };
    let header = grid.columns.iter().map(|it| head(&it.label, &it.unit)).collect();
    csv_text(header, grid.rows.iter().map(|row| row.iter().map(|it| csv_cell(&it.value)).collect()))
}

fn csv_text(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::from("\u{feff}");
    for line in std::iter::once(header).chain(rows) {
        out.push_str(&line.join(","));
        out.push_str("\r\n");
    }
    out
}

fn csv_cell(value: &Value) -> String {
    match value {
        Value::Text(text) => cell(text, text.parse::<f64>().is_ok()),
        Value::Missing
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Year(_)
        | Value::Period(_) => cell(&value.to_string(), true),
    }
}

/// A cell, quoted where it has to be. A spreadsheet would run a text that begins like a formula, so
/// an apostrophe makes it a text; `harmless` says that it is a number or the like.
fn cell(text: &str, harmless: bool) -> String {
    let formula = !harmless && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A grid as JSON: what it is, its columns, its raw values row by row.
pub fn json(grid: &Grid, about: &About) -> String {
    let columns = grid.columns.iter().map(|it| {
        let mut column = Map::from_iter([("label".to_owned(), json!(it.label)), ("unit".to_owned(), json!(it.unit))]);
        if let Some(id) = &it.metric {
            column.insert("metric".to_owned(), json!(id));
        }
        Json::Object(column)
    });
    let rows = grid.rows.iter().map(|row| row.iter().map(|it| json_cell(&it.value)).collect::<Json>());
    let mut out = about_json(about);
    out.insert("columns".to_owned(), columns.collect());
    out.insert("rows".to_owned(), rows.collect());
    let signs = grid.rows.iter().enumerate().flat_map(|(row, cells)| {
        let signs = cells.iter().enumerate().filter_map(|(column, it)| Some((column, it.sign.as_ref()?)));
        signs.map(move |(column, sign)| (row, column, sign))
    });
    out.extend(states(signs));
    Json::Object(out).to_string() + "\n"
}

fn table_json(table: &Table, job: &Job<'_>) -> Json {
    let sources: Vec<&str> = table.sources.iter().map(|it| it.title.as_str()).collect();
    let mut out = about_json(&About {
        title: table.title.clone(),
        subtitle: String::new(),
        source: sources.join("；"),
        note: table.description.clone(),
        as_of: as_of(job),
        sample: table.sample,
    });
    let columns = table.fields.iter();
    let columns = columns.map(|it| json!({"name": it.name, "label": it.title, "unit": it.unit}));
    let row = |row| (0..table.fields.len()).map(|it| json_cell(&table.value(row, it))).collect::<Json>();
    out.insert("columns".to_owned(), columns.collect());
    out.insert("rows".to_owned(), (0..table.n_rows()).map(row).collect());
    let cells = || (0..table.n_rows()).flat_map(|row| (0..table.fields.len()).map(move |column| (row, column)));
    out.extend(states(cells().filter_map(|(row, column)| Some((row, column, table.sign(row, column)?)))));
    let bounds = cells().filter(|(row, column)| table.bound(*row, *column).is_some());
    let bounds: Vec<Json> = bounds.map(|(row, column)| json!({"row": row, "column": column})).collect();
    out.extend((!bounds.is_empty()).then(|| ("lower_bounds".to_owned(), Json::Array(bounds))));
    Json::Object(out)
}

/// Why cells have no value, those that say so. Rows and columns count from 0. In CSV such a cell is empty:
/// a sign would turn the column into text.
fn states<'a>(signs: impl Iterator<Item = (usize, usize, &'a Sign)>) -> Option<(String, Json)> {
    let state = |(row, column, sign): (usize, usize, &Sign)| json!({"row": row, "column": column, "state": sign.state.name(), "sign": sign.glyph.as_ref()});
    let states: Vec<Json> = signs.map(state).collect();
    (!states.is_empty()).then(|| ("states".to_owned(), Json::Array(states)))
}

/// What is not known is left out.
fn about_json(about: &About) -> Map<String, Json> {
    let texts = [
        ("title", Some(&about.title)),
        ("subtitle", Some(&about.subtitle)),
        ("source", Some(&about.source)),
        ("note", about.note.as_ref()),
        ("as_of", about.as_of.as_ref()),
    ];
    let known = texts.into_iter().filter_map(|(key, text)| Some((key, text.filter(|it| !it.is_empty())?)));
    let mut out: Map<String, Json> = known.map(|(key, text)| (key.to_owned(), json!(text))).collect();
    out.insert("sample".to_owned(), json!(about.sample));
    out
}

fn json_cell(value: &Value) -> Json {
    match value {
        Value::Missing => Json::Null,
        Value::Integer(it) => json!(it),
        Value::Number(it) => json!(it),
        Value::Boolean(it) => json!(it),
        Value::Year(it) => json!(it),
        Value::Text(_) | Value::Date(_) | Value::Period(_) => json!(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::data::{Grid, GridCell, GridColumn, Value};
    use crate::output::downloads::{About, csv, json};

    fn grid(value: Value) -> Grid {
        let column = GridColumn { label: "占比".to_owned(), unit: "%".to_owned(), ..GridColumn::default() };
        let cell = GridCell { text: "x".to_owned(), value, origin: None, sign: None };
        Grid { caption: String::new(), columns: vec![column], rows: vec![vec![cell]] }
    }

    fn check(value: Value, expected: &str) {
        assert_eq!(csv(&grid(value)), format!("\u{feff}占比（%）\r\n{expected}\r\n"));
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn figures_are_written_raw() {
        check(Value::Number(-41.25), "-41.25");
    }

    #[test]
    fn texts_are_quoted_where_they_must_be() {
        check(text("一,\"二\""), "\"一,\"\"二\"\"\"");
    }

    #[test]
    fn a_missing_value_is_an_empty_cell() {
        check(Value::Missing, "");
    }

    #[test]
    fn refuses_to_write_a_formula() {
        check(text("=1+2"), "'=1+2");
        check(text("@SUM(A1)"), "'@SUM(A1)");
        check(text("-1.5"), "-1.5");
    }

    #[test]
    fn json_says_what_it_is() {
        let about = About { title: "题".to_owned(), sample: true, ..About::default() };
        let expected = r#"{"title":"题","sample":true,"columns":[{"label":"占比","unit":"%"}],"rows":[[null]]}"#;
        assert_eq!(json(&grid(Value::Missing), &about).trim_end(), expected);
    }
}
