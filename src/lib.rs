//! gongbao turns CSV metrics and Markdown commentary into public work reports.
//!
//! The crates below `crates/` do the work, `ARCHITECTURE.md` says which; here they are put together.
//! Start at [`pipeline::build_site`].

pub use gongbao_audit as audit;
pub use gongbao_chart as chart;
pub use gongbao_congress as congress;
pub use gongbao_content as content;
pub use gongbao_data as data;
pub use gongbao_diag::{self as diag, locale};
pub use gongbao_disclosure as guard;
pub use gongbao_documents as documents;
pub use gongbao_files as files;
pub use gongbao_html as html;
pub use gongbao_metrics as metric;
pub use gongbao_model::prose;
pub use gongbao_output as output;
pub use gongbao_settings as config;
pub use gongbao_site::{self as site, edition};
pub use gongbao_source as source;
pub use gongbao_theme as theme;

mod outputs;
pub mod publish;

pub mod pipeline;

pub mod cli;
