//! The waist: every link, number and chart bound; routes, navigation and data-driven pages decided.
//!
//! Words and numbers meet here and nowhere else. It knows no template and no output format.
//! Start at [`resolve`]; [`Site`] is what every output reads.

pub mod edition;

mod bind;
mod bindings;
mod bound_figure;
mod charts;
mod completeness;
mod dimensions;
mod due;
mod embeds;
mod exhibit;
mod expression;
mod facts;
mod failure;
mod figure;
mod finding;
mod found;
mod generated;
mod index;
mod interior;
mod labels;
mod languages;
mod layout;
pub mod lineage;
mod link;
mod links;
mod named_metric;
mod naming;
mod nav_item;
mod navigation;
pub mod overview;
mod packet;
mod page;
mod paper;
mod places;
mod references;
mod release;
mod resolve;
mod rounding;
mod routes;
mod scope;
mod site;
mod source_words;
mod standing;
pub mod subject;
mod tongues;
mod voice;

pub use bindings::Bindings;
pub use bound_figure::BoundFigure;
pub use completeness::GAPS;
pub use dimensions::dimensions;
pub use due::DueTarget;
pub use embeds::{
    Call, EMBEDS, Embed, Embeds, TableChart, draw_table, one_of, row_links, table_rows,
};
pub use exhibit::{DataTable, Exhibit, Switch, Target, Tile, TileTarget, Tiles, Variant};
pub use facts::{Cited, FactLabel, MetricFacts, TableFacts, TargetFacts};
pub use failure::Failure;
pub use found::Pending;
pub use interior::{walk_chart, walk_data_table};
pub use labels::label;
pub use languages::Languages;
pub use layout::Layout;
pub use link::{Link, Route};
pub use links::resolve as resolve_link;
pub use named_metric::{NamedMetric, named_metric};
pub use nav_item::{Child, NavItem, Translation};
pub use packet::deadlines;
pub use page::{Page, PageBody, PageHead, PagePlace, blank_page};
pub use paper::{Content, Made, Packet, Paper, Part};
pub use places::{MetricPlace, OTHER_ROWS, Places, TablePlace};
pub use references::Reference;
pub use release::{NOT_FOUND, Redirect, Release, Stated, is_content};
pub use resolve::{Inputs, in_world, page_scope, resolve, resolve_again};
pub use scope::{Scope, World};
pub use site::{Download, Site};
pub use source_words::source_line;
pub use standing::{Standing, TargetRecord, WorstMember};
