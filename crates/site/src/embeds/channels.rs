//! The channels a kind of chart takes, checked against what an author binds.
//!
//! Every kind has `x`; most have `y` and `series`. What else a kind takes it names itself, and the
//! names of all kinds together are the keys of a `chart` embed.

use crate::failure::Failure;
use gongbao_chart::{Channel, KINDS, Kind, refuse_chart};
use gongbao_diag::{Code, Diagnostic, Place};
use gongbao_model::{Chart, Stack};
use gongbao_source::{Fields, YamlNode};

/// Channels every `chart` embed reads itself.
const COMMON: [&str; 3] = ["x", "y", "series"];

/// Channels that are bound to a word instead of data.
const SETTINGS: [&str; 7] = [
    "stack",
    "orientation",
    "breaks",
    "provisional",
    "layout",
    "shapes",
    "key",
];

/// What `stack` may be.
pub(super) const STACKS: [(&str, Stack); 3] = [
    ("false", Stack::No),
    ("true", Stack::Amounts),
    ("100", Stack::Shares),
];

/// Every channel of every kind.
pub(super) fn channel_names() -> impl Iterator<Item = &'static str> {
    let all: Vec<&'static str> = KINDS
        .iter()
        .flat_map(|it| it.channels())
        .map(|it| it.name())
        .collect();
    let first = |(at, name): &(usize, &&'static str)| !all[..*at].contains(name);
    let names: Vec<&'static str> = all
        .iter()
        .enumerate()
        .filter(first)
        .map(|it| *it.1)
        .collect();
    names.into_iter()
}

/// Every required channel is bound, and no channel is bound that the kind does not know.
///
/// # Errors
/// `chart/missing-channel` and `chart/unused-channel`.
pub(super) fn check_channels(
    kind: &'static dyn Kind,
    body: &Fields<'_>,
    place: &Place,
) -> Result<(), Failure> {
    for channel in kind.channels() {
        if let Channel::Required(name) = channel
            && channel_node(body, name).is_none()
        {
            let (key, example) = match *name {
                "y" => ("metric", "station_share"),
                "x" | "series" => (*name, "district"),
                "layout" => (*name, "district_tiles"),
                "shapes" => (*name, "districts.geojson"),
                _ => (*name, *name),
            };
            return Err(missing_channel(kind, key, example, place).into());
        }
    }
    for name in channel_names() {
        if let Some(node) = channel_node(body, name)
            && !kind.channels().iter().any(|it| it.name() == name)
        {
            let known: Vec<&str> = kind.channels().iter().map(|it| it.name()).collect();
            let complaint =
                Diagnostic::new(Code::UnusedChannel, node.place()).with("kind", kind.name());
            return Err(complaint
                .with("channel", name)
                .with("known", known.join(", "))
                .into());
        }
    }
    Ok(())
}

/// What a channel is bound to; a metric is a `y`.
fn channel_node<'a>(body: &Fields<'a>, name: &str) -> Option<&'a YamlNode> {
    match name {
        "y" => body.get("y").or_else(|| body.get("metric")),
        _ => body.get(name),
    }
}

/// The channels of a kind that are bound to data besides the common ones.
///
/// # Errors
/// `setting/bad-value` where one is not a text.
pub(super) fn bound_channels(
    kind: &'static dyn Kind,
    body: &Fields<'_>,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let own = kind.channels().iter().map(|it| it.name());
    let own = own.filter(|it| !COMMON.contains(it) && !SETTINGS.contains(it));
    let own = own.filter_map(|name| body.get(name).map(|node| Ok((name, node.string(name)?))));
    own.collect()
}

/// The kind can show these data without misleading.
///
/// # Errors
/// `chart/unfit-data`.
pub(super) fn check_data(chart: &Chart, place: &Place) -> Result<(), Failure> {
    let Some(reason) = refuse_chart(chart) else {
        return Ok(());
    };
    let complaint = Diagnostic::new(Code::UnfitData, place.clone()).with("kind", chart.kind.0);
    Err(complaint.with("reason", reason).into())
}

/// The complaint about a channel that is not bound.
pub(super) fn missing_channel(
    kind: &'static dyn Kind,
    channel: &str,
    example: &str,
    place: &Place,
) -> Diagnostic {
    let complaint = Diagnostic::new(Code::MissingChannel, place.clone()).with("kind", kind.name());
    complaint.with("channel", channel).with("example", example)
}
