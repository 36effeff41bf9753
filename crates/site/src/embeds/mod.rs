//! Embeds: fenced blocks that show data. Each lowers into the few exhibits every output can write.
//!
//! An embed is one file and one line in the list of its crate: here [`EMBEDS`]. The program puts the lists together
//! as [`Embeds`].

mod body;
mod channels;
mod chart;
mod chart_options;
mod embed;
mod geojson;
mod lint;
mod map_geometry;
mod query;
mod series;
mod spec;
mod status;
mod switch;
mod table;
mod table_chart;
mod tiles;

pub use body::{match_word, table_rows};
pub(crate) use chart::metric_chart;
pub(crate) use embed::bind;
pub use embed::{Embed, EmbedCall, Embeds};
pub(crate) use query::make_query_tables;
pub(crate) use spec::{ChartOptions, ChartSpec, Sort};
pub(crate) use status::{StatusLine, status_line, worst_words};
pub use table::row_links;
pub(crate) use table::{GridAxes, metric_grid, with_marker};
pub use table_chart::{TableChart, draw_table};

/// The embeds of every site, whatever it is about.
pub const EMBEDS: &[&dyn Embed] = &[
    &chart::ChartEmbed,
    &table::TableEmbed,
    &tiles::TilesEmbed,
    &status::StatusEmbed,
    &query::QueryEmbed,
];
