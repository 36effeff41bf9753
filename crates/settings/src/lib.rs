//! `site.toml` as settings with a meaning; no strings left that have to be understood later.
//!
//! It knows what a setting may be, not what it does. Start at [`parse_settings`].

mod compression;
mod documents;
mod operator;
mod profile;
mod read;
mod syntax;
mod translations;

use std::collections::BTreeMap;

use gongbao_diag::locale::{Date, Lang, LanguageTag};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::Sources;

pub use compression::CompressionFormat;
pub use documents::{DocumentFormat, DocumentSettings, FontRole, PAGE_FORMAT, format_names};
pub use operator::{ExternalLinkNotice, ExternalLinks, Operator, url_host};
pub use profile::{Audience, Profile};
pub use translations::SiteTranslation;

use read::Settings;

/// A site's settings.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Title of the site.
    pub title: String,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// Language of the site, and of messages when nothing else says.
    pub lang: Lang,
    /// Languages every page is to exist in; empty if the site names none.
    pub languages: Vec<LanguageTag>,
    /// What the site is called in other languages.
    pub translations: BTreeMap<LanguageTag, SiteTranslation>,
    /// Whose rules the site follows.
    pub profile: Profile,
    /// Who reads it: what stands in the data may be shown to the office and not to the public.
    pub audience: Audience,
    /// The day statuses are judged on. There is no default: the day of the build is never one.
    pub as_of: Option<Date>,
    /// Who publishes.
    pub issuer: Option<String>,
    /// The edition or period of the report.
    pub edition: Option<String>,
    /// How far the report has come; nothing if the site does not say.
    pub state: Option<DraftState>,
    /// Name of the theme.
    pub theme: String,
    /// Names of the output formats; empty for all.
    pub outputs: Vec<String>,
    /// Address the site will stand at, if known; it begins with `http://` or `https://` and ends in `/`.
    pub base_url: Option<String>,
    /// What files are packed in beside themselves.
    pub compress: Vec<CompressionFormat>,
    /// Lines of the footer.
    pub footer: Vec<String>,
    /// What pictures of charts look like.
    pub pictures: PictureSettings,
    /// What pages become documents, and how these are set.
    pub documents: DocumentSettings,
    /// Who runs the site.
    pub operator: Operator,
    /// How links that leave the site are told.
    pub outside: ExternalLinks,
    /// Source paths of the pages in the main navigation; empty for the top sections.
    pub nav: Vec<String>,
    /// Whether numbers typed into the text are looked up among the data.
    pub audit: FeatureSwitch,
    /// Where the settings stand that only a later stage can check.
    pub places: SettingPlaces,
}

/// What pictures of charts look like, and whether there are any made of pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSettings {
    pub png: bool,
    /// Pixels to a unit of the drawing, which is 728 wide.
    pub scale: u32,
    pub palette: Palette,
}

/// The colours of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Those of the page in the light.
    Light,
    /// Those of the printed page.
    Print,
}

impl Default for PictureSettings {
    fn default() -> PictureSettings {
        PictureSettings {
            png: true,
            scale: 2,
            palette: Palette::Light,
        }
    }
}

/// Where settings stand whose names only a later stage knows.
#[derive(Clone, Debug, Default)]
pub struct SettingPlaces {
    /// One for each of [`Config::outputs`].
    pub outputs: Vec<Place>,
    /// One for each of [`Config::nav`].
    pub nav: Vec<Place>,
    /// That of [`Config::theme`], if the author gave it.
    pub(crate) theme: Option<Place>,
}

/// Whether something is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeatureSwitch {
    #[default]
    On,
    Off,
}

impl FeatureSwitch {
    fn parse(name: &str) -> Option<FeatureSwitch> {
        match name {
            "on" => Some(FeatureSwitch::On),
            "off" => Some(FeatureSwitch::Off),
            _ => None,
        }
    }
}

/// How far a report has come on its way to those who decide on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// 征求意见稿
    Comment,
    /// 送审稿
    Approval,
    /// 定稿
    Final,
}

impl DraftState {
    /// The state a site names, in either language.
    pub(crate) fn parse(name: &str) -> Option<DraftState> {
        match name {
            "comment" | "征求意见稿" => Some(DraftState::Comment),
            "approval" | "送审稿" => Some(DraftState::Approval),
            "final" | "定稿" => Some(DraftState::Final),
            _ => None,
        }
    }
}

