//! The look of charts outside pages: the theme's style sheet in the colours of a palette.

use gongbao_chart::style::Style;
use gongbao_settings::Palette;
use gongbao_theme::Theme;

/// The style sheet of the theme that says what drawings look like.
const CHART_STYLE_SHEET: &str = "chart.css";

/// The style a theme gives to charts, in the colours of a palette.
#[expect(
    clippy::expect_used,
    reason = "themes are laid upon the built-in one, which has the sheet"
)]
pub fn chart_style(theme: &Theme, palette: Palette) -> Style {
    let (tokens, media): (_, &[&str]) = match palette {
        Palette::Light => ("light", &[]),
        Palette::Print => ("print", &["print"]),
    };
    let sheet = theme.assets.get(CHART_STYLE_SHEET);
    let sheet = sheet.expect("the built-in theme has a style for charts");
    Style::new(sheet.str(), &theme.palette(tokens), media)
}
