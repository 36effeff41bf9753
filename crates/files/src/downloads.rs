//! The data behind every chart and table as CSV and workbooks for people and JSON for programs.
//!
//! Made from the same grids the pages show, once, before the page that says how large they are. Start at [`DownloadsOutput`];
//! addresses are in `paths` of `output`, the formats in `csv`, `book` and `json`, the description of all tables in `datapackage`.

use rayon::prelude::*;

use crate::about::FileDescription;
use crate::csv::{grid_csv, table_csv};
use crate::json::{grid_json, table_json};
use crate::{book, datapackage};
use gongbao_diag::Diags;
use gongbao_model::Grid;
use gongbao_model::TableRows;
use gongbao_model::prose::{Interior, Visit};
use gongbao_output::downloads::{DOWNLOADS_NAME, DownloadFormat, says_size};
use gongbao_output::{Job, Output, PageWriter, Sink, WrittenFile, paths};
use gongbao_site::{Exhibit, Page, Route, SiteFacts, Target};

/// The downloads of charts, tables in pages, and whole tables.
#[derive(Debug)]
pub struct DownloadsOutput;

impl Output for DownloadsOutput {
    fn name(&self) -> &'static str {
        DOWNLOADS_NAME
    }

    fn page_writer<'a>(
        &self,
        job: &'a Job<'a>,
        _sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Option<Box<dyn PageWriter + 'a>> {
        Some(Box::new(DownloadWriter {
            job,
            tables: Vec::new(),
        }))
    }
}

struct DownloadWriter<'a> {
    job: &'a Job<'a>,
    /// The files of whole tables.
    tables: Vec<WrittenFile>,
}

impl PageWriter for DownloadWriter<'_> {
    fn write_files(
        &mut self,
        pages: &[Page],
        sink: &dyn Sink,
        _diags: &mut Diags,
    ) -> Vec<Vec<WrittenFile>> {
        let written = pages
            .par_iter()
            .map(|page| self.write_page_files(page, sink));
        let written: Vec<Vec<WrittenFile>> = written.collect();
        let of_tables = pages.iter().zip(&written);
        let of_tables = of_tables.filter(|(page, _)| page.table.is_some());
        self.tables
            .extend(of_tables.flat_map(|(_, files)| files.iter().cloned()));
        written
    }

    fn finish(&mut self, _facts: &SiteFacts, sink: &dyn Sink, _diags: &mut Diags) {
        if sink.wants(datapackage::DATAPACKAGE_PATH) {
            let package = datapackage::describe_package(self.job, &self.tables);
            sink.put(datapackage::DATAPACKAGE_PATH, package.as_bytes());
        }
    }
}

impl DownloadWriter<'_> {
    fn write_page_files(&self, page: &Page, sink: &dyn Sink) -> Vec<WrittenFile> {
        let mut files = PageDownloads {
            page,
            sink,
            page_is_wanted: sink.wants(&page.route.0),
            written: Vec::new(),
        };
        if files.page_is_wanted || sink.wants(&paths::exhibits_folder(&page.route)) {
            let job = self.job;
            let mut exhibits = ExhibitFiles {
                job,
                files: &mut files,
            };
            page.walk_body(&mut exhibits);
        }
        self.whole_table(&mut files);
        files.written
    }

    /// The table that a page is about, complete.
    fn whole_table(&self, files: &mut PageDownloads<'_>) {
        let facts = files.page.table.as_ref();
        let Some(stem) = facts.map(|it| &it.stem).filter(|it| self.is_offered(it)) else {
            return; // Most pages are not about a table.
        };
        let table = facts.and_then(|it| self.job.tables.get(it.name.as_str()));
        let Some(table) = table.copied() else {
            return; // A table that is not to be had is not offered on its page either.
        };
        let about = FileDescription::of_data(self.job, table);
        for format in DownloadFormat::ALL {
            let route = paths::with_extension(stem, format.extension());
            let is_described =
                format == DownloadFormat::Csv && files.sink.wants(datapackage::DATAPACKAGE_PATH);
            let is_weighed = files.page_is_wanted && says_size(table);
            if is_described || is_weighed || files.sink.wants(&route.0) {
                files.add(route, write_table(format, table, &about));
            }
        }
    }

    fn is_offered(&self, stem: &str) -> bool {
        self.job.site.downloads.iter().any(|it| it.stem == stem)
    }
}

/// The files of one page, made and handed on.
struct PageDownloads<'a> {
    page: &'a Page,
    sink: &'a dyn Sink,
    /// The page says how large its files are, so they are made for the page as well.
    page_is_wanted: bool,
    written: Vec<WrittenFile>,
}

impl PageDownloads<'_> {
    /// The data of an exhibit in every format that can hold them.
    fn add_grid(&mut self, id: &str, grid: &Grid, about: &FileDescription) {
        let stem = paths::exhibit_path(&self.page.route, id);
        for format in DownloadFormat::ALL {
            let route = paths::with_extension(&stem, format.extension());
            if self.page_is_wanted || self.sink.wants(&route.0) {
                self.add(route, of_grid(format, grid, about));
            }
        }
    }

    fn add(&mut self, route: Route, bytes: Option<Vec<u8>>) {
        let written = bytes.map(|it| WrittenFile::put(route, &it, self.sink));
        self.written.extend(written);
    }
}

/// Writes the data of the charts and tables of a page.
struct ExhibitFiles<'w, 'a> {
    job: &'w Job<'w>,
    files: &'w mut PageDownloads<'a>,
}

impl<'t> Visit<'t, Target> for ExhibitFiles<'_, '_> {
    fn visit_embed(&mut self, exhibit: &'t Exhibit) {
        for chart in exhibit.charts() {
            let about = FileDescription::of_chart(self.job, chart);
            self.files.add_grid(&chart.id, &chart.table, &about);
        }
        if let Exhibit::Table(table) = exhibit {
            let about = FileDescription::of_table(self.job, table);
            self.files.add_grid(&table.id, &table.grid, &about);
        }
        exhibit.walk(self);
    }
}

/// A grid in a format; nothing if the format cannot hold it.
pub fn of_grid(format: DownloadFormat, grid: &Grid, about: &FileDescription) -> Option<Vec<u8>> {
    match format {
        DownloadFormat::Csv => Some(grid_csv(grid).into_bytes()),
        DownloadFormat::Xlsx => book::of_grid(grid, about),
        DownloadFormat::Json => Some(grid_json(grid, about).into_bytes()),
    }
}

/// A whole table in a format; nothing if the format cannot hold it.
fn write_table(
    format: DownloadFormat,
    table: &dyn TableRows,
    about: &FileDescription,
) -> Option<Vec<u8>> {
    match format {
        DownloadFormat::Csv => Some(table_csv(table).into_bytes()),
        DownloadFormat::Xlsx => book::table_workbook(table, about),
        DownloadFormat::Json => Some(table_json(table, about).into_bytes()),
    }
}
