//! A site made by hand, one page of each layout, for the tests of this crate.

use std::collections::BTreeMap;
use std::sync::Arc;

use gongbao_chart::KINDS;
use gongbao_diag::locale::{Lang, NumberFormat, Word, parse_date};
use gongbao_metrics::{Status, Strength};
use gongbao_model::prose::{
    Alert, Align, Block, Footnote, HandTable, Heading, Inline, ListItem, Phrase, TextRun,
};
use gongbao_model::{
    Chart, ChartKind, Extras, Grid, GridCell, GridColumn, Orientation, Origin, Point, Series,
    Stack, TargetLine, Tick, Value,
};
use gongbao_settings::{Config, PictureSettings};
use gongbao_site::lineage::{self, UseKind, UsePlace, UsedIn, value_anchor};
use gongbao_site::{
    BoundFigure, BoundSite, Child, Cited, DataTable, Exhibit, FactLabel, Layout, Link, MetricFacts,
    MetricPlace, NavItem, Page, PageEntry, Places, Route, Site, SiteFacts, TableFacts, TablePlace,
    Target, TargetFacts, Tile, TileTarget, Tiles,
};

/// Districts with their shares in five years.
const SHARES: [(&str, f64, Status); 8] = [
    ("铁西区", 46.2, Status::Met),
    ("和平区", 44.8, Status::Met),
    ("沈河区", 43.1, Status::Met),
    ("大东区", 41.7, Status::Met),
    ("皇姑区", 40.3, Status::Met),
    ("浑南区", 38.9, Status::OnCourse),
    ("柳渡县", 36.5, Status::Behind),
    ("东陵县", 33.0, Status::Overdue),
];

pub(super) fn site() -> BoundSite {
    let config = Config {
        title: "示例市派出所工作公报".to_owned(),
        subtitle: Some("派出所警力、设施与审议意见办理情况".to_owned()),
        as_of: parse_date("2025-12-31"),
        issuer: Some("示例市公安局".to_owned()),
        edition: Some("2025年度".to_owned()),
        footer: vec!["联系电话：0000-0000000".to_owned()],
        // Pixels need a font, which no test can count on.
        pictures: PictureSettings {
            png: false,
            ..PictureSettings::default()
        },
        ..Config::default()
    };
    let nav = [
        ("首页", "index.html"),
        ("工作报告", "report/index.html"),
        ("审议意见", "opinion/index.html"),
    ];
    let nav = nav.iter().chain(&[
        ("行动计划", "plan/index.html"),
        ("指标", "metrics/index.html"),
    ]);
    let pages = pages();
    let places = Places {
        metrics: BTreeMap::from([(
            "station_share".to_owned(),
            MetricPlace {
                route: Route("metrics/station_share.html".to_owned()),
                title: "派出所警力占比".to_owned(),
                has_targets: true,
                lists_all_values: true,
            },
        )]),
        tables: BTreeMap::from([(
            "allocation".to_owned(),
            TablePlace {
                route: Route("data/allocation.html".to_owned()),
                has_all_cited_rows: true,
            },
        )]),
    };
    let site = Site {
        config,
        pages: pages.iter().map(PageEntry::of).collect(),
        places,
        nav: nav.map(|(title, route)| item(title, route)).collect(),
        ..Site::default()
    };
    BoundSite {
        site,
        pages,
        facts: SiteFacts::default(),
    }
}

fn pages() -> Vec<Page> {
    let mut pages = vec![home(), report(), section(), metric(), table()];
    let official = [
        (Layout::Opinion, "opinion/2025.html"),
        (Layout::Progress, "progress/2025.html"),
    ];
    pages.extend(
        official
            .iter()
            .chain(&[(Layout::Plan, "plan/2025.html")])
            .map(|(layout, route)| opinion(*layout, route)),
    );
    for (position, page) in pages.iter_mut().enumerate() {
        page.position = position;
    }
    pages
}

