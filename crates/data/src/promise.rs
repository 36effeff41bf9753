//! Constraints written as Table Schema, for programs that read the published package.

use serde_json::json;

use crate::rule::Rule;
use gongbao_model::{Constraint, ConstraintKind};

impl Rule {
    /// Its name and value under `constraints`; a `format` stands beside them.
    pub(crate) fn constraint(&self) -> Constraint {
        let (name, promise) = match self {
            Rule::Required => ("required", ConstraintKind::Other(json!(true))),
            Rule::Unique => ("unique", ConstraintKind::Other(json!(true))),
            Rule::OneOf(values) => ("enum", ConstraintKind::OneOf(values.clone())),
            Rule::Minimum(it) => ("minimum", ConstraintKind::Other(it.json())),
            Rule::Maximum(it) => ("maximum", ConstraintKind::Other(it.json())),
            Rule::Above(it) => ("exclusiveMinimum", ConstraintKind::Other(it.json())),
            Rule::Below(it) => ("exclusiveMaximum", ConstraintKind::Other(it.json())),
            Rule::MinLength(it) => ("minLength", ConstraintKind::Other(json!(it))),
            Rule::MaxLength(it) => ("maxLength", ConstraintKind::Written(json!(it))),
            Rule::Written(format) => ("format", ConstraintKind::Written(json!(format.name()))),
            Rule::Pattern(_, text) => ("pattern", ConstraintKind::Written(json!(text))),
        };
        Constraint {
            name,
            kind: promise,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::Rule;
    use gongbao_model::{Constraint, ConstraintKind, Value};
    use serde_json::json;

    fn check(rule: &Rule, name: &'static str, promise: ConstraintKind) {
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
            &Rule::Required,
            "required",
            ConstraintKind::Other(json!(true)),
        );
        check(
            &Rule::Minimum(Value::Number(0.0)),
            "minimum",
            ConstraintKind::Other(json!(0)),
        );
        check(
            &Rule::Maximum(Value::Number(0.5)),
            "maximum",
            ConstraintKind::Other(json!(0.5)),
        );
        let values = vec![Value::Text("甲".to_owned()), Value::Year(2025)];
        check(
            &Rule::OneOf(values.clone()),
            "enum",
            ConstraintKind::OneOf(values),
        );
    }
}
