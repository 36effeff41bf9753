//! Accepted and refused definitions, a line each.

use crate::testing::{catalog, sources};
use crate::{
    BetterDirection, Formula, Goal, Metric, MetricUnit, Metrics, Strength, define_metrics,
};
use gongbao_diag::locale::{Lang, Scale, parse_date};
use gongbao_diag::{Diags, quoted_text};
use gongbao_model::Value;

fn run(yaml: &str, as_of: &str) -> (Metrics, Vec<String>) {
    let sources = sources(yaml);
    let mut diags = Diags::new();
    let metrics = define_metrics(&sources, &catalog(), parse_date(as_of), &mut diags);
    let said = diags.sorted().into_iter().map(|it| {
        let words =
            [Lang::Zh, Lang::En].map(|lang| format!("{} {}", it.message(lang), it.help(lang)));
        for name in [
            "{name",
            "{key",
            "{hint",
            "{id",
            "{expected",
            "{a}",
            "{row",
            "{known",
            "{near",
            "{text",
        ] {
            assert!(!words.concat().contains(name), "{words:?}");
        }
        let at = quoted_text(&it.place, &sources).unwrap_or_default();
        format!(
            "{} at {}",
            it.code.name(),
            at.trim_matches(['{', '}', '[', ']'])
        )
    });
    let said = said.collect();
    (metrics, said)
}

const SHARE: &str = "id: a\ntitle: A\ntable: allocation\nvalue: {share: [station, total]}\ndimensions: [district, year]";

/// A list of one metric: a sound one with lines added or, where the key is there, replaced.
fn with(lines: &str) -> String {
    let key = |line: &str| line.split(':').next().unwrap_or_default().to_owned();
    let kept = SHARE
        .lines()
        .filter(|it| !lines.lines().any(|line| key(line) == key(it)));
    let all: Vec<&str> = kept.chain(lines.lines()).collect();
    format!("- {}\n", all.join("\n  "))
}

fn accept(lines: &str) -> Metric {
    let (metrics, said) = run(&with(lines), "2025-12-31");
    assert_eq!(said, [""; 0], "{lines}");
    metrics.get("a").expect("a metric").as_ref().clone()
}

fn refuse(lines: &str, expected: &[&str]) {
    let (metrics, said) = run(&with(lines), "2025-12-31");
    assert_eq!(said, expected, "{lines}");
    assert!(metrics.get("a").is_none(), "{lines}");
}

fn target(line: &str) -> String {
    format!("targets: [{{{line}}}]")
}

fn refuse_target(line: &str, expected: &[&str]) {
    refuse(&target(line), expected);
}

#[test]
fn defaults_are_safe() {
    let metric = accept("");
    assert_eq!(
        (metric.unit, metric.decimals, metric.scale),
        (MetricUnit::Fixed("%".into()), None, Scale::One)
    );
    assert_eq!(
        (metric.better, metric.time.as_deref()),
        (BetterDirection::Neither, Some("year"))
    );
    assert!(metric.filter.is_empty() && metric.targets.is_empty());
}

#[test]
fn reads_every_key() {
    let metric = accept(
        "unit: \"%\"\ndecimals: 1\nscale: none\nbetter: lower\ntime: district\ndefinition: d\nnote: n\nsource: s\n\
         filter: {district: [东区, 西区], year: 2025}",
    );
    assert_eq!(
        (metric.decimals, metric.scale, metric.better),
        (Some(1), Scale::One, BetterDirection::Lower)
    );
    assert_eq!(metric.time.as_deref(), Some("district"));
    assert_eq!(
        [metric.definition, metric.note, metric.source].map(Option::unwrap_or_default),
        ["d", "n", "s"]
    );
    assert_eq!(
        metric.filter.get("year"),
        Some([Value::Year(2025)].as_slice())
    );
    assert_eq!(metric.filter.get("district").map(<[Value]>::len), Some(2));
}

