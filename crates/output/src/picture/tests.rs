//! What holds for the picture of every kind: it stands alone, and says what it shows and where from.

use crate::Job;
use crate::documents::Press;
use crate::picture::markup::{Node, parse};
use crate::picture::{Painter, sheet, style};
use gongbao_chart::{Chart, KINDS, example};
use gongbao_data::Catalog;
use gongbao_diag::Diags;
use gongbao_metrics::Metrics;
use gongbao_settings::{Config, Palette};
use gongbao_site::Site;
use gongbao_source::Sources;
use gongbao_theme::load;

fn check(palette: Palette, look: impl Fn(&str, &Chart)) {
    let config = Config {
        title: "公报".to_owned(),
        ..Config::default()
    };
    let theme = load(&Sources::default(), &config, &mut Diags::new());
    let site = Site {
        config,
        ..Site::default()
    };
    let (catalog, metrics, painter) = (Catalog::default(), Metrics::default(), Painter::default());
    let job = Job {
        site: &site,
        theme: &theme,
        catalog: &catalog,
        metrics: &metrics,
        painter: &painter,
        press: &Press::default(),
    };
    let style = style(&theme, palette);
    for kind in KINDS {
        let chart = Chart {
            note: Some("“注”<1>".to_owned()),
            ..example(*kind)
        };
        look(&sheet::sheet(&job, &chart, &style), &chart);
    }
}

fn walk<'a>(node: &'a Node<'a>, look: &mut impl FnMut(&'a Node<'a>)) {
    look(node);
    node.children.iter().for_each(|it| walk(it, look));
}

#[test]
fn a_picture_refers_to_nothing_outside() {
    check(Palette::Light, |svg, chart| {
        let name = chart.kind.name();
        for word in [
            "var(", "class=", "style=", "href", "url(", "@import", "<script",
        ] {
            assert!(!svg.contains(word), "{name} has {word}");
        }
        assert_eq!(
            svg.matches("http").count(),
            1,
            "{name}: only the name space"
        );
    });
}

#[test]
fn a_picture_says_what_it_shows_and_where_from() {
    check(Palette::Light, |svg, chart| {
        let root = parse(svg).expect("a picture");
        let mut texts = String::new();
        walk(&root, &mut |it| {
            texts.extend((it.name == "text").then_some(it.text))
        });
        for word in [
            &chart.title,
            &chart.subtitle,
            "“注”&lt;1&gt;",
            "公报",
            "来源：示例数据",
            "虚构的示例数据",
        ] {
            assert!(
                texts.contains(word),
                "{} lacks {word}: {texts}",
                chart.kind.name()
            );
        }
        assert!(svg.contains("<desc id=\"d\">") && svg.contains(" data-value=\""));
    });
}

#[test]
fn every_mark_has_a_colour() {
    check(Palette::Print, |svg, chart| {
        let root = parse(svg).expect("a picture");
        let mut marks = Vec::new();
        walk(&root, &mut |it| {
            marks.extend(
                it.attributes
                    .iter()
                    .any(|it| it.0 == "data-value")
                    .then_some(it),
            )
        });
        assert!(!marks.is_empty(), "{}", chart.kind.name());
        for mark in marks {
            let has = |name| {
                mark.attributes
                    .iter()
                    .any(|it| it.0 == name && it.1.starts_with('#'))
            };
            assert!(
                has("fill") || has("stroke"),
                "{}: {mark:?}",
                chart.kind.name()
            );
        }
    });
}
