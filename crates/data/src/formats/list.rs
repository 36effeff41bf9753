//! Every format, by the extensions of its files.

use crate::formats::delimited::Delimited;
use crate::formats::foreign::Foreign;
use crate::formats::format::Format;
use crate::formats::json::Json;
use crate::formats::parquet::Parquet;
use crate::formats::workbook::Workbook;
use gongbao_source::SourceFile;

/// Every format.
pub(crate) static FORMATS: [&dyn Format; 5] = [&Delimited, &Workbook, &Parquet, &Json, &Foreign];

/// The format of a file, if it is one of ours.
pub(crate) fn format_of(file: &SourceFile) -> Option<&'static dyn Format> {
    let extension = file.extension();
    FORMATS
        .into_iter()
        .find(|it| it.extensions().contains(&extension.as_str()))
}
