//! What a style sheet loads.

use crate::publish::portability::markup::{Reference, ReferenceKind};

/// Every `url(…)` and `@import` of a style sheet.
pub(super) fn css_references(css: &str) -> Vec<Reference> {
    let css = strip_comments(css);
    let urls = css
        .split("url(")
        .skip(1)
        .filter_map(|it| Some(it.split_once(')')?.0));
    let imports = css
        .split("@import")
        .skip(1)
        .filter_map(|it| Some(it.split_once(';')?.0));
    let imports = imports
        .map(str::trim)
        .filter(|it| it.starts_with(['"', '\'']));
    let bare = |it: &str| it.trim().trim_matches(['"', '\'']).to_owned();
    urls.chain(imports)
        .map(|it| Reference {
            address: bare(it),
            kind: ReferenceKind::Part,
        })
        .collect()
}

fn strip_comments(css: &str) -> String {
    let Some((first, rest)) = css.split_once("/*") else {
        return css.to_owned();
    };
    rest.split("/*").fold(first.to_owned(), |out, part| {
        // A comment that is not closed goes to the end.
        out + part.split_once("*/").map_or("", |it| it.1)
    })
}

#[cfg(test)]
mod tests {
    use crate::publish::portability::style::css_references;

    fn check(css: &str, expected: &[&str]) {
        let found: Vec<String> = css_references(css)
            .into_iter()
            .map(|it| it.address)
            .collect();
        assert_eq!(found, expected, "{css}");
    }

    #[test]
    fn finds_what_is_loaded() {
        check(
            "a { background: url(\"b.png\") } @font-face { src: url( c.woff2 ) }",
            &["b.png", "c.woff2"],
        );
        check("@import 'd.css'; @import url(e.css);", &["e.css", "d.css"]);
    }

    #[test]
    fn comments_load_nothing() {
        check("/* url(x.png) */ a { color: red }", &[]);
    }
}
