//! Which pages become documents, and each document put together from its pages.

use std::borrow::Cow;

use crate::compose::PageComposer;
use crate::document::{
    Cover, Document, DocumentNode, DocumentPart, DocumentWords, Imprint, ListsAfterContents,
    RedHead, Signature, date_numbers,
};
use crate::generated_parts::compose_generated_part;
use crate::inline::phrase_text;
use crate::reference_targets::ReferenceTargets;
use crate::title;
use gongbao_diag::locale::{Word, date_text, fill_placeholders, word};
use gongbao_output::Job;
use gongbao_output::chart_style;
use gongbao_output::theme_word;
use gongbao_settings::{DraftState, Palette};
use gongbao_site::{self as site, Layout, Packet, Page, PartContent, Route};

/// A page's part in a document that is about to be written.
struct DocumentSource<'a> {
    id: String,
    page: Cow<'a, Page>,
    /// What a packet says about it.
    part: Option<&'a site::PacketPart>,
}

/// Puts the document of a page together.
pub(crate) fn assemble_document(job: &Job<'_>, page: &Page) -> Document {
    let sources = document_sources(job, page);
    let mut places = ReferenceTargets::default();
    for it in sources.iter().filter(|it| !is_made(it)) {
        places.add(&it.id, &it.page);
    }
    let pages: Vec<&Page> = sources
        .iter()
        .filter(|it| !is_made(it))
        .map(|it| &*it.page)
        .collect();
    let style = chart_style(job.theme, Palette::Print);
    let (mut parts, mut pictures) = (Vec::new(), Vec::new());
    for it in &sources {
        let numbered = places.clone();
        let mut composer = PageComposer {
            job,
            page: &it.page,
            part: &it.id,
            places: &numbered,
            style: &style,
            level: 1,
            pictures: std::mem::take(&mut pictures),
            n_plain: 0,
        };
        parts.push(compose_part(&mut composer, it, &pages, &mut places));
        pictures = composer.pictures;
    }
    let mut document = document_frame(job, page);
    let (n_figures, n_tables) = places.count();
    let packet = page.paper.packet.as_ref();
    document.contents = page.paper.contents.unwrap_or(packet.is_some());
    document.lists = ListsAfterContents {
        figures: packet.is_some() && n_figures > 0,
        tables: packet.is_some() && n_tables > 0,
    };
    document.cover = packet.map(|it| compose_cover(job, page, it));
    document.parts = parts;
    document.pictures = pictures;
    document
}

fn document_sources<'a>(job: &Job<'_>, page: &'a Page) -> Vec<DocumentSource<'a>> {
    let Some(packet) = &page.paper.packet else {
        return vec![DocumentSource {
            id: "p1".to_owned(),
            page: Cow::Borrowed(page),
            part: None,
        }];
    };
    // What the author wrote about the packet itself stands before its parts.
    let own = (!page.blocks.is_empty()).then(|| DocumentSource {
        id: "p0".to_owned(),
        page: Cow::Borrowed(page),
        part: None,
    });
    let parts = packet.parts.iter().enumerate().map(|(at, part)| {
        let page = match &part.content {
            PartContent::Page(route) => Cow::Owned(page_at(job, route)),
            PartContent::Made(_) => Cow::Borrowed(page),
        };
        DocumentSource {
            id: format!("p{}", at + 1),
            page,
            part: Some(part),
        }
    });
    own.into_iter().chain(parts).collect()
}

/// The page of a part: a packet that lacks one of its parts is not made.
#[expect(
    clippy::expect_used,
    reason = "no site with a part that leads nowhere gets so far"
)]
fn page_at(job: &Job<'_>, route: &Route) -> Page {
    let page = job.pages.find_page(route);
    page.expect("the parts of a packet are pages of the site")
}

fn is_made(source: &DocumentSource<'_>) -> bool {
    source
        .part
        .is_some_and(|it| matches!(it.content, PartContent::Made(_)))
}

