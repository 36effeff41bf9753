//! The audit of typed numbers over the demonstration site: every bound figure of its text is written out
//! as a literal, right and wrong by one unit of its last digit. Wrong ones have to be reported, right ones
//! let through.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use gongbao::config;
use gongbao::content::{self, Expression, Page};
use gongbao::data::{self, Catalog};
use gongbao::diag::Diags;
use gongbao::metric::{self, Metrics};
use gongbao::prose::{Block, Inline};
use gongbao::site::audit::{Audit, Outcome};
use gongbao::site::{self, Target};
use gongbao::source::{self, File, Sources};

use crate::support::repository;

/// The demonstration site with its tables.
struct Site {
    sources: Sources,
    catalog: Catalog,
    metrics: Metrics,
    config: config::Config,
}

impl Site {
    fn read() -> Site {
        let mut diags = Diags::new();
        let sources = source::read(&repository(), &mut diags);
        let config = config::parse(&sources, &mut diags);
        let catalog = data::load(&sources, &mut diags);
        let metrics = metric::define(&sources, &catalog, config.as_of, &mut diags);
        Site { sources, catalog, metrics, config }
    }

    /// The author's pages that are not made once per row: there a literal is wrong on all but one.
    fn pages(&self) -> Vec<Page> {
        let mut pages = content::parse(&self.sources, &site::EMBED_NAMES, &mut Diags::new());
        pages.retain(|it| it.front.each.is_none());
        pages
    }

    /// What each expression of each page says, by file: a copy of the site has them in paragraphs.
    fn said(&self, figures: &BTreeMap<String, Vec<Expression>>) -> BTreeMap<String, Vec<String>> {
        let copy = |file: &File| {
            let Some(all) = figures.get(&*file.path) else { return file.clone() };
            let front = file.str().split("\n---").next().unwrap_or_default();
            let settings = front.lines().filter(|it| it.starts_with("where:")).collect::<Vec<_>>().join("\n");
            let body: String = all.iter().map(|it| format!("{{{{{}}}}}\n\n", it.source)).collect();
            File::built_in(&file.path, format!("---\ntitle: 甲\n{settings}\n---\n\n{body}").as_bytes())
        };
        let sources = Sources::of(self.sources.files().iter().map(copy).collect());
        let pages = content::parse(&sources, &site::EMBED_NAMES, &mut Diags::new());
        let mut diags = Diags::new();
        let bound = site::resolve(&pages, &sources, (&self.catalog, &self.metrics), &self.config, &mut diags);
        let pages = bound.pages.iter().filter(|it| figures.contains_key(&*it.file));
        pages.map(|it| (it.file.to_string(), it.blocks.iter().filter_map(words).collect())).collect()
    }
}

fn words(block: &Block<Target>) -> Option<String> {
    let Block::Paragraph(phrase) = block else { return None };
    match phrase.as_slice() {
        [Inline::Figure(figure)] => Some(figure.text.clone()),
        _ => None,
    }
}

/// The digits a figure shows, if it is one and no date, document number, period or code.
fn digits(text: &str) -> Option<Range<usize>> {
    let start = text.find(|it: char| it.is_ascii_digit())?;
    let is_date = text.contains(['年', '月', '日']) && !text.contains("工作日");
    let is_name = text.contains(['〔', '—']) || text[..start].ends_with(|it: char| it.is_ascii_alphabetic());
    if is_date || is_name {
        return None;
    }
    let length = text[start..].find(|it: char| !it.is_ascii_digit() && it != '.' && it != ',').unwrap_or(text.len() - start);
    Some(start..start + length)
}

/// A figure with its last digit one larger or smaller.
fn changed(text: &str, by: i64) -> Option<String> {
    let range = digits(text)?;
    let old = &text[range.clone()];
    let n_decimals = old.split_once('.').map_or(0, |it| it.1.len());
    let value: i64 = old.replace(['.', ','], "").parse().ok()?;
    let new = value.checked_add(by).filter(|it| *it > 0)?.to_string();
    let new = format!("{new:0>width$}", width = n_decimals + 1);
    let (whole, rest) = new.split_at(new.len() - n_decimals);
    let new = if n_decimals > 0 { format!("{whole}.{rest}") } else { whole.to_owned() };
    Some(format!("{}{new}{}", &text[..range.start], &text[range.end..]))
}

