//! Owns the preview on one thread: rebuilds on change, makes files, notifies the terminal and browsers.
//!
//! It is one thread behind a queue, so there is no lock. Typed numbers and the search for what must
//! not be published change no page, so they follow when nobody has asked for anything for a moment.
//! Ctrl-C needs no handler: nothing is written, so nothing is half done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use crate::cli::diagnostic_list::{ListLength, ListStyle, render_diagnostics};
use crate::cli::serve::{pages, problems};
use crate::cli::terminal::{current_instant, is_colorful, to_stderr, to_stdout};
use crate::cli::words::{Say, say};
use crate::pipeline::Preview;
use gongbao_diag::Diags;
use gongbao_diag::locale::{Lang, fill_placeholders};

/// How long nobody asks for anything before the rest of a site is judged.
const QUIET_PERIOD: Duration = Duration::from_millis(150);
/// How many pages are remembered in case they cannot be made any more.
const MAX_CHANGES_REMEMBERED: usize = 64;

/// What the desk is asked for.
#[derive(Debug)]
pub(super) enum PreviewRequest {
    /// Files may have changed.
    Changed(BTreeSet<Arc<str>>),
    /// A file is wanted.
    File {
        path: String,
        to: Sender<PreviewResponse>,
    },
    /// A browser wants to hear of changes after the version it shows.
    Listen {
        since: String,
        to: Sender<ServerEvent>,
    },
}

/// What is sent back for a path.
#[derive(Debug)]
pub(super) enum PreviewResponse {
    File {
        path: String,
        bytes: Vec<u8>,
    },
    /// A page of our own, with its status.
    Page {
        status: u16,
        html: String,
    },
    /// It is a folder: its page stands below.
    Folder {
        path: String,
    },
}

/// What a browser hears.
#[derive(Clone, Debug)]
pub(super) enum ServerEvent {
    /// What it shows is another one by now.
    Reload,
    /// What is to be said of the site, as JSON.
    Notes(String),
}

/// In which language is spoken.
#[derive(Clone, Copy, Debug)]
pub(super) struct OutputLanguage {
    asked: Option<Lang>,
}

impl OutputLanguage {
    pub(super) fn new(asked: Option<Lang>) -> OutputLanguage {
        OutputLanguage { asked }
    }
}

/// The site with all who listen.
#[derive(Debug)]
pub(super) struct PreviewServer {
    preview: Preview,
    language: OutputLanguage,
    list_length: ListLength,
    /// Different for each program that runs, then for each site that was shown.
    version: (u32, u64),
    listeners: Vec<Sender<ServerEvent>>,
    /// What was found out about pages only when they were made, by path.
    of_pages: BTreeMap<String, Diags>,
    /// Pages as they were made the last time.
    remembered: BTreeMap<String, Vec<u8>>,
}

impl PreviewServer {
    pub(super) fn new(
        preview: Preview,
        voice: OutputLanguage,
        list_length: ListLength,
    ) -> PreviewServer {
        PreviewServer {
            preview,
            language: voice,
            list_length,
            version: (std::process::id(), 0),
            listeners: Vec::new(),
            of_pages: BTreeMap::new(),
            remembered: BTreeMap::new(),
        }
    }

    /// Reads the site for the first time. Whether there is one.
    pub(super) fn open(&mut self) -> bool {
        self.preview.renew(&BTreeSet::new());
        let there = !self.preview.look().sources.files().is_empty();
        if !there {
            self.print();
        }
        there
    }

    /// Answers until nobody can ask any more.
    pub(super) fn work(&mut self, queue: &Receiver<PreviewRequest>) {
        self.changed();
        loop {
            let ask = match self.preview.is_judged() {
                true => queue.recv().map_err(|_| None),
                false => queue.recv_timeout(QUIET_PERIOD).map_err(Some),
            };
            match ask {
                Ok(ask) => self.respond(ask),
                Err(Some(std::sync::mpsc::RecvTimeoutError::Timeout)) => self.judge(),
                Err(_) => return,
            }
        }
    }

    fn respond(&mut self, ask: PreviewRequest) {
        match ask {
            PreviewRequest::Changed(files) => {
                let started = current_instant();
                if self.preview.renew(&files) {
                    self.changed();
                    let values = [
                        ("files", first_files(&files)),
                        ("time", started.elapsed().as_millis().to_string()),
                    ];
                    let values: Vec<(&str, &str)> = values
                        .iter()
                        .map(|(name, it)| (*name, it.as_str()))
                        .collect();
                    to_stdout(&(fill_placeholders(say(self.lang(), Say::Renewed), &values) + "\n"));
                }
            }
            PreviewRequest::File { path, to } => {
                let answer = self.file(path);
                drop(to.send(answer)); // Who asked may be gone by now.
            }
            PreviewRequest::Listen { since, to } => self.listen(&since, to),
        }
    }

