//! The messages of the command line, in every language of the interface.

use gongbao_diag::locale::Lang;

macro_rules! says {
    ($($name:ident $zh:literal $en:literal;)*) => {
        /// Something the command line says; some have `{named}` places.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Say { $($name),* }

        #[cfg(test)]
        const ALL: &[Say] = &[$(Say::$name),*];

        /// The wording in a language.
        pub(crate) fn say(lang: Lang, it: Say) -> &'static str {
            match (it, lang) {
                $((Say::$name, Lang::Zh) => $zh, (Say::$name, Lang::En) => $en,)*
            }
        }
    };
}

says! {
    About "把 CSV 指标和 Markdown 正文生成为每个数字都有出处的公开工作报告"
        "Turns CSV metrics and Markdown commentary into public work reports whose every figure is bound to data";
    UsageHead "用法：" "Usage:";
    Usage "gongbao <命令> [选项]" "gongbao <COMMAND> [OPTIONS]";
    BuildUsage "gongbao build [选项] [站点]" "gongbao build [OPTIONS] [SITE]";
    CheckUsage "gongbao check [选项] [站点]" "gongbao check [OPTIONS] [SITE]";
    LineageUsage "gongbao lineage [选项] <指标或表> [站点]" "gongbao lineage [OPTIONS] <METRIC|TABLE> [SITE]";
    Commands "命令" "Commands";
    Arguments "参数" "Arguments";
    Options "选项" "Options";
    Build "生成站点：全部核对通过后，一次性替换输出文件夹" "Build a site: once every check holds, replace the output folder in one step";
    Check "只核对，不写任何文件" "Check a site without writing anything";
    Lineage "列出一个指标或一张表的来源，以及引用它的页面、图表和句子" "Say where a metric or table comes from, and which pages, charts and sentences show it";
    Publish "生成并发布，同时把每个数字记为一个版次，以后的改动都要说明" "Build and publish, and record every figure as an edition: later changes need a reason";
    PublishUsage "gongbao publish --edition <版次> [选项] [站点]" "gongbao publish --edition <EDITION> [OPTIONS] [SITE]";
    Diff "比较两个版次：哪些数字变了、增了、减了" "Compare two editions: which figures changed, came and went";
    DiffUsage "gongbao diff [选项] <版次> <版次> [站点]" "gongbao diff [OPTIONS] <EDITION> <EDITION> [SITE]";
    Handling "由审议意见台账生成研究处理情况报告的骨架，供补充完整；从不覆盖已有文件" "Begin the report on what became of an opinion, out of its ledger; no file is ever overwritten";
    HandlingUsage "gongbao handling <台账> --out <文件> [选项] [站点]" "gongbao handling <LEDGER> --out <FILE> [OPTIONS] [SITE]";
    LedgerArg "台账的表名，须有页面用 opinions 或 handling 嵌入块展示它" "name of the ledger's table, which some page shows with an opinions or handling embed";
    LedgerName "台账" "LEDGER";
    FileArg "要写的 Markdown 文件，须还不存在" "the Markdown file to write, which must not exist yet";
    FileName "文件" "FILE";
    Begun "已写入骨架：{path}；请补充完整标有“待补充”的地方" "begun in {path}; complete what is marked “to be added”";
    Explain "说明一种错误或警告：为什么、怎么改、实际的例子" "Explain a diagnostic: why it matters, what to do, and a real example";
    ExplainUsage "gongbao explain [代码]" "gongbao explain [CODE]";
    CodeName "代码" "CODE";
    CodeArg "方括号中的代码，例如 data/type-error；不写则列出全部代码" "the code in brackets, such as data/type-error; without it all codes are listed";
    UnknownCode "没有名为“{name}”的代码；gongbao explain 列出全部代码" "there is no code `{name}`; gongbao explain lists them all";
    ExampleHead "例：" "Example:";
    StopsBuild "错误，不改正就不发布" "error: nothing is published while it stands";
    WarnsOnly "警告，--strict 时不发布" "warning: --strict refuses it";
    New "建立一个可以直接生成的小站点，逐字改成自己的" "Make a small site that builds at once, to be changed word by word";
    NewUsage "gongbao new [选项] <文件夹>" "gongbao new [OPTIONS] <DIR>";
    NewArg "新站点的文件夹，应尚不存在或为空" "the folder of the new site, not there yet or empty";
    KindArg "从哪种文稿开始：report（报告）、opinion（审议意见）或 progress（进展文章）[默认：report]" "what to begin with: report, opinion or progress [default: report]";
    KindName "种类" "KIND";
    Started "已建立站点：{dir}（{n}个文件）。接着运行：gongbao serve {dir}" "made a site: {dir} ({n} files). Next: gongbao serve {dir}";
    EditionArg "版次的名称，例如 2025-初版" "name of the edition, such as 2025-first";
    EditionName "版次" "EDITION";
    NameWanted "名称只能用文字、数字和 - _ ." "a name is made of letters, digits and - _ .";
    DateArg "发布日期 [默认：今天]" "the day it is published [default: today]";
    BeforeArg "较早的版次" "the earlier edition";
    AfterArg "较晚的版次；now 指站点现在的内容" "the later edition; now is the site as it stands";
    Published "已发布版次“{edition}”，记录{n}个数字：{path}" "published the edition `{edition}` with {n} figures: {path}";
    DiffTables "数据有变的表：{list}" "tables that differ: {list}";
    DiffChanged "改动的数字（{n}）" "figures that changed ({n})";
    DiffNew "新增的数字（{n}）" "figures that came ({n})";
    DiffGone "不再出现的数字（{n}）" "figures that went ({n})";
    DiffNothing "没有不同。" "They do not differ.";
    Fonts "列出文档每一种用字找到了哪种字体" "List the face found for each role in documents";
    FontsUsage "gongbao fonts [选项] [站点]" "gongbao fonts [OPTIONS] [SITE]";
    StandardFontsArg "文档只用公文规定的字体，缺了就是错误" "set documents in the faces official ones ask for; without them it is an error";
    FontFound "{role}  {family}  {file}" "{role}  {family}  {file}";
    FontStandard "规定字体" "as official documents ask for";
    FontOther "相近字体" "one like it";
    FontSubstitute "缺，代以其他字体；可加 {files}，或安装 {package}" "missing, another stands in; add {files}, or install {package}";
    FontNone "缺，没有任何中文字体；可加 {files}，或安装 {package}" "missing, and there is no font with Chinese characters; add {files}, or install {package}";
    Host "打印服务器的配置片段：类型、缓存、内容安全策略、压缩、404 页" "Print settings for a server: types, caching, content security policy, packed files, page of 404";
    HostUsage "gongbao host [选项] <服务器> [站点]" "gongbao host [OPTIONS] <SERVER> [SITE]";
    ServerArg "nginx、iis 或 tomcat" "nginx, iis or tomcat";
    ServerName "服务器" "SERVER";
    HostHead "“{title}”的 {server} 配置，由 gongbao host 生成" "{server} settings for {title}, by gongbao host";
    HostNginx "放在 http { … } 之内，例如存为 /etc/nginx/conf.d/gongbao.conf" "put it inside http { … }, for example as /etc/nginx/conf.d/gongbao.conf";
    HostIis "在站点中存为 static/web.config 再生成，它会随发布文件夹一起复制；须装有“静态内容”和“静态内容压缩”" "save it as static/web.config of your site and build again: it is copied with the folder; IIS needs Static Content and Static Content Compression";
    HostTomcat "在站点中存为 static/WEB-INF/web.xml 再生成，然后把发布文件夹整个放进 webapps；适用于 Tomcat 9 及以上；内容安全策略已在各页之中" "save it as static/WEB-INF/web.xml of your site and build again, then put the folder into webapps; for Tomcat 9 and later; the content security policy stands in each page";
    HostFolder "改成发布文件夹的实际位置，以 / 结尾" "the place of the published folder, ending in /";
    HostHashed "名称中带哈希的文件内容不会变，浏览器可以一直保留；其余每次核对" "a file with a hash in its name never changes and may be kept; all others are asked for again";
    HostBrotli "需要 ngx_brotli 模块；没有就删去下一行" "needs the module ngx_brotli; without it, delete the next line";
    SubjectArg "指标的 id 或表名；同名时写 metric:… 或 data:…" "id of a metric or name of a table; metric:… or data:… where both have it";
    SubjectName "指标或表" "METRIC|TABLE";
    SiteArg "站点文件夹，其中有 site.toml [默认：当前文件夹]" "the site's folder, which holds site.toml [default: the current one]";
    SiteName "站点" "SITE";
    OutArg "输出文件夹 [默认：站点中的 public]" "output folder [default: public in the site]";
    FolderName "文件夹" "DIR";
    AsOfArg "统计截止日期，例如 2025-12-31，代替 site.toml 的 as_of" "as-of date such as 2025-12-31, in place of as_of in site.toml";
    DateName "日期" "DATE";
    StrictArg "有警告也不通过" "refuse warnings too";
    AllArg "列出全部错误和警告，不合并相同的，也不限数量" "list every error and warning, however many and however alike";
    FormatArg "输出的格式：human（给人看）或 json（给程序读）[默认：human]" "format of what is printed: human or json [default: human]";
    FormatName "格式" "FORMAT";
    ThreadsArg "同时使用的线程数 [默认：处理器核数]" "number of threads [default: one for each core]";
    NumberName "数目" "N";
    NoCacheArg "不使用、也不更新站点中 .gongbao-cache 文件夹里保存的大表" "neither use nor renew the large tables kept in the site's .gongbao-cache";
    LangArg "提示信息的语言：zh 或 en [默认：系统语言，其次站点语言]" "language of messages: zh or en [default: the system's, then the site's]";
    LangName "语言" "LANG";
    VerboseArg "另外列出每张表各列读成了什么类型、已说明理由的例外，以及每个手写数字的核对结果"
        "list the type each column of each table was read as, what is accepted with a reason, and what became of each typed number";
    FixArg "把出处唯一的手写数字改写为取数表达式" "turn typed numbers with one possible source into bindings";
    DryRunArg "与 --fix 合用：只列出将要改写之处" "with --fix: only list what would be written";
    HelpArg "显示本说明" "show this help";
    VersionArg "显示版本" "show the version";

    Error "错误" "error";
    Hint "提示" "hint";
    MoreHelp "详见 gongbao --help" "see gongbao --help";
    UnknownArgument "没有名为“{arg}”的选项" "there is no option `{arg}`";
    UnknownCommand "没有名为“{arg}”的命令" "there is no command `{arg}`";
    DidYouMean "是否想写“{it}”？" "did you mean `{it}`?";
    NoCommand "缺少命令：build、check、new 或 explain 等" "a command is missing: build, check, new, explain or another";
    MissingArgument "缺少“{arg}”" "`{arg}` is missing";
    UnknownSubject "没有名为“{name}”的指标或表" "there is no metric or table `{name}`";
    MetricIs "指标 {name}  {title}" "metric {name}  {title}";
    TableIs "表 {name}  {title}" "table {name}  {title}";
    DefinedIn "定义：{place}" "defined in {place}";
    MadeFrom "由以下数据得出" "made from";
    FeedsTables "由它计算的表：{list}" "tables computed from it: {list}";
    FeedsMetrics "由它计算的指标：{list}" "metrics computed from it: {list}";
    SourceIs "来源：{source}" "source: {source}";
    UsedIn "用于（{n}处）" "used in ({n} places)";
    NotUsed "没有页面引用" "no page shows it";
    InTitle "标题" "title";
    InSentence "正文" "text";
    InChart "图" "chart";
    InTable "表" "table";
    InTile "要数" "headline";
    Rows "第{rows}行" "rows {rows}";
    NFigures "{n}个数字" "{n} figures";
    BadValue "“{value}”不能用于“{arg}”" "`{value}` cannot be used for `{arg}`";
    NeedsValue "“{arg}”后面缺少值" "`{arg}` needs a value";
    Allowed "可用的值：{known}" "values: {known}";
    DateWanted "应为 2025-12-31 这样的日期" "it takes a date such as 2025-12-31";
    CountWanted "应为 1 至 1024 的整数" "it takes a whole number from 1 to 1024";
    Conflict "“{arg}”只能写一次" "`{arg}` can be given only once";
    TooMany "多余的参数“{arg}”" "there is an argument too many: `{arg}`";
    NotText "参数中有无法识别的字符" "an argument is not text";
    BadUsage "命令写法有误" "the command cannot be understood";

    Working "正在处理" "working";
    Built "已生成：{pages}页，{charts}幅图，{figures}个数字取自数据，{warnings}个警告，用时{time}秒"
        "built: {pages} pages, {charts} charts, {figures} bound figures, {warnings} warnings, {time} s";
    Checked "核对通过：{pages}页，{charts}幅图，{figures}个数字取自数据，{warnings}个警告，用时{time}秒"
        "checked: {pages} pages, {charts} charts, {figures} bound figures, {warnings} warnings, {time} s";
    Refused "未通过：{errors}个错误，{warnings}个警告，用时{time}秒；原有的输出未改动"
        "refused: errors {errors}, warnings {warnings}, {time} s; what was published before is untouched";
    RepeatedInFile "说明: 同样的问题共{n}处，都在这个文件中；这里只列第一处" "note: found {n} times in this file; only the first place is shown";
    RepeatedInFiles "说明: 同样的问题共{n}处，涉及{files}个文件；这里只列第一处" "note: found {n} times in {files} files; only the first place is shown";
    OmittedInFile "{severity}[{code}]: 另有{n}处，在 {files}" "{severity}[{code}]: {n} more in {files}";
    OmittedInFiles "{severity}[{code}]: 另有{n}处，在{files}个文件中" "{severity}[{code}]: {n} more in {files} files";
    ListAll "以上没有列全：--all 列出全部，gongbao check --format json 供程序读取"
        "This list is not complete: --all lists everything, and gongbao check --format json is for programs";
    NextMendError "下一步：改正上面的第一个错误，再运行 gongbao check{site}" "Next: correct the first error above, then run gongbao check{site}";
    NextMendWarning "下一步：处理上面的第一个警告，再运行 gongbao check --strict{site}" "Next: deal with the first warning above, then run gongbao check --strict{site}";
    NextReviewAndBuild "下一步：看看上面的警告，再运行 gongbao build{site} 生成站点" "Next: look at the warnings above, then run gongbao build{site} to make the site";
    NextBuild "下一步：运行 gongbao build{site} 生成站点" "Next: run gongbao build{site} to make the site";
    NextOpen "下一步：在浏览器中打开 {home}" "Next: open {home} in a browser";
    Into "输出：{out}（{files}个文件，{size}）" "output: {out} ({files} files, {size})";
    Numbers "取自数据的数字{bound}个，手写的数字{typed}个：" "bound figures: {bound}; typed numbers: {typed}:";
    NumberMatched "相符" "matched";
    NumberDerived "推得" "derived";
    NumberExempt "免核" "exempt";
    NumberUnverified "未证实" "unverified";
    NumberContradicted "不符" "contradicted";
    Rewritten "已改写{n}处" "rewritten: {n}";
    WouldRewrite "可改写{n}处" "could be rewritten: {n}";
    ReadAs "表 {table}（{file}）" "table {table} ({file})";
    Exception "例外：{what}。理由：{reason}" "accepted: {what}; the reason: {reason}";
    TypeString "文字" "text";
    TypeInteger "整数" "integer";
    TypeNumber "数" "number";
    TypeBoolean "是非" "boolean";
    TypeDate "日期" "date";
    TypeYear "年份" "year";
    TypePeriod "时期" "period";
    Panicked "gongbao 内部出错，不是您的错；原有的输出未改动。请把下面一行、所用的命令和站点文件报告给开发者。"
        "gongbao failed internally, which is not your fault; what was published before is untouched. Please report the line below, the command and the site's files to its developers.";
    Serve "在本机打开站点，边写边看：保存后浏览器自动刷新，错误显示在页面上" "Show the site on this machine while it is written: the browser follows every change and shows every mistake";
    ServeUsage "gongbao serve [选项] [站点]" "gongbao serve [OPTIONS] [SITE]";
    PortArg "端口 [默认：8000 起第一个空闲的]" "port [default: the first free one from 8000 on]";
    PortWanted "应为 0 至 65535 的整数" "it takes a whole number from 0 to 65535";
    OpenArg "同时打开浏览器" "open the browser, too";
    NoPort "不能使用端口 {port}：{reason}" "port {port} cannot be used: {reason}";
    Serving "站点在 {address} ，保存文件后自动刷新；按 Ctrl-C 结束" "the site is at {address} and follows every change; Ctrl-C ends it";
    Renewed "已更新：{files}（{time}毫秒）" "renewed: {files} ({time} ms)";
    Warning "警告" "warning";
    NoteCounts "{errors}个错误，{warnings}个警告" "errors: {errors}, warnings: {warnings}";
    NoNotes "没有错误和警告" "no errors, no warnings";
    LastGood "页面仍是改错之前的样子；改正并保存后自动更新。" "The page is still the one from before the mistake; it follows as soon as the mistake is corrected and saved.";
    MoreNotes "另有{n}条；gongbao check --all 列出全部。" "{n} more; gongbao check --all lists them all.";
    HideNotes "收起" "Hide";
    ShowNotes "查看" "Show";
    ServerGone "gongbao serve 已停止，页面不再更新" "gongbao serve has ended; this page follows no more changes";
    NothingYet "还没有可以显示的页面" "There is no page to show yet";
    NotFound "没有这个页面" "There is no such page";
    NoSuchPage "站点中没有 {path} 。现有的页面：" "The site has no {path}. These pages it has:";
    Schema "输出供编辑器补全和检查设置的 JSON Schema" "Print the JSON Schemas by which editors complete and check keys";
    SchemaUsage "gongbao schema [选项] [名称]" "gongbao schema [OPTIONS] [NAME]";
    SchemaName "名称" "NAME";
    SchemaArg "哪一种文件或嵌入块；不写则列出全部" "which file or embed; without it all are listed";
    SchemaOutArg "写入这个文件夹，代替输出到屏幕" "write them into this folder instead of printing";
    UnknownSchema "没有名为“{name}”的 schema；gongbao schema 列出全部" "there is no schema `{name}`; gongbao schema lists them all";
    SchemasWritten "已写入{n}个 schema：{dir}" "schemas written: {n}, into {dir}";
    TokensTitle "主题的颜色、字体和尺寸" "Colours, fonts and sizes of a theme";
    StringsTitle "主题的用语" "Words of a theme's frame";
    InPages "写在页面中" "in pages";
    Completions "输出命令行补全脚本" "Print the script by which a shell completes commands";
    CompletionsUsage "gongbao completions <bash|zsh|fish|powershell>" "gongbao completions <bash|zsh|fish|powershell>";
    ShellName "SHELL" "SHELL";
    ShellArg "bash、zsh、fish 或 powershell" "bash, zsh, fish or powershell";
    Manual "输出手册页，例如 gongbao man > gongbao.1" "Print the manual page, as in gongbao man > gongbao.1";
    ManualUsage "gongbao man [选项]" "gongbao man [OPTIONS]";
    NoThreads "无法启动线程：{reason}" "threads cannot be started: {reason}";
}

/// The language to speak: nobody asked for one and the system names none that is known, the default.
pub(super) fn spoken_language(asked: Option<Lang>) -> Lang {
    asked.unwrap_or(Lang::Zh)
}

#[cfg(test)]
mod tests {
    use crate::cli::words::{ALL, say};
    use gongbao_diag::locale::Lang;

    fn places(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|it| it.split('}').next())
            .collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn both_languages_have_the_same_places() {
        for it in ALL {
            assert_eq!(
                places(say(Lang::Zh, *it)),
                places(say(Lang::En, *it)),
                "{it:?}"
            );
        }
    }
}
