//! The words for charts that would mislead.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::TooManySeries,
        text: [
            "“{kind}”图有{count}个系列，颜色和标记只够区分{most}个",
            "this `{kind}` chart has {count} series, but its colours and markers distinguish only {most}",
        ],
        help: [
            "请减少系列，或用 multiples 分成小图、用 switch 让读者选；确有必要时写 accept 并说明理由",
            "show fewer series, use `multiples` for small charts, or use `switch` to let readers choose; or `accept` it with a reason",
        ],
        explain: [
            "系列一多，颜色就会重复，读者分不清哪条线是谁。",
            "With many series the colours repeat, and readers cannot tell which line belongs to which series.",
        ],
    },
    CodeStrings {
        code: Code::NotOneWhole,
        text: [
            "堆叠的各项不是同一整体的组成部分：{reason}",
            "the stacked values are not parts of one whole: {reason}",
        ],
        help: [
            "请去掉合计项，或改用并列的图；确有必要时写 accept 并说明理由",
            "leave out the total, or show the values side by side; or `accept` it with a reason",
        ],
        explain: [
            "堆叠图和构成图把各项画成一个整体。不能相加的数堆在一起，总长没有意义。",
            "Stacked charts draw their parts as one whole. If the values cannot be added up, the total length is meaningless.",
        ],
    },
    CodeStrings {
        code: Code::SumNotWhole,
        text: [
            "“{position}”各项百分比之和为{sum}，不是100%",
            "the percentages of `{position}` add up to {sum}, not 100%",
        ],
        help: [
            "请补上缺少的部分（如“其他”），或改用并列的图；确有必要时写 accept 并说明理由",
            "add what is missing (such as “other”), or show the values side by side; or `accept` it with a reason",
        ],
        explain: [
            "画成一个整体的百分比应当合计100%（允许四舍五入的误差），否则读者会误以为这就是全部。",
            "Percentages drawn as one whole should add up to 100% (within rounding); otherwise readers believe they see everything.",
        ],
    },
    CodeStrings {
        code: Code::BarAxis,
        text: [
            "“{kind}”图的坐标轴必须从零开始",
            "the axis of a `{kind}` chart must start at zero",
        ],
        help: [
            "请删去 axis: free；要看变化请改用折线图或点图",
            "remove `axis: free`; to show changes, use a line or dot chart",
        ],
        explain: [
            "这种图用长度表示数值，截去一段会夸大差别。",
            "This kind of chart shows values as lengths; cutting off a part exaggerates differences.",
        ],
    },
    CodeStrings {
        code: Code::TruncatedAxis,
        text: [
            "坐标轴不从零开始，数值只在{low}至{high}之间，微小的差别会显得很大",
            "the axis does not start at zero, and all values are between {low} and {high}, so small differences look large",
        ],
        help: [
            "请写 axis: zero 让坐标轴从零开始，或改用表格；确有必要时写 accept 并说明理由",
            "write `axis: zero`, or use a table instead; or `accept` it with a reason",
        ],
        explain: [
            "全部数值相差不到3%时，截断的坐标轴会把几乎不变画成大起大落。",
            "If all values are within 3% of each other, a truncated axis makes tiny changes look dramatic.",
        ],
    },
    CodeStrings {
        code: Code::DualAxis,
        text: [
            "“{first}”和“{other}”单位不同，不能共用一条坐标轴，也不画双坐标轴",
            "`{first}` and `{other}` are different units and cannot share an axis; charts with two axes are not drawn",
        ],
        help: [
            "请分成两幅图，或用 scatter（across 与 y）比较两个指标",
            "make two charts, or compare two metrics with `scatter` (`across` and `y`)",
        ],
        explain: [
            "双坐标轴的两条线在哪里相交全凭刻度的取法，容易误导。",
            "Where lines on two axes cross depends only on the scales chosen, which is misleading.",
        ],
    },
    CodeStrings {
        code: Code::NoChartSource,
        text: ["图没有注明数据来源", "the chart does not name a source"],
        help: [
            "请在 datapackage.yaml 的 sources 中写明来源，或在图中写 source",
            "name the source under `sources` in datapackage.yaml, or as `source` of the chart",
        ],
        explain: [
            "离开网页的图也要能查到数字从哪里来。",
            "A chart that is used outside its page must still say where its figures come from.",
        ],
    },
    CodeStrings {
        code: Code::NoUnit,
        text: ["“{measure}”没有单位", "`{measure}` has no unit"],
        help: [
            "请在指标的 unit 或字段的 unit 中写明单位",
            "set the `unit` of the metric, or the `unit` of the field in datapackage.yaml",
        ],
        explain: [
            "没有单位，读者不知道数字是人、件还是百分比。",
            "Without a unit, readers do not know whether people, cases or percentages are meant.",
        ],
    },
    CodeStrings {
        code: Code::TitleTooLong,
        text: [
            "图的标题长{count}字，超过{most}字",
            "the title is {count} characters long; the limit is {most}",
        ],
        help: [
            "请只写结论，范围、时间和单位写在 subtitle；确有必要时写 accept 并说明理由",
            "state only the finding, and put area, period and unit into `subtitle`; or `accept` it with a reason",
        ],
        explain: [
            "标题写结论，一眼能读完；西文字母按半字计算。",
            "A title states the finding and should be readable at a glance; a Latin letter counts as half a character.",
        ],
    },
    CodeStrings {
        code: Code::AcrossBreak,
        text: [
            "“{metric}”自{at}起口径不同（{note}），图中并列了前后的时期",
            "the method for `{metric}` changed in {at} ({note}), and the chart compares periods before and after",
        ],
        help: [
            "请只比较同一口径的时期，或把时间放在 x 上画折线图；确有必要时写 accept 并说明理由",
            "compare only periods with the same method, or use a line chart with the time as `x`; or `accept` it with a reason",
        ],
        explain: [
            "口径调整前后的数不直接可比，并列在一起会把口径变化当成增减。",
            "Values from before and after a change of method are not comparable; readers would mistake the change of method for an increase or decrease.",
        ],
    },
    CodeStrings {
        code: Code::UnusedAcceptance,
        text: [
            "这条 accept 没有用处：图中没有 {lint} 所指的问题（理由：{reason}）",
            "unused acceptance: the chart has no {lint} (reason given: {reason})",
        ],
        help: ["请删去这一条", "delete it"],
        explain: [
            "问题已经解决的例外应当删去，否则以后再出现就不会提示。",
            "Delete an acceptance when the problem is solved; otherwise the next such problem would go unnoticed.",
        ],
    },
];
