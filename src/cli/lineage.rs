//! `lineage`: where a metric or table comes from and where it is shown, for people and for programs.

use serde_json::{Value, json};

use crate::cli::question::{Answer, ask_site};
use crate::cli::request::ResultFormat;
use crate::cli::run::Run;
use crate::cli::words::{Say, say};
use crate::pipeline::{self, Options};
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_diag::{Diags, Place, line_and_column, nearest_name};
use gongbao_model::Origin;
use gongbao_site::lineage::{Trace, TraceResult, TraceSubject, TracedFigure, TracedUse, UseKind};
use gongbao_source::Sources;

/// How many figures of a chart or table are written out for people; more are counted.
const MAX_FIGURES: usize = 6;

/// Answers a question about a metric or table; gives the exit code.
pub(super) fn print_lineage(run: Run<'_>) -> u8 {
    let (request, sources) = (run.request, run.sources);
    let question = |options: &Options, diags: &mut Diags| {
        pipeline::trace_lineage(sources, options, request.subject(), diags)
    };
    ask_site(run, question, |found, lang| match (found, request.format) {
        (TraceResult::Unknown(known), _) => {
            Answer::Unknown(unknown_subject(lang, request.subject(), &known))
        }
        (TraceResult::Trace(trace), ResultFormat::Json) => {
            let json = LineagePrinter { lang, sources }.json(&trace);
            Answer::Told(format!("{json:#}\n"))
        }
        (TraceResult::Trace(trace), ResultFormat::Human) => {
            Answer::Told(LineagePrinter { lang, sources }.text(&trace))
        }
    })
}

fn unknown_subject(lang: Lang, name: &str, known: &[String]) -> String {
    let what = fill_placeholders(say(lang, Say::UnknownSubject), &[("name", name)]);
    let hint = nearest_name(name, known.iter().map(String::as_str));
    let hint = hint.map(|it| {
        format!(
            "  {}: {}\n",
            say(lang, Say::Hint),
            fill_placeholders(say(lang, Say::DidYouMean), &[("it", it)])
        )
    });
    format!(
        "{}: {what}\n{}",
        say(lang, Say::Error),
        hint.as_deref().unwrap_or("")
    )
}

struct LineagePrinter<'a> {
    lang: Lang,
    sources: &'a Sources,
}

