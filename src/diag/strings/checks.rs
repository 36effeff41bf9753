//! The words for what a table promises beyond the types of its cells.

use crate::diag::Code;
use crate::diag::strings::Strings;

pub const STRINGS: &[Strings] = &[
    Strings {
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
            "The descriptor's column is not in the file, and another name stands in its place: renamed or misspelt, most likely.",
        ],
    },
    Strings {
        code: Code::UniqueKeyError,
        text: ["第{row}行的（{key}）与第{first}行相同", "row {row} has the same {key} as row {first}"],
        help: [
            "uniqueKeys 规定这几列合起来不得重复，请更正其中一行",
            "`uniqueKeys` says these columns together are unique: correct one of the rows",
        ],
        explain: [
            "描述文件规定这几列合起来不得重复；其中有空值的行不算。",
            "The descriptor says these columns together are unique; rows with an empty one are left aside.",
        ],
    },
];
