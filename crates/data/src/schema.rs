//! The schema of one table in the descriptor: fields, types, constraints and keys (Table Schema).
//!
//! What a table of a report does not hold is left out of Table Schema: the types `object`, `array`,
//! `list`, `geopoint`, `geojson`, `duration` and `any`, the constraint `jsonSchema`, and
//! `categories`.

use regex::Regex;

use crate::boolean_words::read_boolean_words;
use crate::checks::Check;
use crate::columns::ColumnBuilder;
use crate::fields::{Located, keep_fields, list_items, read_flag, read_text};
use crate::missing_values::{MissingMarkers, read_missing_markers};
use crate::notation;
use crate::rule::CellRule;
use crate::shape::Layout;
use crate::specs::{FieldSpec, KeySpec};
use crate::text_format::TextFormat;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags, Place};
use gongbao_model::MissingMarker;
use gongbao_model::{ColumnKind, Value};
use gongbao_source::{Fields, YamlNode};

/// What the descriptor promises about the cells of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schema {
    /// What stands for “no value”, if it is said.
    pub missing: Option<Vec<MissingMarker>>,
    /// What does where it is not said.
    pub usual: MissingMarkers,
    /// The columns; empty if they are not described.
    pub fields: Vec<FieldSpec>,
    /// How the columns of the file match those described.
    pub matching: FieldsMatch,
    /// Columns that identify a row.
    pub primary_key: Vec<Located>,
    /// Columns that together are unique.
    pub unique_keys: Vec<Vec<Located>>,
    pub foreign_keys: Vec<KeySpec>,
    /// How the records of the file make a table; said beside the schema.
    pub layout: Layout,
    /// What holds of whole rows; said beside the schema, as Table Schema has no word for it.
    pub checks: Vec<Check>,
}

/// How the columns of a file match those described (`fieldsMatch`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FieldsMatch {
    /// The same columns in the same order.
    Exact,
    /// The same columns in any order. The default: nothing is mixed up when columns change places.
    #[default]
    Equal,
    /// The file may have more.
    Subset,
    /// The file may have fewer.
    Superset,
    /// The file has at least one of them.
    Partial,
}

impl FieldsMatch {
    const ALL: [(&str, FieldsMatch); 5] = [
        ("exact", FieldsMatch::Exact),
        ("equal", FieldsMatch::Equal),
        ("subset", FieldsMatch::Subset),
        ("superset", FieldsMatch::Superset),
        ("partial", FieldsMatch::Partial),
    ];

    /// Whether the file may have columns that are not described.
    pub(crate) fn allows_more(self) -> bool {
        matches!(self, FieldsMatch::Subset | FieldsMatch::Partial)
    }

    /// Whether the file may lack columns that are described.
    pub(crate) fn allows_fewer(self) -> bool {
        matches!(self, FieldsMatch::Superset | FieldsMatch::Partial)
    }
}

impl Schema {
    /// What is said about a column.
    pub(crate) fn field(&self, name: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|it| it.name.text == name)
    }

    /// What stands for “no value” in a column.
    pub(crate) fn missing_markers(&self, name: &str) -> &[MissingMarker] {
        let said = self
            .field(name)
            .and_then(|it| it.missing.as_deref())
            .or(self.missing.as_deref());
        said.unwrap_or(&self.usual.list)
    }

    /// What stands for “no value” in a column of a type.
    pub(crate) fn missing_markers_of(&self, name: &str, kind: ColumnKind) -> Vec<MissingMarker> {
        let is_said =
            self.missing.is_some() || self.field(name).is_some_and(|it| it.missing.is_some());
        let is_spared = kind == ColumnKind::String && !is_said && !self.usual.of_texts;
        if is_spared {
            MissingMarkers::default().list
        } else {
            self.missing_markers(name).to_vec()
        }
    }

    /// Whether a file must have a column even if it may have fewer.
    pub(crate) fn needs(&self, field: &FieldSpec) -> bool {
        let is_key = self.primary_key.iter().any(|it| it.text == field.name.text);
        is_key
            || field
                .rules
                .iter()
                .any(|it| matches!(it, CellRule::Required))
    }
}

const SCHEMA_KEYS: [&str; 7] = [
    "missingValues",
    "primaryKey",
    "uniqueKeys",
    "foreignKeys",
    "fields",
    "fieldsMatch",
    "$schema",
];
const FIELD_KEYS: [&str; 13] = [
    "internal",
    "name",
    "title",
    "type",
    "unit",
    "description",
    "constraints",
    "trueValues",
    "falseValues",
    "example",
    "rdfType",
    "missingValues",
    "fill",
];
const RULE_KEYS: [&str; 10] = [
    "required",
    "unique",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
];
const FOREIGN_KEYS: [&str; 2] = ["fields", "reference"];
const REFERENCE_KEYS: [&str; 2] = ["resource", "fields"];

