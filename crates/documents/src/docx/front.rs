//! What stands before and behind the text: cover, red head, title, addressee, attachments, signature, imprint.

use crate::document::{Cover, DocumentPart, Imprint, RedHead, Signature};
use crate::docx::blocks::BlockContext;
use crate::docx::markup::Markup;
use crate::docx::paragraph::{
    CHARACTER_WIDTH, LINE_PITCH, LineHeight, Paragraph, RunProperties, TEXT_WIDTH, Twips,
    count_in_twips, line_width, text_markup,
};
use crate::docx::sheet::SheetKind;
use crate::docx::styles::RED;
use crate::docx::writer::DocxWriter;
use gongbao_settings::FontRole;

const PLAIN_LOOK: RunProperties = RunProperties {
    style: None,
    face: None,
    strike: false,
    colour: None,
    spacing: None,
    size: None,
    boxed: false,
    raised: false,
};

impl DocxWriter<'_> {
    /// The first sheet of a packet.
    pub(super) fn cover(&mut self, it: &Cover) {
        self.turn(SheetKind::Cover);
        if let Some(stamp) = &it.stamp {
            let look = RunProperties {
                boxed: true,
                ..RunProperties::plain(FontRole::Hei)
            };
            let inner = text_markup(&format!(" {stamp} "), &look);
            self.push(Paragraph {
                align: Some("right"),
                ..Paragraph::new("Normal", inner)
            });
        }
        let look = RunProperties {
            size: Some(36),
            spacing: Some(0),
            ..RunProperties::face(FontRole::Kai)
        };
        // Without a session its line stays empty, so that the title keeps its height.
        let above = text_markup(it.above.as_deref().unwrap_or(""), &look);
        self.push(Paragraph {
            before: Some(4 * LINE_PITCH),
            after: Some(2 * LINE_PITCH),
            ..Paragraph::new("Byline", above)
        });
        let inner = text_markup(&self.document.lines.join("\n"), &PLAIN_LOOK);
        let n_lines = count_in_twips(self.document.lines.len());
        self.push(Paragraph::new("Title", inner));
        let left = 22 - 9 - 3 * n_lines / 2 - count_in_twips(it.below.len());
        let mut before = Some(left.max(1) * LINE_PITCH);
        for line in &it.below {
            let inner = text_markup(line, &PLAIN_LOOK);
            self.push(Paragraph {
                align: Some("center"),
                before: before.take(),
                ..Paragraph::new("Normal", inner)
            });
        }
    }

    /// 发文机关标志, its number and the red line.
    pub(super) fn red_head(&mut self, it: &RedHead) {
        // As large as the name allows.
        let n = u32::try_from(it.mark.chars().count()).unwrap_or(1).max(1);
        let size = (u32::try_from(TEXT_WIDTH / 10).unwrap_or(884) / n).min(84);
        let look = RunProperties {
            colour: Some(RED),
            size: Some(size),
            spacing: Some(0),
            ..RunProperties::plain(FontRole::Biaosong)
        };
        let line = LineHeight::Exact(Twips::try_from(size * 12).unwrap_or(LINE_PITCH));
        let mark = Paragraph::new("Normal", text_markup(&it.mark, &look));
        self.push(Paragraph {
            align: Some("center"),
            before: Some(35 * 1440 * 10 / 254),
            line: Some(line),
            ..mark
        });
        let rule = Some(("bottom", 12, 11, RED));
        let before = Some(2 * LINE_PITCH);
        match &it.signer {
            None => {
                let number = Paragraph::new("Normal", text_markup(&it.number, &PLAIN_LOOK));
                self.push(Paragraph {
                    align: Some("center"),
                    before,
                    rule,
                    ..number
                });
            }
            Some(signer) => {
                let number =
                    text_markup(&format!("{}\t{}", it.number, it.signer_label), &PLAIN_LOOK);
                let inner = number + text_markup(signer, &RunProperties::face(FontRole::Kai));
                let line = Paragraph {
                    stop: Some((TEXT_WIDTH - CHARACTER_WIDTH, "none")),
                    align: Some("left"),
                    ..Paragraph::new("Normal", inner)
                };
                self.push(Paragraph {
                    before,
                    rule,
                    first: Some(CHARACTER_WIDTH),
                    ..line
                });
            }
        }
    }

    /// A part, from its title to its signature.
    pub(super) fn part(&mut self, it: &DocumentPart, at: usize) {
        self.turn(SheetKind::Text);
        let new_page = at > 0;
        if let Some(label) = &it.label {
            let inner = text_markup(label, &PLAIN_LOOK);
            self.push(Paragraph {
                new_page,
                ..Paragraph::new("PartLabel", inner)
            });
        }
        let title = text_markup(&it.lines.join("\n"), &PLAIN_LOOK);
        let title = Paragraph::new("Heading1", self.anchored(&it.id, title));
        let red = at == 0 && self.document.red.is_some();
        let before = red.then_some(2 * LINE_PITCH);
        let after = (!it.under.is_empty()).then_some(0);
        self.push(Paragraph {
            new_page: new_page && it.label.is_none(),
            before,
            after,
            ..title
        });
        let last = it.under.len();
        for (at, line) in it.under.iter().enumerate() {
            let after = (at + 1 == last).then_some(LINE_PITCH);
            self.push(Paragraph {
                after,
                ..Paragraph::new("Byline", text_markup(line, &PLAIN_LOOK))
            });
        }
        if let Some(to) = &it.to {
            self.push(Paragraph::new("Normal", text_markup(to, &PLAIN_LOOK)));
        }
        self.nodes(&it.nodes, BlockContext::default());
        if !it.attachments.is_empty() || it.signature.is_some() {
            self.turn(SheetKind::Text);
        }
        self.attachments(&it.attachments);
        if let Some(it) = &it.signature {
            self.signature(it);
        }
    }

    fn attachments(&mut self, items: &[String]) {
        let label = self.document.words.attachments.clone();
        let behind = line_width(&label);
        for (at, item) in items.iter().enumerate() {
            let number = if items.len() > 1 {
                format!("{}. ", at + 1)
            } else {
                String::new()
            };
            let label = if at == 0 { label.as_str() } else { "" };
            let own = if at == 0 { behind } else { 0 } + line_width(&number);
            let inner = text_markup(&format!("{label}{number}{item}"), &PLAIN_LOOK);
            let left = Some(2 * CHARACTER_WIDTH + behind + line_width(&number));
            let before = (at == 0).then_some(LINE_PITCH);
            self.push(Paragraph {
                left,
                first: Some(-own),
                before,
                align: Some("left"),
                ..Paragraph::new("Normal", inner)
            });
        }
    }

    /// The date begins two characters behind the issuer's name; the longer of the two ends two characters from the edge.
    fn signature(&mut self, it: &Signature) {
        let from = (TEXT_WIDTH - 2 * CHARACTER_WIDTH - line_width(&it.issuer))
            .min(TEXT_WIDTH - 4 * CHARACTER_WIDTH - line_width(&it.date))
            .max(0);
        let line = |inner: Markup, left| Paragraph {
            left: Some(left),
            align: Some("left"),
            ..Paragraph::new("Normal", inner)
        };
        let issuer = line(text_markup(&it.issuer, &PLAIN_LOOK), from);
        self.push(Paragraph {
            before: Some(LINE_PITCH),
            keep_next: true,
            ..issuer
        });
        self.push(line(
            text_markup(&it.date, &PLAIN_LOOK),
            from + 2 * CHARACTER_WIDTH,
        ));
    }

    /// 版记, at the foot of the last page.
    pub(super) fn imprint(&mut self, it: &Imprint) {
        self.turn(SheetKind::Text);
        let line = |inner: Markup| Paragraph {
            left: Some(280),
            right: Some(280),
            ..Paragraph::new("Imprint", inner)
        };
        let copies = it
            .copies
            .as_ref()
            .map(|it| line(text_markup(it, &PLAIN_LOOK)).markup());
        let printer = text_markup(&format!("{}\t{}", it.printer, it.date), &PLAIN_LOOK);
        let printer = Paragraph {
            stop: Some((TEXT_WIDTH - 280, "none")),
            ..line(printer)
        }
        .markup();
        let rows: Markup = copies.into_iter().chain([printer]).map(front_row).collect();
        // It stands at the foot of the page this line is on.
        let begin = format!(
            "<w:tbl><w:tblPr><w:tblpPr w:vertAnchor=\"margin\" w:horzAnchor=\"margin\" w:tblpXSpec=\"center\" \
             w:tblpYSpec=\"bottom\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/><w:tblBorders>\
             <w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>\
             <w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>\
             <w:insideH w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders>\
             <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/>\
             </w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"{TEXT_WIDTH}\"/></w:tblGrid>"
        );
        self.push_markup(rows.within(&begin, "</w:tbl>"));
        self.push(Paragraph {
            line: Some(LineHeight::Exact(20)),
            ..Paragraph::new("Normal", Markup::default())
        });
    }
}

fn front_row(inner: Markup) -> Markup {
    let cell = format!("<w:tc><w:tcPr><w:tcW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/></w:tcPr>");
    inner.within(
        &format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}"),
        "</w:tc></w:tr>",
    )
}