#[test]
fn reads_every_formula() {
    assert_eq!(
        accept("value: {sum: station}").formula,
        Formula::Sum("station".into())
    );
    assert_eq!(
        accept("value: {column: station}").formula,
        Formula::Column("station".into())
    );
    assert_eq!(
        accept("value: {count: rows}\nunit: 个").formula,
        Formula::Count
    );
    let mean = Formula::Mean {
        value: "station".into(),
        weight: "total".into(),
    };
    assert_eq!(
        accept("value: {mean: station, weight: total}").formula,
        mean
    );
}

#[test]
fn the_unit_is_that_of_the_column() {
    assert_eq!(
        accept("value: {sum: station}").unit,
        MetricUnit::Fixed("人".into())
    );
    refuse(
        "value: {sum: total}",
        &[
            "setting/missing-key at id: a\n  title: A\n  table: allocation\n  dimensions: [district, year]\n  value: {sum: total",
        ],
    );
    assert_eq!(
        accept("value: {sum: total}\nunit: \"\"").unit,
        MetricUnit::Fixed(String::new())
    );
    let fact = accept(
        "table: facts\nvalue: {column: value}\nunit: {column: unit}\ndimensions: [fact, year]",
    );
    assert_eq!(fact.unit, MetricUnit::Column("unit".into()));
}

#[test]
fn refuses_units_that_cannot_be_added_up() {
    let table = "table: facts\ndimensions: [fact, year]\n";
    refuse(
        &format!("{table}value: {{sum: value}}\nunit: {{column: unit}}"),
        &["setting/bad-value at column: unit"],
    );
    refuse("unit: 人", &["setting/bad-value at 人"]);
}

#[test]
fn refuses_ids_that_cannot_be_written() {
    refuse("id: Station-Share", &["metric/bad-id at Station-Share"]);
    refuse("id: 占比", &["metric/bad-id at 占比"]);
    refuse("id: change", &["metric/bad-id at change"]);
    refuse("id: 2a", &["metric/bad-id at 2a"]);
}

#[test]
fn refuses_an_id_used_twice() {
    let (metrics, said) = run(
        &format!("{}{}", with("id: b"), with("id: b\ntitle: B")),
        "2025-12-31",
    );
    assert_eq!(said, ["metric/duplicate-id at b"]);
    assert_eq!(metrics.get("b").map(|it| it.title.as_str()), Some("A"));
}

#[test]
fn refuses_unknown_tables_and_columns() {
    refuse("table: alocation", &["data/unknown-table at alocation"]);
    refuse(
        "value: {sum: stations}\nunit: 人",
        &["data/unknown-column at stations"],
    );
    refuse(
        "value: {share: [stations, totals]}",
        &[
            "data/unknown-column at stations",
            "data/unknown-column at totals",
        ],
    );
    refuse(
        "dimensions: [distrct, year]",
        &["data/unknown-column at distrct"],
    );
    refuse("filter: {kind: 县}", &["data/unknown-column at kind"]);
}

#[test]
fn is_silent_about_the_columns_of_a_broken_table() {
    let lines = "table: damaged\nvalue: {sum: whatever}\ndimensions: [a]\ntargets: [{at_least: 1, strength: may, scope: {b: c}}]";
    assert_eq!(accept(lines).table, "damaged");
}

#[test]
fn refuses_to_compute_with_text() {
    refuse(
        "value: {sum: district}\nunit: 个",
        &["metric/not-a-number at district"],
    );
    refuse(
        "value: {share: [year, total]}",
        &["metric/not-a-number at year"],
    );
}

#[test]
fn refuses_formulas_that_are_none() {
    refuse(
        "value: {sum: station, count: rows}",
        &["setting/bad-value at sum: station, count: rows"],
    );
    refuse("value: {summe: station}", &["setting/unknown-key at summe"]);
    refuse("value: station", &["setting/bad-value at station"]);
    refuse("value: {share: station}", &["setting/bad-value at station"]);
    refuse(
        "value: {count: all}\nunit: 个",
        &["setting/bad-value at all"],
    );
    refuse(
        "value: {mean: station}",
        &["setting/missing-key at mean: station"],
    );
    refuse(
        "value: {sum: station, weight: total}",
        &["setting/bad-value at total"],
    );
}

