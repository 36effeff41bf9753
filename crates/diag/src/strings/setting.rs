//! The words for the folder, its settings and the theme.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::SiteNotFound,
        text: [
            "找不到站点文件夹“{path}”",
            "the site folder `{path}` was not found",
        ],
        help: [
            "请确认路径是否正确，或先进入放有 site.toml 的文件夹",
            "check the path, or change to the folder that holds site.toml",
        ],
        explain: [
            "站点是一个放有 site.toml、content/ 与 data/ 的文件夹。给出的路径不存在，或其中没有 site.toml。",
            "A site is a folder with site.toml, content/ and data/. The given path does not exist or has no site.toml.",
        ],
    },
    CodeStrings {
        code: Code::FileUnreadable,
        text: [
            "无法读取该文件或文件夹：{reason}",
            "this file or folder cannot be read: {reason}",
        ],
        help: [
            "请检查文件是否被占用、权限是否允许读取、网络驱动器是否已连接",
            "check whether another program has the file open, whether you have permission to read it, and whether the network drive is connected",
        ],
        explain: [
            "文件或文件夹存在，但操作系统不允许读取，或本该是文件夹的地方放着文件。缺了它，站点会少一部分而无人察觉，因此不予发布。",
            "The file or folder exists, but the operating system does not allow reading it, or there is a file where a folder should be. Without it, part of the site would be missing unnoticed, so nothing is published.",
        ],
    },
    CodeStrings {
        code: Code::EncodingError,
        text: [
            "第{line}行第{column}个字符处（第{offset}字节）无法按 {guess} 读取，附近为：{context}",
            "line {line}, character {column} (byte {offset}) cannot be read as {guess}; nearby: {context}",
        ],
        help: [
            "按 {guess} 读取，是因为{why}。{help}",
            "it was read as {guess} because {why}. {help}",
        ],
        explain: [
            "文本文件须为 UTF-8。数据表也可以是带字节顺序标记的 UTF-16，或 GBK、GB18030；其他编码要在描述文件的 encoding 中写明。用表格软件导出 CSV 时最好选“CSV UTF-8（逗号分隔）”。",
            "Text files must be UTF-8. Tables may also be UTF-16 with a byte order mark, GBK or GB18030; name any other encoding under `encoding` in the descriptor. When you export CSV from a spreadsheet, “CSV UTF-8 (comma delimited)” is best.",
        ],
    },
    CodeStrings {
        code: Code::NotText,
        text: [
            "文件名以 .{extension} 结尾，内容却是{kind}",
            "the file name ends in .{extension}, but the content is {kind}",
        ],
        help: [
            "请在表格软件中打开，另存为所需的格式；不要只改文件名",
            "open it in a spreadsheet program and save it in the format you want; renaming it is not enough",
        ],
        explain: [
            "改文件名不会改变文件的格式。",
            "Renaming a file does not change its format.",
        ],
    },
    CodeStrings {
        code: Code::SettingSyntax,
        text: ["这里的写法无法识别：{reason}", "syntax error: {reason}"],
        help: [
            "请检查此行及上一行的引号、冒号与缩进",
            "check the quotes, colons and indentation of this line and the one above",
        ],
        explain: [
            "设置文件用 TOML，描述文件、正文头部与嵌入块用 YAML。缩进须用空格，冒号后须有空格，含冒号或以特殊符号开头的文字须加引号。",
            "Settings are written in TOML; descriptors, front matter and embeds in YAML. Indent with spaces, put a space after a colon, and quote text that contains a colon or begins with a special character.",
        ],
    },
    CodeStrings {
        code: Code::UnknownSetting,
        text: [
            "没有名为“{key}”的设置项",
            "there is no setting `{key}` here",
        ],
        help: [
            "{hint}此处可用：{known}",
            "{hint}available settings: {known}",
        ],
        explain: [
            "写错的设置项若被忽略，报告就会与作者所想不同，因此一律报错。",
            "If a misspelt setting were ignored, the report would not be what the author intended, so it is an error.",
        ],
    },
    CodeStrings {
        code: Code::MissingSetting,
        text: ["缺少设置项“{key}”", "the setting `{key}` is missing"],
        help: ["请补上“{key}”：{example}", "add `{key}`: {example}"],
        explain: [
            "该设置项没有可靠的默认值，必须由作者写明。",
            "This setting has no safe default, so the author must give it.",
        ],
    },
    CodeStrings {
        code: Code::BadSetting,
        text: [
            "“{key}”的值“{text}”不可用：应为{expected}",
            "`{text}` is not a valid value for `{key}`, which takes {expected}",
        ],
        help: ["请改为{expected}", "change it to {expected}"],
        explain: [
            "设置项的值类型或取值范围不对。",
            "The value has the wrong type or is not one of the allowed values.",
        ],
    },
    CodeStrings {
        code: Code::DuplicateSetting,
        text: ["“{key}”写了两次", "`{key}` is given twice"],
        help: ["请只保留一处", "keep one of them"],
        explain: [
            "同一个键写两次时，无法知道以哪一次为准。",
            "If a key is written twice, it is unclear which value is meant.",
        ],
    },
    CodeStrings {
        code: Code::MissingThemeFile,
        text: [
            "主题“{theme}”中没有文件“{path}”",
            "the theme `{theme}` has no file `{path}`",
        ],
        help: ["{hint}", "{hint}"],
        explain: [
            "页面的版式、主题的模板和样式必须真实存在；站点自己的 themes/ 文件夹可以逐个文件覆盖内置主题。",
            "Layouts, templates and styles must exist. Files in the site's own themes/ folder replace those of the built-in theme one by one.",
        ],
    },
    CodeStrings {
        code: Code::TemplateError,
        text: ["模板出错：{reason}", "error in the template: {reason}"],
        help: [
            "请对照内置主题的同名模板修改",
            "compare it with the template of the same name in the built-in theme",
        ],
        explain: [
            "模板只能使用页面视图提供的字段和内置过滤器。",
            "A template can use only the fields that the page provides and the built-in filters.",
        ],
    },
    CodeStrings {
        code: Code::MissingString,
        text: [
            "界面文字“{key}”没有{lang}译文",
            "the interface string `{key}` has no translation for {lang}",
        ],
        help: [
            "请在主题的 strings/{lang}.toml 中补上该条",
            "add it to strings/{lang}.toml of the theme",
        ],
        explain: [
            "界面的每一条文字都须有各语言的译文。",
            "Every interface string needs a translation in each language.",
        ],
    },
    CodeStrings {
        code: Code::NoFont,
        text: [
            "{charts}没有 PNG 图片：{reason}",
            "{charts} have no PNG image: {reason}",
        ],
        help: [
            "请把含中文的字体（如 NotoSansCJK-Regular.ttc 或 SourceHanSansSC-Regular.otf）放进网站的 fonts/ 文件夹，或在系统中安装（Debian、Ubuntu：apt install fonts-noto-cjk）；不需要 PNG 时在 site.toml 的 [pictures] 下写 png = false",
            "put a font with Chinese characters (such as NotoSansCJK-Regular.ttc or SourceHanSansSC-Regular.otf) into the fonts/ folder of the site, or install one (Debian, Ubuntu: apt install fonts-noto-cjk); if you do not need PNG images, write png = false under [pictures] in site.toml",
        ],
        explain: [
            "PNG 图片里的文字要用字体画出来。有 fonts/ 文件夹时只用其中的字体，同样的输入在任何机器上都得到同样的图片；没有时取用系统的一种字体。找不到字体不影响网页和其他下载。",
            "Text in PNG images is drawn with a font. If there is a fonts/ folder, only its fonts are used, so the same input gives the same image on every machine; otherwise a system font is used. Without a font, pages and other downloads are not affected.",
        ],
    },
    CodeStrings {
        code: Code::DuplicateFile,
        text: [
            "两处内容都要写入“{path}”：{first}与{second}",
            "two outputs would be written to `{path}`: {first} and {second}",
        ],
        help: [
            "请改其中一处的文件名或 slug",
            "change the file name or slug of one of them",
        ],
        explain: [
            "输出文件重名会使一方悄悄覆盖另一方。",
            "If two outputs had the same file name, one would silently overwrite the other.",
        ],
    },
    CodeStrings {
        code: Code::Locked,
        text: [
            "另一个程序正在生成“{path}”",
            "another build is writing `{path}`",
        ],
        help: [
            "请等它结束后再试",
            "wait until it has finished and try again",
        ],
        explain: [
            "同一输出文件夹同时只允许一次生成，以免内容混杂。",
            "Only one build at a time may write to an output folder, so that contents never mix.",
        ],
    },
    CodeStrings {
        code: Code::NotOurs,
        text: [
            "输出文件夹“{path}”里有不是由 gongbao 生成的文件",
            "the output folder `{path}` contains files that gongbao did not create",
        ],
        help: [
            "请换一个输出文件夹（--out），或自行清空后再试",
            "choose another folder with --out, or empty this one yourself",
        ],
        explain: [
            "生成时会整体替换输出文件夹。为防误删，只替换由 gongbao 生成的文件夹。",
            "A build replaces the whole output folder. To protect your files, it replaces only folders that gongbao created.",
        ],
    },
    CodeStrings {
        code: Code::WriteFailed,
        text: [
            "无法写入“{path}”：{reason}",
            "`{path}` cannot be written: {reason}",
        ],
        help: [
            "请检查磁盘空间与写入权限；原有的发布内容未受影响",
            "check disk space and write permission; the existing output is unchanged",
        ],
        explain: [
            "写入失败时不会替换已发布的内容。",
            "When writing fails, the published site is not replaced.",
        ],
    },
];
