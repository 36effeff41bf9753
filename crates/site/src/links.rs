//! Where links lead: pages, files, metrics, tables, or out of the site.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::failure::Failure;
use crate::link::{Link, Route};
use crate::scope::Scope;
use gongbao_content::RawLink;
use gongbao_diag::locale::{LanguageTag, Text};
use gongbao_diag::{Code, Diagnostic, Place, nearest_name};
use gongbao_source::did_you_mean;

/// Resolves a link. The fragment of a link within the site is still to be checked.
///
/// # Errors
/// `link/broken`, `metric/unknown`, `data/unknown-table`.
pub fn resolve_link(scope: &Scope<'_>, here: &Route, link: &RawLink) -> Result<Link, Failure> {
    let destination = link.destination.trim();
    let place = Place::text(&scope.file, link.range.clone());
    if is_external(destination) {
        return Ok(Link::External {
            url: destination.to_owned(),
        });
    }
    let (path, fragment) = match destination.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (destination, None),
    };
    let fragment = fragment.filter(|it| !it.is_empty());
    let routes = scope.world.routes;
    if path.is_empty() {
        return Ok(Link::Page {
            route: here.clone(),
            fragment,
        });
    }
    if let Some(id) = path.strip_prefix("metric:") {
        let (metric, _) = scope.metric(id, &place)?;
        return page_link(routes.metrics.get(&metric.id), fragment);
    }
    if let Some(name) = path.strip_prefix("data:") {
        let table = scope.table(name, &place)?;
        return page_link(routes.tables.get(&table.name), fragment);
    }
    resolve_local_link(scope, here, path, fragment, place)
}

/// An address that leaves the site: with a scheme, or scheme-relative.
fn is_external(destination: &str) -> bool {
    let scheme = destination.split_once(':').map(|(scheme, _)| scheme);
    destination.starts_with("//")
        || scheme.is_some_and(|it| matches!(it, "http" | "https" | "mailto" | "tel"))
}

fn page_link(route: Option<&Route>, fragment: Option<String>) -> Result<Link, Failure> {
    route
        .map(|it| Link::Page {
            route: it.clone(),
            fragment,
        })
        .ok_or(Failure::Silent)
}

/// A path relative to the author's file.
fn resolve_local_link(
    scope: &Scope<'_>,
    here: &Route,
    path: &str,
    fragment: Option<String>,
    place: Place,
) -> Result<Link, Failure> {
    let (path, query) = path
        .split_once('?')
        .map_or((path, None), |(path, query)| (path, Some(query)));
    let file = join_paths(&scope.file, &decode_path(path));
    let routes = scope.world.routes;
    // A link leads on in the page's own language; a file named in a language is that file.
    let is_given = LanguageTag::split(file.strip_suffix(".md").unwrap_or(&file))
        .1
        .is_some();
    let turned = |route: &Route| match is_given {
        true => route.clone(),
        false => routes.in_language(route, here, scope.world.language_tag),
    };
    if let Some(query) = query {
        let value = query.split_once('=').map_or(query, |(_, value)| value);
        if let Some(route) = routes
            .rows
            .get(&(file.clone(), decode_path(value).into_owned()))
        {
            return Ok(Link::Page {
                route: turned(route),
                fragment,
            });
        }
    }
    if let Some(route) = routes.files.get(&file) {
        return Ok(Link::Page {
            route: turned(route),
            fragment,
        });
    }
    let is_asset =
        !file.ends_with(".md") && file.starts_with("content/") || file.starts_with("static/");
    if is_asset && scope.world.sources.get(&file).is_some() {
        return Ok(Link::File {
            route: file_route(&file),
        });
    }
    let complaint = Diagnostic::new(Code::BrokenLink, place).with("dest", path);
    Err(complaint.with("hint", file_hint(&file, scope)).into())
}

/// The page that was probably meant: one of the same name elsewhere, or of a name very like it.
fn file_hint(file: &str, scope: &Scope<'_>) -> Text {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let files: Vec<(String, &str)> = scope
        .world
        .routes
        .files
        .keys()
        .map(|it| (name(it), it.as_str()))
        .collect();
    let wanted = name(file);
    let best = nearest_name(
        &wanted,
        files
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|it| *it != "index.md"),
    );
    let found = best.and_then(|best| files.iter().find(|(name, _)| name == best));
    found.map_or_else(|| Text::from(""), |(_, path)| did_you_mean(path))
}

/// Where a file of the site that is copied as it is stands.
pub(crate) fn file_route(file: &str) -> Route {
    let inside = file
        .strip_prefix("content/")
        .or_else(|| file.strip_prefix("static/"))
        .unwrap_or(file);
    Route(inside.to_owned())
}

/// A relative path seen from a file, `.` and `..` resolved; a path out of the site keeps its `..`.
fn join_paths(file: &str, path: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path with `%XX` decoded, as Markdown editors write names that are not ASCII. What is then no text stays as it is.
fn decode_path(path: &str) -> Cow<'_, str> {
    percent_decode_str(path)
        .decode_utf8()
        .unwrap_or(Cow::Borrowed(path))
}

#[cfg(test)]
mod tests {
    use crate::link::Route;
    use crate::links::{decode_path, is_external, join_paths};

    #[test]
    fn joins_relative_paths() {
        assert_eq!(
            join_paths("content/a/b.md", "../c/[d].md"),
            "content/c/[d].md"
        );
        assert_eq!(join_paths("content/a/b.md", "./c.md"), "content/a/c.md");
        assert_eq!(join_paths("content/b.md", "../../x"), "../x");
    }

    #[test]
    fn decodes_percent_signs_and_leaves_what_is_not_encoded() {
        assert_eq!(decode_path("%E4%B8%9C.md"), "东.md");
        assert_eq!(decode_path("100%.md"), "100%.md");
        assert_eq!(decode_path("东%"), "东%");
        assert_eq!(decode_path("%ff.md"), "%ff.md");
    }

    #[test]
    fn knows_addresses_outside() {
        assert!(
            is_external("https://a.b")
                && is_external("//a.b")
                && !is_external("a/b.md")
                && !is_external("c:/x")
        );
    }

    #[test]
    fn writes_relative_references() {
        let check = |from: &str, to: &str| Route(from.to_owned()).to(&Route(to.to_owned()));
        assert_eq!(check("a/b/c.html", "a/d.html"), "../d.html");
        assert_eq!(check("index.html", "a/d.html"), "a/d.html");
        assert_eq!(check("a/b.html", "a/b.html"), "b.html");
        assert_eq!(check("a/b.html", "index.html"), "../index.html");
    }
}