#[test]
fn refuses_values_out_of_range() {
    refuse("decimals: 12", &["setting/bad-value at 12"]);
    refuse("decimals: 1.5", &["setting/bad-value at 1.5"]);
    refuse("scale: 千", &["setting/bad-value at 千"]);
    refuse("better: more", &["setting/bad-value at more"]);
    refuse("time: month", &["setting/bad-value at month"]);
    refuse("tilte: x", &["setting/unknown-key at tilte"]);
}

#[test]
fn reports_every_mistake_of_a_metric_in_one_run() {
    let lines = "value: {sum: statoin}\nscale: 千\nbetter: more\ndimensions: [distrct]\nunit: 人";
    let (metrics, said) = run(&with(lines), "2025-12-31");
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(metrics.is_broken("a") && !metrics.is_broken("b"));
}

#[test]
fn a_deadline_is_the_last_day_of_what_is_named() {
    let by = |text: &str| {
        accept(&target(&format!(
            "at_least: 40, by: {text}, strength: must"
        )))
        .targets[0]
            .by
    };
    for (text, day) in [
        ("2025-09-29", "2025-09-29"),
        ("2025年底前", "2025-12-31"),
        ("2025年年底", "2025-12-31"),
        ("2025", "2025-12-31"),
        ("2025年上半年", "2025-06-30"),
        ("2025年6月底以前", "2025-06-30"),
        ("2024-02", "2024-02-29"),
        ("2025Q3", "2025-09-30"),
        ("2025年三季度末", "2025-09-30"),
        ("2025年前三季度", "2025-09-30"),
    ] {
        assert_eq!(by(text), parse_date(day), "{text}");
    }
}

#[test]
fn targets_have_the_duty_of_their_metric_or_their_own() {
    let lines = target("at_least: 40, strength: must, plan: b, responsible: [x, y]")
        + "\nresponsible: z\nplan: a";
    let metric = accept(&lines);
    assert_eq!(
        (metric.responsible, metric.plan.as_deref()),
        (vec!["z".to_owned()], Some("a"))
    );
    assert_eq!(metric.targets[0].responsible, ["x", "y"]);
    assert_eq!(metric.targets[0].plan.as_deref(), Some("b"));
    let metric = accept(&(target("at_least: 40, strength: must") + "\nresponsible: z\nplan: a"));
    assert_eq!(
        (
            metric.targets[0].responsible.as_slice(),
            metric.targets[0].plan.as_deref()
        ),
        (&["z".to_owned()][..], Some("a"))
    );
}

#[test]
fn refuses_a_part_above_its_whole() {
    let (_, said) = run(&with("value: {share: [total, station]}"), "2025-12-31");
    assert_eq!(said, ["metric/share-above-100 at 100"; 4]);
    let (_, said) = run(
        &with("value: {share: [total, station]}\nfilter: {year: 2024, district: 东区}"),
        "2025-12-31",
    );
    assert_eq!(said.len(), 1);
}

#[test]
fn reads_targets() {
    let metric = accept(&target(
        "at_least: 40, by: 2025-12-31, strength: must, basis: b, label: l, scope: {kind: 县}, \
         from: {date: 2022-12-31, value: 34}, \
         milestones: [{by: 2024-12-31, value: 38}, {by: 2023-12-31, value: 36}]",
    ));
    let target = &metric.targets[0];
    assert_eq!(
        (target.goal, target.by, target.strength),
        (
            Goal::AtLeast(40.0),
            parse_date("2025-12-31"),
            Strength::Must
        )
    );
    assert_eq!(
        [&target.basis, &target.label].map(|it| it.as_deref()),
        [Some("b"), Some("l")]
    );
    assert_eq!(
        target.milestones.iter().map(|it| it.1).collect::<Vec<_>>(),
        [36.0, 38.0]
    );
    assert_eq!(target.from.map(|it| it.1), Some(34.0));
    assert_eq!(
        target.scope.get("kind"),
        Some([Value::Text("县".into())].as_slice())
    );
    let goal =
        |line: &str| accept(&self::target(&format!("{line}, strength: may"))).targets[0].goal;
    assert_eq!(goal("between: [3000, 5000]"), Goal::Between(3000.0, 5000.0));
    assert_eq!(
        (goal("at_most: 3"), goal("equals: 0")),
        (Goal::AtMost(3.0), Goal::Equals(0.0))
    );
}