impl LineagePrinter<'_> {
    fn say(&self, it: Say, values: &[(&str, &str)]) -> String {
        fill_placeholders(say(self.lang, it), values)
    }

    fn text(&self, it: &Trace) -> String {
        let subject = if it.subject == TraceSubject::Metric {
            Say::MetricIs
        } else {
            Say::TableIs
        };
        let mut lines = vec![self.say(subject, &[("name", &it.name), ("title", &it.title)])];
        lines.push(format!(
            "  {}",
            self.say(Say::DefinedIn, &[("place", &self.at(&it.place))])
        ));
        lines.push(self.say(Say::MadeFrom, &[]));
        for node in &it.made_from {
            let indent = "  ".repeat(node.depth + 1);
            lines.push(format!(
                "{indent}{}  {}  {}",
                node.table, node.title, node.file
            ));
            lines.push(format!("{indent}  sha256:{}", node.hash));
            let named = node.sources.iter().filter(|_| !node.derived);
            lines.extend(
                named.map(|it| format!("{indent}  {}", self.say(Say::SourceIs, &[("source", it)]))),
            );
        }
        let metrics: Vec<&str> = it.metrics.iter().map(|(id, _)| id.as_str()).collect();
        let feeds: Vec<&str> = it.feeds.iter().map(String::as_str).collect();
        for (what, names) in [(Say::FeedsTables, feeds), (Say::FeedsMetrics, metrics)] {
            if !names.is_empty() {
                lines.push(self.say(what, &[("list", &names.join(", "))]));
            }
        }
        let n = it.uses.len().to_string();
        lines.push(if it.uses.is_empty() {
            self.say(Say::NotUsed, &[])
        } else {
            self.say(Say::UsedIn, &[("n", &n)])
        });
        lines.extend(it.uses.iter().flat_map(|it| self.used(it)));
        lines.join("\n") + "\n"
    }

    fn used(&self, it: &TracedUse) -> Vec<String> {
        let place = it
            .place
            .as_ref()
            .map_or_else(|| it.file.to_string(), |it| self.at(it));
        let kind = self.say(use_kind_words(it.kind), &[]);
        let mut lines = vec![
            format!("  {place}  {}", use_address(it)),
            format!("    {kind}：{}", it.text),
        ];
        if self.lang == Lang::En {
            lines[1] = format!("    {kind}: {}", it.text);
        }
        if it.figures.len() > MAX_FIGURES {
            lines.push(format!(
                "      {}",
                self.say(Say::NFigures, &[("n", &it.figures.len().to_string())])
            ));
        } else {
            lines.extend(
                it.figures
                    .iter()
                    .map(|it| format!("      {}", self.figure(it))),
            );
        }
        lines
    }

    fn figure(&self, it: &TracedFigure) -> String {
        let rows = |it: &Origin| {
            format!(
                "{} {}",
                it.table,
                self.say(Say::Rows, &[("rows", &row_ranges_text(&it.rows))])
            )
        };
        let rows: Vec<String> = it
            .origins
            .iter()
            .filter(|it| !it.rows.is_empty())
            .map(rows)
            .collect();
        format!("{}  {}", it.text, rows.join("; "))
            .trim_end()
            .to_owned()
    }

    /// A place as `file:line`.
    fn at(&self, place: &Place) -> String {
        match line_and_column(place, self.sources) {
            Some(it) => format!("{}:{}", place.file, it.line),
            None => place.file.to_string(),
        }
    }

    fn json(&self, it: &Trace) -> Value {
        let made_from = it.made_from.iter().map(|it| {
            json!({
                "table": it.table, "title": it.title, "file": &*it.file, "sha256": it.hash, "derived": it.derived,
                "reads": it.reads, "sources": it.sources,
            })
        });
        let metrics = it
            .metrics
            .iter()
            .map(|(id, title)| json!({"id": id, "title": title}));
        json!({
            "kind": if it.subject == TraceSubject::Metric { "metric" } else { "table" },
            "name": it.name,
            "title": it.title,
            "file": &*it.place.file,
            "line": line_and_column(&it.place, self.sources).map(|it| it.line),
            "made_from": made_from.collect::<Vec<Value>>(),
            "feeds": {"tables": it.feeds, "metrics": metrics.collect::<Vec<Value>>()},
            "uses": it.uses.iter().map(|it| self.used_json(it)).collect::<Vec<Value>>(),
        })
    }

    fn used_json(&self, it: &TracedUse) -> Value {
        let figure = |it: &TracedFigure| {
            let origin =
                |it: &Origin| json!({"table": it.table, "rows": spreadsheet_rows(&it.rows)});
            let origins: Vec<Value> = it.origins.iter().map(origin).collect();
            json!({"text": it.text, "value": it.value, "metric": it.metric, "origins": origins})
        };
        let line = it
            .place
            .as_ref()
            .and_then(|it| line_and_column(it, self.sources))
            .map(|it| it.line);
        json!({
            "page": use_address(it),
            "title": it.page_title,
            "file": &*it.file,
            "line": line,
            "kind": use_kind_name(it.kind),
            "text": it.text,
            "figures": it.figures.iter().map(figure).collect::<Vec<Value>>(),
        })
    }
}

/// The page with the anchor before the place.
fn use_address(it: &TracedUse) -> String {
    match &it.anchor {
        Some(anchor) => format!("{}#{anchor}", it.page.0),
        None => it.page.0.clone(),
    }
}

/// Rows as a spreadsheet numbers them: the header is row 1.
fn spreadsheet_rows(rows: &[usize]) -> Vec<usize> {
    rows.iter().map(|it| it + 2).collect()
}

/// `2–61, 70`.
fn row_ranges_text(rows: &[usize]) -> String {
    let range = |it: &[usize]| match it {
        [first, .., last] => format!("{}–{}", first + 2, last + 2),
        [row] => (row + 2).to_string(),
        [] => String::new(),
    };
    rows.chunk_by(|a, b| a + 1 == *b)
        .map(range)
        .collect::<Vec<String>>()
        .join(", ")
}

fn use_kind_words(kind: UseKind) -> Say {
    match kind {
        UseKind::Title => Say::InTitle,
        UseKind::Sentence => Say::InSentence,
        UseKind::Chart => Say::InChart,
        UseKind::Table => Say::InTable,
        UseKind::Tile => Say::InTile,
    }
}

fn use_kind_name(kind: UseKind) -> &'static str {
    match kind {
        UseKind::Title => "title",
        UseKind::Sentence => "sentence",
        UseKind::Chart => "chart",
        UseKind::Table => "table",
        UseKind::Tile => "tile",
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::lineage::{row_ranges_text, unknown_subject};
    use gongbao_diag::locale::Lang;

    #[test]
    fn rows_are_told_as_ranges() {
        assert_eq!(row_ranges_text(&[0, 1, 2, 7]), "2–4, 9");
        assert_eq!(row_ranges_text(&[]), "");
    }

    #[test]
    fn an_unknown_name_is_told_with_its_neighbour() {
        let said = unknown_subject(Lang::En, "station_shar", &["station_share".to_owned()]);
        assert_eq!(
            said,
            "error: there is no metric or table `station_shar`\n  hint: did you mean `station_share`?\n"
        );
    }
}
