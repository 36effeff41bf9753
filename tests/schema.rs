//! The schemas for editors know the keys the program reads, all of them and no others; the files of the repository
//! fit them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gongbao::source::{YamlNode, YamlValue, parse_yaml};
use serde_json::Value;

use crate::support::{cases, folder, gongbao, repository, said, site, text, tree};

/// Every schema by its name.
fn schemas() -> BTreeMap<String, Value> {
    let out = folder();
    let run = gongbao(&["schema", "--out", &text(out.path())])
        .output()
        .expect("the program to start");
    assert!(run.status.success(), "{}", said(&run));
    let files = tree(out.path()).into_iter();
    files
        .map(|(path, bytes)| {
            let name = path
                .strip_suffix(".schema.json")
                .expect("a schema")
                .to_owned();
            (name, serde_json::from_slice(&bytes).expect("JSON"))
        })
        .collect()
}

/// A site whose every mapping has a key that nobody knows, named after the shape of the mapping.
const SITE: &[(&str, &str)] = &[
    (
        "site.toml",
        "title = 'a'\nas_of = 2025-12-31\nzzz_site = 1\n[nav]\nzzz_nav = 1\n[pictures]\nzzz_pictures = 1\n[documents]\nzzz_documents = 1\n\
         [documents.fonts]\nzzz_fonts = 1\n[translations.en]\nzzz_named = 1\n[operator]\nzzz_operator = 1\n[outside]\nzzz_outside = 1\n",
    ),
    (
        "data/metrics.yaml",
        "- {id: a, title: A, table: u, value: {sum: n, zzz_formula: 1}, unit: 件, zzz_metric: 1, dimensions: [year],\n\
         \x20  translations: {en: {zzz_metric_wording: 1, targets: [{zzz_target_wording: 1}]}},\n\
         \x20  breaks: [{at: 2024, note: x, zzz_break: 1}],\n\
         \x20  targets: [{at_least: 1, strength: must, by: 2025-12-31, zzz_target: 1, from: {at: 2023-12-31, value: 0, zzz_start: 1},\n\
         \x20    milestones: [{by: 2024-12-31, value: 1, zzz_milestone: 1}]}]}\n\
         - {id: b, title: B, table: u, value: {sum: n}, unit: 件, dimensions: [year]}\n",
    ),
    (
        "data/datapackage.yaml",
        "zzz_package: 1\nsources: [{title: s, zzz_source: 1, coverage: {zzz_coverage: 1}, licenses: [{name: x, zzz_license: 1}]}]\n\
         resources:\n\
         - {name: t, path: t.csv, zzz_resource: 1, translations: {en: {zzz_wording: 1, fields: {x: {zzz_field_wording: 1}}}},\n\
         \x20  disclosure: {counts: [n], zzz_disclosure: 1}, dialect: {zzz_dialect: 1},\n\
         \x20  totals: {column: x, labels: [合计], zzz_totals: 1},\n\
         \x20  checks: [{rule: n > 0, zzz_check: 1, accept: [{row: {x: a}, reason: r, zzz_accept_row: 1}]},\n\
         \x20    {not_before: {column: d, reference: d, zzz_not_before: 1}}, {jump: {column: n, by: 1, time: d, zzz_jump: 1}}],\n\
         \x20  schema: {zzz_schema: 1, missingValues: [{value: '—', zzz_sign: 1}],\n\
         \x20    foreignKeys: [{fields: x, zzz_foreign: 1, reference: {resource: u, fields: x, zzz_reference: 1}}],\n\
         \x20    fields: [{name: x, zzz_field: 1, constraints: {zzz_constraints: 1}}, {name: n}, {name: d}]}}\n",
    ),
    ("data/t.csv", "x,n,d\na,1,2025-01-01\n"),
    ("data/u.csv", "x,n,year\na,1,2024\nb,2,2025\n"),
    ("data/waivers.yaml", "- {zzz_waiver: 1}\n"),
    ("data/revisions.yaml", "- {zzz_revision: 1}\n"),
    ("data/exempt.yaml", "- {zzz_exempt: 1}\n"),
    (
        "content/index.md",
        "---\ntitle: a\nzzz_front: 1\nrelease: {zzz_release: 1}\ndocument: {zzz_document: 1}\nparts: [{part: e.md, zzz_part: 1}]\n---\n",
    ),
    (
        "content/[x].md",
        "---\ntitle: a\npages: {each: u, zzz_pages: 1}\n---\n",
    ),
    (
        "content/e.md",
        "# e\n\n```chart\nkind: bar\nmetric: b\nx: year\nzzz_chart: 1\n```\n\n\
         ```chart\nkind: bar\nmetric: b\nx: year\naccept: [{zzz_accept_lint: 1}]\n```\n\n\
         ```table\ntable: u\nzzz_table: 1\n```\n\n```tiles\nzzz_tiles: 1\nitems: [{metric: b, zzz_tile: 1}]\n```\n\n\
         ```status\nmetrics: [b]\nzzz_status: 1\n```\n\n```opinions\ntable: u\nzzz_opinions: 1\n```\n\n\
         ```handling\ntable: u\nzzz_handling: 1\n```\n\n\
         ```ballot\ntable: v\nzzz_ballot: 1\nrule: {zzz_rule: 1, base: valid, results: [{words: 通过, count: [赞成], threshold: 1/2, inclusive: true, zzz_outcome: 1}], otherwise: 不通过}\n```\n\n\
         ```facilities\ntable: w\nzzz_facilities: 1\ntotals: [{label: a, announced: '{{ b(year=2025) }}', zzz_announced: 1}]\n```\n",
    ),
    ("data/v.csv", "option,count\n赞成,3\n反对,1\n"),
    ("data/w.csv", "name,planned\n甲,2025-06-30\n"),
];

