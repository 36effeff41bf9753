//! Constraints written as Table Schema, for programs that read the published package.

use serde_json::json;

use crate::rule::Rule;
use gongbao_model::{Constraint, Promise};

impl Rule {
    /// Its name and value under `constraints`; a `format` stands beside them.
    pub(crate) fn constraint(&self) -> Constraint {
        let (name, promise) = match self {
            Rule::Required => ("required", Promise::Other(json!(true))),
            Rule::Unique => ("unique", Promise::Other(json!(true))),
            Rule::OneOf(values) => ("enum", Promise::OneOf(values.clone())),
            Rule::Minimum(it) => ("minimum", Promise::Other(it.json())),
            Rule::Maximum(it) => ("maximum", Promise::Other(it.json())),
            Rule::Above(it) => ("exclusiveMinimum", Promise::Other(it.json())),
            Rule::Below(it) => ("exclusiveMaximum", Promise::Other(it.json())),
            Rule::MinLength(it) => ("minLength", Promise::Other(json!(it))),
            Rule::MaxLength(it) => ("maxLength", Promise::Written(json!(it))),
            Rule::Written(format) => ("format", Promise::Written(json!(format.name()))),
            Rule::Pattern(_, text) => ("pattern", Promise::Written(json!(text))),
        };
        Constraint { name, promise }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::Rule;
    use gongbao_model::{Constraint, Promise, Value};
    use serde_json::json;

    fn check(rule: &Rule, name: &'static str, promise: Promise) {
        assert_eq!(rule.constraint(), Constraint { name, promise });
    }

    #[test]
    fn rules_are_written_as_table_schema_has_them() {
        check(&Rule::Required, "required", Promise::Other(json!(true)));
        check(
            &Rule::Minimum(Value::Number(0.0)),
            "minimum",
            Promise::Other(json!(0)),
        );
        check(
            &Rule::Maximum(Value::Number(0.5)),
            "maximum",
            Promise::Other(json!(0.5)),
        );
        let values = vec![Value::Text("甲".to_owned()), Value::Year(2025)];
        check(&Rule::OneOf(values.clone()), "enum", Promise::OneOf(values));
    }
}
