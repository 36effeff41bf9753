//! `fonts`: where systems keep their fonts, and which of them documents use.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::cli::request::{Request, ResultFormat};
use crate::cli::terminal::to_stdout;
use crate::cli::words::{Say, say};
use gongbao_diag::Diags;
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_documents::{FontFaces, FoundFace, role_name, suggest_font};
use gongbao_settings as config;
use gongbao_source::{FontFiles, Sources};

/// Folders that hold fonts everywhere.
const SHARED: [&str; 5] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
];

/// The same below what a variable of the environment names.
const OWN: [(&str, &str); 5] = [
    ("HOME", ".local/share/fonts"),
    ("HOME", ".fonts"),
    ("HOME", "Library/Fonts"),
    ("WINDIR", "Fonts"),
    ("LOCALAPPDATA", "Microsoft\\Windows\\Fonts"),
];

/// Every folder that may hold fonts on this machine.
#[allow(
    clippy::disallowed_methods,
    reason = "the environment is looked at in cli, and fonts stand in what it names"
)]
pub(super) fn font_folders() -> Vec<PathBuf> {
    let own = OWN
        .iter()
        .filter_map(|(name, below)| Some(PathBuf::from(std::env::var_os(name)?).join(below)));
    SHARED
        .iter()
        .map(PathBuf::from)
        .chain(own)
        .filter(|it| it.is_dir())
        .collect()
}

/// `fonts`: the face found for each role; gives the exit code.
pub(super) fn print_fonts(request: &Request, sources: &Sources, lang: Option<Lang>) -> u8 {
    let config = config::parse_settings(sources, &mut Diags::new());
    let lang = lang.unwrap_or(config.lang);
    let system = if config.documents.own_fonts_only {
        Vec::new()
    } else {
        font_folders()
    };
    let faces = FontFaces::find(&FontFiles::find(sources, &system), &config.documents);
    to_stdout(&match request.format {
        ResultFormat::Human => faces
            .found
            .iter()
            .map(|it| font_line(it, lang) + "\n")
            .collect(),
        ResultFormat::Json => {
            let list: Vec<Value> = faces.found.iter().map(font_json).collect();
            format!("{:#}\n", json!({ "fonts": list }))
        }
    });
    0
}

fn font_line(found: &FoundFace, lang: Lang) -> String {
    let (files, package) = suggest_font(found.role);
    let kind = match (&found.face, found.substitute) {
        (None, _) => Say::FontNone,
        (Some(_), true) => Say::FontSubstitute,
        (Some(it), false) if it.standard => Say::FontStandard,
        (Some(_), false) => Say::FontOther,
    };
    let kind = fill_placeholders(say(lang, kind), &[("files", files), ("package", package)]);
    let role = format!(
        "{} ({})",
        role_name(found.role).pick(lang),
        found.role.name()
    );
    let Some(face) = &found.face else {
        return format!("{role}  {kind}");
    };
    let values = [
        ("role", role.as_str()),
        ("family", &face.family),
        ("file", &face.file),
    ];
    format!(
        "{}  {kind}",
        fill_placeholders(say(lang, Say::FontFound), &values)
    )
}

fn font_json(found: &FoundFace) -> Value {
    let face = found.face.as_ref();
    json!({
        "role": found.role.name(),
        "family": face.map(|it| &it.family),
        "file": face.map(|it| &it.file),
        "standard": !found.substitute && face.is_some_and(|it| it.standard),
        "substitute": found.substitute,
    })
}