fn compose_part(
    composer: &mut PageComposer<'_>,
    source: &DocumentSource<'_>,
    pages: &[&Page],
    places: &mut ReferenceTargets,
) -> DocumentPart {
    let page = &*source.page;
    let lang = page.lang;
    let label = source.part.and_then(|it| it.label.clone());
    let id = source.id.clone();
    if let Some((it, PartContent::Made(kind))) = source.part.map(|it| (it, &it.content)) {
        let title = it
            .title
            .clone()
            .unwrap_or_else(|| word(lang, kind.title()).to_owned());
        let nodes = compose_generated_part(composer, *kind, it, pages, places);
        return DocumentPart {
            label,
            nodes,
            ..blank_part(id, title::break_title(&title), title, page)
        };
    }
    let title = composer.title();
    let lines = if page.paper.lines.is_empty() {
        title::break_title(&title)
    } else {
        page.paper.lines.clone()
    };
    let official = is_official(page.layout);
    let mut nodes = sample_notice(composer);
    nodes.extend(composer.blocks(&page.blocks));
    nodes.extend(sources_line(composer));
    let to = page
        .paper
        .to
        .as_ref()
        .map(|it| format!("{it}{}", composer.say("print.colon")));
    let attachments = page.paper.attachments.clone();
    let signature = find_signature(composer).filter(|_| official);
    let under = lines_under_title(composer, official);
    DocumentPart {
        label,
        to,
        under,
        attachments,
        signature,
        nodes,
        ..blank_part(id, lines, title, page)
    }
}

fn blank_part(id: String, lines: Vec<String>, title: String, page: &Page) -> DocumentPart {
    DocumentPart {
        id,
        label: None,
        title,
        lines,
        to: None,
        under: Vec::new(),
        attachments: Vec::new(),
        signature: None,
        nodes: Vec::new(),
        file: page.file.clone(),
    }
}

/// 署名 and 成文日期; nothing unless both are known.
fn find_signature(composer: &PageComposer<'_>) -> Option<Signature> {
    let page = composer.page;
    let issuer = page
        .issuer
        .clone()
        .or_else(|| composer.job.site.config.issuer.clone())?;
    Some(Signature {
        issuer,
        date: date_text(page.lang, page.date?),
    })
}

/// Whether a layout is set like an official document.
fn is_official(layout: Layout) -> bool {
    matches!(layout, Layout::Opinion | Layout::Progress | Layout::Plan)
}

/// What stands under a title: the session, or who reports and when.
fn lines_under_title(composer: &PageComposer<'_>, official: bool) -> Vec<String> {
    let page = composer.page;
    let session = page.session.as_ref().map(|it| composer.in_brackets(it));
    let byline: Vec<String> = if official {
        Vec::new()
    } else {
        page.issuer
            .clone()
            .into_iter()
            .chain(page.date.map(|it| date_text(page.lang, it)))
            .collect()
    };
    let byline = (!byline.is_empty()).then(|| byline.join("　"));
    session.into_iter().chain(byline).collect()
}

/// That data are made up, before anything is read.
fn sample_notice(composer: &PageComposer<'_>) -> Vec<DocumentNode> {
    let page = composer.page;
    let mut nodes = Vec::new();
    if page.sample {
        let title = composer.say("sample.mark").to_owned();
        nodes.push(DocumentNode::Note {
            title,
            text: composer.say("sample.notice").to_owned(),
        });
    }
    // As on the page on the web.
    let shown = matches!(
        page.layout,
        Layout::Report | Layout::Progress | Layout::Packet
    );
    if let Some(summary) = page.summary.as_ref().filter(|_| shown) {
        nodes.push(DocumentNode::Quote {
            nodes: vec![DocumentNode::Paragraph {
                runs: composer.runs(summary),
            }],
        });
    }
    nodes
}

