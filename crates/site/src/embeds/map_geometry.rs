//! The ground of a map: tiles from a layout table, or shapes from a GeoJSON file.
//!
//! The regions come with the chart. A kind sees rings and tiles, and reads no file.

use crate::embeds::geojson;
use crate::embeds::spec::{ChartSpec, MapGeometry};
use crate::failure::Failure;
use crate::scope::Scope;
use gongbao_data::Table;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags};
use gongbao_model::{Outline, Region, Tick, Value};
use gongbao_source::{Fields, YamlNode};

/// Reads `layout`, `shapes` and `key`.
///
/// # Errors
/// `setting/bad-value` where one is not a text.
pub(super) fn read_map_geometry(body: &Fields<'_>) -> Result<MapGeometry, Failure> {
    let key = body.string("key")?.unwrap_or_else(|| "name".to_owned());
    let shapes = body.get("shapes").map(|it| (it.clone(), key));
    Ok(MapGeometry {
        layout: body.get("layout").cloned(),
        shapes,
    })
}

/// The regions, each with the position of the chart it is of.
///
/// # Errors
/// `data/unknown-table`, `data/unknown-column`, `chart/unfit-data`; mistakes in a file of shapes are all
/// reported.
pub(super) fn resolve_regions(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    x: &[Tick],
    diags: &mut Diags,
) -> Result<Vec<Region>, Failure> {
    let ground = &spec.options.map_geometry;
    match (&ground.layout, &ground.shapes) {
        (Some(layout), _) => tile_regions(scope, spec, layout, x),
        (None, Some((shapes, key))) => outline_regions(scope, shapes, key, x, diags),
        (None, None) => Ok(Vec::new()),
    }
}

fn position_of_name(x: &[Tick], name: &str) -> Option<usize> {
    x.iter()
        .position(|it| it.value.to_string() == name || it.label == name)
}

fn tile_regions(
    scope: &Scope<'_>,
    spec: &ChartSpec,
    layout: &YamlNode,
    x: &[Tick],
) -> Result<Vec<Region>, Failure> {
    let place = layout.place();
    let table = scope.table(&layout.string("layout")?, &place)?;
    let names = table
        .column(&spec.x)
        .map_or_else(|| scope.column(table, &spec.x, &place), Ok)?;
    let [row, column] = [
        scope.column(table, "row", &place)?,
        scope.column(table, "column", &place)?,
    ];
    let mut out: Vec<Region> = Vec::new();
    for at in 0..table.n_rows() {
        let name = table.value(at, names);
        if name == Value::Missing {
            continue;
        }
        let tile = tile_outline(table, at, row, column)
            .ok_or_else(|| misplaced_tile(spec, layout, table, at, &name))?;
        if let Some(other) = out.iter().find(|it| it.outline == tile) {
            let reason = Text::new(
                format!("布局中“{}”和“{name}”在同一格", other.name),
                format!(
                    "`{}` and `{name}` are on the same tile of the layout",
                    other.name
                ),
            );
            return Err(unfit_data(spec, layout, reason));
        }
        let at = position_of_name(x, &name.to_string());
        let name = at.map_or_else(|| name.to_string(), |it| x[it].label.clone());
        out.push(Region {
            at,
            name,
            outline: tile,
        });
    }
    Ok(out)
}

fn tile_outline(table: &Table, at: usize, row: usize, column: usize) -> Option<Outline> {
    let whole = |column| {
        table
            .number(at, column)
            .filter(|it| (0.0..1000.0).contains(it) && it.fract() == 0.0)
    };
    Some(Outline::Tile {
        row: whole(row)? as usize,
        column: whole(column)? as usize,
    })
}

fn misplaced_tile(
    spec: &ChartSpec,
    layout: &YamlNode,
    table: &Table,
    at: usize,
    name: &Value,
) -> Failure {
    let n = at + 1;
    let reason = Text::new(
        format!(
            "{}表第{n}行“{name}”的 row、column 应为不小于零的整数",
            table.name
        ),
        format!(
            "row {n} of {}, `{name}`: `row` and `column` are whole numbers from zero",
            table.name
        ),
    );
    unfit_data(spec, layout, reason)
}

fn unfit_data(spec: &ChartSpec, layout: &YamlNode, reason: Text) -> Failure {
    let complaint = Diagnostic::new(Code::UnfitData, layout.place()).with("kind", spec.kind.name());
    complaint.with("reason", reason).into()
}

fn outline_regions(
    scope: &Scope<'_>,
    shapes: &YamlNode,
    key: &str,
    x: &[Tick],
    diags: &mut Diags,
) -> Result<Vec<Region>, Failure> {
    let file = geojson::find_shapes_file(scope.world.sources, shapes)?;
    let shapes = geojson::read_shapes(file, key).map_err(|it| {
        diags.append(it);
        Failure::Silent
    })?;
    let region = |it: geojson::GeoShape| {
        let at = position_of_name(x, &it.name);
        Region {
            at,
            name: at.map_or(it.name, |at| x[at].label.clone()),
            outline: Outline::Parts(it.parts),
        }
    };
    Ok(shapes.into_iter().map(region).collect())
}
