//! Settings of one table, each read as what it has to be; whatever is not is a diagnostic.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::syntax::{SettingsDocument, ranges_touch};
use gongbao_diag::locale::{Date, Text, parse_date};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::{SourceFile, unknown_key};

/// The settings of the file or of one of its sections.
pub(crate) struct Settings<'a, 'd> {
    file: &'a SourceFile,
    damage: &'a [Range<usize>],
    table: &'a DeTable<'a>,
    /// What stands before the name of a key: `nav.` in a section, nothing at the top.
    prefix: &'static str,
    diags: &'d mut Diags,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl<'a, 'd> Settings<'a, 'd> {
    /// The settings of a whole file.
    pub(crate) fn new(
        file: &'a SourceFile,
        document: &'a SettingsDocument<'a>,
        known: &[&str],
        diags: &'d mut Diags,
    ) -> Settings<'a, 'd> {
        let SettingsDocument { table, damage } = document;
        Settings {
            file,
            damage,
            table,
            prefix: "",
            diags,
        }
        .checked(known)
    }

    /// The settings of a section, if it is there.
    pub(crate) fn section<'s>(
        &'s mut self,
        key: &'static str,
        prefix: &'static str,
        known: &[&str],
    ) -> Option<Settings<'a, 's>> {
        let value = self.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.refuse(
                key,
                value,
                Text::new(
                    format!("一节，以 [{key}] 开头"),
                    format!("a section headed [{key}]"),
                ),
            );
            return None;
        };
        Some(
            Settings {
                file: self.file,
                damage: self.damage,
                table,
                prefix,
                diags: self.diags,
            }
            .checked(known),
        )
    }

    /// Each section of a table whose names are the author's; one that is not taken is a complaint.
    pub(crate) fn each(
        &mut self,
        key: &'static str,
        prefix: &'static str,
        known: &[&str],
        mut take: impl FnMut(&str, &mut Settings<'a, '_>) -> bool,
    ) {
        let Some(value) = self.get(key) else { return };
        let all = value
            .get_ref()
            .as_table()
            .map(|it| it.iter())
            .into_iter()
            .flatten();
        let mut n = 0;
        for (name, section) in all {
            n += 1;
            let inner = section.get_ref().as_table().map(|table| {
                let settings = Settings {
                    file: self.file,
                    damage: self.damage,
                    table,
                    prefix,
                    diags: self.diags,
                };
                let mut settings = settings.checked(known);
                take(name.get_ref(), &mut settings)
            });
            if inner != Some(true) {
                let expected = Text::new(
                    format!("一节，以 [{key}.en] 这样的语言开头"),
                    format!("a section headed by a language, as [{key}.en]"),
                );
                self.refuse(key, section, expected);
            }
        }
        if n == 0 {
            self.refuse(
                key,
                value,
                Text::new(
                    format!("一节，如 [{key}.en]"),
                    format!("a section such as [{key}.en]"),
                ),
            );
        }
    }

    /// Complains of each key that is not known.
    fn checked(self, known: &[&str]) -> Settings<'a, 'd> {
        let names: Vec<String> = known
            .iter()
            .map(|it| format!("{}{it}", self.prefix))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (key, _) in self
            .table
            .iter()
            .filter(|(key, _)| !known.contains(&key.get_ref().as_ref()))
        {
            let name = format!("{}{}", self.prefix, key.get_ref());
            self.diags.push(unknown_key(
                Place::text(&self.file.path, key.span()),
                &name,
                &names,
            ));
        }
        self
    }

    /// Whether a key is there, whatever its value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A text that is not blank.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        self.located(key).map(|(text, _)| text)
    }

    /// A text that is not blank, and where it stands.
    pub(crate) fn located(&mut self, key: &str) -> Option<(String, Place)> {
        let value = self.get(key)?;
        self.line(key, value)
    }

    /// A text that is understood; `expected` says which are.
    pub(crate) fn choice<T>(
        &mut self,
        key: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(key)?;
        let found = value.get_ref().as_str().and_then(read);
        if found.is_none() {
            self.refuse(key, value, Text::from(expected));
        }
        found
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.get(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.refuse(key, value, Text::from("true / false"));
        }
        found
    }

    /// A whole number within a range.
    #[expect(
        clippy::disallowed_methods,
        reason = "a number too large for this is out of range, and refused as such"
    )]
    pub(crate) fn whole(&mut self, key: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.get(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|it| i64::from_str_radix(it.as_str(), it.radix()).ok());
        let found = number.filter(|it| range.contains(it));
        if found.is_none() {
            let (low, high) = (range.start(), range.end());
            let expected = Text::new(
                format!("{low}至{high}的整数"),
                format!("a whole number from {low} to {high}"),
            );
            self.refuse(key, value, expected);
        }
        found
    }

    /// A day: a TOML date, or the same in quotes.
    pub(crate) fn date(&mut self, key: &str) -> Option<Date> {
        let value = self.get(key)?;
        let found = match value.get_ref() {
            // A date and time is written longer than a date, so it is refused here.
            DeValue::Datetime(it) => parse_date(&it.to_string()),
            DeValue::String(it) => parse_date(it),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        if found.is_none() {
            self.refuse(
                key,
                value,
                Text::new("一个日期，如 2025-12-31", "a date such as 2025-12-31"),
            );
        }
        found
    }

    /// Texts with their places; a lone text counts as a list of one.
    pub(crate) fn list(&mut self, key: &str) -> Vec<(String, Place)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let items = match value.get_ref() {
            DeValue::Array(items) if items.is_empty() => {
                self.refuse(
                    key,
                    value,
                    Text::new(
                        "至少一项，或删去此设置",
                        "at least one item, or leave the setting out",
                    ),
                );
                return Vec::new();
            }
            DeValue::Array(items) => items.iter().collect(),
            DeValue::String(_) => vec![value],
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => {
                self.refuse(
                    key,
                    value,
                    Text::new("一个列表，如 [\"…\"]", "a list such as [\"…\"]"),
                );
                return Vec::new();
            }
        };
        items
            .into_iter()
            .filter_map(|it| self.line(key, it))
            .collect()
    }

    fn line(&mut self, key: &str, value: &Value<'a>) -> Option<(String, Place)> {
        let text = value.get_ref().as_str().filter(|it| !it.trim().is_empty());
        if text.is_none() {
            self.refuse(
                key,
                value,
                Text::new("一段文字，加引号", "a text in quotes"),
            );
        }
        text.map(|it| (it.to_owned(), self.place(value)))
    }

    /// The value of a key; a damaged one has its complaint already.
    fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        let is_whole = |range: Range<usize>| !self.damage.iter().any(|it| ranges_touch(it, &range));
        self.table
            .get(key)
            .filter(|it| it.get_ref().is_table() || is_whole(it.span()))
    }

    fn refuse(&mut self, key: &str, value: &Value<'a>, expected: Text) {
        let shown = &self.file.str()[value.span()];
        let complaint = Diagnostic::new(Code::BadSetting, self.place(value))
            .with("key", format!("{}{key}", self.prefix));
        self.diags
            .push(complaint.with("text", shown).with("expected", expected));
    }

    /// Complains of one text of a list.
    pub(crate) fn refuse_at(&mut self, place: Place, key: &str, text: &str, expected: &str) {
        let complaint =
            Diagnostic::new(Code::BadSetting, place).with("key", format!("{}{key}", self.prefix));
        self.diags.push(
            complaint
                .with("text", text)
                .with("expected", Text::from(expected)),
        );
    }

    fn place(&self, value: &Value<'a>) -> Place {
        Place::text(&self.file.path, value.span())
    }
}
