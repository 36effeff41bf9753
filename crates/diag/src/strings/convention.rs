//! Messages about the conventions of official websites.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::BadAlias,
        text: [
            "“{text}”不能作旧网址",
            "`{text}` cannot be a former address",
        ],
        help: [
            "请写相对于站点的路径，如 old/report.html 或 old/，只用小写英文字母、数字、“-”“_”“.”",
            "give a path relative to the site, such as old/report.html or old/, that contains only lower-case letters, digits, `-`, `_` and `.`",
        ],
        explain: [
            "旧网址会生成一个转到新页面的文件。文件名只用小写 ASCII，任何服务器都能提供；只有以 .html 结尾的文件才会被当作网页。",
            "A former address becomes a file that redirects to the page. Only lower-case ASCII names work on every server, and only files that end in .html are treated as web pages.",
        ],
    },
    CodeStrings {
        code: Code::AliasTaken,
        text: [
            "旧网址“{route}”已被“{other}”占用",
            "the former address `{route}` is taken by `{other}`",
        ],
        help: [
            "请删去这一项，或改其中一处的网址",
            "remove the former address, or change one of the two addresses",
        ],
        explain: [
            "一个网址只能有一个文件：旧网址与现有页面或别的旧网址相同，读者就到不了其中一处。",
            "An address can lead to only one file. If a former address is the same as that of a page or as another former address, readers cannot reach one of them.",
        ],
    },
    CodeStrings {
        code: Code::MissingConvention,
        text: [
            "{profile} 类网站应当在页脚标明“{key}”",
            "a site with profile {profile} should state `{key}` in its footer",
        ],
        help: [
            "请在 site.toml 的 [operator] 下补上；不要编造，未取得时保留此提醒",
            "add it under [operator] in site.toml; never make it up, and leave this warning in place until you have one",
        ],
        explain: [
            "政府网站页脚须有主办单位、联系方式、网站标识码、ICP备案号和公安机关备案标识；人大网站没有网站标识码，其余相同。内网不显示这些。",
            "The footer of a government website states its owner, a contact, the website code, and its ICP and public security registrations. The footer of a people's congress website states the same, except the code. An intranet shows none of them.",
        ],
    },
    CodeStrings {
        code: Code::UnfitConvention,
        text: [
            "{profile} 类网站不显示“{key}”",
            "a site with profile {profile} does not show `{key}`",
        ],
        help: [
            "请删去该设置，或改 profile",
            "remove it, or change `profile`",
        ],
        explain: [
            "备案号和网站标识码属于互联网上的网站；出现在内网页面上会使人误解。",
            "Registrations and website codes belong to websites on the internet; on an intranet they would be misleading.",
        ],
    },
    CodeStrings {
        code: Code::MissingFrontMatter,
        text: [
            "本页缺少“{key}”，页面标签 {meta} 无从填写",
            "`{key}` is missing, so the page tag {meta} cannot be written",
        ],
        help: ["请在页面头部补上“{key}”", "add `{key}` to the front matter"],
        explain: [
            "《政府网站网页标签规范》要求内容页有发布时间和来源，栏目页有栏目描述；没有发布时间的信息在检查中按未更新计。",
            "The rules for page tags of government websites require a date and a source for each content page, and a description for each section. Inspections count content without a date as not updated.",
        ],
    },
    CodeStrings {
        code: Code::MissingTranslation,
        text: [
            "本页没有{name}（{lang}）版本",
            "this page does not exist in {name} ({lang})",
        ],
        help: [
            "请写 {path}；不打算翻译的页面或栏目在页面头部写 translate: false",
            "write {path}, or add `translate: false` to the front matter of a page or section that is not to be translated",
        ],
        explain: [
            "site.toml 的 languages 列出了每页都应有的语言。没有译文的页面，导航和链接会转到原来的语言，并加以注明。",
            "`languages` in site.toml lists the languages in which every page should exist. Where there is no translation, navigation and links lead to the original and say so.",
        ],
    },
    CodeStrings {
        code: Code::UndeclaredLanguage,
        text: [
            "本页的语言 {lang} 不在 languages 中",
            "the language {lang} of this page is not among `languages`",
        ],
        help: [
            "请把它加进 site.toml 的 languages（现为 {known}），或改文件名",
            "add it to `languages` in site.toml (now {known}), or rename the file",
        ],
        explain: [
            "文件名 report.en.md 中的 en 表示语言。站点列出了 languages 时，没有列出的语言多半是写错了。",
            "The `en` in report.en.md is a language. If a site lists its `languages`, any other language is probably a mistake.",
        ],
    },
    CodeStrings {
        code: Code::NotForPublication,
        text: [
            "本页的公开属性是“{text}”，却在公开的网站上",
            "this page is marked `{text}`, yet the site is public",
        ],
        help: [
            "请移出本页（internal: true），或更正 release.openness",
            "remove the page with `internal: true`, or correct release.openness",
        ],
        explain: [
            "公开属性为依申请公开或不予公开的文件，不能放在公开的网站上。",
            "Documents that are open only on request, or withheld, must not be on a public site.",
        ],
    },
];
