//! A query run over the tables it reads, its result typed and described like any other table.

use std::panic::{AssertUnwindSafe, catch_unwind};

use polars::error::set_warning_function;
use polars::prelude::{Column, DataFrame, DataType, IntoLazy, PolarsError, PolarsResult};
use polars::sql::SQLContext;

use crate::columns;
use crate::query::Query;
use crate::query::aggregates::{OutputColumn, QueryLineage, SourceColumn, trace_lineage};
use crate::query::order::fix_order;
use crate::query::parse::SqlText;
use crate::table::Provenance;
use crate::table::Table;
use gongbao_diag::locale::{Text, parse_period};
use gongbao_diag::{Code, Diagnostic, Place, Spot};
use gongbao_model::ColumnKind;
use gongbao_model::Field;
use gongbao_model::{License, SourceNote};

/// Runs a query. `tables` are those it reads, in its order.
///
/// # Errors
/// `data/query-failed`.
pub(crate) fn run(name: &str, query: &Query, tables: &[&Table]) -> Result<Table, Diagnostic> {
    let frame = collect_statement(query.text(), &query.sql, tables)?;
    let mut fields = Vec::new();
    let mut cells = Vec::new();
    for column in frame.columns() {
        let (field, column) = output_column(column, query, tables)?;
        fields.push(field);
        cells.push(column);
    }
    let frame =
        DataFrame::new(frame.height(), cells).map_err(|it| query_error(query.text(), &it))?;
    Ok(result_table(name, query, tables, fields, frame))
}

/// The table that the result of a query makes.
pub(crate) fn result_table(
    name: &str,
    query: &Query,
    tables: &[&Table],
    fields: Vec<Field>,
    frame: DataFrame,
) -> Table {
    let mut table = Table::new(name, fields, frame, Provenance::Query(query.place.clone()));
    table.reads.clone_from(&query.reads);
    table.sample = tables.iter().any(|it| it.sample);
    table.sources = merge_sources(tables);
    table.background.licenses = merge_licenses(tables);
    table.inferred = true;
    note_gaps(&mut table, query, tables);
    table
}

/// Notes what the query does with columns in which cells are withheld.
fn note_gaps(table: &mut Table, query: &Query, tables: &[&Table]) {
    if !tables.iter().any(|it| it.withholds_cells()) {
        return;
    }
    let has_gaps = |it: &&SourceColumn| {
        let source = tables.iter().find(|table| table.name == it.table);
        source.is_some_and(|table| table.has_gaps(&it.column))
    };
    let QueryLineage {
        aggregated,
        outputs,
    } = trace_lineage(&query.parsed, tables);
    let sums = aggregated.iter().filter(has_gaps);
    table.partial_sums = sums.map(|it| it.column.clone()).collect();
    let is_gap = |it: &OutputColumn| it.sources.iter().any(|it| has_gaps(&it));
    let is_in_order = outputs.len() == table.fields.len();
    let gaps = table.fields.iter().enumerate().filter(|(at, field)| {
        if is_in_order {
            return is_gap(&outputs[*at]);
        }
        // A column that cannot be told from the others may be any of them.
        let mut named = outputs.iter().filter(|it| it.name == field.name).peekable();
        match named.peek() {
            Some(_) => named.any(is_gap),
            None => outputs.iter().any(is_gap),
        }
    });
    table.gaps = gaps.map(|(_, field)| field.name.clone()).collect();
}

/// Computes a statement that is the text or holds it.
///
/// # Errors
/// `data/query-failed`, pointing into the query.
pub(super) fn collect_statement(
    text: SqlText<'_>,
    statement: &str,
    tables: &[&Table],
) -> Result<DataFrame, Diagnostic> {
    // Its advice on coming versions would land on standard error, for nobody who could act on it.
    set_warning_function(|_, _| {});
    // The engine has unfinished corners that panic; a query must not end the whole build.
    let work = AssertUnwindSafe(|| {
        let mut context = SQLContext::new();
        for table in tables {
            context.register(&table.name, table.cells().clone().lazy());
        }
        fix_order(context.execute(statement)?).collect()
    });
    let unsupported = || {
        Text::new(
            "查询引擎不支持其中的写法",
            "the query engine does not support something in it",
        )
    };
    match catch_unwind(work) {
        Ok(Ok(mut frame)) => {
            frame.rechunk_mut();
            Ok(frame)
        }
        Ok(Err(error)) => Err(query_error(text, &error)),
        Err(_) => {
            Err(Diagnostic::new(Code::QueryFailed, text.place.clone())
                .with("reason", unsupported()))
        }
    }
}

