//! Which faces do for a role, the best first: the ones official documents ask for, then free ones like them.
//!
//! Templates name roles (`song`, `fang`, `kai`, `hei`, `biaosong`, `latin`) and no fonts.

use gongbao_settings::Role;

/// A face that does for a role.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// Its family, as the font file has it.
    pub family: &'static str,
    /// What its file is called on systems that bring it along.
    pub files: &'static [&'static str],
    /// Whether it is what the rules for official documents mean.
    pub standard: bool,
}

const fn known_face(family: &'static str, files: &'static [&'static str], standard: bool) -> Known {
    Known {
        family,
        files,
        standard,
    }
}

const SONG: &[Known] = &[
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
const FANG: &[Known] = &[
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
const KAI: &[Known] = &[
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
const HEI: &[Known] = &[
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
const BIAOSONG: &[Known] = &[
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
const LATIN: &[Known] = &[
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
pub(crate) fn faces_for_role(role: Role) -> &'static [Known] {
    match role {
        Role::Song => SONG,
        Role::Fang => FANG,
        Role::Kai => KAI,
        Role::Hei => HEI,
        Role::Biaosong => BIAOSONG,
        Role::Latin => LATIN,
    }
}

/// Roles whose faces stand in where none of a role's own is found.
pub(crate) fn substitute_roles(role: Role) -> &'static [Role] {
    match role {
        Role::Song => &[Role::Fang, Role::Hei],
        Role::Fang => &[Role::Song, Role::Kai, Role::Hei],
        Role::Kai => &[Role::Fang, Role::Song, Role::Hei],
        Role::Hei => &[Role::Song, Role::Fang],
        Role::Biaosong => &[Role::Song, Role::Hei],
        Role::Latin => &[Role::Song, Role::Fang, Role::Hei],
    }
}

/// What to add for a role: files for the folder `fonts/`, and a package of Debian and Ubuntu.
pub fn suggest_font(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Song => ("simsun.ttc", "fonts-noto-cjk"),
        Role::Fang => (
            "simfang.ttf / FandolFang-Regular.otf",
            "texlive-lang-chinese",
        ),
        Role::Kai => ("simkai.ttf / LXGWWenKai-Regular.ttf", "fonts-lxgw-wenkai"),
        Role::Hei => ("simhei.ttf", "fonts-noto-cjk"),
        Role::Biaosong => ("FZXBSJW.TTF", "fonts-noto-cjk"),
        Role::Latin => ("times.ttf", "fonts-liberation"),
    }
}
