//! Requests and answers, one to a connection, each connection in a thread of its own so that none waits for another.
//!
//! Only who uses this machine is answered, and only reading: a page from elsewhere that has its own name lead here
//! (DNS rebinding) is told by the `Host` it asks for. Paths are looked up among the files of the site and never on
//! the disk. Start at [`accept_connections`].
//!
//! A server that only answers reading, one request to a connection, takes less code than it would
//! take to bind `hyper` and its runtime.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use percent_encoding::percent_decode_str;

use crate::cli::serve::pages::{RELOAD_SCRIPT, SERVER_STYLE};
use crate::cli::serve::preview_server::{PreviewRequest, PreviewResponse, ServerEvent};
use crate::cli::terminal::current_instant;
use gongbao_model::escape::encode_path;

/// The most a request may be long, in bytes and in time.
const MAX_HEAD_BYTES: usize = 16 << 10;
const READ_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an answer may take to be taken.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// How often a browser that listens is asked whether it is there.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How many connections there may be at a time.
const MAX_CONNECTIONS: usize = 128;
/// How much of a request that is refused is heard out.
const DRAIN_LIMIT: u64 = 64 << 10;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct HttpRequest {
    /// Whether only the head of the answer is wanted.
    is_head: bool,
    path: String,
    query: String,
}

/// A request that is not answered: its status, and why.
type HttpError = (u16, &'static str);

/// The names this machine is asked by.
pub(super) fn host_names(port: u16) -> Vec<String> {
    let names = ["localhost", "127.0.0.1", "[::1]"];
    let mut hosts: Vec<String> = names.iter().map(|it| format!("{it}:{port}")).collect();
    // Browsers leave the port out that an address has anyway.
    if port == 80 {
        hosts.extend(names.map(str::to_owned));
    }
    hosts
}

/// Takes connections as long as there is a program.
pub(super) fn accept_connections(
    listener: &TcpListener,
    asks: &Sender<PreviewRequest>,
    hosts: &Arc<[String]>,
) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        // Whoever hung up before they were let in asks again if they want something.
        let Ok(stream) = stream else { continue };
        if open.fetch_add(1, Ordering::SeqCst) >= MAX_CONNECTIONS {
            open.fetch_sub(1, Ordering::SeqCst);
            continue; // Closed at once: there is room again when somebody has gone.
        }
        let (asks, hosts, open) = (asks.clone(), hosts.clone(), open.clone());
        std::thread::spawn(move || {
            // A client that disconnects before the answer is not an error.
            drop(handle_connection(&stream, &asks, &hosts));
            open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

fn handle_connection(
    mut stream: &TcpStream,
    asks: &Sender<PreviewRequest>,
    hosts: &[String],
) -> io::Result<()> {
    stream.set_write_timeout(Some(WRITE_TIMEOUT))?;
    stream.set_nodelay(true)?;
    match read_request_head(stream)?.and_then(|head| parse_request(&head, hosts)) {
        Err((status, why)) => stream.write_all(&build_response(
            status,
            "text/plain; charset=utf-8",
            why.as_bytes(),
            false,
        ))?,
        Ok(wish) if wish.path == ".gongbao/events" => return stream_changes(stream, &wish, asks),
        Ok(wish) => stream.write_all(&respond_to(wish, asks))?,
    }
    stream.shutdown(Shutdown::Write)?;
    // What is still being sent would otherwise take the answer away with it.
    stream.set_read_timeout(Some(HEARTBEAT / 100))?;
    io::copy(&mut stream.take(DRAIN_LIMIT), &mut io::sink()).map(drop)
}

/// The head of a request, its lines complete.
fn read_request_head(mut stream: &TcpStream) -> io::Result<Result<Vec<u8>, HttpError>> {
    let started = current_instant();
    let mut head = Vec::new();
    let mut piece = [0; 2048];
    while !head.windows(4).any(|it| it == b"\r\n\r\n") {
        if head.len() > MAX_HEAD_BYTES {
            return Ok(Err((431, "the request is too long\n")));
        }
        let left = READ_TIMEOUT
            .checked_sub(started.elapsed())
            .filter(|it| !it.is_zero());
        let Some(left) = left else {
            return Ok(Err((408, "the request took too long\n")));
        };
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut piece)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => head.extend_from_slice(&piece[..n]),
        }
    }
    Ok(Ok(head))
}

/// What a request asks for, if it is one that is answered.
fn parse_request(head: &[u8], hosts: &[String]) -> Result<HttpRequest, HttpError> {
    const BAD_REQUEST: HttpError = (400, "this is no request that can be understood\n");
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    let status = request.parse(head).map_err(|_| BAD_REQUEST)?;
    if status.is_partial() {
        return Err(BAD_REQUEST);
    }
    let named: Vec<&[u8]> = request
        .headers
        .iter()
        .filter(|it| it.name.eq_ignore_ascii_case("host"))
        .map(|it| it.value)
        .collect();
    let is_ours = |it: &[u8]| {
        hosts
            .iter()
            .any(|host| host.as_bytes().eq_ignore_ascii_case(it))
    };
    if !matches!(named.as_slice(), [host] if is_ours(host)) {
        return Err((
            403,
            "只接受来自本机的访问 / only this machine itself is answered\n",
        ));
    }
    let is_head = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err((405, "this server can only be read from\n")),
    };
    let target = request
        .path
        .and_then(|it| it.strip_prefix('/'))
        .ok_or(BAD_REQUEST)?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    // A path that is no text names no page.
    let path = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| BAD_REQUEST)?;
    if !is_plain(&path) {
        return Err(BAD_REQUEST);
    }
    Ok(HttpRequest {
        is_head,
        path: path.into_owned(),
        query: query.to_owned(),
    })
}

