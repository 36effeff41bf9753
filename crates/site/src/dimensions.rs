//! The values that an author gives for dimensions.

use std::collections::BTreeMap;

use crate::expression::{Arg, RequestedFigure, parse_expression};
use crate::failure::Failure;
use gongbao_content::parse_phrase;
use gongbao_diag::Diagnostic;
use gongbao_diag::locale::Text;
use gongbao_model::Value;
use gongbao_model::prose::Inline;
use gongbao_source::{YamlNode, YamlValue};

/// The dimensions under a `where` key. A text with `{{ row.field }}` takes the page's row.
///
/// # Errors
/// `setting/bad-value` and whatever the expressions in it run into.
pub fn read_dimensions(node: &YamlNode) -> Result<BTreeMap<String, Arg>, Failure> {
    let mut given = BTreeMap::new();
    for (name, value) in node.pairs("where")? {
        given.insert(name.string("where")?, dimension_value(value)?);
    }
    Ok(given)
}

fn dimension_value(node: &YamlNode) -> Result<Arg, Failure> {
    match &node.value {
        YamlValue::List(items) => {
            let values = items
                .iter()
                .map(|it| it.text().map(|text| scalar_value(text, it)));
            let values: Option<Vec<Value>> = values.collect();
            values
                .map(Arg::Values)
                .ok_or_else(|| wrong_dimension(node).into())
        }
        YamlValue::Scalar {
            text,
            quoted: false,
        } if text == "latest" => Ok(Arg::Latest),
        YamlValue::Scalar {
            text,
            quoted: false,
        } if text == "previous" => Ok(Arg::Previous),
        YamlValue::Scalar {
            text,
            quoted: false,
        } if text == "all" => Ok(Arg::All),
        YamlValue::Scalar { text, .. } if text.contains("{{") => row_field(node, text),
        YamlValue::Scalar { text, .. } => Ok(Arg::Values(vec![scalar_value(text, node)])),
        YamlValue::Null | YamlValue::Map(_) => Err(wrong_dimension(node).into()),
    }
}

fn wrong_dimension(node: &YamlNode) -> Diagnostic {
    node.refuse(
        "where",
        Text::new(
            "一个值、若干值的列表，或 latest",
            "a value, a list of values, or latest",
        ),
    )
}

/// `{{ row.district }}` where a value is wanted.
fn row_field(node: &YamlNode, text: &str) -> Result<Arg, Failure> {
    let parts = parse_phrase(&node.file, text, node.range.start)?;
    if let [Inline::Figure(expression)] = parts.as_slice()
        && let Ok(request) = parse_expression(&expression.source, &[])
        && let RequestedFigure::Row(field) = request.what
    {
        return Ok(Arg::Row(field));
    }
    Err(wrong_dimension(node).into())
}

/// A plain scalar that looks like a number is one; a quoted one is text.
fn scalar_value(text: &str, node: &YamlNode) -> Value {
    let quoted = matches!(&node.value, YamlValue::Scalar { quoted: true, .. });
    match (quoted, text.parse::<i64>(), text.parse::<f64>()) {
        (false, Ok(it), _) => Value::Integer(it),
        (false, Err(_), Ok(it)) if it.is_finite() => Value::Number(it),
        _ => Value::Text(text.to_owned()),
    }
}
