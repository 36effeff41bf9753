//! Every embed an author can write: one line for each crate that has some.

use gongbao_congress as congress;
use gongbao_site::{self as site, Embeds};

/// Their list; messages name them in its order.
pub fn all_embeds() -> Embeds {
    Embeds::of(&[site::EMBEDS, congress::EMBEDS])
}
