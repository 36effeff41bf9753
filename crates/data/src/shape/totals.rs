//! Rows that add others up: left out of the table, so that nothing is counted twice, and held against their
//! parts.
//!
//! A total may differ from the sum of its parts by half of the last unit shown for each of them and for
//! itself; whole numbers written out count exactly. Where a part is not known, or only a bound, nothing can
//! be held against anything.
//!
//! Rates are not summed.

use std::sync::Arc;

use crate::cell_advice::advise_on_cell;
use crate::columns::ColumnBuilder;
use crate::complaints::unknown_column;
use crate::fields::Located;
use crate::quoted_cell::quote_cell;
use crate::shape::declared::TotalRows;
use crate::shape::record::KeptRecord;
use crate::shape::rows::TableShape;
use crate::table::Table;
use crate::unchecked_table::UncheckedTable;
use gongbao_diag::{Code, Diagnostic, Place, Spot};
use gongbao_model::MissingReason;
use gongbao_model::{ColumnKind, Value};

/// Holds the totals of a table against its rows.
pub(crate) fn check_totals(draft: &mut UncheckedTable, shape: &TableShape, positions: &[usize]) {
    let Some(totals) = draft.schema.layout.totals.clone() else {
        return;
    };
    let Some(found) = find_total_columns(draft, &totals) else {
        return;
    };
    let mut subtotal_from = 0;
    let mut complaints = Vec::new();
    for record in &shape.totals {
        let before = shape.n_rows_before(record.at);
        let is_total = totals.is_total(record.text(positions[found.label]));
        let rows = if is_total {
            0..draft.table.n_rows()
        } else {
            subtotal_from..before
        };
        if !is_total {
            subtotal_from = before;
        }
        let total = Total {
            draft,
            record,
            positions,
            rows: rows.collect(),
            by: &found.by,
        };
        complaints.extend(found.sums.iter().filter_map(|column| total.check(*column)));
    }
    complaints
        .into_iter()
        .for_each(|it| draft.complaints.push(it));
}

/// The columns that matter, by position in the table.
struct TotalColumns {
    label: usize,
    by: Vec<usize>,
    sums: Vec<usize>,
}

fn find_total_columns(draft: &mut UncheckedTable, totals: &TotalRows) -> Option<TotalColumns> {
    let key = draft
        .schema
        .primary_key
        .iter()
        .filter(|it| it.text != totals.column.text)
        .cloned()
        .collect();
    let by = totals.by.clone().unwrap_or(key);
    let label = find_columns(draft, std::slice::from_ref(&totals.column))?;
    let by = find_columns(draft, &by)?;
    let sums = match &totals.columns {
        Some(names) => find_columns(draft, names)?,
        None => {
            let key = draft
                .schema
                .primary_key
                .iter()
                .filter_map(|it| draft.table.column(&it.text));
            let places: Vec<usize> = key.chain(by.iter().copied()).collect();
            let all = 0..draft.table.fields.len();
            all.filter(|it| adds_up(&draft.table, *it) && !places.contains(it))
                .collect()
        }
    };
    Some(TotalColumns {
        label: label[0],
        by,
        sums,
    })
}

fn find_columns(draft: &mut UncheckedTable, names: &[Located]) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for name in names {
        match draft.table.column(&name.text) {
            Some(it) => found.push(it),
            None => draft.complaints.push(unknown_column(&draft.table, name)),
        }
    }
    (found.len() == names.len()).then_some(found)
}

/// What a column of years is mostly called.
const YEARS: [&str; 4] = ["年", "年份", "年度", "year"];

/// Rates do not add up: they have a unit of parts, or of one thing per another. Nor do years.
fn adds_up(table: &Table, column: usize) -> bool {
    let field = &table.fields[column];
    field.kind.is_numeric()
        && !YEARS.contains(&field.name.to_lowercase().as_str())
        && !field.unit.contains(['%', '％', '‰', '/', '／'])
}

/// One total with its parts.
struct Total<'a> {
    draft: &'a UncheckedTable,
    record: &'a KeptRecord,
    positions: &'a [usize],
    rows: Vec<usize>,
    by: &'a [usize],
}

