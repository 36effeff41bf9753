//! The table cache: tables kept from one run to the next, so that unchanged ones are neither read nor checked again.
//!
//! A table is found by everything it was made from: the file, the descriptor, the settings, the program; a
//! derived one by its statement and the tables it reads. Only sound tables are kept, so that every
//! complaint is made anew. What does not come back whole is made anew, too: keeping changes no result.
//!
//! Only tables of at least 2^18 cells are kept: smaller ones are read sooner than they are found.
//! Foreign keys and checks of whole rows look at other tables, so they run each time. What is kept
//! ends with its own SHA-256; a damaged file is as good as none.
//!
//! What is kept is read while this crate works and not with the other files, because only this
//! crate knows the keys. `publish` writes it. `check` promises to write nothing, so it only reads.

mod bytes;
mod cache_key;
mod columns;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use bytes::{ByteReader, ByteWriter};
pub(crate) use cache_key::CacheKey;
pub(crate) use store::TableCache;
