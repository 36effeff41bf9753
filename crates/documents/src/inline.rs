//! Lines of text as runs: links become references, footnotes or addresses that can be read on paper.

use crate::compose::PageComposer;
use crate::document::{DocumentRun, PlaceName};
use crate::reference_targets::ReferenceTarget;
use gongbao_model::prose::{Block, Inline, plain_text};
use gongbao_site::{BoundFigure, Link, Target};

/// The words of a phrase, figures written out.
pub(crate) fn phrase_text(phrase: &[Inline<Target>]) -> String {
    plain_text(phrase, &|it: &BoundFigure| it.text.clone())
}

impl PageComposer<'_> {
    /// A line of text.
    pub(crate) fn runs(&self, phrase: &[Inline<Target>]) -> Vec<DocumentRun> {
        phrase.iter().flat_map(|it| self.run(it)).collect()
    }

    fn run(&self, inline: &Inline<Target>) -> Vec<DocumentRun> {
        vec![match inline {
            Inline::Text(run) => DocumentRun::text(&run.text),
            Inline::Code(run) => DocumentRun::Code {
                text: run.text.clone(),
            },
            Inline::Emphasis(it) => DocumentRun::Emphasis {
                runs: self.runs(it),
            },
            Inline::Strong(it) => DocumentRun::Strong {
                runs: self.runs(it),
            },
            Inline::Strike(it) => DocumentRun::Strike {
                runs: self.runs(it),
            },
            Inline::Break => DocumentRun::Break,
            Inline::Image { to: _, alt } => DocumentRun::text(&format!("[{}]", alt.text)),
            Inline::Figure(it) => DocumentRun::Figure {
                text: it.text.clone(),
                revised: it.revised,
            },
            Inline::Footnote { number, nth: _ } => DocumentRun::Footnote {
                runs: self.note(*number),
            },
            Inline::Link { to, text } => return self.link(to, self.runs(text), &phrase_text(text)),
        }]
    }

    /// The text of a footnote in one line.
    fn note(&self, number: usize) -> Vec<DocumentRun> {
        let Some(note) = self.page.footnotes.iter().find(|it| it.number == number) else {
            return Vec::new();
        };
        let mut runs = Vec::new();
        for block in &note.blocks {
            if !runs.is_empty() {
                runs.push(DocumentRun::Break);
            }
            match block {
                // A footnote within a footnote has no place to stand.
                Block::Paragraph(phrase) => {
                    let phrase: Vec<_> = phrase
                        .iter()
                        .filter(|it| !matches!(it, Inline::Footnote { .. }))
                        .cloned()
                        .collect();
                    runs.extend(self.runs(&phrase));
                }
                Block::Heading(it) => runs.extend(self.runs(&it.text)),
                Block::Code { text, .. } => runs.push(DocumentRun::text(&text.text)),
                Block::List { .. }
                | Block::Quote(_)
                | Block::Alert { .. }
                | Block::Table(_)
                | Block::Rule
                | Block::Embed(_) => {}
            }
        }
        runs
    }

    fn link(&self, to: &Link, runs: Vec<DocumentRun>, said: &str) -> Vec<DocumentRun> {
        match to {
            Link::Page { route, fragment } => {
                match self.reference(route, fragment.as_deref(), said) {
                    Some((id, shown, page)) => vec![DocumentRun::Reference {
                        id,
                        runs,
                        shown,
                        page,
                    }],
                    None => self.address(&route.0, fragment.as_deref(), runs),
                }
            }
            Link::File { route } => self.address(&route.0, None, runs),
            Link::External { url } if said.contains(url.trim_end_matches('/')) => {
                vec![DocumentRun::Link {
                    url: url.clone(),
                    runs,
                }]
            }
            // Paper has no links: the address stands below.
            Link::External { url } => {
                let note = vec![DocumentRun::Link {
                    url: url.clone(),
                    runs: vec![DocumentRun::text(url)],
                }];
                vec![
                    DocumentRun::Link {
                        url: url.clone(),
                        runs,
                    },
                    DocumentRun::Footnote { runs: note },
                ]
            }
        }
    }

    /// Where a link leads within the document, and what has to be said of it on paper.
    fn reference(
        &self,
        route: &gongbao_site::Route,
        fragment: Option<&str>,
        said: &str,
    ) -> Option<(String, Option<PlaceName>, bool)> {
        let Some(fragment) = fragment else {
            return self
                .places
                .part(route)
                .map(|id| (id.to_owned(), None, *route != self.page.route));
        };
        let (id, place) = self.places.anchor(route, fragment)?;
        let label = match place {
            ReferenceTarget::Heading => return Some((id.clone(), None, *route != self.page.route)),
            ReferenceTarget::Figure(n) => self.numbered("print.figure", *n),
            ReferenceTarget::Table(n) => self.numbered("print.table", *n),
        };
        let shown = (!said.contains(&label)).then(|| self.place_name(label));
        Some((id.clone(), shown, false))
    }

    /// A page or file of the site, where it is known under which address the site stands.
    fn address(
        &self,
        route: &str,
        fragment: Option<&str>,
        runs: Vec<DocumentRun>,
    ) -> Vec<DocumentRun> {
        let Some(base) = &self.job.site.config.base_url else {
            return runs;
        };
        let fragment = fragment.map_or_else(String::new, |it| format!("#{it}"));
        vec![DocumentRun::Link {
            url: format!("{base}{route}{fragment}"),
            runs,
        }]
    }
}
