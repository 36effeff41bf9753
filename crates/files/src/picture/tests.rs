//! What holds for the picture of every kind: it stands alone, and says what it shows and where from.

use std::collections::BTreeMap;

use crate::picture::sheet;
use gongbao_chart::{KINDS, draw_wide, example_chart};
use gongbao_diag::Diags;
use gongbao_model::drawing::{Declaration, DrawingNode, Property, Shape};
use gongbao_model::{Chart, Package};
use gongbao_output::{DocumentFonts, Job, RasterContext, RenderedDocuments, chart_style};
use gongbao_settings::{Config, Palette};
use gongbao_site::Site;
use gongbao_source::Sources;
use gongbao_theme::load_theme;

fn check(palette: Palette, look: impl Fn(&Picture)) {
    let config = Config {
        title: "公报".to_owned(),
        ..Config::default()
    };
    let theme = load_theme(&Sources::default(), &config, &mut Diags::new());
    let site = Site {
        config,
        ..Site::default()
    };
    let painter = RasterContext::default();
    let job = Job {
        site: &site,
        pages: &Vec::new(),
        sources: &Sources::default(),
        theme: &theme,
        package: &Package::default(),
        tables: BTreeMap::new(),
        raster: &painter,
        fonts: &DocumentFonts::default(),
        documents: &RenderedDocuments::default(),
        keep_document: &|_| (),
    };
    let style = chart_style(&theme, palette);
    for kind in KINDS {
        let chart = Chart {
            note: Some("“注”<1>".to_owned()),
            ..example_chart(*kind)
        };
        look(&Picture {
            svg: sheet::picture_sheet(&job, &chart, &style),
            nodes: style.apply(&draw_wide(&chart)),
            chart,
        });
    }
}

/// A picture with what is drawn in it.
struct Picture {
    svg: String,
    nodes: Vec<DrawingNode>,
    chart: Chart,
}

fn marks(nodes: &[DrawingNode]) -> Vec<&DrawingNode> {
    let mut found = Vec::new();
    for node in nodes {
        if let Shape::Group(group) = &node.shape {
            found.extend(marks(&group.children));
        }
        found.extend(node.datum.is_some().then_some(node));
    }
    found
}

#[test]
fn a_picture_refers_to_nothing_outside() {
    check(Palette::Light, |it| {
        let name = it.chart.kind.0;
        for word in [
            "var(", "class=", "style=", "href", "url(", "@import", "<script",
        ] {
            assert!(!it.svg.contains(word), "{name} has {word}");
        }
        assert_eq!(
            it.svg.matches("http").count(),
            1,
            "{name}: only the name space"
        );
    });
}

#[test]
fn a_picture_says_what_it_shows_and_where_from() {
    check(Palette::Light, |Picture { svg, chart, .. }| {
        let texts = svg.split("<text ").skip(1);
        let texts = texts.map(|it| it.split(['<', '>']).nth(1).expect("the end of a tag"));
        let texts: String = texts.collect();
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
                chart.kind.0
            );
        }
        assert!(svg.contains("<desc id=\"d\">") && svg.contains(" data-value=\""));
    });
}

#[test]
fn every_mark_has_a_colour() {
    check(Palette::Print, |it| {
        let name = it.chart.kind.0;
        let marks = marks(&it.nodes);
        assert!(!marks.is_empty(), "{name}");
        let is_colour = |it: &Declaration| {
            matches!(it.property, Property::Fill | Property::Stroke) && it.value.starts_with('#')
        };
        for mark in marks {
            assert!(mark.style.iter().any(is_colour), "{name}: {mark:?}");
        }
    });
}
