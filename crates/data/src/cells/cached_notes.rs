//! What was found out about a column as bytes, and back. Its signs are those of the descriptor.

use crate::cache::{ByteReader, ByteWriter};
use crate::cells::{ColumnNotes, RewrittenCells};
use crate::notation::NotationMark;
use gongbao_diag::locale::Bound;
use gongbao_model::MissingMarker;

const BOUNDS: [Bound; 4] = [Bound::AtLeast, Bound::Over, Bound::AtMost, Bound::About];

impl ColumnNotes {
    /// Writes what the descriptor does not say.
    pub(crate) fn write(&self, out: &mut ByteWriter) {
        [self.n_filled, self.n_totals, self.n_percent]
            .into_iter()
            .for_each(|it| out.number(it));
        out.number(self.without_percent.map_or(0, |it| it + 1));
        write_power(self.decimals, out);
        write_list(&self.scaled, out, |(row, it), out| {
            out.number(*row);
            write_power(*it, out);
        });
        write_list(&self.bounds, out, |(row, it), out| {
            out.number(*row);
            out.number(
                BOUNDS
                    .iter()
                    .position(|bound| bound == it)
                    .unwrap_or(BOUNDS.len()),
            );
        });
        write_list(&self.missing, out, |(row, sign), out| {
            out.number(*row as usize);
            out.number(usize::from(*sign));
        });
        out.number(self.rewritten.count);
        write_list(&self.rewritten.examples, out, |(marks, from, to), out| {
            write_list(marks, out, |it, out| out.text(it.name()));
            out.text(from);
            out.text(to);
        });
    }

    /// Reads what was written; nothing if it is anything else.
    #[expect(
        clippy::disallowed_methods,
        reason = "what was kept and cannot be read is worked out again"
    )]
    pub(crate) fn read(
        signs: Vec<MissingMarker>,
        bytes: &mut ByteReader<'_>,
    ) -> Option<ColumnNotes> {
        let (n_filled, n_totals, n_percent) = (bytes.number()?, bytes.number()?, bytes.number()?);
        let (without_percent, decimals) = (bytes.number()?.checked_sub(1), power_in(bytes)?);
        let scaled = read_list(bytes, |it| Some((it.number()?, power_in(it)?)))?;
        let bounds = read_list(bytes, |it| Some((it.number()?, *BOUNDS.get(it.number()?)?)))?;
        let absences = read_list(bytes, |it| {
            Some((it.number()?.try_into().ok()?, it.number()?.try_into().ok()?))
        })?;
        let count = bytes.number()?;
        let examples = read_list(bytes, |it| {
            let marks = read_list(it, |it| mark_by_name(it.text()?))?;
            Some((marks, it.text()?.into(), it.text()?.into()))
        })?;
        let rewritten = RewrittenCells { count, examples };
        Some(ColumnNotes {
            rewritten,
            n_filled,
            n_totals,
            n_percent,
            without_percent,
            scaled,
            decimals,
            bounds,
            markers: signs,
            missing: absences,
        })
    }
}

fn mark_by_name(name: &str) -> Option<NotationMark> {
    NotationMark::ALL
        .iter()
        .find(|(it, _)| *it == name)
        .map(|(_, it)| *it)
}

/// A power of ten may be below zero.
fn write_power(power: i16, out: &mut ByteWriter) {
    out.number(usize::from(power.cast_unsigned()));
}

#[expect(
    clippy::disallowed_methods,
    reason = "what was kept and cannot be read is worked out again"
)]
fn power_in(bytes: &mut ByteReader<'_>) -> Option<i16> {
    u16::try_from(bytes.number()?).ok().map(u16::cast_signed)
}

fn write_list<T>(all: &[T], out: &mut ByteWriter, each: fn(&T, &mut ByteWriter)) {
    out.number(all.len());
    all.iter().for_each(|it| each(it, out));
}

fn read_list<T>(
    bytes: &mut ByteReader<'_>,
    each: fn(&mut ByteReader<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    (0..bytes.number()?).map(|_| each(bytes)).collect()
}
