//! The constraints the descriptor sets on single cells, and the keys within one table.

use crate::complaints::unknown_column;
use crate::fields::Located;
use crate::index::KeyColumns;
use crate::quoted_cell::quote_cell;
use crate::rule::CellRule;
use crate::scan::{misfitting_rows, missing_rows, suspect_rows};
use crate::table::Table;
use crate::text_format::TextFormat;
use crate::unchecked_table::UncheckedTable;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic};
use gongbao_model::Value;

/// Checks everything a table can be checked for by itself.
pub(crate) fn check_table(draft: &mut UncheckedTable) {
    record_constraints(draft);
    for (column, rule) in draft.table.rules.clone() {
        match rule {
            CellRule::Unique => check_unique(draft, column),
            CellRule::Written(format) => check_text_format(draft, column, format),
            _ => check_constraint(draft, column, &rule),
        }
    }
    primary_key(draft);
    for names in draft.schema.unique_keys.clone() {
        unique_key(draft, &names);
    }
}

/// Notes what the table promises, whether or not that has to be checked in this run.
pub(crate) fn record_constraints(draft: &mut UncheckedTable) {
    let (table, schema) = (&mut draft.table, &draft.schema);
    for (column, field) in table.fields.iter().enumerate() {
        let rules = schema.field(&field.name).into_iter();
        let rules = rules.flat_map(|it| &it.rules);
        table.rules.extend(rules.map(|rule| (column, rule.clone())));
    }
    let columns: Option<Vec<usize>> = schema
        .primary_key
        .iter()
        .map(|it| table.column(&it.text))
        .collect();
    // A key with a column that is not there is complained of where it is checked.
    table.primary_key = columns.into_iter().flatten().collect();
    let names = |key: &Vec<Located>| key.iter().map(|it| it.text.clone()).collect();
    table.unique_keys = schema.unique_keys.iter().map(names).collect();
}

fn check_constraint(draft: &mut UncheckedTable, column: usize, rule: &CellRule) {
    for row in suspect_rows(&draft.table, column, rule, rule_holds) {
        if !draft.skipped.contains(&(row, column)) {
            let complaint = constraint_error(&draft.table, row, column, describe_rule(rule));
            draft.complaints.push(complaint);
        }
    }
}

/// How a text is written belongs to its type.
fn check_text_format(draft: &mut UncheckedTable, column: usize, format: TextFormat) {
    for row in misfitting_rows(&draft.table, column, |text| format.fits(text)) {
        if !draft.skipped.contains(&(row, column)) {
            let complaint = cell_complaint(Code::TypeError, &draft.table, row, column);
            let help = Text::new(
                "请更正该值，或修改 datapackage.yaml 中该列的 format",
                "correct the value, or the column's `format` in datapackage.yaml",
            );
            draft
                .complaints
                .push(complaint.with("expected", format.text()).with("help", help));
        }
    }
}

fn constraint_error(table: &Table, row: usize, column: usize, rule: Text) -> Diagnostic {
    cell_complaint(Code::ConstraintError, table, row, column).with("rule", rule)
}

/// A complaint about a cell that names its column, its row and its text.
fn cell_complaint(code: Code, table: &Table, row: usize, column: usize) -> Diagnostic {
    let complaint =
        Diagnostic::new(code, table.place(row, column)).with("name", &table.fields[column].name);
    complaint
        .with("row", row_number(table, row))
        .with("text", quote_cell(&table.value(row, column).to_string()))
}

/// The number of a row for people.
fn row_number(table: &Table, row: usize) -> usize {
    table.number_of(row)
}

fn rule_holds(rule: &CellRule, value: &Value) -> bool {
    match (rule, value) {
        (CellRule::Required, value) => *value != Value::Missing,
        // What is not there breaks no other rule.
        (_, Value::Missing) | (CellRule::Unique | CellRule::Written(_), _) => true,
        (CellRule::OneOf(wanted), value) => wanted.iter().any(|it| it.means(value)),
        (CellRule::Minimum(low), value) => {
            compare_with_bound(low, value).is_none_or(std::cmp::Ordering::is_le)
        }
        (CellRule::Maximum(high), value) => {
            compare_with_bound(high, value).is_none_or(std::cmp::Ordering::is_ge)
        }
        (CellRule::Above(low), value) => {
            compare_with_bound(low, value).is_none_or(std::cmp::Ordering::is_lt)
        }
        (CellRule::Below(high), value) => {
            compare_with_bound(high, value).is_none_or(std::cmp::Ordering::is_gt)
        }
        (CellRule::MinLength(least), value) => value.to_string().chars().count() >= *least,
        (CellRule::MaxLength(most), value) => value.to_string().chars().count() <= *most,
        (CellRule::Pattern(pattern, _), value) => pattern.is_match(&value.to_string()),
    }
}

