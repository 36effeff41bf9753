//! Levels of headings that leave none out: who hears a page finds the way by them.

/// The headings that are open, from the outermost.
#[derive(Debug)]
pub(crate) struct Outline {
    open: Vec<u8>,
}

impl Outline {
    /// Below a heading that is there already; the page's title is 1.
    pub(crate) fn under(level: u8) -> Outline {
        Outline {
            open: (1..=level.max(1)).collect(),
        }
    }

    /// The level of a heading whose author gave it another one: at most one deeper than the one it stands under.
    pub(crate) fn enter(&mut self, level: u8) -> u8 {
        let level = level.max(2);
        self.open.retain(|it| *it < level);
        self.open.push(level);
        u8::try_from(self.open.len()).unwrap_or(6).min(6)
    }
}

#[cfg(test)]
mod tests {
    use crate::outline::Outline;

    fn check(under: u8, levels: &[u8], expected: &[u8]) {
        let mut outline = Outline::under(under);
        let found: Vec<u8> = levels.iter().map(|it| outline.enter(*it)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn levels_in_order_stay() {
        check(1, &[2, 3, 3, 4, 2, 3], &[2, 3, 3, 4, 2, 3]);
        check(3, &[4, 3, 2], &[4, 3, 2]);
    }

    #[test]
    fn none_is_left_out() {
        check(1, &[3, 3, 2, 4, 4, 3], &[2, 2, 2, 3, 3, 3]);
        check(1, &[6], &[2]);
    }
}
