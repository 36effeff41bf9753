//! `gongbao serve`: the pages of a build, each change at once, every mistake over the page, and nobody else's requests.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Tree, build, folder, gongbao, said, site, text, tree, write};

/// Longer than anything takes; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(120);

/// A site that is served until it is dropped.
struct Served {
    child: Child,
    port: u16,
}

/// What came back.
struct Got {
    status: u16,
    head: String,
    body: Vec<u8>,
}

/// A browser that listens.
struct Listener(BufReader<TcpStream>);

impl Served {
    fn start(site: &Path) -> Served {
        let mut command = gongbao(&["serve", &text(site), "--port", "0", "--lang", "zh"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program to start");
        let mut lines = BufReader::new(child.stdout.take().expect("an output")).lines();
        let first = lines.next().expect("a line").expect("a text");
        let port = first
            .split("http://")
            .nth(1)
            .and_then(|it| it.split(['/', ':']).nth(1))
            .expect("an address");
        let port = port.parse().expect("a port");
        // What is told later is read, so that nobody waits for room.
        std::thread::spawn(move || lines.count());
        Served { child, port }
    }

    fn host(&self) -> String {
        format!("{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("a connection");
        stream.set_read_timeout(Some(LONG)).expect("a time limit");
        stream
    }

    fn send(&self, line: &str, host: &str) -> Got {
        let mut stream = self.connect();
        stream
            .write_all(format!("{line} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
            .expect("to be heard");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let end = all
            .windows(4)
            .position(|it| it == b"\r\n\r\n")
            .expect("a head");
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|it| it.parse().ok())
            .expect("a status");
        Got {
            status,
            head,
            body: all[end + 4..].to_vec(),
        }
    }

    fn get(&self, path: &str) -> Got {
        self.send(&format!("GET /{path}"), &self.host())
    }

    fn page(&self, path: &str) -> String {
        let got = self.get(path);
        assert_eq!(got.status, 200, "{path}");
        String::from_utf8(got.body).expect("a text")
    }

    /// Listens as the script in a page does.
    fn listen(&self, page: &str) -> Listener {
        let since = page
            .split("data-since=\"")
            .nth(1)
            .and_then(|it| it.split('"').next())
            .expect("the script");
        let mut stream = self.connect();
        let request = format!(
            "GET /.gongbao/events?since={since} HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.host()
        );
        stream.write_all(request.as_bytes()).expect("to be heard");
        Listener(BufReader::new(stream))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill().and_then(|()| self.child.wait()));
    }
}

impl Listener {
    /// The next event with its data.
    fn next(&mut self) -> (String, String) {
        let mut event = String::new();
        loop {
            let mut line = String::new();
            assert!(
                self.0.read_line(&mut line).expect("a line") > 0,
                "the server has gone"
            );
            if let Some(it) = line.trim_end().strip_prefix("event: ") {
                it.clone_into(&mut event);
            }
            if let Some(it) = line.trim_end_matches('\n').strip_prefix("data: ") {
                return (event, it.to_owned());
            }
        }
    }

    fn reload(&mut self) {
        while self.next().0 != "reload" {}
    }

    /// The next notes in which something is wrong, or nothing is.
    fn notes(&mut self, severe: bool) -> Value {
        loop {
            let (event, data) = self.next();
            let notes: Value = serde_json::from_str(&data).unwrap_or_default();
            if event == "notes" && notes["severe"] == severe {
                return notes;
            }
        }
    }
}

/// A page without the line that makes it follow changes.
fn bare(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8(page.to_vec()).expect("a text");
    let (before, rest) = page
        .split_once("<script src=\"/.gongbao/")
        .expect("the script");
    let (_, after) = rest.split_once("</script>").expect("its end");
    (before.to_owned() + after).into_bytes()
}

/// Everything a build makes is served, and byte by byte the same.
fn check_all(served: &Served, made: &Tree) {
    for (path, bytes) in made.iter().filter(|(path, _)| *path != "gongbao.json") {
        let got = served.get(&path.replace('%', "%25"));
        assert_eq!(got.status, 200, "{path}");
        let body = if path.ends_with(".html") {
            bare(&got.body)
        } else {
            got.body
        };
        assert!(body == *bytes, "{path} is another one than a build makes");
    }
}

/// A site of `gongbao new`, with a folder to build it into.
fn new(kind: &str) -> (TempDir, TempDir) {
    let (root, out) = (folder(), folder());
    let run = gongbao(&[
        "new",
        &text(&root.path().join("site")),
        "--kind",
        kind,
        "--lang",
        "zh",
    ])
    .output();
    let run = run.expect("the program to start");
    assert!(run.status.success(), "{}", said(&run));
    (root, out)
}

fn edit(path: &Path, old: &str, new: &str) {
    let text = std::fs::read_to_string(path).expect("a text");
    assert!(text.contains(old), "{text}");
    write(path, text.replacen(old, new, 1).as_bytes());
}

const SITE: &[(&str, &str)] = &[
    ("site.toml", "title = \"公报\"\n"),
    (
        "content/index.md",
        "---\ntitle: 首页\n---\n\n共{{ cell(\"t\", \"n\", x=\"甲\") }}件。[乙](b/c.md)\n",
    ),
    ("content/b/c.md", "---\ntitle: 乙页\n---\n\n正文。\n"),
    ("data/t.csv", "x,n\n甲,12\n乙,30\n"),
];

#[test]
fn serves_what_a_build_writes_after_every_change() {
    let (root, out) = new("report");
    let site = root.path().join("site");
    write(
        &site.join("content/part/a.md"),
        "---\ntitle: 甲\n---\n\n见[报告](../report.md)。\n".as_bytes(),
    );
    write(&site.join("static/note.txt"), b"note");
    let served = Served::start(&site);
    check_all(&served, &build(&site, &out.path().join("1")));
    let mut listener = served.listen(&served.page(""));
    edit(
        &site.join("content/part/a.md"),
        "见[报告]",
        "另见[这份报告]",
    );
    listener.reload();
    check_all(&served, &build(&site, &out.path().join("2")));
    let mut listener = served.listen(&served.page(""));
    edit(&site.join("data/metrics.yaml"), "title: ", "title: 新的");
    listener.reload();
    check_all(&served, &build(&site, &out.path().join("3")));
    assert!(!site.join("public").exists() && !site.join(".gongbao-cache").exists());
}

#[test]
fn a_page_that_shows_another_follows_it() {
    let root = folder();
    let site = root.path().join("site");
    crate::support::copy(
        &crate::support::repository().join("tests/sites/opinions/in"),
        &site,
    );
    let served = Served::start(&site);
    let documents: Vec<String> = tree(&site)
        .into_keys()
        .filter(|it| it.starts_with("content/"))
        .collect();
    for (at, file) in documents.iter().enumerate() {
        let mut listener = served.listen(&served.page(""));
        let path = site.join(file);
        let text = std::fs::read_to_string(&path).expect("a text");
        write(&path, (text + "\n另有一段。\n").as_bytes());
        listener.reload();
        check_all(
            &served,
            &build(&site, &root.path().join(format!("public{at}"))),
        );
    }
}

#[test]
fn a_mistake_lies_over_the_last_good_page_until_it_is_corrected() {
    let root = site(SITE);
    let served = Served::start(root.path());
    let page = served.page("b/c.html");
    let mut listener = served.listen(&page);
    let file = root.path().join("content/b/c.md");
    edit(
        &file,
        "正文。",
        "正文。\n\n有{{ cell(\"t\", \"nn\", x=\"甲\") }}件。",
    );
    let notes = listener.notes(true);
    let note = &notes["items"][0];
    assert_eq!(
        (&note["severe"], &note["code"]),
        (&true.into(), &"data/unknown-column".into())
    );
    assert!(
        note["place"]
            .as_str()
            .is_some_and(|it| it.starts_with("content/b/c.md:7:")),
        "{note}"
    );
    assert!(
        note["line"][1].as_str().is_some_and(|it| it.contains("nn")),
        "{note}"
    );
    assert!(note["help"].as_str().is_some_and(|it| !it.is_empty()) && note["message"] != "");
    assert_eq!(served.page("b/c.html"), page);
    // Who comes later hears of it, too.
    assert_eq!(
        served.listen(&page).notes(true)["items"][0]["code"],
        "data/unknown-column"
    );
    edit(&file, "\"nn\"", "\"n\"");
    listener.reload();
    let page = served.page("b/c.html");
    assert!(page.contains("有") && page.contains("12"), "{page}");
    assert_eq!(
        served.listen(&page).notes(false)["items"],
        Value::Array(Vec::new())
    );
}

#[test]
fn a_site_that_begins_with_a_mistake_shows_it() {
    let root = site(&[
        ("site.toml", "title = \"公报\"\n"),
        ("content/index.md", "# 公报\n\n{{ nothing }}\n"),
    ]);
    let served = Served::start(root.path());
    let got = served.get("");
    let page = String::from_utf8(got.body).expect("a text");
    assert_eq!(got.status, 500);
    assert!(
        page.contains("content/index.md:3:") && page.contains("<mark>") && page.contains("nothing"),
        "{page}"
    );
    let mut listener = served.listen(&page);
    edit(
        &root.path().join("content/index.md"),
        "{{ nothing }}",
        "正文。",
    );
    listener.reload();
    assert!(served.page("").contains("正文。"));
}

#[test]
fn new_and_deleted_pages_come_and_go() {
    let root = site(SITE);
    let served = Served::start(root.path());
    let mut listener = served.listen(&served.page(""));
    write(&root.path().join("content/b/d.md"), "# 丁\n".as_bytes());
    listener.reload();
    let page = served.page("b/d.html");
    let mut listener = served.listen(&page);
    std::fs::remove_file(root.path().join("content/b/d.md")).expect("a deleted file");
    listener.reload();
    assert_eq!(served.get("b/d.html").status, 404);
}

#[test]
fn an_unknown_page_lists_those_there_are() {
    let root = site(SITE);
    let served = Served::start(root.path());
    let got = served.get("nothing.html");
    let page = String::from_utf8(got.body).expect("a text");
    assert_eq!(got.status, 404);
    assert!(
        page.contains("nothing.html") && page.contains("<a href=\"/b/c.html\">乙页</a>"),
        "{page}"
    );
    let got = served.get("b");
    assert!(
        got.status == 308 && got.head.contains("Location: /b/\r\n"),
        "{}",
        got.head
    );
    assert_eq!(served.get("b/").status, 200);
}

#[test]
fn answers_this_machine_and_reading_alone() {
    let root = site(SITE);
    let before = tree(root.path());
    let served = Served::start(root.path());
    let name = format!("local{}:{}", "host", served.port);
    assert_eq!(served.send("GET /", &name).status, 200);
    assert_eq!(served.send("GET /", "example.org").status, 403);
    assert_eq!(
        served
            .send("GET /", &format!("example.org:{}", served.port))
            .status,
        403
    );
    assert_eq!(served.send("POST /", &name).status, 405);
    for path in ["../site.toml", "%2e%2e/site.toml", "..%5csite.toml"] {
        assert_eq!(served.get(path).status, 400, "{path}");
    }
    for path in ["site.toml", "data/t.yaml", "content/index.md"] {
        assert_eq!(served.get(path).status, 404, "{path}");
    }
    let (whole, head) = (
        served.get("index.html"),
        served.send("HEAD /index.html", &name),
    );
    assert!(head.status == 200 && head.body.is_empty());
    assert!(
        head.head
            .contains(&format!("Content-Length: {}", whole.body.len())),
        "{}",
        head.head
    );
    assert!(!whole.head.to_lowercase().contains("access-control"));
    assert!(tree(root.path()) == before, "something was written");
}

#[test]
fn a_connection_that_is_stuck_keeps_nobody_waiting() {
    let root = site(SITE);
    let served = Served::start(root.path());
    let mut stuck: Vec<TcpStream> = (0..20).map(|_| served.connect()).collect();
    stuck.iter_mut().for_each(|it| {
        it.write_all(b"GET / HTTP/1.1\r\nHost:")
            .expect("to be heard")
    });
    assert_eq!(served.get("").status, 200);
    let mut long = served.connect();
    // The server may answer before it has heard everything.
    drop(long.write_all(format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(100_000)).as_bytes()));
    let mut answer = [0; 12];
    if long.read_exact(&mut answer).is_ok() {
        assert_eq!(&answer, b"HTTP/1.1 431");
    }
}

#[test]
fn refuses_a_port_that_is_taken() {
    let root = site(SITE);
    let served = Served::start(root.path());
    let run = gongbao(&[
        "serve",
        &text(root.path()),
        "--port",
        &served.port.to_string(),
        "--lang",
        "en",
    ])
    .output();
    let run = run.expect("the program to start");
    assert_eq!(run.status.code(), Some(2));
    assert!(
        said(&run).contains(&format!("port {} cannot be used", served.port)),
        "{}",
        said(&run)
    );
    let empty = folder();
    let run = gongbao(&["serve", &text(empty.path())])
        .output()
        .expect("the program to start");
    assert!(
        run.status.code() == Some(1) && said(&run).contains("source/not-found"),
        "{}",
        said(&run)
    );
}

#[cfg(unix)]
#[test]
fn ends_at_once_when_it_is_told_to() {
    let root = site(SITE);
    let before = tree(root.path());
    let mut served = Served::start(root.path());
    let _listener = served.listen(&served.page(""));
    let told = std::process::Command::new("kill")
        .args(["-INT", &served.child.id().to_string()])
        .status();
    assert!(told.expect("a signal").success());
    assert!(!served.child.wait().expect("an end").success());
    assert!(tree(root.path()) == before);
}
