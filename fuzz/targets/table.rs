#![no_main]

libfuzzer_sys::fuzz_target!(init: gongbao_fuzz::quiet(), |data: &[u8]| gongbao_fuzz::harness::table(data));
