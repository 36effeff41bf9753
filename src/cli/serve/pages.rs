//! Pages of the preview server itself, and what it adds to those of the site.

use crate::cli::serve::problems::{Problem, ProblemList};
use crate::cli::words::{Say, say};
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_model::escape::escape_html;

/// What the browser loads besides the site.
pub(super) const RELOAD_SCRIPT: &str = include_str!("serve.js");
pub(super) const SERVER_STYLE: &str = include_str!("serve.css");

/// The folders of pages nobody wrote, which are listed last.
const GENERATED_FOLDERS: [&str; 3] = ["compare/", "data/", "metrics/"];

/// A page of the site with the one line that makes it hear of changes. All else is as a build writes it.
pub(super) fn with_script(mut bytes: Vec<u8>, version: &str) -> Vec<u8> {
    let end = b"</body>";
    let at = bytes
        .windows(end.len())
        .rposition(|it| it == end)
        .unwrap_or(bytes.len());
    bytes.splice(at..at, reload_script(version).into_bytes());
    bytes
}

fn reload_script(version: &str) -> String {
    format!("<script src=\"/.gongbao/serve.js\" data-since=\"{version}\"></script>")
}

/// There is nothing to show yet: the mistakes themselves.
pub(super) fn mistakes_page(lang: Lang, version: &str, notes: &ProblemList) -> String {
    let item = |it: &Problem| {
        let line = it.line.as_ref().map_or_else(String::new, |it| {
            let [before, guilty, after] = [&it.0, &it.1, &it.2].map(|it| escape_html(it));
            format!("<pre>{before}<mark>{guilty}</mark>{after}</pre>")
        });
        let class = if it.severe { "severe" } else { "" };
        let [severity, code, message, place, help] =
            [it.severity, it.code, &it.message, &it.place, &it.help].map(escape_html);
        format!(
            "<li class=\"{class}\"><p><b>{severity}</b> {message} <code>{code}</code></p><p class=\"place\">{place}</p>{line}<p>{help}</p></li>\n"
        )
    };
    let items: String = notes.items.iter().map(item).collect();
    let body = format!("<ol>\n{items}</ol>\n<p>{}</p>\n", escape_html(&notes.more));
    server_page(
        lang,
        version,
        say(lang, Say::NothingYet),
        &escape_html(&notes.summary),
        &body,
    )
}

/// There is no such page: those there are.
pub(super) fn unknown_page(
    lang: Lang,
    version: &str,
    path: &str,
    known: &[(&str, &str)],
) -> String {
    let mut known = known.to_vec();
    known.sort_unstable_by_key(|(route, _)| {
        (
            GENERATED_FOLDERS.iter().any(|it| route.starts_with(it)),
            *route,
        )
    });
    let item = |(route, title): &(&str, &str)| {
        format!(
            "<li><a href=\"/{0}\">{1}</a> <code>{0}</code></li>\n",
            escape_html(route),
            escape_html(title)
        )
    };
    let items: String = known.iter().map(item).collect();
    let lead = fill_placeholders(say(lang, Say::NoSuchPage), &[("path", &escape_html(path))]);
    server_page(
        lang,
        version,
        say(lang, Say::NotFound),
        &lead,
        &format!("<ul>\n{items}</ul>\n"),
    )
}

fn server_page(lang: Lang, version: &str, title: &str, lead: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} - gongbao serve</title>\n<link rel=\"stylesheet\" href=\"/.gongbao/serve.css\">\n</head>\n<body class=\"gb-own\">\n<main>\n<h1>{title}</h1>\n<p>{lead}</p>\n{body}</main>\n{}</body>\n</html>\n",
        lang.tag(),
        reload_script(version),
    )
}

#[cfg(test)]
mod tests {
    use crate::cli::serve::pages::{unknown_page, with_script};
    use gongbao_diag::locale::Lang;

    #[test]
    fn one_line_is_added_at_the_end_of_the_body() {
        let made = with_script(b"<p>a</body></p></body>\n".to_vec(), "1-2");
        let made = String::from_utf8(made).expect("a text");
        assert_eq!(
            made,
            "<p>a</body></p><script src=\"/.gongbao/serve.js\" data-since=\"1-2\"></script></body>\n"
        );
    }

    #[test]
    fn what_was_asked_for_is_no_markup() {
        let page = unknown_page(Lang::En, "1-1", "<b>", &[("a.html", "A & B")]);
        assert!(page.contains("&lt;b&gt;") && page.contains("<a href=\"/a.html\">A &amp; B</a>"));
    }
}