/// Reads a schema. Each mistake is a diagnostic; the rest still counts.
pub(crate) fn read_schema(node: &YamlNode, diags: &mut Diags) -> Schema {
    let mut schema = Schema::default();
    let Some(keys) = keep_fields(node, "schema", &SCHEMA_KEYS, diags) else {
        return schema;
    };
    if let Some(node) = keys.get("missingValues") {
        schema.missing = Some(read_missing_markers(node, diags));
    }
    for node in list_items(&keys, "fields") {
        let field = read_field(node, &schema, diags);
        schema.fields.extend(field);
    }
    if let Some(node) = keys.get("fieldsMatch") {
        // A word that is not known is filed.
        schema.matching = diags
            .keep(read_matching(node))
            .unwrap_or(FieldsMatch::Equal);
    }
    schema.unique_keys = list_items(&keys, "uniqueKeys")
        .iter()
        .map(|it| Located::read_all(it, "uniqueKeys", diags))
        .collect();
    schema.primary_key = list_items(&keys, "primaryKey")
        .iter()
        .filter_map(|it| Located::read(it, "primaryKey", diags))
        .collect();
    schema.foreign_keys = list_items(&keys, "foreignKeys")
        .iter()
        .filter_map(|it| foreign_key(it, diags))
        .collect();
    schema
}

fn read_matching(node: &YamlNode) -> Result<FieldsMatch, Diagnostic> {
    let name = node.string("fieldsMatch")?;
    let found = FieldsMatch::ALL
        .into_iter()
        .find(|(it, _)| *it == name)
        .map(|(_, it)| it);
    found.ok_or_else(|| {
        node.refuse(
            "fieldsMatch",
            one_of_names(&FieldsMatch::ALL.map(|(it, _)| it)),
        )
    })
}

/// “One of these”.
fn one_of_names(names: &[&str]) -> Text {
    Text::new(
        format!("{} 之一", names.join("、")),
        format!("one of {}", names.join(", ")),
    )
}

fn read_field(node: &YamlNode, schema: &Schema, diags: &mut Diags) -> Option<FieldSpec> {
    let known: Vec<&str> = FIELD_KEYS
        .into_iter()
        .chain(notation::NOTATION_KEYS)
        .collect();
    let keys = keep_fields(node, "fields", &known, diags)?;
    let title = read_text(&keys, "title", diags);
    // No unit is the empty one.
    let unit: String = read_text(&keys, "unit", diags).into_iter().collect();
    let description = read_text(&keys, "description", diags);
    let kind = keys.get("type").and_then(|it| read_kind(it, diags));
    let internal = read_flag(&keys, "internal", diags);
    let answers = read_boolean_words(&keys, kind, diags);
    let mut rules = keys
        .get("constraints")
        .map_or_else(Vec::new, |it| read_rules(it, kind, diags));
    rules.extend(
        keys.get("format")
            .and_then(|it| diags.keep(read_text_format(it, kind)))
            .flatten(),
    );
    rules.extend(months_only(&keys));
    let notation = notation::read_notation(&keys, kind, &unit, diags);
    let missing = keys
        .get("missingValues")
        .map(|it| read_missing_markers(it, diags));
    let fill = keys
        .get("fill")
        .and_then(|it| diags.keep(check_fill_word(it)))
        .is_some();
    let node = diags.keep(keys.need("name", "district"))?;
    let name = Located::read(node, "name", diags)?;
    if schema.field(&name.text).is_some() {
        let unique = Text::new("没有用过的列名", "a column name not used before");
        diags.push(node.refuse("name", unique));
        return None;
    }
    Some(FieldSpec {
        name,
        title,
        kind,
        unit,
        description,
        boolean_words: answers,
        rules,
        notation,
        missing,
        fill,
        internal,
    })
}

/// `fill: down`: merged cells leave all but the first one empty.
fn check_fill_word(node: &YamlNode) -> Result<(), Diagnostic> {
    if node.text() == Some("down") {
        Ok(())
    } else {
        Err(node.refuse("fill", Text::from("down")))
    }
}

/// Table Schema's `yearmonth` is a period that is one month.
const YEAR_MONTH: &str = "yearmonth";

#[expect(clippy::expect_used, reason = "the pattern is written here")]
fn months_only(keys: &Fields<'_>) -> Option<CellRule> {
    keys.get("type")
        .filter(|it| it.text() == Some(YEAR_MONTH))?;
    let pattern = Regex::new(r"\A[0-9]{4}-[0-9]{2}\z").expect("a pattern that is one");
    Some(CellRule::Pattern(pattern, "2025-09".to_owned()))
}

