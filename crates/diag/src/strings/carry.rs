//! The words for what would not work wherever the published folder is put.

use crate::Code;
use crate::strings::Strings;

pub(super) const STRINGS: &[Strings] = &[
    Strings {
        code: Code::LowContrast,
        text: [
            "{set}下 `{ink}`（{colour}）与 `{ground}`（{other}）的对比度只有{ratio}，至少应为{least}",
            "{set} `{ink}` {colour} has a contrast of {ratio} with `{ground}` {other}: at least {least} is needed",
        ],
        help: [
            "可以把 `{ink}` 改为 {fit}，或调整 `{ground}`",
            "`{ink}` could be {fit}, or change `{ground}`",
        ],
        explain: [
            "颜色太接近，视力不好的读者、阳光下的手机和褪色的显示器都看不清。按 WCAG 2.2：文字与底色至少4.5，图形和边框至少3；选择了高对比度的读者，文字至少7，图形至少4.5。哪些颜色要互相看清，列在 tokens.toml 的 [pairs] 中。",
            "Readers with poor sight, phones in the sun and worn screens cannot tell such colours apart. By WCAG 2.2 texts need 4.5 and drawings 3; for readers who ask for more contrast it is 7 and 4.5. Which colours have to be told apart stands under [pairs] in tokens.toml.",
        ],
    },
    Strings {
        code: Code::NotEmpty,
        text: ["“{path}”不是空文件夹", "`{path}` is no empty folder"],
        help: [
            "请换一个尚不存在的文件夹",
            "name a folder that is not there yet",
        ],
        explain: [
            "gongbao new 不改动已有的文件，只在新的或空的文件夹里建立站点。",
            "gongbao new touches no file that is there: it makes a site in a new or empty folder.",
        ],
    },
    Strings {
        code: Code::RootAbsolute,
        text: [
            "“{file}”中的地址“{what}”以 / 开头，只在网站根目录下有效{others}{more}",
            "the address `{what}` in {file} begins with /, and works at the root of a server alone{others}{more}",
        ],
        help: [
            "请改为相对地址，例如 ../index.html；模板中的地址由程序给出，不要自己拼写",
            "write a relative one such as ../index.html; templates are given their addresses ready",
        ],
        explain: [
            "发布的文件夹可能放在任意子目录下，也可能直接从磁盘打开。以 / 开头的地址在这两种情况下都会指错地方。例如放在 https://内网/gongbao/ 下时，/index.html 指向的是内网首页。",
            "The folder may be put below any address, or opened from a disk. An address that begins with / then leads elsewhere: below https://intranet/gongbao/, /index.html is the home page of the intranet.",
        ],
    },
    Strings {
        code: Code::LeavesFolder,
        text: [
            "“{file}”中的地址“{what}”指到了发布文件夹之外{others}{more}",
            "the address `{what}` in {file} leads out of the published folder{others}{more}",
        ],
        help: [
            "请检查 ../ 的个数，或把所指的文件放进 static/",
            "count its ../, or put the file it means into static/",
        ],
        explain: [
            "发布的文件夹会被整个复制到别处，文件夹之外的文件不会跟着走。",
            "The folder is copied as a whole; what lies outside stays behind.",
        ],
    },
    Strings {
        code: Code::LoadedFromOutside,
        text: [
            "“{file}”要从站外加载“{what}”{others}{more}",
            "{file} loads `{what}` from outside{others}{more}",
        ],
        help: [
            "请把文件下载下来，放进主题的 assets/ 或 static/，改用相对地址",
            "put the file into the theme's assets/ or into static/, and refer to it there",
        ],
        explain: [
            "内网打不开外部网址，页面就会缺样式、缺图。向站外请求还会泄露谁在看什么。页面上供读者点击的外部链接不受此限。",
            "On an internal network it cannot be loaded, and the page lacks style or pictures; and it tells strangers who reads what. Links for readers to follow may lead anywhere.",
        ],
    },
    Strings {
        code: Code::LostReference,
        text: [
            "“{file}”引用的“{what}”不在发布的文件之中{more}{others}",
            "`{what}`, which {file} refers to, is not among the published files{more}{others}",
        ],
        help: [
            "请核对路径和大小写；若是主题模板写的地址，请改模板",
            "check its path and letter case; if a template of the theme wrote it, mend the template",
        ],
        explain: [
            "每个地址都要指到确实存在的文件，大小写也要一致：在 Windows 上能打开的 Report.html，放到 Linux 服务器上就找不到 report.html。",
            "Every address has to lead to a file, letter by letter: a Report.html that opens on Windows is not report.html on a Linux server.",
        ],
    },
    Strings {
        code: Code::LostFragment,
        text: [
            "“{file}”中的“{what}”所指的位置不存在{others}{more}",
            "the anchor of `{what}` in {file} does not exist{others}{more}",
        ],
        help: [
            "请核对 # 后面的锚点，或给目标加上 id；若是主题模板写的地址，请改模板",
            "check what stands behind #, or give the target that id; if a template of the theme wrote it, mend the template",
        ],
        explain: [
            "锚点不存在时，读者点了链接只能停在页首，找不到所说的内容。",
            "Without the anchor the reader is left at the top of the page.",
        ],
    },
    Strings {
        code: Code::DuplicateId,
        text: [
            "“{file}”中有两处 id 都是“{what}”{others}{more}",
            "two elements of {file} have the id `{what}`{others}{more}",
        ],
        help: [
            "请改其中一处；主题模板自用的 id 请以 gb- 开头",
            "rename one; ids that templates make for themselves begin with gb-",
        ],
        explain: [
            "同一页里 id 重复，链接、目录和读屏软件只认第一处。",
            "Links, tables of contents and screen readers know only the first of two.",
        ],
    },
    Strings {
        code: Code::MalformedHtml,
        text: [
            "“{file}”{more}的“{what}”没有成对或重复{others}",
            "`{what}` on {more} of {file} is unmatched or given twice{others}",
        ],
        help: [
            "请检查主题模板：每个开始标签都要有结束标签，每个属性只写一次，文字中的 < 写作 &lt;",
            "look at the theme's templates: close what is opened, give an attribute once, and write &lt; for < in texts",
        ],
        explain: [
            "浏览器各有各的补救办法，同一页在旧浏览器里可能散架，转换和检查工具也会读错。",
            "Browsers mend such pages each in its own way: old ones may break them, and converters and checkers misread them.",
        ],
    },
    Strings {
        code: Code::InlineCode,
        text: [
            "“{file}”{more}有属性“{what}”，页面的内容安全策略不允许它起作用{others}",
            "the attribute `{what}` on {more} of {file} is stopped by the page's content security policy{others}",
        ],
        help: [
            "请在主题模板中改用 class，样式写进 assets/ 中的 .css，脚本写进 .js",
            "give the element a class in the theme's template, and write its style and script into files of assets/",
        ],
        explain: [
            "每个页面都带有内容安全策略：只运行发布文件夹里的脚本和样式，写在属性里的一概不起作用，这样混进来的代码也无法运行。模板中成段的 <script> 和 <style> 可以保留，程序会把它们的哈希写进策略。",
            "Each page says that only scripts and style of the published folder run, so that code which finds its way in does nothing; style and script in attributes do nothing either. A whole <script> or <style> of a template may stay: its hash becomes part of the policy.",
        ],
    },
    Strings {
        code: Code::HeavyPage,
        text: [
            "“{file}”的 {what} 共 {more}{others}",
            "{file} has too much {what}: {more}{others}",
        ],
        help: [
            "请把内容分成几页，给表格加 limit，或减少同一页上的图",
            "cut the page in several, give its tables a limit, or show fewer charts",
        ],
        explain: [
            "办公电脑和手机打开大页面很慢。首页宜在150 kB以内，报告页宜在250 kB以内，一页的脚本宜在20 kB以内（压缩前）。",
            "Large pages are slow on office desktops and phones. A home page should be within 150 kB, a report within 250 kB, the scripts of a page within 20 kB, all before compression.",
        ],
    },
];
