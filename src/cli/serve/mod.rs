//! `serve`: the site on this machine while it is written, each page made when it is asked for, the browser told of
//! every change and of every mistake.
//!
//! One thread, the desk, has the site; connections and the watcher ask it. Start at [`serve_site`].

mod http;
mod pages;
mod preview_server;
mod problems;
mod watch;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;

use crate::cli::request::Request;
use crate::cli::run::{pipeline_options, program_fingerprint};
use crate::cli::terminal::{EXIT_FAILED, EXIT_REFUSED, to_stderr, to_stdout};
use crate::cli::words::{Say, say, spoken_language};
use crate::pipeline::Preview;
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_source::{BuildCache, FileStamps};
use preview_server::{OutputLanguage, PreviewServer};

/// The port asked for unless another one is, and how many after it are tried.
const FIRST_PORT: u16 = 8000;
const PORTS_TRIED: u16 = 20;

/// Serves a site until the program is ended; nothing is written, so nothing has to be put in order then.
pub(super) fn serve_site(request: &Request, lang: Option<Lang>) -> u8 {
    let words = spoken_language(lang);
    let (listeners, port) = match listen_locally(request.port) {
        Ok(it) => it,
        Err(error) => {
            let port = request.port.unwrap_or(FIRST_PORT).to_string();
            let text = fill_placeholders(
                say(words, Say::NoPort),
                &[("port", &port), ("reason", &error.to_string())],
            );
            to_stderr(&format!("{}: {text}\n", say(words, Say::Error)));
            return EXIT_FAILED;
        }
    };
    let stamps = FileStamps::of(&request.site);
    let kept = if request.cache {
        BuildCache::new(&request.site, &program_fingerprint())
    } else {
        BuildCache::default()
    };
    let preview = Preview::new(
        &request.site,
        kept,
        pipeline_options(request, std::path::PathBuf::new()),
    );
    let address = format!("http://{}:{port}/", Ipv4Addr::LOCALHOST);
    let mut desk = PreviewServer::new(preview, OutputLanguage::new(lang), request.list_length);
    if !desk.open() {
        return EXIT_REFUSED;
    }
    to_stdout(&(fill_placeholders(say(words, Say::Serving), &[("address", &address)]) + "\n"));
    let (asks, queue) = channel();
    let hosts: Arc<[String]> = http::host_names(port).into();
    for listener in listeners {
        let (asks, hosts) = (asks.clone(), hosts.clone());
        std::thread::spawn(move || http::accept_connections(&listener, &asks, &hosts));
    }
    let site = request.site.clone();
    std::thread::spawn(move || watch::watch_folder(&site, stamps, &asks));
    if request.open {
        open_browser(&address);
    }
    desk.work(&queue);
    0
}

/// Nothing but this machine can reach these.
fn listen_locally(port: Option<u16>) -> io::Result<(Vec<TcpListener>, u16)> {
    let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let first = match port {
        Some(port) => bind(port)?,
        None => (FIRST_PORT..FIRST_PORT + PORTS_TRIED)
            .map(bind)
            // A port that is taken is no failure as long as another one is free.
            .find(Result::is_ok)
            .unwrap_or_else(|| bind(0))?,
    };
    let port = first.local_addr()?.port();
    // Browsers may take the name of this machine for the newer kind of address first; a machine without such addresses
    // does not.
    let second = TcpListener::bind((IpAddr::V6(Ipv6Addr::LOCALHOST), port));
    Ok((std::iter::once(first).chain(second).collect(), port))
}

/// Asks the system to show an address; if it cannot, the address stands on the terminal.
fn open_browser(address: &str) {
    let mut command = if cfg!(windows) {
        let mut it = Command::new("cmd");
        it.args(["/C", "start", ""]);
        it
    } else {
        Command::new(if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        })
    };
    drop(
        command
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn(),
    );
}
