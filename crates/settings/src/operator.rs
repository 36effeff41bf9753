//! Who runs the site and under which registrations, as the foot of government websites says it, and how links that
//! leave the site are told.

use crate::read::Settings;
use crate::{Config, Profile};
use gongbao_diag::locale::LanguageTag;

/// Who runs the site. What is not given is not shown; nothing of it is made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operator {
    /// 主办单位.
    pub host: Option<String>,
    /// 承办单位.
    pub undertaker: Option<String>,
    /// 联系方式.
    pub contact: Option<String>,
    /// The site's domain; that of `base_url` if not given.
    pub domain: Option<String>,
    /// 网站标识码.
    pub site_id: Option<String>,
    /// ICP备案号.
    pub icp: Option<String>,
    /// 公安机关备案号.
    pub police: Option<String>,
    /// The page where readers report mistakes (我为政府网站找错).
    pub report_errors: Option<String>,
    /// The page that shows what kind of body it is (党政机关标识).
    pub badge: Option<String>,
}

const OPERATOR_KEYS: [&str; 9] = [
    "host",
    "undertaker",
    "contact",
    "domain",
    "site_id",
    "icp",
    "police",
    "report_errors",
    "badge",
];

/// Reads the section `[operator]`.
pub(crate) fn read_operator(settings: &mut Settings<'_, '_>) -> Operator {
    let Some(mut section) = settings.section("operator", "operator.", &OPERATOR_KEYS) else {
        return Operator::default();
    };
    Operator {
        host: section.text("host"),
        undertaker: section.text("undertaker"),
        contact: section.text("contact"),
        domain: section.choice("domain", "www.example.gov.cn", parse_domain),
        site_id: section.choice("site_id", "0000000000 / bm00000000", site_id),
        icp: section.choice("icp", "京ICP备00000000号-1", parse_icp_number),
        police: section.choice("police", "京公网安备00000000000000号", parse_police_number),
        report_errors: section.choice("report_errors", "https://…", parse_web_address),
        badge: section.choice("badge", "https://…", parse_web_address),
    }
}

impl Operator {
    /// What the foot of a site of a profile has to say, by key, and whether it does.
    pub fn required(&self, profile: Profile) -> Vec<(&'static str, bool)> {
        let all = [
            ("host", self.host.is_some()),
            ("contact", self.contact.is_some()),
            ("icp", self.icp.is_some()),
            ("police", self.police.is_some()),
            ("site_id", self.site_id.is_some()),
        ];
        let n = match profile {
            Profile::Gov => 5,
            // A congress is no government website: it has no such code.
            Profile::Npc => 4,
            Profile::Intranet => 0,
        };
        all.into_iter().take(n).collect()
    }

    /// What a site of a profile does not show though it is given: registrations are for the internet.
    pub fn unfit(&self, profile: Profile) -> Vec<&'static str> {
        let all = [
            ("site_id", self.site_id.is_some()),
            ("icp", self.icp.is_some()),
            ("police", self.police.is_some()),
            ("report_errors", self.report_errors.is_some()),
            ("badge", self.badge.is_some()),
        ];
        let n = match profile {
            Profile::Gov => 0,
            Profile::Npc => 1,
            Profile::Intranet => 5,
        };
        all.into_iter()
            .take(n)
            .filter(|(_, given)| *given)
            .map(|(key, _)| key)
            .collect()
    }

    /// The same without what a profile does not show.
    pub fn fit(&self, profile: Profile) -> Operator {
        let mut fit = self.clone();
        for key in self.unfit(profile) {
            match key {
                "site_id" => fit.site_id = None,
                "icp" => fit.icp = None,
                "police" => fit.police = None,
                "report_errors" => fit.report_errors = None,
                _ => fit.badge = None,
            }
        }
        fit
    }
}

/// How links that leave the site are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalLinks {
    /// Hosts that are no way out, as `example.gov.cn` or `*.example.gov.cn`.
    pub(crate) internal: Vec<String>,
    /// What readers are told, unless the profile decides.
    pub(crate) notice: Option<ExternalLinkNotice>,
}

