//! Figures lead to the rows they were read from, and `lineage` says the way back.

use serde_json::Value;

use crate::support::{build, folder, gongbao, repository, said, text};

fn site() -> String {
    text(&repository().join("tests/sites/lineage/in"))
}

fn check(page: &str, parts: &[&str]) {
    let out = folder();
    let made = build(
        &repository().join("tests/sites/lineage/in"),
        &out.path().join("public"),
    );
    let html = String::from_utf8_lossy(&made[page]).into_owned();
    for part in parts {
        assert!(html.contains(part), "{part} is not in {page}:\n{html}");
    }
}

#[test]
fn a_figure_leads_to_its_value_and_that_to_its_rows() {
    let title = "title=\"民警数：东区，2025年。来源：人事年报，2026年1月5日获取\"";
    let figure = format!(
        "<a class=\"fig\" href=\"metrics/officers.html#r213\" {title}><data value=\"110\">110人</data></a>"
    );
    check(
        "index.html",
        &[
            &figure,
            "<a class=\"fig\" href=\"metrics/officers.html#r214\"><data value=\"90\">90</data></a>",
        ],
    );
    check(
        "metrics/officers.html",
        &[
            "<tr id=\"r213\">",
            "<a href=\"../data/staff.html#r213\">第213行</a>",
        ],
    );
    check("metrics/officers.html", &["<tr id=\"officers-year-2025\">"]);
    // Beyond the rows a table's page begins with, those that figures were read from still have their place.
    check(
        "data/staff.html",
        &["<tr id=\"r201\">", "<tr id=\"r213\">", "id=\"gb-rest\""],
    );
}

fn ask(name: &str) -> (Option<i32>, String) {
    let run = gongbao(&["lineage", name, &site(), "--format", "json"])
        .output()
        .expect("the program to start");
    (run.status.code(), said(&run))
}

#[test]
fn a_metric_is_followed_to_its_files_and_sentences() {
    let (code, said) = ask("officers");
    let found: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        (code, &found["kind"], &found["line"]),
        (Some(0), &"metric".into(), &1.into())
    );
    assert_eq!(found["made_from"][0]["file"], "data/staff.csv");
    assert_eq!(
        found["made_from"][0]["sha256"].as_str().map(str::len),
        Some(64)
    );
    let uses = found["uses"].as_array().expect("a list");
    let of: Vec<(&Value, &Value, &Value)> = uses
        .iter()
        .map(|it| (&it["kind"], &it["line"], &it["text"]))
        .collect();
    assert_eq!(
        of[0],
        (
            &"sentence".into(),
            &5.into(),
            &"2025年全市民警200人。".into()
        )
    );
    assert_eq!(of[2], (&"table".into(), &7.into(), &"各区民警".into()));
    assert_eq!(
        uses[0]["figures"][0]["origins"][0]["rows"],
        serde_json::json!([213, 214])
    );
}

#[test]
fn a_table_is_followed_to_the_metrics_and_pages_it_feeds() {
    let (code, said) = ask("staff");
    let found: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, &found["kind"]), (Some(0), &"table".into()));
    assert_eq!(found["feeds"]["metrics"][0]["id"], "officers");
    assert_eq!(found["uses"].as_array().map(Vec::len), Some(3));
}

#[test]
fn an_unknown_name_is_refused_in_words() {
    let (code, said) = ask("oficers");
    assert_eq!(code, Some(2));
    assert!(
        said.contains("没有名为“oficers”的指标或表") && said.contains("officers"),
        "{said}"
    );
}