/// The way a text is written; nothing for the usual one.
fn read_text_format(
    node: &YamlNode,
    kind: Option<ColumnKind>,
) -> Result<Option<CellRule>, Diagnostic> {
    let name = node.string("format")?;
    // How a date is written is read with the other notations.
    if name == "default" || kind == Some(ColumnKind::Date) {
        return Ok(None);
    }
    let only = Text::new(
        "default：只有 string 列可以另行规定",
        "default: only string columns have another",
    );
    if kind.is_some_and(|it| it != ColumnKind::String) {
        return Err(node.refuse("format", only));
    }
    let names: Vec<&str> = std::iter::once("default")
        .chain(TextFormat::ALL.map(TextFormat::name))
        .collect();
    let found = TextFormat::parse(&name).map(|it| Some(CellRule::Written(it)));
    found.ok_or_else(|| node.refuse("format", one_of_names(&names)))
}

fn read_kind(node: &YamlNode, diags: &mut Diags) -> Option<ColumnKind> {
    let name = diags.keep(node.string("type"))?;
    let kind =
        ColumnKind::parse(&name).or_else(|| (name == YEAR_MONTH).then_some(ColumnKind::Period));
    if kind.is_none() {
        diags.push(node.refuse("type", one_of_names(&ColumnKind::ALL.map(ColumnKind::name))));
    }
    kind
}

fn read_rules(node: &YamlNode, kind: Option<ColumnKind>, diags: &mut Diags) -> Vec<CellRule> {
    let Some(keys) = keep_fields(node, "constraints", &RULE_KEYS, diags) else {
        return Vec::new();
    };
    let flag = |key: &str| keys.get(key).map_or(Ok(false), |it| it.boolean(key));
    let (required, unique) = (flag("required"), flag("unique"));
    let mut rules = Vec::new();
    rules.extend(
        diags
            .keep(required)
            .filter(|it| *it)
            .map(|_| CellRule::Required),
    );
    rules.extend(
        diags
            .keep(unique)
            .filter(|it| *it)
            .map(|_| CellRule::Unique),
    );
    rules.extend(keys.get("enum").and_then(|it| read_enum(it, kind, diags)));
    rules.extend(read_bound(&keys, "minimum", kind, diags).map(CellRule::Minimum));
    rules.extend(read_bound(&keys, "maximum", kind, diags).map(CellRule::Maximum));
    rules.extend(read_bound(&keys, "exclusiveMinimum", kind, diags).map(CellRule::Above));
    rules.extend(read_bound(&keys, "exclusiveMaximum", kind, diags).map(CellRule::Below));
    rules.extend(
        keys.get("minLength")
            .and_then(|it| diags.keep(read_length(it, "minLength", kind)))
            .map(CellRule::MinLength),
    );
    rules.extend(
        keys.get("maxLength")
            .and_then(|it| diags.keep(read_length(it, "maxLength", kind)))
            .map(CellRule::MaxLength),
    );
    rules.extend(
        keys.get("pattern")
            .and_then(|it| diags.keep(read_pattern(it, kind))),
    );
    rules
}

fn read_enum(node: &YamlNode, kind: Option<ColumnKind>, diags: &mut Diags) -> Option<CellRule> {
    let nodes = node.items().iter();
    let values: Vec<Value> = nodes
        .filter_map(|it| diags.keep(read_value(it, "enum", kind.unwrap_or(ColumnKind::String))))
        .collect();
    (!values.is_empty()).then_some(CellRule::OneOf(values))
}

fn read_bound(
    keys: &Fields<'_>,
    key: &str,
    kind: Option<ColumnKind>,
    diags: &mut Diags,
) -> Option<Value> {
    let node = keys.get(key)?;
    let no_order = Text::new(
        "不写：这种类型的列没有大小",
        "left out: a column of this type has no order",
    );
    diags.keep(match kind {
        Some(ColumnKind::String | ColumnKind::Boolean | ColumnKind::Period) => {
            Err(node.refuse(key, no_order))
        }
        Some(ColumnKind::Date) => read_value(node, key, ColumnKind::Date),
        Some(ColumnKind::Integer | ColumnKind::Number | ColumnKind::Year) | None => {
            read_value(node, key, ColumnKind::Number)
        }
    })
}

/// A value of a type, as a cell would be read.
fn read_value(node: &YamlNode, key: &str, kind: ColumnKind) -> Result<Value, Diagnostic> {
    let text = node.string(key)?;
    ColumnBuilder::value(kind, &text).ok_or_else(|| node.refuse(key, kind.text()))
}

