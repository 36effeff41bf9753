//! Which records of a file are rows of its table: sheets made for people have titles above the header, headers
//! of several rows, blank rows, and totals among the rows.
//!
//! What a file has is declared, never guessed: `dialect` with `headerRows`, `headerJoin` and `commentRows` of
//! Table Dialect and our `headerFill`, `blankRows` and `blankColumns`; and `totals` of a resource. What is not
//! declared but looks like it is a complaint with the line to add. Rows have the numbers people know them by: in a
//! workbook those of the sheet. Start at [`TableShape::of`].

mod declared;
mod header;
mod numbering;
mod record;
mod remark;
mod rows;
mod totals;

pub(crate) use declared::{DIALECT_KEYS, Layout, read_layout, strip_whitespace};
pub(crate) use numbering::number_of_row;
pub(crate) use remark::{Remark, find_remark, remark_error};
pub(crate) use rows::TableShape;
pub(crate) use totals::check_totals;

#[cfg(test)]
mod tests {
    use crate::catalog::Entry;
    use crate::shape::number_of_row;
    use crate::table::Table;
    use crate::testing::{check_codes, load};

    fn yaml(rest: &str) -> String {
        format!("resources: [{{name: a, path: a.csv, {rest}}}]\n")
    }

    fn table(csv: &str, rest: &str) -> Table {
        let (catalog, diags) = load(&[("data/a.csv", csv), ("data/datapackage.yaml", &yaml(rest))]);
        assert!(diags.is_empty(), "{:?}", crate::testing::codes(&diags));
        match catalog.get("a") {
            Some(Entry::Ready(table)) => table.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn check(csv: &str, rest: &str, expected: &[&str]) {
        check_codes(
            &[("data/a.csv", csv), ("data/datapackage.yaml", &yaml(rest))],
            expected,
        );
    }

    /// Names of the columns and the numbers of the rows.
    fn seen(table: &Table) -> (Vec<&str>, Vec<usize>) {
        let names = table.fields.iter().map(|it| it.name.as_str()).collect();
        (
            names,
            (0..table.n_rows()).map(|it| table.number_of(it)).collect(),
        )
    }

    #[test]
    fn rows_keep_the_numbers_of_their_records() {
        assert_eq!(
            [0, 1, 2, 3].map(|it| number_of_row(&[0, 2, 3], it)),
            [2, 5, 6, 7]
        );
        assert_eq!(number_of_row(&[], 0), 1);
    }

    #[test]
    fn the_header_may_stand_below_titles() {
        let csv = "某表,\n单位：人,\nd,n\nx,1\ny,2\n";
        let table = table(csv, "dialect: {headerRows: [3]}");
        assert_eq!(seen(&table), (vec!["d", "n"], vec![4, 5]));
        check(csv, "title: t", &["data/header-rows"]);
        check("某表\nd,n\nx,1\n", "title: t", &["data/header-rows"]);
    }

    #[test]
    fn a_header_of_several_rows_is_joined() {
        let csv = "d,2024年,,2025年,\n,人数,占比,人数,占比\nx,1,2,3,4\n";
        let table = table(
            csv,
            "dialect: {headerRows: [1, 2], headerJoin: '', headerFill: true}",
        );
        assert_eq!(
            seen(&table).0,
            ["d", "2024年人数", "2024年占比", "2025年人数", "2025年占比"]
        );
        check(
            csv,
            "dialect: {headerRows: [1, 2]}",
            &["data/duplicate-label"; 1],
        );
        check(csv, "title: t", &["data/header-rows"]);
    }

    #[test]
    fn blank_rows_and_columns_are_left_out_where_declared() {
        let csv = "d,,n\nx,,1\n,,\ny,,2\n";
        let table = table(csv, "dialect: {blankRows: skip, blankColumns: skip}");
        assert_eq!(seen(&table), (vec!["d", "n"], vec![2, 4]));
        check(csv, "title: t", &["data/blank-label", "data/blank-row"]);
        check(
            "d,,n\nx,z,1\n",
            "dialect: {blankColumns: skip}",
            &["data/blank-label"],
        );
    }

    #[test]
    fn remarks_among_the_rows_are_left_out_where_declared() {
        let table = table("d,n\nx,1\n注：…,\ny,2\n", "dialect: {commentRows: [3]}");
        assert_eq!(seen(&table).1, [2, 4]);
    }

    #[test]
    fn comments_are_left_out_where_declared() {
        let csv = "#made by hand\nd,n\nx,1\n注：两县合并,\n资料来源：示例,\n";
        assert_eq!(
            seen(&table(csv, "dialect: {commentChar: ['#', 注：, 资料来源]}")),
            (vec!["d", "n"], vec![3])
        );
        assert_eq!(
            seen(&table(
                "#x\nd,n\nx,1\n",
                "dialect: {commentChar: '#', headerRows: [2]}"
            ))
            .1,
            [3]
        );
        check(
            &csv[14..],
            "title: t",
            &["data/remark-row", "data/remark-row"],
        );
        check("d,n\nx,1\n注：两县合并\n", "title: t", &["data/remark-row"]);
        check("d,n\nx,1\n注：两县合并,2\n", "title: t", &[]);
        check(
            "d,n\nx,1\n",
            "dialect: {commentChar: ''}",
            &["setting/bad-value"],
        );
    }

    #[test]
    fn merged_cells_are_filled_where_declared() {
        let fields = |fill: &str| {
            format!(
                "schema: {{fields: [{{name: d, type: string{fill}}}, {{name: n, type: integer}}]}}"
            )
        };
        let csv = "d,n\nx,1\n,2\ny,3\n,4\n";
        let table = table(csv, &fields(", fill: down"));
        assert_eq!(table.value(1, 0).to_string(), "x");
        check(csv, &fields(""), &["data/empty-below"]);
        check("d,n\n,1\nx,2\n,3\n", &fields(""), &[]);
        check("d,n\nx,1\n,2\nx,3\n,4\n", &fields(""), &[]);
        check(
            csv,
            &fields(", fill: up"),
            &["data/empty-below", "setting/bad-value"],
        );
    }
}
