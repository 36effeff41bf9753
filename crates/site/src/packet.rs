//! What an author says about paper, and the parts of a packet, looked up.

use std::collections::BTreeMap;

use crate::exhibit::Target;
use crate::layout::Layout;
use crate::link::{Link, Route};
use crate::navigation;
use crate::page::PageHead;
use crate::paper::{GeneratedPart, Packet, PacketPart, Paper, PartContent};
use crate::routes::Routes;
use gongbao_content::{self as content, PartFront};
use gongbao_diag::locale::{
    Date, Lang, Text, Word, date_text, days_before, fill_placeholders, parse_date, word,
};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::prose::{Align, Block, HandTable, Heading, Inline, ListItem};
use gongbao_settings::{DocumentFormat, PAGE_FORMAT, format_names};
use gongbao_source::spelling_hint;

/// Looks up what a page says about paper. `usual` are the formats of reports that do not say.
pub(crate) fn resolve_paper(
    page: &content::Page,
    layout: Layout,
    routes: &Routes,
    usual: &[DocumentFormat],
    diags: &mut Diags,
) -> Paper {
    let front = &page.front.paper;
    let is_report = matches!(
        layout,
        Layout::Report | Layout::Opinion | Layout::Progress | Layout::Plan | Layout::Packet
    );
    let formats = match &front.outputs {
        Some(names) => names
            .iter()
            .filter_map(|it| parse_output_format(page, it, diags))
            .collect(),
        None if is_report => usual.to_vec(),
        // Only reports have documents unless they ask for some.
        None => Vec::new(),
    };
    Paper {
        formats,
        lines: front.lines.clone(),
        red_head: front.red_head.clone(),
        signer: front.signer.clone(),
        to: front.to.clone(),
        attachments: front.attachments.clone(),
        copies: front.copies.clone(),
        printer: front.printer.clone(),
        printed: front.printed.as_deref().and_then(parse_date),
        contents: front.contents,
        packet: resolve_packet(page, layout, routes, diags),
    }
}

fn parse_output_format(
    page: &content::Page,
    it: &content::Located,
    diags: &mut Diags,
) -> Option<DocumentFormat> {
    let found = DocumentFormat::parse(&it.text);
    if found.is_none() && it.text != PAGE_FORMAT {
        let place = Place::text(&page.file, it.range.clone());
        let complaint = Diagnostic::new(Code::BadSetting, place)
            .with("key", "outputs")
            .with("text", &it.text);
        diags.push(complaint.with("expected", Text::from(format_names())));
    }
    found
}

fn resolve_packet(
    page: &content::Page,
    layout: Layout,
    routes: &Routes,
    diags: &mut Diags,
) -> Option<Packet> {
    let front = &page.front.paper;
    if layout != Layout::Packet {
        if let Some(it) = front.parts.first() {
            let place = Place::text(&page.file, it.name.range.clone());
            let complaint = Diagnostic::new(Code::BadSetting, place)
                .with("key", "parts")
                .with("text", &it.name.text);
            let expected = Text::new(
                "只用于 layout: packet 的页面",
                "a page of layout: packet, which alone has parts",
            );
            diags.push(complaint.with("expected", expected));
        }
        return None;
    }
    if front.parts.is_empty() {
        let complaint =
            Diagnostic::new(Code::MissingSetting, Place::file(&page.file)).with("key", "parts");
        diags.push(complaint.with("example", "parts: [report/index.md, data, glossary]"));
    }
    let parts = front
        .parts
        .iter()
        .filter_map(|it| diags.keep(resolve_part(page, it, routes)))
        .collect();
    let meeting = front.meeting.as_deref().and_then(parse_date);
    Some(Packet {
        meeting,
        stamp: front.stamp.clone(),
        parts,
    })
}

