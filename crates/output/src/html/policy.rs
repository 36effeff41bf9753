//! What a page may load and run: files of its own folder and nothing else.
//!
//! The policy stands in each page, so that it holds on any server and on a disk. What a theme writes into its pages
//! (a script, a style) is allowed by its hash; `publish` refuses attributes that no hash can allow.

use sha2::{Digest, Sha256};

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

/// The policy as a header says it for all pages made from some templates; nothing if scripts in pages differ from page
/// to page. Style that does is let pass, because each page allows its own alone, and both have to allow it.
pub fn header<'a>(templates: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let inline = |element: &'static str| {
        templates
            .clone()
            .flat_map(move |it| texts(it, element))
            .collect::<Vec<_>>()
    };
    let (scripts, styles) = (inline("script"), inline("style"));
    let is_fixed = |it: &&str| !it.contains("{{") && !it.contains("{%");
    let styles = match styles.iter().all(is_fixed) {
        true => hashes(&styles),
        false => vec![" 'unsafe-inline'".to_owned()],
    };
    // Who may show a page in a frame is nothing a page can say of itself.
    let policy = || {
        format!(
            "{}; frame-ancestors 'self'",
            written(&hashes(&scripts), &styles)
        )
    };
    scripts.iter().all(is_fixed).then(policy)
}

/// A page with its policy, before anything the policy is about. A part of a page stays as it is.
pub fn guarded(html: String) -> String {
    if !html.trim_start().starts_with("<!DOCTYPE") {
        return html;
    }
    let policy = written(
        &hashes(&texts(&html, "script")),
        &hashes(&texts(&html, "style")),
    );
    let meta = format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let ends = ["<meta charset=\"utf-8\">", "<head>"];
    let place = ends
        .iter()
        .find_map(|it| html.find(it).map(|at| at + it.len()));
    match place {
        Some(at) => format!("{}{meta}{}", &html[..at], &html[at..]),
        // A template without a head: what it lets pass is its own.
        None => html,
    }
}

fn written(scripts: &[String], styles: &[String]) -> String {
    let more = |name: &str| match name {
        "script-src" => scripts.concat(),
        "style-src" => styles.concat(),
        _ => String::new(),
    };
    SOURCES
        .map(|(name, sources)| format!("{name} {sources}{}", more(name)))
        .join("; ")
}

/// The hash of each text, each once.
fn hashes(texts: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = texts.iter().map(|it| hash(it)).collect();
    found.sort();
    found.dedup();
    found
}

/// The text of each such element that has it in the page.
fn texts<'a>(html: &'a str, element: &str) -> Vec<&'a str> {
    let (start, end) = (format!("<{element}"), format!("</{element}"));
    let elements = html
        .split(start.as_str())
        .skip(1)
        .filter_map(|it| it.split_once('>'));
    let inline = elements.filter(|(attributes, _)| is_inline(attributes));
    inline
        .filter_map(|(_, it)| Some(it.split_once(end.as_str())?.0))
        .collect()
}

/// Whether an element has its text in the page. Data for machines are no script.
fn is_inline(attributes: &str) -> bool {
    !attributes.contains(" src=")
        && (!attributes.contains(" type=") || attributes.contains("javascript"))
}

fn hash(text: &str) -> String {
    // A browser reads line ends of either kind as one character.
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    format!(" 'sha256-{}'", base64(&digest))
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |it: &[u8]| {
        let bits = (0..3).fold(0_usize, |bits, at| {
            bits << 8 | usize::from(it.get(at).copied().unwrap_or(0))
        });
        let sign = |at: usize| {
            if at > it.len() {
                '='
            } else {
                char::from(SIGNS[bits >> (18 - 6 * at) & 63])
            }
        };
        [sign(0), sign(1), sign(2), sign(3)]
            .iter()
            .collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

#[cfg(test)]
mod tests {
    use crate::html::policy::{base64, guarded, header};

    fn policy(html: &str) -> String {
        let html = guarded(format!("<!DOCTYPE html>{html}"));
        let (_, rest) = html
            .split_once("Content-Security-Policy\" content=\"")
            .expect("a policy");
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_page_loads_its_own_files_alone() {
        let html = "<head>\n<meta charset=\"utf-8\">\n<script src=\"a.js\"></script><script type=\"application/ld+json\">{}</script>";
        assert!(policy(html).starts_with(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
        ));
        let page = guarded(format!("<!DOCTYPE html>{html}"));
        assert!(
            page.starts_with("<!DOCTYPE html><head>\n<meta charset=\"utf-8\">\n<meta http-equiv=")
        );
    }

    #[test]
    fn what_stands_in_the_page_is_allowed_by_its_hash() {
        // echo -n 'f()' | openssl dgst -sha256 -binary | base64
        let known = "'self' 'sha256-GcEEE0IkDzIP5EQ6DXZaDPORqT5RTBELX8Fyzyg9yvo='";
        let found = policy("<head><style>f()</style><script>f()</script></head>");
        assert!(
            found.contains(&format!("script-src {known}"))
                && found.contains(&format!("style-src {known}")),
            "{found}"
        );
        assert_eq!(
            policy("<head><script>a\r\nb</script>"),
            policy("<head><script>a\nb</script>")
        );
    }

    #[test]
    fn a_header_allows_what_every_page_has() {
        let of = |template: &'static str| header([template].into_iter());
        assert!(of("<script src=\"a.js\">").is_some_and(|it| it.contains("script-src 'self';")));
        assert!(of("<style>a</style>").is_some_and(|it| it.contains("style-src 'self' 'sha256-")));
        assert!(
            of("<style>{{ it }}</style>")
                .is_some_and(|it| it.contains("style-src 'self' 'unsafe-inline';"))
        );
        assert_eq!(of("<script>{{ it }}</script>"), None);
    }

    #[test]
    fn parts_and_pages_without_a_head_stay_as_they_are() {
        for html in ["<p>", "<!DOCTYPE html><p>", "<figure><head></figure>"] {
            assert_eq!(guarded(html.to_owned()), html);
        }
    }

    #[test]
    fn bytes_are_written_in_64_signs() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }
}
