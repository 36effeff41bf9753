//! A small site for the tests of this crate.

use std::sync::Arc;

use crate::{BetterDirection, Formula, Metric, MetricUnit, Reading};
use gongbao_data::{self as data, Catalog, Entry, Selection, Table};
use gongbao_diag::locale::Scale;
use gongbao_diag::{Diags, Place};
use gongbao_model::Value;
use gongbao_source::{SourceFile, Sources};

const DESCRIPTOR: &str = "resources:
  - name: districts
    path: districts.csv
    schema:
      fields: [{name: district, type: string}, {name: kind, type: string}]
  - name: allocation
    path: allocation.csv
    schema:
      foreignKeys: [{fields: [district], reference: {resource: districts, fields: [district]}}]
      fields:
        - {name: district, type: string}
        - {name: year, type: year}
        - {name: station, type: integer, unit: 人}
        - {name: total, type: integer}
  - name: facts
    path: facts.csv
    schema:
      fields:
        - {name: fact, type: string}
        - {name: year, type: year}
        - {name: value, type: number}
        - {name: unit, type: string}
  - name: buildings
    path: buildings.csv
    schema:
      fields:
        - {name: building, type: string}
        - {name: district, type: string}
        - {name: condition, type: string}
        - {name: opened, type: date}
        - {name: area, type: number, unit: 平方米}
        - {name: beds, type: integer}
  - name: damaged
    path: damaged.csv
    schema: {fields: [{name: n, type: integer}]}
";
const TABLES: [(&str, &str); 5] = [
    (
        "data/districts.csv",
        "district,kind\n东区,市辖区\n西区,市辖区\n山县,县\n",
    ),
    (
        "data/allocation.csv",
        "district,year,station,total\n东区,2025,45,100\n西区,2025,30,100\n山县,2025,,50\n\
         东区,2024,40,100\n西区,2024,25,100\n",
    ),
    (
        "data/facts.csv",
        "fact,year,value,unit\nF1,2025,3.5,万元\nF2,2025,7,件\nF2,2024,,件\nF3,2024,1,人\n",
    ),
    (
        "data/buildings.csv",
        "building,district,condition,opened,area,beds\nb1,东区,达标,2001-05-06,0.1,2\nb2,东区,危房,,0.2,1\n\
         b3,西区,达标,2010-01-01,,3\nb4,山县,达标,2011-01-01,0.4,0\n",
    ),
    ("data/damaged.csv", "n\nmany\n"),
];

/// The files of a small site with these metrics.
pub(crate) fn sources(metrics: &str) -> Sources {
    let texts = TABLES.into_iter().chain([
        ("data/datapackage.yaml", DESCRIPTOR),
        ("data/metrics.yaml", metrics),
    ]);
    Sources::of(
        texts
            .map(|(path, text)| SourceFile::built_in(path, text.as_bytes()))
            .collect(),
    )
}

/// Its tables; `damaged` is broken.
pub(crate) fn catalog() -> Catalog {
    data::load_tables(&sources(""), &mut Diags::new())
}

/// One of its tables.
pub(crate) fn table<'a>(catalog: &'a Catalog, name: &str) -> &'a Table {
    match catalog.get(name) {
        Some(Entry::Ready(table)) => table,
        other => panic!("no table {name}: {other:?}"),
    }
}

/// `district=东区 year=2025` as a selection of texts; several values stand between `|`.
pub(crate) fn selection(text: &str) -> Selection {
    text.split_whitespace()
        .fold(Selection::default(), |all, it| {
            let (name, values) = it.split_once('=').expect("name=value");
            all.with_any(
                name,
                values
                    .split('|')
                    .map(|it| Value::Text(it.to_owned()))
                    .collect(),
            )
        })
}

/// A share with one digit, for the tests of this crate.
pub(crate) fn metric() -> Metric {
    Metric {
        id: "station_share".into(),
        title: "派出所警力占比".into(),
        table: "allocation".into(),
        formula: Formula::Share {
            part: "station".into(),
            whole: "total".into(),
        },
        filter: Selection::default(),
        unit: MetricUnit::Fixed("%".into()),
        decimals: Some(1),
        scale: Scale::One,
        better: BetterDirection::Higher,
        dimensions: vec!["district".into(), "year".into()],
        time: Some("year".into()),
        definition: None,
        note: None,
        source: None,
        targets: Vec::new(),
        responsible: Vec::new(),
        plan: None,
        breaks: Vec::new(),
        provisional: Vec::new(),
        place: Place::file(&Arc::from("data/metrics.yaml")),
    }
}

/// A reading in percent.
pub(crate) fn reading(value: f64) -> Reading {
    Reading {
        value: Some(value),
        unit: "%".into(),
        rows: vec![0],
        time: None,
        bound: None,
        missing_marker: None,
    }
}
