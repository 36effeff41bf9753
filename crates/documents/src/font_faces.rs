//! The face of each role: the site's own fonts first, then those of the system.

use std::collections::BTreeSet;
use std::sync::Arc;

use ttf_parser::{Face as Parsed, name_id};

use crate::font_fallbacks::{KnownFace, faces_for_role, substitute_roles};
use gongbao_diag::locale::Text;
use gongbao_settings::{DocumentSettings, FontRole};
use gongbao_source::{Font, FontFiles};

/// A face that was found.
#[derive(Clone, Debug)]
pub struct FontFace {
    pub family: String,
    /// Where it was found.
    pub file: String,
    pub(crate) bytes: Arc<[u8]>,
    /// Its place in the file.
    pub(crate) index: u32,
    /// Whether it is what the rules for official documents mean.
    pub standard: bool,
}

/// What was found for one role.
#[derive(Clone, Debug)]
pub struct FoundFace {
    pub role: FontRole,
    /// One of its own, or one that stands in; nothing if there is no font at all.
    pub face: Option<FontFace>,
    /// Whether it stands in for the role's own.
    pub substitute: bool,
}

/// The face of each role.
#[derive(Clone, Debug, Default)]
pub struct FontFaces {
    pub found: Vec<FoundFace>,
}

impl FontFaces {
    /// Looks every role's face up.
    pub fn find(files: &FontFiles, settings: &DocumentSettings) -> FontFaces {
        let own: Vec<(&Font, Vec<NamedFace>)> = files
            .own
            .iter()
            .map(|it| (it, faces_with_names(&it.bytes)))
            .collect();
        let of_role = |role: FontRole| {
            let wanted = settings
                .fonts
                .iter()
                .filter(|it| it.0 == role)
                .flat_map(|it| &it.1);
            let mut wanted = wanted
                .map(String::as_str)
                .chain(faces_for_role(role).iter().map(|it| it.family));
            let own = wanted.find_map(|family| find_own_face(&own, family, role));
            own.or_else(|| {
                faces_for_role(role)
                    .iter()
                    .filter(|_| !settings.own_fonts_only)
                    .find_map(|it| of_system(files, it))
            })
        };
        let faces: Vec<(FontRole, Option<FontFace>)> = FontRole::ALL
            .into_iter()
            .map(|it| (it, of_role(it)))
            .collect();
        let get = |role: FontRole| {
            faces
                .iter()
                .find(|it| it.0 == role)
                .and_then(|it| it.1.clone())
        };
        let found = |(role, face): &(FontRole, Option<FontFace>)| {
            let other = || substitute_roles(*role).iter().find_map(|it| get(*it));
            FoundFace {
                role: *role,
                face: face.clone().or_else(other),
                substitute: face.is_none(),
            }
        };
        FontFaces {
            found: faces.iter().map(found).collect(),
        }
    }

    /// The face of a role.
    pub(crate) fn face(&self, role: FontRole) -> Option<&FontFace> {
        self.found
            .iter()
            .find(|it| it.role == role)
            .and_then(|it| it.face.as_ref())
    }

    /// The fonts drawings are painted with: that of their role first, then those that have what it lacks.
    pub(crate) fn of_drawings(&self) -> Vec<Font> {
        let font = |it: &FontFace| Font {
            name: Arc::from(it.file.as_str()),
            bytes: it.bytes.clone(),
        };
        let roles = [FontRole::Hei, FontRole::Song]
            .into_iter()
            .chain(FontRole::ALL);
        let mut fonts: Vec<Font> = Vec::new();
        for it in roles.filter_map(|it| self.face(it)).map(font) {
            if fonts.iter().all(|one| one.name != it.name) {
                fonts.push(it);
            }
        }
        fonts
    }

    /// Whether there is a face with Chinese characters.
    pub(crate) fn has_chinese(&self) -> bool {
        self.face(FontRole::Song).is_some()
    }

    /// The characters that no face has.
    pub(crate) fn lacking(&self, wanted: &BTreeSet<char>) -> BTreeSet<char> {
        let mut lacking = wanted.clone();
        for face in self.found.iter().filter_map(|it| it.face.as_ref()) {
            if lacking.is_empty() {
                break;
            }
            // What a damaged font might have had stays lacking, and is told.
            let Ok(parsed) = Parsed::parse(&face.bytes, face.index) else {
                continue;
            };
            lacking.retain(|it| parsed.glyph_index(*it).is_none());
        }
        lacking
    }
}

/// What a role is called.
pub fn role_name(role: FontRole) -> Text {
    match role {
        FontRole::Song => Text::new("宋体", "Song"),
        FontRole::Fang => Text::new("仿宋", "Fangsong"),
        FontRole::Kai => Text::new("楷体", "Kai"),
        FontRole::Hei => Text::new("黑体", "Hei"),
        FontRole::Biaosong => Text::new("小标宋", "Xiaobiaosong"),
        FontRole::Latin => Text::new("西文", "Latin"),
    }
}

/// A face of a file with its names in every language.
#[derive(Clone, Debug)]
struct NamedFace {
    index: u32,
    families: Vec<String>,
    bold: bool,
}

fn faces_with_names(bytes: &[u8]) -> Vec<NamedFace> {
    let n = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
    (0..n)
        .filter_map(|index| {
            // A face that cannot be read has no name to be asked for by.
            let Ok(face) = Parsed::parse(bytes, index) else {
                return None;
            };
            let is_family = |it: &ttf_parser::name::Name<'_>| {
                [
                    name_id::FAMILY,
                    name_id::TYPOGRAPHIC_FAMILY,
                    name_id::FULL_NAME,
                ]
                .contains(&it.name_id)
            };
            let families = face
                .names()
                .into_iter()
                .filter(is_family)
                .filter_map(|it| it.to_string())
                .collect();
            Some(NamedFace {
                index,
                families,
                bold: face.is_bold(),
            })
        })
        .collect()
}

/// The face of a family among the site's own; of several weights the one for titles is bold.
fn find_own_face(
    own: &[(&Font, Vec<NamedFace>)],
    family: &str,
    role: FontRole,
) -> Option<FontFace> {
    let faces = own
        .iter()
        .flat_map(|(font, faces)| faces.iter().map(move |it| (*font, it)));
    let of_family =
        faces.filter(|(_, it)| it.families.iter().any(|it| it.eq_ignore_ascii_case(family)));
    let (font, face) = of_family.min_by_key(|(_, it)| it.bold != (role == FontRole::Biaosong))?;
    let standard = faces_for_role(role)
        .iter()
        .any(|it| it.standard && it.family == family);
    Some(FontFace {
        family: family.to_owned(),
        file: font.name.to_string(),
        bytes: font.bytes.clone(),
        index: face.index,
        standard,
    })
}

fn of_system(files: &FontFiles, known: &KnownFace) -> Option<FontFace> {
    let (path, font) = files.system(known.files)?;
    let faces = faces_with_names(&font.bytes);
    let is_it = |it: &&NamedFace| it.families.iter().any(|it| it == known.family);
    let face = faces.iter().find(is_it).or_else(|| faces.first())?;
    Some(FontFace {
        family: known.family.to_owned(),
        file: path.display().to_string(),
        bytes: font.bytes,
        index: face.index,
        standard: known.standard,
    })
}
