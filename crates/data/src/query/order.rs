//! The same rows in the same order on any machine: groups and duplicates in order of first
//! appearance, joins in the order of their left table, sorts that keep the order of equal rows.
//!
//! The SQL layer has no such switch, so the plan it makes is rewritten.

use std::sync::Arc;

use polars::lazy::dsl::{DslPlan, all};
use polars::prelude::{JoinType, LazyFrame, MaintainOrderJoin, SortMultipleOptions};

/// The same query with every order fixed.
pub(super) fn fix_order(frame: LazyFrame) -> LazyFrame {
    LazyFrame::from(fix_plan_order(&frame.logical_plan))
}

fn fix_plan_order(plan: &DslPlan) -> DslPlan {
    let plan = unwrap_plan(plan).clone();
    match plan {
        DslPlan::GroupBy {
            input,
            keys,
            predicates,
            aggs,
            options,
            apply,
            maintain_order: _,
        } => DslPlan::GroupBy {
            input: fix_input(&input),
            keys,
            predicates,
            aggs,
            options,
            apply,
            maintain_order: true,
        },
        DslPlan::Distinct { input, mut options } => {
            options.maintain_order = true;
            DslPlan::Distinct {
                input: fix_input(&input),
                options,
            }
        }
        DslPlan::Sort {
            input,
            by_column,
            slice,
            mut sort_options,
        } => {
            sort_options.maintain_order = true;
            DslPlan::Sort {
                input: fix_input(&input),
                by_column,
                slice,
                sort_options,
            }
        }
        DslPlan::Union { inputs, mut args } => {
            args.maintain_order = true;
            DslPlan::Union {
                inputs: inputs.iter().map(fix_plan_order).collect(),
                args,
            }
        }
        DslPlan::Join { .. } => fix_join(plan),
        other => fix_inputs(other),
    }
}

fn fix_join(plan: DslPlan) -> DslPlan {
    let DslPlan::Join {
        input_left,
        input_right,
        left_on,
        right_on,
        predicates,
        mut options,
    } = plan
    else {
        return plan;
    };
    let (input_left, input_right) = (fix_input(&input_left), fix_input(&input_right));
    let chosen = Arc::make_mut(&mut options);
    chosen.args.maintain_order = match chosen.args.how {
        JoinType::Right => MaintainOrderJoin::RightLeft,
        _ => MaintainOrderJoin::LeftRight,
    };
    let by_inequality = !predicates.is_empty();
    let join = DslPlan::Join {
        input_left,
        input_right,
        left_on,
        right_on,
        predicates,
        options,
    };
    if !by_inequality {
        return join;
    }
    // Joins by inequality keep no order whatever they are asked for.
    let sort_options = SortMultipleOptions {
        maintain_order: true,
        ..SortMultipleOptions::default()
    };
    DslPlan::Sort {
        input: Arc::new(join),
        by_column: vec![all().as_expr()],
        slice: None,
        sort_options,
    }
}

/// Nodes without an order of their own.
fn fix_inputs(plan: DslPlan) -> DslPlan {
    match plan {
        DslPlan::Filter { input, predicate } => DslPlan::Filter {
            input: fix_input(&input),
            predicate,
        },
        DslPlan::Cache { input, id } => DslPlan::Cache {
            input: fix_input(&input),
            id,
        },
        DslPlan::Select {
            expr,
            input,
            options,
        } => DslPlan::Select {
            expr,
            input: fix_input(&input),
            options,
        },
        DslPlan::HStack {
            input,
            exprs,
            options,
        } => DslPlan::HStack {
            input: fix_input(&input),
            exprs,
            options,
        },
        DslPlan::Slice { input, offset, len } => DslPlan::Slice {
            input: fix_input(&input),
            offset,
            len,
        },
        DslPlan::MapFunction { input, function } => DslPlan::MapFunction {
            input: fix_input(&input),
            function,
        },
        DslPlan::HConcat { inputs, options } => DslPlan::HConcat {
            inputs: inputs.iter().map(fix_plan_order).collect(),
            options,
        },
        DslPlan::Gather {
            input,
            idxs,
            null_on_oob,
        } => DslPlan::Gather {
            input: fix_input(&input),
            idxs: fix_input(&idxs),
            null_on_oob,
        },
        DslPlan::PipeWithSchema { input, callback } => DslPlan::PipeWithSchema {
            input: input.iter().map(fix_plan_order).collect(),
            callback,
        },
        DslPlan::ExtContext { input, contexts } => DslPlan::ExtContext {
            input: fix_input(&input),
            contexts: contexts.iter().map(fix_plan_order).collect(),
        },
        other => other,
    }
}

fn fix_input(plan: &Arc<DslPlan>) -> Arc<DslPlan> {
    Arc::new(fix_plan_order(plan))
}

/// The plan without the lowered form the SQL layer keeps of it, which would no longer be true.
fn unwrap_plan(plan: &DslPlan) -> &DslPlan {
    match plan {
        DslPlan::IR { dsl, .. } => unwrap_plan(dsl),
        other => other,
    }
}
