//! The words for figures, embeds and charts.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::ExpressionSyntax,
        text: [
            "取数表达式写法有误：{reason}",
            "syntax error in this expression: {reason}",
        ],
        help: [
            "例如 {{ station_share(district=\"东湖区\", year=2025) }}",
            "for example {{ station_share(district=\"East\", year=2025) }}",
        ],
        explain: [
            "{{ }} 中写指标编号，括号里写维度，竖线后写格式。",
            "Write the id of a metric between {{ and }}, its dimensions in parentheses, and a format after a vertical bar.",
        ],
    },
    CodeStrings {
        code: Code::UnknownName,
        text: [
            "没有名为“{name}”的指标、函数或字段",
            "there is no metric, function or field named `{name}`",
        ],
        help: ["{hint}现有的指标：{known}", "{hint}metrics: {known}"],
        explain: [
            "表达式里只能用指标编号、内置函数，以及 row 下的本行字段。",
            "An expression may use metric ids, the built-in functions, and the fields of `row`.",
        ],
    },
    CodeStrings {
        code: Code::UnknownFilter,
        text: ["没有名为“{name}”的格式", "there is no format `{name}`"],
        help: ["{hint}可用的格式：{known}", "{hint}formats: {known}"],
        explain: [
            "竖线后面是数字的格式，例如 wan(2)、pct(1)。",
            "The part after the vertical bar is the format of the figure, such as wan(2) or pct(1).",
        ],
    },
    CodeStrings {
        code: Code::BadArgument,
        text: ["参数有误：{reason}", "invalid argument: {reason}"],
        help: ["{help}", "{help}"],
        explain: [
            "函数或格式的参数个数或类型不对，或者格式不合单位。{{ }} 里不能计算、比较或判断：year=2025-03 会被算成2022，应写成 year=\"2025-03\"。",
            "A function or format has the wrong number or type of arguments, or a format does not fit the unit. Nothing is \
             computed, compared or decided in `{{ }}`: `year=2025-03` would be 2022; write `year=\"2025-03\"`.",
        ],
    },
    CodeStrings {
        code: Code::UnknownDimension,
        text: [
            "指标“{metric}”没有维度“{name}”",
            "the metric `{metric}` has no dimension `{name}`",
        ],
        help: ["{hint}它的维度：{known}", "{hint}its dimensions: {known}"],
        explain: [
            "维度在 metrics.yaml 的 dimensions 中列出。",
            "The dimensions of a metric are listed under `dimensions` in metrics.yaml.",
        ],
    },
    CodeStrings {
        code: Code::NoRow,
        text: [
            "“{figure}”没有匹配的数据（{selection}）",
            "no row matches `{figure}` ({selection})",
        ],
        help: [
            "{hint}可选的值：{candidates}",
            "{hint}available values: {candidates}",
        ],
        explain: [
            "数字必须取自一行真实的数据；没有匹配的行，就不会公布这个数字。",
            "Every figure must come from a row of data; if no row matches, the figure is not published.",
        ],
    },
    CodeStrings {
        code: Code::SeveralRows,
        text: [
            "“{figure}”匹配了{count}行（{selection}），无法确定取哪一行",
            "`{figure}` matches {count} rows ({selection}), so it is unclear which one is meant",
        ],
        help: [
            "请补上维度，例如：{candidates}",
            "add a dimension, for example: {candidates}",
        ],
        explain: [
            "直接取值的指标须唯一确定一行。",
            "A metric that takes the value of a column must select exactly one row.",
        ],
    },
    CodeStrings {
        code: Code::TimeOpen,
        text: [
            "“{figure}”没有写明时间“{time}”",
            "`{figure}` does not say which `{time}`",
        ],
        help: [
            "请写 {time}=latest，或取其一：{candidates}；也可在页面头部的 where 中写明",
            "write {time}=latest or one of {candidates}, or set it under `where` in the front matter",
        ],
        explain: [
            "不写时间会把各期数据加在一起，得出没有意义的数字。",
            "Without a time, all periods would be added up into a meaningless figure.",
        ],
    },
    CodeStrings {
        code: Code::NoValue,
        text: [
            "“{figure}”选中的单元格没有数据，将显示“{shown}”",
            "the cell selected by `{figure}` is empty and will be shown as `{shown}`",
        ],
        help: [
            "如数据应有，请在表中补上；否则请改写这句话",
            "fill in the cell if there is a value, or reword the sentence",
        ],
        explain: [
            "没有的数据显示为未公开，不会以零或猜测代替。",
            "A missing figure is shown as not published, never as zero or a guess.",
        ],
    },
    CodeStrings {
        code: Code::NoBase,
        text: [
            "无法计算“{figure}”的变化：{reason}",
            "the change of `{figure}` cannot be computed: {reason}",
        ],
        help: [
            "请改写这句话，不要使用增减的说法",
            "reword the sentence so that it does not mention a change",
        ],
        explain: [
            "基期为零、为负或没有数据时，增长率没有意义。",
            "A growth rate is meaningless if the base is zero, negative or missing.",
        ],
    },
    CodeStrings {
        code: Code::UnknownEmbed,
        text: [
            "没有名为“{name}”的嵌入块",
            "there is no embed named `{name}`",
        ],
        help: ["{hint}可用的嵌入块：{known}", "{hint}embeds: {known}"],
        explain: [
            "只有以嵌入块名称开头的代码块会变成图表；其他代码块请写语言名，或不写。",
            "Only fenced blocks that begin with the name of an embed become charts and tables; give other blocks a language, or none.",
        ],
    },
    CodeStrings {
        code: Code::UnknownChartKind,
        text: [
            "没有名为“{name}”的图表类型",
            "there is no chart kind `{name}`",
        ],
        help: ["{hint}可用的类型：{known}", "{hint}kinds: {known}"],
        explain: [
            "图表类型见文档的图库。",
            "The gallery in the demonstration site shows all kinds of charts.",
        ],
    },
    CodeStrings {
        code: Code::MissingChannel,
        text: [
            "“{kind}”图缺少“{channel}”",
            "a `{kind}` chart needs `{channel}`",
        ],
        help: ["请补上“{channel}”：{example}", "add `{channel}`: {example}"],
        explain: [
            "每种图都要求若干列，例如柱状图要有分类和数值。",
            "Each kind of chart needs certain columns; a bar chart, for example, needs a category and a value.",
        ],
    },
    CodeStrings {
        code: Code::UnusedChannel,
        text: [
            "“{kind}”图用不到“{channel}”",
            "a `{kind}` chart has no `{channel}`",
        ],
        help: [
            "请删去该项；可用：{known}",
            "remove it; this kind takes: {known}",
        ],
        explain: [
            "写了却不起作用的设置会让作者误以为图表如其所愿。",
            "A setting that has no effect would make the author believe that the chart shows it.",
        ],
    },
    CodeStrings {
        code: Code::NoData,
        text: ["图表没有可画的数据", "the chart has no data to draw"],
        help: [
            "请检查 where 与维度是否选中了有数据的行",
            "check whether `where` and the dimensions select rows with data",
        ],
        explain: [
            "没有数据的图不会公布。",
            "A chart without data is not published.",
        ],
    },
    CodeStrings {
        code: Code::UnfitData,
        text: [
            "“{kind}”图不适合这些数据：{reason}",
            "a `{kind}` chart does not suit these data: {reason}",
        ],
        help: [
            "请改用其他类型的图，或用 where、limit 选取数据",
            "use another kind of chart, or select fewer data with `where` or `limit`",
        ],
        explain: [
            "每种图都对数据有要求，不合要求的图会误导读者。",
            "Each kind of chart suits only certain data; with others it would mislead.",
        ],
    },
    CodeStrings {
        code: Code::BadShapes,
        text: ["地图文件有误：{reason}", "error in this map file: {reason}"],
        help: [
            "请改正文件；区域用经纬度，每个区域有名称属性",
            "correct the file: regions must be in longitude and latitude, and each needs a property with its name",
        ],
        explain: [
            "分级地图的区域取自 GeoJSON 文件；文件有误，地图会缺一块或者画错地方。",
            "A choropleth map takes its regions from a GeoJSON file; if that file is wrong, regions are missing or misplaced.",
        ],
    },
    CodeStrings {
        code: Code::BrokenSeries,
        text: [
            "折线“{series}”缺少{periods}的数据，将断开显示",
            "the line `{series}` has no data for {periods} and is drawn with a gap",
        ],
        help: [
            "如数据应有，请在表中补上",
            "fill in the cells if there are values",
        ],
        explain: [
            "缺数据的年份不会用直线连过去，以免造成误解。",
            "No line is drawn across periods without data, because that would mislead.",
        ],
    },
];
