//! What a Parquet file says of itself, looked over before it is read: how many rows, values and bytes there are.
//!
//! Their reader makes room for as much as it is told, and a number that is damaged asks for more than any machine
//! has. Nothing is unpacked here. Source of the layout: Apache Parquet Format 2.12, `parquet.thrift`.

use std::io::Cursor;

use polars_parquet_format::thrift::protocol::TCompactInputProtocol;
use polars_parquet_format::{
    ColumnMetaData, DataPageHeaderV2, FieldRepetitionType, FileMetaData, PageHeader, RowGroup,
    SchemaElement,
};

use gongbao_diag::locale::Text;

/// So many values, or bytes unpacked, are believed of any file; a column of one value repeated is next to nothing.
const FREE_BYTES: u64 = 1 << 24;
/// So many more for each byte there really is.
const MAX_BYTES_PER_BYTE: u64 = 1 << 10;
/// Groups within groups: a table has none, a list has two.
const MAX_DEPTH: usize = 32;
/// The length of the metadata and the magic word, which end a file.
const TAIL_BYTES: usize = 8;

/// Looks over what the metadata and the header of each page say.
///
/// # Errors
/// What cannot be true, in words.
pub(super) fn validate_claims(bytes: &[u8]) -> Result<(), Text> {
    let metadata = read_metadata(bytes).ok_or_else(unreadable_metadata)?;
    if nesting_depth(&metadata.schema) > MAX_DEPTH {
        return Err(Text::new(
            "列的嵌套过深",
            "its columns are nested too deeply",
        ));
    }
    let mut claims = ClaimedSizes {
        values: 0,
        unpacked: 0,
        most: memory_limit(bytes.len()),
    };
    for group in &metadata.row_groups {
        claims.add_group(bytes, group, &metadata.schema)?;
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "whoever asks says that there is no footer to be read"
)]
fn read_metadata(bytes: &[u8]) -> Option<FileMetaData> {
    let (rest, tail) = bytes.split_at_checked(bytes.len().checked_sub(TAIL_BYTES)?)?;
    let length = u32::from_le_bytes(*tail.first_chunk()?);
    let footer = rest.get(rest.len().checked_sub(length as usize)?..)?;
    // An entry of a list counts eight bytes, whatever it takes in the file.
    FileMetaData::read_from_in_protocol(&mut TCompactInputProtocol::new(footer, 16 * footer.len()))
        .ok()
}

/// How deeply the elements of a schema, each followed by those within it, are nested.
fn nesting_depth(schema: &[SchemaElement]) -> usize {
    let (mut open, mut deepest): (Vec<i32>, usize) = (Vec::new(), 0);
    for element in schema {
        while open.last() == Some(&0) {
            open.pop();
        }
        if let Some(left) = open.last_mut() {
            *left -= 1;
        }
        open.push(element.num_children.unwrap_or(0).max(0));
        deepest = deepest.max(open.len());
    }
    deepest
}

fn memory_limit(n_bytes: usize) -> u64 {
    FREE_BYTES + MAX_BYTES_PER_BYTE * n_bytes as u64
}

/// What was claimed so far.
struct ClaimedSizes {
    values: u64,
    unpacked: u64,
    most: u64,
}

impl ClaimedSizes {
    fn add_group(
        &mut self,
        bytes: &[u8],
        group: &RowGroup,
        schema: &[SchemaElement],
    ) -> Result<(), Text> {
        let flat = schema
            .iter()
            .all(|it| it.repetition_type != Some(FieldRepetitionType::REPEATED));
        for column in &group.columns {
            let column = column.meta_data.as_ref().ok_or_else(unreadable_metadata)?;
            let n_values = self.add_chunk(bytes, column)?;
            if n_values != claimed_size(column.num_values)?
                || claimed_size(group.num_rows)? > n_values
            {
                return Err(counts_disagree("值", "values"));
            }
            if flat && claimed_size(group.num_rows)? != n_values {
                return Err(counts_disagree("行", "rows"));
            }
        }
        if group.columns.is_empty() && group.num_rows != 0 {
            return Err(counts_disagree("行", "rows"));
        }
        Ok(())
    }

