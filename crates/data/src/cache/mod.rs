//! Tables kept from one run to the next, so that what has not changed is neither read nor checked again.
//!
//! A table is found by everything it was made from: the file, the descriptor, the settings, the program; a
//! derived one by its statement and the tables it reads. Only sound tables are kept, so that every
//! complaint is made anew. What does not come back whole is made anew, too: keeping changes no result.

mod bytes;
mod columns;
mod memory;
mod store;
#[cfg(test)]
mod tests;

pub use bytes::{Reader, Writer};
pub use memory::Memory;
pub use store::Cache;
