//! The data behind every chart and table as CSV and workbooks for people and JSON for programs.
//!
//! Made from the same grids the pages show. Start at [`Downloads`]; addresses are in `paths`, workbooks are
//! made in `book`, the description of all tables in `datapackage`.

use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use crate::states::{States, glyph};
use crate::{Job, Output, Sink, book, datapackage, paths};
use gongbao_chart::Chart;
use gongbao_data::{Catalog, Table};
use gongbao_diag::Diags;
use gongbao_diag::locale::Lang;
use gongbao_model::prose::Block;
use gongbao_model::{Grid, GridColumn, Sign, Value};
use gongbao_site::{DataTable, Download, Exhibit, Page, Target};

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
    pub license: String,
    pub as_of: Option<String>,
    pub issuer: Option<String>,
    pub sample: bool,
    pub lang: Lang,
}

/// A format data are offered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
    Json,
}

impl Format {
    /// Every format, in the order of the links.
    pub const ALL: [Format; 3] = [Format::Csv, Format::Xlsx, Format::Json];

    /// What readers call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Xlsx => "XLSX",
            Format::Json => "JSON",
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Json => "json",
        }
    }
}

impl Output for Downloads {
    fn name(&self) -> &'static str {
        NAME
    }

    fn render(&self, job: &Job<'_>, sink: &dyn Sink, _diags: &mut Diags) {
        let pages = job
            .site
            .pages
            .par_iter()
            .filter(|it| sink.wants(&paths::exhibits(&it.route)));
        pages.for_each(|page| blocks(job, page, &page.blocks, sink));
        let describes = sink.wants(datapackage::PATH);
        let is_wanted = |it: &&Download| describes || addresses(it).any(|it| sink.wants(&it));
        let written = job
            .site
            .downloads
            .par_iter()
            .filter(is_wanted)
            .map(|it| whole_table(job, it, sink));
        let written: Vec<Written<'_>> = written.flatten().collect();
        if describes {
            sink.put(
                datapackage::PATH,
                datapackage::describe(job, &written).as_bytes(),
            );
        }
    }
}

/// Where a whole table stands in each format.
fn addresses(of: &Download) -> impl Iterator<Item = String> {
    Format::ALL
        .into_iter()
        .map(|it| paths::with_extension(&of.stem, it.extension()).0)
}

