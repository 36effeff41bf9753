//! The settings below the key of a check.

use crate::fields::keep_fields;
use gongbao_diag::Diags;
use gongbao_source::Fields;

/// The settings below a key of a check.
pub(super) fn check_settings<'a>(
    keys: &Fields<'a>,
    key: &str,
    known: &[&str],
    diags: &mut Diags,
) -> Option<Fields<'a>> {
    keep_fields(keys.get(key)?, key, known, diags)
}