fn page(layout: Layout, route: &str, title: &str, blocks: Vec<Block<Target>>) -> Page {
    let breadcrumb = if layout == Layout::Home {
        vec![]
    } else {
        vec![
            item("首页", "index.html"),
            item("工作报告", "report/index.html"),
        ]
    };
    Page {
        position: 0,
        parts: Vec::new(),
        route: Route(route.to_owned()),
        file: Arc::from("content/index.md"),
        lang: Lang::Zh,
        language_tag: gongbao_diag::locale::LanguageTag::default(),
        key: Route(route.to_owned()),
        is_translation: false,
        translations: Vec::new(),
        layout,
        title: text(title),
        title_text: title.to_owned(),
        summary: None,
        date: parse_date("2025-12-31"),
        issuer: None,
        doc_no: None,
        session: None,
        paper: gongbao_site::Paper::default(),
        release: gongbao_site::Release::default(),
        blocks,
        footnotes: Vec::new(),
        order: 0.0,
        n_figures: 0,
        n_charts: 0,
        topics: Vec::new(),
        related: Vec::new(),
        exhibits: BTreeMap::new(),
        queries: Vec::new(),
        breadcrumb,
        previous: None,
        next: None,
        children: Vec::new(),
        sources: vec!["示例市公安局人事统计（示例数据）".to_owned()],
        sample: true,
        metric: None,
        table: None,
    }
}

fn home() -> Page {
    let blocks = vec![
        embed(Exhibit::Tiles(tiles())),
        heading(2, "达到目标的", "met"),
        list(
            None,
            &[
                "派出所警力占比：八个区县中五个达到40%以上",
                "社区民警占派出所警力比重：全市43.5%",
                "危旧派出所改造：三年任务提前完成",
            ],
        ),
        heading(2, "尚未达到目标的", "open"),
        list(
            None,
            &[
                "柳渡县、东陵县派出所警力占比低于40%",
                "业务用房面积达标率为87.5%",
            ],
        ),
    ];
    let mut home = page(Layout::Home, "index.html", "示例市派出所工作公报", blocks);
    home.summary = Some(vec![
        Inline::generated("到2025年底，全市派出所警力占比达".to_owned()),
        Inline::Figure(figure("41.2%", "41.2", true)),
        Inline::generated("，比上年提高1.2个百分点，八个区县中五个达到40%以上的目标。".to_owned()),
    ]);
    home.children = vec![
        child(
            "2025年度派出所工作报告",
            "report/index.html",
            "警力、设施、勤务与经费保障的年度情况，附全部数据。",
            true,
        ),
        child(
            "关于派出所工作情况报告的审议意见",
            "opinion/2025.html",
            "常委会组成人员的八条审议意见及逐条答复。",
            true,
        ),
        child(
            "三年行动计划进展",
            "plan/2025.html",
            "十九项目标的要求、完成值和差距。",
            false,
        ),
    ];
    home
}

fn report() -> Page {
    let alert = Block::Alert {
        kind: Alert::Note,
        blocks: vec![para(
            "各区县占比均按年末数计算。全市占比是民警数合计之比，不是各区县占比的平均。",
        )],
    };
    let blocks = vec![
        heading(2, "主要情况", "main"),
        Block::Paragraph(vec![
            Inline::generated("2025年，全市公安机关把警力向基层倾斜，派出所警力占比达".to_owned()),
            Inline::Figure(figure("41.2%", "41.2", true)),
            Inline::generated("，比2024年".to_owned()),
            Inline::Strong(vec![Inline::Figure(figure("提高1.2个百分点", "1.2", true))]),
            Inline::generated("；其中社区（驻村）民警".to_owned()),
            Inline::Figure(figure("1468人", "1468", false)),
            Inline::generated(
                "，占派出所警力的43.5%。八个区县中，铁西区、和平区、沈河区、大东区、皇姑区五个区达到40%以上的目标"
                    .to_owned(),
            ),
            Inline::Footnote { number: 1, nth: 1 },
            Inline::generated("，柳渡县、东陵县尚未达到".to_owned()),
            Inline::Footnote { number: 1, nth: 2 },
            Inline::generated("。详见".to_owned()),
            Inline::Link { to: link("plan/2025.html"), text: text("行动计划") },
            Inline::generated("和".to_owned()),
            Inline::Link {
                to: Link::External { url: "https://example.org/a?b=1&c=2".to_owned() },
                text: text("上级文件 <原文>"),
            },
            Inline::generated("。".to_owned()),
        ]),
        embed(Exhibit::Chart(Arc::new(chart("fig-1")))),
        heading(2, "设施和经费", "facilities"),
        para(
            "派出所业务用房面积达标率为87.5%，危旧派出所改造三年任务全部完成。年度公用经费按每名民警标准足额保障，装备经费同比增长3.4%。",
        ),
        list(
            Some(1),
            &["新建派出所两处，建筑面积3260平方米；", "改扩建派出所五处，其中危房三处；", "更新执法记录仪1240台。"],
        ),
        alert,
        embed(Exhibit::Table(Box::new(data_table("tab-1")))),
        heading(2, "存在的问题", "problems"),
        heading(3, "警力分布不均", "uneven"),
        para("远郊县派出所警力占比仍低于全市平均水平，部分派出所民警年龄结构偏大。"),
        Block::Quote(vec![para("要坚持重心下移、力量下沉、保障下倾。")]),
        heading(3, "手工表格", "hand"),
        Block::Table(HandTable {
            align: vec![Align::Left, Align::Right],
            head: vec![text("项目"), text("数量")],
            rows: vec![vec![text("新建"), text("2")], vec![text("改扩建"), text("5")]],
        }),
        Block::Code {
            language: "sql".to_owned(),
            text: TextRun::generated("SELECT district, share FROM allocation WHERE year < 2025"),
        },
        Block::Rule,
    ];
    let mut report = page(
        Layout::Report,
        "report/index.html",
        "2025年度派出所工作报告",
        blocks,
    );
    report.summary = Some(text(
        "五个区派出所警力占比达到40%，两个县尚有差距；危旧派出所改造三年任务完成。",
    ));
    report.footnotes = vec![Footnote {
        number: 1,
        uses: 2,
        blocks: vec![para(
            "目标见《加强新时代公安派出所工作三年行动计划（2023—2025年）》。",
        )],
    }];
    report.next = Some(item(
        "关于派出所工作情况报告的审议意见",
        "opinion/2025.html",
    ));
    report.previous = Some(item("2024年度派出所工作报告", "report/2024.html"));
    report
}

