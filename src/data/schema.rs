//! The schema of one table in the descriptor: fields, types, constraints and keys (Table Schema).

use regex::Regex;

use crate::data::absence::{Sign, signs};
use crate::data::descriptor::{Located, keep_fields, text};
use crate::data::notation::{self, Notation};
use crate::data::{Builder, Kind, Value};
use crate::diag::{Diagnostic, Diags, Place};
use crate::locale::Text;
use crate::source::{Fields, Node};

/// What the descriptor promises about the cells of a table.
#[derive(Clone, Debug)]
pub struct Schema {
    /// What stands for “no value”.
    pub missing: Vec<Sign>,
    /// The columns; empty if they are not described.
    pub fields: Vec<FieldSpec>,
    /// Columns that identify a row.
    pub primary_key: Vec<Located>,
    pub foreign_keys: Vec<KeySpec>,
}

/// What the descriptor says about one column.
#[derive(Clone, Debug)]
pub struct FieldSpec {
    pub name: Located,
    pub title: Option<String>,
    /// The declared type.
    pub kind: Option<Kind>,
    pub unit: String,
    pub description: Option<String>,
    pub rules: Vec<Rule>,
    /// How its cells are written.
    pub notation: Notation,
    /// What stands for “no value” in this column, if not what does in the table.
    pub missing: Option<Vec<Sign>>,
    /// Whether an empty cell has the value above it.
    pub fill: bool,
}

/// A foreign key as written.
#[derive(Clone, Debug)]
pub struct KeySpec {
    pub columns: Vec<Located>,
    pub table: Located,
    pub references: Vec<Located>,
}

/// A constraint on the cells of a column.
#[derive(Clone, Debug)]
pub enum Rule {
    Required,
    Unique,
    OneOf(Vec<Value>),
    Minimum(Value),
    Maximum(Value),
    /// A pattern for the whole cell, and as the author wrote it.
    Pattern(Regex, String),
}

impl Default for Schema {
    fn default() -> Schema {
        let (fields, primary_key, foreign_keys) = (Vec::new(), Vec::new(), Vec::new());
        Schema { missing: Sign::usual(), fields, primary_key, foreign_keys }
    }
}

impl Schema {
    /// What is said about a column.
    pub fn field(&self, name: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|it| it.name.text == name)
    }

    /// What stands for “no value” in a column.
    pub fn signs(&self, name: &str) -> &[Sign] {
        self.field(name).and_then(|it| it.missing.as_deref()).unwrap_or(&self.missing)
    }
}

const SCHEMA_KEYS: [&str; 5] = ["missingValues", "primaryKey", "foreignKeys", "fields", "$schema"];
const FIELD_KEYS: [&str; 10] =
    ["name", "title", "type", "unit", "description", "constraints", "example", "rdfType", "missingValues", "fill"];
const RULE_KEYS: [&str; 6] = ["required", "unique", "enum", "minimum", "maximum", "pattern"];
const FOREIGN_KEYS: [&str; 2] = ["fields", "reference"];
const REFERENCE_KEYS: [&str; 2] = ["resource", "fields"];

/// Reads a schema. Each mistake is a diagnostic; the rest still counts.
pub fn read(node: &Node, diags: &mut Diags) -> Schema {
    let mut schema = Schema::default();
    let Some(keys) = keep_fields(node, "schema", &SCHEMA_KEYS, diags) else { return schema };
    if let Some(node) = keys.get("missingValues") {
        schema.missing = signs(node, diags);
    }
    let nodes = |key| keys.get(key).map(Node::items).unwrap_or_default();
    for node in nodes("fields") {
        let field = field(node, &schema, diags);
        schema.fields.extend(field);
    }
    schema.primary_key = nodes("primaryKey").iter().filter_map(|it| located(it, "primaryKey", diags)).collect();
    schema.foreign_keys = nodes("foreignKeys").iter().filter_map(|it| foreign_key(it, diags)).collect();
    schema
}

