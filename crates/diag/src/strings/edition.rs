//! Messages about changes to published figures.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::UnexplainedRevision,
        text: [
            "“{edition}”已公布的{count}个数字变了，没有说明：{changes}",
            "figures published in `{edition}` have changed without an explanation ({count}): {changes}",
        ],
        help: [
            "如属误改，请改回数据；如确需修订，请在 data/revisions.yaml 中写明：\n{entry}\nkind 可为 final（初步数据转为最终数据）、correction（更正）或 method（口径或方法调整）",
            "undo the change if it is a mistake; otherwise give the reason in data/revisions.yaml:\n{entry}\nkind is final (a provisional figure became final), correction, or method (definition or method changed)",
        ],
        explain: [
            "已公布的数字不得悄悄改动。每次改动都要写明类别、日期和原因，读者在相应页面和“修订说明”中看得到。",
            "Published figures must not change silently. Each change needs a kind, a date and a reason, which readers see on the pages concerned and in the list of revisions.",
        ],
    },
    CodeStrings {
        code: Code::UnusedRevision,
        text: [
            "这条修订说明没有对应的改动：“{edition}”以后，所指的数字没有变",
            "unused revision: the figures it names have not changed since `{edition}`",
        ],
        help: [
            "请核对 since、metric 和 where；数字已改回的，删去这一条",
            "check since, metric and where; delete the entry if the figure was changed back",
        ],
        explain: [
            "没有对应改动的说明会误导读者，也可能掩盖写错的条件。",
            "An explanation without a change misleads readers, and may hide a misspelt condition.",
        ],
    },
    CodeStrings {
        code: Code::UnknownEdition,
        text: ["没有名为“{name}”的版次", "there is no edition `{name}`"],
        help: ["{hint}已有的版次：{known}", "{hint}there are: {known}"],
        explain: [
            "版次由 gongbao publish --edition 记录在 editions 文件夹中，一版一个文件。",
            "gongbao publish --edition records each edition as a file in the editions folder.",
        ],
    },
    CodeStrings {
        code: Code::DamagedEdition,
        text: [
            "这个版次文件无法使用：{reason}",
            "the file of this edition cannot be used: {reason}",
        ],
        help: [
            "请从备份中恢复，不要手工修改；缺了它就无法核对已公布的数字",
            "restore it from a backup, and never edit it by hand; without it, changes to published figures cannot be found",
        ],
        explain: [
            "版次文件记着公布过的每一个数字。它损坏时，构建会停下，而不是当作从未公布过。",
            "The file of an edition contains every published figure. If it is damaged, the build stops, rather than treating the figures as never published.",
        ],
    },
    CodeStrings {
        code: Code::EditionExists,
        text: [
            "版次“{name}”已经公布过了",
            "the edition `{name}` has already been published",
        ],
        help: [
            "请换一个名称；公布过的版次不能改写",
            "choose another name; a published edition cannot be overwritten",
        ],
        explain: [
            "版次文件是公布时的记录，改写它等于抹去记录。",
            "The file of an edition is the record of what was published; overwriting it would erase that record.",
        ],
    },
];
