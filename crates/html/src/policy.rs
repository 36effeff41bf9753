//! What a page may load and run: files of its own folder and nothing else.
//!
//! The policy stands in each page, so that it holds on any server and on a disk. Code that a theme writes into its pages
//! goes through the filters `inline_script` and `inline_style`, which note its hash while the page is made; the policy is
//! written from these notes. `publish` refuses attributes that no hash can allow.
//!
//! Nothing searches a finished page for its code. `cli::host_command` says the same in a header of the
//! server.

use std::collections::BTreeSet;
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gongbao_source::digest::digest_pieces;

/// What every page may do. Servers say the same in a header.
const SOURCES: [(&str, &str); 9] = [
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("media-src", "'self'"),
    ("connect-src", "'self'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
];

/// An element that can hold code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeElement {
    Script,
    Style,
}

impl CodeElement {
    /// Both of them.
    pub(crate) const ALL: [CodeElement; 2] = [CodeElement::Script, CodeElement::Style];

    /// The name of its tag.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            CodeElement::Script => "script",
            CodeElement::Style => "style",
        }
    }

    /// The filter that code goes through in a template.
    pub(crate) fn filter(self) -> &'static str {
        match self {
            CodeElement::Script => "inline_script",
            CodeElement::Style => "inline_style",
        }
    }
}

/// The hashes of the code that stands in a page, as a policy names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct InlineCode {
    scripts: BTreeSet<String>,
    styles: BTreeSet<String>,
}

impl InlineCode {
    /// Notes code by all that stands between the tags of its element.
    pub(crate) fn add(&mut self, element: CodeElement, text: &str) {
        let noted = match element {
            CodeElement::Script => &mut self.scripts,
            CodeElement::Style => &mut self.styles,
        };
        noted.insert(source_of(text));
    }

    /// Notes all that another page or template holds, too.
    pub(crate) fn extend(&mut self, other: InlineCode) {
        self.scripts.extend(other.scripts);
        self.styles.extend(other.styles);
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.scripts.is_empty() && self.styles.is_empty()
    }
}

/// The element that tells a browser what a page may do. It stands before anything that it is about.
pub(crate) fn policy_element(code: &InlineCode) -> String {
    let policy = policy_text(code, "");
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
}

/// The code that templates write into pages, as far as it is known before a page is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct TemplateCode {
    /// What is the same on every page.
    pub fixed: InlineCode,
    /// Whether some differs from page to page.
    pub scripts_vary: bool,
    pub styles_vary: bool,
}

/// The policy as a header says it for all pages; nothing if scripts in pages differ from page to page. Style that does
/// is let pass, because each page allows its own alone, and both have to allow it.
pub(crate) fn policy_header(code: &TemplateCode) -> Option<String> {
    if code.scripts_vary {
        return None;
    }
    let policy = match code.styles_vary {
        true => {
            // Beside a hash, `'unsafe-inline'` would count for nothing.
            let scripts_alone = InlineCode {
                styles: BTreeSet::new(),
                ..code.fixed.clone()
            };
            policy_text(&scripts_alone, " 'unsafe-inline'")
        }
        false => policy_text(&code.fixed, ""),
    };
    // Who may show a page in a frame is nothing a page can say of itself.
    Some(format!("{policy}; frame-ancestors 'self'"))
}

fn policy_text(code: &InlineCode, more_styles: &str) -> String {
    let list = |sources: &BTreeSet<String>| sources.iter().map(String::as_str).collect::<String>();
    let more = |name: &str| match name {
        "script-src" => list(&code.scripts),
        "style-src" => list(&code.styles) + more_styles,
        _ => String::new(),
    };
    SOURCES
        .map(|(name, sources)| format!("{name} {sources}{}", more(name)))
        .join("; ")
}

/// Where a template writes code without the filter that notes it, if it does anywhere: no browser would run it.
pub(crate) fn find_unnoted_code(template: &str) -> Option<(CodeElement, Range<usize>)> {
    let mut at = 0;
    while let Some(next) = template[at..].find(['<', '{']).map(|it| at + it) {
        let rest = &template[next..];
        at = next + 1;
        if rest.starts_with("{#") {
            at = rest.find("#}").map_or(template.len(), |it| next + it);
            continue;
        }
        for element in CodeElement::ALL {
            let tag = rest[1..].strip_prefix(element.tag());
            let attributes =
                tag.filter(|it| it.starts_with(|it: char| it == '>' || it.is_whitespace()));
            let attributes = attributes.and_then(|it| it.split('>').next());
            if rest.starts_with('<') && attributes.is_some_and(holds_code) {
                return Some((element, next..next + 1 + element.tag().len()));
            }
        }
    }
    None
}

