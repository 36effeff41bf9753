//! The waist: every link, number and chart bound; routes, navigation and data-driven pages decided.
//!
//! Words and numbers meet here and nowhere else. It knows no template and no output format.
//! Start at [`SitePlan`] and [`SiteBinder`]; [`Site`] is what all pages know of each other.

pub mod edition;

mod bind;
mod binder;
mod binding_notes;
mod bindings;
mod bound_figure;
mod capture_base;
mod charts;
mod completeness;
mod computation;
mod conventions;
mod dimensions;
mod discovery;
mod due;
mod embeds;
mod exhibit;
mod expression;
mod facts;
mod failure;
mod figure;
pub mod figure_key;
mod filters;
mod flow;
mod generated;
mod index;
mod inputs;
mod interior;
mod labels;
mod languages;
mod layout;
pub mod lineage;
mod link;
mod links;
mod localized_view;
mod metric_table;
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
mod target_status;
mod translations;
mod written;

pub use binder::{SiteBinder, SitePlan};
pub use binding_notes::PendingLink;
pub use bindings::Bindings;
pub use bound_figure::BoundFigure;
pub use completeness::GAPS_ROUTE;
pub use dimensions::read_dimensions;
pub use due::DueTarget;
pub use embeds::{
    EMBEDS, Embed, EmbedCall, Embeds, TableChart, draw_table, match_word, row_links, table_rows,
};
pub use exhibit::{ChartSwitch, ChartVariant, DataTable, Exhibit, Target, Tile, TileTarget, Tiles};
pub use facts::{Cited, FactLabel, MetricFacts, TableFacts, TargetFacts};
pub use failure::Failure;
pub use flow::SiteFacts;
pub use inputs::SiteInputs;
pub use interior::{walk_chart, walk_data_table};
pub use labels::value_label;
pub use languages::Languages;
pub use layout::Layout;
pub use link::{Link, Route};
pub use links::resolve_link;
pub use named_metric::{NamedMetric, named_metric};
pub use nav_item::{Child, NavItem, Translation};
pub use packet::deadlines_table;
pub use page::{Page, PageBody, PageEntry, PageHead, PagePlace, blank_page};
pub use paper::{GeneratedPart, Packet, PacketPart, Paper, PartContent};
pub use places::{MetricPlace, OTHER_ROWS, Places, TablePlace};
pub use references::Reference;
pub use release::{NOT_FOUND, Redirect, Release, ReleaseField, is_content};
pub use resolve::{BoundSite, in_world, page_scope, resolve_again, resolve_site};
pub use scope::{Scope, World};
pub use site::{DefinedMetric, Download, Site};
pub use source_words::source_line;
pub use target_status::{TargetRecord, TargetStatus, WorstMember};
