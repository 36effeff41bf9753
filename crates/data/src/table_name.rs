//! The rules for table names.

use gongbao_diag::locale::Text;

/// Whether a table may be called so: the name stands in queries, links and addresses.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|it| it.is_alphanumeric() || it == '_' || it == '-')
}

/// What a name of a table is made of.
pub(crate) fn name_rule() -> Text {
    Text::new(
        "由字母、汉字、数字、_ 和 - 组成的表名",
        "a table name of letters, digits, _ and -",
    )
}
