//! The words for numbers typed by hand, and for what is claimed of numbers.

use crate::Code;
use crate::strings::Strings;

pub(super) const STRINGS: &[Strings] = &[
    Strings {
        code: Code::NumberUnverified,
        text: ["“{text}”没有数据可以证实", "no data bear `{text}` out"],
        help: [
            "{candidates}请改为取数表达式；确非统计数的，在其后写 <!-- exempt: 理由 -->，或列入 data/exempt.yaml",
            "{candidates}bind it with an expression; if it is no figure, write <!-- exempt: reason --> behind it, or list it in data/exempt.yaml",
        ],
        explain: [
            "直接写在文字里的数字，须与本页所说的指标、目标或数据表中的值相符，或由这些值相减、相加、相比而得。查不到依据的数字不能随数据更新，也无法核对。",
            "A number typed into the text has to equal a value of a metric, target or table that its sentence speaks of, or follow from two of them. One without support cannot follow the data and cannot be checked.",
        ],
    },
    Strings {
        code: Code::NumberContradicted,
        text: [
            "写的是“{text}”，而{title}为{value}",
            "`{text}` is typed here, but {title} is {value}",
        ],
        help: [
            "请改为 {binding}，或核对数据",
            "write {binding} instead, or check the data",
        ],
        explain: [
            "文字点明了指标、对象和时间，数据中却是另一个数。",
            "The text names a metric, its member and its time, and the data have another value there.",
        ],
    },
    Strings {
        code: Code::ClaimContradicted,
        text: [
            "“{text}”与数据不符：{why}",
            "`{text}` is not what the data say: {why}",
        ],
        help: [
            "请改写这句话，或核对数据；确系引述的，在其后写 <!-- exempt: 理由 -->",
            "put it another way, or check the data; for a quotation, write <!-- exempt: reason --> behind it",
        ],
        explain: [
            "上升、达到、最高、合计等说法，须与旁边的数字一致：方向、目标、排名、基期和总计都按数据核对。",
            "Words such as rose, reached, highest and in total have to agree with the figures beside them: direction, target, rank, base period and sum are held against the data.",
        ],
    },
    Strings {
        code: Code::ClaimUndecidable,
        text: [
            "“{text}”无法核对：{why}",
            "`{text}` cannot be checked: {why}",
        ],
        help: [
            "写明是百分点还是百分比；原文如此而不能改的，在其后写 <!-- exempt: 理由 -->",
            "say percentage points or per cent; where a source cannot be changed, write <!-- exempt: reason --> behind it",
        ],
        explain: [
            "占比由40%升到42%，是提高2个百分点，也是增长5%。只写“上升百分之几”，读者无从知道是哪一种。",
            "A share that goes from 40% to 42% is up 2 percentage points, and up 5 per cent. Who reads `up by per cent` cannot know which is meant.",
        ],
    },
];