/// How a bound stands to a value; nothing if they cannot be compared.
fn compare_with_bound(bound: &Value, value: &Value) -> Option<std::cmp::Ordering> {
    match (bound, value) {
        (Value::Date(bound), Value::Date(value)) => Some(bound.cmp(value)),
        _ => bound.as_number()?.partial_cmp(&value.as_number()?),
    }
}

fn describe_rule(rule: &CellRule) -> Text {
    match rule {
        CellRule::Required => Text::new("必填", "a value is required"),
        CellRule::Unique => Text::new("不得重复", "values are unique"),
        CellRule::OneOf(values) => {
            let list: Vec<String> = values.iter().map(Value::to_string).collect();
            Text::new(
                format!("只能是{}", list.join("、")),
                format!("it is one of {}", list.join(", ")),
            )
        }
        CellRule::Minimum(it) => Text::new(format!("不小于{it}"), format!("at least {it}")),
        CellRule::Maximum(it) => Text::new(format!("不大于{it}"), format!("at most {it}")),
        CellRule::Above(it) => Text::new(format!("大于{it}"), format!("more than {it}")),
        CellRule::Below(it) => Text::new(format!("小于{it}"), format!("less than {it}")),
        CellRule::MinLength(it) => Text::new(
            format!("至少{it}个字符"),
            format!("at least {it} characters"),
        ),
        CellRule::MaxLength(it) => Text::new(
            format!("最多{it}个字符"),
            format!("at most {it} characters"),
        ),
        CellRule::Written(it) => it.text(),
        CellRule::Pattern(_, text) => {
            Text::new(format!("格式为 {text}"), format!("it matches {text}"))
        }
    }
}

fn check_unique(draft: &mut UncheckedTable, column: usize) {
    for (row, first) in find_repeated_rows(draft, &[column]) {
        let complaint = cell_complaint(Code::UniqueError, &draft.table, row, column);
        let complaint = complaint.with("first", row_number(&draft.table, first));
        draft
            .complaints
            .push(complaint.related(draft.table.place(first, column), first_text()));
    }
}

fn first_text() -> Text {
    Text::new("第一次出现在这里", "it stands here first")
}

fn unique_key(draft: &mut UncheckedTable, names: &[Located]) {
    let Some(columns) = known_columns(draft, names) else {
        return;
    };
    for (row, first) in find_repeated_rows(draft, &columns) {
        draft.complaints.push(duplicate_key_error(
            Code::UniqueKeyError,
            &draft.table,
            row,
            first,
            &columns,
        ));
    }
}

/// A complaint that a row has the key of an earlier one.
fn duplicate_key_error(
    code: Code,
    table: &Table,
    row: usize,
    first: usize,
    columns: &[usize],
) -> Diagnostic {
    let part = |it: &usize| format!("{}={}", table.fields[*it].name, table.value(row, *it));
    let key: Vec<String> = columns.iter().map(part).collect();
    let complaint =
        Diagnostic::new(code, table.place(row, columns[0])).with("row", row_number(table, row));
    let complaint = complaint
        .with("first", row_number(table, first))
        .with("key", key.join(", "));
    complaint.related(table.place(first, columns[0]), first_text())
}

/// A key that has a column without repeats has none itself.
fn has_unique_part(draft: &UncheckedTable, columns: &[usize]) -> bool {
    let is_unique = |column: &usize| {
        let spec = draft.schema.field(&draft.table.fields[*column].name);
        spec.is_some_and(|it| it.rules.iter().any(|rule| matches!(rule, CellRule::Unique)))
    };
    // Complaints may be about that very column.
    draft.complaints.is_empty() && columns.iter().any(is_unique)
}

fn primary_key(draft: &mut UncheckedTable) {
    let names = draft.schema.primary_key.clone();
    let Some(columns) = known_columns(draft, &names) else {
        return;
    };
    for &column in &columns {
        for row in missing_rows(&draft.table, column) {
            if !draft.skipped.contains(&(row, column)) && !is_required(draft, column) {
                let rule = Text::new("主键不能为空", "a key has a value");
                draft
                    .complaints
                    .push(constraint_error(&draft.table, row, column, rule));
            }
        }
    }
    let found = if has_unique_part(draft, &columns) {
        Vec::new()
    } else {
        find_repeated_rows(draft, &columns)
    };
    for (row, first) in found {
        draft.complaints.push(duplicate_key_error(
            Code::PrimaryKeyError,
            &draft.table,
            row,
            first,
            &columns,
        ));
    }
}