/// Whether a path could be that of a file of the site.
fn is_plain(path: &str) -> bool {
    let is_way = |it: &str| matches!(it, "." | "..");
    !path.split('/').any(is_way)
        && !path.contains(['\\', '\0', ':'])
        && !path.contains("//")
        && !path.starts_with('/')
}

fn respond_to(wish: HttpRequest, asks: &Sender<PreviewRequest>) -> Vec<u8> {
    match wish.path.as_str() {
        ".gongbao/serve.js" => {
            return build_response(
                200,
                content_type("a.js"),
                RELOAD_SCRIPT.as_bytes(),
                wish.is_head,
            );
        }
        ".gongbao/serve.css" => {
            return build_response(
                200,
                content_type("a.css"),
                SERVER_STYLE.as_bytes(),
                wish.is_head,
            );
        }
        _ => {}
    }
    let (to, from) = channel();
    let asked = asks.send(PreviewRequest::File {
        path: wish.path,
        to,
    });
    let failed = || {
        build_response(
            500,
            "text/plain; charset=utf-8",
            b"the site cannot be shown\n",
            wish.is_head,
        )
    };
    if asked.is_err() {
        return failed();
    }
    match from.recv() {
        Ok(PreviewResponse::File { path, bytes }) => {
            build_response(200, content_type(&path), &bytes, wish.is_head)
        }
        Ok(PreviewResponse::Page { status, html }) => build_response(
            status,
            content_type("a.html"),
            html.as_bytes(),
            wish.is_head,
        ),
        Ok(PreviewResponse::Folder { path }) => redirect_to_folder(&path),
        Err(_) => failed(),
    }
}

