//! A statement judged before it runs: a single SELECT that reads known tables and nothing else.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

use sqlparser::ast::{
    DataType, Expr, Ident, ObjectName, ObjectNamePart, Query as SqlQuery, Select, SelectItem,
    SetExpr, Spanned, Statement, TableFactor, Visit, Visitor,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError, ParserOptions};
use sqlparser::tokenizer::{Location, Span, Token, Tokenizer};

use crate::query::joins;
use gongbao_diag::locale::{Text, parse_as, parse_date};
use gongbao_diag::{Code, Diagnostic, Place, Spot};
use gongbao_source::spelling_hint;

/// A statement that may be run.
#[derive(Debug)]
pub(crate) struct Query {
    pub sql: String,
    /// The statement as it was parsed.
    pub parsed: Box<SqlQuery>,
    /// Where it stands.
    pub place: Place,
    /// The tables it reads, each once, in the order it names them.
    pub reads: Vec<String>,
    /// Output columns that are a plain column under another name: new name to old.
    pub renamed: BTreeMap<String, String>,
}

impl Query {
    /// Its text, to find places in it.
    pub(crate) fn text(&self) -> SqlText<'_> {
        SqlText {
            sql: &self.sql,
            place: &self.place,
        }
    }

    /// Every name in the statement: of tables, columns and functions, quoted or not.
    #[expect(clippy::expect_used, reason = "what was parsed has been tokenized")]
    pub(crate) fn words(&self) -> Vec<String> {
        let tokens = Tokenizer::new(&GenericDialect {}, &self.sql)
            .tokenize()
            .expect("a statement that was parsed has tokens");
        let words = tokens.into_iter().filter_map(|it| match it {
            Token::Word(word) => Some(word.value),
            _ => None,
        });
        words.collect()
    }
}

/// Parses a statement over the tables named in `known`.
///
/// # Errors
/// `data/query-syntax`, `data/query-forbidden` or `data/unknown-table`, pointing into the statement.
pub(crate) fn parse_query(sql: &str, place: &Place, known: &[&str]) -> Result<Query, Diagnostic> {
    let text = SqlText { sql, place };
    let parsed = parse_single_select(&text)?;
    let mut judge = QueryJudge {
        text: &text,
        known,
        with: Vec::new(),
        reads: Vec::new(),
    };
    judge.with = names_of_with(&parsed);
    if let ControlFlow::Break(complaint) = parsed.visit(&mut judge) {
        return Err(*complaint);
    }
    let reads = judge.reads;
    Ok(Query {
        sql: sql.to_owned(),
        place: place.clone(),
        reads,
        renamed: renamed_columns(&parsed),
        parsed,
    })
}

/// The text of a statement and where it stands, to find places in it.
#[derive(Clone, Copy)]
pub(crate) struct SqlText<'a> {
    pub sql: &'a str,
    pub place: &'a Place,
}

impl SqlText<'_> {
    /// A part of the statement, if the place covers exactly this text; otherwise all of it.
    fn part(&self, range: Range<usize>) -> Place {
        match &self.place.spot {
            Spot::Text(all) if all.len() == self.sql.len() => Place::text(
                &self.place.file,
                all.start + range.start..all.start + range.end,
            ),
            Spot::Text(_) | Spot::Cell(_) | Spot::File => self.place.clone(),
        }
    }

    /// The place of a part the parser names.
    pub(crate) fn span(&self, span: Span) -> Place {
        let (from, to) = (self.byte(span.start), self.byte(span.end));
        if from < to {
            self.part(from..to)
        } else {
            self.place.clone()
        }
    }

    /// The byte of a position; lines and columns count from 1, columns in characters.
    fn byte(&self, at: Location) -> usize {
        let lines = self.sql.split_inclusive('\n');
        let line = (at.line as usize).saturating_sub(1);
        let start: usize = lines.take(line).map(str::len).sum();
        let column = (at.column as usize).saturating_sub(1);
        let rest = &self.sql[start..];
        start
            + rest
                .char_indices()
                .nth(column)
                .map_or(rest.len(), |(byte, _)| byte)
    }
}

