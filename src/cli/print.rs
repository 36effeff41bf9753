//! Prints results for people and for programs.

use serde_json::{Value, json};

use crate::cli::diagnostic_list::{ListLength, ListStyle, render_diagnostics};
use crate::cli::request::FixMode;
use crate::cli::words::{Say, say};
use crate::pipeline::{Report, TableNote};
use gongbao_audit::{Edit, Finding, Outcome};
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_diag::{Diagnostic, Diags, Place, Severity, Spot, line_and_column};
use gongbao_model::ColumnKind;
use gongbao_source::Sources;

/// A finished run, ready to be told.
#[derive(Debug)]
pub(super) struct FinishedRun<'a> {
    pub diags: &'a Diags,
    pub sources: &'a Sources,
    /// What was made; nothing if the run was refused.
    pub report: Option<&'a Report>,
    pub lang: Lang,
    /// Seconds with one digit.
    pub time: String,
}

impl FinishedRun<'_> {
    /// The diagnostics for a terminal.
    pub(super) fn complaints(&self, length: ListLength, color: bool) -> String {
        let style = ListStyle {
            lang: self.lang,
            length,
            color,
        };
        render_diagnostics(self.diags, self.sources, style)
    }

    /// In one line: what was made, or that nothing was.
    pub(super) fn summary(&self, made: Say) -> String {
        let none = Report::default();
        let report = self.report.unwrap_or(&none);
        let pattern = say(
            self.lang,
            if self.report.is_some() {
                made
            } else {
                Say::Refused
            },
        );
        fill_placeholders(
            pattern,
            &[
                ("pages", &report.n_pages.to_string()),
                ("charts", &report.n_charts.to_string()),
                ("figures", &report.n_figures.to_string()),
                ("errors", &self.diags.count(Severity::Error).to_string()),
                ("warnings", &self.diags.count(Severity::Warning).to_string()),
                ("time", &self.time),
            ],
        )
    }

    /// Where the output stands and how large it is.
    pub(super) fn output(&self, out: &std::path::Path) -> Option<String> {
        let report = self.report?;
        let size = match report.n_bytes {
            n @ ..10_000 => format!("{n} B"),
            n @ ..10_000_000 => format!("{} kB", n / 1000),
            n => format!("{} MB", n / 1_000_000),
        };
        let values = [
            ("out", out.display().to_string()),
            ("files", report.n_files.to_string()),
            ("size", size),
        ];
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, it)| (*name, it.as_str()))
            .collect();
        Some(fill_placeholders(say(self.lang, Say::Into), &values))
    }

    /// How each table was read, a line for the table and one for each column.
    pub(super) fn columns(&self) -> String {
        let tables = self.report.map_or(&[][..], |it| &it.tables);
        tables.iter().map(|it| columns_of(it, self.lang)).collect()
    }

    /// What became of each number typed into the text, a line each, and how many there are of each kind.
    pub(super) fn numbers(&self) -> String {
        // Nothing was looked up where the build was refused before; the complaints say why.
        let Some(report) = self.report else {
            return String::new();
        };
        let line = |it: &Finding| {
            let at = line_and_column(&it.place, self.sources)
                .map_or_else(String::new, |it| format!(":{}:{}", it.line, it.column));
            format!(
                "{}{at}: {} {}\n",
                it.place.file,
                it.typed,
                say(self.lang, outcome_words(it.outcome))
            )
        };
        let lines: String = report.numbers.iter().map(line).collect();
        let n = [
            ("bound", report.n_figures.to_string()),
            ("typed", report.numbers.len().to_string()),
        ];
        let n: Vec<(&str, &str)> = n.iter().map(|(name, it)| (*name, it.as_str())).collect();
        let counts = count_outcomes(&report.numbers)
            .map(|(it, n)| format!(" {} {n}", say(self.lang, outcome_words(it))));
        lines + &fill_placeholders(say(self.lang, Say::Numbers), &n) + &counts.join(",") + "\n"
    }

    /// Everything for a program.
    pub(super) fn json(&self) -> String {
        let diagnostics: Vec<Value> = self
            .diags
            .sorted()
            .into_iter()
            .map(|it| self.one(it))
            .collect();
        let mut stats = json!({
            "errors": self.diags.count(Severity::Error),
            "warnings": self.diags.count(Severity::Warning),
        });
        if let (Some(report), Some(stats)) = (self.report, stats.as_object_mut()) {
            stats.insert("pages".to_owned(), report.n_pages.into());
            stats.insert("charts".to_owned(), report.n_charts.into());
            stats.insert("figures".to_owned(), report.n_figures.into());
            let counts = count_outcomes(&report.numbers)
                .map(|(it, n)| (it.name().to_owned(), Value::from(n)));
            stats.insert(
                "typed_numbers".to_owned(),
                Value::Object(counts.into_iter().collect()),
            );
            stats.insert("files".to_owned(), report.n_files.into());
            stats.insert("bytes".to_owned(), report.n_bytes.into());
        }
        let result = json!({ "diagnostics": diagnostics, "stats": stats });
        format!("{result:#}\n")
    }

    fn one(&self, it: &Diagnostic) -> Value {
        let mut value = json!({
            "code": it.code.name(),
            "severity": match it.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
        });
        let related = it.related.iter().map(|(place, why)| {
            let mut value = self.place(place);
            merge_objects(&mut value, json!({ "message": why.pick(self.lang) }));
            value
        });
        merge_objects(&mut value, self.place(&it.place));
        let words = json!({
            "message": it.message(self.lang),
            "help": it.help(self.lang),
            "related": related.collect::<Vec<Value>>(),
        });
        merge_objects(&mut value, words);
        value
    }

    fn place(&self, place: &Place) -> Value {
        let at = line_and_column(place, self.sources);
        let cell = match &place.spot {
            Spot::Cell(cell) => Some(cell),
            Spot::File | Spot::Text(_) => None,
        };
        json!({
            "file": place.file.as_ref(),
            "line": at.map(|it| it.line),
            "column": at.map(|it| it.column),
            "row": cell.map(|it| it.row),
            "field": cell.map(|it| it.name.as_ref()),
            "address": cell.map(|it| it.address.as_ref()).filter(|it| !it.is_empty()),
            "field_number": cell.map(|it| it.field),
        })
    }
}

