//! One file of a site, made without all the others.

use std::sync::mpsc::{Sender, channel};

use crate::{BoundPages, Job, Output, Sink, paths, render};
use gongbao_diag::Diags;
use gongbao_site::Page;

/// A sink that wants one file.
struct SingleFileSink<'a> {
    path: &'a str,
    taken: Sender<Vec<u8>>,
}

impl Sink for SingleFileSink<'_> {
    fn put(&self, path: &str, bytes: &[u8]) {
        if path == self.path {
            // The queue is open as long as files are taken.
            drop(self.taken.send(bytes.to_vec()));
        }
    }

    fn wants(&self, path: &str) -> bool {
        path == self.path || (path.ends_with('/') && self.path.starts_with(path))
    }
}

/// The bytes of the file at a path, as a build writes them; nothing if no output makes it.
pub fn make_single_file(
    outputs: &[&dyn Output],
    job: &Job<'_>,
    site: BoundPages<'_>,
    path: &str,
    diags: &mut Diags,
) -> Option<Vec<u8>> {
    let (taken, waiting) = channel();
    let sink = SingleFileSink { path, taken };
    let of_page = |page: &&Page| {
        sink.wants(&page.route.0)
            || sink.wants(&paths::exhibits_folder(&page.route))
            || paths::document_routes(&page.route).any(|it| sink.wants(&it.0))
            || page
                .table
                .as_ref()
                .is_some_and(|it| path.starts_with(&format!("{}.", it.stem)))
    };
    // A file of one page needs no other; one about the whole site is made of all.
    let pages = match site.pages.iter().find(of_page) {
        Some(page) => std::slice::from_ref(page),
        None => site.pages,
    };
    render(outputs, job, BoundPages { pages, ..site }, &sink, diags);
    drop(sink);
    waiting.into_iter().next()
}