/// 数据来源：…
fn sources_line(composer: &PageComposer<'_>) -> Option<DocumentNode> {
    let page = composer.page;
    let text = page.sources.join(composer.say("print.semicolon"));
    let as_of = composer
        .job
        .site
        .config
        .as_of
        .filter(|_| !page.sources.is_empty());
    let as_of = as_of.map(|it| {
        fill_placeholders(
            word(page.lang, Word::AsOf),
            &[("date", &date_text(page.lang, it))],
        )
    });
    let text: Vec<String> = [text]
        .into_iter()
        .filter(|it| !it.is_empty())
        .chain(as_of)
        .collect();
    let title = composer.say("page.sources").to_owned();
    let stop = composer.say("print.stop");
    (!text.is_empty()).then(|| DocumentNode::Note {
        title,
        text: format!("{}{stop}", text.join(stop)),
    })
}

/// All of a document but its parts.
fn document_frame(job: &Job<'_>, page: &Page) -> Document {
    let config = &job.site.config;
    let lang = page.lang;
    let paper = &page.paper;
    let say = |key: &str| theme_word(job.theme, lang, key).to_owned();
    let title = phrase_text(&page.title);
    let lines = if paper.lines.is_empty() {
        title::break_title(&title)
    } else {
        paper.lines.clone()
    };
    let red = paper.red_head.as_ref().map(|mark| RedHead {
        mark: mark.clone(),
        // A number is shown only where the author gives one; its line stays.
        number: page.doc_no.clone().unwrap_or_else(String::new),
        signer: paper.signer.clone(),
        signer_label: say("print.signer"),
    });
    let imprint = paper.printer.as_ref().map(|printer| Imprint {
        copies: paper
            .copies
            .as_ref()
            .map(|it| format!("{}{it}", say("print.copies"))),
        printer: printer.clone(),
        // Nobody is told a day that nobody knows.
        date: paper.printed.map_or_else(String::new, |it| {
            fill_placeholders(&say("print.printed"), &[("date", &date_text(lang, it))])
        }),
    });
    let date = page
        .date
        .or(paper.packet.as_ref().and_then(|it| it.meeting));
    Document {
        file: page.file.clone(),
        lang,
        title,
        lines,
        issuer: page.issuer.clone().or_else(|| config.issuer.clone()),
        // A document without a day of its own is as old as its data.
        date: date.or(config.as_of).map(date_numbers),
        red,
        draft: config.state.and_then(|it| draft_mark(it, page)),
        cover: None,
        contents: false,
        lists: ListsAfterContents::default(),
        imprint,
        parts: Vec::new(),
        words: fixed_words(&say),
        pictures: Vec::new(),
    }
}

fn draft_mark(state: DraftState, page: &Page) -> Option<String> {
    match state {
        DraftState::Comment => Some(word(page.lang, Word::DraftComment).to_owned()),
        DraftState::Approval => Some(word(page.lang, Word::DraftApproval).to_owned()),
        DraftState::Final => None,
    }
}

fn compose_cover(job: &Job<'_>, page: &Page, packet: &Packet) -> Cover {
    let config = &job.site.config;
    let meeting = packet.meeting.map(|it| date_text(page.lang, it));
    let issuer = page.issuer.clone().or_else(|| config.issuer.clone());
    let below = [config.edition.clone(), issuer, meeting];
    Cover {
        stamp: packet.stamp.clone(),
        above: page.session.clone(),
        below: below.into_iter().flatten().collect(),
    }
}

fn fixed_words(say: &impl Fn(&str) -> String) -> DocumentWords {
    DocumentWords {
        figure: say("print.figure"),
        table: say("print.table"),
        continued: say("print.continued"),
        contents: say("print.contents"),
        figures: say("print.figures"),
        tables: say("print.tables"),
        page: say("print.page"),
        revised: say("figure.revised"),
        colon: say("print.colon"),
        attachments: say("print.attachments"),
    }
}
