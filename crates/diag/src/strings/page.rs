//! The words for pages, links and what stands in Markdown.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::UnclosedFrontMatter,
        text: [
            "页面头部（---）没有结束",
            "the front matter (---) is never closed",
        ],
        help: [
            "请在设置之后另起一行写 ---",
            "add a line --- after the settings",
        ],
        explain: [
            "页面以 --- 开头时，到下一行 --- 为止是页面设置。",
            "If a page begins with ---, everything up to the next line --- is its front matter.",
        ],
    },
    CodeStrings {
        code: Code::UnclosedFence,
        text: ["代码块没有结束", "this fenced block is never closed"],
        help: [
            "请在块的末尾另起一行写 {fence}",
            "add a line {fence} at the end of the block",
        ],
        explain: [
            "没有结束的块会把其后的正文都当成块的内容。",
            "Everything after the start of an unclosed block would be treated as its content.",
        ],
    },
    CodeStrings {
        code: Code::UnclosedExpression,
        text: ["“{open}”没有与之配对的“}}”", "`{open}` has no closing `}}`"],
        help: ["请补上 }}", "add }}"],
        explain: [
            "{{ }} 之间是取数的表达式。",
            "The text between {{ and }} is an expression that inserts a figure.",
        ],
    },
    CodeStrings {
        code: Code::RawHtml,
        text: [
            "正文中的 HTML 不会生效，将按原文显示：{text}",
            "HTML in the text has no effect and is shown literally: {text}",
        ],
        help: ["请改用 Markdown 写法", "use Markdown instead"],
        explain: [
            "同一份正文还要生成打印稿，HTML 无法进入打印稿，也会带来安全问题。",
            "The same text is also used for printed documents, which cannot contain HTML. HTML is a security risk as well.",
        ],
    },
    CodeStrings {
        code: Code::UnknownFootnote,
        text: [
            "脚注“{label}”没有内容",
            "the footnote `{label}` has no text",
        ],
        help: [
            "请另起一段写 [^{label}]: 脚注内容",
            "add a paragraph that begins with [^{label}]: and contains its text",
        ],
        explain: [
            "正文引用了脚注，但没有写脚注的内容。",
            "The text refers to a footnote that does not exist.",
        ],
    },
    CodeStrings {
        code: Code::ExtraTableCell,
        text: [
            "表头只有{columns}列，这里多出了单元格",
            "this row has an extra cell; number of columns in the header: {columns}",
        ],
        help: [
            "请补上表头，或删去多余的“|”；文字中的“|”须写成 \\|",
            "extend the header or remove a `|`; write a `|` in the text as \\|",
        ],
        explain: [
            "Markdown 会悄悄丢掉超出表头的单元格，其中的内容就不会出现在报告里。",
            "Markdown silently drops cells after the last column of the header, so their content would be missing from the report.",
        ],
    },
    CodeStrings {
        code: Code::NoPage,
        text: ["站点没有页面", "the site has no pages"],
        help: [
            "请在 content/ 中至少放一个 .md 文件",
            "add at least one .md file to content/",
        ],
        explain: [
            "至少要有一页正文才能生成报告。",
            "A report needs at least one page.",
        ],
    },
    CodeStrings {
        code: Code::DuplicateSlug,
        text: [
            "网址“{route}”与“{other}”重复",
            "the address `{route}` is already used by `{other}`",
        ],
        help: [
            "请改文件名，或在页面头部写不同的 slug",
            "rename the file, or give a different slug in the front matter",
        ],
        explain: [
            "网址只差大小写也算重复：在 Windows 服务器上是同一个文件。",
            "Addresses that differ only in letter case count as the same, because on a Windows server they are the same file.",
        ],
    },
    CodeStrings {
        code: Code::BadSlug,
        text: ["“{text}”不能作网址", "`{text}` cannot be an address"],
        help: [
            "请用小写英文字母、数字和连字符",
            "use lower-case letters, digits and hyphens",
        ],
        explain: [
            "网址只用小写 ASCII，任何服务器和压缩包都能正确保存。",
            "Addresses may contain only lower-case ASCII, so that every server and archive can store them correctly.",
        ],
    },
    CodeStrings {
        code: Code::BrokenLink,
        text: [
            "链接“{dest}”没有对应的页面或文件",
            "the link `{dest}` does not lead to a page or file",
        ],
        help: [
            "{hint}请写相对于本文件的 .md 路径，例如 ../report/index.md",
            "{hint}give the path of the .md file relative to this one, such as ../report/index.md",
        ],
        explain: [
            "站内链接在生成时逐一核对，读者不会遇到打不开的页面。",
            "Links within the site are checked when it is built, so that readers never find a broken link.",
        ],
    },
    CodeStrings {
        code: Code::BrokenFragment,
        text: [
            "页面“{page}”中没有“#{fragment}”",
            "the page `{page}` has no `#{fragment}`",
        ],
        help: ["{hint}该页的锚点：{known}", "{hint}its anchors: {known}"],
        explain: [
            "链接的锚点必须是目标页面的标题或图表编号。",
            "The anchor of a link must be a heading or a figure on the page it leads to.",
        ],
    },
];
