//! Rules as Table Schema writes them, for whoever reads what we publish.

use serde_json::{Value as Json, json};

use crate::{Rule, Value};

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

impl Value {
    /// The value as JSON has it: whole numbers without a point, dates as text, missing as null.
    pub fn json(&self) -> Json {
        match self {
            Value::Missing => Json::Null,
            Value::Integer(it) => json!(it),
            Value::Number(it) if it.fract() == 0.0 && it.abs() < 1e15 => json!(*it as i64),
            Value::Number(it) => json!(it),
            Value::Boolean(it) => json!(it),
            Value::Year(it) => json!(it),
            Value::Text(_) | Value::Date(_) | Value::Period(_) => json!(self.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Rule, Value};

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