/// The engine's own words, at the name they quote if the statement has it.
fn query_error(text: SqlText<'_>, error: &PolarsError) -> Diagnostic {
    let message = error.to_string();
    // Behind the first paragraph the engine prints its plan.
    let first = message.split_once("\n\n").map_or(&*message, |it| it.0);
    let reason = first.split_once("Resolved plan until failure");
    let reason = reason.map_or(first, |it| it.0).trim();
    let reason = reason.trim_start_matches("SQL error: ").replace('\n', " ");
    let place = first_quoted_name(&reason)
        .and_then(|it| place_of_name(text, it))
        .unwrap_or_else(|| text.place.clone());
    Diagnostic::new(Code::QueryFailed, place).with("reason", reason)
}

/// The first quoted name of a message.
fn first_quoted_name(message: &str) -> Option<&str> {
    let at = message.find(['"', '\''])?;
    let mark = message[at..].chars().next()?;
    message[at + 1..]
        .split(mark)
        .next()
        .filter(|it| !it.is_empty())
}

fn place_of_name(text: SqlText<'_>, name: &str) -> Option<Place> {
    let Spot::Text(range) = &text.place.spot else {
        return None;
    };
    let at = text
        .sql
        .find(name)
        .filter(|_| range.len() == text.sql.len())?;
    Some(Place::text(
        &text.place.file,
        range.start + at..range.start + at + name.len(),
    ))
}

/// An output column in one of our types, described like the column it comes from.
fn output_column(
    column: &Column,
    query: &Query,
    tables: &[&Table],
) -> Result<(Field, Column), Diagnostic> {
    let name = column.name().to_string();
    let origin = query
        .renamed
        .get(&name)
        .map_or(name.as_str(), String::as_str);
    let origins: Vec<&Field> = tables
        .iter()
        .filter_map(|it| it.column(origin).map(|at| &it.fields[at]))
        .collect();
    let kind = output_kind(column, query, &origins)?;
    let cells = column
        .cast(&columns::stored_as(kind))
        .map_err(|it| query_error(query.text(), &it))?;
    let cells = if kind == ColumnKind::Number {
        round_column(&cells, query)?
    } else {
        cells
    };
    let same_name = origins.iter().find(|_| origin == name);
    let field = Field {
        title: same_name.map_or_else(|| name.clone(), |it| it.title.clone()),
        description: same_name.and_then(|it| it.description.clone()),
        unit: shared_unit(&origins, kind),
        name,
        kind,
    };
    Ok((field, cells))
}

fn output_kind(
    column: &Column,
    query: &Query,
    origins: &[&Field],
) -> Result<ColumnKind, Diagnostic> {
    let kind = match column.dtype() {
        DataType::String | DataType::Null => ColumnKind::String,
        DataType::Boolean => ColumnKind::Boolean,
        DataType::Date => ColumnKind::Date,
        it if it.is_integer() => ColumnKind::Integer,
        it if it.is_primitive_numeric() || it.is_decimal() => ColumnKind::Number,
        other => {
            let name = column.name();
            let reason = Text::new(
                format!("“{name}”列的类型 {other} 不能写进表格，请用 CAST 转换"),
                format!(
                    "the column `{name}` has the type {other}, which no table holds: convert it with CAST"
                ),
            );
            return Err(
                Diagnostic::new(Code::QueryFailed, query.place.clone()).with("reason", reason)
            );
        }
    };
    let was_period = origins.iter().any(|it| it.kind == ColumnKind::Period);
    if kind == ColumnKind::String && was_period && are_periods(column) {
        return Ok(ColumnKind::Period);
    }
    let was_year = origins.iter().any(|it| it.kind == ColumnKind::Year);
    Ok(
        if kind == ColumnKind::Integer && was_year && are_years(column) {
            ColumnKind::Year
        } else {
            kind
        },
    )
}

