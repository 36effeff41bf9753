//! Names instead of codes: a key of another table is shown to readers by that table's name for it.

use crate::scope::Scope;
use gongbao_data::{Table, looks_like_code, referenced_name};
use gongbao_model::Value;

/// How readers are told a value of a column: the name its foreign key leads to, if the value is a
/// code (`dh-01`) and the table it refers to has a column that names each of its rows (东湖派出所).
pub fn value_label(scope: &Scope<'_>, table: &Table, column: &str, value: &Value) -> String {
    if let Value::Period(it) = value {
        return it.text(scope.lang);
    }
    let code = value.to_string();
    if let Some(name) = member_name(scope, table, column, &code) {
        return name;
    }
    if !looks_like_code(&code) {
        return code;
    }
    referenced_name(scope.world.catalog, table, column, value).unwrap_or(code)
}

/// What a member is called in the language of the page: by its own table, or by that its foreign key leads to.
fn member_name(scope: &Scope<'_>, table: &Table, column: &str, value: &str) -> Option<String> {
    let words = scope.world.words;
    let own = words
        .get(&table.name)
        .and_then(|it| it.value(column, value));
    let key = || table.foreign_keys.iter().find(|it| it.columns == [column]);
    let other = || key().and_then(|it| words.get(&it.table)?.value(it.references.first()?, value));
    own.or_else(other).map(str::to_owned)
}
