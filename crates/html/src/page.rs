//! One page: its view made, its layout's template filled.

use crate::prose::{Writer, back_reference};
use crate::view::agenda::agenda;
use crate::view::child::{child, date};
use crate::view::page::{
    DocumentView, FootnoteView, PageView, RootView, alternates, is_official, languages, toc,
};
use crate::view::{Html, facts, frame, link_in, reference, share, size, tags};
use gongbao_diag::Diagnostic;
use gongbao_model::prose::{Block, Footnote, plain_text};
use gongbao_output::{Job, Written, paths};
use gongbao_settings::Format;
use gongbao_site::{BoundFigure, Layout, Page, Target, is_content};

/// Writes a page.
///
/// # Errors
/// `theme/template-error` if a template of the theme fails.
pub(crate) fn write(writer: &Writer<'_>) -> Result<String, Diagnostic> {
    let Writer {
        job, engine, page, ..
    } = *writer;
    let view = RootView {
        lang: page.tongue.tag().to_owned(),
        dir: page.tongue.is_rtl().then_some("rtl"),
        alternates: alternates(job, page),
        document_title: document_title(job, page),
        // Templates leave the description of a page without summary out.
        description: page
            .summary
            .as_ref()
            .map_or_else(String::new, |it| plain_text(it, &words)),
        metas: tags::metas(job, page),
        styles: frame::styles(engine.theme(), &page.route, &page.tongue),
        early: frame::early(engine.theme(), &page.route),
        scripts: frame::scripts(engine.theme(), page),
        icon: frame::icon(engine.theme(), &page.route),
        share: share::share(job, page),
        site: frame::site(job, page),
        nav: frame::nav(job, page),
        page: page_view(writer)?,
    };
    engine.render_page(&format!("{}.html", page.layout.name()), &view)
}

fn page_view(writer: &Writer<'_>) -> Result<PageView, Diagnostic> {
    let (page, job) = (writer.page, writer.job);
    let issuer = page
        .issuer
        .as_ref()
        .or(job.site.config_of(page).issuer.as_ref());
    Ok(PageView {
        layout: page.layout.name(),
        languages: languages(page),
        official: is_official(page.layout),
        title: Html(writer.title()),
        title_text: page.title_text.clone(),
        summary: page.summary.as_ref().map(|it| Html(writer.phrase(it))),
        date: date(page.date, page.lang),
        issuer: issuer.cloned(),
        doc_no: page.doc_no.clone(),
        session: page.session.clone(),
        record: tags::record(page),
        shared: is_content(page.layout),
        sample: page.sample,
        breadcrumb: page
            .breadcrumb
            .iter()
            .map(|it| link_in(job, page, it))
            .collect(),
        toc: toc(page),
        body: Html(body(writer)?),
        footnotes: page
            .footnotes
            .iter()
            .map(|it| footnote(writer, it))
            .collect::<Result<_, _>>()?,
        documents: documents(writer),
        children: page
            .children
            .iter()
            .map(|it| child(job, it, page))
            .collect(),
        previous: page.previous.as_ref().map(|it| link_in(job, page, it)),
        next: page.next.as_ref().map(|it| link_in(job, page, it)),
        agenda: agenda(job, page),
        related: page
            .related
            .iter()
            .map(|it| link_in(job, page, it))
            .collect(),
        sources: page.sources.clone(),
        metric: page
            .metric
            .as_ref()
            .map(|it| facts::metric(it, writer.job, page, writer.atlas)),
        table: page
            .table
            .as_ref()
            .map(|it| facts::table(it, writer.job, page, writer.atlas, writer.files)),
    })
}

/// On the home page each section is an element of its own, so that short ones can stand side by side.
fn body(writer: &Writer<'_>) -> Result<String, Diagnostic> {
    let blocks = &writer.page.blocks;
    if writer.page.layout != Layout::Home {
        let mut out = writer.blocks(blocks, 1)?;
        out.push_str(&writer.blocks(&writer.page.parts, 1)?);
        return Ok(out);
    }
    let begins = |it: &Block<Target>| matches!(it, Block::Heading(heading) if heading.level == 2);
    let mut out = String::new();
    for part in blocks.chunk_by(|_, next| !begins(next)) {
        let html = writer.blocks(part, 1)?;
        let is_wide = part
            .iter()
            .any(|it| matches!(it, Block::Embed(_) | Block::Table(_)));
        match (part.first().is_some_and(begins), is_wide) {
            (false, _) => out.push_str(&html),
            (true, true) => out.push_str(&format!(
                "<section class=\"part part-wide\">\n{html}</section>\n"
            )),
            (true, false) => out.push_str(&format!("<section class=\"part\">\n{html}</section>\n")),
        }
    }
    Ok(out)
}

fn documents(writer: &Writer<'_>) -> Vec<DocumentView> {
    let page = &writer.page.route;
    let view = |format: Format| {
        let file = Written::find(writer.files, &paths::document(page, format))?;
        Some(DocumentView {
            format: format.label(),
            href: reference(page, &file.route),
            size: size(file.n_bytes),
            checksum: file.sha256.clone(),
        })
    };
    Format::ALL.into_iter().filter_map(view).collect()
}

fn footnote(writer: &Writer<'_>, it: &Footnote<Target>) -> Result<FootnoteView, Diagnostic> {
    let references = (1..=it.uses)
        .map(|nth| back_reference(it.number, nth))
        .collect();
    Ok(FootnoteView {
        number: it.number,
        html: Html(writer.blocks(&it.blocks, 2)?),
        references,
    })
}

/// Page and site, so that no two tabs are called the same.
fn document_title(job: &Job<'_>, page: &Page) -> String {
    let site = &job.site.config_of(page).title;
    match page.layout {
        Layout::Home => site.clone(),
        _ if page.title_text == *site => site.clone(),
        _ => format!("{} - {site}", page.title_text),
    }
}

fn words(figure: &BoundFigure) -> String {
    figure.text.clone()
}