/// A page with one expression written out.
fn written_out(file: &File, figure: &Expression, text: &str) -> File {
    let old = file.str();
    let (start, end) = (figure.range.start - 2, figure.range.end + 2);
    File::built_in(&file.path, format!("{}{text}{}", &old[..start], &old[end..]).as_bytes())
}

/// Whether a page with these words is complained of.
fn is_reported(audit: &Audit<'_>, file: &File) -> bool {
    let sources = Sources::of(vec![file.clone()]);
    let pages = content::parse(&sources, &site::EMBED_NAMES, &mut Diags::new());
    let findings = pages.iter().flat_map(|it| audit.page(file, it));
    findings.filter(|it| matches!(it.outcome, Outcome::Unverified | Outcome::Contradicted)).count() > 0
}

/// The wrong forms of a figure that are let through, how many there are, and the right one if it is not.
fn try_out(audit: &Audit<'_>, file: &File, (figure, text): (&Expression, &String)) -> (Vec<String>, usize, Option<String>) {
    let shown = |text: &str| format!("{} {text} {}", file.path, figure.source.trim());
    let is_reported = |text: &str| is_reported(audit, &written_out(file, figure, text));
    let wrong: Vec<String> = [1, -1].iter().filter_map(|by| changed(text, *by)).collect();
    let missed = wrong.iter().filter(|it| !is_reported(it)).map(|it| shown(it)).collect();
    (missed, wrong.len(), is_reported(text).then(|| shown(text)))
}

#[test]
fn wrong_numbers_are_reported_and_right_ones_are_not() {
    let site = Site::read();
    let audit = Audit::new(&site.sources, &site.catalog, &site.metrics, site.config.lang);
    let pages = site.pages();
    let files: Vec<&File> = pages.iter().filter_map(|it| site.sources.get(&it.file)).collect();
    let figures = files.iter().zip(&pages).map(|(file, page)| {
        let all = content::passages(file, page).into_iter().filter(|it| it.is_exact()).flat_map(|it| it.figures);
        (file.path.to_string(), all.collect::<Vec<_>>())
    });
    let figures: BTreeMap<String, Vec<Expression>> = figures.collect();
    let said = site.said(&figures);
    let tasks = files.iter().flat_map(|file| {
        let (figures, texts) = (&figures[&*file.path], &said[&*file.path]);
        assert_eq!(figures.len(), texts.len(), "{}", file.path);
        figures.iter().zip(texts).filter(|it| digits(it.1).is_some()).map(|it| (*file, it))
    });
    let tasks: Vec<(&File, (&Expression, &String))> = tasks.collect();
    let results: Vec<(Vec<String>, usize, Option<String>)> = tasks.par_iter().map(|it| try_out(&audit, it.0, it.1)).collect();
    let n_right = results.len();
    let n_wrong: usize = results.iter().map(|it| it.1).sum();
    let missed: Vec<&String> = results.iter().flat_map(|it| &it.0).collect();
    let alarms: Vec<&String> = results.iter().filter_map(|it| it.2.as_ref()).collect();
    let recall = 100.0 - 100.0 * missed.len() as f64 / n_wrong as f64;
    let false_alarms = 100.0 * alarms.len() as f64 / n_right as f64;
    println!("wrong numbers reported: {recall:.2}% of {n_wrong}; right numbers complained of: {false_alarms:.2}% of {n_right}");
    if std::env::var_os("AUDIT_SHOW").is_some() {
        println!("{missed:#?}\n{alarms:#?}");
    }
    assert!(recall >= 99.0, "missed: {missed:#?}");
    assert!(false_alarms <= 2.0, "alarms: {alarms:#?}");
}
