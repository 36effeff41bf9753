//! Messages about files that would not work wherever the published folder is put.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::LowContrast,
        text: [
            "{set}下 `{ink}`（{colour}）与 `{ground}`（{other}）的对比度只有{ratio}，至少应为{least}",
            "in {set}, `{ink}` ({colour}) on `{ground}` ({other}) has a contrast of only {ratio}; at least {least} is needed",
        ],
        help: [
            "可以把 `{ink}` 改为 {fit}，或调整 `{ground}`",
            "change `{ink}` to {fit}, for example, or change `{ground}`",
        ],
        explain: [
            "颜色太接近，视力不好的读者、阳光下的手机和褪色的显示器都看不清。按 WCAG 2.2：文字与底色至少4.5，图形和边框至少3；选择了高对比度的读者，文字至少7，图形至少4.5。哪些颜色要互相看清，列在 tokens.toml 的 [pairs] 中。",
            "These colours are hard to tell apart for readers with poor eyesight, on a phone in the sun or on a worn screen. WCAG 2.2 requires a contrast of 4.5 for text and 3 for graphics; for readers who ask for more contrast it is 7 and 4.5. [pairs] in tokens.toml lists the colours that must be distinguishable.",
        ],
    },
    CodeStrings {
        code: Code::NotEmpty,
        text: ["“{path}”不是空文件夹", "`{path}` is not an empty folder"],
        help: [
            "请换一个尚不存在的文件夹",
            "choose a folder that does not exist yet",
        ],
        explain: [
            "gongbao new 不改动已有的文件，只在新的或空的文件夹里建立站点。",
            "gongbao new never changes existing files; it creates a site only in a new or empty folder.",
        ],
    },
    CodeStrings {
        code: Code::RootAbsolute,
        text: [
            "“{file}”中的地址“{what}”以 / 开头，只在网站根目录下有效{others}{more}",
            "the address `{what}` in {file} begins with / and works only at the root of a server{others}{more}",
        ],
        help: [
            "请改为相对地址，例如 ../index.html；模板中的地址由程序给出，不要自己拼写",
            "use a relative address such as ../index.html; templates receive finished addresses and should not build their own",
        ],
        explain: [
            "发布的文件夹可能放在任意子目录下，也可能直接从磁盘打开。以 / 开头的地址在这两种情况下都会指错地方。例如放在 https://内网/gongbao/ 下时，/index.html 指向的是内网首页。",
            "The published folder may be placed at any path of a server or opened from a disk. An address that begins with / then leads to the wrong place: at https://intranet/gongbao/, for example, /index.html is the home page of the intranet.",
        ],
    },
    CodeStrings {
        code: Code::LeavesFolder,
        text: [
            "“{file}”中的地址“{what}”指到了发布文件夹之外{others}{more}",
            "the address `{what}` in {file} points outside the published folder{others}{more}",
        ],
        help: [
            "请检查 ../ 的个数，或把所指的文件放进 static/",
            "check the number of ../, or put the file into static/",
        ],
        explain: [
            "发布的文件夹会被整个复制到别处，文件夹之外的文件不会跟着走。",
            "The published folder is copied as a whole; files outside it are not copied.",
        ],
    },
    CodeStrings {
        code: Code::LoadedFromOutside,
        text: [
            "“{file}”要从站外加载“{what}”{others}{more}",
            "{file} loads `{what}` from another site{others}{more}",
        ],
        help: [
            "请把文件下载下来，放进主题的 assets/ 或 static/，改用相对地址",
            "download the file, put it into the theme's assets/ or into static/, and use a relative address",
        ],
        explain: [
            "内网打不开外部网址，页面就会缺样式、缺图。向站外请求还会泄露谁在看什么。页面上供读者点击的外部链接不受此限。",
            "On an internal network the file cannot be loaded, so the page lacks styles or images. Requests to other sites also reveal who reads what. Links for readers to click may lead anywhere.",
        ],
    },
    CodeStrings {
        code: Code::LostReference,
        text: [
            "“{file}”引用的“{what}”不在发布的文件之中{more}{others}",
            "{file} refers to `{what}`, which is not among the published files{more}{others}",
        ],
        help: [
            "请核对路径和大小写；若是主题模板写的地址，请改模板",
            "check the path and the letter case; if a theme template wrote the address, correct the template",
        ],
        explain: [
            "每个地址都要指到确实存在的文件，大小写也要一致：在 Windows 上能打开的 Report.html，放到 Linux 服务器上就找不到 report.html。",
            "Every address must match an existing file exactly, including letter case: a Report.html that opens on Windows is not found as report.html on a Linux server.",
        ],
    },
    CodeStrings {
        code: Code::LostFragment,
        text: [
            "“{file}”中的“{what}”所指的位置不存在{others}{more}",
            "the anchor of `{what}` in {file} does not exist{others}{more}",
        ],
        help: [
            "请核对 # 后面的锚点，或给目标加上 id；若是主题模板写的地址，请改模板",
            "check the part after #, or give the target that id; if a theme template wrote the address, correct the template",
        ],
        explain: [
            "锚点不存在时，读者点了链接只能停在页首，找不到所说的内容。",
            "Without the anchor, the link leaves the reader at the top of the page.",
        ],
    },
    CodeStrings {
        code: Code::DuplicateId,
        text: [
            "“{file}”中有两处 id 都是“{what}”{others}{more}",
            "two elements of {file} have the id `{what}`{others}{more}",
        ],
        help: [
            "请改其中一处；主题模板自用的 id 请以 gb- 开头",
            "rename one of them; ids that a theme template uses for itself should begin with gb-",
        ],
        explain: [
            "同一页里 id 重复，链接、目录和读屏软件只认第一处。",
            "If an id occurs twice, links, tables of contents and screen readers find only the first.",
        ],
    },
    CodeStrings {
        code: Code::MalformedHtml,
        text: [
            "“{file}”{more}的“{what}”没有成对或重复{others}",
            "`{what}` on {more} of {file} is unmatched or repeated{others}",
        ],
        help: [
            "请检查主题模板：每个开始标签都要有结束标签，每个属性只写一次，文字中的 < 写作 &lt;",
            "check the theme templates: close every tag, write each attribute once, and write &lt; for < in text",
        ],
        explain: [
            "浏览器各有各的补救办法，同一页在旧浏览器里可能散架，转换和检查工具也会读错。",
            "Each browser repairs such a page in its own way: it may break in old browsers, and converters and checking tools misread it.",
        ],
    },
    CodeStrings {
        code: Code::InlineCode,
        text: [
            "“{file}”{more}有属性“{what}”，页面的内容安全策略不允许它起作用{others}",
            "the attribute `{what}` on {more} of {file} has no effect, because the content security policy of the page forbids it{others}",
        ],
        help: [
            "请在主题模板中改用 class，样式写进 assets/ 中的 .css，脚本写进 .js",
            "use a class in the theme template, and put styles into a .css file and scripts into a .js file in assets/",
        ],
        explain: [
            "每个页面都带有内容安全策略：只运行发布文件夹里的脚本和样式，写在属性里的一概不起作用，这样混进来的代码也无法运行。模板中成段的 <script> 和 <style> 可以保留，程序会把它们的哈希写进策略。",
            "Each page has a content security policy that allows only scripts and styles of the published folder, so injected code cannot run. Styles and scripts in attributes have no effect either. <script> and <style> elements of a template may stay: their hash becomes part of the policy.",
        ],
    },
    CodeStrings {
        code: Code::HeavyPage,
        text: [
            "“{file}”的 {what} 共 {more}{others}",
            "{file} has too much {what}: {more}{others}",
        ],
        help: [
            "请把内容分成几页，给表格加 limit，或减少同一页上的图",
            "divide the page into several, set a limit for its tables, or show fewer charts",
        ],
        explain: [
            "办公电脑和手机打开大页面很慢。首页宜在150 kB以内，报告页宜在250 kB以内，一页的脚本宜在20 kB以内（压缩前）。",
            "Large pages are slow on office computers and phones. Before compression, a home page should have at most 150 kB, a report page 250 kB, and the scripts of a page 20 kB.",
        ],
    },
];