fn count_outcomes(all: &[Finding]) -> [(Outcome, usize); 5] {
    Outcome::ALL.map(|outcome| {
        (
            outcome,
            all.iter().filter(|it| it.outcome == outcome).count(),
        )
    })
}

fn outcome_words(it: Outcome) -> Say {
    match it {
        Outcome::Exempt => Say::NumberExempt,
        Outcome::Matched => Say::NumberMatched,
        Outcome::Derived => Say::NumberDerived,
        Outcome::Unverified => Say::NumberUnverified,
        Outcome::Contradicted => Say::NumberContradicted,
    }
}

/// What was or would be written into the author's files, a line each.
pub(super) fn list_edits(all: &[Edit], sources: &Sources, lang: Lang, fix: FixMode) -> String {
    let line = |it: &Edit| {
        let at = line_and_column(&Place::text(&it.file, it.range.clone()), sources);
        let at = at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        format!("{}{at}: {} → {}\n", it.file, it.old, it.text)
    };
    let last = if fix == FixMode::Write {
        Say::Rewritten
    } else {
        Say::WouldRewrite
    };
    let lines: String = all.iter().map(line).collect();
    lines + &fill_placeholders(say(lang, last), &[("n", &all.len().to_string())]) + "\n"
}

fn merge_objects(value: &mut Value, other: Value) {
    if let (Value::Object(value), Value::Object(other)) = (value, other) {
        value.extend(other);
    }
}

fn columns_of(table: &TableNote, lang: Lang) -> String {
    let mut out = fill_placeholders(
        say(lang, Say::ReadAs),
        &[("table", &table.name), ("file", &table.file)],
    ) + "\n";
    for note in &table.notes {
        out.push_str(&format!("  {}\n", note.pick(lang)));
    }
    for (at, field) in table.fields.iter().enumerate() {
        out.push_str(&format!(
            "  {}  {}  {}\n",
            field.name,
            say(lang, type_word(field.kind)),
            field.unit
        ));
        let remarks = table.read_as.get(at).into_iter().flatten();
        out.extend(remarks.map(|it| format!("    {}\n", it.pick(lang))));
    }
    for it in &table.accepted {
        let values = [("what", it.what.pick(lang)), ("reason", it.reason.as_str())];
        out.push_str(&format!(
            "  {}\n",
            fill_placeholders(say(lang, Say::Exception), &values)
        ));
    }
    out
}

fn type_word(kind: ColumnKind) -> Say {
    match kind {
        ColumnKind::String => Say::TypeString,
        ColumnKind::Integer => Say::TypeInteger,
        ColumnKind::Number => Say::TypeNumber,
        ColumnKind::Boolean => Say::TypeBoolean,
        ColumnKind::Date => Say::TypeDate,
        ColumnKind::Year => Say::TypeYear,
        ColumnKind::Period => Say::TypePeriod,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::cli::print::FinishedRun;
    use crate::cli::words::Say;
    use gongbao_diag::locale::Lang;
    use gongbao_diag::{CellPlace, Code, Diagnostic, Diags, Place};
    use gongbao_source::{SourceFile, Sources};

    fn told<T>(look: impl FnOnce(&FinishedRun<'_>) -> T) -> T {
        let sources = Sources::of(vec![SourceFile::built_in(
            "data/a.csv",
            "名,数\n东,八\n".as_bytes(),
        )]);
        let cell = CellPlace {
            range: 12..15,
            row: 2,
            field: 2,
            name: Arc::from("数"),
            address: Arc::from(""),
        };
        let mut diags = Diags::new();
        diags.push(
            Diagnostic::new(
                Code::MissingCell,
                Place::cell(&Arc::from("data/a.csv"), cell),
            )
            .with("row", 2),
        );
        look(&FinishedRun {
            diags: &diags,
            sources: &sources,
            report: None,
            lang: Lang::En,
            time: "0.1".to_owned(),
        })
    }

    #[test]
    fn tells_programs_where_a_mistake_is() {
        let json: serde_json::Value = serde_json::from_str(&told(|it| it.json())).expect("JSON");
        let one = &json["diagnostics"][0];
        assert_eq!((&one["line"], &one["column"]), (&2.into(), &3.into()));
        assert_eq!((&one["row"], &one["field"]), (&2.into(), &"数".into()));
        assert_eq!(one["field_number"], 2);
        assert_eq!(
            (&one["code"], &one["severity"]),
            (&"data/missing-cell".into(), &"error".into())
        );
        assert_eq!(json["stats"]["errors"], 1);
    }

    #[test]
    fn says_last_that_nothing_was_published() {
        let last = told(|it| it.summary(Say::Built));
        assert_eq!(
            last,
            "refused: errors 1, warnings 0, 0.1 s; what was published before is untouched"
        );
    }
}
