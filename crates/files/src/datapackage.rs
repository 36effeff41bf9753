//! `datapackage.json`: every published table with its file, schema, sources and terms, as a Data Package
//! (version 2), so that other programs can read and check what was published.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::cells::{published_label, published_value};
use crate::states::missing_values;
use gongbao_model::{
    Background, ColumnKind, Constraint, ConstraintKind, Coverage, Field, License, SourceNote,
    TableDescription, TableRows, Value,
};
use gongbao_output::{Job, WrittenFile, paths};
use gongbao_site::{Download, Route};

/// Where it stands.
pub(crate) const DATAPACKAGE_PATH: &str = "datapackage.json";

type Object = Map<String, Json>;

/// A whole table with the CSV file that other programs read it from.
struct PublishedResource<'a> {
    rows: &'a dyn TableRows,
    table: TableDescription<'a>,
    download: &'a Download,
    file: &'a WrittenFile,
}

/// The description of every whole table, from the files that were written.
pub(crate) fn describe_package(job: &Job<'_>, files: &[WrittenFile]) -> String {
    let files: BTreeMap<&Route, &WrittenFile> = files.iter().map(|it| (&it.route, it)).collect();
    let resources = job.site.downloads.iter().filter_map(|download| {
        // A table that is not to be had has no file.
        let file = files.get(&csv_route(download))?;
        let rows = *job.tables.get(download.table.as_str())?;
        Some(PublishedResource {
            rows,
            table: rows.describe(),
            download,
            file,
        })
    });
    let resources: Vec<PublishedResource<'_>> = resources.collect();
    let package = job.package;
    let config = &job.site.config;
    let mut out = Object::new();
    out.insert(
        "$schema".to_owned(),
        json!("https://datapackage.org/profiles/2.0/datapackage.json"),
    );
    insert_text(
        &mut out,
        "name",
        package.name.as_deref().filter(|it| is_plain(it)),
    );
    insert_text(
        &mut out,
        "title",
        package.title.as_deref().or(Some(&config.title)),
    );
    insert_text(&mut out, "description", package.description.as_deref());
    insert_text(&mut out, "version", package.version.as_deref());
    insert_text(
        &mut out,
        "homepage",
        package.homepage.as_deref().or(config.base_url.as_deref()),
    );
    if !package.keywords.is_empty() {
        out.insert("keywords".to_owned(), json!(package.keywords));
    }
    insert_text(
        &mut out,
        "asOf",
        config.as_of.map(|it| it.to_string()).as_deref(),
    );
    insert_terms(&mut out, &package.licenses, &package.sources);
    out.insert(
        "resources".to_owned(),
        resources
            .iter()
            .map(|it| describe_resource(it, &resources))
            .collect(),
    );
    format!("{:#}\n", Json::Object(out))
}

fn csv_route(download: &Download) -> Route {
    paths::with_extension(&download.stem, "csv")
}

fn describe_resource(it: &PublishedResource<'_>, all: &[PublishedResource<'_>]) -> Json {
    let table = &it.table;
    let mut out = Object::new();
    out.insert("name".to_owned(), json!(resource_name(it)));
    out.insert("type".to_owned(), json!("table"));
    insert_text(&mut out, "title", Some(table.title));
    insert_text(&mut out, "description", table.description);
    out.insert("path".to_owned(), json!(it.file.route.0));
    for (key, text) in [
        ("scheme", "file"),
        ("format", "csv"),
        ("mediatype", "text/csv"),
        ("encoding", "utf-8-sig"),
    ] {
        out.insert(key.to_owned(), json!(text));
    }
    out.insert("bytes".to_owned(), json!(it.file.n_bytes));
    out.insert(
        "hash".to_owned(),
        json!(format!("sha256:{}", it.file.sha256)),
    );
    if table.sample {
        out.insert("sample".to_owned(), json!(true));
    }
    if !table.reads.is_empty() {
        out.insert("derivedFrom".to_owned(), json!(table.reads));
    }
    insert_background(&mut out, table.background);
    insert_terms(&mut out, &table.background.licenses, table.sources);
    out.insert("schema".to_owned(), describe_schema(it, all));
    Json::Object(out)
}

/// The name of a resource: the one its address has, as a name of a resource is plain.
fn resource_name<'a>(it: &'a PublishedResource<'_>) -> &'a str {
    it.download
        .stem
        .rsplit('/')
        .next()
        .unwrap_or(&it.download.stem)
}

fn is_plain(name: &str) -> bool {
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-._/".contains(it);
    !name.is_empty() && name.chars().all(plain)
}

