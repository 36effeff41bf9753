//! Words for mistakes in how cells and rows are written: sheets made for people.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::HeaderRows,
        text: ["{reason}", "{reason}"],
        help: [
            "若是如此，请在 datapackage.yaml 中表“{table}”下加上 {line}；否则请补全第1行的列名",
            "if so, add `{line}` to the table `{table}` in datapackage.yaml; otherwise complete the column names in row 1",
        ],
        explain: [
            "表格常在列名上方写表题和单位，或用合并单元格把列名分成两行；声明之后，其余各行照常核对。",
            "Sheets often have titles above the header, or a header of several rows. Once this is declared, the other rows are checked as usual.",
        ],
    },
    CodeStrings {
        code: Code::RemarkRow,
        text: [
            "第{row}行以“{text}”开头，其余各格是空的：像是附注，不是数据",
            "row {row} begins with `{text}` and is otherwise empty; it seems to be a note, not data",
        ],
        help: [
            "若是附注，请在 datapackage.yaml 中表“{table}”下加上 {line}（已有 dialect 的并入其中），或从表中删去",
            "if so, add `{line}` to the table `{table}` in datapackage.yaml (to its dialect, if it has one), or delete the row",
        ],
        explain: [
            "表格下方常有注释和资料来源。不声明就当作一行数据，会使行数和选取出错。",
            "Sheets often have notes or sources below the table. If these are not declared, they are read and counted as rows of data.",
        ],
    },
    CodeStrings {
        code: Code::UndeclaredNotation,
        text: [
            "“{name}”列没有声明类型，按文字读入；各格其实像是{expected}，如第{row}行的“{text}”",
            "no type is declared for `{name}`, so it is read as text, but its cells look like {expected}, such as `{text}` in row {row}",
        ],
        help: [
            "若是如此，请在 datapackage.yaml 中表“{table}”下写 {line}；若确是文字，请为该列写 type: string",
            "if so, write `{line}` for the table `{table}` in datapackage.yaml; if it really is text, declare `type: string`",
        ],
        explain: [
            "没有声明的写法一概不猜：“1,234”“42%”“2025年10月9日”或夹有“—”的列按文字读入，不能求和、排序、作图。",
            "gongbao does not guess undeclared notations: a column with `1,234`, `42%` or `—` is read as text, which cannot be added up, sorted or charted.",
        ],
    },
    CodeStrings {
        code: Code::StraySpace,
        text: [
            "第{row}行的“{text}”与“{other}”只差空格",
            "`{text}` in row {row} differs from `{other}` only in spaces",
        ],
        help: [
            "请改成同一写法，否则会当作两个不同的成员",
            "write both in the same way; otherwise they count as two members",
        ],
        explain: [
            "多一个空格就成了另一个名称：按名称分组、比较和合计时，会多出一个成员，原来的成员少了一行。",
            "An extra space makes a different name. When rows are grouped, compared or added up by name, there is one member too many, and the other one lacks a row.",
        ],
    },
    CodeStrings {
        code: Code::RepeatedRow,
        text: [
            "第{row}行与第{first}行都是“{members}”，“{title}”会把它们相加",
            "rows {first} and {row} are both `{members}`; `{title}` would count both",
        ],
        help: [
            "若是重复，请删去一行；若确是不同的两行，请在 datapackage.yaml 的表“{table}”下写 schema: {primaryKey: [能区分各行的列]}",
            "delete one if it is a repetition; if they are different, name the columns that distinguish rows under table `{table}` in datapackage.yaml: schema: {primaryKey: [column]}",
        ],
        explain: [
            "这张表几乎每一行的维度都各不相同，只有个别行与前面的行相同。指标会把它们相加，读者看不出来。",
            "Nearly all rows of this table differ in the dimensions of the metric, but a few are the same as an earlier row. The metric adds them up without readers noticing.",
        ],
    },
    CodeStrings {
        code: Code::MixedPercent,
        text: [
            "“{name}”列有{count}格带百分号，第{row}行的“{text}”却没有",
            "`{text}` in `{name}`, row {row}, has no percent sign, unlike other cells of the column ({count})",
        ],
        help: [
            "请核对：0.42 是否应为 42%？全列写法应一致",
            "check whether 0.42 should be 42%, and write the whole column in the same way",
        ],
        explain: [
            "同一列里 42% 与 0.42 混写时，声明了 notation: [percent] 也会分别读作 42 与 0.42，相差一百倍。",
            "If a column contains both 42% and 0.42, `notation: [percent]` reads them as 42 and 0.42, which differ by a factor of 100.",
        ],
    },
    CodeStrings {
        code: Code::EmptyBelow,
        text: [
            "“{name}”列第{row}行是空的，上一行有值：多半是合并单元格留下的",
            "`{name}` is empty in row {row}, below a row with a value; this seems to come from a merged cell",
        ],
        help: [
            "若空格与上一行同值，请在 datapackage.yaml 的该列加上 fill: down；若确无数据，请在 missingValues 中写明",
            "if the empty cells have the same value as the row above, add `fill: down` to the column in datapackage.yaml; if there is no value, declare the sign for it in missingValues",
        ],
        explain: [
            "合并单元格另存为文本后，只有第一行有值，其余各行会从按该列选取的数字里悄悄消失。",
            "When a sheet is saved as text, a merged cell keeps its value only in the first row. The other rows would silently drop out of figures that select by this column.",
        ],
    },
    CodeStrings {
        code: Code::TotalRow,
        text: [
            "“{name}”列第{row}行是“{text}”：这一行像是合计，会与各行一起重复计算",
            "`{name}` is `{text}` in row {row}; the row seems to be a total, which would be counted in addition to its parts",
        ],
        help: [
            "若是合计，请在 datapackage.yaml 中表“{table}”下加上 {line}，该行将不计入并与各行核对",
            "if it is a total, add `{line}` to the table `{table}` in datapackage.yaml; the row is then left out and checked against its parts",
        ],
        explain: [
            "合计行若当作普通行，求和会翻倍。声明为合计后，它不再是表的一行，但要与各行之和相符。",
            "If a total is read as an ordinary row, every sum doubles. A row declared as a total is not part of the table, but must agree with the sum of its parts.",
        ],
    },
    CodeStrings {
        code: Code::TotalMismatch,
        text: [
            "第{row}行的合计“{name}”为{total}，而{count}行相加为{sum}",
            "the total of `{name}` in row {row} is {total}, but its parts add up to {sum} (rows: {count})",
        ],
        help: [
            "请核对合计与各行；每年（或每类）各有合计行时，在 totals 中写 by: [年份列]；该列若不可相加，在 columns 中只列可相加的列",
            "check the total and its rows; if each year (or kind) has its own total, add `by: [column of years]` to totals; if this column cannot be added up, list those that can under `columns`",
        ],
        explain: [
            "合计与分项之差超过四舍五入所能解释的范围（每项最末一位的一半），必有一处写错。",
            "The difference is larger than rounding can explain (half a unit of the last digit for each part), so one of the cells is wrong.",
        ],
    },
];
