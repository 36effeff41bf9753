//! The words for charts that would mislead.

use crate::Code;
use crate::strings::Strings;

pub(super) const STRINGS: &[Strings] = &[
    Strings {
        code: Code::TooManySeries,
        text: [
            "“{kind}”图有{count}个系列，颜色和标记只够区分{most}个",
            "this `{kind}` chart has {count} series; colours and markers tell {most} apart",
        ],
        help: [
            "请减少系列，或用 multiples 分成小图、用 switch 让读者选；确有必要时写 accept 并说明理由",
            "show fewer, or use `multiples` for small pictures or `switch` for a choice; or `accept` it with a reason",
        ],
        explain: [
            "系列一多，颜色就会重复，读者分不清哪条线是谁。",
            "With many series colours repeat, and nobody can tell which line is whose.",
        ],
    },
    Strings {
        code: Code::NotOneWhole,
        text: [
            "堆叠的各项不是同一整体的组成部分：{reason}",
            "what is stacked is not one whole: {reason}",
        ],
        help: [
            "请去掉合计项，或改用并列的图；确有必要时写 accept 并说明理由",
            "leave the total out, or show the values side by side; or `accept` it with a reason",
        ],
        explain: [
            "堆叠图和构成图把各项画成一个整体。不能相加的数堆在一起，总长没有意义。",
            "Stacked charts draw their parts as one whole. Where values cannot be added up, the whole length means nothing.",
        ],
    },
    Strings {
        code: Code::SumNotWhole,
        text: [
            "“{position}”各项百分比之和为{sum}，不是100%",
            "the percentages of `{position}` come to {sum}, not 100%",
        ],
        help: [
            "请补上缺少的部分（如“其他”），或改用并列的图；确有必要时写 accept 并说明理由",
            "add what is missing (such as “other”), or show the values side by side; or `accept` it with a reason",
        ],
        explain: [
            "画成一个整体的百分比应当合计100%（允许四舍五入的误差），否则读者会误以为这就是全部。",
            "Percentages drawn as one whole come to 100% (within rounding); otherwise readers take them for everything.",
        ],
    },
    Strings {
        code: Code::BarAxis,
        text: [
            "“{kind}”图的坐标轴必须从零开始",
            "the axis of a `{kind}` chart begins at zero",
        ],
        help: [
            "请删去 axis: free；要看变化请改用折线图或点图",
            "remove `axis: free`; to show changes take a line or dot chart",
        ],
        explain: [
            "这种图用长度表示数值，截去一段会夸大差别。",
            "Such a chart shows values as lengths; cutting a piece off exaggerates differences.",
        ],
    },
    Strings {
        code: Code::TruncatedAxis,
        text: [
            "坐标轴不从零开始，数值只在{low}至{high}之间，微小的差别会显得很大",
            "the axis leaves zero out and values lie between {low} and {high}: small differences look large",
        ],
        help: [
            "请写 axis: zero 让坐标轴从零开始，或改用表格；确有必要时写 accept 并说明理由",
            "write `axis: zero`, or show a table; or `accept` it with a reason",
        ],
        explain: [
            "全部数值相差不到3%时，截断的坐标轴会把几乎不变画成大起大落。",
            "Where all values lie within 3%, a truncated axis draws next to nothing as ups and downs.",
        ],
    },
    Strings {
        code: Code::DualAxis,
        text: [
            "“{first}”和“{other}”单位不同，不能共用一条坐标轴，也不画双坐标轴",
            "the units `{first}` and `{other}` cannot share an axis, and no chart has two",
        ],
        help: [
            "请分成两幅图，或用 scatter（across 与 y）比较两个指标",
            "make two charts, or compare two measures with `scatter` (`across` and `y`)",
        ],
        explain: [
            "双坐标轴的两条线在哪里相交全凭刻度的取法，容易误导。",
            "Where two lines on two axes cross depends on the scales chosen, which misleads.",
        ],
    },
    Strings {
        code: Code::NoChartSource,
        text: ["图没有注明数据来源", "the chart names no source"],
        help: [
            "请在 datapackage.yaml 的 sources 中写明来源，或在图中写 source",
            "name it under `sources` in datapackage.yaml, or as the chart's `source`",
        ],
        explain: [
            "离开网页的图也要能查到数字从哪里来。",
            "A chart that leaves its page still has to say where its figures come from.",
        ],
    },
    Strings {
        code: Code::NoUnit,
        text: ["“{measure}”没有单位", "`{measure}` has no unit"],
        help: [
            "请在指标的 unit 或字段的 unit 中写明单位",
            "name it as the metric's `unit`, or as the field's `unit` in datapackage.yaml",
        ],
        explain: [
            "没有单位，读者不知道数字是人、件还是百分比。",
            "Without a unit nobody knows whether people, cases or per cent are meant.",
        ],
    },
    Strings {
        code: Code::TitleTooLong,
        text: [
            "图的标题长{count}字，超过{most}字",
            "the title is {count} characters wide, more than {most}",
        ],
        help: [
            "请只写结论，范围、时间和单位写在 subtitle；确有必要时写 accept 并说明理由",
            "say the finding alone; area, period and unit belong into `subtitle`; or `accept` it with a reason",
        ],
        explain: [
            "标题写结论，一眼能读完；西文字母按半字计算。",
            "A title says the finding and is read at a glance; a Latin letter counts as half a character.",
        ],
    },
    Strings {
        code: Code::AcrossBreak,
        text: [
            "“{metric}”自{at}起口径不同（{note}），图中并列了前后的时期",
            "`{metric}` was measured anew from {at} on ({note}), and periods before and after stand side by side",
        ],
        help: [
            "请只比较同一口径的时期，或把时间放在 x 上画折线图；确有必要时写 accept 并说明理由",
            "compare periods measured alike, or draw a line with the time as `x`; or `accept` it with a reason",
        ],
        explain: [
            "口径调整前后的数不直接可比，并列在一起会把口径变化当成增减。",
            "Values from before and after are not comparable: a change of method would be read as a change of facts.",
        ],
    },
    Strings {
        code: Code::UnusedAcceptance,
        text: [
            "这条 accept 没有用处：图中没有 {lint} 所指的问题（理由：{reason}）",
            "this acceptance lets nothing pass: the chart has no {lint} (its reason: {reason})",
        ],
        help: ["请删去这一条", "delete it"],
        explain: [
            "问题已经解决的例外应当删去，否则以后再出现就不会提示。",
            "An exception that is settled must go, or the next such mistake would pass in silence.",
        ],
    },
];
