//! `tiles`: a row of headline figures.

use crate::bound_figure::BoundFigure;
use crate::embeds::embed::{Embed, EmbedCall};
use crate::embeds::worst_words;
use crate::exhibit::{Exhibit, Tile, TileTarget, Tiles};
use crate::expression::Arg;
use crate::failure::Failure;
use crate::figure::{previous_time, reading_figure};
use crate::figure_key::{FigureKey, selection_texts};
use crate::lineage::explain_figure;
use crate::metric_table::MetricTable;
use crate::scope::read_single_value;
use crate::source_words::time_text;
use gongbao_data::{Selection, Table};
use gongbao_diag::Diags;
use gongbao_diag::locale::{Text, Word, fill_placeholders, word};
use gongbao_metrics::{Metric, change_words, compare_readings};
use gongbao_model::prose::{Inline, plain_text};
use gongbao_source::{Fields, YamlNode};

/// The `tiles` embed.
#[derive(Debug)]
pub(super) struct TilesEmbed;

const ITEM_KEYS: &[&str] = &["metric", "where", "label", "compare", "value", "target"];

impl Embed for TilesEmbed {
    fn name(&self) -> &'static str {
        "tiles"
    }

    fn keys(&self) -> &'static [&'static str] {
        &["items", "title"]
    }

    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure> {
        let title = body
            .get("title")
            .map(|it| call.phrase(it, "title"))
            .transpose()?;
        let mut tiles = Tiles {
            title,
            items: Vec::new(),
            sample: false,
        };
        for node in body.need("items", "[{metric: station_share}]")?.items() {
            match read_tile(call, node, &mut tiles.sample) {
                Ok(tile) => tiles.items.push(tile),
                Err(Failure::Said(complaint)) => call.found.diags.push(*complaint),
                Err(Failure::Silent) => {}
            }
        }
        call.found.n_figures += tiles.items.len();
        Ok(Exhibit::Tiles(tiles))
    }
}

fn read_tile(
    call: &mut EmbedCall<'_, '_>,
    node: &YamlNode,
    sample: &mut bool,
) -> Result<Tile, Failure> {
    let mut diags = Diags::new();
    let fields = Fields::read(node, "items", ITEM_KEYS, &mut diags)?;
    call.found.diags.append(diags);
    let label = call.text(&fields, "label")?;
    match (fields.get("metric"), fields.get("value")) {
        (Some(metric), None) => metric_tile(call, &fields, metric, label, sample),
        (None, Some(value)) => value_tile(call, value, label, sample),
        (Some(_), Some(node)) => Err(node
            .refuse(
                "value",
                Text::new("与 metric 二选一", "either this or `metric`"),
            )
            .into()),
        (None, None) => Err(fields
            .need("metric", "station_share")
            .err()
            .map_or(Failure::Silent, Failure::from)),
    }
}

