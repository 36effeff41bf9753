//! Figures and the sums that tie them together: which hidden ones could be worked out, and what else
//! has to be hidden so that none can.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A sum whose value everybody knows: of some figures, a total taken with −1.
pub(crate) type Equation = Vec<(usize, i64)>;

/// How many steps a search for another solution may take before the figure counts as given away.
const MAX_STEPS: usize = 3000;

/// Figures by number, and what is known of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct EquationSystem {
    /// The true figures.
    pub values: Vec<i64>,
    pub equations: Vec<Equation>,
}

/// What has to be hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HiddenFigures {
    /// All of it.
    pub figures: BTreeSet<usize>,
    /// Those among it that can be worked out all the same, as nothing is left to hide beside them.
    pub exposed: BTreeSet<usize>,
}

impl EquationSystem {
    /// Hides further figures until none of `small` can be worked out from the sums and the figures shown,
    /// the smallest first. Each hidden figure then has another value that fits everything shown.
    pub(crate) fn protect(&self, small: BTreeSet<usize>) -> HiddenFigures {
        let by_figure = self.by_figure();
        let mut hidden = HiddenFigures {
            figures: small,
            exposed: BTreeSet::new(),
        };
        let mut free: BTreeSet<usize> = BTreeSet::new();
        while let Some(at) = hidden
            .figures
            .iter()
            .find(|it| !free.contains(it) && !hidden.exposed.contains(it))
            .copied()
        {
            if let Some(moved) = self.other_solution(at, &hidden.figures, &by_figure) {
                free.extend(moved); // More hidden figures take no solution away.
            } else if let Some(next) = self.companion(at, &hidden.figures, &by_figure) {
                hidden.figures.insert(next);
            } else {
                hidden.exposed.insert(at);
            }
        }
        hidden
    }

    fn by_figure(&self) -> Vec<Vec<usize>> {
        let mut by_figure = vec![Vec::new(); self.values.len()];
        for (n, equation) in self.equations.iter().enumerate() {
            equation.iter().for_each(|(at, _)| by_figure[*at].push(n));
        }
        by_figure
    }

    /// The figure to hide next. A sum that hides one figure alone gives it away: of such sums near and far
    /// the figure that mends most of them, and of those the smallest, a zero last. If there is none, the
    /// smallest that shares a sum with what is given away.
    fn companion(
        &self,
        at: usize,
        hidden: &BTreeSet<usize>,
        by_figure: &[Vec<usize>],
    ) -> Option<usize> {
        let is_lonely = |n: &usize| {
            self.equations[*n]
                .iter()
                .filter(|(it, _)| hidden.contains(it))
                .count()
                == 1
        };
        let reached = self.reached(at, hidden, by_figure);
        let lonely: BTreeSet<usize> = reached.into_iter().filter(is_lonely).collect();
        let n_lonely = |it: usize| by_figure[it].iter().filter(|n| lonely.contains(n)).count();
        let shown = |sums: &mut dyn Iterator<Item = &usize>| {
            let figures = sums
                .flat_map(|n| &self.equations[*n])
                .map(|it| it.0)
                .filter(|it| !hidden.contains(it));
            figures.min_by_key(|it| {
                (
                    Reverse(n_lonely(*it)),
                    self.values[*it] == 0,
                    self.values[*it],
                    *it,
                )
            })
        };
        shown(&mut lonely.iter()).or_else(|| shown(&mut by_figure[at].iter()))
    }

    /// The sums that hidden figures tie to a figure.
    fn reached(
        &self,
        at: usize,
        hidden: &BTreeSet<usize>,
        by_figure: &[Vec<usize>],
    ) -> BTreeSet<usize> {
        let (mut sums, mut figures, mut waiting) =
            (BTreeSet::new(), BTreeSet::from([at]), vec![at]);
        while let Some(figure) = waiting.pop() {
            for n in by_figure[figure].iter().filter(|n| sums.insert(**n)) {
                let tied = self.equations[*n]
                    .iter()
                    .map(|it| it.0)
                    .filter(|it| hidden.contains(it));
                waiting.extend(tied.filter(|it| figures.insert(*it)));
            }
        }
        sums
    }

    /// Those of some hidden figures that these sums give away.
    pub(crate) fn given_away(
        &self,
        of: &BTreeSet<usize>,
        hidden: &BTreeSet<usize>,
    ) -> BTreeSet<usize> {
        let by_figure = self.by_figure();
        of.iter()
            .filter(|it| self.other_solution(**it, hidden, &by_figure).is_none())
            .copied()
            .collect()
    }

    /// The figures that differ in another solution, in which the figure is one more or one less; no
    /// figure is below zero in it.
    fn other_solution(
        &self,
        at: usize,
        hidden: &BTreeSet<usize>,
        by_figure: &[Vec<usize>],
    ) -> Option<Vec<usize>> {
        [1, -1].into_iter().find_map(|step| {
            let mut search = HidingSearch {
                system: self,
                hidden,
                by_figure,
                moves: BTreeMap::new(),
                left: MAX_STEPS,
            };
            search
                .moved(at, step)
                .then(|| search.moves.into_keys().collect())
        })
    }
}

