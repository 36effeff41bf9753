//! Reading a mapping whose keys are ours: unknown and repeated ones are complaints, the rest is read.

use crate::yaml::{YamlNode, YamlValue};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place, nearest_name};

/// The mapping under a node, its keys checked against those known here.
#[derive(Debug)]
pub struct Fields<'a> {
    node: &'a YamlNode,
    pairs: &'a [(YamlNode, YamlNode)],
}

impl<'a> Fields<'a> {
    /// Reads a mapping; each unknown or repeated key is a diagnostic of its own, the rest is still read.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if the node is not a mapping.
    pub fn read(
        node: &'a YamlNode,
        key: &str,
        known: &[&str],
        diags: &mut Diags,
    ) -> Result<Fields<'a>, Diagnostic> {
        let pairs = node.mapping(key)?;
        repeated_keys(pairs).for_each(|it| diags.push(it));
        for (name, _) in pairs {
            let text = name.key_text();
            if !known.contains(&text) {
                diags.push(unknown_key(name.place(), text, known));
            }
        }
        Ok(Fields { node, pairs })
    }

    /// The value under a key; an empty value counts as absent.
    pub fn get(&self, key: &str) -> Option<&'a YamlNode> {
        let pair = self.pairs.iter().find(|(name, _)| name.text() == Some(key));
        pair.map(|(_, value)| value)
            .filter(|it| it.value != YamlValue::Null)
    }

    /// The items of the list under a key; a list that nobody wrote has none.
    pub fn items(&self, key: &str) -> &'a [YamlNode] {
        self.get(key).map_or(&[], YamlNode::items)
    }

    /// The value under a key that has to be there.
    ///
    /// # Errors
    /// [`Code::MissingSetting`] with an example of what to write.
    pub fn need(&self, key: &str, example: &str) -> Result<&'a YamlNode, Diagnostic> {
        self.get(key).ok_or_else(|| {
            let from = self.node.range.start;
            let place = Place::text(&self.node.file, from..self.node.range.end.max(from));
            Diagnostic::new(Code::MissingSetting, place)
                .with("key", key)
                .with("example", example)
        })
    }

    /// The text under a key, if it is there.
    ///
    /// # Errors
    /// [`Code::BadSetting`] if it is not a scalar.
    pub fn string(&self, key: &str) -> Result<Option<String>, Diagnostic> {
        self.get(key).map(|it| it.string(key)).transpose()
    }
}

/// A complaint for each key that a mapping has already had; the first one counts.
pub(super) fn repeated_keys(pairs: &[(YamlNode, YamlNode)]) -> impl Iterator<Item = Diagnostic> {
    pairs.iter().enumerate().filter_map(|(at, (name, _))| {
        let text = name.text()?;
        let (first, _) = pairs[..at].iter().find(|(it, _)| it.text() == Some(text))?;
        let complaint = Diagnostic::new(Code::DuplicateSetting, name.place()).with("key", text);
        Some(complaint.related(
            first.place(),
            Text::new("第一次写在这里", "first given here"),
        ))
    })
}

/// A complaint about a key nobody knows, with the one that was probably meant.
pub fn unknown_key(place: Place, key: &str, known: &[&str]) -> Diagnostic {
    let complaint = Diagnostic::new(Code::UnknownSetting, place).with("key", key);
    complaint
        .with("hint", spelling_hint(key, known.iter().copied()))
        .with("known", known.join(", "))
}

/// “Did you mean …?”, or nothing when no known name is close.
pub fn spelling_hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Text {
    nearest_name(name, known).map_or_else(|| Text::from(""), did_you_mean)
}

/// “Did you mean this?”
pub fn did_you_mean(name: &str) -> Text {
    Text::new(
        format!("是否想写“{name}”？"),
        format!("did you mean `{name}`? "),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::yaml::{Fields, parse_yaml};
    use gongbao_diag::Diags;
    use gongbao_diag::locale::Lang;

    /// The complaints about a mapping that may have `title` and `order`, each with what it points at.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let node = parse_yaml(&Arc::from("a.yaml"), text).expect("YAML");
        let mut diags = Diags::new();
        let fields = Fields::read(&node, "page", &["title", "order"], &mut diags).map(|_| ());
        diags.keep(fields);
        let found: Vec<(&str, &str)> = diags
            .sorted()
            .iter()
            .map(|it| (it.code.name(), &text[it.place.range().expect("a range")]))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn accepts_known_keys() {
        check("title: 甲\norder: 1\n", &[]);
    }

    #[test]
    fn accepts_an_empty_mapping() {
        check("", &[]);
    }

    #[test]
    fn refuses_unknown_keys_and_reads_on() {
        check(
            "titel: 甲\nodrer: 1\n",
            &[
                ("setting/unknown-key", "titel"),
                ("setting/unknown-key", "odrer"),
            ],
        );
    }

    #[test]
    fn refuses_keys_given_twice() {
        check(
            "title: 甲\norder: 1\ntitle: 乙\n",
            &[("setting/duplicate-key", "title")],
        );
    }

    #[test]
    fn refuses_what_is_no_mapping() {
        check("- 甲\n", &[("setting/bad-value", "- 甲")]);
        check("甲", &[("setting/bad-value", "甲")]);
    }

    #[test]
    fn the_first_of_two_values_counts_and_an_empty_one_is_absent() {
        let node =
            parse_yaml(&Arc::from("a.yaml"), "title: 甲\ntitle: 乙\norder:\n").expect("YAML");
        let mut diags = Diags::new();
        let fields =
            Fields::read(&node, "page", &["title", "order"], &mut diags).expect("a mapping");
        assert_eq!(
            fields.string("title").expect("a text").as_deref(),
            Some("甲")
        );
        assert!(fields.get("order").is_none());
        assert_eq!(
            fields
                .need("order", "order: 1")
                .map(|_| ())
                .unwrap_err()
                .code
                .name(),
            "setting/missing-key"
        );
    }

    #[test]
    fn free_mappings_refuse_keys_given_twice_too() {
        let node = parse_yaml(&Arc::from("a.yaml"), "year: 2024\nyear: 2025\n").expect("YAML");
        let complaint = node.pairs("where").map(|_| ()).unwrap_err();
        assert_eq!(complaint.message(Lang::En), "`year` is given twice");
    }
}
