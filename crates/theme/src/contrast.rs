//! Checks colour contrast: WCAG 2.2, 1.4.3 and 1.4.11, and 1.4.6 for readers who ask for more.
//!
//! Contrast is measured when a theme is loaded, for every pair that `tokens.toml` declares and in
//! every set a reader may see, because a token is right only beside another.

use crate::tokens::{TOKEN_SECTIONS, TOKEN_SETS, Token, Tokens};
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_source::unknown_key;

/// What stands on a ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContrastRole {
    Text,
    /// Texts in the colour of what they name: on paper they are black.
    Label,
    Graphic,
}

impl ContrastRole {
    fn parse(name: &str) -> Option<ContrastRole> {
        match name {
            "text" => Some(ContrastRole::Text),
            "label" => Some(ContrastRole::Label),
            "graphic" => Some(ContrastRole::Graphic),
            _ => None,
        }
    }

    /// The least contrast in a set of colours.
    fn least(self, set: &str) -> f64 {
        match (self, set.starts_with("contrast")) {
            (ContrastRole::Text, true) => 7.0,
            (ContrastRole::Label | ContrastRole::Graphic, true) => 4.5,
            (ContrastRole::Label, false) if set == "print" => 3.0,
            (ContrastRole::Text | ContrastRole::Label, false) => 4.5,
            (ContrastRole::Graphic, false) => 3.0,
        }
    }
}

/// Two tokens that have to be told apart.
struct ColorPair<'a> {
    matter: ContrastRole,
    ink: &'a str,
    ground: &'a str,
}

/// Complains of each declared pair that cannot be told apart in one of the sets.
pub(crate) fn check_contrast(tokens: &Tokens, diags: &mut Diags) {
    let pairs = read_color_pairs(tokens, diags);
    for (set, sections) in TOKEN_SETS {
        for pair in &pairs {
            let found = (
                find_token(tokens, sections, pair.ink),
                find_token(tokens, sections, pair.ground),
            );
            if let (Some(ink), Some(ground)) = found {
                check_pair(set, pair, ink, ground, diags);
            }
        }
    }
    complain_of_colours(tokens, &pairs, diags);
}

/// `pairs.text.ground = "ink muted"`: these texts stand on that ground.
fn read_color_pairs<'a>(tokens: &'a Tokens, diags: &mut Diags) -> Vec<ColorPair<'a>> {
    let mut found = Vec::new();
    let known: Vec<&str> = tokens
        .keys()
        .filter(|it| !it.starts_with("pairs."))
        .filter_map(|it| Some(it.split_once('.')?.1))
        .collect();
    for (key, token) in tokens
        .iter()
        .filter_map(|(key, it)| Some((key.strip_prefix("pairs.")?, it)))
    {
        let Some((matter, ground)) = key
            .split_once('.')
            .and_then(|(it, ground)| Some((ContrastRole::parse(it)?, ground)))
        else {
            diags.push(unknown_key(
                token.place.clone(),
                key,
                &["text.ground", "label.ground", "graphic.ground"],
            ));
            continue;
        };
        for ink in token.text.split_whitespace().chain([ground]) {
            match known.contains(&ink) {
                true if ink == ground => {}
                true => found.push(ColorPair {
                    matter,
                    ink,
                    ground,
                }),
                false => diags.push(unknown_key(token.place.clone(), ink, &known)),
            }
        }
    }
    found
}

/// A token in a set: what the last of its sections says.
fn find_token<'a>(tokens: &'a Tokens, sections: &[&str], name: &str) -> Option<&'a Token> {
    sections
        .iter()
        .rev()
        .chain(&["all"])
        .find_map(|section| tokens.get(&format!("{section}.{name}")))
}

fn check_pair(set: &str, pair: &ColorPair<'_>, ink: &Token, ground: &Token, diags: &mut Diags) {
    // Colours written otherwise have been complained of.
    let (Some(on), Some(under)) = (parse_color(&ink.text), parse_color(&ground.text)) else {
        return;
    };
    let (ratio, least) = (contrast_ratio(on, under), pair.matter.least(set));
    if ratio >= least {
        return;
    }
    // Whoever changed one of the two last is told.
    let place = if ink.layer >= ground.layer {
        &ink.place
    } else {
        &ground.place
    };
    let complaint = Diagnostic::new(Code::LowContrast, place.clone())
        .with("set", Text::new(set_name(set).0, set_name(set).1));
    let complaint = complaint.with("ink", pair.ink).with("colour", &ink.text);
    let complaint = complaint
        .with("ground", pair.ground)
        .with("other", &ground.text);
    let complaint = complaint
        .with("ratio", format_ratio(ratio))
        .with("least", format_ratio(least));
    diags.push(complaint.with("fit", suggest_color(on, under, least)));
}

fn set_name(set: &str) -> (&'static str, &'static str) {
    match set {
        "dark" => ("深色", "dark colours"),
        "print" => ("打印", "print"),
        "contrast" => ("高对比度", "colours of more contrast"),
        "contrast-dark" => ("深色高对比度", "dark colours of more contrast"),
        _ => ("浅色", "light colours"),
    }
}

/// A ratio cut, not rounded, so that what falls short never looks as if it did not.
fn format_ratio(ratio: f64) -> String {
    format!("{:.1}", (ratio * 10.0).floor() / 10.0)
}

