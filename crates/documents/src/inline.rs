//! Lines of text as runs: links become references, footnotes or addresses that can be read on paper.

use crate::compose::Composer;
use crate::document::{PlaceName, Run};
use crate::places::Place;
use gongbao_model::prose::{Block, Inline, plain_text};
use gongbao_site::{BoundFigure, Link, Target};

/// The words of a phrase, figures written out.
pub(crate) fn phrase_text(phrase: &[Inline<Target>]) -> String {
    plain_text(phrase, &|it: &BoundFigure| it.text.clone())
}

impl Composer<'_> {
    /// A line of text.
    pub(crate) fn runs(&self, phrase: &[Inline<Target>]) -> Vec<Run> {
        phrase.iter().flat_map(|it| self.run(it)).collect()
    }

    fn run(&self, inline: &Inline<Target>) -> Vec<Run> {
        vec![match inline {
            Inline::Text(run) => Run::text(&run.text),
            Inline::Code(run) => Run::Code {
                text: run.text.clone(),
            },
            Inline::Emphasis(it) => Run::Emphasis {
                runs: self.runs(it),
            },
            Inline::Strong(it) => Run::Strong {
                runs: self.runs(it),
            },
            Inline::Strike(it) => Run::Strike {
                runs: self.runs(it),
            },
            Inline::Break => Run::Break,
            Inline::Image { to: _, alt } => Run::text(&format!("[{}]", alt.text)),
            Inline::Figure(it) => Run::Figure {
                text: it.text.clone(),
                revised: it.revised,
            },
            Inline::Footnote { number, nth: _ } => Run::Footnote {
                runs: self.note(*number),
            },
            Inline::Link { to, text } => return self.link(to, self.runs(text), &phrase_text(text)),
        }]
    }

    /// The text of a footnote in one line.
    fn note(&self, number: usize) -> Vec<Run> {
        let Some(note) = self.page.footnotes.iter().find(|it| it.number == number) else {
            return Vec::new();
        };
        let mut runs = Vec::new();
        for block in &note.blocks {
            if !runs.is_empty() {
                runs.push(Run::Break);
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
                Block::Code { text, .. } => runs.push(Run::text(&text.text)),
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

    fn link(&self, to: &Link, runs: Vec<Run>, said: &str) -> Vec<Run> {
        match to {
            Link::Page { route, fragment } => {
                match self.reference(route, fragment.as_deref(), said) {
                    Some((id, shown, page)) => vec![Run::Reference {
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
                vec![Run::Link {
                    url: url.clone(),
                    runs,
                }]
            }
            // Paper has no links: the address stands below.
            Link::External { url } => {
                let note = vec![Run::Link {
                    url: url.clone(),
                    runs: vec![Run::text(url)],
                }];
                vec![
                    Run::Link {
                        url: url.clone(),
                        runs,
                    },
                    Run::Footnote { runs: note },
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
            Place::Heading => return Some((id.clone(), None, *route != self.page.route)),
            Place::Figure(n) => self.numbered("print.figure", *n),
            Place::Table(n) => self.numbered("print.table", *n),
        };
        let shown = (!said.contains(&label)).then(|| self.place_name(label));
        Some((id.clone(), shown, false))
    }

    /// A page or file of the site, where it is known under which address the site stands.
    fn address(&self, route: &str, fragment: Option<&str>, runs: Vec<Run>) -> Vec<Run> {
        let Some(base) = &self.job.site.config.base_url else {
            return runs;
        };
        let fragment = fragment.map_or_else(String::new, |it| format!("#{it}"));
        vec![Run::Link {
            url: format!("{base}{route}{fragment}"),
            runs,
        }]
    }
}