fn describe_schema(it: &PublishedResource<'_>, all: &[PublishedResource<'_>]) -> Json {
    let table = &it.table;
    let mut out = Object::new();
    let fields = table
        .fields
        .iter()
        .enumerate()
        .map(|(column, of)| describe_field(it.rows, column, of));
    out.insert("fields".to_owned(), fields.collect());
    out.insert("missingValues".to_owned(), json!([""]));
    if !table.primary_key.is_empty() {
        let key: Vec<String> = table
            .primary_key
            .iter()
            .map(|it| published_label(&table.fields[*it].name))
            .collect();
        out.insert("primaryKey".to_owned(), json!(key));
    }
    if !table.unique_keys.is_empty() {
        let keys = table.unique_keys.iter().map(|key| {
            key.iter()
                .map(|it| json!(published_label(it)))
                .collect::<Json>()
        });
        out.insert("uniqueKeys".to_owned(), keys.collect());
    }
    let keys: Vec<Json> = table
        .foreign_keys
        .iter()
        .filter_map(|key| {
            let labels = |names: &[String]| {
                names
                    .iter()
                    .map(|it| published_label(it))
                    .collect::<Vec<String>>()
            };
            // A table refers to itself by an empty name; one that is not published cannot be referred to.
            let target = match all.iter().find(|it| it.table.name == key.table) {
                Some(it) if it.table.name == table.name => "",
                Some(it) => resource_name(it),
                None => return None,
            };
            let reference = json!({"resource": target, "fields": labels(&key.references)});
            Some(json!({"fields": labels(&key.columns), "reference": reference}))
        })
        .collect();
    if !keys.is_empty() {
        out.insert("foreignKeys".to_owned(), json!(keys));
    }
    Json::Object(out)
}

fn describe_field(table: &dyn TableRows, column: usize, it: &Field) -> Json {
    let mut out = Object::new();
    out.insert("name".to_owned(), json!(published_label(&it.name)));
    // Table Schema has no periods but months.
    let kind = if it.kind == ColumnKind::Period {
        ColumnKind::String
    } else {
        it.kind
    };
    out.insert("type".to_owned(), json!(kind.name()));
    insert_text(
        &mut out,
        "title",
        Some(it.title.as_str()).filter(|title| *title != it.name),
    );
    insert_text(&mut out, "description", it.description.as_deref());
    insert_text(&mut out, "unit", Some(&it.unit));
    let mut rules: Object = table
        .constraints(column)
        .into_iter()
        .filter_map(|it| describe_constraint(table, column, it))
        .collect();
    if let Some(format) = rules.remove("format") {
        out.insert("format".to_owned(), format);
    }
    if let Some((values, states)) = missing_values(table, column) {
        out.insert("missingValues".to_owned(), values);
        out.insert("missingStates".to_owned(), states);
    }
    if !rules.is_empty() {
        out.insert("constraints".to_owned(), Json::Object(rules));
    }
    Json::Object(out)
}

/// A constraint that the published cells keep. A text made harmless for spreadsheets is not as it was promised.
fn describe_constraint(
    table: &dyn TableRows,
    column: usize,
    it: Constraint,
) -> Option<(String, Json)> {
    let is_text = table.describe().fields[column].kind == ColumnKind::String;
    let value = match it.kind {
        ConstraintKind::OneOf(values) if is_text => {
            values.iter().map(|it| json!(published_value(it))).collect()
        }
        ConstraintKind::OneOf(values) => values.iter().map(Value::json).collect(),
        ConstraintKind::Written(_) if is_changed(table, column) => return None,
        ConstraintKind::Written(value) | ConstraintKind::Other(value) => value,
    };
    Some((it.name.to_owned(), value))
}

/// Whether a text of a column is published otherwise than it is.
fn is_changed(table: &dyn TableRows, column: usize) -> bool {
    (0..table.n_rows())
        .map(|row| table.value(row, column))
        .any(|it| published_value(&it) != it.to_string())
}

/// Licences and sources, those there are.
fn insert_terms(out: &mut Object, licenses: &[License], sources: &[SourceNote]) {
    if !licenses.is_empty() {
        out.insert(
            "licenses".to_owned(),
            licenses.iter().map(describe_license).collect(),
        );
    }
    if !sources.is_empty() {
        out.insert(
            "sources".to_owned(),
            sources.iter().map(describe_source).collect(),
        );
    }
}

fn describe_license(it: &License) -> Json {
    let mut out = Object::new();
    insert_text(&mut out, "name", it.name.as_deref());
    insert_text(&mut out, "title", it.title.as_deref());
    insert_text(&mut out, "path", it.path.as_deref());
    Json::Object(out)
}

fn describe_source(it: &SourceNote) -> Json {
    let mut out = Object::new();
    insert_text(&mut out, "title", Some(&it.title));
    insert_text(&mut out, "path", it.path.as_deref());
    insert_text(&mut out, "email", it.email.as_deref());
    insert_text(&mut out, "version", it.version.as_deref());
    insert_background(&mut out, &it.background);
    insert_terms(&mut out, &it.background.licenses, &[]);
    Json::Object(out)
}

fn insert_background(out: &mut Object, it: &Background) {
    insert_text(out, "organisation", it.organisation.as_deref());
    insert_text(
        out,
        "retrieved",
        it.retrieved.map(|it| it.to_string()).as_deref(),
    );
    let Coverage { period, area } = &it.coverage;
    let mut coverage = Object::new();
    insert_text(&mut coverage, "period", period.as_deref());
    insert_text(&mut coverage, "area", area.as_deref());
    if !coverage.is_empty() {
        out.insert("coverage".to_owned(), Json::Object(coverage));
    }
    insert_text(out, "method", it.method.as_deref());
}

/// A text that is known.
fn insert_text(out: &mut Object, key: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|it| !it.is_empty()) {
        out.insert(key.to_owned(), json!(text));
    }
}