fn opinion(layout: Layout, route: &str) -> Page {
    let long = "要进一步落实三年行动计划，把警力配置向一线倾斜，严格控制机关和非实战单位警力规模，新增编制优先用于派出所，\
                推动派出所警力占比和社区民警占比达到“两个40%以上”，确有困难的县应当提出分年度的补充计划并报市人民政府。";
    let blocks = vec![
        para(
            "2025年6月27日，市十七届人大常委会第七次会议听取和审议了市人民政府关于派出所工作情况的报告。会议认为，近年来全市派出所工作取得明显成效，基层基础不断夯实，群众安全感稳步提升。现将审议意见综合如下：",
        ),
        heading(2, "一、加强警力下沉", "one"),
        para(long),
        heading(3, "（一）明确年度任务", "one-one"),
        para(long),
        heading(2, "二、改善基础设施", "two"),
        para(long),
        embed(Exhibit::Chart(Arc::new(chart("fig-1")))),
        para("会议建议，市人民政府应当在六个月内报告审议意见的研究处理情况。"),
        embed(Exhibit::Table(Box::new(data_table("status")))),
    ];
    let mut opinion = page(
        layout,
        route,
        "示例市人民代表大会常务委员会关于派出所工作情况报告的审议意见",
        blocks,
    );
    opinion.session = Some("市十七届人大常委会第七次会议".to_owned());
    opinion.issuer = Some("示例市人民代表大会常务委员会".to_owned());
    opinion
}

fn section() -> Page {
    let mut section = page(
        Layout::Section,
        "metrics/index.html",
        "指标",
        vec![para("本公报使用的全部指标。")],
    );
    section.children = vec![child(
        "派出所警力占比",
        "metrics/station_share.html",
        "派出所民警数占本级公安机关民警总数的比重",
        false,
    )];
    section
}

