//! The words for what a table promises beyond the types of its cells.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::IncorrectLabel,
        text: [
            "第{field}列的列名是“{name}”，描述文件写的是“{expected}”",
            "column {field} is named `{name}`, but the descriptor says `{expected}`",
        ],
        help: [
            "请把列名改为“{expected}”，或修改 datapackage.yaml 中的 name",
            "rename the column to `{expected}`, or change the `name` in datapackage.yaml",
        ],
        explain: [
            "描述文件的这一列在数据文件里不存在，而同一位置是另一个列名，多半是改了名或写错了。",
            "The column in the descriptor is not in the file, and there is another name in its position. Most likely the column was renamed or misspelt.",
        ],
    },
    CodeStrings {
        code: Code::UniqueKeyError,
        text: [
            "第{row}行的（{key}）与第{first}行相同",
            "row {row} has the same {key} as row {first}",
        ],
        help: [
            "uniqueKeys 规定这几列合起来不得重复，请更正其中一行",
            "`uniqueKeys` requires these columns together to be unique; correct one of the rows",
        ],
        explain: [
            "描述文件规定这几列合起来不得重复；其中有空值的行不算。",
            "The descriptor requires these columns together to be unique. Rows in which one of them is empty do not count.",
        ],
    },
    CodeStrings {
        code: Code::DuplicateRow,
        text: [
            "第{row}行与第{first}行完全相同{note}",
            "row {row} is the same as row {first}{note}",
        ],
        help: [
            "请删去重复的行；确属两条记录的，请加一列区分",
            "delete the repeated row; if there really are two records, add a column that distinguishes them",
        ],
        explain: [
            "同一行录入两次，合计就会多算一次。",
            "A row that is entered twice is counted twice in every sum.",
        ],
    },
    CodeStrings {
        code: Code::RowConstraint,
        text: [
            "第{row}行不符合“{rule}”：{values}{note}",
            "row {row} breaks `{rule}`: {values}{note}",
        ],
        help: [
            "请更正这一行；如有理由保留，请在 datapackage.yaml 该项检查的 accept 中写明",
            "correct the row; if it is right, give the reason under `accept` of this check in datapackage.yaml",
        ],
        explain: [
            "描述文件的 checks 规定每一行都要符合这个条件；有空值而无法判断的行不算。",
            "A rule under `checks` in the descriptor must hold in every row. Rows where a missing value makes it impossible to tell do not count.",
        ],
    },
    CodeStrings {
        code: Code::SumMismatch,
        text: [
            "{where}{parts}合计为{sum}，应为{whole}，相差{difference}{note}",
            "{where}: {parts} is {sum}, not {whole}; the difference is {difference}{note}",
        ],
        help: [
            "请核对各部分；如系四舍五入所致，请在该项检查中写 within: rounding",
            "check the parts; if the difference comes from rounding, write `within: rounding` in the check",
        ],
        explain: [
            "描述文件规定这些数合起来等于一个整体。四舍五入最多相差每个数末位的半个单位之和。",
            "The descriptor says that these amounts add up to a whole. Rounding explains a difference of at most half a unit of the last digit for each of them.",
        ],
    },
    CodeStrings {
        code: Code::TooEarly,
        text: [
            "“{name}”列第{row}行的{text}早于{reference}的{date}{note}",
            "{text} in `{name}`, row {row}, is before {date} of {reference}{note}",
        ],
        help: [
            "请核对这两个日期；原文如此的，请在该项检查的 accept 中写明",
            "check both dates; if the source gives them in this way, say so under `accept` of this check",
        ],
        explain: [
            "期限早于文件自身的日期，说明其中一个日期有误，或者要求在提出时就已到期。",
            "If a deadline is earlier than the date of its own document, either one of the dates is wrong or the deadline had already passed when it was set.",
        ],
    },
    CodeStrings {
        code: Code::DeviatedValue,
        text: [
            "“{name}”列第{row}行的{text}与上期（第{previous}行，{time}）的{before}相差{difference}，超过{limit}{note}",
            "{text} in `{name}`, row {row}, differs from {before} in the previous period (row {previous}, {time}) by {difference}, which is more than {limit}{note}",
        ],
        help: [
            "请核对这两期的数；确有变动的，请在该项检查的 accept 中写明原因",
            "check both periods; if the change is real, give the reason under `accept` of this check",
        ],
        explain: [
            "描述文件规定相邻两期的变动不超过这个幅度，超过的多半是录错了位数或换了口径。",
            "The descriptor limits the change between consecutive periods. A larger change is most likely a typing error or a change of definition.",
        ],
    },
    CodeStrings {
        code: Code::UnusedException,
        text: [
            "这条例外没有用处：它所指的{count}行都没有违反该项检查（理由：{reason}）",
            "unused exception: no row it names breaks the check (rows: {count}; reason given: {reason})",
        ],
        help: [
            "请删去这条例外，或核对 row 中的值",
            "delete the exception, or check the values under `row`",
        ],
        explain: [
            "问题已经解决的例外应当删去，否则以后同一行再出错就不会提示。",
            "Delete an exception when the problem is solved; otherwise the next mistake in the same row would go unnoticed.",
        ],
    },
];
