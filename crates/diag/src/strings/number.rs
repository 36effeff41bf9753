//! Messages about typed numbers and claims.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::NumberUnverified,
        text: ["“{text}”没有数据可以证实", "`{text}` matches no data"],
        help: [
            "{candidates}请改为取数表达式；确非统计数的，在其后写 <!-- exempt: 理由 -->，或列入 data/exempt.yaml",
            "{candidates}replace it with an expression; if it is not a statistic, write <!-- exempt: reason --> after it, or list it in data/exempt.yaml",
        ],
        explain: [
            "直接写在文字里的数字，须与本页所说的指标、目标或数据表中的值相符，或由这些值相减、相加、相比而得。查不到依据的数字不能随数据更新，也无法核对。",
            "A number typed into the text must equal a value of a metric, target or table that the page refers to, or be the difference, sum or ratio of such values. A number without a source cannot be updated with the data and cannot be checked.",
        ],
    },
    CodeStrings {
        code: Code::NumberContradicted,
        text: [
            "写的是“{text}”，而{title}为{value}",
            "the text says `{text}`, but {title} is {value}",
        ],
        help: [
            "请改为 {binding}，或核对数据",
            "write {binding} instead, or check the data",
        ],
        explain: [
            "文字点明了指标、对象和时间，数据中却是另一个数。",
            "The text names a metric, its member and its time, but the data have a different value.",
        ],
    },
    CodeStrings {
        code: Code::ClaimContradicted,
        text: [
            "“{text}”与数据不符：{why}",
            "the data contradict `{text}`: {why}",
        ],
        help: [
            "请改写这句话，或核对数据；确系引述的，在其后写 <!-- exempt: 理由 -->",
            "reword the sentence, or check the data; if it is a quotation, write <!-- exempt: reason --> after it",
        ],
        explain: [
            "上升、达到、最高、合计等说法，须与旁边的数字一致：方向、目标、排名、基期和总计都按数据核对。",
            "Words such as rose, reached, highest and in total must agree with the figures beside them. Direction, target, rank, base period and sum are checked against the data.",
        ],
    },
    CodeStrings {
        code: Code::ClaimUndecidable,
        text: [
            "“{text}”无法核对：{why}",
            "`{text}` cannot be checked: {why}",
        ],
        help: [
            "写明是百分点还是百分比；原文如此而不能改的，在其后写 <!-- exempt: 理由 -->",
            "write either percentage points or per cent; if a quoted source cannot be changed, write <!-- exempt: reason --> after it",
        ],
        explain: [
            "占比由40%升到42%，是提高2个百分点，也是增长5%。只写“上升百分之几”，读者无从知道是哪一种。",
            "A share that rises from 40% to 42% is up 2 percentage points, and also up 5 per cent. If the text just says “up by … per cent”, readers cannot tell which is meant.",
        ],
    },
];
