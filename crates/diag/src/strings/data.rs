//! The words for tables, queries and metrics.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::SourceError,
        text: [
            "表“{table}”无法使用：{reason}",
            "the table `{table}` cannot be used: {reason}",
        ],
        help: ["{help}", "{help}"],
        explain: [
            "数据文件不存在、为空或没有标题行。",
            "The data file does not exist, is empty, or has no header row.",
        ],
    },
    CodeStrings {
        code: Code::DuplicateTable,
        text: ["有两张表都叫“{table}”", "two tables are named `{table}`"],
        help: [
            "请改其中一个文件或资源的名称",
            "rename one of the files or resources",
        ],
        explain: [
            "表名由文件名或描述文件中的 name 决定，必须唯一。",
            "The name of a table is that of its file, or `name` in the descriptor, and must be unique.",
        ],
    },
    CodeStrings {
        code: Code::BlankLabel,
        text: ["第{field}列没有列名", "column {field} has no header"],
        help: [
            "请在标题行写上列名，或删去空列",
            "add a name to the header row, delete the column if it is empty, or set `blankColumns: skip` in its `dialect`",
        ],
        explain: [
            "每一列都要有名称，才能被引用和检查。",
            "Every column needs a name to be used and checked.",
        ],
    },
    CodeStrings {
        code: Code::DuplicateLabel,
        text: [
            "列名“{name}”出现了两次（第{first}列与第{field}列）",
            "two columns are named `{name}` (columns {first} and {field})",
        ],
        help: ["请改其中一列的名称", "rename one of the columns"],
        explain: [
            "列名重复时无法确定引用的是哪一列。",
            "If two columns have the same name, it is unclear which is meant.",
        ],
    },
    CodeStrings {
        code: Code::MissingLabel,
        text: [
            "描述文件中的列“{name}”在“{file}”里不存在",
            "the column `{name}` in the descriptor does not exist in `{file}`",
        ],
        help: [
            "{hint}该文件的列：{columns}",
            "{hint}the file has: {columns}",
        ],
        explain: [
            "描述文件（datapackage.yaml）与数据文件的列不一致。",
            "The descriptor (datapackage.yaml) and the file disagree about the columns.",
        ],
    },
    CodeStrings {
        code: Code::ExtraLabel,
        text: [
            "列“{name}”没有写进描述文件",
            "the column `{name}` is not in the descriptor",
        ],
        help: [
            "请在 datapackage.yaml 的 fields 中补上，或从文件中删去该列",
            "add it to `fields` in datapackage.yaml, or delete it from the file",
        ],
        explain: [
            "为一张表写了列的描述，就要写全，否则新增的列会不经检查地公开。",
            "If the columns of a table are described, all of them must be; otherwise a new column would be published unchecked.",
        ],
    },
    CodeStrings {
        code: Code::ExtraCell,
        text: [
            "第{row}行多出单元格“{text}”：标题行只有{columns}列",
            "row {row} has an extra cell `{text}`; number of columns in the header: {columns}",
        ],
        help: [
            "请检查该行是否多了逗号，或文字中的逗号未加引号",
            "look for an extra comma, or for text with a comma that is not in quotes",
        ],
        explain: [
            "行的单元格多于标题行，多出的值不知属于哪一列。",
            "The row has more cells than the header, so it is unclear which columns the extra cells belong to.",
        ],
    },
    CodeStrings {
        code: Code::MissingCell,
        text: [
            "第{row}行缺少“{name}”列的单元格",
            "row {row} has no cell for `{name}`",
        ],
        help: [
            "请补齐该行；没有数据时也要保留逗号",
            "complete the row; keep the comma even where there is no value",
        ],
        explain: [
            "行的单元格少于标题行，可能整行错位。",
            "The row has fewer cells than the header, so its values may be in the wrong columns.",
        ],
    },
    CodeStrings {
        code: Code::BlankRow,
        text: ["第{row}行是空行", "row {row} is blank"],
        help: ["请删去空行", "delete the blank row"],
        explain: [
            "表中间的空行多半是漏填的数据，或是分隔两张表的空行；一个文件只放一张表。",
            "A blank row within a table usually means that data are missing or that a second table begins. A file may contain only one table.",
        ],
    },
    CodeStrings {
        code: Code::UnclosedQuote,
        text: ["引号没有闭合", "this quote is never closed"],
        help: [
            "请补上结束的引号；文字中的引号要写成两个",
            "close it; a quote inside text is written twice",
        ],
        explain: [
            "从这个引号开始，直到文件末尾都会被当作同一个单元格。",
            "From this quote on, the rest of the file would be read as one cell.",
        ],
    },
    CodeStrings {
        code: Code::StrayQuote,
        text: [
            "“{name}”列第{row}行的引号后面还有文字",
            "in `{name}`, row {row}, text follows the closing quote",
        ],
        help: [
            "整个单元格要放在一对引号里，文字中的引号要写成两个",
            "enclose the whole cell in quotes; a quote inside text is written twice",
        ],
        explain: [
            "引号闭合后只能是分隔符或行尾，否则不知引号是否属于文字。",
            "After a closing quote comes a delimiter or the end of the line; otherwise nobody knows whether the quotes belong to the text.",
        ],
    },
    CodeStrings {
        code: Code::MergedCells,
        text: [
            "从第{row}行“{name}”起，{rows}行{columns}列的单元格是合并的",
            "cells are merged from row {row}, `{name}` (rows: {rows}, columns: {columns})",
        ],
        help: [
            "请取消合并，并把每个单元格都填上应有的值；标题在表外的，可用 dialect 的 range 只取表的区域",
            "unmerge the cells and fill in each of them; if they are a title, exclude it with `range` in the `dialect`",
        ],
        explain: [
            "合并后只有左上角的单元格有值，其余都是空的，读出的数据会缺值或错位。",
            "Of merged cells only the first has a value. The others are empty, so values would be missing or in the wrong place.",
        ],
    },
    CodeStrings {
        code: Code::ErrorValue,
        text: [
            "“{name}”列第{row}行是错误值 {text}",
            "`{name}`, row {row}, holds the error {text}",
        ],
        help: [
            "请在表格软件中改正公式；如果表示没有数据，请在 missingValues 中加入它",
            "correct the formula in the spreadsheet; if the error stands for “no value”, add it to missingValues",
        ],
        explain: [
            "公式算不出结果时，表格软件显示 #N/A、#DIV/0! 之类的错误值，它不是数据。",
            "When a formula fails, a spreadsheet shows an error such as #N/A or #DIV/0!, which is not a value.",
        ],
    },
    CodeStrings {
        code: Code::NotComputed,
        text: [
            "“{name}”列第{row}行的公式没有计算结果",
            "the formula in `{name}`, row {row}, has no computed result",
        ],
        help: [
            "请用 Excel 或 WPS 打开文件，等公式算出后保存",
            "open the file in a spreadsheet program, let it calculate the formulas, and save it",
        ],
        explain: [
            "由其他程序写出的工作簿可能只有公式、没有结果，读出来是空的。",
            "A workbook written by another program may contain formulas without results, which would be read as empty cells.",
        ],
    },
    CodeStrings {
        code: Code::LostDigits,
        text: [
            "“{name}”列第{row}行的 {text} 超过15位，末尾几位已被表格软件改成零",
            "{text} in `{name}`, row {row}, has more than 15 digits; the spreadsheet has turned the last ones into zeros",
        ],
        help: [
            "如果是编号，请先把该列设为“文本”格式，再重新录入",
            "if it is an identifier, format the column as text and enter the value again",
        ],
        explain: [
            "表格软件只保留数字的前15位，身份证号、银行卡号一类的长编号必须存为文本。",
            "Spreadsheets keep only 15 digits of a number, so longer identifiers must be stored as text.",
        ],
    },
    CodeStrings {
        code: Code::NestedValue,
        text: [
            "“{name}”列第{row}条记录的值是列表或对象",
            "the value of `{name}` in record {row} is a list or an object",
        ],
        help: [
            "一个单元格只能有一个值：请拆成几列，或另存为一张表",
            "a cell can hold only one value; use several columns, or a separate table",
        ],
        explain: [
            "表的每个单元格只有一个文字、数字、日期或是否。",
            "Each cell of a table is one text, number, date or yes/no.",
        ],
    },
    CodeStrings {
        code: Code::TypeError,
        text: [
            "“{name}”列第{row}行的“{text}”不是{expected}",
            "`{text}` in `{name}`, row {row}, is not {expected}",
        ],
        help: ["{help}", "{help}"],
        explain: [
            "单元格的值不符合该列声明的类型。",
            "The value does not have the type declared for its column.",
        ],
    },
    CodeStrings {
        code: Code::ConstraintError,
        text: [
            "“{name}”列第{row}行的“{text}”不符合规定：{rule}",
            "`{text}` in `{name}`, row {row}, breaks a rule: {rule}",
        ],
        help: [
            "请更正该值，或修改 datapackage.yaml 中的规定",
            "correct the value, or the rule in datapackage.yaml",
        ],
        explain: [
            "描述文件对该列规定了必填、范围、取值或格式。",
            "The descriptor sets a rule for the column: that it is required, or a range, a list of values or a pattern.",
        ],
    },
    CodeStrings {
        code: Code::UniqueError,
        text: [
            "“{name}”列第{row}行的“{text}”与第{first}行重复",
            "`{text}` in `{name}`, row {row}, repeats row {first}",
        ],
        help: [
            "该列的值不得重复，请更正其中一行",
            "the values of this column must be unique; correct one of the rows",
        ],
        explain: [
            "描述文件规定该列的值不得重复。",
            "The descriptor requires the values of this column to be unique.",
        ],
    },
    CodeStrings {
        code: Code::PrimaryKeyError,
        text: [
            "第{row}行的主键（{key}）与第{first}行相同",
            "row {row} has the same primary key ({key}) as row {first}",
        ],
        help: [
            "请删去重复的行，或更正键值",
            "delete the repeated row, or correct its key",
        ],
        explain: [
            "主键用来确定唯一的一行，重复会使数字取自不明的行。",
            "The primary key identifies a single row. If it is repeated, it is unclear which row a figure comes from.",
        ],
    },
    CodeStrings {
        code: Code::ForeignKeyError,
        text: [
            "“{name}”列第{row}行的“{text}”在表“{table}”中不存在",
            "`{text}` in `{name}`, row {row}, is not in the table `{table}`",
        ],
        help: [
            "{hint}请更正该值，或在“{table}”中补上",
            "{hint}correct it, or add it to `{table}`",
        ],
        explain: [
            "外键的值必须能在被引用的表中找到。",
            "Every value of a foreign key must exist in the table it refers to.",
        ],
    },
    CodeStrings {
        code: Code::MoreErrors,
        text: [
            "表“{table}”还有{count}处错误没有列出",
            "the table `{table}` has more errors that are not listed ({count})",
        ],
        help: [
            "每张表只列出前{shown}处错误，请改正后再检查一次",
            "only the first {shown} errors of a table are listed; correct them and check again",
        ],
        explain: [
            "一张表错误太多时，往往是同一个原因，例如列错位或类型写错。",
            "So many errors in a table usually have one cause, such as shifted columns or a wrong type.",
        ],
    },
    CodeStrings {
        code: Code::UnknownTable,
        text: ["没有名为“{name}”的表", "there is no table `{name}`"],
        help: ["{hint}现有的表：{known}", "{hint}tables: {known}"],
        explain: [
            "表名是 data/ 中的文件名（不含扩展名），或描述文件中的 name。",
            "The name of a table is its file name in data/ without the extension, or `name` in the descriptor.",
        ],
    },
    CodeStrings {
        code: Code::UnknownColumn,
        text: [
            "表“{table}”没有名为“{name}”的列",
            "the table `{table}` has no column `{name}`",
        ],
        help: ["{hint}它的列：{known}", "{hint}its columns: {known}"],
        explain: [
            "列名须与标题行完全一致。",
            "Column names must match the header row exactly.",
        ],
    },
    CodeStrings {
        code: Code::QuerySyntax,
        text: [
            "查询语句有语法错误：{reason}",
            "syntax error in this query: {reason}",
        ],
        help: [
            "请对照 SQL 的 SELECT 语法修改",
            "check it against the syntax of a SQL SELECT statement",
        ],
        explain: [
            "data/*.sql 与 query 块各放一条 SELECT 语句。",
            "Each data/*.sql file and each `query` block contains one SELECT statement.",
        ],
    },
    CodeStrings {
        code: Code::QueryForbidden,
        text: ["查询里不允许{what}", "a query may not contain {what}"],
        help: [
            "只可写一条 SELECT，且只读取本站的表",
            "write a single SELECT that reads this site's tables only",
        ],
        explain: [
            "为保证每个数字可追溯，查询只能读取已检查过的表，不能改动数据或读取文件。",
            "To keep every figure traceable, a query may only read checked tables; it cannot change data or open files.",
        ],
    },
    CodeStrings {
        code: Code::QueryCycle,
        text: [
            "派生表互相依赖，形成循环：{cycle}",
            "derived tables depend on each other in a cycle: {cycle}",
        ],
        help: [
            "请打断循环，让其中一张表只读原始数据",
            "break the cycle: let one of the tables read only source data",
        ],
        explain: [
            "派生表按依赖顺序计算，循环依赖无法计算。",
            "Derived tables are computed in the order of their dependencies, which is impossible for a cycle.",
        ],
    },
    CodeStrings {
        code: Code::QueryFailed,
        text: [
            "查询无法执行：{reason}",
            "the query cannot be run: {reason}",
        ],
        help: [
            "请检查列名、类型与函数",
            "check the column names, types and functions",
        ],
        explain: [
            "语句可以解析，但在这些表上无法计算。",
            "The statement parses, but cannot be computed on these tables.",
        ],
    },
    CodeStrings {
        code: Code::DuplicateMetric,
        text: [
            "指标编号“{id}”用了两次",
            "the metric id `{id}` is used twice",
        ],
        help: ["请给其中一个指标改名", "rename one of the metrics"],
        explain: [
            "指标编号在全站唯一，正文、图表都用它引用。",
            "The id of a metric must be unique in the site, because text and charts refer to it.",
        ],
    },
    CodeStrings {
        code: Code::BadMetricId,
        text: ["“{id}”不能作指标编号", "`{id}` cannot be a metric id"],
        help: [
            "请用小写英文字母开头，只含小写字母、数字和下划线，例如 station_share；表达式自用的词（如 change、count）不能用",
            "use only lower-case letters, digits and underscores, beginning with a letter, such as station_share; words used in expressions (such as change and count) are reserved",
        ],
        explain: [
            "指标编号要写进 {{ }} 与网址，因此只用小写 ASCII 字母、数字和下划线。",
            "The id of a metric is used in {{ }} and in addresses, so it may contain only lower-case ASCII letters, digits and underscores.",
        ],
    },
    CodeStrings {
        code: Code::NotANumber,
        text: [
            "指标“{id}”要用“{column}”列计算，但该列是{type}",
            "the metric `{id}` uses the column `{column}` in a calculation, but the column is {type}",
        ],
        help: [
            "请改用数值列，或在 datapackage.yaml 中把该列声明为 integer 或 number",
            "use a numeric column, or declare this one as integer or number in datapackage.yaml",
        ],
        explain: [
            "只有数值列可以求和、求平均或求比重。",
            "Only numeric columns can be summed, averaged or divided.",
        ],
    },
    CodeStrings {
        code: Code::ShareAboveWhole,
        text: [
            "占比超过100%：{part}为{a}，{whole}为{b}（{row}）",
            "a share above 100%: {part} is {a}, {whole} is {b} ({row})",
        ],
        help: [
            "请核对这一行的分子与分母",
            "check the numerator and the denominator in this row",
        ],
        explain: [
            "占比是部分除以整体，不可能超过100%。",
            "A share is a part divided by its whole and cannot exceed 100%.",
        ],
    },
    CodeStrings {
        code: Code::NoAsOf,
        text: [
            "指标“{id}”的目标有期限，但站点没有设定统计截止日期",
            "the metric `{id}` has a target with a deadline, but the site has no as-of date",
        ],
        help: [
            "请在 site.toml 写上 as_of = 2025-12-31 之类的日期",
            "set a date such as as_of = 2025-12-31 in site.toml",
        ],
        explain: [
            "是否逾期要对照统计截止日期判断，不取决于生成报告的那一天。没有截止日期时，状态显示为“未定”。",
            "Whether a deadline has passed depends on the as-of date, not on the day of the build. Without an as-of date, the status is “undecided”.",
        ],
    },
    CodeStrings {
        code: Code::UnlikelyValue,
        text: [
            "“{column}”列里没有“{text}”，却有“{near}”",
            "the column `{column}` does not contain `{text}`, but it contains `{near}`",
        ],
        help: [
            "如系笔误，请改为“{near}”",
            "if this is a typing error, write `{near}`",
        ],
        explain: [
            "filter 与 scope 中写错的值不会匹配任何一行，指标会悄悄少算，目标会悄悄失去对象。",
            "A misspelt value under `filter` or `scope` matches no row: a metric would silently miss rows, or a target would silently apply to nothing.",
        ],
    },
    CodeStrings {
        code: Code::UnknownMetric,
        text: ["没有编号为“{name}”的指标", "there is no metric `{name}`"],
        help: ["{hint}现有的指标：{known}", "{hint}metrics: {known}"],
        explain: [
            "指标在 data/metrics.yaml 中定义。",
            "Metrics are defined in data/metrics.yaml.",
        ],
    },
];