fn parse_single_select(text: &SqlText<'_>) -> Result<Box<SqlQuery>, Diagnostic> {
    let options = ParserOptions {
        trailing_commas: true,
        ..ParserOptions::default()
    };
    let parser = Parser::new(&GenericDialect {})
        .with_options(options)
        .try_with_sql(text.sql);
    let statements = parser
        .and_then(|mut it| it.parse_statements())
        .map_err(|it| syntax_error(text, &it))?;
    let mut statements = statements.into_iter();
    match (statements.next(), statements.next()) {
        (Some(Statement::Query(it)), None) => Ok(it),
        (Some(Statement::Query(_)), Some(_)) => Err(forbidden_error(
            text.place.clone(),
            Text::new("多条语句", "several statements"),
        )),
        (Some(other), _) => {
            let statement = other.to_string().to_uppercase();
            let verb = statement.split_once(' ').map_or(&*statement, |it| it.0);
            Err(forbidden_error(
                text.place.clone(),
                Text::new(format!("{verb} 语句"), format!("the statement {verb}")),
            ))
        }
        (None, _) => {
            let reason = Text::new("没有语句", "there is no statement");
            Err(Diagnostic::new(Code::QuerySyntax, text.place.clone()).with("reason", reason))
        }
    }
}

/// What the parser does not understand.
pub(super) fn syntax_error(text: &SqlText<'_>, error: &ParserError) -> Diagnostic {
    let message = match error {
        ParserError::TokenizerError(it) | ParserError::ParserError(it) => it.as_str(),
        ParserError::RecursionLimitExceeded => "nested too deeply",
    };
    let (reason, at) = message.split_once(" at Line: ").unwrap_or((message, ""));
    let location = at.split_once(", Column: ").and_then(|(line, column)| {
        Some(Location {
            line: parse_as(line.trim())?,
            column: parse_as(column.trim())?,
        })
    });
    let place = location.map_or_else(
        || text.place.clone(),
        |it| {
            let from = text.byte(it);
            text.part(from..from)
        },
    );
    Diagnostic::new(Code::QuerySyntax, place).with("reason", reason)
}

fn forbidden_error(place: Place, what: Text) -> Diagnostic {
    Diagnostic::new(Code::QueryForbidden, place).with("what", what)
}

/// Names that WITH clauses anywhere in the statement give to their queries.
fn names_of_with(parsed: &SqlQuery) -> Vec<String> {
    struct NameCollector(Vec<String>);
    impl Visitor for NameCollector {
        type Break = ();
        fn pre_visit_query(&mut self, query: &SqlQuery) -> ControlFlow<()> {
            let tables = query.with.iter().flat_map(|it| &it.cte_tables);
            self.0.extend(tables.map(|it| it.alias.name.value.clone()));
            ControlFlow::Continue(())
        }
    }
    let mut names = NameCollector(Vec::new());
    let _ = parsed.visit(&mut names);
    names.0
}

/// Walks the statement and breaks at the first thing that is not allowed.
struct QueryJudge<'a> {
    text: &'a SqlText<'a>,
    known: &'a [&'a str],
    with: Vec<String>,
    reads: Vec<String>,
}

type Verdict = ControlFlow<Box<Diagnostic>>;

impl QueryJudge<'_> {
    fn refuse(&self, span: Span, zh: &str, en: &str) -> Verdict {
        ControlFlow::Break(Box::new(forbidden_error(
            self.text.span(span),
            Text::new(zh, en),
        )))
    }

    fn table(&mut self, name: &ObjectName) -> Verdict {
        let [ObjectNamePart::Identifier(ident)] = &name.0[..] else {
            return self.unknown(&name.to_string(), name.span());
        };
        if ident.quote_style == Some('\'') {
            return self.refuse(ident.span, "文件路径", "a path of a file");
        }
        if self.with.contains(&ident.value) {
            return ControlFlow::Continue(());
        }
        if !self.known.contains(&ident.value.as_str()) {
            return self.unknown(&ident.value, ident.span);
        }
        if !self.reads.contains(&ident.value) {
            self.reads.push(ident.value.clone());
        }
        ControlFlow::Continue(())
    }

    fn unknown(&self, name: &str, span: Span) -> Verdict {
        let known = self
            .known
            .iter()
            .copied()
            .chain(self.with.iter().map(String::as_str));
        let complaint =
            Diagnostic::new(Code::UnknownTable, self.text.span(span)).with("name", name);
        let complaint = complaint
            .with("hint", spelling_hint(name, known))
            .with("known", self.known.join(", "));
        ControlFlow::Break(Box::new(complaint))
    }

    fn with_clause(&self, query: &SqlQuery) -> Verdict {
        let Some(with) = &query.with else {
            return ControlFlow::Continue(());
        };
        if with.recursive {
            return self.refuse(
                with.with_token.0.span,
                "递归查询（WITH RECURSIVE）",
                "a recursive query (WITH RECURSIVE)",
            );
        }
        // The engine would silently read the table instead.
        let names = with.cte_tables.iter().map(|it| &it.alias.name);
        match names
            .into_iter()
            .find(|it| self.known.contains(&it.value.as_str()))
        {
            Some(it) => self.refuse(
                it.span,
                "与现有表同名的 WITH 名称",
                "a WITH name that is also a table's",
            ),
            None => ControlFlow::Continue(()),
        }
    }
}

