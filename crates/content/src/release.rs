//! What front matter says of a page as something published: former addresses, keywords, the fields of the box that
//! pages of open government information have.

use crate::fields::{Located, read_date, read_located, read_texts};
use gongbao_diag::Diags;
use gongbao_diag::locale::{Text, parse_date};
use gongbao_source::{Fields, YamlNode};

/// How a page was published. What is not said is never made up.
#[derive(Clone, Debug, Default)]
pub struct ReleaseFront {
    /// Addresses the page had before.
    pub aliases: Vec<Located>,
    /// 主题词.
    pub keywords: Vec<Located>,
    /// The fields of the box, if there is to be one.
    pub record: Option<ReleaseRecord>,
    /// Whether it is to exist in the other languages of the site.
    pub is_translated: bool,
}

/// The fields of the box.
#[derive(Clone, Debug, Default)]
pub struct ReleaseRecord {
    /// 索引号.
    pub index_no: Option<String>,
    /// 主题分类.
    pub subject: Option<String>,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 发文字号.
    pub doc_no: Option<String>,
    /// 成文日期, an ISO date.
    pub written: Option<String>,
    /// 发布日期, an ISO date, or one with hour and minute.
    pub published: Option<String>,
    /// 施行日期 and 废止日期, ISO dates.
    pub effective: Option<String>,
    pub expires: Option<String>,
    /// 有效性.
    pub validity: Option<String>,
    /// 公开属性.
    pub openness: Option<(Openness, Located)>,
}

/// To whom a document is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// 主动公开
    Public,
    /// 依申请公开
    OnRequest,
    /// 不予公开
    Withheld,
}

impl Openness {
    fn parse(name: &str) -> Option<Openness> {
        match name {
            "public" | "主动公开" => Some(Openness::Public),
            "on_request" | "依申请公开" => Some(Openness::OnRequest),
            "withheld" | "不予公开" => Some(Openness::Withheld),
            _ => None,
        }
    }

    /// Its name among the words of a theme.
    pub fn name(self) -> &'static str {
        match self {
            Openness::Public => "public",
            Openness::OnRequest => "on_request",
            Openness::Withheld => "withheld",
        }
    }
}

const RELEASE_KEYS: [&str; 10] = [
    "index_no",
    "subject",
    "issuer",
    "doc_no",
    "written",
    "published",
    "effective",
    "expires",
    "validity",
    "openness",
];

/// Reads what front matter says of the page as something published.
pub(crate) fn read_release(front: &Fields<'_>, diags: &mut Diags) -> ReleaseFront {
    let translated = front
        .get("translate")
        .and_then(|it| diags.keep(it.boolean("translate")));
    // A setting that is absent is empty, and so is one that is refused: its complaint stops the build.
    ReleaseFront {
        aliases: front
            .get("aliases")
            .map_or_else(Vec::new, |it| read_texts(it, "aliases", diags)),
        keywords: front
            .get("keywords")
            .map_or_else(Vec::new, |it| read_texts(it, "keywords", diags)),
        record: front.get("release").and_then(|it| read_record(it, diags)),
        is_translated: translated.unwrap_or(true),
    }
}

fn read_record(node: &YamlNode, diags: &mut Diags) -> Option<ReleaseRecord> {
    let fields = Fields::read(node, "release", &RELEASE_KEYS, diags);
    let fields = diags.keep(fields)?;
    let mut string = |key: &str| diags.keep(fields.string(key)).flatten();
    let (index_no, subject, issuer) = (string("index_no"), string("subject"), string("issuer"));
    let (doc_no, validity) = (string("doc_no"), string("validity"));
    let mut day = |key: &'static str| {
        fields
            .get(key)
            .and_then(|it| diags.keep(read_date(it, key)))
    };
    let (written, effective, expires) = (day("written"), day("effective"), day("expires"));
    let published = fields
        .get("published")
        .and_then(|it| diags.keep(read_moment(it)));
    let openness = fields
        .get("openness")
        .and_then(|it| diags.keep(read_openness(it)));
    Some(ReleaseRecord {
        index_no,
        subject,
        issuer,
        doc_no,
        written,
        published,
        effective,
        expires,
        validity,
        openness,
    })
}

fn read_openness(node: &YamlNode) -> Result<(Openness, Located), gongbao_diag::Diagnostic> {
    let text = read_located(node, "openness")?;
    let known = "public / on_request / withheld（主动公开 / 依申请公开 / 不予公开）";
    let found =
        Openness::parse(&text.text).ok_or_else(|| node.refuse("openness", Text::from(known)))?;
    Ok((found, text))
}

/// A day, or a day with hour and minute.
fn read_moment(node: &YamlNode) -> Result<String, gongbao_diag::Diagnostic> {
    let fits = |text: &&str| match text.split_once(' ') {
        None => parse_date(text).is_some(),
        Some((day, time)) => parse_date(day).is_some() && is_time(time),
    };
    let expected = || {
        Text::new(
            "形如 2025-12-31 或 2025-12-31 09:30 的时间",
            "a time such as 2025-12-31 or 2025-12-31 09:30",
        )
    };
    node.text()
        .filter(fits)
        .map(str::to_owned)
        .ok_or_else(|| node.refuse("published", expected()))
}

fn is_time(text: &str) -> bool {
    let part = |text: &str, most: u8| {
        let digits = text.len() == 2 && text.bytes().all(|it| it.is_ascii_digit());
        digits && text.parse::<u8>().is_ok_and(|it| it <= most)
    };
    text.split_once(':')
        .is_some_and(|(hour, minute)| part(hour, 23) && part(minute, 59))
}

#[cfg(test)]
mod tests {
    use crate::release::{is_time, read_moment};
    use gongbao_source::yaml_at;
    use std::sync::Arc;

    fn check(text: &str, expected: bool) {
        let node = yaml_at(&Arc::from("a.md"), text, 0).expect("YAML");
        assert_eq!(read_moment(&node).is_ok(), expected, "{text}");
    }

    #[test]
    fn reads_a_day_with_or_without_a_time() {
        check("2025-12-31", true);
        check("2025-12-31 09:30", true);
    }

    #[test]
    fn refuses_days_and_times_there_are_not() {
        check("2025-2-30", false);
        check("2025-12-31 24:00", false);
        check("2025-12-31 9:30", false);
        check("[a]", false);
        assert!(!is_time("09"));
    }
}
