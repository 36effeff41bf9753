//! The fixed words a report says about its figures, in every language of the interface.
//!
//! The frame around the page (menus, buttons) has its words in the theme; these are the words of
//! statuses, changes, targets and descriptions, which every output format shares.

use crate::locale::Lang;

macro_rules! words {
    ($($name:ident $zh:literal $en:literal;)*) => {
        /// A word or a pattern with `{named}` places, see [`word`] and [`fill_placeholders`].
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
    PerMillePoints "个千分点" "per mille points";
    PerMillePoint "个千分点" "per mille point";
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
    TermsTitle "名词解释" "Terms";
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
    GapsTitle "数据完备" "Completeness";
    GapsSummary "{metrics}个指标和{tables}张数据表中，没有数据、来源、目标、定义的，不予公布的，以及暂定的，都列在这里。" "What has no data, source, target or definition, what is withheld and what is provisional, among {metrics} metrics and {tables} tables.";
    GapNone "没有。" "None.";
    GapData "没有数据的指标" "Metrics without data";
    GapDataAbout "这些指标已经定义，最近一期还没有公布数值。" "Defined, but without a published value at their latest period.";
    GapMembers "缺数的对象和时期" "Members and periods without a value";
    GapMembersAbout "指标在这些对象和时期没有数值；不予公布的另列。" "The metric has no value there; what is withheld is listed apart.";
    GapCells "缺数的单元格" "Cells without a value";
    GapCellsAbout "数据表中没有填写或者数据不详的单元格；不适用的、不足最小计量单位的不算缺数，由查询得出的表不重复计算。" "Cells left empty or marked as not available; what does not apply or is below the smallest unit is no gap, and tables made by queries are not counted again.";
    GapWithheld "不予公布的单元格" "Cells withheld";
    GapWithheldAbout "有数但不予公布的单元格；由它们计算的合计和占比也不公布。" "There is a value, but not for the public; what would be computed from it is not published either.";
    GapProvisional "暂定的数" "Provisional figures";
    GapProvisionalAbout "这些时期的数值还可能修订。" "The values of these periods may still be revised.";
    GapTarget "没有目标的指标" "Metrics without a target";
    GapTargetAbout "分得出好坏而没有目标的指标；不分好坏的不需要目标，没有列入。" "Metrics of which more or less is better, but that have no target; neutral ones need none and are not listed.";
    GapSource "没有来源" "Without a source";
    GapSourceAbout "没有写明来源的指标和数据表。" "Metrics and tables that do not say where their data come from.";
    GapDefinition "没有定义" "Without a definition";
    GapDefinitionAbout "没有写明定义的指标和没有说明的数据表。" "Metrics without a definition and tables without a description.";
    GapPeriods "：{periods}" ": {periods}";
    GapMore "{list}等{n}处" "{list} and others, {n} in all";
    GapAt "{member}{time}" "{member} {time}";
    GapBlank "没有填写" "left empty";
    GapOf "{n}（共{all}行）" "{n} of {all} rows";
    GapList "缺数之处" "where";
    DimensionHead "维度" "dimension";
    CountHead "个数" "number";
    TableHead "数据表" "table";
    ColumnHead "列" "column";
    ReasonHead "原因" "reason";
    RoundingNote "因四舍五入，分项之和可能与合计略有出入。" "Because of rounding, parts may not add up to their total.";
    Explained "{text}（{reason}）" "{text} ({reason})";
    WayStep "{date}{value}" "{value} by {date}";
    ScopedTarget "{target}（{scope}）" "{target} ({scope})";
    StatusTitle "目标进度" "Targets";
    StatusSummary "截至{date}，{n}项目标中{met}项已达标。" "As of {date}, {met} of {n} targets are met.";
    StatusSummaryUndated "{n}项目标中{met}项已达标。没有统计截止日期，取决于日期的状态为“未定”。" "{met} of {n} targets are met. Without an as-of date, whatever depends on it is undecided.";
    StatusGroup "{status}（{n}）" "{status} ({n})";
    StatusSource "各指标的来源见其页面" "see the page of each metric";
    TargetUnit "项" "";
    ResponsibleHead "责任单位" "responsible";
    PlanHead "计划" "plan";
    RulesTitle "状态怎样判定" "How statuses are found";
    RuleMet "以未经修约的原始数值与目标比较，“以上”“以下”含本数。达到的为“已达标”，不论何时达到。" "The raw value is held against the target, never the rounded one; bounds include their number. A target that is reached is “met”, whenever that was.";
    RuleOverdue "期限是截止的最后一日：“年底前”指当年12月31日，“上半年”指6月30日。过了期限未达到的为“逾期未达标”；只是鼓励或者可以达到的，为“未达标”。" "A deadline is a last day: “by the end of the year” is 31 December, “the first half” is 30 June. A target missed by then is “overdue”; one that is only encouraged or optional is “behind”.";
    RuleOnCourse "期限以前看节点：两个节点之间应达到的数值按天数成直线，即“当期应达”。不低于它的为“进展正常”，否则为“未达标”。" "Before the deadline the milestones decide: between two of them what is required is a straight line in days, “required by now”. A value on it or better is “on course”, else “behind”.";
    RuleUndecided "没有节点、期限未到的，无从判断，为“未定”；数值只是上下限、判断不了的，也是“未定”。" "Without milestones nobody can tell before the deadline: “undecided”. So is a value that is only a bound where the bound does not decide.";
    RuleNoData "没有数值的为“未公开”。数值属于较早时期的，按该时期的最后一日判断。" "Without a value the status is “not published”. A value of an earlier period is judged on that period's last day.";
    RuleWorst "总体数值之外，同时写明最差的对象和没有达到的对象个数；只有分对象数值的，以最差的对象为准。" "Beside the value of the whole stand the worst member and how many fall short; where only members have values, the worst one counts.";
    TargetsFile "全部目标及判定所用的数值（JSON）" "All targets with the values they were judged by (JSON)";
    RequiredHead "当期应达" "required by now";
    RequiredThen "{value}（{date}）" "{value} ({date})";
    WorstHead "最差对象" "worst member";
    WorstLow "最低：{member} {value}" "lowest: {member} {value}";
    WorstHigh "最高：{member} {value}" "highest: {member} {value}";
    SomeShort "{n}个{dimension}中{short}个未达到" "{short} of {n} ({dimension}) short of it";
    NoneShort "{n}个{dimension}均达到" "all {n} ({dimension}) reach it";
    HomeTitle "首页" "Home";
    MetricsTitle "指标" "Metrics";
    MetricsSummary "每个指标的定义、来源、目标、历年数值和使用之处。" "Definition, source, targets, history and use of every metric.";
    DataTitle "数据" "Data";
    DataSummary "全部数据表，可查阅、可下载。" "Every table, to read and to download.";
    SearchTitle "搜索" "Search";
    MapTitle "站点地图" "Site map";
    MapSummary "本站全部栏目和页面。" "Every section and page of this site.";
    MapMore "全部{n}页见“{title}”" "all {n} pages are listed in {title}";
    GlossaryTitle "指标释义" "Glossary";
    GlossarySummary "本站各项指标的含义。正文中首次出现的指标名称链接到这里。" "What the metrics of this site are. Texts link here where they name one first.";
    TopicsTitle "分类" "Topics";
    TopicsSummary "按主题、类别、年份、发布单位和对象查找本站页面。" "The pages of this site by topic, kind, year, issuer and member.";
    CompareTitle "比较" "Compare";
    CompareSummary "每个指标在各区县等对象之间、各年份之间的比较。" "Every metric across its members and over time.";
    CompareOf "比较：{title}" "Compare: {title}";
    CompareBy "{title}，{by}" "{title}, {by}";
    CompareOne "各对象历年数值。定义、来源和目标见" "Values of all members over time. Definition, source and targets: ";
    IssuedBy "发布单位" "Issuer";
    TopicHead "主题" "Topic";
    KindHead "类别" "Kind";
    YearHead "年份" "Year";
    TopicSummary "{facet}：共{n}页" "{facet}: {n} pages";
    TopicMany "{facet}：共{n}页，列出前{most}页，其余可用搜索查找" "{facet}: {n} pages, of which {most} are listed; the search finds the others";
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
    SourceLabel "来源：" "Source:";
    NoSource "来源未注明" "source not stated";
    AsOf "截至{date}" "as of {date}";
    YearText "{year}年" "{year}";
    RangeText "{from}—{to}" "{from}–{to}";
}

/// Puts values into the `{named}` places of a pattern.
pub fn fill_placeholders(pattern: &str, values: &[(&str, &str)]) -> String {
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
    use crate::locale::fill_placeholders;

    #[test]
    fn fills_named_places_and_keeps_unknown_ones() {
        assert_eq!(
            fill_placeholders("{a}至{b}，{c}", &[("a", "1"), ("b", "{a}")]),
            "1至{a}，{c}"
        );
        assert_eq!(fill_placeholders("a { b", &[]), "a { b");
    }
}