impl Visitor for QueryJudge<'_> {
    type Break = Box<Diagnostic>;

    fn pre_visit_query(&mut self, query: &SqlQuery) -> Verdict {
        self.with_clause(query)?;
        match query.body.as_ref() {
            SetExpr::Select(_)
            | SetExpr::Query(_)
            | SetExpr::SetOperation { .. }
            | SetExpr::Values(_) => ControlFlow::Continue(()),
            SetExpr::Table(_) => self.refuse(query.span(), "TABLE 命令", "the command TABLE"),
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                self.refuse(
                    query.span(),
                    "改动数据的语句",
                    "a statement that changes data",
                )
            }
        }
    }

    fn pre_visit_select(&mut self, select: &Select) -> Verdict {
        if let Some(into) = &select.into {
            return self.refuse(into.name.span(), "INTO", "INTO");
        }
        if let [_, second, ..] = &select.from[..] {
            let (zh, en) = (
                "没有连接条件的多张表（请用 JOIN … ON）",
                "several tables without a condition (use JOIN … ON)",
            );
            return self.refuse(second.relation.span(), zh, en);
        }
        let mut joins = select.from.iter().flat_map(|it| &it.joins);
        match joins.find_map(joins::find_join_error) {
            Some((span, what)) => {
                ControlFlow::Break(Box::new(forbidden_error(self.text.span(span), what)))
            }
            None => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> Verdict {
        match factor {
            // The engine would ignore the names in the brackets.
            TableFactor::Table {
                alias: Some(it), ..
            } if !it.columns.is_empty() => self.refuse(
                factor.span(),
                "表别名后的列名（请在 SELECT 中用 AS 改名）",
                "column names behind a table's alias (rename with AS in SELECT)",
            ),
            TableFactor::Table {
                name, args: None, ..
            } => self.table(name),
            TableFactor::Derived { .. } | TableFactor::NestedJoin { .. } => {
                ControlFlow::Continue(())
            }
            TableFactor::Pivot { .. } | TableFactor::Unpivot { .. } => {
                self.refuse(factor.span(), "PIVOT", "PIVOT")
            }
            _ => self.refuse(factor.span(), "表函数", "a table function"),
        }
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> Verdict {
        bad_date(self.text, expr).map_or(ControlFlow::Continue(()), |it| {
            ControlFlow::Break(Box::new(it))
        })
    }
}

/// A date that does not exist: the engine would take it for a missing value.
pub(super) fn bad_date(text: &SqlText<'_>, expr: &Expr) -> Option<Diagnostic> {
    let Expr::TypedString(it) = expr else {
        return None;
    };
    let date = it
        .value
        .value
        .clone()
        .into_string()
        .and_then(|it| parse_date(&it));
    let what = Text::new(
        "不存在或写法不对的日期",
        "a date that does not exist or is not written like 2025-12-31",
    );
    (it.data_type == DataType::Date && date.is_none())
        .then(|| forbidden_error(text.span(expr.span()), what))
}

/// Output columns of the outermost SELECT that are a plain column under another name.
fn renamed_columns(parsed: &SqlQuery) -> BTreeMap<String, String> {
    let select = parsed.body.as_select();
    let items = select.into_iter().flat_map(|it| &it.projection);
    let pairs = items.filter_map(|item| match item {
        SelectItem::ExprWithAlias { expr, alias } => {
            Some((alias.value.clone(), plain_column(expr)?.value.clone()))
        }
        _ => None,
    });
    pairs.collect()
}

fn plain_column(expr: &Expr) -> Option<&Ident> {
    match expr {
        Expr::Identifier(it) => Some(it),
        Expr::CompoundIdentifier(parts) => parts.last(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::query::parse_query;
    use gongbao_diag::Place;
    use gongbao_diag::locale::Lang;

    /// What a statement reads, or the code with the text it points at and the English message.
    fn judge(sql: &str) -> String {
        let file = Arc::from("data/q.sql");
        match parse_query(
            sql,
            &Place::text(&file, 0..sql.len()),
            &["stations", "人口"],
        ) {
            Ok(query) => query.reads.join(" "),
            Err(it) => {
                let range = it.place.range().expect("a range");
                format!(
                    "{} `{}` {}",
                    it.code.name(),
                    &sql[range],
                    it.message(Lang::En)
                )
            }
        }
    }

    fn check(sql: &str, expected: &str) {
        assert_eq!(judge(sql), expected, "{sql}");
    }

    fn refused(sql: &str, expected: &str) {
        let found = judge(sql);
        assert!(found.starts_with(expected), "{sql}: {found}");
    }

    #[test]
    fn a_select_says_what_it_reads() {
        check("SELECT * FROM stations", "stations");
        check(
            "SELECT 1 FROM 人口 p JOIN stations s ON p.d = s.d WHERE s.x IN (SELECT d FROM 人口);",
            "人口 stations",
        );
        check(
            "WITH a AS (SELECT * FROM stations) SELECT * FROM a UNION ALL SELECT * FROM a",
            "stations",
        );
        check(
            "SELECT * FROM (SELECT d FROM \"人口\") t ORDER BY d LIMIT 3",
            "人口",
        );
    }

    #[test]
    fn unknown_tables_are_pointed_at() {
        refused("SELECT *\nFROM 人囗", "data/unknown-table `人囗`");
        refused("SELECT * FROM main.stations", "data/unknown-table");
        refused(
            "SELECT (SELECT MAX(x) FROM station) FROM stations",
            "data/unknown-table `station`",
        );
    }

    #[test]
    fn syntax_errors_are_pointed_at() {
        refused("SELECT a, FROM stations WHERE", "data/query-syntax");
        refused("SELECT a\n  FRM stations x y", "data/query-syntax");
        refused("", "data/query-syntax");
        refused("SELECT '", "data/query-syntax");
    }

    #[test]
    fn only_a_single_reading_statement_is_allowed() {
        let forbidden = "data/query-forbidden";
        for sql in [
            "DROP TABLE stations",
            "CREATE TABLE x AS SELECT * FROM stations",
            "DELETE FROM stations",
            "SELECT * FROM stations; SELECT 1",
            "SELECT * INTO x FROM stations",
            "SHOW TABLES",
            "SELECT * FROM read_csv('/etc/passwd')",
            "SELECT * FROM '/etc/passwd'",
            "SELECT * FROM UNNEST([1, 2])",
            "SELECT * FROM stations AS s(a, b)",
            "SELECT d FROM stations WHERE opened < DATE '2025-13-01'",
            "WITH RECURSIVE a AS (SELECT 1 UNION SELECT * FROM a) SELECT * FROM a",
            "WITH stations AS (SELECT 1) SELECT * FROM stations",
        ] {
            refused(sql, forbidden);
        }
    }

    #[test]
    fn joins_have_a_condition() {
        let forbidden = "data/query-forbidden";
        refused("SELECT * FROM stations CROSS JOIN 人口", forbidden);
        refused("SELECT * FROM stations, 人口", forbidden);
        refused("SELECT * FROM stations JOIN 人口", forbidden);
        refused(
            "SELECT * FROM (SELECT a FROM stations CROSS JOIN 人口) t",
            forbidden,
        );
        refused("SELECT * FROM stations JOIN 人口 ON 1 = 1", forbidden);
        refused(
            "SELECT * FROM stations s JOIN 人口 p ON s.d = s.d",
            forbidden,
        );
        refused(
            "SELECT * FROM stations s JOIN 人口 p ON s.d = p.d AND p.year = 2025",
            forbidden,
        );
        refused(
            "SELECT * FROM stations s JOIN 人口 p ON s.d = p.d OR s.e = p.e",
            forbidden,
        );
        refused(
            "SELECT * FROM stations s LEFT JOIN 人口 p ON s.d = p.d AND s.n < p.n",
            forbidden,
        );
        check(
            "SELECT * FROM stations LEFT JOIN 人口 USING (d)",
            "stations 人口",
        );
        check(
            "SELECT * FROM stations s JOIN 人口 p ON (s.d = p.d AND s.n + 1 < p.n)",
            "stations 人口",
        );
    }

    #[test]
    fn any_text_is_judged_without_panic() {
        for sql in [
            "(((((",
            "SELECT \u{0}",
            "é`'\"",
            "--",
            "/*",
            "SELECT * FROM \"",
            "WITH",
            ";;;",
        ] {
            judge(sql);
        }
        judge(&"(".repeat(5000));
    }
}
