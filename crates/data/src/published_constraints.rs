//! Constraints written as Table Schema, for programs that read the published package.

use serde_json::json;

use crate::rule::CellRule;
use gongbao_model::{Constraint, ConstraintKind};

impl CellRule {
    /// Its name and value under `constraints`; a `format` stands beside them.
    pub(crate) fn constraint(&self) -> Constraint {
        let (name, promise) = match self {
            CellRule::Required => ("required", ConstraintKind::Other(json!(true))),
            CellRule::Unique => ("unique", ConstraintKind::Other(json!(true))),
            CellRule::OneOf(values) => ("enum", ConstraintKind::OneOf(values.clone())),
            CellRule::Minimum(it) => ("minimum", ConstraintKind::Other(it.json())),
            CellRule::Maximum(it) => ("maximum", ConstraintKind::Other(it.json())),
            CellRule::Above(it) => ("exclusiveMinimum", ConstraintKind::Other(it.json())),
            CellRule::Below(it) => ("exclusiveMaximum", ConstraintKind::Other(it.json())),
            CellRule::MinLength(it) => ("minLength", ConstraintKind::Other(json!(it))),
            CellRule::MaxLength(it) => ("maxLength", ConstraintKind::Written(json!(it))),
            CellRule::Written(format) => ("format", ConstraintKind::Written(json!(format.name()))),
            CellRule::Pattern(_, text) => ("pattern", ConstraintKind::Written(json!(text))),
        };
        Constraint {
            name,
            kind: promise,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::CellRule;
    use gongbao_model::{Constraint, ConstraintKind, Value};
    use serde_json::json;

    fn check(rule: &CellRule, name: &'static str, promise: ConstraintKind) {
        assert_eq!(
            rule.constraint(),
            Constraint {
                name,
                kind: promise
            }
        );
    }

    #[test]
    fn rules_are_written_as_table_schema_has_them() {
        check(
            &CellRule::Required,
            "required",
            ConstraintKind::Other(json!(true)),
        );
        check(
            &CellRule::Minimum(Value::Number(0.0)),
            "minimum",
            ConstraintKind::Other(json!(0)),
        );
        check(
            &CellRule::Maximum(Value::Number(0.5)),
            "maximum",
            ConstraintKind::Other(json!(0.5)),
        );
        let values = vec![Value::Text("甲".to_owned()), Value::Year(2025)];
        check(
            &CellRule::OneOf(values.clone()),
            "enum",
            ConstraintKind::OneOf(values),
        );
    }
}