fn field(node: &Node, schema: &Schema, diags: &mut Diags) -> Option<FieldSpec> {
    let known: Vec<&str> = FIELD_KEYS.into_iter().chain(notation::KEYS).collect();
    let keys = keep_fields(node, "fields", &known, diags)?;
    let title = text(&keys, "title", diags);
    let unit = text(&keys, "unit", diags).unwrap_or_default();
    let description = text(&keys, "description", diags);
    let kind = keys.get("type").and_then(|it| kind(it, diags));
    let mut rules = keys.get("constraints").map(|it| rules(it, kind, diags)).unwrap_or_default();
    rules.extend(months_only(&keys));
    let notation = notation::declared(&keys, kind, &unit, diags);
    let missing = keys.get("missingValues").map(|it| signs(it, diags));
    let fill = keys.get("fill").and_then(|it| diags.keep(fill(it))).is_some();
    let node = diags.keep(keys.need("name", "district"))?;
    let name = located(node, "name", diags)?;
    if schema.field(&name.text).is_some() {
        let unique = Text::new("没有用过的列名", "a column name not used before");
        diags.push(node.refuse("name", unique));
        return None;
    }
    Some(FieldSpec { name, title, kind, unit, description, rules, notation, missing, fill })
}

/// `fill: down`: merged cells leave all but the first one empty.
fn fill(node: &Node) -> Result<(), Diagnostic> {
    if node.text() == Some("down") { Ok(()) } else { Err(node.refuse("fill", Text::from("down"))) }
}

/// Table Schema's `yearmonth` is a period that is one month.
const YEAR_MONTH: &str = "yearmonth";

fn months_only(keys: &Fields<'_>) -> Option<Rule> {
    keys.get("type").filter(|it| it.text() == Some(YEAR_MONTH))?;
    let pattern = Regex::new(r"\A[0-9]{4}-[0-9]{2}\z").ok()?;
    Some(Rule::Pattern(pattern, "2025-09".to_owned()))
}

fn kind(node: &Node, diags: &mut Diags) -> Option<Kind> {
    let name = diags.keep(node.string("type"))?;
    let kind = Kind::parse(&name).or_else(|| (name == YEAR_MONTH).then_some(Kind::Period));
    if kind.is_none() {
        let names = Kind::ALL.map(Kind::name);
        let expected = Text::new(format!("{} 之一", names.join("、")), format!("one of {}", names.join(", ")));
        diags.push(node.refuse("type", expected));
    }
    kind
}

fn rules(node: &Node, kind: Option<Kind>, diags: &mut Diags) -> Vec<Rule> {
    let Some(keys) = keep_fields(node, "constraints", &RULE_KEYS, diags) else { return Vec::new() };
    let flag = |key: &str| keys.get(key).map_or(Ok(false), |it| it.boolean(key));
    let (required, unique) = (flag("required"), flag("unique"));
    let mut rules = Vec::new();
    rules.extend(diags.keep(required).filter(|it| *it).map(|_| Rule::Required));
    rules.extend(diags.keep(unique).filter(|it| *it).map(|_| Rule::Unique));
    rules.extend(keys.get("enum").and_then(|it| one_of(it, kind, diags)));
    rules.extend(bound(&keys, "minimum", kind, diags).map(Rule::Minimum));
    rules.extend(bound(&keys, "maximum", kind, diags).map(Rule::Maximum));
    rules.extend(keys.get("pattern").and_then(|it| diags.keep(pattern(it, kind))));
    rules
}

fn one_of(node: &Node, kind: Option<Kind>, diags: &mut Diags) -> Option<Rule> {
    let nodes = node.items().iter();
    let values: Vec<Value> =
        nodes.filter_map(|it| diags.keep(value(it, "enum", kind.unwrap_or(Kind::String)))).collect();
    (!values.is_empty()).then_some(Rule::OneOf(values))
}

fn bound(keys: &Fields<'_>, key: &str, kind: Option<Kind>, diags: &mut Diags) -> Option<Value> {
    let node = keys.get(key)?;
    let no_order = Text::new("不写：这种类型的列没有大小", "left out: a column of this type has no order");
    diags.keep(match kind {
        Some(Kind::String | Kind::Boolean | Kind::Period) => Err(node.refuse(key, no_order)),
        Some(Kind::Date) => value(node, key, Kind::Date),
        Some(Kind::Integer | Kind::Number | Kind::Year) | None => value(node, key, Kind::Number),
    })
}

/// A value of a type, as a cell would be read.
fn value(node: &Node, key: &str, kind: Kind) -> Result<Value, Diagnostic> {
    let text = node.string(key)?;
    Builder::value(kind, &text).ok_or_else(|| node.refuse(key, kind.text()))
}

