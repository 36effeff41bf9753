//! Shapes of regions from a GeoJSON file (RFC 7946), every mistake in it placed.
//!
//! JSON is YAML as well, so the tree that remembers places is read by the same decoder as everything else.
//!
//! It is read by hand because messages point at the property that is wrong; the crate `geojson` keeps no places.

use std::sync::Arc;

use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::{MapPoint, Ring};
use gongbao_source::{SourceFile, YamlNode, YamlValue, parse_yaml};

/// A region of the file: its name, and for each of its parts the edge and the holes in it.
#[derive(Clone, Debug)]
pub(super) struct GeoShape {
    pub name: String,
    pub parts: Vec<Vec<Ring>>,
}

/// Reads the regions of a file, each named by a property, as east and north in degrees of latitude.
///
/// # Errors
/// `chart/bad-shapes` for each mistake.
pub(super) fn read_shapes(file: &SourceFile, key: &str) -> Result<Vec<GeoShape>, Diags> {
    let mut diags = Diags::new();
    let shapes = match parse_yaml(&file.path, file.str()) {
        Ok(root) => read_features(&root, key, &mut diags),
        Err(it) => {
            diags.push(bad_shapes(
                it.place,
                Text::new("不是有效的 JSON", "it is not valid JSON"),
            ));
            Vec::new()
        }
    };
    if diags.is_empty() {
        Ok(scale_longitudes(shapes))
    } else {
        Err(diags)
    }
}

fn bad_shapes(place: Place, reason: Text) -> Diagnostic {
    Diagnostic::new(Code::BadShapes, place).with("reason", reason)
}

fn find_value<'a>(node: &'a YamlNode, key: &str) -> Option<&'a YamlNode> {
    let YamlValue::Map(pairs) = &node.value else {
        return None;
    };
    pairs
        .iter()
        .find(|(name, _)| name.text() == Some(key))
        .map(|it| &it.1)
}

fn read_features(root: &YamlNode, key: &str, diags: &mut Diags) -> Vec<GeoShape> {
    let list = find_value(root, "features").filter(|it| matches!(it.value, YamlValue::List(_)));
    let Some(list) = list
        .filter(|_| find_value(root, "type").and_then(YamlNode::text) == Some("FeatureCollection"))
    else {
        let reason = Text::new(
            "应为 GeoJSON 的 FeatureCollection",
            "it should be a FeatureCollection of GeoJSON",
        );
        diags.push(bad_shapes(root.place(), reason));
        return Vec::new();
    };
    let mut shapes: Vec<GeoShape> = Vec::new();
    for node in list.items() {
        let Some(shape) = read_feature(node, key, diags) else {
            continue;
        };
        if shapes.iter().any(|it| it.name == shape.name) {
            let reason = Text::new(
                format!("“{}”出现了两次", shape.name),
                format!("`{}` is there twice", shape.name),
            );
            diags.push(bad_shapes(node.place(), reason));
            continue;
        }
        shapes.push(shape);
    }
    if shapes.is_empty() && diags.is_empty() {
        diags.push(bad_shapes(
            list.place(),
            Text::new("没有任何区域", "it has no regions"),
        ));
    }
    shapes
}

fn read_feature(node: &YamlNode, key: &str, diags: &mut Diags) -> Option<GeoShape> {
    let properties = find_value(node, "properties");
    let Some(name) = properties
        .and_then(|it| find_value(it, key))
        .and_then(YamlNode::text)
    else {
        let known: Vec<&str> = match properties.map(|it| &it.value) {
            Some(YamlValue::Map(pairs)) => pairs.iter().filter_map(|it| it.0.text()).collect(),
            _ => Vec::new(),
        };
        let known = known.join(", ");
        let reason = Text::new(
            format!("区域没有属性“{key}”，请用 key 指明名称所在的属性（{known}）"),
            format!(
                "a region has no property `{key}`; say with `key` which one names it ({known})"
            ),
        );
        diags.push(bad_shapes(properties.unwrap_or(node).place(), reason));
        return None;
    };
    let Some(geometry) = find_value(node, "geometry") else {
        let reason = Text::new(
            format!("“{name}”没有 geometry"),
            format!("`{name}` has no geometry"),
        );
        diags.push(bad_shapes(node.place(), reason));
        return None;
    };
    // A shape without coordinates has no ring, which is refused below.
    let coordinates = find_value(geometry, "coordinates").map_or(&[][..], YamlNode::items);
    let kind = find_value(geometry, "type");
    let parts: Vec<&[YamlNode]> = match kind.and_then(YamlNode::text) {
        Some("Polygon") => vec![coordinates],
        Some("MultiPolygon") => coordinates.iter().map(YamlNode::items).collect(),
        other => {
            let other = other.unwrap_or("—");
            let reason = Text::new(
                format!("“{name}”是 {other}，区域应为 Polygon 或 MultiPolygon"),
                format!("`{name}` is a {other}, and a region is a Polygon or a MultiPolygon"),
            );
            diags.push(bad_shapes(kind.unwrap_or(geometry).place(), reason));
            return None;
        }
    };
    if parts.iter().all(|it| it.is_empty()) {
        let reason = Text::new(
            format!("“{name}”没有坐标"),
            format!("`{name}` has no coordinates"),
        );
        diags.push(bad_shapes(geometry.place(), reason));
        return None;
    }
    let mut read = |it: &&[YamlNode]| {
        it.iter()
            .filter_map(|it| diags.keep(read_ring(it)))
            .collect()
    };
    Some(GeoShape {
        name: name.to_owned(),
        parts: parts.iter().map(&mut read).collect(),
    })
}

