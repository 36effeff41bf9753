//! Types for columns nobody described: conservative, so that a code never turns into a number.

use crate::columns;
use gongbao_diag::locale::parse_date;
use gongbao_model::ColumnKind;

/// More digits than these are identifiers, and beyond what a number holds exactly.
const MAX_DIGITS: usize = 15;

/// What the cells of a column seen so far could all be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeGuess {
    any: bool,
    integer: bool,
    number: bool,
    date: bool,
}

impl TypeGuess {
    /// Nothing was seen, everything is possible.
    pub(crate) fn new() -> TypeGuess {
        TypeGuess {
            any: false,
            integer: true,
            number: true,
            date: true,
        }
    }

    /// Takes one cell that has a value into account.
    pub(crate) fn see(&mut self, text: &str) {
        let amount = !looks_like_a_code(text);
        self.any = true;
        self.integer = self.integer && amount && columns::parse_integer(text).is_some();
        self.number = self.number && amount && columns::parse_number(text).is_some();
        self.date = self.date && parse_date(text).is_some();
    }

    /// What the cells seen here and those seen there could all be.
    pub(crate) fn and(self, other: TypeGuess) -> TypeGuess {
        TypeGuess {
            any: self.any || other.any,
            integer: self.integer && other.integer,
            number: self.number && other.number,
            date: self.date && other.date,
        }
    }

    /// The type. A year is never inferred: four digits may be an amount.
    pub(crate) fn kind(self) -> ColumnKind {
        match self {
            TypeGuess { any: false, .. } => ColumnKind::String,
            TypeGuess { integer: true, .. } => ColumnKind::Integer,
            TypeGuess { number: true, .. } => ColumnKind::Number,
            TypeGuess { date: true, .. } => ColumnKind::Date,
            TypeGuess { .. } => ColumnKind::String,
        }
    }
}

/// `007` and numbers of identity cards lose something when they are read as numbers.
pub(crate) fn looks_like_a_code(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    padded || digits.len() > MAX_DIGITS
}

#[cfg(test)]
mod tests {
    use crate::infer::TypeGuess;
    use gongbao_model::ColumnKind;

    fn check(cells: &[&str], expected: ColumnKind) {
        let mut guess = TypeGuess::new();
        cells.iter().for_each(|it| guess.see(it));
        assert_eq!(guess.kind(), expected, "{cells:?}");
    }

    #[test]
    fn numbers_only_if_every_cell_is_one() {
        check(&["1", "-20", "0"], ColumnKind::Integer);
        check(&["1", "0.5"], ColumnKind::Number);
        check(&["1", "n/a"], ColumnKind::String);
        check(&["1,234"], ColumnKind::String);
        check(&[], ColumnKind::String);
    }

    #[test]
    fn codes_stay_text() {
        check(&["007", "12"], ColumnKind::String);
        check(&["210106199001011234"], ColumnKind::String);
        check(&["1e5"], ColumnKind::String);
    }

    #[test]
    fn dates_only_if_all_are_iso_and_years_never() {
        check(&["2025-01-31", "2024-12-01"], ColumnKind::Date);
        check(&["2025-01-31", "2024/12/1"], ColumnKind::String);
        check(&["2024", "2025"], ColumnKind::Integer);
    }
}
