//! The formats data are offered in, and what each can hold: the page that links to a file and the file agree.

use gongbao_model::{TableRows, Value};

/// The output's name.
pub const DOWNLOADS_NAME: &str = "downloads";

/// A format data are offered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DownloadFormat {
    Csv,
    Xlsx,
    Json,
}

impl DownloadFormat {
    /// Every format, in the order of the links.
    pub const ALL: [DownloadFormat; 3] = [
        DownloadFormat::Csv,
        DownloadFormat::Xlsx,
        DownloadFormat::Json,
    ];

    /// What readers call it.
    pub fn name(self) -> &'static str {
        match self {
            DownloadFormat::Csv => "CSV",
            DownloadFormat::Xlsx => "XLSX",
            DownloadFormat::Json => "JSON",
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            DownloadFormat::Csv => "csv",
            DownloadFormat::Xlsx => "xlsx",
            DownloadFormat::Json => "json",
        }
    }
}

/// Whether a whole table is offered in a format.
pub fn is_offered(format: DownloadFormat, table: &dyn TableRows) -> bool {
    format != DownloadFormat::Xlsx || holds_table(table)
}

/// A page does not say how large a table of more cells is: whoever looks at the page alone would wait for its files.
const WEIGHED_CELLS: usize = 200_000;

/// Whether the page of a table says how large its files are.
pub fn says_size(table: &dyn TableRows) -> bool {
    table.n_rows().saturating_mul(table.n_columns()) <= WEIGHED_CELLS
}

/// Whether a spreadsheet can hold a whole table.
pub fn holds_table(table: &dyn TableRows) -> bool {
    let columns = 0..table.n_columns();
    let whole = || {
        (0..table.n_rows()).all(|row| columns.clone().all(|it| cell_holds(&table.value(row, it))))
    };
    fits_in_sheet(table.n_rows(), columns.len()) && whole()
}

/// A sheet takes no more rows and columns, a cell no longer text.
const MAX_ROWS: usize = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
const MAX_CELLS: usize = 20_000_000;
const MAX_CELL_LENGTH: usize = 32_767;

/// Whether a sheet can hold so many rows and columns, the header included, and be opened afterwards.
pub fn fits_in_sheet(n_rows: usize, n_columns: usize) -> bool {
    n_rows < MAX_ROWS && n_columns <= MAX_COLUMNS && n_rows.saturating_mul(n_columns) <= MAX_CELLS
}

/// Whether a cell can hold a text.
pub fn cell_holds(value: &Value) -> bool {
    !matches!(value, Value::Text(it) if it.len() > MAX_CELL_LENGTH && it.encode_utf16().count() > MAX_CELL_LENGTH)
}
