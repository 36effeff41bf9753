//! Where a table says its units: once above it, in its heads, or in its cells.

use gongbao_model::Grid;

/// The unit a column's head has to say: none where every cell says it itself.
pub fn unit_of(grid: &Grid, column: usize) -> &str {
    let unit = grid.columns[column].unit.as_str();
    let mut figures = grid
        .rows
        .iter()
        .filter_map(|it| it.get(column))
        .filter(|it| it.value.as_number().is_some());
    let said = !unit.is_empty() && figures.next().is_some_and(|it| it.text.ends_with(unit));
    if said && figures.all(|it| it.text.ends_with(unit)) {
        ""
    } else {
        unit
    }
}

/// The one unit of all figures, if there is one and more than one column has it.
pub fn shared_unit<'a>(grid: &Grid, units: &[&'a str]) -> Option<&'a str> {
    let mut of_figures = grid
        .columns
        .iter()
        .zip(units)
        .filter(|(it, _)| it.numeric)
        .map(|(_, unit)| *unit);
    let first = of_figures.next().filter(|it| !it.is_empty())?;
    let others: Vec<&str> = of_figures.collect();
    (!others.is_empty() && others.iter().all(|it| *it == first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::units::{shared_unit, unit_of};
    use gongbao_model::{Grid, GridCell, GridColumn, Value};

    fn check(columns: &[(&str, &str)], shared: Option<&str>, heads: &[&str]) {
        let cell = |text: &&str| GridCell {
            text: (*text).to_owned(),
            value: Value::Number(1.0),
            ..GridCell::default()
        };
        let column = |unit: &&str| GridColumn {
            unit: (*unit).to_owned(),
            numeric: true,
            ..GridColumn::default()
        };
        let grid = Grid {
            caption: String::new(),
            columns: columns.iter().map(|(unit, _)| column(unit)).collect(),
            rows: vec![columns.iter().map(|(_, text)| cell(text)).collect()],
        };
        let units: Vec<&str> = (0..columns.len()).map(|it| unit_of(&grid, it)).collect();
        assert_eq!(units, heads);
        assert_eq!(shared_unit(&grid, &units), shared);
    }

    #[test]
    fn one_unit_of_all_figures_is_said_once() {
        check(&[("%", "41.2"), ("%", "38")], Some("%"), &["%", "%"]);
    }

    #[test]
    fn different_units_stand_in_the_heads() {
        check(&[("%", "41.2"), ("人", "38")], None, &["%", "人"]);
    }

    #[test]
    fn a_unit_in_the_cells_is_not_repeated() {
        check(&[("%", "41.2%"), ("%", "38%")], None, &["", ""]);
    }
}