fn are_years(column: &Column) -> bool {
    let are_years = |it: &Column| {
        let cells = it.i64()?;
        PolarsResult::Ok(cells.iter().flatten().all(|it| (0..=9999).contains(&it)))
    };
    let years = column.cast(&DataType::Int64);
    // Numbers too large for the cast are no years.
    years.and_then(|it| are_years(&it)).unwrap_or(false)
}

fn are_periods(column: &Column) -> bool {
    // A column of nothing but missing values is no column of texts, nor of periods.
    let cells = column.as_materialized_series().str();
    cells.is_ok_and(|it| it.iter().flatten().all(|it| parse_period(it).is_some()))
}

/// The unit all columns of the name share. A count of what had a unit has none of its own, but only
/// the descriptor can say so.
fn shared_unit(origins: &[&Field], kind: ColumnKind) -> String {
    let fits = kind.is_numeric() || kind == ColumnKind::Year;
    match origins {
        [first, others @ ..] if fits && others.iter().all(|it| it.unit == first.unit) => {
            first.unit.clone()
        }
        _ => String::new(),
    }
}

/// Numbers at 15 significant digits: sums differ behind them with the number of threads, and the noise
/// of binary fractions has no place in a download.
fn round_column(column: &Column, query: &Query) -> Result<Column, Diagnostic> {
    let series = column.as_materialized_series();
    let cells = series.f64().map_err(|it| query_error(query.text(), &it))?;
    let mut out: Vec<Option<f64>> = Vec::with_capacity(cells.len());
    for (row, cell) in cells.iter().enumerate() {
        if cell.is_some_and(|it| !it.is_finite()) {
            let (name, row) = (column.name(), row + 1);
            let reason = Text::new(
                format!("“{name}”列结果第{row}行除以零或不是数，可用 NULLIF(…, 0) 表示没有数据"),
                format!(
                    "`{name}` divides by zero or is no number in row {row} of the result; NULLIF(…, 0) gives “no value”"
                ),
            );
            return Err(
                Diagnostic::new(Code::QueryFailed, query.place.clone()).with("reason", reason)
            );
        }
        out.push(cell.map(|it| format!("{it:.14e}").parse().unwrap_or(it) + 0.0));
    }
    Ok(Column::new(column.name().clone(), out))
}

/// The sources of all tables read, each once.
fn merge_sources(tables: &[&Table]) -> Vec<SourceNote> {
    let mut all: Vec<SourceNote> = Vec::new();
    for source in tables.iter().flat_map(|it| &it.sources) {
        if !all.contains(source) {
            all.push(source.clone());
        }
    }
    all
}

