//! The words for the folder, its settings and the theme.

use crate::Code;
use crate::strings::Strings;

pub(super) const STRINGS: &[Strings] = &[
    Strings {
        code: Code::SiteNotFound,
        text: [
            "找不到站点文件夹“{path}”",
            "there is no site folder `{path}`",
        ],
        help: [
            "请确认路径是否正确，或先进入放有 site.toml 的文件夹",
            "check the path, or change to the folder that holds site.toml",
        ],
        explain: [
            "站点是一个放有 site.toml、content/ 与 data/ 的文件夹。给出的路径不存在，或其中没有 site.toml。",
            "A site is a folder with site.toml, content/ and data/. The path given does not exist, or has no site.toml.",
        ],
    },
    Strings {
        code: Code::FileUnreadable,
        text: [
            "无法读取该文件或文件夹：{reason}",
            "this file or folder cannot be read: {reason}",
        ],
        help: [
            "请检查文件是否被占用、权限是否允许读取、网络驱动器是否已连接",
            "check that no program holds the file open, that you may read it and that a network drive is connected",
        ],
        explain: [
            "文件或文件夹存在，但操作系统不允许读取，或本该是文件夹的地方放着文件。缺了它，站点会少一部分而无人察觉，因此不予发布。",
            "The file or folder exists, but the operating system does not let it be read, or a file stands where a folder should be. Without it part of the site would be missing and nobody would notice, so nothing is published.",
        ],
    },
    Strings {
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
            "Text files are UTF-8. Tables may also be UTF-16 with a byte order mark, GBK or GB18030; any other encoding is named by `encoding` in the descriptor. When a spreadsheet exports CSV, best choose “CSV UTF-8 (comma delimited)”.",
        ],
    },
    Strings {
        code: Code::NotText,
        text: [
            "文件名以 .{extension} 结尾，内容却是{kind}",
            "its name ends in .{extension}, but it is {kind}",
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
    Strings {
        code: Code::SettingSyntax,
        text: [
            "这里的写法无法识别：{reason}",
            "this cannot be parsed: {reason}",
        ],
        help: [
            "请检查此行及上一行的引号、冒号与缩进",
            "check the quotes, colons and indentation of this line and the one above",
        ],
        explain: [
            "设置文件用 TOML，描述文件、正文头部与嵌入块用 YAML。缩进须用空格，冒号后须有空格，含冒号或以特殊符号开头的文字须加引号。",
            "Settings are TOML; descriptors, front matter and embeds are YAML. Indent with spaces, put a space after a colon, and quote text that holds a colon or begins with a special character.",
        ],
    },
    Strings {
        code: Code::UnknownSetting,
        text: [
            "没有名为“{key}”的设置项",
            "there is no setting `{key}` here",
        ],
        help: [
            "{hint}此处可用：{known}",
            "{hint}settings known here: {known}",
        ],
        explain: [
            "写错的设置项若被忽略，报告就会与作者所想不同，因此一律报错。",
            "A misspelt setting that is ignored gives a report the author did not mean, so it is refused.",
        ],
    },
    Strings {
        code: Code::MissingSetting,
        text: ["缺少设置项“{key}”", "the setting `{key}` is missing"],
        help: ["请补上“{key}”：{example}", "add `{key}`: {example}"],
        explain: [
            "该设置项没有可靠的默认值，必须由作者写明。",
            "This setting has no safe default; the author has to give it.",
        ],
    },
    Strings {
        code: Code::BadSetting,
        text: [
            "“{key}”的值“{text}”不可用：应为{expected}",
            "`{text}` is not a value for `{key}`: it takes {expected}",
        ],
        help: ["请改为{expected}", "change it to {expected}"],
        explain: [
            "设置项的值类型或取值范围不对。",
            "The value has the wrong type or is not among those allowed.",
        ],
    },
    Strings {
        code: Code::DuplicateSetting,
        text: ["“{key}”写了两次", "`{key}` is given twice"],
        help: ["请只保留一处", "keep one of them"],
        explain: [
            "同一个键写两次时，无法知道以哪一次为准。",
            "When a key stands twice in one mapping, nobody can tell which value is meant.",
        ],
    },
    Strings {
        code: Code::MissingThemeFile,
        text: [
            "主题“{theme}”中没有文件“{path}”",
            "the theme `{theme}` has no file `{path}`",
        ],
        help: ["{hint}", "{hint}"],
        explain: [
            "页面的版式、主题的模板和样式必须真实存在；站点自己的 themes/ 文件夹可以逐个文件覆盖内置主题。",
            "Layouts, templates and styles must exist; a site's own themes/ folder overrides the built-in theme file by file.",
        ],
    },
    Strings {
        code: Code::TemplateError,
        text: ["模板出错：{reason}", "the template fails: {reason}"],
        help: [
            "请对照内置主题的同名模板修改",
            "compare with the built-in theme's template of the same name",
        ],
        explain: [
            "模板只能使用页面视图提供的字段和内置过滤器。",
            "A template can only use the fields of the page's view and the built-in filters.",
        ],
    },
    Strings {
        code: Code::MissingString,
        text: [
            "界面文字“{key}”没有{lang}译文",
            "the interface text `{key}` has no wording in {lang}",
        ],
        help: [
            "请在主题的 strings/{lang}.toml 中补上该条",
            "add it to the theme's strings/{lang}.toml",
        ],
        explain: [
            "界面的每一条文字都须有各语言的译文。",
            "Every text of the interface needs a wording in each language.",
        ],
    },
    Strings {
        code: Code::NoFont,
        text: [
            "{total}幅图中有{count}幅没有 PNG 图片：{reason}",
            "{count} of {total} charts get no PNG picture: {reason}",
        ],
        help: [
            "请把含中文的字体（如 NotoSansCJK-Regular.ttc 或 SourceHanSansSC-Regular.otf）放进网站的 fonts/ 文件夹，或在系统中安装（Debian、Ubuntu：apt install fonts-noto-cjk）；不需要 PNG 时在 site.toml 的 [pictures] 下写 png = false",
            "put a font with Chinese characters (such as NotoSansCJK-Regular.ttc or SourceHanSansSC-Regular.otf) into the site's folder fonts/, or install one (Debian, Ubuntu: apt install fonts-noto-cjk); without need for PNG, write png = false under [pictures] in site.toml",
        ],
        explain: [
            "PNG 图片里的文字要用字体画出来。有 fonts/ 文件夹时只用其中的字体，同样的输入在任何机器上都得到同样的图片；没有时取用系统的一种字体。找不到字体不影响网页和其他下载。",
            "Texts of a PNG picture are drawn with a font. Where there is a folder fonts/, only its fonts are used, and the same input gives the same picture on any machine; otherwise one of the system's is taken. Pages and other downloads do without.",
        ],
    },
    Strings {
        code: Code::DuplicateFile,
        text: [
            "两处内容都要写入“{path}”：{first}与{second}",
            "two things would be written to `{path}`: {first} and {second}",
        ],
        help: [
            "请改其中一处的文件名或 slug",
            "change the file name or slug of one of them",
        ],
        explain: [
            "输出文件重名会使一方悄悄覆盖另一方。",
            "One file would silently replace the other.",
        ],
    },
    Strings {
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
            "Only one build may write an output folder at a time, so that contents never mix.",
        ],
    },
    Strings {
        code: Code::NotOurs,
        text: [
            "输出文件夹“{path}”里有不是由 gongbao 生成的文件",
            "the output folder `{path}` holds files that gongbao did not make",
        ],
        help: [
            "请换一个输出文件夹（--out），或自行清空后再试",
            "choose another folder with --out, or empty this one yourself",
        ],
        explain: [
            "生成时会整体替换输出文件夹。为防误删，只替换由 gongbao 生成的文件夹。",
            "A build replaces the whole output folder. To protect your files it only replaces folders that gongbao made.",
        ],
    },
    Strings {
        code: Code::WriteFailed,
        text: [
            "无法写入“{path}”：{reason}",
            "`{path}` cannot be written: {reason}",
        ],
        help: [
            "请检查磁盘空间与写入权限；原有的发布内容未受影响",
            "check disk space and permissions; what was published before is untouched",
        ],
        explain: [
            "写入失败时不会替换已发布的内容。",
            "When writing fails, what is published is not replaced.",
        ],
    },
];
