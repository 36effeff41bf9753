//! What the readers have to bear: any bytes as a table, a sheet, a page, a setting. Each function here takes some
//! and must come back; complaints are shown in both languages, as a place outside its text would end the program.
//!
//! `fuzz/run` looks for bytes that do not come back, led by what the program does with them; `cargo test` gives
//! each function the corpus, in which every failure ever found has its place.

use std::path::PathBuf;
use std::sync::OnceLock;

use gongbao::diag::{Diags, render_for_terminal};
use gongbao::locale::Lang;
use gongbao::pipeline::{Options, check_site};
use gongbao::source::{SourceFile, Sources, decode_files};
use gongbao::{config, data, metric};

/// The extensions of files, by the first byte of an input.
const EXTENSIONS: [(u8, &str); 11] = [
    (b'c', "csv"),
    (b't', "tsv"),
    (b'j', "json"),
    (b'p', "parquet"),
    (b'x', "xlsx"),
    (b'b', "xlsb"),
    (b'l', "xls"),
    (b'o', "ods"),
    (b'e', "et"),
    (b'n', "numbers"),
    (b'h', "xml"),
];

/// What is said about the table, by the second byte of an input.
const DESCRIPTORS: [&str; 6] = [
    "",
    "  schema:
    primaryKey: [a]
    uniqueKeys: [[a, b]]
    missingValues: ['', '—', '-']
    foreignKeys: [{fields: b, reference: {resource: '', fields: a}}]
    fields:
    - {name: a, type: string, constraints: {required: true, unique: true, pattern: '[a-z]+', maxLength: 3}}
    - {name: b, type: integer, unit: 人, constraints: {minimum: 0, enum: [1, 2]}}
    - {name: c, type: number, constraints: {exclusiveMaximum: 10}}
  checks: [{rule: b <= c}, {sum: {total: c, parts: [b, c]}}, {duplicate_row: true}]
",
    "  schema:
    fieldsMatch: partial
    fields:
    - {name: a, type: date, constraints: {minimum: 2020-01-01}}
    - {name: b, type: boolean, trueValues: [达标], falseValues: [未达标]}
    - {name: c, type: year}
    - {name: d, type: string, format: email}
  checks: [{not_before: {date: a, earliest: 2020-01-01}}]
",
    "  encoding: gbk\n  dialect: {delimiter: ';'}\n",
    "  encoding: utf-16le\n",
    "  dialect: {sheet: 1, range: 'B2:D'}\n",
];

/// Any bytes as a table: the first says in which format, the second how it is described.
pub fn table(input: &[u8]) {
    let [format, description, bytes @ ..] = input else {
        return;
    };
    let extension = EXTENSIONS
        .iter()
        .find(|(it, _)| it == format)
        .map_or("csv", |(_, it)| it);
    load(extension, usize::from(*description), bytes);
}

fn load(extension: &str, description: usize, bytes: &[u8]) {
    let path = format!("data/t.{extension}");
    let description = DESCRIPTORS[description % DESCRIPTORS.len()];
    let yaml = format!("resources:\n- name: t\n  path: t.{extension}\n{description}");
    let query = "SELECT *, 1 AS one FROM t";
    within(|| {
        let files: [(&str, &[u8]); 3] = [
            ("data/datapackage.yaml", yaml.as_bytes()),
            (&path, bytes),
            ("data/q.sql", query.as_bytes()),
        ];
        let mut diags = Diags::new();
        let sources = read(&files, &mut diags);
        let catalog = data::load_tables(&sources, &mut diags);
        for table in catalog.tables() {
            let rows: Vec<usize> = (0..table.n_rows()).collect();
            let columns: Vec<usize> = (0..table.fields.len()).collect();
            table.grid_of(Lang::Zh, &rows, &columns);
            let rows = 0..table.n_rows().min(3);
            rows.for_each(|row| drop(table.place(row, row)));
        }
        tell(&sources, &diags);
    });
}

/// Any text as the parts of a workbook, which is packed only here: bytes of a packed file that were changed are
/// refused for their sum long before anybody reads them. Parts are parted by `%`; what begins with `ods` is the
/// content of an OpenDocument.
pub fn sheet(input: &[u8]) {
    if let Some(content) = input.strip_prefix(b"ods") {
        let kind: (&str, &[u8]) = (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        );
        return load(
            "ods",
            0,
            &packed(&[
                kind,
                ("content.xml", content),
                ("META-INF/manifest.xml", b"<manifest/>"),
            ]),
        );
    }
    let mut parts = input.split(|it| *it == b'%').filter(|it| !it.is_empty());
    let mut part = |otherwise: &'static str| parts.next().unwrap_or(otherwise.as_bytes());
    let files: [(&str, &[u8]); 6] = [
        ("xl/worksheets/sheet1.xml", part("<worksheet/>")),
        ("xl/sharedStrings.xml", part("<sst/>")),
        ("xl/styles.xml", part("<styleSheet/>")),
        ("xl/workbook.xml", part(WORKBOOK)),
        ("xl/_rels/workbook.xml.rels", part(RELATIONS)),
        ("[Content_Types].xml", b"<Types/>"),
    ];
    load(
        "xlsx",
        5 * usize::from(input.len() % 2 == 1),
        &packed(&files),
    );
}

