//! What a file of data says about itself: title, source, terms, and that data are made up.

use gongbao_diag::locale::Lang;
use gongbao_model::Chart;
use gongbao_model::TableRows;
use gongbao_output::Job;
use gongbao_site::DataTable;

/// What a file of data says about itself.
#[derive(Clone, Debug, Default)]
pub struct FileDescription {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) source: String,
    pub(crate) note: Option<String>,
    pub(crate) license: String,
    pub(crate) as_of: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) sample: bool,
    pub(crate) lang: Lang,
}

impl FileDescription {
    /// What a chart's data say about themselves.
    pub(crate) fn of_chart(job: &Job<'_>, it: &Chart) -> FileDescription {
        FileDescription {
            title: it.title.clone(),
            subtitle: it.subtitle.clone(),
            source: it.source.clone(),
            note: it.note.clone(),
            sample: it.sample,
            ..FileDescription::of_site(job)
        }
    }

    /// What a table's data say about themselves.
    pub(crate) fn of_table(job: &Job<'_>, it: &DataTable) -> FileDescription {
        FileDescription {
            title: it.grid.caption.clone(),
            subtitle: String::new(),
            source: it.source.clone(),
            note: it.note.clone(),
            sample: it.sample,
            ..FileDescription::of_site(job)
        }
    }

    /// What a whole table's data say about themselves.
    pub(crate) fn of_data(job: &Job<'_>, table: &dyn TableRows) -> FileDescription {
        let table = table.describe();
        let sources: Vec<&str> = table.sources.iter().map(|it| it.title.as_str()).collect();
        let licenses: Vec<&str> = table
            .background
            .licenses
            .iter()
            .map(|it| it.words())
            .collect();
        FileDescription {
            title: table.title.to_owned(),
            source: sources.join("；"),
            license: licenses.join("；"),
            note: table.description.map(str::to_owned),
            sample: table.sample,
            ..FileDescription::of_site(job)
        }
    }

    fn of_site(job: &Job<'_>) -> FileDescription {
        let config = &job.site.config;
        FileDescription {
            as_of: config.as_of.map(|it| it.to_string()),
            issuer: config.issuer.clone(),
            lang: config.lang,
            ..FileDescription::default()
        }
    }
}