impl Total<'_> {
    fn check(&self, column: usize) -> Option<Diagnostic> {
        let table = &self.draft.table;
        let total = match self.amount(column) {
            Ok(it) => it?,
            Err(complaint) => return Some(*complaint),
        };
        let parts = self.parts(column)?;
        let sum: f64 = parts.iter().sum();
        let sum: f64 = format!("{sum:.14e}").parse().unwrap_or(sum);
        let slack = self.slack(column);
        // Beyond the 15th digit there is only the noise of binary fractions.
        if (total - sum).abs() <= slack + sum.abs().max(1.0) * 1e-12 {
            return None;
        }
        let complaint = Diagnostic::new(Code::TotalMismatch, self.place(column));
        let complaint = complaint
            .with("name", &table.fields[column].name)
            .with("row", self.record.number);
        let complaint = complaint
            .with("total", Value::Number(total))
            .with("sum", Value::Number(sum));
        Some(complaint.with("count", parts.len()))
    }

    /// How far rounding may take the total from its parts: half of the last unit of each of them.
    fn slack(&self, column: usize) -> f64 {
        let table = &self.draft.table;
        let Some(found) = table.found(column) else {
            return 0.0;
        };
        let field = &table.fields[column];
        let notation = self.draft.schema.field(&field.name).map(|it| &it.notation);
        let own = notation.and_then(|it| it.read(field.kind, self.text(column))?.scaled_to);
        let parts = self
            .rows
            .iter()
            .filter(|row| self.shares(**row))
            .map(|row| found.last_unit(field.kind, *row));
        (parts.sum::<f64>() + found.unit_of(field.kind, own)) / 2.0
    }

    /// The amounts that make the total; nothing if one of them is not known.
    fn parts(&self, column: usize) -> Option<Vec<f64>> {
        let table = &self.draft.table;
        let part = |row: &usize| {
            if table.bound(*row, column).is_some() || self.draft.skipped.contains(&(*row, column)) {
                return None;
            }
            let rounds_to_zero = || {
                table
                    .missing_marker(*row, column)
                    .is_some_and(|it| it.state == MissingReason::BelowUnit)
            };
            table
                .number(*row, column)
                .or_else(|| rounds_to_zero().then_some(0.0))
        };
        self.rows
            .iter()
            .filter(|row| self.shares(**row))
            .map(part)
            .collect()
    }

    /// Whether a row has the values the total is of; a total that leaves one blank is of all of them.
    fn shares(&self, row: usize) -> bool {
        let same = |column: &usize| {
            let wanted = self.plain(*column);
            wanted.is_empty() || wanted == self.draft.table.value(row, *column).to_string()
        };
        self.by.iter().all(same)
    }

    fn amount(&self, column: usize) -> Result<Option<f64>, Box<Diagnostic>> {
        let field = &self.draft.table.fields[column];
        let text = self.text(column);
        if self
            .draft
            .schema
            .missing_markers(&field.name)
            .iter()
            .any(|it| *it.symbol == *text)
        {
            return Ok(None);
        }
        if let Some(value) = ColumnBuilder::value(field.kind, &self.plain(column)) {
            return Ok(value.as_number());
        }
        let complaint =
            Diagnostic::new(Code::TypeError, self.place(column)).with("name", &field.name);
        let complaint = complaint
            .with("row", self.record.number)
            .with("text", quote_cell(text));
        Err(complaint
            .with("expected", field.kind.text())
            .with("help", advise_on_cell(field, text))
            .into())
    }

    /// A cell of the total in plain writing, as machines write a value of its type.
    fn plain(&self, column: usize) -> String {
        let field = &self.draft.table.fields[column];
        let text = self.text(column);
        let notation = self.draft.schema.field(&field.name).map(|it| &it.notation);
        let plain = notation
            .and_then(|it| it.read(field.kind, text))
            .map_or_else(|| text.to_owned(), |it| it.text);
        match field.kind {
            ColumnKind::Integer | ColumnKind::Number => plain,
            _ => ColumnBuilder::value(field.kind, &plain).map_or(plain, |it| it.to_string()),
        }
    }

    fn text(&self, column: usize) -> &str {
        self.record.text(self.positions[column])
    }

    fn place(&self, column: usize) -> Place {
        let table = &self.draft.table;
        let kept = self.record.cells.get(self.positions[column]);
        let mut place = kept.map_or_else(|| Place::file(&table.file), |it| it.place.clone());
        if let Spot::Cell(cell) = &mut place.spot {
            cell.name = Arc::from(table.fields[column].name.as_str());
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;

    fn yaml(totals: &str) -> String {
        format!(
            "resources: [{{name: a, path: a.csv, totals: {totals}, schema: {{missingValues: ['', '—', {{value: '…', state: below_unit}}], primaryKey: [d, y], fields: [{{name: d, type: string}}, {{name: y, type: year}}, {{name: n, type: integer, notation: [grouped, wan, bound]}}, {{name: r, type: number, unit: 亿元}}, {{name: s, type: number, unit: '%'}}]}}}}]\n"
        )
    }

    fn check(rows: &str, totals: &str, expected: &[&str]) {
        let csv = format!("d,y,n,r,s\n{rows}");
        check_codes(
            &[
                ("data/a.csv", &csv),
                ("data/datapackage.yaml", &yaml(totals)),
            ],
            expected,
        );
    }

    const PLAIN: &str = "{column: d, labels: [合计]}";
    const WRONG: &[&str] = &["data/total-mismatch"];

    #[test]
    fn a_total_is_the_sum_of_its_parts() {
        check(
            "a,2025,1,0.1,5\nb,2025,2,0.2,6\n合计,2025,3,0.3,9\n",
            PLAIN,
            &[],
        );
        check(
            "合 计,2025,\"1,203\",,\na,2025,\"1,200\",,\nb,2025,3,,\n",
            PLAIN,
            &[],
        );
        check("a,2025,1,,\nb,2025,2,,\n合计,2025,4,,\n", PLAIN, WRONG);
    }

    #[test]
    fn whole_numbers_are_exact_and_others_may_be_rounded() {
        check(
            "a,2025,,0.14,\nb,2025,,0.14,\n合计,2025,,0.3,\n",
            PLAIN,
            WRONG,
        );
        check("a,2025,,0.1,\nb,2025,,0.1,\n合计,2025,,0.3,\n", PLAIN, &[]);
        check(
            "a,2025,,0.1,\nb,2025,,0.1,\n合计,2025,,0.4,\n",
            PLAIN,
            WRONG,
        );
        check(
            "a,2025,1.2万,,\nb,2025,1.3万,,\n合计,2025,25400,,\n",
            PLAIN,
            &[],
        );
        check(
            "a,2025,1.2万,,\nb,2025,1.3万,,\n合计,2025,2.7万,,\n",
            PLAIN,
            WRONG,
        );
    }

    #[test]
    fn years_and_what_tells_rows_apart_are_no_amounts() {
        let fields = "[{name: d}, {name: 年份, type: integer}, {name: no, type: integer}, {name: n, type: integer}]";
        let totals = "{column: d, labels: [合计], by: [no]}";
        let yaml = format!(
            "resources: [{{name: a, path: a.csv, totals: {totals}, schema: {{fields: {fields}}}}}]\n"
        );
        let check = |total: &str, expected: &[&str]| {
            let rows = format!("d,年份,no,n\na,2024,1,5\nb,2024,1,6\n合计,{total}\n");
            check_codes(
                &[("data/a.csv", &rows), ("data/datapackage.yaml", &yaml)],
                expected,
            );
        };
        check("2024,1,11", &[]);
        check("2024,1,12", WRONG);
    }

    #[test]
    fn each_year_has_its_own_total() {
        let rows = "a,2024,1,,\nb,2024,2,,\na,2025,5,,\nb,2025,6,,\n";
        check(
            &format!("{rows}合计,2024,3,,\n合计,2025,11,,\n"),
            PLAIN,
            &[],
        );
        check(
            &format!("{rows}合计,2024,3,,\n合计,2025,14,,\n"),
            PLAIN,
            WRONG,
        );
        check(&format!("{rows}合计,,14,,\n"), PLAIN, &[]);
    }

    #[test]
    fn a_subtotal_is_of_the_rows_above_it() {
        let totals = "{column: d, labels: [合计], subtotals: [小计]}";
        check(
            "a,2025,1,,\nb,2025,2,,\n小计,2025,3,,\nc,2025,4,,\n小计,2025,4,,\n合计,2025,7,,\n",
            totals,
            &[],
        );
        check(
            "a,2025,1,,\nb,2025,2,,\n小计,2025,3,,\nc,2025,4,,\n小计,2025,7,,\n",
            totals,
            WRONG,
        );
    }

    #[test]
    fn unknown_parts_leave_a_total_alone() {
        check("a,2025,1,,\nb,2025,—,,\n合计,2025,9,,\n", PLAIN, &[]);
        check(
            "a,2025,1万余,,\nb,2025,2,,\n合计,2025,99999,,\n",
            PLAIN,
            &[],
        );
        check("a,2025,1,,\nb,2025,…,,\n合计,2025,2,,\n", PLAIN, WRONG);
    }

    #[test]
    fn the_descriptor_names_columns_that_exist() {
        check(
            "a,2025,1,,\n",
            "{column: x, labels: [合计]}",
            &["data/unknown-column"],
        );
        check(
            "a,2025,1,,\n合计,2025,2,,\n",
            "{column: d, labels: [合计], columns: [r]}",
            &[],
        );
        check("a,2025,1,,\n", "{column: d}", &["setting/missing-key"]);
        check("a,2025,1,,\n合计,2025,x,,\n", PLAIN, &["data/type-error"]);
    }

    #[test]
    fn totals_that_nobody_declared_are_told() {
        let csv = "d,n\na,1\nb,2\n合　计,3\n";
        let (_, diags) = load(&[("data/a.csv", csv)]);
        let helps: Vec<String> = diags.sorted().iter().map(|it| it.help(Lang::En)).collect();
        assert_eq!(helps.len(), 1);
        assert!(
            helps[0].contains("totals: {column: d, labels: [合　计]}"),
            "{helps:?}"
        );
        check_codes(&[("data/a.csv", "d,n\na,1\n计划,3\n")], &[]);
    }
}