fn metric_tile(
    call: &mut EmbedCall<'_, '_>,
    fields: &Fields<'_>,
    node: &YamlNode,
    label: Option<String>,
    sample: &mut bool,
) -> Result<Tile, Failure> {
    let place = node.place();
    let (metric, table) = call.scope.metric(&node.string("metric")?, &place)?;
    let mut given = call.given(fields)?;
    if let Some(time) = &metric.time
        && !call.scope.given.contains_key(time)
    {
        given.entry(time.clone()).or_insert(Arg::Latest);
    }
    let selection = call.scope.select(metric, table, &given, &place)?;
    let read = read_single_value(metric, table, &selection, &place)?;
    let lang = call.scope.lang;
    let number = metric.number(&read.unit);
    let target = metric
        .targets_for(call.scope.world.catalog, &read)
        .into_iter()
        .next();
    let shows_target = fields
        .get("target")
        .map_or(Ok(true), |it| it.boolean("target"))?;
    let target = target.filter(|_| shows_target).map(|it| TileTarget {
        words: it.words(lang, &number),
        status: it.status(&read, call.scope.world.config.as_of),
        strength: it.strength,
        worst: worst_words(call.scope, MetricTable { metric, table }, &selection, it),
    });
    let compares = fields.string("compare")?.is_none_or(|it| it != "none");
    let mut figure = reading_figure(lang, metric, &read);
    figure.explained = explain_figure(call.scope, &figure);
    figure.place = Some(place);
    figure.key = Some(FigureKey::of(&metric.id, "", selection_texts(&selection)));
    let suffix = number.scale.suffix(lang);
    let (value, unit) = match (read.value, read.bound) {
        (None, _) => (figure.text.clone(), String::new()),
        (Some(it), None) => (number.digits_of(it), format!("{suffix}{}", read.unit)),
        // What says that it is a bound may stand before the digits or behind them.
        (Some(it), Some(_)) => {
            let digits = number.digits_of(it);
            let behind = figure.text.strip_prefix(&digits).map(str::to_owned);
            behind.map_or_else(
                || (figure.text.clone(), String::new()),
                |behind| (digits, behind),
            )
        }
    };
    *sample |= call.shows(table);
    let open = metric
        .time
        .as_ref()
        .map(|time| selection.clone().without(time));
    Ok(Tile {
        label: label.unwrap_or_else(|| metric.title.clone()),
        value,
        unit,
        period: read.time.as_ref().map(|it| time_text(lang, it)),
        change: if compares {
            change_text(call, metric, table, &selection)
        } else {
            None
        },
        target,
        history: open.map_or(Vec::new(), |it| {
            metric
                .history(table, &it)
                .into_iter()
                .map(|(_, it)| it.value)
                .collect()
        }),
        figure,
    })
}

/// The change since the time before, with the time compared; nothing where there is none to tell.
fn change_text(
    call: &EmbedCall<'_, '_>,
    metric: &Metric,
    table: &Table,
    selection: &Selection,
) -> Option<String> {
    let time = metric.time.as_ref()?;
    let now = selection.get(time)?.first()?.clone();
    let open = selection.clone().without(time);
    let times = metric.times(table, &open);
    let before = previous_time(&times, &now)?;
    let earlier = open.clone().with(time, before.clone());
    // A value that cannot be read at one of the times, or one that does not compare, leaves no change to tell.
    let (Ok(from), Ok(to)) = (metric.read(table, &earlier), metric.read(table, selection)) else {
        return None;
    };
    let Ok(changed) = compare_readings(metric, &from, &to) else {
        return None;
    };
    let lang = call.scope.lang;
    let words = change_words(lang, metric, &changed, None);
    let time = time_text(lang, before);
    Some(fill_placeholders(
        word(lang, Word::SinceChange),
        &[("time", &time), ("change", &words)],
    ))
}

/// A tile made from an expression: its one figure is the value.
fn value_tile(
    call: &mut EmbedCall<'_, '_>,
    node: &YamlNode,
    label: Option<String>,
    sample: &mut bool,
) -> Result<Tile, Failure> {
    let phrase = call.phrase(node, "value")?;
    let figure = phrase.iter().find_map(|it| match it {
        Inline::Figure(figure) => Some(figure.clone()),
        Inline::Text(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strike(_)
        | Inline::Code(_)
        | Inline::Break
        | Inline::Link { .. }
        | Inline::Image { .. }
        | Inline::Footnote { .. } => None,
    });
    let Some(figure) = figure else {
        let expected = Text::new("一个 {{ }} 表达式", "an expression in {{ }}");
        return Err(node.refuse("value", expected).into());
    };
    for origin in &figure.origins {
        let table = call.scope.table(&origin.table, &node.place())?;
        *sample |= call.shows(table);
    }
    let text = plain_text(&phrase, &|it: &BoundFigure| it.text.clone());
    let digits = text
        .find(|it: char| !(it.is_ascii_digit() || ".,-".contains(it)))
        .unwrap_or(text.len());
    let (value, unit) = if digits == 0 {
        (text.as_str(), "")
    } else {
        text.split_at(digits)
    };
    Ok(Tile {
        // A value has no title of its own, unlike a metric.
        label: label.as_deref().unwrap_or("").to_owned(),
        value: value.to_owned(),
        unit: unit.trim().to_owned(),
        figure,
        period: None,
        change: None,
        target: None,
        history: Vec::new(),
    })
}