fn resolve_part(
    page: &content::Page,
    it: &PartFront,
    routes: &Routes,
) -> Result<PacketPart, Diagnostic> {
    let made = GeneratedPart::ALL
        .into_iter()
        .find(|made| made.name() == it.name.text);
    let file = navigation::nav_file(&it.name.text);
    let content = match (made, routes.files.get(&file)) {
        (Some(made), _) => PartContent::Made(made),
        (None, Some(route)) => PartContent::Page(route.clone()),
        (None, None) => {
            let place = Place::text(&page.file, it.name.range.clone());
            let known = routes
                .files
                .keys()
                .map(String::as_str)
                .chain(GeneratedPart::ALL.map(GeneratedPart::name));
            let complaint = Diagnostic::new(Code::BrokenLink, place).with("dest", &it.name.text);
            return Err(complaint.with("hint", spelling_hint(&file, known)));
        }
    };
    let (label, title) = (it.label.clone(), it.title.clone());
    Ok(PacketPart {
        content,
        label,
        title,
        items: it.items.clone(),
        grades: it.grades.clone(),
    })
}

/// The list of a packet's parts by their titles, and the days its papers are due; nothing for other pages.
pub(crate) fn part_list(head: &PageHead, titles: &BTreeMap<&Route, &str>) -> Vec<Block<Target>> {
    match &head.paper.packet {
        Some(packet) => packet_blocks(packet, head.lang, titles),
        None => Vec::new(),
    }
}

#[expect(
    clippy::expect_used,
    reason = "parts are looked up among the routes of the pages that titles are of"
)]
fn packet_blocks(
    packet: &Packet,
    lang: Lang,
    titles: &BTreeMap<&Route, &str>,
) -> Vec<Block<Target>> {
    let item = |part: &PacketPart| {
        let text = match &part.content {
            PartContent::Page(route) => {
                let title = titles.get(route).expect("a packet names pages of the site");
                let text = vec![Inline::generated((*title).to_owned())];
                Inline::Link {
                    to: Link::Page {
                        route: route.clone(),
                        fragment: None,
                    },
                    text,
                }
            }
            PartContent::Made(made) => Inline::generated(
                part.title
                    .clone()
                    .unwrap_or_else(|| word(lang, made.title()).to_owned()),
            ),
        };
        ListItem {
            task: None,
            blocks: vec![Block::Paragraph(vec![text])],
        }
    };
    let mut out = vec![packet_heading("parts", word(lang, Word::PartsTitle))];
    out.push(Block::List {
        start: Some(1),
        items: packet.parts.iter().map(item).collect(),
    });
    if let Some(table) = packet.meeting.and_then(|it| deadlines_table(lang, it)) {
        out.push(packet_heading(
            "deadlines",
            word(lang, Word::DeadlinesTitle),
        ));
        out.push(table);
    }
    out
}

fn packet_heading(id: &str, text: &str) -> Block<Target> {
    Block::Heading(Heading {
        level: 2,
        id: id.to_owned(),
        text: vec![Inline::generated(text.to_owned())],
    })
}

/// How many days before a meeting its papers are due, and to whom: 《监督法》 art. 15.
const PAPER_DEADLINES: [(i32, Word); 3] = [
    (20, Word::DueDraft),
    (10, Word::DueFinal),
    (7, Word::DueMembers),
];

/// The days the papers of a meeting are due.
pub fn deadlines_table(lang: Lang, meeting: Date) -> Option<Block<Target>> {
    let text = |it: &str| vec![Inline::generated(it.to_owned())];
    let mut rows = Vec::new();
    for (n, what) in PAPER_DEADLINES {
        let day = date_text(lang, days_before(meeting, n)?);
        let before = fill_placeholders(word(lang, Word::DaysBefore), &[("n", &n.to_string())]);
        rows.push(vec![text(word(lang, what)), text(&before), text(&day)]);
    }
    rows.push(vec![
        text(word(lang, Word::MeetingDay)),
        text("—"),
        text(&date_text(lang, meeting)),
    ]);
    let head = [Word::DueHead, Word::BeforeHead, Word::DayHead].map(|it| text(word(lang, it)));
    Some(Block::Table(HandTable {
        align: vec![Align::Left, Align::Center, Align::Left],
        head: head.to_vec(),
        rows,
    }))
}
