//! The waist: what a page is once every word is bound to its number, as plain data.

pub mod prose;