/// The least number of points of a ring: three corners, and the first again.
const MIN_RING_POINTS: usize = 4;

fn read_ring(node: &YamlNode) -> Result<Ring, Diagnostic> {
    let ring: Ring = node
        .items()
        .iter()
        .map(read_position)
        .collect::<Result<_, _>>()?;
    if ring.len() < MIN_RING_POINTS {
        let n = ring.len();
        let reason = Text::new(
            format!("一圈只有{n}个点，至少要{MIN_RING_POINTS}个"),
            format!("a ring has {n} points and needs {MIN_RING_POINTS} at least"),
        );
        return Err(bad_shapes(node.place(), reason));
    }
    if ring.first() != ring.last() {
        let reason = Text::new("一圈的末点应与首点相同", "a ring ends where it begins");
        return Err(bad_shapes(
            node.items().last().unwrap_or(node).place(),
            reason,
        ));
    }
    Ok(ring)
}

/// A longitude and a latitude; a height behind them is of no use here.
fn read_position(node: &YamlNode) -> Result<MapPoint, Diagnostic> {
    let number = |it: &YamlNode| match it.text().map(str::parse::<f64>) {
        Some(Ok(number)) if number.is_finite() => Some(number),
        Some(_) | None => None,
    };
    let point = match node.items() {
        [x, y, ..] => number(x).zip(number(y)),
        _ => None,
    };
    let point = point.map(|(east, north)| MapPoint { east, north });
    let reason = |zh: &str, en: &str| bad_shapes(node.place(), Text::new(zh, en));
    let point = point.ok_or_else(|| {
        reason(
            "坐标应为 [经度, 纬度]",
            "a position is [longitude, latitude]",
        )
    })?;
    if point.east.abs() > 180.0 || point.north.abs() > 90.0 {
        return Err(reason(
            "经度应在−180到180之间，纬度应在−90到90之间；投影坐标请先转换为经纬度",
            "longitudes lie between −180 and 180, latitudes between −90 and 90; turn projected coordinates back first",
        ));
    }
    Ok(point)
}

/// Degrees of longitude made as long as those of latitude at the middle of the map.
fn scale_longitudes(mut shapes: Vec<GeoShape>) -> Vec<GeoShape> {
    let all = shapes
        .iter()
        .flat_map(|it| it.parts.iter().flatten().flatten())
        .map(|it| it.north);
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| {
        (a.min(it), b.max(it))
    });
    let shrink = f64::midpoint(low, high).to_radians().cos().max(0.01);
    for point in shapes
        .iter_mut()
        .flat_map(|it| it.parts.iter_mut().flatten().flatten())
    {
        point.east *= shrink;
    }
    shapes
}

/// The file at a path below `data`.
pub(super) fn find_shapes_file<'a>(
    sources: &'a gongbao_source::Sources,
    node: &YamlNode,
) -> Result<&'a SourceFile, Diagnostic> {
    let path = node.string("shapes")?;
    let at = |it: &str| -> Arc<str> { Arc::from(format!("data/{it}")) };
    sources.get(&at(&path)).ok_or_else(|| {
        let known: Vec<&str> = sources
            .within("data", "geojson")
            .map(|it| it.path.trim_start_matches("data/"))
            .collect();
        let known = if known.is_empty() {
            "—".to_owned()
        } else {
            known.join(", ")
        };
        let expected = Text::new(
            format!("data 下的一个 GeoJSON 文件（{known}）"),
            format!("a GeoJSON file below data ({known})"),
        );
        node.refuse("shapes", expected)
    })
}
