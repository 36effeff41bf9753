//! The five-number summary: minimum, quartiles and maximum.

use gongbao_diag::locale::{Digits, NumberFormat};

/// Least, lower quartile, median, upper quartile and greatest of some values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FiveNumbers {
    pub least: f64,
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
    pub greatest: f64,
}

impl FiveNumbers {
    /// Of values in any order; nothing if there are none.
    pub(crate) fn of(values: &[f64]) -> Option<FiveNumbers> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |part: f64| interpolate_quantile(&sorted, part);
        Some(FiveNumbers {
            least: at(0.0)?,
            lower: at(0.25)?,
            median: at(0.5)?,
            upper: at(0.75)?,
            greatest: at(1.0)?,
        })
    }

    /// How far a value may lie from the quartiles before it stands alone: one and a half times their distance.
    pub(crate) fn fences(&self) -> (f64, f64) {
        let reach = 1.5 * (self.upper - self.lower);
        (self.lower - reach, self.upper + reach)
    }

    /// In order.
    pub(crate) fn all(&self) -> [f64; 5] {
        [
            self.least,
            self.lower,
            self.median,
            self.upper,
            self.greatest,
        ]
    }
}

/// Between the two values next to the place, in proportion.
fn interpolate_quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let place = part * sorted.len().checked_sub(1)? as f64;
    let (low, high) = (
        *sorted.get(place.floor() as usize)?,
        *sorted.get(place.ceil() as usize)?,
    );
    Some(low + (high - low) * place.fract())
}

/// How quantiles are written: they fall between values, so one digit more than those have.
pub(crate) fn quantile_notation(of_values: &NumberFormat) -> NumberFormat {
    let digits = match of_values.digits {
        Digits::Exactly(n) | Digits::AtMost(n) => Digits::AtMost(n.saturating_add(1)),
        Digits::AsIs => Digits::AtMost(2),
    };
    NumberFormat {
        digits,
        ..of_values.clone()
    }
}

#[cfg(test)]
mod tests {
    use crate::quantiles::FiveNumbers;

    fn check(values: &[f64], expected: [f64; 5]) {
        assert_eq!(
            FiveNumbers::of(values).map(|it| it.all()),
            Some(expected),
            "{values:?}"
        );
    }

    #[test]
    fn takes_quartiles_between_values() {
        check(&[4.0, 1.0, 3.0, 2.0], [1.0, 1.75, 2.5, 3.25, 4.0]);
        check(&[7.0], [7.0; 5]);
        assert_eq!(FiveNumbers::of(&[]), None);
    }
}
