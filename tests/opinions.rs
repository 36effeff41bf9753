//! Opinions and what becomes of them: the ledger, the report begun from it, ballots and facilities.

use std::fs;

use crate::support::{build, folder, gongbao, repository, said, text, tree};

fn site() -> std::path::PathBuf {
    repository().join("tests/sites/opinions/in")
}

fn begin(ledger: &str, file: &std::path::Path) -> (Option<i32>, String) {
    let run = gongbao(&[
        "handling",
        ledger,
        &text(&site()),
        "--out",
        &text(file),
        "--lang",
        "en",
    ])
    .output();
    let run = run.expect("the program to start");
    (
        run.status.code(),
        said(&run) + &String::from_utf8_lossy(&run.stderr),
    )
}

#[test]
fn a_report_is_begun_once() {
    let out = folder();
    let file = out.path().join("report.md");
    assert_eq!(begin("ledger", &file).0, Some(0));
    let written = fs::read_to_string(&file).expect("the report");
    assert!(written.contains("### （二）意见二（一）\n"), "{written}");
    assert!(
        written.contains("民警：{{ officers(year=latest) }}"),
        "{written}"
    );
    assert!(written.contains("<!-- 待补充：办理措施 -->"), "{written}");
    let (code, said) = begin("ledger", &file);
    assert!(
        code == Some(1) && said.contains("publish/file-exists"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&file).expect("the report"), written);
    assert_eq!(tree(out.path()).len(), 1, "nothing else is left behind");
}

#[test]
fn a_report_needs_a_ledger_that_is_shown() {
    let out = folder();
    let file = out.path().join("report.md");
    let (code, said) = begin("leger", &file);
    assert!(
        code == Some(1)
            && said.contains("opinion/no-ledger")
            && said.contains("did you mean `ledger`?"),
        "{said}"
    );
    assert!(!file.exists());
}

#[test]
fn what_was_begun_is_a_page_without_mistakes() {
    let out = folder();
    let copy = out.path().join("site");
    crate::support::copy(&site(), &copy);
    assert_eq!(begin("ledger", &copy.join("content/report.md")).0, Some(0));
    let run = gongbao(&["check", "--strict", &text(&copy)])
        .output()
        .expect("the program to start");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
fn items_lead_to_the_opinion_and_to_their_metrics() {
    let out = folder();
    let made = build(&site(), &out.path().join("public"));
    let page = String::from_utf8_lossy(&made["index.html"]).into_owned();
    for part in [
        "<a href=\"opinion.html#item-1\">意见一</a>",
        "<a href=\"opinion.html#item-2-1\">意见二（一）</a>",
        "<a href=\"data/staff.html\">人员表</a>",
        "<a href=\"https://example.org/report\" class=\"external\" rel=\"external noopener\">验收报告<span class=\"leaves\"",
        "<a class=\"fig\" href=\"metrics/officers.html#r3\"",
    ] {
        assert!(page.contains(part), "{part} is not in the page:\n{page}");
    }
    let opinion = String::from_utf8_lossy(&made["opinion.html"]).into_owned();
    assert!(opinion.contains("id=\"item-2-1\""), "{opinion}");
}
