//! Ways of writing a text that Table Schema knows by name: addresses of mail and of pages, identifiers.

use gongbao_diag::locale::Text;

/// The `format` of a string column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    Email,
    Uri,
    Uuid,
}

impl TextFormat {
    /// Every format.
    pub(crate) const ALL: [TextFormat; 3] = [TextFormat::Email, TextFormat::Uri, TextFormat::Uuid];

    /// The name in a descriptor.
    pub(crate) fn name(self) -> &'static str {
        match self {
            TextFormat::Email => "email",
            TextFormat::Uri => "uri",
            TextFormat::Uuid => "uuid",
        }
    }

    /// The format a descriptor names.
    pub(crate) fn parse(name: &str) -> Option<TextFormat> {
        TextFormat::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What a text of this format is, for people.
    pub(crate) fn text(self) -> Text {
        match self {
            TextFormat::Email => Text::new("电子邮件地址", "an address of electronic mail"),
            TextFormat::Uri => Text::new("以 https:// 之类开头的网址", "a URI such as https://…"),
            TextFormat::Uuid => Text::new("UUID（8-4-4-4-12位）", "a UUID (8-4-4-4-12 digits)"),
        }
    }

    /// Whether a text is written so.
    pub(crate) fn fits(self, text: &str) -> bool {
        match self {
            TextFormat::Email => is_email(text),
            TextFormat::Uri => is_uri(text),
            TextFormat::Uuid => is_uuid(text),
        }
    }
}

/// A name, one `@` and a host with a dot; nothing rarer.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let is_named = name
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(it));
    let dots_part = |it: &str| it.split('.').all(|part| !part.is_empty());
    let is_label = |it: &str| {
        it.chars().all(|it| it.is_alphanumeric() || it == '-')
            && !it.starts_with('-')
            && !it.ends_with('-')
    };
    is_named
        && dots_part(name)
        && dots_part(host)
        && host.contains('.')
        && host.split('.').all(is_label)
}

/// A scheme, a colon and something behind it, of the characters RFC 3986 allows.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
    let is_allowed = |it: char| it.is_ascii_graphic() && !"\"<>\\^`{|}".contains(it);
    is_scheme && !rest.is_empty() && rest.chars().all(is_allowed)
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|it| it.is_ascii_hexdigit() || it == '-')
}

#[cfg(test)]
mod tests {
    use crate::text_format::TextFormat;

    fn check(format: TextFormat, fits: &[&str], others: &[&str]) {
        assert!(fits.iter().all(|it| format.fits(it)), "{fits:?}");
        assert!(!others.iter().any(|it| format.fits(it)), "{others:?}");
    }

    #[test]
    fn addresses_of_mail() {
        let others = [
            "example.org",
            "a@",
            "@b.cn",
            "a b@c.cn",
            "a@b",
            "a@b..cn",
            "a@-b.cn",
            "a@b@c.cn",
            "",
        ];
        check(
            TextFormat::Email,
            &["office@example.org", "a.b+c@xn--fiq.example.cn"],
            &others,
        );
    }

    #[test]
    fn addresses_of_pages() {
        let others = [
            "www.example.org",
            "https:",
            "1a:b",
            "https://示例.cn/",
            "https://a b/",
            "",
        ];
        check(
            TextFormat::Uri,
            &["https://example.org/a?b=1#c", "mailto:a@b.cn", "urn:isbn:1"],
            &others,
        );
    }

    #[test]
    fn identifiers() {
        let others = [
            "123e4567e89b12d3a456426614174000",
            "123e4567-e89b-12d3-a456-42661417400g",
            "",
        ];
        check(
            TextFormat::Uuid,
            &["123e4567-e89b-12d3-a456-426614174000"],
            &others,
        );
    }
}