    /// Follows the pages of a column; how many values they have.
    fn add_chunk(&mut self, bytes: &[u8], column: &ColumnMetaData) -> Result<u64, Text> {
        let chunk = column_chunk(bytes, column).ok_or_else(outside_file)?;
        let (mut at, mut n_values) = (0, 0);
        while n_values < claimed_size(column.num_values)? {
            let mut reader = Cursor::new(&chunk[at..]);
            let left = chunk.len() - at;
            let header = PageHeader::read_from_in_protocol(&mut TCompactInputProtocol::new(
                &mut reader,
                16 * left,
            ))
            .map_err(|_| unreadable_metadata())?;
            at += reader.position() as usize;
            let packed = claimed_size(header.compressed_page_size)?;
            if packed > (chunk.len() - at) as u64 {
                return Err(outside_file());
            }
            n_values += self.add_page(&header, packed)?;
            at += packed as usize;
        }
        Ok(n_values)
    }

    /// How many values a page has; none if it is a dictionary.
    fn add_page(&mut self, header: &PageHeader, packed: u64) -> Result<u64, Text> {
        let unpacked = claimed_size(header.uncompressed_page_size)?;
        let n_values = n_values(header, packed)?;
        let n_entries = header
            .dictionary_page_header
            .as_ref()
            .map_or(Ok(0), |it| claimed_size(it.num_values))?;
        if n_entries > unpacked {
            return Err(counts_disagree("字典项", "entries of a dictionary"));
        }
        self.unpacked += unpacked;
        self.values += n_values;
        if self.unpacked > self.most || self.values > self.most {
            let (zh, en) = (
                "声明的内容远多于文件所能容纳",
                "it claims to hold far more than it can",
            );
            return Err(Text::new(zh, en));
        }
        Ok(n_values)
    }
}

fn n_values(header: &PageHeader, packed: u64) -> Result<u64, Text> {
    if let Some(page) = &header.data_page_header_v2 {
        check_levels(page, packed)?;
        return claimed_size(page.num_values);
    }
    header
        .data_page_header
        .as_ref()
        .map_or(Ok(0), |it| claimed_size(it.num_values))
}

/// What a page of the second kind says beside its values: levels that lie within it, rows and gaps that are values.
fn check_levels(page: &DataPageHeaderV2, packed: u64) -> Result<(), Text> {
    let levels = claimed_size(page.definition_levels_byte_length)?
        + claimed_size(page.repetition_levels_byte_length)?;
    if levels > packed {
        return Err(outside_file());
    }
    if claimed_size(page.num_nulls)?.max(claimed_size(page.num_rows)?)
        > claimed_size(page.num_values)?
    {
        return Err(counts_disagree("值", "values"));
    }
    Ok(())
}

/// The bytes of a column, its dictionary first.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever asks says that the column lies outside the file"
)]
fn column_chunk<'a>(bytes: &'a [u8], column: &ColumnMetaData) -> Option<&'a [u8]> {
    let start = column
        .dictionary_page_offset
        .unwrap_or(column.data_page_offset);
    let start = usize::try_from(start).ok()?;
    bytes.get(start..start.checked_add(usize::try_from(column.total_compressed_size).ok()?)?)
}

fn claimed_size(number: impl TryInto<u64>) -> Result<u64, Text> {
    number
        .try_into()
        .map_err(|_| Text::new("数量为负", "it claims a negative number"))
}

fn unreadable_metadata() -> Text {
    Text::new("元数据无法读取", "its metadata cannot be read")
}

fn outside_file() -> Text {
    Text::new(
        "声明的内容在文件之外",
        "what it claims to hold lies outside of it",
    )
}

fn counts_disagree(zh: &str, en: &str) -> Text {
    Text::new(
        format!("各处声明的{zh}数不一致"),
        format!("it says in two ways how many {en} it has"),
    )
}