fn metric() -> Page {
    let blocks = vec![embed(Exhibit::Chart(Arc::new(chart("history"))))];
    let mut metric = page(
        Layout::Metric,
        "metrics/station_share.html",
        "派出所警力占比",
        blocks,
    );
    metric.summary = Some(text("派出所民警数占本级公安机关民警总数的比重。"));
    metric.metric = Some(MetricFacts {
        id: "station_share".to_owned(),
        facts: vec![
            (FactLabel::Formula, "派出所民警 ÷ 民警总数 × 100".to_owned()),
            (FactLabel::Unit, "%".to_owned()),
        ],
        targets: vec![TargetFacts {
            words: "40%以上".to_owned(),
            strength: Strength::Must,
            strength_word: "必须达到".to_owned(),
            by: Some("2025年12月31日前".to_owned()),
            scope: "全部".to_owned(),
            basis: Some("《加强新时代公安派出所工作三年行动计划（2023—2025年）》".to_owned()),
            way: vec!["2024年底38%".to_owned()],
            responsible: vec!["示例市公安局".to_owned()],
            plan: Some("三年行动计划".to_owned()),
        }],
        used_in: vec![UsedIn {
            page: item("2025年度派出所工作报告", "report/index.html"),
            places: vec![UsePlace {
                kind: UseKind::Sentence,
                text: "派出所警力占比达41.2%。".to_owned(),
                anchor: Some("main".to_owned()),
            }],
            left_out: 2,
        }],
        values: vec![lineage::ShownValue {
            anchor: value_anchor(&read_from()),
            text: "41.2%".to_owned(),
            raw: "41.2".to_owned(),
            about: String::new(),
            origins: read_from(),
        }],
        sources: vec![Cited {
            text: "示例市公安局人事统计（示例数据）".to_owned(),
            url: None,
        }],
        background: Vec::new(),
        table: item("派出所警力配置", "data/allocation.html"),
    });
    metric
}

fn table() -> Page {
    let mut table = page(
        Layout::Table,
        "data/allocation.html",
        "派出所警力配置",
        Vec::new(),
    );
    let field = ["district", "区县", "文字", "", "行政区划"].map(str::to_owned);
    table.table = Some(TableFacts {
        name: "allocation".to_owned(),
        description: Some("各区县年末民警数。".to_owned()),
        facts: vec![(FactLabel::Rows, "40".to_owned())],
        sources: Vec::new(),
        background: vec![(
            Word::LicenseHead,
            Cited {
                text: "CC BY 4.0".to_owned(),
                url: None,
            },
        )],
        fields: vec![
            field,
            ["officers", "民警总数", "整数", "人", ""].map(str::to_owned),
        ],
        metrics: vec![item("派出所警力占比", "metrics/station_share.html")],
        cited_rows: Vec::new(),
        stem: "data/allocation".to_owned(),
    });
    table
}

pub(super) fn chart(id: &str) -> Chart {
    let points = SHARES.iter().map(|(_, value, _)| {
        let text = format!("{value}%");
        Some(Point {
            value: *value,
            text,
            met: Some(*value >= 40.0),
            ..Point::default()
        })
    });
    let tick = |name: &str| Tick {
        label: name.to_owned(),
        value: Value::Text(name.to_owned()),
    };
    Chart {
        id: id.to_owned(),
        kind: ChartKind(KINDS[0].name()),
        lang: Lang::Zh,
        title: "五个区达到40%".to_owned(),
        subtitle: "派出所警力占比，各区县，2025年（%）".to_owned(),
        x_label: "区县".to_owned(),
        y_label: "派出所警力占比".to_owned(),
        x: SHARES.iter().map(|(name, _, _)| tick(name)).collect(),
        series: vec![Series {
            channel: "y",
            name: "派出所警力占比".to_owned(),
            points: points.collect(),
            ..Series::default()
        }],
        targets: vec![TargetLine {
            channel: "y",
            value: 40.0,
            label: "目标40%以上".to_owned(),
            path: Vec::new(),
        }],
        number: NumberFormat {
            unit: "%".to_owned(),
            ..NumberFormat::default()
        },
        unit: "%".to_owned(),
        orientation: Orientation::Automatic,
        stack: Stack::No,
        as_of: None,
        source: "示例市公安局人事统计（示例数据）".to_owned(),
        note: Some("目标见《加强新时代公安派出所工作三年行动计划（2023—2025年）》。".to_owned()),
        sample: true,
        table: grid("派出所警力占比，各区县，2025年"),
        extras: Extras::default(),
    }
}

fn data_table(id: &str) -> DataTable {
    DataTable {
        id: id.to_owned(),
        grid: grid("各区县派出所警力占比及达标情况"),
        row_links: SHARES.iter().map(|_| None).collect(),
        row_metrics: Vec::new(),
        statuses: SHARES.iter().map(|(_, _, it)| Some(*it)).collect(),
        revised: Vec::new(),
        left_out: 4,
        source: "示例市公安局人事统计（示例数据）".to_owned(),
        note: None,
        sample: true,
    }
}