fn blocks(job: &Job<'_>, page: &Page, of: &[Block<Target>], sink: &dyn Sink) {
    for block in of {
        match block {
            Block::Embed(exhibit @ (Exhibit::Chart(_) | Exhibit::Switch(_))) => {
                let charts = exhibit.charts().into_iter();
                charts
                    .for_each(|it| put(page, &it.id, (&it.table, &About::of_chart(job, it)), sink));
            }
            Block::Embed(Exhibit::Table(it)) => {
                put(page, &it.id, (&it.grid, &About::of_table(job, it)), sink)
            }
            Block::Embed(Exhibit::Blocks(inner))
            | Block::Quote(inner)
            | Block::Alert { blocks: inner, .. } => {
                blocks(job, page, inner, sink);
            }
            Block::List { items, .. } => items
                .iter()
                .for_each(|it| blocks(job, page, &it.blocks, sink)),
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
    for format in Format::ALL {
        if let Some(bytes) = of_grid(format, grid, about) {
            sink.put(&paths::with_extension(&stem, format.extension()).0, &bytes);
        }
    }
}

/// A grid in a format; nothing if the format cannot hold it.
pub fn of_grid(format: Format, grid: &Grid, about: &About) -> Option<Vec<u8>> {
    match format {
        Format::Csv => Some(csv(grid).into_bytes()),
        Format::Xlsx => book::of_grid(grid, about),
        Format::Json => Some(json(grid, about).into_bytes()),
    }
}

/// A whole table in a format; nothing if the format cannot hold it.
pub fn of_table(format: Format, table: &Table, job: &Job<'_>) -> Option<Vec<u8>> {
    match format {
        Format::Csv => Some(table_csv(table).into_bytes()),
        Format::Xlsx => book::of_table(table, &About::of_data(job, table)),
        Format::Json => Some(table_json(table, job).into_bytes()),
    }
}

/// Whether a whole table is offered in a format.
pub fn is_offered(format: Format, table: &Table) -> bool {
    format != Format::Xlsx || book::holds_table(table)
}

/// A whole table that was written, with the CSV file that other programs read it from.
#[derive(Debug)]
pub struct Written<'a> {
    pub table: &'a Table,
    pub download: &'a Download,
    pub n_bytes: usize,
    /// Lower-case hexadecimal SHA-256.
    pub hash: String,
}

fn whole_table<'a>(job: &Job<'a>, download: &'a Download, sink: &dyn Sink) -> Option<Written<'a>> {
    let table = find(job.catalog, &download.table)?;
    let mut written = Written {
        table,
        download,
        n_bytes: 0,
        hash: String::new(),
    };
    for format in Format::ALL {
        let Some(bytes) = of_table(format, table, job) else {
            continue;
        };
        if format == Format::Csv {
            written.n_bytes = bytes.len();
            written.hash = Sha256::digest(&bytes)
                .iter()
                .map(|it| format!("{it:02x}"))
                .collect();
        }
        sink.put(
            &paths::with_extension(&download.stem, format.extension()).0,
            &bytes,
        );
    }
    Some(written)
}

fn table_csv(table: &Table) -> String {
    let header = table
        .fields
        .iter()
        .map(|it| quoted(label(&it.name)))
        .collect();
    let cell = |row, column| csv_cell(&table.value(row, column), table.sign(row, column));
    let cells = |row| (0..table.fields.len()).map(|it| cell(row, it)).collect();
    csv_text(header, (0..table.n_rows()).map(cells))
}

/// A column's name as it stands in the published CSV.
pub fn label(name: &str) -> String {
    harmless(name, false)
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
            sample: it.sample,
            ..About::of_site(job)
        }
    }

    /// What a table's data say about themselves.
    pub fn of_table(job: &Job<'_>, it: &DataTable) -> About {
        About {
            title: it.grid.caption.clone(),
            subtitle: String::new(),
            source: it.source.clone(),
            note: it.note.clone(),
            sample: it.sample,
            ..About::of_site(job)
        }
    }

    /// What a whole table's data say about themselves.
    pub fn of_data(job: &Job<'_>, table: &Table) -> About {
        let sources: Vec<&str> = table.sources.iter().map(|it| it.title.as_str()).collect();
        let licenses: Vec<&str> = table
            .background
            .licenses
            .iter()
            .map(|it| it.words())
            .collect();
        About {
            title: table.title.clone(),
            source: sources.join("；"),
            license: licenses.join("；"),
            note: table.description.clone(),
            sample: table.sample,
            ..About::of_site(job)
        }
    }

    fn of_site(job: &Job<'_>) -> About {
        let config = &job.site.config;
        About {
            as_of: config.as_of.map(|it| it.to_string()),
            issuer: config.issuer.clone(),
            lang: config.lang,
            ..About::default()
        }
    }
}

/// A grid as CSV: UTF-8 with byte order mark and CRLF, as spreadsheets in Chinese expect it.
pub fn csv(grid: &Grid) -> String {
    let header = grid
        .columns
        .iter()
        .map(|it| quoted(harmless(&heading(it), false)))
        .collect();
    csv_text(
        header,
        grid.rows.iter().map(|row| {
            row.iter()
                .map(|it| csv_cell(&it.value, it.sign.as_ref()))
                .collect()
        }),
    )
}

/// A column's heading with its unit.
pub fn heading(column: &GridColumn) -> String {
    let (label, unit) = (&column.label, &column.unit);
    match (unit.as_str(), label.is_ascii()) {
        ("", _) => label.clone(),
        (unit, true) => format!("{label} ({unit})"),
        (unit, false) => format!("{label}（{unit}）"),
    }
}

