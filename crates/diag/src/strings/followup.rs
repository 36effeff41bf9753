//! Messages about opinions, ballots and facilities.

use crate::Code;
use crate::strings::CodeStrings;

pub(super) const STRINGS: &[CodeStrings] = &[
    CodeStrings {
        code: Code::UnreadableDeadline,
        text: [
            "期限“{text}”（精度“{precision}”）读不出是哪一天",
            "the deadline `{text}` (precision `{precision}`) cannot be read as a day",
        ],
        help: [
            "请写成 2025-12-31、2025年底前、2025年6月底前、2026年上半年 或 长期坚持；期限精度一栏可写：{known}",
            "write 2025-12-31, 2025Q2, 2025 or ongoing; the precision column takes {known}",
        ],
        explain: [
            "是否逾期要逐日判断：“年底前”算到当年最后一日，“6月底前”算到6月最后一日。读不出日期的期限无从判断。",
            "Whether something is overdue is decided by the day: “by the end of the year” means 31 December. A deadline that cannot be read as a day cannot be judged.",
        ],
    },
    CodeStrings {
        code: Code::DeadlineUndecided,
        text: [
            "“{table}”写有期限，但站点没有设定统计截止日期，无法判断是否逾期",
            "`{table}` has deadlines, but the site has no as-of date, so it is not known which are overdue",
        ],
        help: [
            "请在 site.toml 写上 as_of = 2025-12-31 之类的日期",
            "set a date such as as_of = 2025-12-31 in site.toml",
        ],
        explain: [
            "是否逾期对照统计截止日期判断，不取决于生成报告的那一天。",
            "Whether a deadline has passed depends on the as-of date, not on the day of the build.",
        ],
    },
    CodeStrings {
        code: Code::OpinionUnanswered,
        text: ["“{item}”没有答复：{why}", "`{item}` has no response: {why}"],
        help: [
            "请在台账中填写办理措施或进展；确实没有公开的，在嵌入块中写 accept，列出 lint、items 和 reason，理由会公布给读者",
            "fill in the response or the progress in the ledger; if none has been published, write accept with lint, items and reason in the embed; readers will see the reason",
        ],
        explain: [
            "审议意见逐条办理、逐条答复。台账里空着的一条，读者无从知道是没有办，还是没有写。",
            "Review opinions are answered item by item. If an entry in the ledger is empty, readers cannot tell whether nothing was done or nothing was written.",
        ],
    },
    CodeStrings {
        code: Code::OpinionOverdue,
        text: [
            "“{item}”的时限是{due}，到{as_of}已逾期{days}天，没有说明原因",
            "`{item}` was due {due}; as of {as_of} it is overdue (days: {days}), and no reason is given",
        ],
        help: [
            "请核对状态和时限；确未办结的，在台账中填写未完成原因（reason），或在嵌入块中写 accept",
            "check the status and the deadline; if the item is still open, give the reason in the ledger (reason), or write accept in the embed",
        ],
        explain: [
            "超过时限没有办结的，要说明原因和下一步，不能只把它留在表里。",
            "An item that is not finished by its deadline needs a reason and a next step, not just a line in a table.",
        ],
    },
    CodeStrings {
        code: Code::OpinionNoEvidence,
        text: [
            "“{item}”的状态是“{status}”，但没有佐证",
            "`{item}` has the status `{status}`, but there is no evidence",
        ],
        help: [
            "请填写佐证（evidence）或佐证链接（evidence_link）；没有佐证的不应算作办结",
            "fill in the evidence (evidence) or a link to it (evidence_link); without evidence the item should not count as closed",
        ],
        explain: [
            "办结要有可以核对的材料：文件、页面、数据表或者网址。",
            "A closed item needs evidence that readers can check: a document, a page, a table or a web address.",
        ],
    },
    CodeStrings {
        code: Code::UnusedExcuse,
        text: [
            "这条 accept 没有用处：台账中没有 {lint} 所指的问题（理由：{reason}）",
            "unused acceptance: the ledger has no {lint} (reason given: {reason})",
        ],
        help: ["请删去这一条", "delete it"],
        explain: [
            "问题已经解决的例外应当删去，否则以后再出现就不会提示，读者也会看到过时的理由。",
            "Delete an acceptance when the problem is solved; otherwise the next such problem would go unnoticed, and readers would see an outdated reason.",
        ],
    },
    CodeStrings {
        code: Code::NoLedger,
        text: [
            "没有页面把“{name}”作为审议意见台账",
            "no page uses `{name}` as a ledger of opinions",
        ],
        help: [
            "{hint}请先在页面中写 opinions 或 handling 嵌入块；已有的台账：{known}",
            "{hint}first write an opinions or handling embed on a page; existing ledgers: {known}",
        ],
        explain: [
            "报告初稿按嵌入块中写明的列和审议意见页生成。",
            "The draft report is made from the columns and the opinion that the embed names.",
        ],
    },
    CodeStrings {
        code: Code::BallotCount,
        text: [
            "“{option}”的票数缺了、写了两次，或者不是一个不小于零的整数",
            "the count for `{option}` is missing, given twice, or not a whole number of zero or more",
        ],
        help: [
            "每个议题的每个选项写一行，票数写整数，没有人投的写0",
            "give each option of each matter one row with a whole number; write 0 if nobody chose it",
        ],
        explain: [
            "票数少，差一票就可能改变结果；缺的、重的、带小数的都不能猜。",
            "When there are few ballots, a single one can change the result, so gongbao does not guess missing, repeated or fractional counts.",
        ],
    },
    CodeStrings {
        code: Code::BallotSum,
        text: [
            "“{subject}”各选项合计{total}票，与“{title}”{n}不符",
            "the counts for `{subject}` add up to {total}, which does not agree with `{title}` ({n})",
        ],
        help: [
            "请核对各选项的票数：合计应等于收回的票，不多于发出的票、到会人数和组成人员人数",
            "check the counts: they must add up to the ballots returned, and must not exceed the ballots issued, the members present or all members",
        ],
        explain: [
            "各选项票数之和等于收回的票数，包括弃权票和无效票。",
            "The counts of all options, including abstentions and invalid ballots, add up to the ballots returned.",
        ],
    },
    CodeStrings {
        code: Code::BallotBase,
        text: [
            "规则以“{base}”为基数，但没有“{subject}”的这个人数",
            "the base of the rule is {base}, but this number is not given for `{subject}`",
        ],
        help: [
            "请在 turnout 所指的表中写明该议题的组成人员（members）或到会人数（present）",
            "add members or present for this matter to the table named under turnout",
        ],
        explain: [
            "同样的票数，以全体组成人员还是以到会人员为基数，结果可能不同，因此基数不能省略。",
            "The same votes can pass or fail depending on whether the base is all members or the members present, so the base must be given.",
        ],
    },
    CodeStrings {
        code: Code::BallotOption,
        text: [
            "规则中的选项“{name}”在票数表中没有出现过",
            "the option `{name}` in the rule does not occur in the table of counts",
        ],
        help: [
            "请改为票数表中的选项：{known}",
            "use an option that is in the table: {known}",
        ],
        explain: [
            "规则写错一个选项的名称，它的票就不会计入结果。",
            "If a rule misspells an option, its ballots are not counted.",
        ],
    },
    CodeStrings {
        code: Code::FacilityOverdue,
        text: [
            "“{name}”的期限是{due}，到{as_of}已逾期{days}天，没有完成日期，也没有说明原因",
            "`{name}` was due {due}; as of {as_of} it is overdue (days: {days}), with neither a completion date nor a reason",
        ],
        help: [
            "已完成的请填写完成日期；确未完成的，请填写原因（reason），或在嵌入块中写 accept，理由会公布给读者",
            "if it is done, fill in the completion date; if not, give the reason (reason), or write accept in the embed; readers will see the reason",
        ],
        explain: [
            "期限算到写明的最后一日：“年底前”即12月31日。期限有调整的，以调整后期限为准。",
            "A deadline includes its last day: “by the end of the year” means 31 December. If a deadline was revised, the revised one applies.",
        ],
    },
    CodeStrings {
        code: Code::FacilityTotals,
        text: [
            "“{label}”按名单合计为{counted}，公布的总数为{announced}",
            "`{label}` adds up to {counted} in the list, but {announced} was announced",
        ],
        help: [
            "请核对名单有无遗漏或重复，条件（where）有无写错；确系公布有误的，请更正公布的数",
            "check whether projects are missing or listed twice, and check the condition (where); if the announced number is wrong, correct it",
        ],
        explain: [
            "公布的总数应与名单逐项点数一致，分批之和也应等于总数。",
            "The announced totals must equal the projects counted one by one, and the batches must add up to the total.",
        ],
    },
    CodeStrings {
        code: Code::FileExists,
        text: ["文件“{path}”已经存在", "the file `{path}` already exists"],
        help: [
            "请换一个文件名，或先移走原有的文件",
            "choose another file name, or move the existing file first",
        ],
        explain: [
            "生成初稿从不覆盖文件：作者补充过的内容不能丢。",
            "A draft never overwrites a file, so that what the author has added is not lost.",
        ],
    },
];
