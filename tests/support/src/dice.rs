//! Numbers that look random and are the same on every run.

/// A linear congruential generator, after Knuth's MMIX.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way whenever they begin with this seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Its next state; the lowest bits repeat soon.
    pub fn next_state(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0
    }

    /// A number below the number of sides.
    pub fn roll(&mut self, sides: usize) -> usize {
        (self.next_state() >> 33) as usize % sides
    }

    /// One of some values.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }

    /// A number from 0 to 1, without 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next_state() >> 11) as f64 / (1u64 << 53) as f64
    }
}
