//! The languages content is written in: more than the interface speaks.
//!
//! [`LanguageTag`] is a language of content, [`Lang`](super::Lang) one the interface speaks. A page has
//! both.

use crate::locale::Lang;

/// A language of content, by its BCP 47 tag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(String);

/// Languages with the name they have for themselves. A tag nobody here knows is no language, so that
/// `notes.old.md` stays a page called `notes.old`.
const KNOWN_LANGUAGES: [(&str, &str); 42] = [
    ("zh-Hant", "繁體中文"),
    ("zh-TW", "繁體中文"),
    ("zh-HK", "繁體中文"),
    ("zh-MO", "繁體中文"),
    ("zh", "中文"),
    ("en", "English"),
    ("bo", "བོད་ཡིག"),
    ("ug", "ئۇيغۇرچە"),
    ("mn-Mong", "ᠮᠣᠩᠭᠣᠯ"),
    ("mn", "Монгол"),
    ("kk-Arab", "قازاقشا"),
    ("kk-CN", "قازاقشا"),
    ("kk", "Қазақша"),
    ("za", "Vahcuengh"),
    ("ii", "ꆈꌠꉙ"),
    ("ko", "한국어"),
    ("ja", "日本語"),
    ("ru", "Русский"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("pt", "Português"),
    ("it", "Italiano"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("ur", "اردو"),
    ("he", "עברית"),
    ("vi", "Tiếng Việt"),
    ("th", "ไทย"),
    ("lo", "ລາວ"),
    ("my", "မြန်မာ"),
    ("km", "ខ្មែរ"),
    ("ms", "Bahasa Melayu"),
    ("id", "Bahasa Indonesia"),
    ("hi", "हिन्दी"),
    ("ne", "नेपाली"),
    ("ky", "Кыргызча"),
    ("tg", "Тоҷикӣ"),
    ("uz", "Oʻzbekcha"),
    ("tr", "Türkçe"),
    ("pl", "Polski"),
    ("uk", "Українська"),
];
/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 5] = ["ug", "ar", "fa", "ur", "he"];

impl LanguageTag {
    /// Reads a tag such as `en`, `zh-CN`, `zh-Hant`, `mn-Mong`; letter case does not matter.
    pub fn parse(tag: &str) -> Option<LanguageTag> {
        let mut parts = tag.split('-');
        let language = parts.next()?.to_ascii_lowercase();
        if !KNOWN_LANGUAGES.iter().any(|(it, _)| *it == language) {
            return None;
        }
        let mut written = language;
        for (at, part) in parts.enumerate() {
            let is_plain = part.bytes().all(|it| it.is_ascii_alphanumeric());
            let part = match part.len() {
                4 if is_plain && at == 0 => capitalize(part),
                2 if is_plain => part.to_ascii_uppercase(),
                3 if part.bytes().all(|it| it.is_ascii_digit()) => part.to_owned(),
                _ => return None,
            };
            written = format!("{written}-{part}");
        }
        Some(LanguageTag(written))
    }

    /// The language of the interface, as content has it.
    pub fn of(lang: Lang) -> LanguageTag {
        LanguageTag(lang.tag().to_owned())
    }

    /// The tag, for `lang` attributes.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The part of a file name that names it.
    pub fn in_name(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The language of the interface that is the same, if there is one. Traditional characters are none.
    pub fn lang(&self) -> Option<Lang> {
        let is_traditional = ["zh-Hant", "zh-TW", "zh-HK", "zh-MO"]
            .iter()
            .any(|it| self.0.starts_with(it));
        if is_traditional {
            None
        } else {
            Lang::parse(&self.0)
        }
    }

    /// Whether both are the same to a reader: `zh` and `zh-CN`.
    pub fn is_same(&self, other: &LanguageTag) -> bool {
        self == other || self.lang().is_some() && self.lang() == other.lang()
    }

    /// Whether it is written from right to left.
    pub fn is_rtl(&self) -> bool {
        let language = self.0.split_once('-').map_or(&*self.0, |(it, _)| it);
        let is_arabic = self.0.contains("-Arab") || self.0 == "kk-CN";
        is_arabic
            || RIGHT_TO_LEFT.contains(&language)
                && !self.0.contains("-Latn")
                && !self.0.contains("-Cyrl")
    }

    /// What it is called by those who read it.
    pub fn name(&self) -> &str {
        let begins = |it: &&(&str, &str)| {
            self.0
                .strip_prefix(it.0)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        KNOWN_LANGUAGES
            .iter()
            .find(begins)
            .map_or(self.tag(), |it| it.1)
    }

    /// A file's stem without the language it names, and the language: `report.en`.
    pub fn split(stem: &str) -> (&str, Option<LanguageTag>) {
        match stem
            .rsplit_once('.')
            .map(|(rest, tag)| (rest, LanguageTag::parse(tag)))
        {
            Some((rest, Some(tongue))) if !rest.is_empty() => (rest, Some(tongue)),
            _ => (stem, None),
        }
    }
}

impl Default for LanguageTag {
    fn default() -> LanguageTag {
        LanguageTag::of(Lang::default())
    }
}

fn capitalize(part: &str) -> String {
    let (first, rest) = part.split_at(1);
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::locale::{Lang, LanguageTag};

    fn check(stem: &str, name: &str, tag: Option<&str>) {
        let (found, tongue) = LanguageTag::split(stem);
        assert_eq!(
            (found, tongue.as_ref().map(LanguageTag::tag)),
            (name, tag),
            "{stem}"
        );
    }

    #[test]
    fn file_names_name_languages() {
        check("report.en", "report", Some("en"));
        check("[station].zh-cn", "[station]", Some("zh-CN"));
        check("a.b.MN-mong", "a.b", Some("mn-Mong"));
        check("report.es-419", "report", Some("es-419"));
    }

    #[test]
    fn other_names_with_dots_are_names() {
        for stem in [
            "notes.old",
            "v1.2",
            "report",
            ".en",
            "a.zh-CN-",
            "a.en-x",
            "a.zh-中国",
        ] {
            check(stem, stem, None);
        }
    }

    #[test]
    fn knows_how_languages_are_written_and_called() {
        let of = |tag: &str| LanguageTag::parse(tag).expect(tag);
        assert!(
            of("ug").is_rtl() && of("ar-EG").is_rtl() && of("kk-CN").is_rtl() && !of("bo").is_rtl()
        );
        assert!(!of("ug-Latn").is_rtl() && !of("kk").is_rtl());
        assert_eq!(
            (of("zh-CN").name(), of("zh-TW").name(), of("ug-CN").name()),
            ("中文", "繁體中文", "ئۇيغۇرچە")
        );
    }

    #[test]
    fn the_interface_speaks_few_of_them() {
        let of = |tag: &str| LanguageTag::parse(tag).and_then(|it| it.lang());
        assert_eq!(
            (of("en-GB"), of("zh"), of("zh-Hant"), of("bo")),
            (Some(Lang::En), Some(Lang::Zh), None, None)
        );
        assert!(LanguageTag::of(Lang::Zh).is_same(&LanguageTag::parse("zh").expect("Chinese")));
    }
}