fn is_required(draft: &UncheckedTable, column: usize) -> bool {
    let spec = draft.schema.field(&draft.table.fields[column].name);
    spec.is_some_and(|it| {
        it.rules
            .iter()
            .any(|rule| matches!(rule, CellRule::Required))
    })
}

/// The columns of a key; nothing if it has none, or one of them does not exist.
fn known_columns(draft: &mut UncheckedTable, names: &[Located]) -> Option<Vec<usize>> {
    let mut columns = Vec::new();
    let mut all_known = true;
    for name in names {
        match draft.table.column(&name.text) {
            Some(it) => columns.push(it),
            None => {
                all_known = false;
                draft.complaints.push(unknown_column(&draft.table, name));
            }
        }
    }
    (all_known && !columns.is_empty()).then_some(columns)
}

/// Rows whose key stood before, with the row where it stood first.
fn find_repeated_rows(draft: &UncheckedTable, columns: &[usize]) -> Vec<(usize, usize)> {
    let keys = KeyColumns::new(&draft.table, columns);
    let is_skipped = |row: usize| {
        columns
            .iter()
            .any(|column| draft.skipped.contains(&(row, *column)))
    };
    if draft.skipped.is_empty() {
        keys.repeated(|_| false)
    } else {
        keys.repeated(is_skipped)
    }
}

/// The cells of some columns as one text, different for different cells; nothing if one has no value.
pub(crate) fn key_text(table: &Table, row: usize, columns: &[usize]) -> Option<String> {
    let is_whole = columns
        .iter()
        .all(|column| table.value(row, *column) != Value::Missing);
    is_whole.then(|| cells_text(table, row, columns))
}

