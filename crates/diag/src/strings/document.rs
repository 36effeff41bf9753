//! The words for documents: pages on paper.

use crate::Code;
use crate::strings::Strings;

pub(super) const STRINGS: &[Strings] = &[
    Strings {
        code: Code::DocumentNotMade,
        text: [
            "“{title}”没有生成文档：{reason}",
            "no document was made of `{title}`: {reason}",
        ],
        help: [
            "请把含中文的字体（如 simfang.ttf、simsun.ttc）放进网站的 fonts/ 文件夹，或在系统中安装（Debian、Ubuntu：apt install fonts-noto-cjk）；gongbao fonts 列出找到的字体。不需要文档时，删去页面的 outputs 或 site.toml 中 [documents] 的 outputs",
            "put fonts with Chinese characters (such as simfang.ttf and simsun.ttc) into the site's folder fonts/, or install them (Debian, Ubuntu: apt install fonts-noto-cjk); gongbao fonts lists what is found. Without need for documents, delete outputs from the page, or from [documents] in site.toml",
        ],
        explain: [
            "文档中的字都要嵌入字体。没有一种中文字体就不生成文档；网页和其他下载照常生成。",
            "A document holds the fonts of all its characters. Without any font with Chinese characters none is made; pages and other downloads do without.",
        ],
    },
    Strings {
        code: Code::UndatedDocument,
        text: [
            "“{title}”没有日期，没有生成 PDF",
            "`{title}` has no date, so no PDF was made of it",
        ],
        help: [
            "请在页面开头的 --- 之间写上 date: 2026-01-31 这样的一行，或在 site.toml 中写上 as_of = \"2026-01-31\"",
            "write a line such as date: 2026-01-31 between the --- at the top of the page, or as_of = \"2026-01-31\" in site.toml",
        ],
        explain: [
            "PDF 用于存档（PDF/A），其中必须有文件的日期。gongbao 不取当天的日期：同样的内容应当生成同样的文件。日期取自页面的 date，没有时取自 site.toml 的 as_of。",
            "A PDF is made for archives (PDF/A) and must say which day it is of. gongbao does not take today: the same report is always the same file. The day is the page's date, or else as_of in site.toml.",
        ],
    },
    Strings {
        code: Code::MissingFace,
        text: [
            "文档所用的{role}不合要求，代以“{face}”",
            "documents ask for a {role} face that was not found; `{face}` stands in",
        ],
        help: [
            "请把 {files} 放进网站的 fonts/ 文件夹，或安装 {package}（Debian、Ubuntu：apt install {package}）；也可在 site.toml 的 [documents.fonts] 中指定字体。gongbao fonts 列出找到的字体",
            "put {files} into the site's folder fonts/, or install {package} (Debian, Ubuntu: apt install {package}); or name a family under [documents.fonts] in site.toml. gongbao fonts lists what is found",
        ],
        explain: [
            "公文的正文用仿宋，标题用小标宋，一级标题用黑体，二级标题用楷体，页码用宋体（GB/T 9704）。缺哪一种，就用相近的代替并在此说明；要求标准字体（--require-standard-fonts）时是错误。",
            "Official documents are set in Fangsong, their titles in Xiaobiaosong, headings in Hei and Kai, page numbers in Song (GB/T 9704). What is missing is replaced by the nearest and told here; where standard fonts are required (--require-standard-fonts), it is an error.",
        ],
    },
    Strings {
        code: Code::MissingCharacter,
        text: [
            "“{title}”没有生成文档：{count}个字符没有字体可用：{characters}",
            "no document was made of `{title}`: no font has {count} of its characters: {characters}",
        ],
        help: [
            "请改用常用字符，或把有这些字符的字体放进网站的 fonts/ 文件夹，并在 site.toml 的 [documents.fonts] 中指定",
            "use other characters, or put a font that has them into the site's folder fonts/ and name it under [documents.fonts] in site.toml",
        ],
        explain: [
            "排版之前，每个字符都对照将要使用的字体查过：缺字的文档会印出空框，所以不生成。",
            "Before a document is set, each character is looked up in the faces that would draw it: with one missing, paper would show an empty box, so the document is left out.",
        ],
    },
    Strings {
        code: Code::DroppedCharacter,
        text: [
            "“{title}”的 DOCX 中去掉了{count}种看不见的控制字符：{characters}",
            "{count} kinds of invisible control characters were left out of the DOCX of `{title}`: {characters}",
        ],
        help: [
            "请从文字或数据中删去这些字符，它们多半是从其他程序复制时带来的",
            "delete them from the text or data; they mostly come along when something is copied from another program",
        ],
        explain: [
            "DOCX 是 XML 文件，XML 容不下控制字符：留着它们，文字处理软件会说文件已损坏。",
            "A DOCX file holds XML, which has no place for control characters: with them, offices would call the file damaged.",
        ],
    },
];
