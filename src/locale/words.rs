//! The fixed words a report says about its figures, in every language of the interface.
//!
//! The frame around the page (menus, buttons) has its words in the theme; these are the words of
//! statuses, changes, targets and descriptions, which every output format shares.

use crate::locale::Lang;

macro_rules! words {
    ($($name:ident $zh:literal $en:literal;)*) => {
        /// A word or a pattern with `{named}` places, see [`word`] and [`fill`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word { $(#[doc = $zh] $name),* }

        /// Every word and pattern in a language.
        pub fn words(lang: Lang) -> Vec<&'static str> {
            match lang {
                Lang::Zh => vec![$($zh),*],
                Lang::En => vec![$($en),*],
            }
        }

        /// The wording of `it` in a language.
        pub fn word(lang: Lang, it: Word) -> &'static str {
            match (it, lang) {
                $((Word::$name, Lang::Zh) => $zh, (Word::$name, Lang::En) => $en,)*
            }
        }
    };
}

words! {
    Met "已达标" "met";
    OnCourse "进展正常" "on course";
    Behind "未达标" "behind";
    Overdue "逾期未达标" "overdue";
    NoData "未公开" "not published";
    NoValue "无数据" "no data";
    Undecided "未定" "undecided";
    Unstated "未明确" "not stated";
    Must "必须达到" "required";
    Strive "力争达到" "aimed at";
    Encourage "鼓励达到" "encouraged";
    May "可以" "optional";
    AtLeast "{value}以上" "at least {value}";
    AtMost "{value}以下" "at most {value}";
    Between "{low}至{high}" "{low} to {high}";
    Equals "{value}" "{value}";
    By "{date}前" "by {date}";
    Rises "提高{by}" "up {by}";
    Falls "下降{by}" "down {by}";
    Grows "增长{by}" "up {by}";
    Shrinks "下降{by}" "down {by}";
    Unchanged "持平" "unchanged";
    NearlyUnchanged "基本持平" "almost unchanged";
    Points "个百分点" "percentage points";
    Point "个百分点" "percentage point";
    AboveTarget "高于目标{by}" "{by} above target";
    BelowTarget "低于目标{by}" "{by} below target";
    OnTarget "与目标持平" "exactly on target";
    JustAboveTarget "略高于目标" "just above target";
    JustBelowTarget "略低于目标" "just below target";
    WithinTarget "在目标范围内" "within the target range";
    Target "目标" "target";
    TargetLine "目标{value}" "target {value}";
    PartsTitle "材料清单" "Papers";
    DataPartTitle "数据附表" "Data appendix";
    TargetsPartTitle "目标清单" "Targets";
    GlossaryTitle "名词解释" "Terms";
    BallotTitle "满意度测评票（票样）" "Ballot (specimen)";
    DeadlinesTitle "材料报送时限" "When papers are due";
    DueDraft "报告初稿送有关专门委员会或者工作机构征求意见" "Draft report to the committee concerned";
    DueFinal "修改后的报告送常务委员会" "Report to the standing committee";
    DueMembers "报告发给常务委员会组成人员" "Report to the members";
    DaysBefore "会议举行的{n}日前" "{n} days before the meeting";
    MeetingDay "会议举行" "Meeting";
    ChangeHead "变化" "Change";
    Basis "依据" "Basis";
    MatterHead "测评事项" "Matter";
    DueHead "事项" "What";
    BeforeHead "法定时限" "By law";
    DayHead "日期" "Day";
    DraftComment "征求意见稿" "Draft for comment";
    DraftApproval "送审稿" "Draft for approval";
    RevisionFinal "初步数据转为最终数据" "provisional figure made final";
    RevisionCorrection "更正" "correction";
    RevisionMethod "口径或方法调整" "change of definition or method";
    RevisionNotice "本页有{n}个数字在首次公布后作过修订，见文末“修订说明”。" "Figures on this page revised since they were first published: {n}. See “Revisions” at its end.";
    RevisionLine "{title}：“{edition}”公布为{before}，现为{after}（{kind}，{date}）。{reason}" "{title}: published as {before} in “{edition}”, now {after} ({kind}, {date}). {reason}";
    RevisionsTitle "修订说明" "Revisions";
    RevisionsSummary "已公布的数字凡有改动，都在这里逐一列出。" "Every published figure that was changed later.";
    RevisionsSince "“{edition}”公布后的修订 {date}" "Revised since “{edition}” {date}";
    RevisionsAll "全部修订" "All revisions";
    RevisedFigure "数字" "Figure";
    RevisedFrom "原公布" "Published";
    RevisedTo "修订为" "Revised to";
    RevisedHow "类别" "Kind";
    RevisedWhen "日期" "Date";
    RevisedWhy "原因" "Reason";
    Sample "示例数据" "sample data";
    SampleNote "本图表所用数据为虚构的示例数据。" "The data shown are made up for demonstration.";
    Yes "是" "yes";
    No "否" "no";
    Missing "—" "—";
    BelowUnit "不足最小计量单位" "below the smallest unit";
    NotAvailable "数据不详" "not available";
    NotApplicable "不适用" "not applicable";
    Withheld "不予公开" "withheld";
    SignMeans "“{sign}”表示{meaning}" "“{sign}” means {meaning}";
    BlankMeans "空格表示{meaning}" "an empty cell means {meaning}";
    Legend "注：{signs}。" "Note: {signs}.";
    SignsHead "符号" "Signs";
    BoundsHead "界限" "Bounds";
    BoundCells "{cells}中的数只是上下限或概数，不是确数。" "The figures in {cells} are bounds or estimates, not exact values.";
    BoundCellsAmong "{cells}等{n}格中的数只是上下限或概数，不是确数。" "The figures in {n} cells, {cells} among them, are bounds or estimates, not exact values.";
    LegendSeparator "；" "; ";
    OverUnit "{value}余{unit}" "over {value}{unit}";
    OverSign "超过{value}{unit}" "over {value}{unit}";
    AtLeastUnit "{value}{unit}以上" "at least {value}{unit}";
    AtMostUnit "{value}{unit}以下" "at most {value}{unit}";
    AboutUnit "约{value}{unit}" "about {value}{unit}";
    Suppressed "x" "x";
    SmallCount "人数较少或据此可以推算，不予公布" "not published, as the count is small or would give one away";
    SuppressedGap "“{word}”包括人数较少或据此可以推算而不予公布的数。" "“{word}” includes counts that are small or would give one away.";
    All "全部" "all";
    SinceChange "比{time}{change}" "{change} since {time}";
    Member "对象" "member";
    Metric "指标" "metric";
    Time "时间" "period";
    Value "数值" "value";
    Deadline "期限" "deadline";
    Strength "要求" "strength";
    GapHead "与目标比较" "against the target";
    Status "状态" "status";
    NoTarget "无目标" "no target";
    HomeTitle "首页" "Home";
    MetricsTitle "指标" "Metrics";
    MetricsSummary "每个指标的定义、来源、目标、历年数值和使用之处。" "Definition, source, targets, history and use of every metric.";
    DataTitle "数据" "Data";
    DataSummary "全部数据表，可查阅、可下载。" "Every table, to read and to download.";
    HistoryTitle "历年变化" "Over time";
    MembersTitle "按{dimension}" "By {dimension}";
    TargetsTitle "目标与状态" "Targets and status";
    TypeString "文字" "text";
    TypeInteger "整数" "whole number";
    TypeNumber "数" "number";
    TypeBoolean "是否" "yes or no";
    TypeDate "日期" "date";
    TypeYear "年份" "year";
    TypePeriod "时期" "period";
    FormulaColumn "直接取“{a}”列的数值" "the value of the column {a}";
    FormulaSum "“{a}”之和" "the sum of {a}";
    FormulaMean "“{a}”按“{b}”加权平均" "the mean of {a} weighted by {b}";
    FormulaShare "“{a}”之和除以“{b}”之和，再乘以100" "the sum of {a} divided by the sum of {b}, times 100";
    FormulaCount "符合条件的记录数" "the number of matching rows";
    Unit "单位：{unit}" "unit: {unit}";
    Separator "、" ", ";
    Subtitle "{measure}，{area}，{period}（{unit}）" "{measure}, {area}, {period} ({unit})";
    Comma "，" ", ";
    Semicolon "；" "; ";
    Members "{n}个{dimension}" "{n} × {dimension}";
    RowNumber "第{n}行" "row {n}";
    RowRange "第{from}—{to}行" "rows {from}–{to}";
    RowCount "共{n}行" "{n} rows";
    FigureOf "{title}：{members}" "{title}: {members}";
    FigureFrom "{what}。来源：{source}" "{what}. Source: {source}";
    VersionOf "{version}版" "version {version}";
    RetrievedHead "获取日期" "Retrieved";
    RetrievedOn "{date}获取" "retrieved {date}";
    CoverageHead "覆盖范围" "Coverage";
    MethodHead "方法" "Method";
    OrganisationHead "提供单位" "Organisation";
    DataSheet "数据" "Data";
    NotesSheet "说明" "Notes";
    ItemHead "项目" "Item";
    ContentHead "内容" "Content";
    TitleHead "标题" "Title";
    SubtitleHead "范围" "Scope";
    SourceHead "来源" "Source";
    LicenseHead "许可" "Licence";
    NoteHead "附注" "Remark";
    AsOfHead "统计截止" "As of";
    IssuerHead "发布" "Published by";
    Source "来源：{source}" "Source: {source}";
    NoSource "来源未注明" "source not stated";
    AsOf "截至{date}" "as of {date}";
    YearText "{year}年" "{year}";
    RangeText "{from}—{to}" "{from}–{to}";
}

/// Puts values into the `{named}` places of a pattern.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use crate::locale::fill;

    #[test]
    fn fills_named_places_and_keeps_unknown_ones() {
        assert_eq!(fill("{a}至{b}，{c}", &[("a", "1"), ("b", "{a}")]), "1至{a}，{c}");
        assert_eq!(fill("a { b", &[]), "a { b");
    }
}