fn pattern(node: &Node, kind: Option<Kind>) -> Result<Rule, Diagnostic> {
    let text = node.string("pattern")?;
    if kind.is_some_and(|it| it != Kind::String) {
        let expected = Text::new("不写：只有 string 列可以规定格式", "left out: only string columns have a pattern");
        return Err(node.refuse("pattern", expected));
    }
    let whole = Regex::new(&format!(r"\A(?:{text})\z"));
    let whole = whole.map_err(|_| node.refuse("pattern", Text::new("一个正则表达式", "a regular expression")))?;
    Ok(Rule::Pattern(whole, text))
}

fn foreign_key(node: &Node, diags: &mut Diags) -> Option<KeySpec> {
    let keys = keep_fields(node, "foreignKeys", &FOREIGN_KEYS, diags)?;
    let columns = diags.keep(keys.need("fields", "[district]")).map(|it| names(it, "fields", diags));
    let reference = diags.keep(keys.need("reference", "{resource: districts, fields: [district]}"))?;
    let keys = keep_fields(reference, "reference", &REFERENCE_KEYS, diags)?;
    let references = diags.keep(keys.need("fields", "[district]")).map(|it| names(it, "fields", diags))?;
    // Table Schema: an empty resource means the table itself.
    let table =
        keys.get("resource").map_or_else(|| Some(nothing(reference.place())), |it| located(it, "resource", diags))?;
    let columns = columns?;
    if columns.len() == references.len() {
        return Some(KeySpec { columns, table, references });
    }
    let n = columns.len();
    diags.push(reference.refuse("fields", Text::new(format!("{n}个列名"), format!("{n} column names"))));
    None
}

fn names(node: &Node, key: &str, diags: &mut Diags) -> Vec<Located> {
    node.items().iter().filter_map(|it| located(it, key, diags)).collect()
}

fn located(node: &Node, key: &str, diags: &mut Diags) -> Option<Located> {
    Some(Located { text: diags.keep(node.string(key))?, place: node.place() })
}

fn nothing(place: Place) -> Located {
    Located { text: String::new(), place }
}

#[cfg(test)]
mod tests {
    use crate::data::testing::check_codes;

    fn check(schema: &str, expected: &[&str]) {
        let yaml = format!("resources: [{{name: a, path: a.csv, schema: {schema}}}]\n");
        check_codes(&[("data/a.csv", "x\nab\n"), ("data/datapackage.yaml", &yaml)], expected);
    }

    #[test]
    fn a_field_has_a_name_and_a_known_type() {
        check("{fields: [{name: x, title: X, type: string, unit: 人, description: d}]}", &[]);
        check("{fields: [{name: x, type: strin}]}", &["setting/bad-value"]);
        check("{fields: [{name: x, typ: string}]}", &["setting/unknown-key"]);
        check("{fields: [{title: x}]}", &["setting/missing-key"]);
        check("{fields: [{name: x}, {name: x}]}", &["setting/bad-value"]);
        check("[x]", &["setting/bad-value"]);
    }

    #[test]
    fn constraints_fit_their_type() {
        check("{fields: [{name: x, constraints: {required: true, enum: [ab], pattern: '[a-z]+'}}]}", &[]);
        check("{fields: [{name: x, type: string, constraints: {minimum: 1}}]}", &["setting/bad-value"]);
        check("{fields: [{name: x, constraints: {pattern: '('}}]}", &["setting/bad-value"]);
        check(
            "{fields: [{name: x, constraints: {required: 1, uniqe: true}}]}",
            &["setting/bad-value", "setting/unknown-key"],
        );
    }

    #[test]
    fn keys_name_as_many_columns_on_both_sides() {
        let key = |it: &str| format!("{{fields: [{{name: x}}], foreignKeys: [{it}]}}");
        check(&key("{fields: x, reference: {resource: '', fields: x}}"), &[]);
        check(&key("{fields: [x], reference: {resource: a, fields: [x, x]}}"), &["setting/bad-value"]);
        check(&key("{fields: [x]}"), &["setting/missing-key"]);
        check(&key("{reference: {fields: [x]}}"), &["setting/missing-key"]);
    }
}