/// The nearest colour on the way to black or white that would do.
fn suggest_color(ink: [f64; 3], ground: [f64; 3], least: f64) -> String {
    let end = if relative_luminance(ground) > 0.18 {
        0.0
    } else {
        1.0
    };
    let step = |n: u32| ink.map(|it| it + (end - it) * f64::from(n) / 40.0);
    let found = (1..=40)
        .map(step)
        .find(|it| contrast_ratio(*it, ground) >= least + 0.05)
        .unwrap_or([end; 3]);
    let bytes = found.map(|it| format!("{:02x}", (it * 255.0).round() as u8));
    format!("#{}", bytes.concat())
}

/// Colours are written so that they can be measured.
fn complain_of_colours(tokens: &Tokens, pairs: &[ColorPair<'_>], diags: &mut Diags) {
    for (key, token) in tokens {
        let Some((section, name)) = key
            .split_once('.')
            .filter(|(it, _)| TOKEN_SECTIONS.contains(it) && *it != "pairs")
        else {
            continue;
        };
        let is_paired = pairs.iter().any(|it| it.ink == name || it.ground == name);
        if is_paired && parse_color(&token.text).is_none() {
            let complaint = Diagnostic::new(Code::BadSetting, token.place.clone())
                .with("key", format!("{section}.{name}"));
            diags.push(
                complaint
                    .with("text", &token.text)
                    .with("expected", "#rrggbb"),
            );
        }
    }
}

/// The parts of `#rrggbb` or `#rgb`, from 0 to 1.
#[expect(
    clippy::disallowed_methods,
    reason = "two hexadecimal digits are always a number"
)]
fn parse_color(text: &str) -> Option<[f64; 3]> {
    let digits = text
        .strip_prefix('#')
        .filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()))?;
    let part = |from: usize, n: usize| u8::from_str_radix(&digits[from..from + n], 16).ok();
    match digits.len() {
        6 => Some([part(0, 2)?, part(2, 2)?, part(4, 2)?].map(|it| f64::from(it) / 255.0)),
        3 => Some([part(0, 1)?, part(1, 1)?, part(2, 1)?].map(|it| f64::from(it) / 15.0)),
        _ => None,
    }
}

fn contrast_ratio(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (a, b) = (relative_luminance(one), relative_luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn relative_luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|it| {
        if it <= 0.04045 {
            it / 12.92
        } else {
            ((it + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use crate::contrast::{check_contrast, contrast_ratio, parse_color};
    use crate::tokens::read_tokens;
    use gongbao_diag::Diags;
    use gongbao_diag::locale::Lang;
    use gongbao_source::SourceFile;

    const PAIRS: &str = "[pairs]\ntext.ground = \"ink\"\ngraphic.ground = \"edge\"\n";

    fn check(toml: &str, expected: &str) {
        let files = [PAIRS, toml].map(|it| SourceFile::built_in("tokens.toml", it.as_bytes()));
        let mut diags = Diags::new();
        let tokens = read_tokens(&files.iter().collect::<Vec<_>>(), &mut diags);
        check_contrast(&tokens, &mut diags);
        let said: Vec<String> = diags
            .sorted()
            .iter()
            .map(|it| format!("{}: {}", it.code.name(), it.message(Lang::En)))
            .collect();
        assert!(
            said.join("\n").contains(expected) && said.is_empty() == expected.is_empty(),
            "{said:#?}"
        );
    }

    #[test]
    fn ratios_are_those_of_wcag() {
        let of = |a: &str, b: &str| {
            contrast_ratio(
                parse_color(a).expect("a colour"),
                parse_color(b).expect("a colour"),
            )
        };
        assert!((of("#000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((of("#777777", "#fff") - 4.478).abs() < 1e-3);
    }

    #[test]
    fn what_can_be_told_apart_passes() {
        check(
            "[light]\nground = \"#fff\"\nink = \"#000\"\nedge = \"#767676\"\n[contrast]\nedge = \"#000\"",
            "",
        );
    }

    #[test]
    fn faint_text_is_refused_in_the_set_it_is_faint_in() {
        let faint = "[light]\nground = \"#fff\"\nink = \"#777\"\nedge = \"#000\"\n[contrast]\nink = \"#000\"\n[print]\nink = \"#000\"";
        check(
            faint,
            "theme/low-contrast: in light colours, `ink` (#777) on `ground` (#fff) has a contrast of only 4.4; at least 4.5",
        );
    }

    #[test]
    fn more_contrast_is_more() {
        let weak = "[light]\nground = \"#fff\"\nink = \"#666\"\nedge = \"#000\"";
        check(
            weak,
            "in colours of more contrast, `ink` (#666) on `ground` (#fff) has a contrast of only 5.7; at least 7.0",
        );
    }

    #[test]
    fn a_colour_that_cannot_be_measured_is_refused() {
        check(
            "[light]\nground = \"white\"\nink = \"#000\"\nedge = \"#000\"",
            "setting/bad-value",
        );
    }

    #[test]
    fn pairs_name_tokens_that_exist() {
        check(
            "[light]\nground = \"#fff\"\nink = \"#000\"",
            "setting/unknown-key",
        );
    }
}
