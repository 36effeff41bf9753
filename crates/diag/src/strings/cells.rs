//! Words for mistakes in how cells and rows are written: sheets made for people.

use crate::Code;
use crate::strings::Strings;

pub(super) const STRINGS: &[Strings] = &[
    Strings {
        code: Code::HeaderRows,
        text: ["{reason}", "{reason}"],
        help: [
            "若是如此，请在 datapackage.yaml 中表“{table}”下加上 {line}；否则请补全第1行的列名",
            "if so, add `{line}` to the table `{table}` in datapackage.yaml; else complete the names in row 1",
        ],
        explain: [
            "表格常在列名上方写表题和单位，或用合并单元格把列名分成两行；声明之后，其余各行照常核对。",
            "Sheets often have titles above the header, or a header of several rows; once declared, the rest is checked as usual.",
        ],
    },
    Strings {
        code: Code::RemarkRow,
        text: [
            "第{row}行以“{text}”开头，其余各格是空的：像是附注，不是数据",
            "row {row} begins with `{text}` and is empty otherwise: a remark, it seems, and no data",
        ],
        help: [
            "若是附注，请在 datapackage.yaml 中表“{table}”下加上 {line}（已有 dialect 的并入其中），或从表中删去",
            "if so, add `{line}` to the table `{table}` in datapackage.yaml (to its dialect, if it has one), or delete the row",
        ],
        explain: [
            "表格下方常有注释和资料来源。不声明就当作一行数据，会使行数和选取出错。",
            "Sheets often have remarks below the table. Undeclared they would be read as a row of data, and counted.",
        ],
    },
    Strings {
        code: Code::UndeclaredNotation,
        text: [
            "“{name}”列没有声明类型，按文字读入；各格其实像是{expected}，如第{row}行的“{text}”",
            "no type is declared for `{name}`, so it is read as text; its cells look like {expected}, such as `{text}` in row {row}",
        ],
        help: [
            "若是如此，请在 datapackage.yaml 中表“{table}”下写 {line}；若确是文字，请为该列写 type: string",
            "if so, write `{line}` for the table `{table}` in datapackage.yaml; if it is text, declare `type: string`",
        ],
        explain: [
            "没有声明的写法一概不猜：“1,234”“42%”“2025年10月9日”或夹有“—”的列按文字读入，不能求和、排序、作图。",
            "What is not declared is not guessed: a column with `1,234`, `42%` or `—` is read as text, which cannot be added, sorted or drawn.",
        ],
    },
    Strings {
        code: Code::StraySpace,
        text: [
            "第{row}行的“{text}”与“{other}”只差空格",
            "`{text}` in row {row} is `{other}` but for its blanks",
        ],
        help: [
            "请改成同一写法，否则会当作两个不同的成员",
            "write both in one way, or else they count as two members",
        ],
        explain: [
            "多一个空格就成了另一个名称：按名称分组、比较和合计时，会多出一个成员，原来的成员少了一行。",
            "A blank makes another name of it: where rows are grouped, compared and added up by name there is one member more, and the other one lacks a row.",
        ],
    },
    Strings {
        code: Code::RepeatedRow,
        text: [
            "第{row}行与第{first}行都是“{members}”，“{title}”会把它们相加",
            "rows {row} and {first} are both `{members}`, and `{title}` adds them up",
        ],
        help: [
            "若是重复，请删去一行；若确是不同的两行，请在 datapackage.yaml 的表“{table}”下写 schema: {primaryKey: [能区分各行的列]}",
            "delete one if it stands there twice; if they are two things, say for table `{table}` in datapackage.yaml what tells rows apart: schema: {primaryKey: [column]}",
        ],
        explain: [
            "这张表几乎每一行的维度都各不相同，只有个别行与前面的行相同。指标会把它们相加，读者看不出来。",
            "Nearly every row of this table has a place of its own among the metric's dimensions, and a few stand where another one does. The metric adds them up, and no reader sees it.",
        ],
    },
    Strings {
        code: Code::MixedPercent,
        text: [
            "“{name}”列有{count}格带百分号，第{row}行的“{text}”却没有",
            "{count} cells of `{name}` have a percent sign, but `{text}` in row {row} has none",
        ],
        help: [
            "请核对：0.42 是否应为 42%？全列写法应一致",
            "check whether 0.42 should be 42%, and write the whole column in one way",
        ],
        explain: [
            "同一列里 42% 与 0.42 混写时，声明了 notation: [percent] 也会分别读作 42 与 0.42，相差一百倍。",
            "Where 42% and 0.42 stand in one column, `notation: [percent]` reads them as 42 and 0.42, a hundredfold apart.",
        ],
    },
    Strings {
        code: Code::EmptyBelow,
        text: [
            "“{name}”列第{row}行是空的，上一行有值：多半是合并单元格留下的",
            "`{name}` is empty in row {row} below a value: a merged cell seems to have left it so",
        ],
        help: [
            "若空格与上一行同值，请在 datapackage.yaml 的该列加上 fill: down；若确无数据，请在 missingValues 中写明",
            "if the empty cells have the value above, add `fill: down` to the column in datapackage.yaml; if there is none, mark them with a sign in missingValues",
        ],
        explain: [
            "合并单元格另存为文本后，只有第一行有值，其余各行会从按该列选取的数字里悄悄消失。",
            "Saved as text, a merged cell has its value in its first row only; the others would silently drop out of figures selected by it.",
        ],
    },
    Strings {
        code: Code::TotalRow,
        text: [
            "“{name}”列第{row}行是“{text}”：这一行像是合计，会与各行一起重复计算",
            "`{name}` is `{text}` in row {row}: a total, it seems, which would be counted with its parts",
        ],
        help: [
            "若是合计，请在 datapackage.yaml 中表“{table}”下加上 {line}，该行将不计入并与各行核对",
            "if it is one, add `{line}` to the table `{table}` in datapackage.yaml: it is then left out, and held against its parts",
        ],
        explain: [
            "合计行若当作普通行，求和会翻倍。声明为合计后，它不再是表的一行，但要与各行之和相符。",
            "A total read as a row doubles every sum. Declared as a total it is no row, but has to agree with the sum of its parts.",
        ],
    },
    Strings {
        code: Code::TotalMismatch,
        text: [
            "第{row}行的合计“{name}”为{total}，而{count}行相加为{sum}",
            "the total of `{name}` in row {row} is {total}, but its {count} rows add up to {sum}",
        ],
        help: [
            "请核对合计与各行；每年（或每类）各有合计行时，在 totals 中写 by: [年份列]；该列若不可相加，在 columns 中只列可相加的列",
            "check the total and its rows; where each year (or kind) has a total of its own, add `by: [column of years]` to totals; if the column does not add up, name those that do under `columns`",
        ],
        explain: [
            "合计与分项之差超过四舍五入所能解释的范围（每项最末一位的一半），必有一处写错。",
            "The difference is more than rounding explains (half of the last unit for each part), so one of the cells is wrong.",
        ],
    },
];
