//! The data stage by itself: a site's tables read, checked, kept and summed; `measure.py` looks at what it takes.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement that cannot go on has failed"
)]

use std::path::PathBuf;

use gongbao::data::{Entry, MarkerConvention, Selection, Table, load_through};
use gongbao::diag::Diags;
use gongbao::guard::DisclosurePolicy;
use gongbao::publish::{CacheEntry, keep_for_next_run};
use gongbao::source::{BuildCache, CACHE_FOLDER};
use gongbao::{config, metric, source};
use gongbao_model::Value;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| !it.starts_with("--"));
    let site = PathBuf::from(arguments.next().expect("the folder of a site"));
    let keeps = arguments.next().is_some_and(|it| it == "cache");
    let mut diags = Diags::new();
    let kept = if keeps {
        BuildCache::new(&site, "bench")
    } else {
        BuildCache::default()
    };
    let sources = source::read_site(&site, &mut diags).with_build_cache(kept);
    let config = config::parse_settings(&sources, &mut diags);
    let gate = DisclosurePolicy {
        audience: config.audience,
    };
    let mut catalog = load_through(&sources, &gate, MarkerConvention::Yearbook, &mut diags);
    let tables = catalog.cache_entries();
    if keeps {
        let things = tables
            .iter()
            .map(|(key, table)| CacheEntry::new(key, table.as_ref().map(Table::to_chunks)));
        keep_for_next_run(&site.join(CACHE_FOLDER), things.collect());
    }
    drop(tables);
    let metrics = metric::define_metrics(&sources, &catalog, config.as_of, &mut diags);
    assert!(diags.is_empty(), "{:?}", diags.sorted());
    let year = Selection::default().with("year", Value::Year(2020));
    for (id, selection) in [
        (
            "cases",
            year.clone().with("district", Value::Text("D07".to_owned())),
        ),
        ("rate", year),
    ] {
        let metric = metrics
            .all()
            .iter()
            .find(|it| it.id == id)
            .expect("a metric");
        let Some(Entry::Ready(table)) = catalog.get(&metric.table) else {
            panic!("a table")
        };
        println!(
            "{id}: {:?}",
            metric.read(table, &selection).expect("a reading").value
        );
    }
}