/// A walk from solution to solution: each sum that is off is put right by another hidden figure.
struct HidingSearch<'a> {
    system: &'a EquationSystem,
    hidden: &'a BTreeSet<usize>,
    by_figure: &'a [Vec<usize>],
    moves: BTreeMap<usize, i64>,
    left: usize,
}

impl HidingSearch<'_> {
    /// Moves a figure and whatever has to follow; takes it back if that leads nowhere.
    fn moved(&mut self, at: usize, step: i64) -> bool {
        if self.left == 0 || self.system.values[at] + step < 0 {
            return false;
        }
        self.left -= 1;
        self.moves.insert(at, step);
        let settled = match self.unsettled() {
            None => true,
            Some((n, off)) => self.settle(n, off),
        };
        if !settled {
            self.moves.remove(&at);
        }
        settled
    }

    /// The first sum that the moves so far have put out of balance.
    fn unsettled(&self) -> Option<(usize, i64)> {
        let touched: BTreeSet<usize> = self
            .moves
            .keys()
            .flat_map(|it| &self.by_figure[*it])
            .copied()
            .collect();
        touched
            .into_iter()
            .map(|n| (n, self.balance(n)))
            .find(|(_, off)| *off != 0)
    }

    fn balance(&self, n: usize) -> i64 {
        self.system.equations[n]
            .iter()
            // A figure that was not moved is off by nothing.
            .map(|(at, sign)| sign * self.moves.get(at).copied().unwrap_or(0))
            .sum()
    }

    fn settle(&mut self, n: usize, off: i64) -> bool {
        let system = self.system;
        let hidden = self.hidden;
        let others = system.equations[n]
            .iter()
            .filter(|(at, _)| hidden.contains(at));
        let others: Vec<(usize, i64)> = others
            .filter(|(at, _)| !self.moves.contains_key(at))
            .copied()
            .collect();
        others
            .into_iter()
            .any(|(at, sign)| self.moved(at, -off.signum() * sign))
    }
}

/// The unknowns that sums determine, with their values: Gauss's elimination, in whole pivots. A sum is
/// its unknowns with their signs, and what they add up to.
pub(crate) fn solve_determined(sums: &[(Equation, i64)]) -> BTreeMap<usize, f64> {
    let mut rows: Vec<EquationRow> = Vec::new();
    for (unknowns, value) in sums {
        let mut row = EquationRow {
            unknowns: BTreeMap::new(),
            value: *value as f64,
        };
        for (at, sign) in unknowns {
            *row.unknowns.entry(*at).or_default() += *sign as f64;
        }
        row.unknowns.retain(|_, it| *it != 0.0);
        for known in &rows {
            eliminate_pivot(&mut row, known);
        }
        // A sum that follows from the others has nothing left.
        let Some(by) = row.unknowns.first_key_value().map(|(_, by)| *by) else {
            continue;
        };
        row.unknowns.values_mut().for_each(|it| *it /= by);
        row.value /= by;
        rows.iter_mut().for_each(|it| eliminate_pivot(it, &row));
        rows.push(row);
    }
    let single = |row: EquationRow| {
        let at = *row.unknowns.keys().next()?;
        (row.unknowns.len() == 1).then_some((at, row.value))
    };
    rows.into_iter().filter_map(single).collect()
}

/// Unknowns with their factors, and what they add up to.
struct EquationRow {
    unknowns: BTreeMap<usize, f64>,
    value: f64,
}