fn grid(caption: &str) -> Grid {
    let column = |label: &str, unit: &str, numeric| GridColumn {
        label: label.to_owned(),
        unit: unit.to_owned(),
        numeric,
        metric: numeric.then(|| "station_share".to_owned()),
    };
    let cell = |text: String, value| GridCell {
        text,
        value,
        ..GridCell::default()
    };
    let row = |(name, value, _): &(&str, f64, Status)| {
        let name = cell((*name).to_owned(), Value::Text((*name).to_owned()));
        let before = value - 1.2;
        let figures = [
            cell(format!("{before:.1}"), Value::Number(before)),
            cell(value.to_string(), Value::Number(*value)),
        ];
        [name]
            .into_iter()
            .chain(figures)
            .chain([cell("40以上".to_owned(), Value::Text("40以上".to_owned()))])
            .collect()
    };
    let columns = vec![
        column("区县", "", false),
        column("2024年", "%", true),
        column("2025年", "%", true),
    ];
    let columns = columns
        .into_iter()
        .chain([column("达标情况", "", false)])
        .collect();
    Grid {
        caption: caption.to_owned(),
        columns,
        rows: SHARES.iter().map(row).collect(),
    }
}

fn tiles() -> Tiles {
    let tile = |label: &str, value: &str, unit: &str, status: Status| Tile {
        label: label.to_owned(),
        value: value.to_owned(),
        unit: unit.to_owned(),
        figure: figure(value, value, true),
        period: Some("2025年".to_owned()),
        change: Some("比2024年提高1.2个百分点".to_owned()),
        target: Some(TileTarget {
            words: "40%以上".to_owned(),
            status,
            strength: Strength::Must,
            worst: None,
        }),
        history: vec![Some(35.1), Some(36.4), Some(38.2), Some(40.0), Some(41.2)],
    };
    let items = vec![
        tile("派出所警力占比", "41.2", "%", Status::Met),
        tile("社区民警占派出所警力比重", "43.5", "%", Status::Met),
        tile("业务用房面积达标率", "87.5", "%", Status::OnCourse),
        tile("刑事案件接报", "16.02", "万起", Status::Undecided),
        tile("远郊县警力占比", "34.8", "%", Status::Overdue),
        tile("群众满意度", "96.4", "分", Status::Behind),
    ];
    Tiles {
        title: None,
        items,
        sample: true,
    }
}

/// The row that all figures of the sample were read from.
fn read_from() -> Vec<Origin> {
    vec![Origin {
        table: "allocation".to_owned(),
        rows: vec![3],
    }]
}

fn figure(text: &str, value: &str, of_metric: bool) -> BoundFigure {
    BoundFigure {
        text: text.to_owned(),
        value: value.to_owned(),
        metric: of_metric.then(|| "station_share".to_owned()),
        origins: read_from(),
        explained: "派出所警力占比：全市，2025年。来源：示例市公安局人事统计（示例数据）"
            .to_owned(),
        place: None,
        ..BoundFigure::default()
    }
}

pub(super) fn text(text: &str) -> Phrase<Target> {
    vec![Inline::generated(text.to_owned())]
}

fn para(it: &str) -> Block<Target> {
    Block::Paragraph(text(it))
}

fn heading(level: u8, it: &str, id: &str) -> Block<Target> {
    Block::Heading(Heading {
        level,
        id: id.to_owned(),
        text: text(it),
    })
}

fn list(start: Option<u64>, items: &[&str]) -> Block<Target> {
    let items = items.iter().map(|it| ListItem {
        task: None,
        blocks: vec![para(it)],
    });
    Block::List {
        start,
        items: items.collect(),
    }
}

fn embed(exhibit: Exhibit) -> Block<Target> {
    Block::Embed(exhibit)
}

fn link(route: &str) -> Link {
    Link::Page {
        route: Route(route.to_owned()),
        fragment: None,
    }
}

fn item(title: &str, route: &str) -> NavItem {
    NavItem {
        title: title.to_owned(),
        route: Route(route.to_owned()),
    }
}

fn child(title: &str, route: &str, summary: &str, dated: bool) -> Child {
    let date = if dated {
        parse_date("2025-12-31")
    } else {
        None
    };
    Child {
        item: item(title, route),
        summary: summary.to_owned(),
        date,
    }
}