const SETTINGS_FILE: &str = "site.toml";
const SETTINGS_KEYS: [&str; 22] = [
    "title",
    "subtitle",
    "lang",
    "languages",
    "translations",
    "profile",
    "audience",
    "as_of",
    "issuer",
    "edition",
    "theme",
    "outputs",
    "base_url",
    "compress",
    "footer",
    "nav",
    "state",
    "pictures",
    "audit",
    "documents",
    "operator",
    "outside",
];
const NAV_KEYS: [&str; 1] = ["items"];
const PICTURE_KEYS: [&str; 3] = ["png", "scale", "palette"];
/// The largest `scale`: a picture three thousand pixels wide.
const MAX_SCALE: i64 = 4;

/// Reads `site.toml`. Each unknown or wrong setting is a diagnostic; the others still count.
pub fn parse_settings(sources: &Sources, diags: &mut Diags) -> Config {
    let mut config = Config {
        theme: "default".to_owned(),
        ..Config::default()
    };
    // `source` has complained about a site without settings.
    let Some(file) = sources.get(SETTINGS_FILE) else {
        return config;
    };
    let document = syntax::parse_toml(file, diags);
    let mut settings = Settings::new(file, &document, &SETTINGS_KEYS, diags);
    fill_config(&mut config, &mut settings);
    if !settings.has("title") && document.damage.is_empty() {
        let complaint = Diagnostic::new(Code::MissingSetting, Place::file(&file.path));
        diags.push(
            complaint
                .with("key", "title")
                .with("example", "title = \"示例市派出所工作公报\""),
        );
    }
    config
}

fn fill_config(config: &mut Config, settings: &mut Settings<'_, '_>) {
    // Without a title the site is refused below.
    if let Some(title) = settings.text("title") {
        config.title = title;
    }
    config.subtitle = settings.text("subtitle");
    config.lang = settings
        .choice("lang", "zh-CN / en", Lang::parse)
        .unwrap_or(config.lang);
    config.languages = settings.languages();
    config.translations = translations::read_translations(settings);
    config.profile = settings
        .choice("profile", "gov / npc / intranet", Profile::parse)
        .unwrap_or(config.profile);
    let audience = settings.choice("audience", "public / internal", Audience::parse);
    config.audience = audience.unwrap_or_else(|| Audience::of(config.profile));
    config.as_of = settings.date("as_of");
    config.issuer = settings.text("issuer");
    config.edition = settings.text("edition");
    config.state = settings.choice("state", "comment / approval / final", DraftState::parse);
    if let Some((name, place)) = settings.located("theme") {
        config.theme = name;
        config.places.theme = Some(place);
    }
    (config.outputs, config.places.outputs) = settings.list("outputs").into_iter().unzip();
    config.base_url = settings.choice("base_url", "https://…", parse_site_address);
    config.compress = compression::read_packings(settings);
    config.audit = settings
        .choice("audit", "on / off", FeatureSwitch::parse)
        .unwrap_or(config.audit);
    config.footer = settings
        .list("footer")
        .into_iter()
        .map(|(line, _)| line)
        .collect();
    if let Some(mut nav) = settings.section("nav", "nav.", &NAV_KEYS) {
        (config.nav, config.places.nav) = nav.list("items").into_iter().unzip();
    }
    config.documents = documents::read_documents(settings);
    config.operator = operator::read_operator(settings);
    config.outside = operator::read_external_links(settings);
    if let Some(mut pictures) = settings.section("pictures", "pictures.", &PICTURE_KEYS) {
        let usual = PictureSettings::default();
        let scale = pictures.whole("scale", 1..=MAX_SCALE).map(scale_from);
        config.pictures = PictureSettings {
            png: pictures.flag("png").unwrap_or(usual.png),
            scale: scale.unwrap_or(usual.scale),
            palette: pictures
                .choice("palette", "light / print", parse_palette)
                .unwrap_or(usual.palette),
        };
    }
}

#[expect(
    clippy::expect_used,
    reason = "a scale that is out of range has been refused"
)]
fn scale_from(number: i64) -> u32 {
    u32::try_from(number).expect("a scale is a small number")
}

fn parse_palette(name: &str) -> Option<Palette> {
    match name {
        "light" => Some(Palette::Light),
        "print" => Some(Palette::Print),
        _ => None,
    }
}

