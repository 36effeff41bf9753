//! Links as relative references that work at any address, also from a disk.

use gongbao_model::escape::{encode_path, escape_html};
use gongbao_site::{Link, Route};

/// Where a link leads, ready for an attribute; nothing for an address that could run a script.
pub(crate) fn link_href(from: &Route, to: &Link) -> Option<String> {
    match to {
        Link::Page { route, fragment } => {
            let anchor = fragment
                .as_deref()
                .map_or_else(String::new, |it| format!("#{}", escape_html(it)));
            let page = if route == from && !anchor.is_empty() {
                String::new()
            } else {
                encode_path(&from.to(route))
            };
            Some(format!("{page}{anchor}"))
        }
        Link::File { route } => Some(encode_path(&from.to(route))),
        Link::External { url } => is_harmless(url).then(|| escape_html(url)),
    }
}

/// Whether an address is of a kind that only leads somewhere.
fn is_harmless(url: &str) -> bool {
    const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];
    url.split_once(':')
        .is_some_and(|(scheme, _)| SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use crate::link::link_href;
    use gongbao_site::{Link, Route};

    fn check(to: Link, expected: Option<&str>) {
        assert_eq!(
            link_href(&Route("report/index.html".to_owned()), &to).as_deref(),
            expected
        );
    }

    fn page(route: &str, fragment: Option<&str>) -> Link {
        Link::Page {
            route: Route(route.to_owned()),
            fragment: fragment.map(str::to_owned),
        }
    }

    fn external(url: &str) -> Link {
        Link::External {
            url: url.to_owned(),
        }
    }

    #[test]
    fn pages_are_reached_from_where_the_reader_is() {
        check(
            page("metrics/share.html", Some("图")),
            Some("../metrics/share.html#图"),
        );
    }

    #[test]
    fn an_anchor_of_the_same_page_needs_no_file() {
        check(page("report/index.html", Some("a")), Some("#a"));
    }

    #[test]
    fn a_link_to_the_page_itself_names_its_file() {
        check(page("report/index.html", None), Some("index.html"));
    }

    #[test]
    fn addresses_are_kept() {
        check(
            external("https://example.org/?a=1&b=2"),
            Some("https://example.org/?a=1&amp;b=2"),
        );
    }

    #[test]
    fn refuses_addresses_that_run_scripts() {
        check(external("JavaScript:alert(1)"), None);
        check(external("//example.org"), None);
    }
}
