//! Rules as Table Schema writes them, for whoever reads what we publish.

use serde_json::{Value as Json, json};

use crate::rule::Rule;
use gongbao_model::Value;

impl Rule {
    /// Its name and value under `constraints`; a `format` stands beside them.
    pub fn constraint(&self) -> (&'static str, Json) {
        match self {
            Rule::Required => ("required", json!(true)),
            Rule::Unique => ("unique", json!(true)),
            Rule::OneOf(values) => ("enum", values.iter().map(Value::json).collect()),
            Rule::Minimum(it) => ("minimum", it.json()),
            Rule::Maximum(it) => ("maximum", it.json()),
            Rule::Above(it) => ("exclusiveMinimum", it.json()),
            Rule::Below(it) => ("exclusiveMaximum", it.json()),
            Rule::MinLength(it) => ("minLength", json!(it)),
            Rule::MaxLength(it) => ("maxLength", json!(it)),
            Rule::Written(format) => ("format", json!(format.name())),
            Rule::Pattern(_, text) => ("pattern", json!(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::Rule;
    use gongbao_model::Value;

    fn check(rule: &Rule, expected: &str) {
        let (name, value) = rule.constraint();
        assert_eq!(format!("{name}: {value}"), expected);
    }

    #[test]
    fn rules_are_written_as_table_schema_has_them() {
        check(&Rule::Required, "required: true");
        check(&Rule::Minimum(Value::Number(0.0)), "minimum: 0");
        check(&Rule::Maximum(Value::Number(0.5)), "maximum: 0.5");
        check(
            &Rule::OneOf(vec![Value::Text("甲".to_owned()), Value::Year(2025)]),
            "enum: [\"甲\",2025]",
        );
    }
}