#[test]
fn schemas_know_the_keys_the_program_reads() {
    let root = site(SITE);
    let run = gongbao(&[
        "check",
        &text(root.path()),
        "--format",
        "json",
        "--lang",
        "en",
    ])
    .output()
    .expect("a run");
    let said: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let mut read: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for it in said["diagnostics"].as_array().expect("diagnostics") {
        let shape = it["message"]
            .as_str()
            .and_then(|it| it.split("zzz_").nth(1)?.split('`').next());
        let known = it["help"]
            .as_str()
            .and_then(|it| it.split("available settings: ").nth(1));
        if let (Some(shape), Some(known)) = (shape, known) {
            let known = known
                .split(", ")
                .map(|it| it.rsplit('.').next().unwrap_or(it).to_owned());
            read.insert(shape.to_owned(), known.collect());
        }
    }
    let mut declared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for schema in schemas().values() {
        for (name, shape) in schema["definitions"].as_object().expect("definitions") {
            let keys = shape["properties"]
                .as_object()
                .expect("keys")
                .keys()
                .cloned();
            declared.insert(name.clone(), keys.collect());
        }
    }
    let names = |it: &BTreeMap<String, BTreeSet<String>>| it.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&read), names(&declared), "shapes");
    for (name, keys) in &read {
        assert_eq!(keys, &declared[name], "keys of {name}");
    }
}

/// What is wrong with a value, with the way to it.
fn misfits(value: &Value, schema: &Value, root: &Value, way: &str, out: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        return misfits(
            value,
            &root["definitions"][name.rsplit('/').next().unwrap_or_default()],
            root,
            way,
            out,
        );
    }
    for it in schema["allOf"].as_array().into_iter().flatten() {
        misfits(value, it, root, way, out);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = |it: &Value| {
            let mut own = Vec::new();
            misfits(value, it, root, way, &mut own);
            own.is_empty()
        };
        if !any.iter().any(fits) {
            out.push(format!("{way}: {value} is none of the alternatives"));
        }
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|it| !it.contains(value))
    {
        out.push(format!("{way}: {value} is not among {}", schema["enum"]));
    }
    let kind = match value {
        Value::Number(it) if it.is_i64() || it.is_u64() => "integer number",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        Value::Null => "null",
    };
    let is_kind = |it: &Value| {
        it.as_str()
            .is_some_and(|it| kind.split(' ').any(|kind| kind == it))
    };
    let fits = schema["type"]
        .as_array()
        .map_or_else(|| is_kind(&schema["type"]), |it| it.iter().any(is_kind));
    if !schema["type"].is_null() && !fits {
        out.push(format!("{way}: {value} is no {}", schema["type"]));
    }
    for (at, it) in value.as_array().into_iter().flatten().enumerate() {
        misfits(it, &schema["items"], root, &format!("{way}[{at}]"), out);
    }
    if let (Some(value), true) = (
        value.as_object(),
        schema["additionalProperties"].is_object(),
    ) {
        for (key, it) in value {
            misfits(
                it,
                &schema["additionalProperties"],
                root,
                &format!("{way}.{key}"),
                out,
            );
        }
    }
    if let (Some(value), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for (key, it) in value {
            match properties.get(key) {
                Some(schema) => misfits(it, schema, root, &format!("{way}.{key}"), out),
                None => out.push(format!("{way}: there is no key {key}")),
            }
        }
        let needed = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        out.extend(
            needed
                .filter(|it| !value.contains_key(*it))
                .map(|it| format!("{way}: {it} is missing")),
        );
    }
}

