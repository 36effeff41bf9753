//! The role of each column in a table: named by the author, or known by a usual name.

use std::collections::BTreeMap;

use gongbao_data::Table;
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_model::Value;
use gongbao_site::{Failure, Scope};
use gongbao_source::{YamlNode, unknown_key};

/// A part a column can play: its key under `columns`, and the names and titles it is known by without one.
pub(crate) type Role = (&'static str, &'static [&'static str]);

/// The columns of a table by the part they play.
#[derive(Debug)]
pub(crate) struct Roles<'t> {
    pub table: &'t Table,
    found: BTreeMap<&'static str, usize>,
    place: Place,
}

impl<'t> Roles<'t> {
    /// Finds the columns: what `columns` says comes first.
    ///
    /// # Errors
    /// `setting/unknown-key` for a part nobody plays, `data/unknown-column`.
    pub(crate) fn read(
        scope: &Scope<'_>,
        table: &'t Table,
        node: Option<&YamlNode>,
        place: Place,
        roles: &[Role],
    ) -> Result<Roles<'t>, Failure> {
        let usual = |names: &[&str]| {
            let column = |name: &str| {
                table
                    .fields
                    .iter()
                    .position(|it| it.name == name || it.title == name)
            };
            names.iter().find_map(|it| column(it))
        };
        let found = roles
            .iter()
            .filter_map(|(key, names)| Some((*key, usual(names)?)));
        let mut found: BTreeMap<&'static str, usize> = found.collect();
        for (key, value) in node.map_or(Ok(&[][..]), |it| it.pairs("columns"))? {
            let name = key.key_text();
            let Some((role, _)) = roles.iter().find(|it| it.0 == name) else {
                let known: Vec<&str> = roles.iter().map(|it| it.0).collect();
                return Err(unknown_key(key.place(), name, &known).into());
            };
            found.insert(
                role,
                scope.column(table, &value.string(name)?, &value.place())?,
            );
        }
        Ok(Roles {
            table,
            found,
            place,
        })
    }

    /// The column that plays a part, if one does.
    pub(crate) fn get(&self, role: &str) -> Option<usize> {
        self.found.get(role).copied()
    }

    /// The column that plays a part without which nothing can be shown.
    ///
    /// # Errors
    /// `setting/missing-key` that says how to name it.
    pub(crate) fn need(&self, role: &'static str) -> Result<usize, Failure> {
        self.get(role).ok_or_else(|| {
            let example = self.table.fields.last().map_or("", |it| it.name.as_str());
            let complaint =
                Diagnostic::new(Code::MissingSetting, self.place.clone()).with("key", "columns");
            complaint
                .with("example", format!("columns: {{{role}: {example}}}"))
                .into()
        })
    }

    /// What a row says in a part; nothing if the cell is empty or nothing plays the part.
    pub(crate) fn text(&self, row: usize, role: &str) -> Option<String> {
        let value = self.value(row, role);
        Some(value.to_string().trim().to_owned())
            .filter(|it| value != Value::Missing && !it.is_empty())
    }

    /// The value of a row in a part.
    pub(crate) fn value(&self, row: usize, role: &str) -> Value {
        self.get(role)
            .map_or(Value::Missing, |it| self.table.value(row, it))
    }

    /// The cell of the first of some parts that a column plays; else where the table is named.
    pub(crate) fn place(&self, row: usize, roles: &[&str]) -> Place {
        let column = roles.iter().find_map(|it| self.get(it));
        column.map_or_else(|| self.place.clone(), |it| self.table.place(row, it))
    }
}