    fn lang(&self) -> Lang {
        self.language
            .asked
            .unwrap_or_else(|| self.preview.look().lang)
    }

    /// Which site it is that browsers show.
    fn version(&self) -> String {
        format!("{}-{}", self.version.0, self.version.1)
    }

    /// The site is another one: browsers show it, or hear why they cannot.
    fn changed(&mut self) {
        self.of_pages.clear();
        let is_current = self.preview.look().is_current;
        if is_current || self.preview.pages().is_empty() {
            self.version.1 += 1;
            self.tell(&ServerEvent::Reload);
        } else {
            self.tell_notes();
        }
    }

    /// All that takes time; then everything is known, and said.
    fn judge(&mut self) {
        if self.preview.judge() {
            self.print();
            self.tell_notes();
        }
    }

    fn file(&mut self, path: String) -> PreviewResponse {
        let path = if path.is_empty() || path.ends_with('/') {
            path + "index.html"
        } else {
            path
        };
        let made = self.preview.make(&path);
        let is_page = path.ends_with(".html");
        if is_page {
            self.heard(&path, made.found);
        }
        if let Some(bytes) = made.bytes {
            if is_page {
                self.remember(&path, &bytes);
                return PreviewResponse::File {
                    bytes: pages::with_script(bytes, &self.version()),
                    path,
                };
            }
            return PreviewResponse::File { path, bytes };
        }
        if let Some(bytes) = self
            .remembered
            .get(&path)
            .filter(|_| self.of_pages.contains_key(&path))
        {
            return PreviewResponse::File {
                bytes: pages::with_script(bytes.clone(), &self.version()),
                path,
            };
        }
        self.nothing(&path)
    }

    /// Why there is no such file.
    fn nothing(&self, path: &str) -> PreviewResponse {
        let (lang, version) = (self.lang(), self.version());
        let known = self.preview.pages();
        if known.is_empty() || self.of_pages.contains_key(path) {
            return PreviewResponse::Page {
                status: 500,
                html: pages::mistakes_page(lang, &version, &self.notes()),
            };
        }
        let inside = format!("{path}/index.html");
        if known.iter().any(|(route, _)| *route == inside) {
            return PreviewResponse::Folder {
                path: path.to_owned(),
            };
        }
        PreviewResponse::Page {
            status: 404,
            html: pages::unknown_page(lang, &version, path, &known),
        }
    }

    /// What came out only when a page was made.
    fn heard(&mut self, path: &str, found: Diags) {
        let is_new = !found.is_empty() && !self.of_pages.contains_key(path);
        if is_new {
            self.of_pages.insert(path.to_owned(), found);
            self.tell_notes();
        }
    }

    fn remember(&mut self, path: &str, bytes: &[u8]) {
        if self.remembered.len() >= MAX_CHANGES_REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(path.to_owned(), bytes.to_vec());
    }

    fn listen(&mut self, since: &str, to: Sender<ServerEvent>) {
        let news = if since == self.version() {
            ServerEvent::Notes(self.notes().json())
        } else {
            ServerEvent::Reload
        };
        if to.send(news).is_ok() {
            self.listeners.push(to);
        }
    }

    fn tell(&mut self, news: &ServerEvent) {
        self.listeners.retain(|it| it.send(news.clone()).is_ok());
    }

    fn tell_notes(&mut self) {
        let notes = self.notes().json();
        self.tell(&ServerEvent::Notes(notes));
    }

    /// All that is known, of the site and of the pages that were made.
    fn found(&self) -> Diags {
        let mut found = self.preview.look().found.clone();
        self.of_pages
            .values()
            .for_each(|it| found.append(it.clone()));
        found
    }

    fn notes(&self) -> problems::ProblemList {
        problems::collect_notes(&self.found(), self.preview.look().sources, self.lang())
    }

    fn print(&self) {
        let (look, lang, found) = (self.preview.look(), self.lang(), self.found());
        let style = ListStyle {
            lang,
            length: self.list_length,
            color: is_colorful(&std::io::stderr()),
        };
        to_stderr(&render_diagnostics(&found, look.sources, style));
        to_stdout(&(problems::count_problems(&found, lang) + "\n"));
    }
}

/// The first few of some files.
fn first_files(files: &BTreeSet<Arc<str>>) -> String {
    let first: Vec<&str> = files.iter().take(3).map(|it| &**it).collect();
    let more = if files.len() > 3 { ", …" } else { "" };
    first.join(", ") + more
}
