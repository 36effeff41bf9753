//! The fuzz targets in one binary, as linking takes longest: `GONGBAO_FUZZ` names the one that is meant.
#![no_main]

use std::sync::OnceLock;

use gongbao_fuzz::{harness, quiet};

static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();

fn choose() {
    quiet();
    let target: fn(&[u8]) = match std::env::var("GONGBAO_FUZZ").unwrap_or_default().as_str() {
        "table" => harness::table,
        "sheet" => harness::sheet,
        "page" => harness::page,
        "settings" => harness::settings,
        other => panic!("GONGBAO_FUZZ names no target: {other}"),
    };
    TARGET.get_or_init(|| target);
}

libfuzzer_sys::fuzz_target!(init: choose(), |data: &[u8]| TARGET.get().expect("a target")(data));
