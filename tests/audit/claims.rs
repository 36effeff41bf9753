//! The audit of claims: every direction the demonstration site tells is turned round, typed or written out
//! from its expression, and has to be reported; as it stands, none may be.

use std::collections::BTreeMap;

use rayon::prelude::*;

use gongbao::content::{self, Expression, FIGURE, Passage};
use gongbao::diag::Diags;
use gongbao::site;
use gongbao::site::audit::Audit;
use gongbao::source::{File, Sources};

use crate::audit::{Site, is_complaint, written_out};

/// Words and those that say the opposite.
const OPPOSITES: [(&str, &str); 20] = [
    ("提高", "下降"),
    ("上升", "下降"),
    ("增长", "下降"),
    ("增加", "减少"),
    ("下降", "上升"),
    ("减少", "增加"),
    ("降低", "提高"),
    ("缩短", "增加"),
    ("高于", "低于"),
    ("低于", "高于"),
    ("增至", "降至"),
    ("最高", "最低"),
    ("最低", "最高"),
    ("最大", "最小"),
    ("最多", "最少"),
    ("最长", "最短"),
    ("不少于", "不超过"),
    ("不超过", "不少于"),
    ("不低于", "低于"),
    ("达到", "未达到"),
];

/// Whether a page with these words is complained of, by the audit of numbers or of claims.
fn is_reported(audit: &Audit<'_>, file: &File) -> bool {
    let sources = Sources::of(vec![file.clone()]);
    let pages = content::parse(&sources, &site::EMBED_NAMES, &mut Diags::new());
    pages.iter().any(|it| {
        let (numbers, claims) = audit.page(file, it);
        !claims.is_empty() || numbers.iter().any(|it| is_complaint(it.outcome))
    })
}

/// A change that an expression says, the other way round.
fn turned(text: &str) -> Option<String> {
    let (word, other) = OPPOSITES.iter().find(|it| text.starts_with(it.0))?;
    Some(text.replacen(word, other, 1))
}

/// Words of a passage that stand right before a figure, or superlatives near one, each turned round in the file.
fn typed_words(file: &File, passage: &Passage) -> Vec<(String, File)> {
    let text = &passage.text;
    // What is wished for or planned is not claimed.
    let is_wish = |at: usize| {
        let start = text[..at].rfind(['。', '；']).unwrap_or(0);
        let end = text[at..].find(['。', '；']).map_or(text.len(), |it| at + it);
        ["要求", "要做", "要达到", "力争", "继续"].iter().any(|it| text[start..end].contains(it))
    };
    let is_near = |at: usize, word: &str| {
        let behind = &text[at + word.len()..];
        let gap = behind.find(FIGURE).filter(|gap| !behind[..*gap].contains(['。', '；']));
        let before = text[..at].rfind(FIGURE).filter(|it| !text[*it..at].contains(['。', '；']));
        let reach = if word.starts_with('最') { 30 } else { 0 };
        gap.is_some_and(|it| it <= reach) || (reach > 0 && before.is_some_and(|it| at - it <= reach))
    };
    let found = OPPOSITES.iter().flat_map(|(word, other)| {
        let at = text.match_indices(word).map(|it| it.0);
        at.filter(|it| is_near(*it, word) && !is_wish(*it) && !text[..*it].ends_with(['未', '有', '尚', '不']))
            .map(move |at| (at, word, other))
    });
    let turned = found.map(|(at, word, other)| {
        let range = passage.range(at..at + word.len());
        let old = file.str();
        let new = format!("{}{other}{}", &old[..range.start], &old[range.end..]);
        (
            format!("{} {}", file.path, &text[at..(at + 60).min(text.len())].chars().take(12).collect::<String>()),
            File::built_in(&file.path, new.as_bytes()),
        )
    });
    turned.collect()
}

#[test]
fn words_that_turn_a_figure_round_are_reported() {
    let site = Site::read();
    let audit = Audit::new(&site.sources, &site.catalog, &site.metrics, site.config.lang);
    let pages = site.pages();
    let files: Vec<&File> = pages.iter().filter_map(|it| site.sources.get(&it.file)).collect();
    let passages =
        |file: &File, page| content::passages(file, page).into_iter().filter(Passage::is_exact).collect::<Vec<_>>();
    let passages: Vec<(&File, Vec<Passage>)> =
        files.iter().zip(&pages).map(|(file, page)| (*file, passages(file, page))).collect();
    let figures = passages.iter().map(|(file, all)| {
        (file.path.to_string(), all.iter().flat_map(|it| it.figures.clone()).collect::<Vec<Expression>>())
    });
    let figures: BTreeMap<String, Vec<Expression>> = figures.collect();
    let said = site.said(&figures);
    let written = files.iter().flat_map(|file| {
        let both = figures[&*file.path].iter().zip(&said[&*file.path]);
        both.filter_map(|(it, text)| {
            let name = |text: &str| format!("{} {text} {}", file.path, it.source.trim());
            Some((name(text), written_out(file, it, text), name(&turned(text)?), written_out(file, it, &turned(text)?)))
        })
    });
    let written: Vec<(String, File, String, File)> = written.collect();
    let typed = passages.iter().flat_map(|(file, all)| all.iter().flat_map(|it| typed_words(file, it)));
    let written_wrong = written.iter().map(|it| (it.2.clone(), it.3.clone()));
    let wrong: Vec<(String, File)> = written_wrong.chain(typed).collect();
    let missed = wrong.par_iter().filter(|it| !is_reported(&audit, &it.1)).map(|it| &it.0).collect::<Vec<_>>();
    let doubted = written.par_iter().filter(|it| is_reported(&audit, &it.1)).map(|it| &it.0).collect::<Vec<_>>();
    let alarms = files.iter().filter(|it| is_reported(&audit, it)).map(|it| &it.path).collect::<Vec<_>>();
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    let recall = share(wrong.len() - missed.len(), wrong.len());
    println!("words turned round and reported: {recall:.2}% of {}", wrong.len());
    println!("false alarms on the unchanged text: {} of {} pages", alarms.len(), files.len());
    println!(
        "right directions doubted once their binding is gone: {:.2}% of {}",
        share(doubted.len(), written.len()),
        written.len()
    );
    println!("{missed:#?} {doubted:#?}");
    assert!(recall >= 99.0, "missed: {missed:#?}");
    assert!(alarms.is_empty(), "{alarms:#?}");
}
