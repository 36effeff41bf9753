//! The table of contents: each stage named once, top to bottom.
