//! Every format, by the extensions of its files.

use crate::formats::delimited::DelimitedFormat;
use crate::formats::foreign::ForeignFormat;
use crate::formats::format::TableFormat;
use crate::formats::json::JsonFormat;
use crate::formats::parquet::ParquetFormat;
use crate::formats::workbook::WorkbookFormat;
use gongbao_source::SourceFile;

/// Every format.
pub(crate) static FORMATS: [&dyn TableFormat; 5] = [
    &DelimitedFormat,
    &WorkbookFormat,
    &ParquetFormat,
    &JsonFormat,
    &ForeignFormat,
];

/// The format of a file, if it is one of ours.
pub(crate) fn format_of(file: &SourceFile) -> Option<&'static dyn TableFormat> {
    let extension = file.extension();
    FORMATS
        .into_iter()
        .find(|it| it.extensions().contains(&extension.as_str()))
}