fn csv_text(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::from("\u{feff}");
    for line in std::iter::once(header).chain(rows) {
        out.push_str(&line.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A value, or the sign that says why there is none.
fn csv_cell(value: &Value, sign: Option<&Sign>) -> String {
    quoted(sign.map_or_else(|| published(value), glyph))
}

/// A value as it stands in the published CSV, before quoting.
pub fn published(value: &Value) -> String {
    match value {
        Value::Text(text) => harmless(text, text.parse::<f64>().is_ok()),
        Value::Missing
        | Value::Integer(_)
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Year(_)
        | Value::Period(_) => value.to_string(),
    }
}

/// A spreadsheet would run a text that begins like a formula, so an apostrophe makes it a text.
pub fn harmless(text: &str, is_number: bool) -> String {
    let formula = !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A cell, quoted where it has to be.
fn quoted(text: String) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// A grid as JSON: what it is, its columns, its raw values row by row.
pub fn json(grid: &Grid, about: &About) -> String {
    let columns = grid.columns.iter().map(|it| {
        let mut column = Map::from_iter([
            ("label".to_owned(), json!(it.label)),
            ("unit".to_owned(), json!(it.unit)),
        ]);
        if let Some(id) = &it.metric {
            column.insert("metric".to_owned(), json!(id));
        }
        Json::Object(column)
    });
    let rows = grid
        .rows
        .iter()
        .map(|row| row.iter().map(|it| it.value.json()).collect::<Json>());
    let mut out = about_json(about);
    out.insert("columns".to_owned(), columns.collect());
    out.insert("rows".to_owned(), rows.collect());
    out.extend(States::of_grid(grid).json());
    Json::Object(out).to_string() + "\n"
}

/// A whole table as JSON, row by row: a tree of all its cells would be many times as large.
fn table_json(table: &Table, job: &Job<'_>) -> String {
    let columns = table.fields.iter();
    let columns: Json = columns
        .map(|it| json!({"name": it.name, "label": it.title, "unit": it.unit}))
        .collect();
    let mut about = about_json(&About::of_data(job, table));
    about.insert("columns".to_owned(), columns);
    let head = Json::Object(about).to_string();
    let mut out = format!("{},\"rows\":[", head.trim_end_matches('}'));
    for row in 0..table.n_rows() {
        let cells: Json = (0..table.fields.len())
            .map(|it| table.value(row, it).json())
            .collect();
        out.push_str(if row == 0 { "\n" } else { ",\n" });
        out.push_str(&cells.to_string());
    }
    let more = Json::Object(States::of_table(table).json()).to_string();
    let more = if more == "{}" {
        "}"
    } else {
        &more.replacen('{', ",", 1)
    };
    format!("{out}\n]{more}\n")
}

/// What is not known is left out.
fn about_json(about: &About) -> Map<String, Json> {
    let texts = [
        ("title", Some(&about.title)),
        ("subtitle", Some(&about.subtitle)),
        ("source", Some(&about.source)),
        ("license", Some(&about.license)),
        ("note", about.note.as_ref()),
        ("as_of", about.as_of.as_ref()),
    ];
    let known = texts
        .into_iter()
        .filter_map(|(key, text)| Some((key, text.filter(|it| !it.is_empty())?)));
    let mut out: Map<String, Json> = known
        .map(|(key, text)| (key.to_owned(), json!(text)))
        .collect();
    out.insert("sample".to_owned(), json!(about.sample));
    out
}

#[cfg(test)]
mod tests {
    use crate::downloads::{About, csv, json};
    use gongbao_model::{Grid, GridCell, GridColumn, Value};

    fn grid(value: Value) -> Grid {
        let column = GridColumn {
            label: "占比".to_owned(),
            unit: "%".to_owned(),
            ..GridColumn::default()
        };
        let cell = GridCell {
            text: "x".to_owned(),
            value,
            ..GridCell::default()
        };
        Grid {
            caption: String::new(),
            columns: vec![column],
            rows: vec![vec![cell]],
        }
    }

    fn check(value: Value, expected: &str) {
        assert_eq!(
            csv(&grid(value)),
            format!("\u{feff}占比（%）\r\n{expected}\r\n")
        );
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
        let about = About {
            title: "题".to_owned(),
            sample: true,
            ..About::default()
        };
        let expected = r#"{"title":"题","sample":true,"columns":[{"label":"占比","unit":"%"}],"rows":[[null]]}"#;
        assert_eq!(json(&grid(Value::Missing), &about).trim_end(), expected);
    }
}