/// What readers are told of a link that leaves the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternalLinkNotice {
    /// Nothing.
    Off,
    /// A sign at the link.
    Mark,
    /// The sign, and a page in between that names the address.
    Page,
}

impl ExternalLinkNotice {
    fn parse(name: &str) -> Option<ExternalLinkNotice> {
        match name {
            "off" => Some(ExternalLinkNotice::Off),
            "mark" => Some(ExternalLinkNotice::Mark),
            "page" => Some(ExternalLinkNotice::Page),
            _ => None,
        }
    }

    /// What a profile asks for, unless the site says otherwise.
    pub(crate) fn of(profile: Profile) -> ExternalLinkNotice {
        match profile {
            Profile::Gov => ExternalLinkNotice::Page,
            Profile::Npc | Profile::Intranet => ExternalLinkNotice::Mark,
        }
    }
}

/// Reads the section `[outside]`.
pub(crate) fn read_external_links(settings: &mut Settings<'_, '_>) -> ExternalLinks {
    let Some(mut section) = settings.section("outside", "outside.", &["internal", "notice"]) else {
        return ExternalLinks::default();
    };
    let mut internal = Vec::new();
    let given = if section.has("internal") {
        section.list("internal")
    } else {
        Vec::new()
    };
    for (name, place) in given {
        match parse_domain(name.trim_start_matches("*.")) {
            Some(_) => internal.push(name),
            None => section.refuse_at(place, "internal", &name, "*.example.gov.cn"),
        }
    }
    ExternalLinks {
        internal,
        notice: section.choice("notice", "off / mark / page", ExternalLinkNotice::parse),
    }
}

impl ExternalLinks {
    /// Whether an address leads to a host that is no way out.
    pub(crate) fn is_internal(&self, url: &str) -> bool {
        let host = url_host(url);
        let fits = |name: &String| match name.strip_prefix("*.") {
            Some(rest) => {
                host == rest || host.strip_suffix(rest).is_some_and(|it| it.ends_with('.'))
            }
            None => host == *name,
        };
        host.is_empty() || self.internal.iter().any(fits)
    }
}

impl Config {
    /// What readers are told of an address.
    pub fn notice_for(&self, url: &str) -> ExternalLinkNotice {
        let host = url_host(url);
        let is_own = self
            .base_url
            .as_deref()
            .is_some_and(|it| crate::url_host(it) == host);
        let is_official = self.profile != Profile::Intranet && host.ends_with(".gov.cn");
        match is_own || is_official || self.outside.is_internal(url) {
            true => ExternalLinkNotice::Off,
            false => self
                .outside
                .notice
                .unwrap_or_else(|| ExternalLinkNotice::of(self.profile)),
        }
    }
}

impl Settings<'_, '_> {
    /// The languages of a site.
    pub(crate) fn languages(&mut self) -> Vec<LanguageTag> {
        let mut found = Vec::new();
        let given = if self.has("languages") {
            self.list("languages")
        } else {
            Vec::new()
        };
        for (name, place) in given {
            match LanguageTag::parse(&name) {
                Some(it) => found.push(it),
                None => self.refuse_at(place, "languages", &name, "zh-CN / en / bo / ug / …"),
            }
        }
        found
    }
}

/// The host of an address of the web; nothing of another one.
pub fn url_host(url: &str) -> String {
    let rest = match url.split_once("://") {
        Some((_, rest)) => rest,
        None => match url.strip_prefix("//") {
            Some(rest) => rest,
            None => return String::new(),
        },
    };
    let authority = rest
        .split_once(['/', '?', '#'])
        .map_or(rest, |(authority, _)| authority);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    host.split_once(':')
        .map_or(host, |(name, _)| name)
        .to_ascii_lowercase()
}

fn parse_domain(text: &str) -> Option<String> {
    let plain =
        |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-' || !it.is_ascii();
    let fits = !text.is_empty()
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(plain));
    fits.then(|| text.to_owned())
}

/// Ten digits, or `bm` and eight.
fn site_id(text: &str) -> Option<String> {
    let digits = text.strip_prefix("bm").unwrap_or(text);
    let n = if digits.len() == text.len() { 10 } else { 8 };
    is_number(digits, n).then(|| text.to_owned())
}

