//! Design tokens as custom properties: one value for every light, then light, dark and print.

use std::collections::BTreeMap;

use crate::diag::Diags;
use crate::source::File;
use crate::theme::flat::{self, Entry};

/// The style sheet made from `tokens.toml`.
///
/// A reader's own choice (`data-theme`) wins over the system's; paper is always light.
pub fn style_sheet(file: &File, diags: &mut Diags) -> File {
    let entries = flat::read(file, diags);
    let section = |name: &str| properties(&entries, name);
    let css = format!(
        ":root{{{all}{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\n\
         @media screen{{:root[data-theme=\"dark\"]{{{dark}}}}}\n\
         @media print{{:root{{{print}}}}}\n",
        all = section("all"),
        light = section("light"),
        dark = section("dark"),
        print = section("print"),
    );
    File::built_in("assets/tokens.css", css.as_bytes())
}

/// Every token by its section and name. What is wrong with the file is said with the style sheet.
pub fn values(file: &File) -> BTreeMap<String, String> {
    flat::read(file, &mut Diags::new()).into_iter().map(|it| (it.key, it.text)).collect()
}

fn properties(entries: &[Entry], section: &str) -> String {
    let of_section = entries.iter().filter_map(|it| Some((it.key.strip_prefix(section)?.strip_prefix('.')?, it)));
    of_section.map(|(name, it)| format!("--{}:{};", name.replace('.', "-"), it.text)).collect()
}

#[cfg(test)]
mod tests {
    use crate::diag::Diags;
    use crate::source::File;
    use crate::theme::builtin;
    use crate::theme::flat;
    use crate::theme::tokens::style_sheet;

    fn check(toml: &str, expected: &str, n_mistakes: usize) {
        let mut diags = Diags::new();
        let css = style_sheet(&File::built_in("tokens.toml", toml.as_bytes()), &mut diags);
        assert!(css.str().contains(expected), "{}", css.str());
        assert_eq!(diags.len(), n_mistakes);
    }

    #[test]
    fn a_token_becomes_a_custom_property() {
        check("[all]\nink = \"#000\"\n[light]\nground = \"#fff\"", ":root{--ink:#000;--ground:#fff;}", 0);
    }

    #[test]
    fn paper_has_its_own_colours() {
        check("[print]\nink = \"#000\"", "@media print{:root{--ink:#000;}}", 0);
    }

    #[test]
    fn refuses_a_token_that_is_no_text() {
        check("[light]\nmeasure = 40", ":root{}", 1);
    }

    #[test]
    fn refuses_broken_toml() {
        check("[light\n", ":root{}", 1);
    }

    /// WCAG 2.2, 1.4.3: text has a contrast of at least 4.5 with its ground.
    #[test]
    fn every_ink_can_be_read_on_its_ground() {
        let (_, file) = builtin::files().find(|(path, _)| path == "tokens.toml").expect("the tokens");
        let entries = flat::read(&file, &mut Diags::new());
        let value = |key: &str| entries.iter().find(|it| it.key == key).map(|it| it.text.clone()).expect(key);
        for light in ["light", "dark", "print"] {
            let ground = luminance(&value(&format!("{light}.ground")));
            let series = (1..=8).map(|it| format!("series-{it}"));
            let inks = ["ink", "muted", "accent", "link"].map(str::to_owned).into_iter().chain(series);
            for ink in inks {
                let ratio = contrast(ground, luminance(&value(&format!("{light}.{ink}"))));
                let floor = if light == "print" { 3.0 } else { 4.5 };
                assert!(ratio >= floor, "{light}.{ink} has {ratio:.1}");
            }
        }
    }

    fn contrast(a: f64, b: f64) -> f64 {
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let byte = u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour");
            let it = f64::from(byte) / 255.0;
            if it <= 0.04045 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }
}
