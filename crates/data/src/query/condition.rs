//! A condition on the rows of one table: an SQL expression that reads its columns and nothing else.

use std::ops::ControlFlow;

use polars::prelude::DataType;
use sqlparser::ast::{Expr, Query as SqlQuery, Spanned, Visit, Visitor};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Span, Token};

use crate::complaints::unknown_column;
use crate::fields::Located;
use crate::query::parse::{SqlText, bad_date, syntax_error};
use crate::query::run;
use crate::table::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Place};

/// A condition that can be computed.
#[derive(Debug)]
pub(crate) struct Condition {
    sql: String,
    place: Place,
    /// The columns it names, each once, in its order.
    pub columns: Vec<usize>,
}

/// Parses a condition on the rows of a table.
///
/// # Errors
/// `data/query-syntax`, `data/query-forbidden`, `data/unknown-column` or `setting/bad-value`, pointing into it.
pub(crate) fn parse_condition(
    sql: &str,
    place: &Place,
    table: &Table,
) -> Result<Condition, Diagnostic> {
    let text = SqlText { sql, place };
    let parser = Parser::new(&GenericDialect {}).try_with_sql(sql);
    let mut parser = parser.map_err(|it| syntax_error(&text, &it))?;
    let expr = parser.parse_expr().map_err(|it| syntax_error(&text, &it))?;
    let next = parser.peek_token();
    if next.token != Token::EOF {
        let reason = Text::new(
            format!("条件在“{next}”之前已经结束"),
            format!("the condition ends before `{next}`"),
        );
        return Err(Diagnostic::new(Code::QuerySyntax, text.span(next.span)).with("reason", reason));
    }
    let mut judge = ConditionJudge {
        text: &text,
        table,
        columns: Vec::new(),
    };
    if let ControlFlow::Break(complaint) = expr.visit(&mut judge) {
        return Err(*complaint);
    }
    let columns = judge.columns;
    Ok(Condition {
        sql: sql.to_owned(),
        place: place.clone(),
        columns,
    })
}

/// For each row whether the condition holds; nothing where a missing value leaves it open.
///
/// # Errors
/// `data/query-failed`.
pub(crate) fn evaluate_condition(
    condition: &Condition,
    table: &Table,
) -> Result<Vec<Option<bool>>, Diagnostic> {
    let failed = |zh: &str, en: &str| {
        let complaint = Diagnostic::new(Code::QueryFailed, condition.place.clone());
        Err(complaint.with("reason", Text::new(zh, en)))
    };
    // On lines of its own, so that a comment in it ends where it does.
    let statement = format!(
        "SELECT (\n{}\n) AS holds FROM \"{}\"",
        condition.sql, table.name
    );
    let text = SqlText {
        sql: &condition.sql,
        place: &condition.place,
    };
    let frame = run::collect_statement(text, &statement, &[table])?;
    let Some(column) = frame
        .columns()
        .first()
        .filter(|it| it.len() == table.n_rows())
    else {
        return failed(
            "它不是每行给出一个结果",
            "it does not give an answer for each row",
        );
    };
    let answers = match column.dtype() {
        DataType::Null => return Ok(vec![None; table.n_rows()]),
        _ => column.bool(),
    };
    match answers {
        Ok(it) => Ok(it.iter().collect()),
        Err(_) => failed(
            "它给出的不是“是”或“否”",
            "what it gives is neither true nor false",
        ),
    }
}

/// Walks the condition and breaks at the first thing that is not allowed.
struct ConditionJudge<'a> {
    text: &'a SqlText<'a>,
    table: &'a Table,
    columns: Vec<usize>,
}

type Verdict = ControlFlow<Box<Diagnostic>>;

impl ConditionJudge<'_> {
    fn column(&mut self, table: Option<&str>, name: &str, span: Span) -> Verdict {
        let is_own = table.is_none_or(|it| it == self.table.name);
        match self.table.column(name).filter(|_| is_own) {
            Some(it) if self.columns.contains(&it) => ControlFlow::Continue(()),
            Some(it) => {
                self.columns.push(it);
                ControlFlow::Continue(())
            }
            None => {
                let name = table.map_or_else(|| name.to_owned(), |it| format!("{it}.{name}"));
                let name = Located {
                    text: name,
                    place: self.text.span(span),
                };
                ControlFlow::Break(Box::new(unknown_column(self.table, &name)))
            }
        }
    }
}

impl Visitor for ConditionJudge<'_> {
    type Break = Box<Diagnostic>;

    fn pre_visit_query(&mut self, query: &SqlQuery) -> Verdict {
        let complaint =
            Diagnostic::new(Code::BadSetting, self.text.span(query.span())).with("key", "rule");
        let expected = Text::new(
            "关于一行的条件，不含子查询",
            "a condition on one row, without a subquery",
        );
        ControlFlow::Break(Box::new(
            complaint.with("text", query).with("expected", expected),
        ))
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> Verdict {
        match expr {
            Expr::Identifier(it) => self.column(None, &it.value, it.span),
            Expr::CompoundIdentifier(parts) => match &parts[..] {
                [table, it] => self.column(Some(&table.value), &it.value, expr.span()),
                _ => self.column(None, &expr.to_string(), expr.span()),
            },
            _ => bad_date(self.text, expr).map_or(ControlFlow::Continue(()), |it| {
                ControlFlow::Break(Box::new(it))
            }),
        }
    }
}