/// The cells of some columns as one text, different for different cells, missing ones alike.
pub(crate) fn cells_text(table: &Table, row: usize, columns: &[usize]) -> String {
    let mut shape = String::new();
    for column in columns {
        let text = table.value(row, *column).to_string();
        // The length in front keeps ("a", "bc") and ("ab", "c") apart.
        shape.push_str(&format!("{}:{text}", text.len()));
    }
    shape
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    /// A table of one column under constraints.
    fn check(kind: &str, rules: &str, cells: &str, expected: &[&str]) {
        let yaml = format!(
            "resources: [{{name: a, path: a.csv, schema: {{fields: [{{name: x, type: {kind}, constraints: {rules}}}, {{name: y}}]}}}}]\n"
        );
        let csv = cells
            .split(' ')
            .map(|it| format!("{it},-\n"))
            .collect::<String>();
        check_codes(
            &[
                ("data/a.csv", &format!("x,y\n{csv}")),
                ("data/datapackage.yaml", &yaml),
            ],
            expected,
        );
    }

    const BROKEN: &str = "data/constraint-error";

    #[test]
    fn required_cells_have_a_value() {
        check("string", "{required: true}", "a b", &[]);
        check("string", "{required: true}", "a  b", &[BROKEN]);
        check(
            "integer",
            "{required: true}",
            "1  x",
            &[BROKEN, "data/type-error"],
        );
    }

    #[test]
    fn values_are_among_those_listed() {
        check("string", "{enum: [市辖区, 县]}", "县  市辖区", &[]);
        check("string", "{enum: [市辖区, 县]}", "县级市", &[BROKEN]);
        check("integer", "{enum: [1, 2]}", "2 3", &[BROKEN]);
        check("integer", "{enum: [a]}", "2", &["setting/bad-value"]);
    }

    #[test]
    fn values_keep_their_bounds() {
        check("integer", "{minimum: 0, maximum: 10}", "0 10", &[]);
        check(
            "integer",
            "{minimum: 0, maximum: 10}",
            "-1 11",
            &[BROKEN, BROKEN],
        );
        check("number", "{minimum: 0.5}", "0.49", &[BROKEN]);
        check("year", "{minimum: 2020}", "2019 2020", &[BROKEN]);
        check(
            "date",
            "{maximum: 2025-12-31}",
            "2025-12-31 2026-01-01",
            &[BROKEN],
        );
    }

    #[test]
    fn bounds_may_exclude_themselves() {
        check(
            "integer",
            "{exclusiveMinimum: 0, exclusiveMaximum: 3}",
            "1 2",
            &[],
        );
        check(
            "integer",
            "{exclusiveMinimum: 0, exclusiveMaximum: 3}",
            "0 3",
            &[BROKEN, BROKEN],
        );
        check(
            "date",
            "{exclusiveMinimum: 2025-01-01}",
            "2025-01-01 2025-01-02",
            &[BROKEN],
        );
        check(
            "boolean",
            "{exclusiveMinimum: 1}",
            "true",
            &["setting/bad-value"],
        );
    }

    #[test]
    fn lengths_count_characters() {
        check("string", "{minLength: 2, maxLength: 3}", "铁西 铁西区", &[]);
        check(
            "string",
            "{minLength: 2, maxLength: 3}",
            "铁 铁西区局",
            &[BROKEN, BROKEN],
        );
        check("integer", "{minLength: 2}", "1", &["setting/bad-value"]);
        check("string", "{maxLength: -1}", "a", &["setting/bad-value"]);
    }

    #[test]
    fn answers_may_be_other_words() {
        let field = |rest: &str, cells: &str, expected: &[&str]| {
            let yaml = format!(
                "resources: [{{name: a, path: a.csv, schema: {{fields: [{{name: x, {rest}}}]}}}}]\n"
            );
            check_codes(
                &[("data/a.csv", cells), ("data/datapackage.yaml", &yaml)],
                expected,
            );
        };
        field(
            "type: boolean, trueValues: [达标], falseValues: [不达标]",
            "x\n达标\n不达标\n",
            &[],
        );
        field(
            "type: boolean, trueValues: [达标]",
            "x\n达标\n否\n是\n",
            &["data/type-error"],
        );
        field(
            "type: string, trueValues: [达标]",
            "x\n达标\n",
            &["setting/bad-value"],
        );
        field(
            "type: string, format: email",
            "x\na@example.org\n-\n",
            &["data/type-error"],
        );
        field(
            "type: string, format: e-mail",
            "x\na\n",
            &["setting/bad-value"],
        );
        field(
            "type: integer, format: uri",
            "x\n1\n",
            &["setting/bad-value"],
        );
        field("type: integer, format: default", "x\n1\n", &[]);
    }

    #[test]
    fn a_pattern_is_for_the_whole_cell() {
        check("string", "{pattern: '[a-z]{2}-[0-9]+|x'}", "tx-01 x", &[]);
        check(
            "string",
            "{pattern: '[a-z]{2}-[0-9]+|x'}",
            "tx-01b xx",
            &[BROKEN, BROKEN],
        );
    }

    #[test]
    fn unique_values_stand_once() {
        check("string", "{unique: true}", "a  b ", &[]);
        check(
            "string",
            "{unique: true}",
            "a b a a",
            &["data/unique-error", "data/unique-error"],
        );
    }

    fn check_key(csv: &str, expected: &[&str]) {
        let yaml = "resources: [{name: a, path: a.csv, schema: {primaryKey: [x, y]}}]\n";
        check_codes(
            &[("data/a.csv", csv), ("data/datapackage.yaml", yaml)],
            expected,
        );
    }

    #[test]
    fn a_key_identifies_a_row() {
        check_key("x,y\na,bc\nab,c\n", &[]);
        check_key("x,y\na,1\na,2\na,1\n", &["data/primary-key"]);
        check_key("x,y\na,\n", &[BROKEN]);
        check_key("x,z\na,1\n", &["data/unknown-column"]);
    }

    #[test]
    fn several_keys_are_unique() {
        let check = |keys: &str, csv: &str, expected: &[&str]| {
            let yaml =
                format!("resources: [{{name: a, path: a.csv, schema: {{uniqueKeys: {keys}}}}}]\n");
            check_codes(
                &[("data/a.csv", csv), ("data/datapackage.yaml", &yaml)],
                expected,
            );
        };
        check("[[x, y]]", "x,y\na,1\na,2\na,\na,\n", &[]);
        check("[[x, y]]", "x,y\na,1\na,1\n", &["data/unique-key"]);
        check(
            "[[x], [y]]",
            "x,y\na,1\na,1\n",
            &["data/unique-key", "data/unique-key"],
        );
        check("[[x], [z]]", "x,y\na,1\n", &["data/unknown-column"]);
    }

    #[test]
    fn messages_name_the_column_the_row_and_the_rule() {
        let yaml = "resources: [{name: a, path: a.csv, schema: {fields: [{name: n, type: integer, constraints: {minimum: 5}}]}}]\n";
        let (_, diags) = load(&[("data/a.csv", "n\n7\n3\n"), ("data/datapackage.yaml", yaml)]);
        let shown: Vec<String> = diags
            .sorted()
            .iter()
            .map(|it| it.message(Lang::En))
            .collect();
        assert_eq!(shown, ["`3` in `n`, row 3, breaks a rule: at least 5"]);
    }
}
