//! `publish` and `diff`: what was published is kept, and told apart from what stands now.

use serde_json::{Value, json};

use crate::cli::question::{Answer, ask_site};
use crate::cli::request::{Request, ResultFormat};
use crate::cli::run::Run;
use crate::cli::terminal::to_stdout;
use crate::cli::words::{Say, say};
use crate::pipeline::{self, EditionName, Options, Report};
use gongbao_diag::locale::{Date, Lang, fill_placeholders};
use gongbao_diag::{Diags, Rejected};
use gongbao_settings as config;
use gongbao_site::edition::{self, EditionDifference, FigureChange, PublishedFigure};
use gongbao_site::figure_key::FigureKey;
use gongbao_source::Sources;

/// How many figures that came or went are written out for people; more are counted.
const MAX_LISTED: usize = 20;

/// Publishes a site as an edition.
///
/// # Errors
/// [`Rejected`] if the site is refused, or the edition stands already.
pub(super) fn publish_site(
    request: &Request,
    sources: &Sources,
    options: &Options,
    diags: &mut Diags,
) -> Result<Report, Rejected> {
    let date = request.date.unwrap_or_else(current_date);
    let naming = EditionName {
        site: request.site.clone(),
        name: request.subject().to_owned(),
        date,
    };
    let (report, edition) = pipeline::publish_edition(sources, options, &naming, diags)?;
    if request.format == ResultFormat::Human {
        let lang = config::parse_settings(sources, &mut Diags::new()).lang;
        let values = [
            ("edition", edition.name.as_str()),
            ("n", &edition.figures.len().to_string()),
            ("path", &edition::edition_path(&edition.name)),
        ];
        to_stdout(&(fill_placeholders(say(lang, Say::Published), &values) + "\n"));
    }
    Ok(report)
}

/// The day at the desk of whoever publishes. It goes on record and may be given instead.
fn current_date() -> Date {
    jiff::Zoned::now().date()
}

/// Tells what differs between two editions; gives the exit code.
pub(super) fn print_difference(run: Run<'_>) -> u8 {
    let (request, sources) = (run.request, run.sources);
    let (before, after) = (request.subject(), request.later());
    let question = |options: &Options, diags: &mut Diags| {
        pipeline::diff_editions(sources, options, before, after, diags)
    };
    ask_site(run, question, |found, lang| match request.format {
        ResultFormat::Json => Answer::Told(format!("{:#}\n", as_json(request, &found))),
        ResultFormat::Human => Answer::Told(as_text(lang, &found)),
    })
}

fn as_text(lang: Lang, it: &EditionDifference) -> String {
    let mut lines = Vec::new();
    let head = |what: Say, n: usize, lines: &mut Vec<String>| {
        if n > 0 {
            lines.push(fill_placeholders(say(lang, what), &[("n", &n.to_string())]));
        }
    };
    if !it.tables.is_empty() {
        lines.push(fill_placeholders(
            say(lang, Say::DiffTables),
            &[("list", &it.tables.join(", "))],
        ));
    }
    head(Say::DiffChanged, it.changed.len(), &mut lines);
    for change in &it.changed {
        let [before, after] = change.texts(lang);
        lines.push(format!("  {}  {before} → {after}", change.after.title));
        lines.push(format!("    {}", change.after.places.join(", ")));
    }
    for (what, list) in [(Say::DiffNew, &it.new), (Say::DiffGone, &it.gone)] {
        head(what, list.len(), &mut lines);
        let shown = list.iter().take(MAX_LISTED);
        lines.extend(shown.map(|(_, figure)| format!("  {}  {}", figure.title, figure.text)));
        if list.len() > MAX_LISTED {
            lines.push("  …".to_owned());
        }
    }
    if lines.is_empty() {
        lines.push(say(lang, Say::DiffNothing).to_owned());
    }
    lines.join("\n") + "\n"
}

fn as_json(request: &Request, it: &EditionDifference) -> Value {
    let alone = |(subject, figure): &(FigureKey, PublishedFigure)| {
        named_figure_json(subject, figure, figure_json(figure))
    };
    let changed = |it: &FigureChange| {
        named_figure_json(
            &it.key,
            &it.after,
            json!({"before": figure_json(&it.before), "after": figure_json(&it.after)}),
        )
    };
    json!({
        "before": request.subject(),
        "after": request.later(),
        "tables": it.tables,
        "changed": it.changed.iter().map(changed).collect::<Vec<Value>>(),
        "new": it.new.iter().map(alone).collect::<Vec<Value>>(),
        "gone": it.gone.iter().map(alone).collect::<Vec<Value>>(),
    })
}

fn named_figure_json(subject: &FigureKey, figure: &PublishedFigure, what: Value) -> Value {
    let mut all = json!({
        "name": subject.name, "aspect": subject.aspect, "of": subject.of, "title": figure.title,
        "table": figure.table, "places": figure.places,
    });
    if subject.nth > 0 {
        all["nth"] = Value::from(subject.nth);
    }
    if let Some(page) = &subject.page {
        all["page"] = Value::from(page.page.as_str());
        if !page.row.is_empty() {
            all["row"] = json!(page.row);
        }
    }
    if let (Value::Object(all), Value::Object(what)) = (&mut all, what) {
        all.extend(what);
    }
    all
}

fn figure_json(it: &PublishedFigure) -> Value {
    let mut all = json!({"value": it.value, "text": it.text});
    if !it.state.is_empty() {
        all["state"] = Value::from(it.state.as_str());
    }
    all
}
