//! The columns a definition names, looked up in its table.

use crate::data::{Field, Kind, Selection, Table, Value};
use crate::diag::{Code, Diagnostic, Diags};
use crate::locale::{Text, parse_date};
use crate::source::{Node, hint};

/// The columns of the table a metric is computed from.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    /// The metric's id, for complaints.
    pub id: &'a str,
    /// Nothing if the table is broken or unknown; then every column is taken on trust.
    pub table: Option<&'a Table>,
}

impl<'a> Columns<'a> {
    /// The field of a name.
    pub fn field(self, name: &str) -> Option<&'a Field> {
        self.table?.fields.iter().find(|it| it.name == name)
    }

    /// What the cells of a column are.
    pub fn kind(self, name: &str) -> Option<Kind> {
        self.field(name).map(|it| it.kind)
    }

    /// The name of a column that has to exist.
    ///
    /// # Errors
    /// [`Code::UnknownColumn`], or [`Code::BadSetting`] if the node is no text.
    pub fn existing(self, node: &Node, key: &str) -> Result<String, Diagnostic> {
        let name = node.string(key)?;
        let Some(table) = self.table else { return Ok(name) };
        if table.column(&name).is_some() {
            return Ok(name);
        }
        Err(unknown_column(node, &name, table, &table.fields.iter().collect::<Vec<_>>()))
    }

    /// The name of a column that has to hold numbers.
    ///
    /// # Errors
    /// [`Code::NotANumber`], or what [`Columns::existing`] says.
    pub fn numeric(self, node: &Node, key: &str) -> Result<String, Diagnostic> {
        let name = self.existing(node, key)?;
        match self.kind(&name) {
            None | Some(Kind::Integer | Kind::Number) => Ok(name),
            Some(kind) => {
                let complaint = Diagnostic::new(Code::NotANumber, node.place()).with("id", self.id);
                Err(complaint.with("column", name).with("type", kind_word(kind)))
            }
        }
    }

    /// Columns of the table with the values that are taken of each.
    pub fn selection(self, node: &Node, diags: &mut Diags) -> Selection {
        let mut selection = Selection::default();
        for (name, values) in diags.keep(node.pairs("filter")).unwrap_or_default() {
            if let Some(name) = diags.keep(self.existing(name, "filter")) {
                let kind = self.kind(&name);
                selection = selection.with_any(name, taken(values, kind, diags));
            }
        }
        selection
    }
}

/// A complaint about a column that is in none of the tables it could be in.
pub fn unknown_column(node: &Node, name: &str, table: &Table, fields: &[&Field]) -> Diagnostic {
    let known: Vec<&str> = fields.iter().map(|it| it.name.as_str()).collect();
    let complaint = Diagnostic::new(Code::UnknownColumn, node.place()).with("name", name);
    let complaint = complaint.with("table", &table.name).with("hint", hint(name, known.iter().copied()));
    complaint.with("known", known.join(", "))
}

/// The values under a column: one, or a list.
pub fn taken(node: &Node, kind: Option<Kind>, diags: &mut Diags) -> Vec<Value> {
    node.items().iter().filter_map(|it| diags.keep(it.string("filter"))).map(|it| value(it, kind)).collect()
}

/// What an author who writes a text means in a column. What does not suit the column stays text and
/// matches nothing.
fn value(text: String, kind: Option<Kind>) -> Value {
    let typed = match kind {
        None | Some(Kind::String) => None,
        Some(Kind::Integer) => text.parse().ok().map(Value::Integer),
        Some(Kind::Number) => text.parse().ok().map(Value::Number),
        Some(Kind::Boolean) => text.parse().ok().map(Value::Boolean),
        Some(Kind::Date) => parse_date(&text).map(Value::Date),
        Some(Kind::Year) => text.parse().ok().map(Value::Year),
    };
    typed.unwrap_or(Value::Text(text))
}

fn kind_word(kind: Kind) -> Text {
    match kind {
        Kind::String => Text::new("文字", "text"),
        Kind::Integer => Text::new("整数", "a whole number"),
        Kind::Number => Text::new("数", "a number"),
        Kind::Boolean => Text::new("是非值", "yes or no"),
        Kind::Date => Text::new("日期", "a date"),
        Kind::Year => Text::new("年份", "a year"),
    }
}