const WORKBOOK: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// Files as an archive, stored as they are.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in files {
        let offset = out.len() as u32;
        let size = bytes.len() as u32;
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        [sum(bytes), size, size]
            .iter()
            .for_each(|it| head.extend(it.to_le_bytes()));
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        out.extend(
            b"PK\x03\x04"
                .iter()
                .chain(&head)
                .chain(name.as_bytes())
                .chain(*bytes),
        );
        directory.extend(b"PK\x01\x02\x14\x00".iter().chain(&head).chain(&[0; 10]));
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, size, n) = (out.len() as u32, directory.len() as u32, files.len() as u16);
    out.extend(directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    [n, n].iter().for_each(|it| out.extend(it.to_le_bytes()));
    [size, start]
        .iter()
        .for_each(|it| out.extend(it.to_le_bytes()));
    out.extend([0, 0]);
    out
}

/// The sum an archive has of its files (CRC-32).
fn sum(bytes: &[u8]) -> u32 {
    let shift = |sum: u32| {
        if sum & 1 == 1 {
            sum >> 1 ^ 0xEDB8_8320
        } else {
            sum >> 1
        }
    };
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| shift(sum))
    })
}

const CSV: &str = "district,year,n,rate,opened\n铁西区,2024,12,0.5,2019-07-06\n皇姑区,2024,7,,\n铁西区,2025,9,0.25,2020-01-01\n";
const DESCRIPTOR: &str = "resources: [{name: t, path: t.csv, title: 表, sample: true, schema: {fields: [{name: district, title: 区}, {name: year, type: year}, {name: n, type: integer, unit: 人}, {name: rate, type: number}, {name: opened, type: date}]}}]\n";
const METRICS: &str = "- {id: n, title: 人数, table: t, value: {sum: n}, unit: 人, dimensions: [district, year], targets: [{at_least: 10, by: 2025-12-31}]}\n- {id: rate, title: 占比, table: t, value: {column: rate}, unit: \"%\", dimensions: [district, year]}\n";
const SETTINGS: &str = "title = \"公报\"\nas_of = \"2026-01-31\"\n";
const QUERY: &str = "SELECT district, SUM(n) AS n FROM t GROUP BY district";
const PAGE: &str =
    "---\ntitle: 页\n---\n{{ n(district=\"铁西区\", year=2025) }}\n\n```table\ntable: t\n```\n";

/// Any bytes as a page with its front matter, bound to data and written in every format.
pub fn page(input: &[u8]) {
    site(
        [
            ("content/index.md", input),
            ("content/other.md", PAGE.as_bytes()),
        ],
        [DESCRIPTOR, METRICS, QUERY, SETTINGS],
    );
}

/// Any bytes as descriptor, metrics, query and settings, parted by lines `%%`; a part left empty is a sound one.
pub fn settings(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut parts = text.split("%%\n");
    let mut part = |sound: &'static str| {
        parts
            .next()
            .filter(|it| !it.trim().is_empty())
            .unwrap_or(sound)
            .to_owned()
    };
    let parts = [DESCRIPTOR, METRICS, QUERY, SETTINGS].map(&mut part);
    let [descriptor, metrics, query, settings] = parts.each_ref().map(String::as_str);
    site(
        [
            ("content/index.md", PAGE.as_bytes()),
            ("content/a/b.md", b""),
        ],
        [descriptor, metrics, query, settings],
    );
}

fn site(pages: [(&str, &[u8]); 2], [descriptor, metrics, query, settings]: [&str; 4]) {
    within(|| {
        let files: [(&str, &[u8]); 5] = [
            ("data/t.csv", CSV.as_bytes()),
            ("data/datapackage.yaml", descriptor.as_bytes()),
            ("data/metrics.yaml", metrics.as_bytes()),
            ("data/q.sql", query.as_bytes()),
            ("site.toml", settings.as_bytes()),
        ];
        let mut diags = Diags::new();
        let sources = read(
            &files.into_iter().chain(pages).collect::<Vec<_>>(),
            &mut diags,
        );
        let options = Options {
            out: PathBuf::from("public"),
            ..Options::default()
        };
        if check_site(&sources, &options, &mut diags).is_err() {
            // A page with a mistake stops the build; its metrics are read all the same.
            metric::define_metrics(
                &sources,
                &data::load_tables(&sources, &mut Diags::new()),
                None,
                &mut Diags::new(),
            );
            config::parse_settings(&sources, &mut Diags::new());
        }
        tell(&sources, &diags);
    });
}

fn read(files: &[(&str, &[u8])], diags: &mut Diags) -> Sources {
    decode_files(
        files
            .iter()
            .map(|(path, bytes)| SourceFile::raw(path, bytes.to_vec()))
            .collect(),
        diags,
    )
}

/// Shows the complaints as a terminal would, and as a program reads them.
fn tell(sources: &Sources, diags: &Diags) {
    for diagnostic in diags.sorted().into_iter().take(50) {
        for lang in Lang::ALL {
            render_for_terminal(diagnostic, lang, sources, true);
            diagnostic.help(lang);
        }
        gongbao::diag::line_and_column(&diagnostic.place, sources);
        gongbao::diag::quoted_text(&diagnostic.place, sources);
    }
}

/// Works with as much stack as the program itself has.
fn within(work: impl FnOnce() + Send) {
    static POOL: OnceLock<rayon::ThreadPool> = OnceLock::new();
    let pool = || {
        rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .stack_size(32 << 20)
            .build()
            .expect("threads")
    };
    POOL.get_or_init(pool).install(work);
}
