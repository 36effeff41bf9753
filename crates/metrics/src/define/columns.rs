//! The columns a definition names, looked up in its table.

use gongbao_data::{Selection, Table};
use gongbao_diag::locale::{Text, parse_as, parse_date, parse_period};
use gongbao_diag::{Code, Diagnostic, Diags, nearest_name};
use gongbao_model::Field;
use gongbao_model::{ColumnKind, Value};
use gongbao_source::{YamlNode, spelling_hint};

/// The columns of the table a metric is computed from.
#[derive(Clone, Copy)]
pub(super) struct DefinitionColumns<'a> {
    /// The metric's id, for complaints.
    pub id: &'a str,
    /// Nothing if the table is broken or unknown; then every column is taken on trust.
    pub table: Option<&'a Table>,
}

impl<'a> DefinitionColumns<'a> {
    /// The field of a name.
    pub(super) fn field(self, name: &str) -> Option<&'a Field> {
        self.table?.fields.iter().find(|it| it.name == name)
    }

    /// What the cells of a column are.
    pub(super) fn kind(self, name: &str) -> Option<ColumnKind> {
        self.field(name).map(|it| it.kind)
    }

    /// The name of a column that has to exist.
    ///
    /// # Errors
    /// [`Code::UnknownColumn`], or [`Code::BadSetting`] if the node is no text.
    pub(super) fn existing(self, node: &YamlNode, key: &str) -> Result<String, Diagnostic> {
        let name = node.string(key)?;
        let Some(table) = self.table else {
            return Ok(name);
        };
        // A metric over what is withheld is withheld itself.
        if table.column(&name).is_some() || table.is_redacted(&name) {
            return Ok(name);
        }
        Err(unknown_column_error(
            node,
            &name,
            table,
            &table.fields.iter().collect::<Vec<_>>(),
        ))
    }

    /// The name of a column that has to hold numbers.
    ///
    /// # Errors
    /// [`Code::NotANumber`], or what [`DefinitionColumns::existing`] says.
    pub(super) fn numeric(self, node: &YamlNode, key: &str) -> Result<String, Diagnostic> {
        let name = self.existing(node, key)?;
        match self.kind(&name) {
            None | Some(ColumnKind::Integer | ColumnKind::Number) => Ok(name),
            Some(kind) => {
                let complaint = Diagnostic::new(Code::NotANumber, node.place()).with("id", self.id);
                Err(complaint.with("column", name).with("type", kind_word(kind)))
            }
        }
    }

    /// Columns of the table with the values that are taken of each.
    pub(super) fn selection(self, node: &YamlNode, diags: &mut Diags) -> Selection {
        let mut selection = Selection::default();
        // What is no mapping has been filed, and takes nothing.
        for (name, values) in diags.keep(node.pairs("filter")).unwrap_or(&[]) {
            if let Some(name) = diags.keep(self.existing(name, "filter")) {
                let taken = read_selected_values(
                    values,
                    self.table.and_then(|it| Some((it, it.column(&name)?))),
                    diags,
                );
                selection = selection.with_any(name, taken);
            }
        }
        selection
    }
}

/// A complaint about a column that is in none of the tables it could be in.
pub(super) fn unknown_column_error(
    node: &YamlNode,
    name: &str,
    table: &Table,
    fields: &[&Field],
) -> Diagnostic {
    let known: Vec<&str> = fields.iter().map(|it| it.name.as_str()).collect();
    let complaint = Diagnostic::new(Code::UnknownColumn, node.place()).with("name", name);
    let complaint = complaint
        .with("table", &table.name)
        .with("hint", spelling_hint(name, known.iter().copied()));
    complaint.with("known", known.join(", "))
}

/// The values under a column: one, or a list. One that looks like a slip of the pen is worth a warning.
pub(super) fn read_selected_values(
    node: &YamlNode,
    column: Option<(&Table, usize)>,
    diags: &mut Diags,
) -> Vec<Value> {
    let mut values = Vec::new();
    for node in node.items() {
        let Some(text) = diags.keep(node.string("filter")) else {
            continue;
        };
        let value = parse_column_value(text, column.map(|(table, at)| table.fields[at].kind));
        if let Some(doubt) =
            column.and_then(|(table, at)| misspelt_value_warning(node, &value, table, at))
        {
            diags.push(doubt);
        }
        values.push(value);
    }
    values
}

/// A complaint about a value the column lacks while it holds one very like it. A value that is merely
/// absent is fine: the last unsafe building may have been repaired.
fn misspelt_value_warning(
    node: &YamlNode,
    value: &Value,
    table: &Table,
    at: usize,
) -> Option<Diagnostic> {
    if !matches!(value, Value::Text(_)) {
        return None;
    }
    let known = table.members(at);
    if known.iter().any(|it| value.means(it)) {
        return None;
    }
    let known: Vec<String> = known
        .iter()
        .map(Value::to_string)
        .filter(|it| !it.is_empty())
        .collect();
    let text = value.to_string();
    let near = nearest_name(&text, known.iter().map(String::as_str))?;
    let complaint =
        Diagnostic::new(Code::UnlikelyValue, node.place()).with("column", &table.fields[at].title);
    Some(complaint.with("text", &text).with("near", near))
}

/// What an author who writes a text means in a column. What does not suit the column stays text and
/// matches nothing.
fn parse_column_value(text: String, kind: Option<ColumnKind>) -> Value {
    let typed = match kind {
        None | Some(ColumnKind::String) => None,
        Some(ColumnKind::Integer) => parse_as(&text).map(Value::Integer),
        Some(ColumnKind::Number) => parse_as(&text).map(Value::Number),
        Some(ColumnKind::Boolean) => parse_as(&text).map(Value::Boolean),
        Some(ColumnKind::Date) => parse_date(&text).map(Value::Date),
        Some(ColumnKind::Year) => parse_as(&text).map(Value::Year),
        Some(ColumnKind::Period) => parse_period(&text).map(Value::Period),
    };
    typed.unwrap_or(Value::Text(text))
}

fn kind_word(kind: ColumnKind) -> Text {
    match kind {
        ColumnKind::String => Text::new("文字", "text"),
        ColumnKind::Integer => Text::new("整数", "a whole number"),
        ColumnKind::Number => Text::new("数", "a number"),
        ColumnKind::Boolean => Text::new("是非值", "yes or no"),
        ColumnKind::Date => Text::new("日期", "a date"),
        ColumnKind::Year => Text::new("年份", "a year"),
        ColumnKind::Period => Text::new("时期", "a period"),
    }
}
