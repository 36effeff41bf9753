//! The words for documents: pages on paper.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::DocumentNotMade,
        text: ["没有生成 PDF：{reason}", "no PDF was made: {reason}"],
        help: [
            "请把含中文的字体（如 simfang.ttf、simsun.ttc）放进网站的 fonts/ 文件夹，或在系统中安装（Debian、Ubuntu：apt install fonts-noto-cjk）；gongbao fonts 列出找到的字体。不需要文档时，删去页面的 outputs 或 site.toml 中 [documents] 的 outputs",
            "put fonts with Chinese characters (such as simfang.ttf and simsun.ttc) into the fonts/ folder of the site, or install them (Debian, Ubuntu: apt install fonts-noto-cjk); gongbao fonts lists the fonts it finds. If you do not need documents, delete outputs from the page, or from [documents] in site.toml",
        ],
        explain: [
            "文档中的字都要嵌入字体。没有一种中文字体就不生成文档；网页和其他下载照常生成。",
            "Documents embed the fonts of all their characters. Without a font that has Chinese characters, no documents are made; pages and other downloads are not affected.",
        ],
    },
    CodeStrings {
        code: Code::UndatedDocument,
        text: [
            "“{title}”没有日期，没有生成 PDF",
            "`{title}` has no date, so no PDF was made",
        ],
        help: [
            "请在页面开头的 --- 之间写上 date: 2026-01-31 这样的一行，或在 site.toml 中写上 as_of = \"2026-01-31\"",
            "write a line such as date: 2026-01-31 between the --- at the top of the page, or as_of = \"2026-01-31\" in site.toml",
        ],
        explain: [
            "PDF 用于存档（PDF/A），其中必须有文件的日期。gongbao 不取当天的日期：同样的内容应当生成同样的文件。日期取自页面的 date，没有时取自 site.toml 的 as_of。",
            "PDFs are made for archiving (PDF/A) and must contain a date. gongbao does not use today's date, because the same content must always give the same file. The date is that of the page, or as_of in site.toml if the page has none.",
        ],
    },
    CodeStrings {
        code: Code::MissingFace,
        text: [
            "文档所用的{role}不合要求，代以“{face}”",
            "the {role} font for documents was not found; `{face}` is used instead",
        ],
        help: [
            "请把 {files} 放进网站的 fonts/ 文件夹，或安装 {package}（Debian、Ubuntu：apt install {package}）；也可在 site.toml 的 [documents.fonts] 中指定字体。gongbao fonts 列出找到的字体",
            "put {files} into the fonts/ folder of the site, or install {package} (Debian, Ubuntu: apt install {package}); or name a font family under [documents.fonts] in site.toml. gongbao fonts lists the fonts it finds",
        ],
        explain: [
            "公文的正文用仿宋，标题用小标宋，一级标题用黑体，二级标题用楷体，页码用宋体（GB/T 9704）。缺哪一种，就用相近的代替并在此说明；要求标准字体（--require-standard-fonts）时是错误。",
            "Official documents use Fangsong for text, Xiaobiaosong for titles, Hei and Kai for headings and Song for page numbers (GB/T 9704). Missing fonts are replaced by the closest match and reported here; with --require-standard-fonts this is an error.",
        ],
    },
    CodeStrings {
        code: Code::MissingCharacter,
        text: [
            "“{title}”没有生成文档：{count}个字符没有字体可用：{characters}",
            "no document was made from `{title}`: no font has these characters ({count}): {characters}",
        ],
        help: [
            "请改用常用字符，或把有这些字符的字体放进网站的 fonts/ 文件夹，并在 site.toml 的 [documents.fonts] 中指定",
            "use other characters, or put a font that has them into the fonts/ folder of the site and name it under [documents.fonts] in site.toml",
        ],
        explain: [
            "排版之前，每个字符都对照将要使用的字体查过：缺字的文档会印出空框，所以不生成。",
            "Before a document is set, each character is looked up in the fonts that will be used. A missing character would be printed as an empty box, so the document is not made.",
        ],
    },
    CodeStrings {
        code: Code::DroppedCharacter,
        text: [
            "“{title}”的 DOCX 中去掉了{count}种看不见的控制字符：{characters}",
            "invisible control characters were left out of the DOCX of `{title}` ({count}): {characters}",
        ],
        help: [
            "请从文字或数据中删去这些字符，它们多半是从其他程序复制时带来的",
            "delete them from the text or data; they usually come from text copied out of another program",
        ],
        explain: [
            "DOCX 是 XML 文件，XML 容不下控制字符：留着它们，文字处理软件会说文件已损坏。",
            "DOCX files consist of XML, which cannot contain control characters; with them, word processors would report the file as damaged.",
        ],
    },
];
