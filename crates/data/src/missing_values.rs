//! Missing-value states: the signs a table uses, and what each means.
//!
//! A cell is in one of six states: a value, zero, below the smallest unit, not available, not applicable,
//! suppressed. The last four have no value, and each is marked by a sign the descriptor names under
//! `missingValues`, of the schema or of a field: a text means not available, a mapping says more, as in
//! `{value: "—", state: not_applicable, label: 无该项}`. `missingValues: yearbook` names the signs of
//! statistical yearbooks ([`YEARBOOK_MARKERS`]). `missingValues` of the package holds for tables that have none; where it
//! has none either, the profile of the site decides ([`MarkerConvention`]).
//!
//! The reason why a cell is missing is asked of the table and is never part of the value, so that
//! nobody who computes can take a reason for a number. What is below the smallest unit counts as
//! zero in sums, which is what it rounds to. Nothing is computed over what is withheld, by the
//! author or by the gate.
//!
//! Without declared signs, an office reads only its own blanks; a public report follows the
//! yearbooks, but never in columns of texts, where 无 may be meant.

use std::sync::Arc;

use crate::fields::keep_fields;
use gongbao_diag::Diags;
use gongbao_diag::locale::Text;
use gongbao_model::{MISSING_REASONS, MissingMarker, MissingReason};
use gongbao_source::{YamlNode, YamlValue};

/// The signs of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MissingMarkers {
    pub(crate) list: Vec<MissingMarker>,
    /// Whether they are signs in columns of texts, too.
    pub(crate) of_texts: bool,
}

impl Default for MissingMarkers {
    fn default() -> MissingMarkers {
        MissingMarkers {
            list: vec![MissingMarker::plain("")],
            of_texts: true,
        }
    }
}

/// Which signs are in use where nobody says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkerConvention {
    /// An empty cell, and no other.
    #[default]
    Plain,
    /// Those of statistical yearbooks, in columns that are no texts: there 无 may be meant.
    Yearbook,
}

impl MarkerConvention {
    /// Its signs.
    pub(crate) fn markers(self) -> MissingMarkers {
        match self {
            MarkerConvention::Plain => MissingMarkers::default(),
            MarkerConvention::Yearbook => MissingMarkers {
                list: yearbook_markers(),
                of_texts: false,
            },
        }
    }
}

fn yearbook_markers() -> Vec<MissingMarker> {
    YEARBOOK_MARKERS
        .iter()
        .map(|(glyph, state)| MissingMarker {
            state: *state,
            ..MissingMarker::plain(glyph)
        })
        .collect()
}

/// The signs of statistical yearbooks (中国统计年鉴: … for less than the smallest unit, an empty cell for
/// not known; — for what does not exist, as many local yearbooks have it).
const YEARBOOK_MARKERS: [(&str, MissingReason); 9] = [
    ("", MissingReason::NotAvailable),
    ("…", MissingReason::BelowUnit),
    ("……", MissingReason::BelowUnit),
    ("...", MissingReason::BelowUnit),
    ("—", MissingReason::NotApplicable),
    ("－", MissingReason::NotApplicable),
    ("-", MissingReason::NotApplicable),
    ("不详", MissingReason::NotAvailable),
    ("无", MissingReason::NotApplicable),
];

/// Reads `missingValues`. Each mistake is a diagnostic; the rest still counts.
pub(crate) fn read_missing_markers(node: &YamlNode, diags: &mut Diags) -> Vec<MissingMarker> {
    if matches!(node.value, YamlValue::Scalar { .. }) && node.text() == Some("yearbook") {
        return yearbook_markers();
    }
    node.items()
        .iter()
        .filter_map(|it| read_missing_marker(it, diags))
        .collect()
}

fn read_missing_marker(node: &YamlNode, diags: &mut Diags) -> Option<MissingMarker> {
    let YamlValue::Map(_) = node.value else {
        return diags
            .keep(node.string("missingValues"))
            .map(|it| MissingMarker::plain(&it));
    };
    let keys = keep_fields(node, "missingValues", &["value", "label", "state"], diags)?;
    let label = diags.keep(keys.string("label")).flatten();
    let state = match keys.get("state") {
        Some(node) => {
            let known = MISSING_REASONS.map(MissingReason::name);
            let expected = Text::new(known.join("、"), known.join(", "));
            let found = node
                .text()
                .and_then(MissingReason::parse)
                .ok_or_else(|| node.refuse("state", expected));
            diags.keep(found)?
        }
        // Table Schema has labels only; one that names a state means it.
        None => label
            .as_deref()
            .and_then(MissingReason::parse)
            .unwrap_or(MissingReason::NotAvailable),
    };
    let label = label
        .filter(|it| MissingReason::parse(it).is_none())
        .map(Arc::from);
    let value = diags.keep(keys.need("value", "\"—\""))?;
    Some(MissingMarker {
        symbol: Arc::from(diags.keep(value.string("value"))?),
        state,
        label,
    })
}

#[cfg(test)]
mod tests {
    use crate::catalog::Entry;
    use crate::testing::{check_codes, load};
    use gongbao_diag::locale::Lang;
    use gongbao_model::MissingReason;

    const CSV: &str = "x,n\na,…\nb,—\nc,\nd,0\ne,*\n";

    fn yaml(missing: &str) -> String {
        format!(
            "resources: [{{name: a, path: a.csv, schema: {{missingValues: {missing}, fields: [{{name: x}}, {{name: n, type: integer}}]}}}}]\n"
        )
    }

    fn check(missing: &str, expected: &[&str]) {
        check_codes(
            &[
                ("data/a.csv", CSV),
                ("data/datapackage.yaml", &yaml(missing)),
            ],
            expected,
        );
    }

    #[test]
    fn each_state_has_its_sign() {
        let missing = "['', '*', {value: '—', state: not_applicable, label: 无该项}, {value: '…', label: below_unit}]";
        let (catalog, diags) = load(&[
            ("data/a.csv", CSV),
            ("data/datapackage.yaml", &yaml(missing)),
        ]);
        assert!(diags.is_empty());
        let Some(Entry::Ready(table)) = catalog.get("a") else {
            panic!("a table")
        };
        let states: Vec<Option<MissingReason>> = (0..5)
            .map(|row| table.missing_marker(row, 1).map(|it| it.state))
            .collect();
        let known = [
            MissingReason::BelowUnit,
            MissingReason::NotApplicable,
            MissingReason::NotAvailable,
        ]
        .map(Some);
        assert_eq!(states, [known[0], known[1], None, None, known[2]]);
        assert_eq!(table.number(3, 1), Some(0.0));
        let legend = table.missing_marker(1, 1).map(|it| it.legend(Lang::Zh));
        assert_eq!(legend.as_deref(), Some("“—”表示无该项"));
    }

    #[test]
    fn the_signs_of_yearbooks_are_named_at_once() {
        check("[yearbook]", &["data/type-error"; 4]);
        check("yearbook", &["data/type-error"]);
    }

    #[test]
    fn a_state_is_one_of_four() {
        check(
            "['', '—', '…', {value: '*', state: secret}]",
            &["data/type-error", "setting/bad-value"],
        );
        check("['', '—', '…', '*', {label: x}]", &["setting/missing-key"]);
        check(
            "['', '—', '…', '*', {value: x, mark: y}]",
            &["setting/unknown-key"],
        );
    }
}
