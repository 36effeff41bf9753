//! The words for what must not reach the public.

use crate::Code;
use crate::strings::CodeStrings;

/// The words of something found in a text: what it is called, what to do, why.
macro_rules! found {
    ($code:ident, $zh:literal $en:literal, $do_zh:literal $do_en:literal, $why_zh:literal $why_en:literal) => {
        CodeStrings {
            code: Code::$code,
            text: [
                concat!("{where}有", $zh, "（{shown}）"),
                concat!($en, " was found {where} ({shown})"),
            ],
            help: [concat!($do_zh, "{rest}"), concat!($do_en, "{rest}")],
            explain: [$why_zh, $why_en],
        }
    };
}

pub(super) const STRINGS: &[CodeStrings] = &[
    found!(
        IdentityNumber,
        "公民身份号码" "a citizen's identity number",
        "请删去号码所在的列或文字" "delete it, or the whole column",
        "号码的校验位、出生日期和省份代码都成立，不是巧合。身份号码属于个人信息，未经本人单独同意不得公开（个人信息保护法第二十五条）。"
        "The check digit, birth date and province code are all valid, so this is not a coincidence. Identity numbers are personal information and must not be published without the person's separate consent (PIPL, art. 25)."
    ),
    found!(
        OldIdentityNumber,
        "像15位身份号码的数字" "what looks like a 15-digit identity number",
        "如果是身份号码，请删去" "if it is one, take it out",
        "15位的旧号码没有校验位，只能凭日期和省份判断。"
        "The old 15-digit numbers have no check digit, so only the date and the province code can be checked."
    ),
    found!(
        MobileNumber,
        "手机号码" "a mobile phone number",
        "请删去，或改用单位的办公电话" "delete it, or give an office telephone number instead",
        "个人手机号码属于个人信息。表格中带单位的数值列不作检查。"
        "Personal telephone numbers are personal information. Number columns with a unit are not searched."
    ),
    found!(
        LandlineNumber,
        "固定电话号码" "a telephone number",
        "如果不是对外公布的单位电话，请删去" "delete it unless it is the public number of an office",
        "单位对外公布的电话可以公开，住宅电话不可以。"
        "The public number of an office may be published; that of a home may not."
    ),
    found!(
        BankCard,
        "银行卡号" "a bank card number",
        "请删去" "take it out",
        "号码的长度、前缀和校验位都成立。金融账户属于敏感个人信息（个人信息保护法第二十八条）。"
        "The length, prefix and check digit are valid. Financial accounts are sensitive personal information (PIPL, art. 28)."
    ),
    found!(
        PassportNumber,
        "像护照或通行证号码的文字" "what looks like the number of a passport or permit",
        "如果是证件号码，请删去" "if it is one, take it out",
        "证件号码属于个人信息；也可能只是编号。"
        "Passport and permit numbers are personal information. It may also be an ordinary code."
    ),
    found!(
        NumberPlate,
        "像车牌号的文字" "what looks like a number plate",
        "如果是车牌号，请删去" "if it is one, take it out",
        "车牌号可以追查到车主。" "A number plate identifies the owner of the vehicle."
    ),
    found!(
        PolicePlate,
        "警车车牌号" "the number plate of a police car",
        "请删去" "take it out",
        "警车号牌关系执勤安全，不在公开之列。" "Number plates of police cars affect the safety of officers on duty and are not public."
    ),
    found!(
        WeakMask,
        "遮盖不充分的身份号码" "an insufficiently masked identity number",
        "请连同前六位和出生日期一并遮盖，或整列删去" "also mask the first six digits and the birth date, or delete the column",
        "留下地区代码和末尾几位，结合其他信息仍能推出本人，属于去标识化而不是匿名化（个人信息保护法第七十三条）。"
        "The region code and the last digits, together with other information, can still identify the person: the number is de-identified, not anonymous (PIPL, art. 73)."
    ),
    found!(
        DamagedNumber,
        "被电子表格改成科学计数法的长号码" "a long number that a spreadsheet has turned into scientific notation",
        "请把该列设为文本后重新导出；如果是证件号码，请删去" "format the column as text and export it again; if it is an identity number, delete it",
        "超过15位的数字在电子表格中会丢失末尾几位，多半原来是证件号码或账号。"
        "Spreadsheets lose the last digits of numbers with more than 15 digits; this was most likely an identity or account number."
    ),
    found!(
        EMail,
        "电子邮箱地址" "an e-mail address",
        "如果不是对外公布的单位邮箱，请删去" "delete it unless it is the public address of an office",
        "个人邮箱属于个人信息。" "A personal e-mail address is personal information."
    ),
    found!(
        IpAddress,
        "网络地址" "a network address",
        "请删去" "take it out",
        "内部网络的地址会暴露系统的部署。" "Addresses of an internal network reveal how systems are set up."
    ),
    found!(
        HomeAddress,
        "详细到房间的住址" "a home address with the room number",
        "请只写到街道或社区" "give only the street or neighbourhood",
        "门牌号到户的住址属于个人信息。" "A home address with its door number is personal information."
    ),
    found!(
        PersonalName,
        "可能是人名的文字" "what may be a person's name",
        "请核对能否公开：负责人姓名可以，当事人、群众和一般民警的姓名一般不可以" "check whether it may be published: the name of the head of an office may; names of people involved in a case, citizens and ordinary officers usually may not",
        "程序只能凭上下文猜测，这是一份复核清单。姓名连同疾病、家庭等情况尤其不得公开。"
        "The program can only guess from the words around it; this is a list for review. Names together with illness or family matters must never be published."
    ),
    found!(
        SecrecyMark,
        "涉密或不公开的标志" "a mark of secrecy or non-disclosure",
        "请停止公开，先由保密部门审查原件" "do not publish it; first have the secrecy office review the original",
        "带有密级、“内部资料”或“此件不公开”字样的文件不得公开（政府信息公开条例第十四条）。"
        "Documents marked as secret, internal or not for release must not be published (Regulation on open government information, art. 14)."
    ),
    CodeStrings {
        code: Code::InternalField,
        text: [
            "“{name}”是内部数据，或由内部数据算出，不能用在公开的页面里",
            "`{name}` is internal, or computed from internal data, and cannot be used on a public page",
        ],
        help: [
            "请从这里删去它，或把这一页（页面头部）、这一块（块的第一层）标为 internal: true，公开时整页、整块不出现；它本来可以公开的，请到 data/datapackage.yaml 中去掉 internal: true",
            "remove it here, or mark this page (in its front matter) or block internal: true so that it is left out of the public site; if the data may be public, remove internal: true in data/datapackage.yaml",
        ],
        explain: [
            "数据说明中标为 internal: true 的表和字段，以及由它们算出的表和指标，都不进入公开的网站。",
            "Tables and fields marked internal: true in the descriptor, and tables and metrics computed from them, stay out of a public site.",
        ],
    },
    CodeStrings {
        code: Code::InternalText,
        text: [
            "即将写出的这个文件中有内部内容“{text}”",
            "this file was about to be written and contains the internal text `{text}`",
        ],
        help: [
            "请查找这段文字从哪里来（模板、附件、查询），把它删去；如果它本来就可以公开，请写进公开的数据或页面",
            "find where it comes from (a template, an attachment or a query) and remove it; if it may be public, put it into public data or on a public page",
        ],
        explain: [
            "内部字段、内部表和内部页面的文字，凡不在公开的数据和页面里出现的，都会在写出的每个文件中查找一遍。",
            "Every file is searched for the text of internal fields, tables and pages that does not also occur in public data or pages.",
        ],
    },
    CodeStrings {
        code: Code::NotSearched,
        text: [
            "这个文件没有查完：{reason}",
            "this file could not be searched completely: {reason}",
        ],
        help: [
            "请用原来的软件打开，不设密码另存一份，换上新的文件；打不开的，请删去",
            "open it in the program that made it, save it again without a password and use that copy; if it cannot be opened, delete it",
        ],
        explain: [
            "公开前，附件和写出的每个文件都要查找个人信息和内部内容；查不完的文件不能公开。",
            "Before publishing, attachments and all written files are searched for personal information and internal content; a file that cannot be searched completely is not published.",
        ],
    },
    CodeStrings {
        code: Code::SmallCell,
        text: [
            "“{name}”的数值{n}小于{k}，人数太少，可能看出是谁",
            "`{name}` is {n}, which is less than {k}; such a small count may identify people",
        ],
        help: [
            "请合并类别或地区后再公布，或在 datapackage.yaml 的 disclosure 中写 mode: suppress，由程序隐去",
            "combine categories or areas, or write mode: suppress under disclosure in datapackage.yaml to hide the value",
        ],
        explain: [
            "能够识别或者推断单个统计调查对象身份的资料不得对外提供（统计法第二十八条）。",
            "Data that identify a single respondent, or allow one to be inferred, must not be disclosed (Statistics Law, art. 28).",
        ],
    },
    CodeStrings {
        code: Code::RecoverableCell,
        text: [
            "隐去的“{name}”可以推算出来：由{from}可知为{n}",
            "the hidden value of `{name}` can be worked out: {from} gives {n}",
        ],
        help: [
            "请在同一行或同一列再隐去一个数，或隐去合计；也可以合并类别。交给程序处理时，请填上原数并声明 totals",
            "hide another value in the same row or column, or the total, or combine categories; to let gongbao do this, enter the original value and declare totals",
        ],
        explain: [
            "合计减去其余各项就得到隐去的数，只隐去一个等于没有隐去。",
            "The total minus the other values gives the hidden one, so hiding a single value hides nothing.",
        ],
    },
    CodeStrings {
        code: Code::SuppressedFigure,
        text: [
            "“{figure}”用到因人数少而隐去的数，页面上显示为“{shown}”",
            "`{figure}` uses a value that is hidden because the count is small; the page shows {shown}",
        ],
        help: [
            "请改写这句话，不要写出具体的数",
            "reword the sentence without the figure",
        ],
        explain: [
            "数据说明的 disclosure 规定，小于 k 的计数和能够推算出它们的数都不公布。",
            "Under `disclosure` in the descriptor, counts below k and figures from which they could be worked out are not published.",
        ],
    },
    CodeStrings {
        code: Code::PartialSum,
        text: [
            "查询汇总的“{name}”列中有隐去的数，结果会偏小或不准",
            "the query aggregates `{name}`, in which values are hidden; the result would be too small or otherwise wrong",
        ],
        help: [
            "请改为引用数据中原有的合计，或只选取不汇总",
            "use a total that is in the data, or select rows without aggregating them",
        ],
        explain: [
            "隐去的数在查询中当作没有，汇总时不计入，免得由差额推算出来。",
            "Hidden values are missing in queries, too, so that they cannot be worked out from a difference.",
        ],
    },
    CodeStrings {
        code: Code::UnusedWaiver,
        text: [
            "这条豁免没有对应的问题：{file} 中没有 {code}",
            "unused waiver: there is no such {code} in {file}",
        ],
        help: [
            "内容已改动或删去的，请删去这条豁免",
            "if the content was changed or removed, delete the waiver",
        ],
        explain: [
            "豁免与具体的内容一一对应；内容变了，须重新审核。",
            "A waiver applies to one particular value; if the value changes, it has to be reviewed again.",
        ],
    },
];