fn parse_icp_number(text: &str) -> Option<String> {
    let rest = after_han(text)?.strip_prefix("ICP备")?;
    let (digits, part) = rest.split_once('号')?;
    let part = part.strip_prefix('-').map_or(part.is_empty(), |it| {
        !it.is_empty() && is_number(it, it.len())
    });
    (is_number(digits, 8) && part).then(|| text.to_owned())
}

fn parse_police_number(text: &str) -> Option<String> {
    let rest = after_han(text)?
        .strip_prefix("公网安备")?
        .strip_suffix('号')?;
    is_number(rest.trim(), 14).then(|| text.to_owned())
}

/// What stands behind the one character that names a province.
fn after_han(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    chars
        .next()
        .filter(|it| ('\u{4e00}'..='\u{9fff}').contains(it))?;
    Some(chars.as_str())
}

fn is_number(text: &str, n: usize) -> bool {
    text.len() == n && text.bytes().all(|it| it.is_ascii_digit())
}

fn parse_web_address(text: &str) -> Option<String> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    (is_web && !url_host(text).is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::Profile;
    use crate::operator::{
        ExternalLinks, Operator, parse_domain, parse_icp_number, parse_police_number, site_id,
    };

    #[test]
    fn reads_registrations() {
        assert!(site_id("4400000000").is_some() && site_id("bm00000000").is_some());
        assert!(
            parse_icp_number("京ICP备00000000号").is_some()
                && parse_icp_number("京ICP备00000000号-12").is_some()
        );
        assert!(
            parse_police_number("京公网安备00000000000000号").is_some()
                && parse_police_number("京公网安备 00000000000000号").is_some()
        );
    }

    #[test]
    fn refuses_registrations_of_another_form() {
        assert!(
            ["440000000", "bm0000000", "bm0000000000", "44000O0000"]
                .iter()
                .all(|it| site_id(it).is_none())
        );
        assert!(
            [
                "ICP备00000000号",
                "京ICP备0000000号",
                "京ICP备00000000号-",
                "京ICP备00000000"
            ]
            .iter()
            .all(|it| parse_icp_number(it).is_none())
        );
        assert!(
            ["京公网安备0000000000000号", "公网安备00000000000000号"]
                .iter()
                .all(|it| parse_police_number(it).is_none())
        );
    }

    #[test]
    fn hosts_may_stand_for_all_below_them() {
        let outside = ExternalLinks {
            internal: vec!["*.example.gov.cn".to_owned(), "10.0.0.5".to_owned()],
            notice: None,
        };
        for url in [
            "https://example.gov.cn/a",
            "http://A.b.example.gov.cn:8080",
            "http://10.0.0.5/",
            "mailto:a@b",
        ] {
            assert!(outside.is_internal(url), "{url}");
        }
        for url in [
            "https://badexample.gov.cn",
            "https://example.gov.cn.evil.org",
            "https://example.gov.cn@evil.org/",
        ] {
            assert!(!outside.is_internal(url), "{url}");
        }
        assert!(
            parse_domain("https://a").is_none()
                && parse_domain("").is_none()
                && parse_domain("a..b").is_none()
        );
    }

    #[test]
    fn an_intranet_shows_no_registration() {
        let all = Operator {
            host: Some("甲".to_owned()),
            icp: Some("京ICP备00000000号".to_owned()),
            site_id: Some("0000000000".to_owned()),
            ..Operator::default()
        };
        assert_eq!(all.unfit(Profile::Intranet), ["site_id", "icp"]);
        assert_eq!(all.unfit(Profile::Npc), ["site_id"]);
        let shown = all.fit(Profile::Intranet);
        assert_eq!(
            (shown.host.as_deref(), shown.icp, shown.site_id),
            (Some("甲"), None, None)
        );
        let missing: Vec<&str> = all
            .required(Profile::Gov)
            .iter()
            .filter(|it| !it.1)
            .map(|it| it.0)
            .collect();
        assert_eq!(missing, ["contact", "police"]);
    }
}
