//! What a people's congress publishes besides figures: review opinions followed up, ballots counted, and the
//! facilities of a programme held against their deadlines.
//!
//! Each embed is one file or folder and one line in [`EMBEDS`], and lowers into the blocks every output can write.
//! `ledger` reads the table of what became of an opinion, which `opinions` and `handling` show; [`write_skeleton`] begins
//! the government's report out of it. It knows no output format and no setting of its own beyond its fences.

mod ballot;
mod check;
mod deadline;
mod document;
mod exhibit;
mod facilities;
mod handling;
mod item;
mod ledger;
mod opinions;
mod phrases;
mod references;
mod roles;
mod skeleton;
mod suppression;
mod words;

use gongbao_site::Embed;
pub use skeleton::write_skeleton;

/// The embeds of this trade.
pub const EMBEDS: &[&dyn Embed] = &[
    &opinions::OpinionsEmbed,
    &handling::HandlingEmbed,
    &ballot::BallotEmbed,
    &facilities::FacilitiesEmbed,
];
