//! Days as polars counts them, from 1970-01-01.

use std::time::Duration;

use gongbao_diag::locale::Date;

const SECONDS_PER_DAY: u64 = 86_400;
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01, as polars counts dates.
pub(crate) fn days_since_epoch(date: Date) -> i32 {
    // No date is so far off that its days do not fit.
    (date.duration_since(EPOCH).as_secs() / SECONDS_PER_DAY.cast_signed()) as i32
}

/// The date so many days after 1970-01-01; nothing if it lies outside the calendar.
#[expect(
    clippy::disallowed_methods,
    reason = "beyond the year 9999 there are days, but no dates"
)]
pub(crate) fn date_from_days(days: i32) -> Option<Date> {
    let distance = Duration::from_secs(u64::from(days.unsigned_abs()) * SECONDS_PER_DAY);
    let date = if days < 0 {
        EPOCH.checked_sub(distance)
    } else {
        EPOCH.checked_add(distance)
    };
    date.ok()
}