/// Whether an element with such attributes has code in it. Data for machines are no script.
fn holds_code(attributes: &str) -> bool {
    !attributes.contains(" src=")
        && (!attributes.contains(" type=") || attributes.contains("javascript"))
}

/// Each block of a template that goes through the filter of an element, from its tag to its end.
pub(crate) fn filter_blocks(template: &str, element: CodeElement) -> impl Iterator<Item = &str> {
    const END: &str = "endfilter";
    let begins = template.match_indices("{%").map(|it| it.0);
    let is_filter = move |at: &usize| {
        let words = template[at + 2..]
            .trim_start_matches(['-', '+'])
            .trim_start();
        words
            .strip_prefix("filter")
            .is_some_and(|it| it.trim_start().starts_with(element.filter()))
    };
    begins.filter(is_filter).map(|at| {
        let rest = &template[at..];
        let end = rest
            .find(END)
            .and_then(|it| Some(it + rest[it..].find("%}")? + 2));
        &rest[..end.unwrap_or(rest.len())]
    })
}

/// What a policy calls a text: its hash.
fn source_of(text: &str) -> String {
    // A browser reads line ends of either kind as one character.
    let digest = digest_pieces([text.replace("\r\n", "\n")]);
    format!(" 'sha256-{}'", STANDARD.encode(digest))
}

#[cfg(test)]
mod tests {
    use crate::policy::{
        CodeElement, InlineCode, TemplateCode, filter_blocks, find_unnoted_code, policy_element,
        policy_header,
    };

    fn of(scripts: &[&str], styles: &[&str]) -> InlineCode {
        let mut code = InlineCode::default();
        scripts
            .iter()
            .for_each(|it| code.add(CodeElement::Script, it));
        styles
            .iter()
            .for_each(|it| code.add(CodeElement::Style, it));
        code
    }

    #[test]
    fn a_page_loads_its_own_files_alone() {
        assert!(policy_element(&InlineCode::default()).starts_with(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; \
             style-src 'self'; img-src 'self' data:"
        ));
    }

    #[test]
    fn what_stands_in_the_page_is_allowed_by_its_hash() {
        // echo -n 'f()' | openssl dgst -sha256 -binary | base64
        let known = "'self' 'sha256-GcEEE0IkDzIP5EQ6DXZaDPORqT5RTBELX8Fyzyg9yvo='";
        let found = policy_element(&of(&["f()"], &["f()"]));
        assert!(
            found.contains(&format!("script-src {known}"))
                && found.contains(&format!("style-src {known}")),
            "{found}"
        );
        assert_eq!(of(&["a\r\nb"], &[]), of(&["a\nb", "a\nb"], &[]));
    }

    #[test]
    fn a_header_allows_what_every_page_has() {
        let code = |fixed, scripts_vary, styles_vary| TemplateCode {
            fixed,
            scripts_vary,
            styles_vary,
        };
        let check = |code: &TemplateCode, expected: &str| {
            let found = policy_header(code);
            assert!(
                found.as_ref().is_some_and(|it| it.contains(expected)),
                "{found:?}"
            );
        };
        check(&code(of(&[], &[]), false, false), "script-src 'self';");
        check(
            &code(of(&[], &["a"]), false, false),
            "style-src 'self' 'sha256-",
        );
        check(
            &code(of(&[], &["a"]), false, true),
            "style-src 'self' 'unsafe-inline';",
        );
        assert_eq!(policy_header(&code(of(&[], &[]), true, false)), None);
    }

    #[test]
    fn code_outside_its_filter_is_found() {
        let place = |template: &'static str| find_unnoted_code(template).map(|it| &template[it.1]);
        assert_eq!(place("{# <style> #}<p><style>a</style>"), Some("<style"));
        assert_eq!(place("<script async>a"), Some("<script"));
        for harmless in [
            "<script src=\"{{ it }}\" defer></script>",
            "<script type=\"application/ld+json\">{{ it }}</script>",
            "{% filter inline_style %}a{% endfilter %}",
            "<styled><p>",
            "{# <script> ",
        ] {
            assert_eq!(find_unnoted_code(harmless), None, "{harmless}");
        }
    }

    #[test]
    fn blocks_of_code_are_taken_whole() {
        let template = "a{%- filter inline_style -%}b{{ c }}{%- endfilter %}d{% filter upper %}{% endfilter %}";
        let found: Vec<&str> = filter_blocks(template, CodeElement::Style).collect();
        assert_eq!(
            found,
            ["{%- filter inline_style -%}b{{ c }}{%- endfilter %}"]
        );
        assert_eq!(filter_blocks(template, CodeElement::Script).count(), 0);
    }
}
