//! Grids and tables as JSON for programs: what they are, their columns, their raw values row by row.

use serde_json::{Map, Value as Json, json};

use crate::about::FileDescription;
use crate::states::CellStates;
use gongbao_model::Grid;
use gongbao_model::TableRows;

/// A grid as JSON: what it is, its columns, its raw values row by row.
pub(crate) fn grid_json(grid: &Grid, about: &FileDescription) -> String {
    let columns = grid.columns.iter().map(|it| {
        let mut column = Map::from_iter([
            ("label".to_owned(), json!(it.label)),
            ("unit".to_owned(), json!(it.unit)),
        ]);
        if let Some(id) = &it.metric {
            column.insert("metric".to_owned(), json!(id));
        }
        Json::Object(column)
    });
    let rows = grid
        .rows
        .iter()
        .map(|row| row.iter().map(|it| it.value.json()).collect::<Json>());
    let mut out = about_json(about);
    out.insert("columns".to_owned(), columns.collect());
    out.insert("rows".to_owned(), rows.collect());
    out.extend(CellStates::of_grid(grid).json());
    Json::Object(out).to_string() + "\n"
}

/// A whole table as JSON, row by row: a tree of all its cells would be many times as large.
pub(crate) fn table_json(table: &dyn TableRows, about: &FileDescription) -> String {
    let columns = table.describe().fields.iter();
    let columns: Json = columns
        .map(|it| json!({"name": it.name, "label": it.title, "unit": it.unit}))
        .collect();
    let mut head = about_json(about);
    head.insert("columns".to_owned(), columns);
    let mut out = format!("{{{},\"rows\":[", object_members(&head));
    for row in 0..table.n_rows() {
        let cells: Json = (0..table.n_columns())
            .map(|it| table.value(row, it).json())
            .collect();
        out.push_str(if row == 0 { "\n" } else { ",\n" });
        out.push_str(&cells.to_string());
    }
    out.push_str("\n]");
    let states = CellStates::of_table(table).json();
    if !states.is_empty() {
        out.push(',');
        out.push_str(&object_members(&states));
    }
    out + "}\n"
}

/// The members of an object without the braces around them.
fn object_members(object: &Map<String, Json>) -> String {
    let members: Vec<String> = object
        .iter()
        .map(|(name, value)| format!("{}:{value}", Json::from(name.as_str())))
        .collect();
    members.join(",")
}

/// What is not known is left out.
fn about_json(about: &FileDescription) -> Map<String, Json> {
    let texts = [
        ("title", Some(&about.title)),
        ("subtitle", Some(&about.subtitle)),
        ("source", Some(&about.source)),
        ("license", Some(&about.license)),
        ("note", about.note.as_ref()),
        ("as_of", about.as_of.as_ref()),
    ];
    let known = texts
        .into_iter()
        .filter_map(|(key, text)| Some((key, text.filter(|it| !it.is_empty())?)));
    let mut out: Map<String, Json> = known
        .map(|(key, text)| (key.to_owned(), json!(text)))
        .collect();
    out.insert("sample".to_owned(), json!(about.sample));
    out
}

#[cfg(test)]
mod tests {
    use crate::about::FileDescription;
    use crate::json::grid_json;
    use gongbao_model::{Grid, GridCell, GridColumn};

    #[test]
    fn json_says_what_it_is() {
        let column = GridColumn {
            label: "占比".to_owned(),
            unit: "%".to_owned(),
            ..GridColumn::default()
        };
        let grid = Grid {
            caption: String::new(),
            columns: vec![column],
            rows: vec![vec![GridCell::default()]],
        };
        let about = FileDescription {
            title: "题".to_owned(),
            sample: true,
            ..FileDescription::default()
        };
        let expected = r#"{"title":"题","sample":true,"columns":[{"label":"占比","unit":"%"}],"rows":[[null]]}"#;
        assert_eq!(grid_json(&grid, &about).trim_end(), expected);
    }
}
