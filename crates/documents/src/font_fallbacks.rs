//! Which faces do for a role, the best first: the ones official documents ask for, then free ones like them.
//!
//! Templates name roles (`song`, `fang`, `kai`, `hei`, `biaosong`, `latin`) and no fonts.

use gongbao_settings::FontRole;

/// A face that does for a role.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownFace {
    /// Its family, as the font file has it.
    pub family: &'static str,
    /// What its file is called on systems that bring it along.
    pub files: &'static [&'static str],
    /// Whether it is what the rules for official documents mean.
    pub standard: bool,
}

const fn known_face(
    family: &'static str,
    files: &'static [&'static str],
    standard: bool,
) -> KnownFace {
    KnownFace {
        family,
        files,
        standard,
    }
}

const SONG: &[KnownFace] = &[
    known_face("SimSun", &["simsun.ttc", "simsun.ttf"], true),
    known_face("FZShuSong-Z01S", &["FZSSK.TTF"], true),
    known_face("STSong", &["STSONG.TTF"], false),
    known_face("Songti SC", &["Songti.ttc"], false),
    known_face("FandolSong", &["FandolSong-Regular.otf"], false),
    known_face(
        "Noto Serif CJK SC",
        &["NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular.otf"],
        false,
    ),
    known_face(
        "Noto Serif SC",
        &["NotoSerifSC-Regular.otf", "NotoSerifSC-Regular.ttf"],
        false,
    ),
    known_face(
        "Source Han Serif SC",
        &[
            "SourceHanSerifSC-Regular.otf",
            "SourceHanSerifCN-Regular.otf",
        ],
        false,
    ),
];
const FANG: &[KnownFace] = &[
    known_face(
        "FangSong_GB2312",
        &[
            "FangSong_GB2312.ttf",
            "仿宋_GB2312.ttf",
            "SIMFANG_GB2312.ttf",
        ],
        true,
    ),
    known_face("FangSong", &["simfang.ttf"], true),
    known_face("FZFangSong-Z02S", &["FZFSK.TTF"], true),
    known_face("STFangsong", &["STFANGSO.TTF"], false),
    known_face("FandolFang R", &["FandolFang-Regular.otf"], false),
    known_face(
        "Zhuque Fangsong (technical preview)",
        &["ZhuqueFangsong-Regular.ttf"],
        false,
    ),
];
const KAI: &[KnownFace] = &[
    known_face(
        "KaiTi_GB2312",
        &["KaiTi_GB2312.ttf", "楷体_GB2312.ttf"],
        true,
    ),
    known_face("KaiTi", &["simkai.ttf"], true),
    known_face("FZKai-Z03S", &["FZKTK.TTF"], true),
    known_face("STKaiti", &["STKAITI.TTF"], false),
    known_face("Kaiti SC", &["Kaiti.ttc"], false),
    known_face("FandolKai", &["FandolKai-Regular.otf"], false),
    known_face("LXGW WenKai", &["LXGWWenKai-Regular.ttf"], false),
    known_face("AR PL KaitiM GB", &["gkai00mp.ttf"], false),
];
const HEI: &[KnownFace] = &[
    known_face("SimHei", &["simhei.ttf"], true),
    known_face("FZHei-B01S", &["FZHTK.TTF"], true),
    known_face("STHeiti", &["STHeiti Medium.ttc"], false),
    known_face("FandolHei", &["FandolHei-Regular.otf"], false),
    known_face(
        "Noto Sans CJK SC",
        &["NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf"],
        false,
    ),
    known_face(
        "Noto Sans SC",
        &["NotoSansSC-Regular.otf", "NotoSansSC-Regular.ttf"],
        false,
    ),
    known_face(
        "Source Han Sans SC",
        &["SourceHanSansSC-Regular.otf", "SourceHanSansCN-Regular.otf"],
        false,
    ),
    known_face("Microsoft YaHei", &["msyh.ttc", "msyh.ttf"], false),
];
const BIAOSONG: &[KnownFace] = &[
    known_face(
        "FZXiaoBiaoSong-B05S",
        &["FZXBSJW.TTF", "方正小标宋简体.ttf"],
        true,
    ),
    known_face(
        "FZXiaoBiaoSong-B05",
        &["FZXBSK.TTF", "方正小标宋_GBK.ttf"],
        true,
    ),
    known_face("STZhongsong", &["STZHONGS.TTF"], false),
    known_face(
        "Noto Serif CJK SC",
        &["NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold.otf"],
        false,
    ),
    known_face(
        "Noto Serif SC",
        &["NotoSerifSC-Bold.otf", "NotoSerifSC-Bold.ttf"],
        false,
    ),
    known_face(
        "Source Han Serif SC",
        &["SourceHanSerifSC-Bold.otf", "SourceHanSerifCN-Bold.otf"],
        false,
    ),
    known_face("FandolSong", &["FandolSong-Bold.otf"], false),
];
const LATIN: &[KnownFace] = &[
    known_face(
        "Times New Roman",
        &["times.ttf", "Times New Roman.ttf", "Times_New_Roman.ttf"],
        true,
    ),
    known_face("Tinos", &["Tinos-Regular.ttf"], false),
    known_face("Liberation Serif", &["LiberationSerif-Regular.ttf"], false),
    known_face("TeX Gyre Termes", &["texgyretermes-regular.otf"], false),
];

/// The faces that do for a role.
pub(crate) fn faces_for_role(role: FontRole) -> &'static [KnownFace] {
    match role {
        FontRole::Song => SONG,
        FontRole::Fang => FANG,
        FontRole::Kai => KAI,
        FontRole::Hei => HEI,
        FontRole::Biaosong => BIAOSONG,
        FontRole::Latin => LATIN,
    }
}

/// Roles whose faces stand in where none of a role's own is found.
pub(crate) fn substitute_roles(role: FontRole) -> &'static [FontRole] {
    match role {
        FontRole::Song => &[FontRole::Fang, FontRole::Hei],
        FontRole::Fang => &[FontRole::Song, FontRole::Kai, FontRole::Hei],
        FontRole::Kai => &[FontRole::Fang, FontRole::Song, FontRole::Hei],
        FontRole::Hei => &[FontRole::Song, FontRole::Fang],
        FontRole::Biaosong => &[FontRole::Song, FontRole::Hei],
        FontRole::Latin => &[FontRole::Song, FontRole::Fang, FontRole::Hei],
    }
}

/// What to add for a role: files for the folder `fonts/`, and a package of Debian and Ubuntu.
pub fn suggest_font(role: FontRole) -> (&'static str, &'static str) {
    match role {
        FontRole::Song => ("simsun.ttc", "fonts-noto-cjk"),
        FontRole::Fang => (
            "simfang.ttf / FandolFang-Regular.otf",
            "texlive-lang-chinese",
        ),
        FontRole::Kai => ("simkai.ttf / LXGWWenKai-Regular.ttf", "fonts-lxgw-wenkai"),
        FontRole::Hei => ("simhei.ttf", "fonts-noto-cjk"),
        FontRole::Biaosong => ("FZXBSJW.TTF", "fonts-noto-cjk"),
        FontRole::Latin => ("times.ttf", "fonts-liberation"),
    }
}