/// A document as JSON, its plain scalars typed as editors type them; keys without a value are left out, as by the program.
fn json(node: &YamlNode) -> Value {
    match &node.value {
        YamlValue::Null => Value::Null,
        YamlValue::Scalar { text, quoted: true } => text.as_str().into(),
        YamlValue::Scalar {
            text,
            quoted: false,
        } => {
            let plain = text.parse::<i64>().map(Value::from).ok();
            let plain = plain.or_else(|| text.parse::<f64>().ok().map(Value::from));
            plain
                .or_else(|| text.parse::<bool>().ok().map(Value::from))
                .unwrap_or_else(|| text.as_str().into())
        }
        YamlValue::List(items) => items.iter().map(json).collect(),
        YamlValue::Map(pairs) => {
            let pairs = pairs.iter().filter(|(_, it)| it.value != YamlValue::Null);
            pairs
                .map(|(key, it)| (key.text().unwrap_or_default().to_owned(), json(it)))
                .collect()
        }
    }
}

/// The parts of a page that have a schema: its front matter and its embeds.
fn parts(page: &str) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    if let Some((front, _)) = page
        .strip_prefix("---\n")
        .and_then(|it| it.split_once("\n---\n"))
    {
        parts.push(("front".to_owned(), front.to_owned()));
    }
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("```").filter(|it| !it.is_empty()) {
            let body: Vec<&str> = lines.by_ref().take_while(|it| *it != "```").collect();
            parts.push((name.to_owned(), body.join("\n") + "\n"));
        }
    }
    parts
}

#[test]
fn the_files_of_the_repository_fit_the_schemas() {
    let schemas = schemas();
    let mut complaints = Vec::new();
    let mut n_judged = 0;
    let mut judge = |file: &str, name: &str, text: &str| {
        let Some(schema) = schemas.get(name) else {
            return;
        };
        let Ok(node) = parse_yaml(&Arc::from(file), text) else {
            return;
        };
        let mut found = Vec::new();
        misfits(&json(&node), schema, schema, "", &mut found);
        n_judged += 1;
        complaints.extend(found.into_iter().map(|it| format!("{file} {name}{it}")));
    };
    let sites = cases("sites")
        .into_iter()
        .map(|it| it.join("in"))
        .chain([repository()]);
    for root in sites {
        for part in ["content", "data"] {
            for (path, bytes) in tree(&root.join(part)) {
                let file = format!("{}/{part}/{path}", root.display());
                let text = String::from_utf8_lossy(&bytes);
                match path.rsplit_once('.') {
                    Some((stem, "yaml")) => judge(&file, stem, &text),
                    Some((_, "md")) => parts(&text)
                        .iter()
                        .for_each(|(name, text)| judge(&file, name, text)),
                    _ => {}
                }
            }
        }
    }
    assert!(n_judged > 200, "{n_judged}");
    assert!(
        complaints.is_empty(),
        "{} misfits of {n_judged}\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

#[test]
fn schemas_are_listed_and_printed() {
    let run = gongbao(&["schema", "--lang", "en"])
        .output()
        .expect("the program to start");
    assert!(
        said(&run).contains("metrics  Metrics  data/metrics.yaml"),
        "{}",
        said(&run)
    );
    let run = gongbao(&["schema", "metrics", "--lang", "zh"])
        .output()
        .expect("the program to start");
    let schema: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert!(schema.to_string().contains("小数位数"));
    let run = gongbao(&["schema", "metrcs", "--lang", "en"])
        .output()
        .expect("the program to start");
    assert_eq!(run.status.code(), Some(2));
    assert!(
        said(&run).contains("did you mean `metrics`?"),
        "{}",
        said(&run)
    );
}

#[test]
fn completions_and_manual_name_every_command() {
    let commands = commands();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let run = gongbao(&["completions", shell, "--lang", "zh"])
            .output()
            .expect("the program to start");
        let script = said(&run);
        assert!(
            commands.iter().all(|it| script.contains(it.as_str())),
            "{shell}\n{script}"
        );
    }
    for (lang, heading) in [("zh", ".SH 名称"), ("en", ".SH NAME")] {
        let run = gongbao(&["man", "--lang", lang])
            .output()
            .expect("the program to start");
        let page = said(&run);
        assert!(page.contains(heading), "{page}");
        assert!(
            commands
                .iter()
                .all(|it| page.contains(&format!("gongbao\\-{it}"))),
            "{page}"
        );
    }
}

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let run = gongbao(&["--help", "--lang", "en"]).output();
    let help = said(&run.expect("the program to start"));
    let listed = help
        .lines()
        .skip_while(|it| !it.starts_with("Commands"))
        .skip(1)
        .take_while(|it| it.starts_with("  "));
    // Further lines of a description stand further in.
    let listed = listed
        .filter(|it| !it.starts_with("   "))
        .filter_map(|it| it.split_whitespace().next())
        .filter(|it| *it != "help");
    let commands: Vec<String> = listed.map(str::to_owned).collect();
    assert!(commands.iter().any(|it| it == "build"), "{help}");
    commands
}