fn read_length(node: &YamlNode, key: &str, kind: Option<ColumnKind>) -> Result<usize, Diagnostic> {
    if kind.is_some_and(|it| it != ColumnKind::String) {
        let expected = Text::new(
            "不写：只有 string 列有长度",
            "left out: only string columns have a length",
        );
        return Err(node.refuse(key, expected));
    }
    let count = node.string(key)?.parse();
    count.map_err(|_| node.refuse(key, Text::new("一个非负整数", "a whole number from 0")))
}

fn read_pattern(node: &YamlNode, kind: Option<ColumnKind>) -> Result<CellRule, Diagnostic> {
    let text = node.string("pattern")?;
    if kind.is_some_and(|it| it != ColumnKind::String) {
        let expected = Text::new(
            "不写：只有 string 列可以规定格式",
            "left out: only string columns have a pattern",
        );
        return Err(node.refuse("pattern", expected));
    }
    let whole = Regex::new(&format!(r"\A(?:{text})\z"));
    let whole = whole.map_err(|_| {
        node.refuse(
            "pattern",
            Text::new("一个正则表达式", "a regular expression"),
        )
    })?;
    Ok(CellRule::Pattern(whole, text))
}

fn foreign_key(node: &YamlNode, diags: &mut Diags) -> Option<KeySpec> {
    let keys = keep_fields(node, "foreignKeys", &FOREIGN_KEYS, diags)?;
    let columns = diags
        .keep(keys.need("fields", "[district]"))
        .map(|it| Located::read_all(it, "fields", diags));
    let reference =
        diags.keep(keys.need("reference", "{resource: districts, fields: [district]}"))?;
    let keys = keep_fields(reference, "reference", &REFERENCE_KEYS, diags)?;
    let references = diags
        .keep(keys.need("fields", "[district]"))
        .map(|it| Located::read_all(it, "fields", diags))?;
    // Table Schema: an empty resource means the table itself.
    let table = keys.get("resource").map_or_else(
        || Some(empty_located(reference.place())),
        |it| Located::read(it, "resource", diags),
    )?;
    let columns = columns?;
    if columns.len() == references.len() {
        return Some(KeySpec {
            columns,
            table,
            references,
        });
    }
    let n = columns.len();
    diags.push(reference.refuse(
        "fields",
        Text::new(format!("{n}个列名"), format!("{n} column names")),
    ));
    None
}

fn empty_located(place: Place) -> Located {
    Located {
        text: String::new(),
        place,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    fn check(schema: &str, expected: &[&str]) {
        let yaml = format!("resources: [{{name: a, path: a.csv, schema: {schema}}}]\n");
        check_codes(
            &[("data/a.csv", "x\nab\n"), ("data/datapackage.yaml", &yaml)],
            expected,
        );
    }

    #[test]
    fn a_field_has_a_name_and_a_known_type() {
        check(
            "{fields: [{name: x, title: X, type: string, unit: 人, description: d}]}",
            &[],
        );
        check("{fields: [{name: x, type: strin}]}", &["setting/bad-value"]);
        check(
            "{fields: [{name: x, typ: string}]}",
            &["setting/unknown-key"],
        );
        check("{fields: [{title: x}]}", &["setting/missing-key"]);
        check("{fields: [{name: x}, {name: x}]}", &["setting/bad-value"]);
        check("[x]", &["setting/bad-value"]);
    }

    #[test]
    fn constraints_fit_their_type() {
        check(
            "{fields: [{name: x, constraints: {required: true, enum: [ab], pattern: '[a-z]+'}}]}",
            &[],
        );
        check(
            "{fields: [{name: x, type: string, constraints: {minimum: 1}}]}",
            &["setting/bad-value"],
        );
        check(
            "{fields: [{name: x, constraints: {pattern: '('}}]}",
            &["setting/bad-value"],
        );
        check(
            "{fields: [{name: x, constraints: {required: 1, uniqe: true}}]}",
            &["setting/bad-value", "setting/unknown-key"],
        );
    }

    #[test]
    fn keys_name_as_many_columns_on_both_sides() {
        let key = |it: &str| format!("{{fields: [{{name: x}}], foreignKeys: [{it}]}}");
        check(
            &key("{fields: x, reference: {resource: '', fields: x}}"),
            &[],
        );
        check(
            &key("{fields: [x], reference: {resource: a, fields: [x, x]}}"),
            &["setting/bad-value"],
        );
        check(&key("{fields: [x]}"), &["setting/missing-key"]);
        check(&key("{reference: {fields: [x]}}"), &["setting/missing-key"]);
    }
}