#[test]
fn refuses_targets_that_say_too_little_or_too_much() {
    refuse_target("strength: must", &["setting/missing-key at strength: must"]);
    refuse_target("at_least: 40", &["setting/missing-key at at_least: 40"]);
    refuse_target(
        "at_least: 40, at_most: 50, strength: must",
        &["setting/bad-value at 50"],
    );
    refuse_target(
        "at_last: 40, strength: must",
        &["setting/unknown-key at at_last"],
    );
    refuse_target(
        "at_least: forty, strength: shall",
        &["setting/bad-value at forty", "setting/bad-value at shall"],
    );
    refuse_target(
        "between: [5, 3], strength: must",
        &["setting/bad-value at 5, 3"],
    );
    refuse_target(
        "at_least: 1, strength: must, by: 明年底",
        &["setting/bad-value at 明年底"],
    );
    refuse_target(
        "at_least: 1, strength: must, scope: {knid: 县}",
        &["data/unknown-column at knid"],
    );
}

#[test]
fn refuses_a_way_that_leads_nowhere() {
    let way = |it: &str| format!("at_least: 40, by: 2025-12-31, strength: must, {it}");
    refuse_target(
        &way("milestones: [{by: 2025-12-31, value: 39}]"),
        &["setting/bad-value at 2025-12-31"],
    );
    let twice = "milestones: [{by: 2024-12-31, value: 38}, {by: 2024-12-31, value: 39}]";
    refuse_target(&way(twice), &["setting/bad-value at 2024-12-31"]);
    refuse_target(
        &way("milestones: [{by: 2024-12-31}]"),
        &["setting/missing-key at by: 2024-12-31"],
    );
    let late = "from: {date: 2024-12-31, value: 3}, milestones: [{by: 2023-12-31, value: 38}]";
    refuse_target(
        &way(late),
        &["setting/bad-value at date: 2024-12-31, value: 3"],
    );
}

#[test]
fn warns_of_deadlines_without_an_as_of_date() {
    let (metrics, said) = run(
        &with(&target("at_least: 40, by: 2025-12-31, strength: must")),
        "",
    );
    assert_eq!(said, ["metric/no-as-of at 2025-12-31"]);
    assert!(metrics.get("a").is_some());
    assert_eq!(
        run(&with(&target("at_least: 40, strength: must")), "").1,
        [""; 0]
    );
}

#[test]
fn warns_of_values_that_look_like_slips() {
    let warned = |lines: &str| run(&with(lines), "2025-12-31").1;
    assert_eq!(
        warned("filter: {district: [东区, 西曲]}"),
        ["metric/unlikely-value at 西曲"]
    );
    assert_eq!(
        warned(&target("at_least: 1, strength: may, scope: {kind: 市辖取}")),
        ["metric/unlikely-value at 市辖取"]
    );
    assert_eq!(warned("filter: {district: 开发新区}"), [""; 0]);
}

#[test]
fn survives_any_text() {
    for text in [
        "",
        "a",
        "- a",
        "- {}",
        "- []",
        "[",
        "- {id: a, value: [], targets: x}",
        "- targets: [[], a, {from: [], milestones: a}]",
    ] {
        run(text, "");
    }
}

#[test]
fn a_scale_needs_a_unit_without_a_step() {
    let scaled = |unit: &str| format!("value: {{sum: station}}\nscale: 万\nunit: {unit}");
    assert_eq!(accept(&scaled("人")).scale, Scale::Wan);
    refuse(&scaled("万人"), &["setting/bad-value at 万"]);
    refuse("scale: 万", &["setting/bad-value at 万"]);
}

#[test]
fn rates_do_not_add_up() {
    let sum = |unit: &str| format!("value: {{sum: station}}\nunit: {unit}");
    refuse(&sum("‰"), &["setting/bad-value at ‰"]);
    refuse(&sum("件/万人"), &["setting/bad-value at 件/万人"]);
    accept(&sum("件"));
}
