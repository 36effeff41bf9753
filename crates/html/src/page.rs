//! One page: its view made, its layout's template filled.

use crate::prose::{ProseWriter, back_reference};
use crate::view::agenda::agenda_view;
use crate::view::child::{child_view, date_view};
use crate::view::page::{
    DocumentView, FootnoteView, PageView, RootView, alternate_views, is_official, language_views,
    table_of_contents,
};
use crate::view::{SafeHtml, facts, format_size, frame, link_in, reference_between, share, tags};
use gongbao_diag::Diagnostic;
use gongbao_model::prose::{Block, Footnote, plain_text};
use gongbao_output::{Job, WrittenFile, paths};
use gongbao_settings::DocumentFormat;
use gongbao_site::{BoundFigure, Layout, Page, Target, is_content};

/// Writes a page.
///
/// # Errors
/// `theme/template-error` if a template of the theme fails.
pub(crate) fn write_page(writer: &ProseWriter<'_>) -> Result<String, Diagnostic> {
    let ProseWriter {
        job, engine, page, ..
    } = *writer;
    let view = RootView {
        lang: page.language_tag.tag().to_owned(),
        dir: page.language_tag.is_rtl().then_some("rtl"),
        alternates: alternate_views(job, page),
        document_title: document_title(job, page),
        // Templates leave the description of a page without summary out.
        description: page
            .summary
            .as_ref()
            .map_or_else(String::new, |it| plain_text(it, &figure_text)),
        metas: tags::meta_views(job, page),
        styles: frame::style_views(engine.theme(), &page.route, &page.language_tag),
        early: frame::early_script(engine.theme(), &page.route),
        scripts: frame::script_names(engine.theme(), page),
        icon: frame::icon_href(engine.theme(), &page.route),
        share: share::share_view(job, page),
        site: frame::site_view(job, page),
        nav: frame::navigation_views(job, page),
        page: page_view(writer)?,
    };
    engine.render_page(&format!("{}.html", page.layout.name()), &view)
}

fn page_view(writer: &ProseWriter<'_>) -> Result<PageView, Diagnostic> {
    let (page, job) = (writer.page, writer.job);
    let issuer = page
        .issuer
        .as_ref()
        .or(job.site.config_of(page).issuer.as_ref());
    Ok(PageView {
        layout: page.layout.name(),
        languages: language_views(page),
        official: is_official(page.layout),
        title: SafeHtml(writer.title()),
        title_text: page.title_text.clone(),
        summary: page.summary.as_ref().map(|it| SafeHtml(writer.phrase(it))),
        date: date_view(page.date, page.lang),
        issuer: issuer.cloned(),
        doc_no: page.doc_no.clone(),
        session: page.session.clone(),
        record: tags::record_views(page),
        shared: is_content(page.layout),
        sample: page.sample,
        breadcrumb: page
            .breadcrumb
            .iter()
            .map(|it| link_in(job, page, it))
            .collect(),
        toc: table_of_contents(page),
        body: SafeHtml(page_body(writer)?),
        footnotes: page
            .footnotes
            .iter()
            .map(|it| footnote_view(writer, it))
            .collect::<Result<_, _>>()?,
        documents: document_views(writer),
        children: page
            .children
            .iter()
            .map(|it| child_view(job, it, page))
            .collect(),
        previous: page.previous.as_ref().map(|it| link_in(job, page, it)),
        next: page.next.as_ref().map(|it| link_in(job, page, it)),
        agenda: agenda_view(job, page),
        related: page
            .related
            .iter()
            .map(|it| link_in(job, page, it))
            .collect(),
        sources: page.sources.clone(),
        metric: page
            .metric
            .as_ref()
            .map(|it| facts::metric_view(it, writer.job, page, writer.link_resolver)),
        table: page.table.as_ref().map(|it| {
            facts::table_facts_view(it, writer.job, page, writer.link_resolver, writer.files)
        }),
    })
}

/// On the home page each section is an element of its own, so that short ones can stand side by side.
fn page_body(writer: &ProseWriter<'_>) -> Result<String, Diagnostic> {
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

fn document_views(writer: &ProseWriter<'_>) -> Vec<DocumentView> {
    let page = &writer.page.route;
    let view = |format: DocumentFormat| {
        let file = WrittenFile::find(writer.files, &paths::document_route(page, format))?;
        Some(DocumentView {
            format: format.label(),
            href: reference_between(page, &file.route),
            size: format_size(file.n_bytes),
            checksum: file.sha256.clone(),
        })
    };
    DocumentFormat::ALL.into_iter().filter_map(view).collect()
}

fn footnote_view(
    writer: &ProseWriter<'_>,
    it: &Footnote<Target>,
) -> Result<FootnoteView, Diagnostic> {
    let references = (1..=it.uses)
        .map(|nth| back_reference(it.number, nth))
        .collect();
    Ok(FootnoteView {
        number: it.number,
        html: SafeHtml(writer.blocks(&it.blocks, 2)?),
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

fn figure_text(figure: &BoundFigure) -> String {
    figure.text.clone()
}