/// Takes the pivot of one row out of another.
fn eliminate_pivot(row: &mut EquationRow, by: &EquationRow) {
    let pivot = by.unknowns.keys().next();
    // A row without the pivot stays as it is.
    let Some(factor) = pivot.and_then(|it| row.unknowns.get(it).copied()) else {
        return;
    };
    for (at, value) in &by.unknowns {
        *row.unknowns.entry(*at).or_default() -= factor * value;
    }
    row.unknowns.retain(|_, it| it.abs() > 1e-9);
    row.value -= factor * by.value;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::equation_system::{Equation, EquationSystem, HiddenFigures, solve_determined};

    /// A table whose rows and columns add up to known totals.
    fn table(values: &[i64], width: usize) -> EquationSystem {
        let height = values.len() / width;
        let line = |it: Vec<usize>| -> Equation { it.into_iter().map(|at| (at, 1)).collect() };
        let rows = (0..height).map(|row| line((0..width).map(|it| row * width + it).collect()));
        let columns =
            (0..width).map(|column| line((0..height).map(|it| it * width + column).collect()));
        EquationSystem {
            values: values.to_vec(),
            equations: rows.chain(columns).filter(|it| it.len() > 1).collect(),
        }
    }

    fn small(values: &[i64]) -> BTreeSet<usize> {
        (0..values.len())
            .filter(|it| (1..5).contains(&values[*it]))
            .collect()
    }

    fn check(values: &[i64], width: usize, hidden: &[usize]) {
        let found = table(values, width).protect(small(values));
        assert_eq!(
            found.figures.iter().copied().collect::<Vec<_>>(),
            hidden,
            "{values:?}"
        );
        assert!(found.exposed.is_empty(), "{values:?}");
    }

    #[test]
    fn nothing_small_hides_nothing() {
        check(&[5, 6, 0, 7], 2, &[]);
    }

    #[test]
    fn a_small_figure_takes_the_next_smallest_of_its_line_with_it() {
        check(&[3, 40, 9, 50], 4, &[0, 2]);
        check(&[3, 4, 9, 50], 4, &[0, 1]);
    }

    #[test]
    fn two_dimensions_take_a_rectangle() {
        check(&[3, 40, 30, 20, 50, 60, 70, 80, 90], 3, &[0, 2, 3, 5]);
    }

    #[test]
    fn zeros_are_hidden_when_nothing_else_is_left() {
        check(&[3, 0, 0], 3, &[0, 1]);
    }

    #[test]
    fn a_total_is_hidden_when_its_only_part_is() {
        let total = EquationSystem {
            values: vec![3, 3],
            equations: vec![vec![(0, 1), (1, -1)]],
        };
        assert_eq!(
            total.protect(BTreeSet::from([0])).figures,
            BTreeSet::from([0, 1])
        );
    }

    #[test]
    fn a_figure_that_stands_elsewhere_is_exposed() {
        let twice = EquationSystem {
            values: vec![3],
            equations: vec![vec![(0, 1)]],
        };
        let expected = HiddenFigures {
            figures: BTreeSet::from([0]),
            exposed: BTreeSet::from([0]),
        };
        assert_eq!(twice.protect(BTreeSet::from([0])), expected);
    }

    #[test]
    fn elimination_finds_what_follows() {
        let sums = [
            (vec![(0, 1), (1, 1)], 10),
            (vec![(1, 1)], 7),
            (vec![(2, 1), (3, 1)], 4),
        ];
        let found = solve_determined(&sums);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(0, 3.0), (1, 7.0)]);
        assert!(
            solve_determined(&[(vec![(0, 1), (1, 1)], 10), (vec![(0, 2), (1, 2)], 20)]).is_empty()
        );
    }

    /// Random numbers that are the same on every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, below: u64) -> i64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((self.0 >> 33) % below).unwrap_or_default()
        }
    }

    /// The values each hidden figure takes in any solution at all, found by trying.
    fn solutions(
        system: &EquationSystem,
        hidden: &[usize],
        at: usize,
        tried: &mut EquationSystem,
        seen: &mut [BTreeSet<i64>],
    ) {
        let Some(figure) = hidden.get(at) else {
            let fits = |it: &Equation| {
                let sum = |of: &EquationSystem| {
                    it.iter()
                        .map(|(figure, sign)| sign * of.values[*figure])
                        .sum::<i64>()
                };
                sum(tried) == sum(system)
            };
            if system.equations.iter().all(fits) {
                hidden
                    .iter()
                    .zip(seen)
                    .for_each(|(it, seen)| seen.extend([tried.values[*it]]));
            }
            return;
        };
        // A figure that differs by one somewhere is enough, so values near the true one are tried.
        for value in (system.values[*figure] - 1).max(0)..=system.values[*figure] + 1 {
            tried.values[*figure] = value;
            solutions(system, hidden, at + 1, tried, seen);
        }
        tried.values[*figure] = system.values[*figure];
    }

    #[test]
    fn no_random_table_can_be_solved_back() {
        let mut dice = Dice(7);
        let mut n_hidden = 0;
        for round in 0..400 {
            let (width, height) = (2 + round % 3, 1 + round % 4);
            let below = [6, 12, 60][round % 3];
            let values: Vec<i64> = (0..width * height).map(|_| dice.roll(below)).collect();
            let system = table(&values, width);
            let HiddenFigures { figures, exposed } = system.protect(small(&values));
            let hidden: Vec<usize> = figures.into_iter().collect();
            if hidden.len() > 9 {
                continue; // Trying would take too long; the large ones have the most freedom.
            }
            n_hidden += hidden.len();
            let mut seen = vec![BTreeSet::new(); hidden.len()];
            solutions(&system, &hidden, 0, &mut system.clone(), &mut seen);
            // What is exposed is: all else of its sums is zero, and known to be.
            let is_right =
                |(it, seen): (&usize, &BTreeSet<i64>)| (seen.len() > 1) != exposed.contains(it);
            assert!(
                hidden.iter().zip(&seen).all(is_right),
                "{values:?} {hidden:?} {exposed:?} {seen:?}"
            );
        }
        assert!(n_hidden > 500, "{n_hidden}");
    }
}
