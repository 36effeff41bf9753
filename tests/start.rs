//! `gongbao new` makes a site that builds at once, whatever it begins with and in either language.

use crate::support::{build, folder, gongbao, said, text, tree, write};

fn check(kind: &str, lang: &str, words: &str) {
    let root = folder();
    let site = root.path().join("公报 1");
    let run = gongbao(&["new", &text(&site), "--kind", kind, "--lang", lang])
        .output()
        .expect("the program to start");
    assert!(
        run.status.success() && said(&run).contains("gongbao serve"),
        "{}",
        said(&run)
    );
    let run = gongbao(&["check", &text(&site), "--strict"])
        .output()
        .expect("the program to start");
    assert!(
        run.status.success() && run.stderr.is_empty(),
        "{kind} {lang}:\n{}",
        said(&run)
    );
    let made = build(&site, &root.path().join("public"));
    let page = String::from_utf8_lossy(&made[&format!("{kind}.html")]).into_owned();
    assert!(page.contains(words), "{kind} {lang}");
    let files = tree(&site);
    assert_eq!(
        files.keys().filter(|it| it.starts_with("content/")).count(),
        2
    );
    assert!(
        files.contains_key(".vscode/settings.json"),
        "{:?}",
        files.keys()
    );
}

#[test]
fn a_new_site_builds_at_once() {
    for (kind, zh, en) in [
        ("report", "示例数据", "sample data"),
        ("opinion", "会议建议", "The committee recommends"),
        ("progress", "充实一线警力", "More officers at stations"),
    ] {
        check(kind, "zh", zh);
        check(kind, "en", en);
    }
}

#[test]
fn refuses_a_folder_that_holds_something() {
    let root = folder();
    write(&root.path().join("a.txt"), b"mine");
    for (lang, words) in [
        ("zh", "publish/not-empty"),
        ("en", "is not an empty folder"),
    ] {
        let run = gongbao(&["new", &text(root.path()), "--lang", lang])
            .output()
            .expect("the program to start");
        assert_eq!(run.status.code(), Some(1));
        assert!(said(&run).contains(words), "{}", said(&run));
    }
    assert_eq!(tree(root.path()).len(), 1);
}
