//! What may stand in a join: the engine silently computes something else for some conditions, and
//! nothing stops a join without one from multiplying rows.

use std::ops::ControlFlow;

use sqlparser::ast::{
    BinaryOperator, Expr, Join, JoinConstraint, JoinOperator, Spanned, Visit, Visitor,
};
use sqlparser::tokenizer::Span;

use gongbao_diag::locale::Text;

/// What is not allowed about a join, and where it stands.
pub(super) fn find_join_error(join: &Join) -> Option<(Span, Text)> {
    let unconditional = || {
        let what = Text::new(
            "没有条件的连接（请用 JOIN … ON）",
            "a join without a condition (use JOIN … ON)",
        );
        Some((join.relation.span(), what))
    };
    let Some((constraint, is_inner)) = join_constraint(&join.join_operator) else {
        return unconditional();
    };
    match constraint {
        JoinConstraint::On(condition) => conjunction_terms(condition)
            .into_iter()
            .find_map(|it| term_objection(it, is_inner)),
        JoinConstraint::Using(_) | JoinConstraint::Natural => None,
        JoinConstraint::None => unconditional(),
    }
}

/// The condition of a join of a usual kind, and whether it is an inner one.
fn join_constraint(join: &JoinOperator) -> Option<(&JoinConstraint, bool)> {
    match join {
        JoinOperator::Join(it) | JoinOperator::Inner(it) => Some((it, true)),
        JoinOperator::Left(it)
        | JoinOperator::LeftOuter(it)
        | JoinOperator::Right(it)
        | JoinOperator::RightOuter(it)
        | JoinOperator::FullOuter(it)
        | JoinOperator::Semi(it)
        | JoinOperator::LeftSemi(it)
        | JoinOperator::RightSemi(it)
        | JoinOperator::Anti(it)
        | JoinOperator::LeftAnti(it)
        | JoinOperator::RightAnti(it) => Some((it, false)),
        _ => None,
    }
}

/// The parts of a condition that are joined by AND.
fn conjunction_terms(condition: &Expr) -> Vec<&Expr> {
    let mut open = vec![condition];
    let mut terms = Vec::new();
    while let Some(expr) = open.pop() {
        match expr {
            Expr::Nested(inner) => open.push(inner),
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And,
                right,
            } => open.extend([right.as_ref(), left.as_ref()]),
            term => terms.push(term),
        }
    }
    terms
}

fn term_objection(term: &Expr, is_inner: bool) -> Option<(Span, Text)> {
    let comparison = match term {
        Expr::BinaryOp { left, op, right } if is_comparison(op) && compares_tables(left, right) => {
            Some(op)
        }
        _ => None,
    };
    let Some(op) = comparison else {
        let what = Text::new(
            "ON 中不是比较两表的列的条件（请放进 WHERE 或子查询）",
            "a condition in ON that does not compare columns of both tables (put it into WHERE or a subquery)",
        );
        return Some((term.span(), what));
    };
    // The engine would make an inner join of it and lose the rows without partner.
    (!is_inner && *op != BinaryOperator::Eq).then(|| {
        let what = Text::new(
            "外连接、半连接的 ON 中的不等条件（请先用子查询筛选）",
            "an inequality in ON of an outer, semi or anti join (filter in a subquery first)",
        );
        (term.span(), what)
    })
}

fn is_comparison(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Eq
            | BinaryOperator::Lt
            | BinaryOperator::LtEq
            | BinaryOperator::Gt
            | BinaryOperator::GtEq
    )
}

/// Whether both sides have columns, and not of the same table as far as they say.
fn compares_tables(left: &Expr, right: &Expr) -> bool {
    let (left, right) = (tables_of_columns(left), tables_of_columns(right));
    let same_table = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    let overlap = left.iter().any(|a| right.iter().any(|b| same_table(a, b)));
    !left.is_empty() && !right.is_empty() && !overlap
}

/// The tables of the columns in an expression, as far as they are named.
fn tables_of_columns(expr: &Expr) -> Vec<Option<String>> {
    struct ColumnFinder(Vec<Option<String>>);
    impl Visitor for ColumnFinder {
        type Break = ();
        fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
            match expr {
                Expr::Identifier(_) => self.0.push(None),
                Expr::CompoundIdentifier(parts) => {
                    self.0.push(parts.first().map(|it| it.value.clone()))
                }
                _ => {}
            }
            ControlFlow::Continue(())
        }
    }
    let mut columns = ColumnFinder(Vec::new());
    let _ = expr.visit(&mut columns);
    columns.0
}