/// An address of the web; the final slash lets others put a route behind it.
fn parse_site_address(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let plain = !rest.is_empty() && !rest.starts_with('/') && !rest.contains([' ', '?', '#']);
    plain.then(|| format!("{}/", text.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use crate::{
        Audience, CompressionFormat, Config, Palette, PictureSettings, Profile, parse_settings,
    };
    use gongbao_diag::locale::{Lang, parse_date};
    use gongbao_diag::{Diags, quoted_text};
    use gongbao_source::{SourceFile, Sources};

    fn read(text: &str) -> (Config, String) {
        let sources = Sources::of(vec![SourceFile::built_in("site.toml", text.as_bytes())]);
        let mut diags = Diags::new();
        let config = parse_settings(&sources, &mut diags);
        let said = |lang| {
            let lines = diags.sorted().into_iter().map(|it| {
                let at = quoted_text(&it.place, &sources).unwrap_or("the file");
                format!(
                    "{} at {at}: {} ({})",
                    it.code.name(),
                    it.message(lang),
                    it.help(lang)
                )
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        assert!(
            !said(Lang::Zh).contains("{k") && !said(Lang::En).contains("{h"),
            "{}",
            said(Lang::Zh)
        );
        (config, said(Lang::En))
    }

    fn accept(text: &str) -> Config {
        let (config, said) = read(&format!("title = '公报'\n{text}"));
        assert_eq!(said, "");
        config
    }

    fn refuse(text: &str, expected: &str) {
        let (_, said) = read(&format!("title = '公报'\n{text}"));
        let codes: Vec<&str> = said
            .lines()
            .map(|it| it.split(": ").next().unwrap_or(it))
            .collect();
        assert_eq!(codes.join(", "), expected, "{said}");
    }

    #[test]
    fn a_title_is_enough() {
        let config = accept("");
        assert_eq!(
            (config.title.as_str(), config.theme.as_str()),
            ("公报", "default")
        );
        assert_eq!(
            (config.lang, config.profile, config.as_of),
            (Lang::Zh, Profile::Intranet, None)
        );
        assert!(
            config.outputs.is_empty() && config.nav.is_empty() && config.places.theme.is_none()
        );
    }

    #[test]
    fn a_title_is_needed() {
        assert!(
            read("lang = 'en'")
                .1
                .starts_with("setting/missing-key at the file: the setting `title` is missing")
        );
        assert!(read("").1.starts_with("setting/missing-key"));
        assert!(
            read("title = ' '")
                .1
                .starts_with("setting/bad-value at ' ': ")
        );
    }

    #[test]
    fn reads_every_setting() {
        let config = accept(
            "subtitle = 's'\nlang = 'en'\nprofile = 'npc'\nas_of = 2025-12-31\nissuer = 'i'\nedition = 'e'\n\
             theme = 'plain'\noutputs = ['html', 'feed']\nbase_url = 'https://example.org/a'\nfooter = ['x', 'y']\n\
             [nav]\nitems = ['a.md', 'b/index.md']",
        );
        assert_eq!(
            (config.lang, config.profile, config.as_of),
            (Lang::En, Profile::Npc, parse_date("2025-12-31"))
        );
        assert_eq!(
            [config.subtitle, config.issuer, config.edition],
            ["s", "i", "e"].map(|it| Some(it.to_owned()))
        );
        assert_eq!(
            (config.theme.as_str(), config.base_url.as_deref()),
            ("plain", Some("https://example.org/a/"))
        );
        assert_eq!(
            (config.outputs, config.footer),
            (
                vec!["html".into(), "feed".into()],
                vec!["x".into(), "y".into()]
            )
        );
        assert_eq!(config.nav, ["a.md", "b/index.md"]);
    }

    #[test]
    fn the_audience_follows_from_the_profile_unless_it_is_given() {
        assert_eq!(accept("").audience, Audience::Internal);
        assert_eq!(accept("profile = 'gov'").audience, Audience::Public);
        assert_eq!(accept("profile = 'npc'").audience, Audience::Public);
        assert_eq!(
            accept("profile = 'gov'\naudience = 'internal'").audience,
            Audience::Internal
        );
        assert_eq!(accept("audience = 'public'").audience, Audience::Public);
        refuse("audience = 'all'", "setting/bad-value at 'all'");
    }

    #[test]
    fn remembers_where_names_for_later_stages_stand() {
        let text = "title = 'x'\ntheme = 'plain'\noutputs = ['html', 'pfd']\nnav.items = ['a.md']";
        let sources = Sources::of(vec![SourceFile::built_in("site.toml", text.as_bytes())]);
        let places = parse_settings(&sources, &mut Diags::new()).places;
        let all = places
            .outputs
            .iter()
            .chain(&places.nav)
            .chain(&places.theme);
        let found: Vec<_> = all.filter_map(|it| quoted_text(it, &sources)).collect();
        assert_eq!(found, ["'html'", "'pfd'", "'a.md'", "'plain'"]);
    }

    #[test]
    fn reads_a_quoted_date_and_a_lone_footer_line() {
        assert_eq!(
            accept("as_of = '2025-06-30'").as_of,
            parse_date("2025-06-30")
        );
        assert_eq!(accept("footer = 'one line'").footer, ["one line"]);
        assert_eq!(
            accept("compress = ['brotli', 'gzip', 'gzip']").compress,
            CompressionFormat::ALL
        );
    }

    #[test]
    fn refuses_values_of_the_wrong_type() {
        refuse("subtitle = 3", "setting/bad-value at 3");
        refuse("lang = 'fr'", "setting/bad-value at 'fr'");
        refuse("profile = 'goverment'", "setting/bad-value at 'goverment'");
        refuse(
            "outputs = [1, 'html', 2]",
            "setting/bad-value at 1, setting/bad-value at 2",
        );
        refuse("outputs = []", "setting/bad-value at []");
        refuse("nav = ['a.md']", "setting/bad-value at ['a.md']");
        refuse(
            "base_url = 'example.org'",
            "setting/bad-value at 'example.org'",
        );
        refuse("issuer = true", "setting/bad-value at true");
        refuse("compress = ['zip', 'gzip']", "setting/bad-value at 'zip'");
    }

    #[test]
    fn reads_what_pictures_look_like() {
        let config = accept("[pictures]\npng = false\nscale = 3\npalette = 'print'");
        assert_eq!(
            config.pictures,
            PictureSettings {
                png: false,
                scale: 3,
                palette: Palette::Print
            }
        );
        assert_eq!(accept("").pictures, PictureSettings::default());
        refuse("pictures.png = 'no'", "setting/bad-value at 'no'");
        refuse("pictures.scale = 9", "setting/bad-value at 9");
        refuse("pictures.palette = 'dark'", "setting/bad-value at 'dark'");
    }

    #[test]
    fn refuses_dates_that_are_no_days() {
        refuse(
            "as_of = 2025-12-31T08:00:00",
            "setting/bad-value at 2025-12-31T08:00:00",
        );
        refuse("as_of = '2025-02-30'", "setting/bad-value at '2025-02-30'");
        refuse("as_of = 2025", "setting/bad-value at 2025");
        refuse("as_of = 'today'", "setting/bad-value at 'today'");
    }

    #[test]
    fn refuses_unknown_keys_and_names_the_nearest() {
        refuse("subtitel = 'x'", "setting/unknown-key at subtitel");
        refuse("[nav]\nitem = []", "setting/unknown-key at item");
        assert!(
            read("title = 'x'\nsubtitel = 'x'")
                .1
                .contains("did you mean `subtitle`?")
        );
        assert!(
            read("title = 'x'\n[nav]\nitem = []")
                .1
                .contains("no setting `nav.item` here")
        );
    }

    #[test]
    fn points_at_syntax_errors_and_reads_the_rest() {
        refuse("lang = english", "setting/syntax at english");
        refuse("lang = 'en'\nlang = 'zh'", "setting/syntax at lang");
        refuse(
            "lang = en\nprofil = 1",
            "setting/syntax at en, setting/unknown-key at profil",
        );
        refuse("lang 'en'", "setting/syntax at ");
        refuse("footer = ['a', 'b'\nlang = 'en'", "setting/syntax at ");
        let (config, said) = read("subtitle = 'unclosed\nprofile = 'gov'\ntitle = 'x'");
        assert!(said.starts_with("setting/syntax"), "{said}");
        assert_eq!((config.profile, config.title.as_str()), (Profile::Gov, "x"));
    }

    #[test]
    fn says_nothing_about_a_title_lost_to_a_syntax_error() {
        assert_eq!(read("title = ").1.lines().count(), 1);
    }

    #[test]
    fn survives_any_text() {
        for text in [
            "[",
            "[[nav]]",
            "a.b.c = 1",
            "= 1",
            "\u{0}",
            "nav = {items = {}}",
            "title.a = 1",
            "'''",
            "as_of = {}",
        ] {
            read(text);
        }
    }
}
