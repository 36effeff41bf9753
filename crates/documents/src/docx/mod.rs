//! Documents as DOCX: real headings, lists, captions and fields, so that offices can go on working with them.
//!
//! Markup is written by hand over `output/zip.rs`: what says something of a paragraph or text is in one place
//! (`paragraph.rs`), in the order the schema asks for, so that no program has to repair a document. Start at [`bind`].
//!
//! No crate for DOCX writes SVG pictures. `tests/docx/schema.rs` holds all parts against the order
//! of the schema. Styles carry the rules, paragraphs only exceptions. Fonts are names (方正小标宋简体,
//! 黑体, 楷体_GB2312, 仿宋_GB2312, 宋体): whoever opens the file needs them, whoever builds it does not.
//!
//! Some things only PDF has. 续表 is one, because no program changes the words of a repeated head.
//! That the imprint (版记) stands on an even page is another: a section that begins on an even page
//! would leave an empty one behind a text that ends on such a page. LibreOffice sets the imprint
//! behind the text; in Word and WPS it stands at the foot of its page.

mod anchors;
mod blocks;
mod contents;
mod drawing;
mod front;
mod inline;
mod markup;
mod paragraph;
mod parts;
mod relations;
mod sheet;
mod size;
mod styles;
mod table;
mod writer;
mod xml;

use std::collections::BTreeSet;

use crate::document::Document;
use crate::docx::drawing::ImageEmbedder;
use crate::docx::relations::PartRelations;
use crate::docx::sheet::SheetKind;
use crate::docx::writer::{DocumentPiece, DocxWriter};
use crate::docx::xml::{WORD_NAMESPACES, XML_HEAD};
use gongbao_model::escape::is_xml_character;
use gongbao_output::Rasterizer;
use gongbao_output::zip::ZipBuilder;

/// The characters a document cannot hold and is written without.
pub(crate) fn dropped_characters(characters: &BTreeSet<char>) -> BTreeSet<char> {
    characters
        .iter()
        .copied()
        .filter(|it| !is_xml_character(*it) && *it != '\r')
        .collect()
}

/// The bytes of a document. Without what paints them its drawings are lines alone.
pub(crate) fn bind(document: &Document, rasterizer: Option<&dyn Rasterizer>) -> Vec<u8> {
    let draft = document.draft.as_deref();
    let mut relations = PartRelations::default();
    for (kind, target) in [
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("numbering", "numbering.xml"),
        ("footnotes", "footnotes.xml"),
    ] {
        relations.part(kind, target);
    }
    let n_edges = if draft.is_some() {
        sheet::PARTS.len()
    } else {
        sheet::PARTS.len() - 1
    };
    sheet::PARTS[..n_edges]
        .iter()
        .for_each(|(kind, target)| drop(relations.part(kind, target)));
    let mut writer = DocxWriter::new(
        document,
        ImageEmbedder::new(&document.pictures, rasterizer),
        relations,
    );
    write_document(&mut writer);
    let body = write_body(&mut writer);
    pack_parts(&writer, body, n_edges)
}

fn write_document(writer: &mut DocxWriter<'_>) {
    let document = writer.document;
    if let Some(it) = &document.cover {
        writer.cover(it);
    }
    if document.contents {
        writer.turn(SheetKind::Contents);
        writer.contents();
    }
    // The pages before the text are counted on their own.
    writer.turn(SheetKind::First);
    if let Some(it) = &document.red {
        writer.red_head(it);
    }
    for (at, part) in document.parts.iter().enumerate() {
        writer.part(part, at);
    }
    if let Some(it) = &document.imprint {
        writer.imprint(it);
    }
}

/// The text, piece by piece.
fn write_body(writer: &mut DocxWriter<'_>) -> Vec<String> {
    let root = format!(
        "{XML_HEAD}<w:document {WORD_NAMESPACES} {}><w:body>",
        drawing::SPACES
    );
    let mut out = vec![root];
    for piece in std::mem::take(&mut writer.pieces) {
        out.push(match piece {
            DocumentPiece::Paragraph(it) => it.markup().into_text(),
            DocumentPiece::Markup(it) => it.into_text(),
        });
    }
    out.push(format!(
        "{}</w:body></w:document>",
        writer.sheet.markup(writer.document.draft.is_some())
    ));
    out
}

/// All parts in a fixed order.
fn pack_parts(writer: &DocxWriter<'_>, body: Vec<String>, n_edges: usize) -> Vec<u8> {
    let document = writer.document;
    // The head with the state stands in drafts alone; without one its part is not packed.
    let draft = document.draft.as_deref().unwrap_or("");
    let mut zip = ZipBuilder::default();
    let mut root = PartRelations::default();
    root.part("officeDocument", "word/document.xml");
    root.other(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    );
    root.part("extended-properties", "docProps/app.xml");
    zip.add(
        "[Content_Types].xml",
        [parts::content_types(
            sheet::PARTS.len() - 1,
            document.draft.is_some(),
        )],
    );
    zip.add("_rels/.rels", [root.markup()]);
    zip.add("word/document.xml", body);
    zip.add("word/_rels/document.xml.rels", [writer.relations.markup()]);
    zip.add("word/styles.xml", [styles::styles_markup()]);
    zip.add("word/settings.xml", [parts::document_settings()]);
    zip.add("word/fontTable.xml", [parts::font_table()]);
    zip.add("word/numbering.xml", [parts::numbering_part(&writer.lists)]);
    zip.add(
        "word/footnotes.xml",
        [parts::footnotes_part(&writer.notes).into_text()],
    );
    if !writer.note_relations.is_empty() {
        zip.add(
            "word/_rels/footnotes.xml.rels",
            [writer.note_relations.markup()],
        );
    }
    for ((_, name), markup) in sheet::PARTS[..n_edges]
        .iter()
        .zip(sheet::header_and_footer_parts(draft))
    {
        zip.add(&format!("word/{name}"), [markup]);
    }
    for (name, bytes) in &writer.images.media {
        zip.add(name, [bytes]);
    }
    zip.add("docProps/core.xml", [parts::core_properties(document)]);
    zip.add("docProps/app.xml", [parts::app_properties()]);
    zip.finish()
}