/// The licences of all tables read, each once.
fn merge_licenses(tables: &[&Table]) -> Vec<License> {
    let mut all: Vec<License> = Vec::new();
    for license in tables.iter().flat_map(|it| &it.background.licenses) {
        if !all.contains(license) {
            all.push(license.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::catalog::{Catalog, Entry};
    use crate::table::Table;
    use crate::testing::load;
    use gongbao_diag::Place;
    use gongbao_diag::locale::Lang;

    const FILES: [(&str, &str); 3] = [
        (
            "data/a.csv",
            "d,year,n\n铁西区,2024,1\n皇姑区,2024,2\n铁西区,2025,4\n皇姑区,2025,\n",
        ),
        (
            "data/d.csv",
            "d,kind\n皇姑区,市辖区\n铁西区,市辖区\n新民市,县级市\n",
        ),
        (
            "data/datapackage.yaml",
            "resources:\n- {name: a, path: a.csv, sample: true, sources: [年报], schema: {fields: [{name: d}, {name: year, type: year, title: 年份}, {name: n, type: integer, unit: 人}]}}\n",
        ),
    ];

    fn ask(sql: &str) -> Result<Table, String> {
        let (catalog, _): (Catalog, _) = load(&FILES);
        let place = Place::text(&Arc::from("content/a.md"), 100..100 + sql.len());
        match catalog.query("q", sql, &place) {
            Ok(Entry::Ready(table)) => Ok(table),
            Ok(Entry::Broken) => Err("broken".to_owned()),
            Err(it) => Err(format!("{} {}", it.code.name(), it.message(Lang::En))),
        }
    }

    /// Rows as `a|b`, joined by `/`.
    fn check(sql: &str, expected: &str) {
        let table = ask(sql).expect("a table");
        let row = |row| {
            (0..table.fields.len())
                .map(|it| table.value(row, it).to_string())
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(
            (0..table.n_rows()).map(row).collect::<Vec<_>>().join("/"),
            expected,
            "{sql}"
        );
    }

    fn refused(sql: &str, expected: &str) {
        let found = ask(sql).expect_err("a complaint");
        assert!(found.contains(expected), "{sql}: {found}");
    }

    #[test]
    fn groups_come_in_order_of_first_appearance() {
        check(
            "SELECT d, SUM(n) AS n FROM a GROUP BY d",
            "铁西区|5/皇姑区|2",
        );
        check("SELECT DISTINCT year FROM a", "2024/2025");
        check(
            "SELECT d, COUNT(*) AS rows FROM a GROUP BY d ORDER BY rows",
            "铁西区|2/皇姑区|2",
        );
    }

    #[test]
    fn joins_and_unions_keep_their_order() {
        check(
            "SELECT a.d, n FROM a JOIN d ON a.d = d.d WHERE year = 2024",
            "铁西区|1/皇姑区|2",
        );
        check(
            "SELECT d.d, n FROM d LEFT JOIN (SELECT * FROM a WHERE year = 2025) t ON t.d = d.d",
            "皇姑区|/铁西区|4/新民市|",
        );
        check(
            "SELECT d FROM d UNION SELECT d FROM a",
            "皇姑区/铁西区/新民市",
        );
        check(
            "SELECT d FROM a WHERE year = 2024 UNION ALL SELECT d FROM d",
            "铁西区/皇姑区/皇姑区/铁西区/新民市",
        );
    }

    #[test]
    fn the_usual_clauses_work() {
        check(
            "SELECT d FROM a WHERE n IN (SELECT MAX(n) FROM a)",
            "铁西区",
        );
        check(
            "SELECT x.d, y.n FROM a x JOIN a y ON x.n < y.n WHERE x.year = 2024",
            "皇姑区|4/铁西区|2/铁西区|4",
        );
        check(
            "WITH t AS (SELECT d, n FROM a WHERE year = 2024) SELECT d FROM t ORDER BY n DESC LIMIT 1",
            "皇姑区",
        );
        check(
            "SELECT d, CASE WHEN n >= 2 THEN '多' ELSE '少' END AS s FROM a WHERE n IS NOT NULL",
            "铁西区|少/皇姑区|多/铁西区|多",
        );
        check(
            "SELECT d, n - LAG(n) OVER (PARTITION BY d ORDER BY year) AS 增减 FROM a WHERE d = '铁西区'",
            "铁西区|/铁西区|3",
        );
        check("SELECT d FROM d WHERE kind LIKE '%市'", "新民市");
        check("SELECT ROUND(100.0 * 1 / 3, 1) AS r FROM a LIMIT 1", "33.3");
    }

    #[test]
    fn types_units_and_titles_are_inherited() {
        let table = ask("SELECT year, SUM(n) AS n, COUNT(*) AS c, year AS y FROM a GROUP BY year")
            .expect("a table");
        let seen: Vec<String> = table
            .fields
            .iter()
            .map(|it| format!("{} {:?} {}", it.title, it.kind, it.unit))
            .collect();
        assert_eq!(
            seen,
            ["年份 Year ", "n Integer 人", "c Integer ", "y Year "]
        );
        assert!(table.sample && table.derived);
        assert_eq!(table.sources[0].title, "年报");
        assert_eq!(table.reads, ["a"]);
    }

    #[test]
    fn noise_of_binary_fractions_is_removed() {
        check("SELECT 0.1 + 0.2 AS x FROM a LIMIT 1", "0.3");
    }

    #[test]
    fn what_cannot_be_computed_is_reported() {
        refused("SELECT m FROM a", "data/query-failed");
        refused("SELECT d + 1 AS x FROM a", "data/query-failed");
        refused("SELECT n / 0.0 AS x FROM a", "divides by zero");
        refused("SELECT no_such_function(n) FROM a", "data/query-failed");
        refused("SELECT * FROM b", "data/unknown-table");
    }
}