/// Tells a browser of changes until it goes.
fn stream_changes(
    mut stream: &TcpStream,
    wish: &HttpRequest,
    asks: &Sender<PreviewRequest>,
) -> io::Result<()> {
    let head = response_head(200, "text/event-stream; charset=utf-8");
    stream.write_all(format!("{head}\r\n: gongbao\n\n").as_bytes())?;
    if wish.is_head {
        return Ok(());
    }
    // A page that names no version is told of the next change.
    let since = wish.query.strip_prefix("since=").unwrap_or("");
    let since = since.to_owned();
    let (to, news) = channel();
    if asks.send(PreviewRequest::Listen { since, to }).is_err() {
        return Ok(());
    }
    loop {
        let text = match news.recv_timeout(HEARTBEAT) {
            Ok(ServerEvent::Reload) => "event: reload\ndata: \n\n".to_owned(),
            // JSON has no line breaks of its own.
            Ok(ServerEvent::Notes(json)) => format!("event: notes\ndata: {json}\n\n"),
            Err(RecvTimeoutError::Timeout) => ": \n\n".to_owned(),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        stream.write_all(text.as_bytes())?;
    }
}

fn build_response(status: u16, kind: &str, body: &[u8], is_head: bool) -> Vec<u8> {
    let allow = if status == 405 {
        "Allow: GET, HEAD\r\n"
    } else {
        ""
    };
    let mut out = format!(
        "{}{allow}Content-Length: {}\r\n\r\n",
        response_head(status, kind),
        body.len()
    )
    .into_bytes();
    if !is_head {
        out.extend_from_slice(body);
    }
    out
}

/// To the folder's own address, below which what its page refers to stands.
fn redirect_to_folder(path: &str) -> Vec<u8> {
    let path = encode_path(path);
    format!(
        "{}Location: /{path}/\r\nContent-Length: 0\r\n\r\n",
        response_head(308, "text/plain")
    )
    .into_bytes()
}

/// Nothing is kept by the browser, and no page from elsewhere may read or frame it.
fn response_head(status: u16, kind: &str) -> String {
    let reason = match status {
        200 => "OK",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    };
    format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: SAMEORIGIN\r\nCross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n"
    )
}

/// What browsers are told a file is.
fn content_type(path: &str) -> &'static str {
    match path
        .rsplit_once('.')
        .map_or(path, |(_, extension)| extension)
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::serve::http::{HttpRequest, host_names, parse_request};

    fn ask(request: &str) -> Result<HttpRequest, u16> {
        let head = request.replace('\n', "\r\n") + "\r\n\r\n";
        parse_request(head.as_bytes(), &host_names(8000)).map_err(|it| it.0)
    }

    fn check(line: &str, host: &str, expected: Result<&str, u16>) {
        let asked = ask(&format!("{line} HTTP/1.1\nHost: {host}"));
        assert_eq!(
            asked.map(|it| it.path),
            expected.map(str::to_owned),
            "{line} {host}"
        );
    }

    #[test]
    fn answers_this_machine_alone() {
        host_names(8000)
            .iter()
            .for_each(|it| check("GET /a.html", it, Ok("a.html")));
        for host in [
            "example.org",
            "example.org:8000",
            "localhost",
            "LOCALHOST.example.org:8000",
            "",
        ] {
            check("GET /a.html", host, Err(403));
        }
        assert_eq!(ask("GET / HTTP/1.1"), Err(403));
        let host = host_names(8000).remove(0);
        assert_eq!(
            ask(&format!("GET / HTTP/1.1\nHost: {host}\nHost: {host}")),
            Err(403)
        );
    }

    #[test]
    fn answers_reading_alone() {
        let host = &host_names(8000)[0];
        check("HEAD /a.html?b=c", host, Ok("a.html"));
        check("POST /a.html", host, Err(405));
        check("DELETE /a.html", host, Err(405));
    }

    #[test]
    fn refuses_paths_that_lead_elsewhere() {
        let host = &host_names(8000)[0];
        check("GET /", host, Ok(""));
        check("GET /%E5%85%AC.html", host, Ok("公.html"));
        // What is no code stands for itself, and there is no such file.
        check("GET /100%.html", host, Ok("100%.html"));
        for path in [
            "/../site.toml",
            "/a/%2e%2e/b",
            "/a\\..\\b",
            "/%5c",
            "//a",
            "/a//b",
            "/c:/a",
            "/%ff",
        ] {
            check(&format!("GET {path}"), host, Err(400));
        }
        check("GET http://example.org/", host, Err(400));
    }

    #[test]
    fn refuses_what_is_no_request() {
        assert_eq!(ask("hello"), Err(400));
        assert_eq!(ask("GET / HTTP/1.1\nHost"), Err(400));
    }
}
