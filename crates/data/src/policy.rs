//! What the descriptor says may not be shown: internal tables and columns, and counts so small that
//! they point at a person.

use crate::fields::keep_fields;
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags, Place};
use gongbao_source::{Fields, YamlNode};

/// What of a table may be shown to whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TablePolicy {
    /// The whole table is for the office only.
    pub internal: bool,
    /// Columns for the office only.
    pub internal_fields: Vec<String>,
    /// How small counts are kept from the public.
    pub disclosure: Option<SmallCountRule>,
}

/// How small counts of a table are kept from the public.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallCountRule {
    /// Where it is declared.
    pub place: Place,
    /// Columns that count people or cases.
    pub counts: Vec<String>,
    /// The smallest count that may be shown, but for zero.
    pub k: f64,
    /// Whether zero tells as much as a small count.
    pub zero_is_sensitive: bool,
    /// The dimensions of the counts; empty for the primary key.
    pub by: Vec<String>,
    /// Rows that add others up: a dimension and what stands in it on such a row.
    pub total_rows: Vec<(String, String)>,
    /// Columns that add others up: a column and its parts.
    pub total_columns: Vec<(String, Vec<String>)>,
    /// What is done about a small count.
    pub mode: SmallCountMode,
}

/// What is done about a small count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SmallCountMode {
    /// It is left out, and with it what would give it back.
    #[default]
    Suppress,
    /// It stops the build.
    Refuse,
}

const DISCLOSURE_KEYS: [&str; 6] = ["counts", "k", "zero", "by", "totals", "mode"];
/// Below two every count may be shown; above this a typing error is likelier.
const SMALLEST_K: f64 = 2.0;
const LARGEST_K: f64 = 1000.0;

/// Reads `disclosure`. A mistake in it is filed; nothing is shown without it, as the mistake stops the build.
pub(crate) fn read_disclosure(node: &YamlNode, diags: &mut Diags) -> Option<SmallCountRule> {
    let fields = keep_fields(node, "disclosure", &DISCLOSURE_KEYS, diags)?;
    let counts = fields
        .need("counts", "counts: [cases]")
        .and_then(|it| it.strings("counts"));
    let by = fields
        .get("by")
        .map_or_else(|| Ok(Vec::new()), |it| it.strings("by"));
    let k = fields.get("k").map_or(Ok(5.0), read_threshold);
    let zero = read_choice(&fields, "zero", &[("shown", false), ("sensitive", true)]);
    let mode = read_choice(
        &fields,
        "mode",
        &[
            ("suppress", SmallCountMode::Suppress),
            ("refuse", SmallCountMode::Refuse),
        ],
    );
    let mut found = SmallCountRule {
        place: node.place(),
        counts: diags.keep(counts)?,
        k: diags.keep(k)?,
        // Zero tells nothing of anybody, unless it is said to.
        zero_is_sensitive: diags.keep(zero)?.unwrap_or(false),
        by: diags.keep(by)?,
        total_rows: Vec::new(),
        total_columns: Vec::new(),
        mode: diags.keep(mode)?.unwrap_or(SmallCountMode::Suppress),
    };
    let totals = fields
        .get("totals")
        .map_or_else(|| Ok([].as_slice()), |it| it.pairs("totals"));
    for (name, value) in diags.keep(totals)? {
        let total = diags.keep(name.string("totals"))?;
        match value.text() {
            Some(label) => found.total_rows.push((total, label.to_owned())),
            None => found
                .total_columns
                .push((total, diags.keep(value.strings("totals"))?)),
        }
    }
    Some(found)
}

fn read_threshold(node: &YamlNode) -> Result<f64, Diagnostic> {
    let k = node.number("k")?;
    if (SMALLEST_K..=LARGEST_K).contains(&k) && k.fract() == 0.0 {
        return Ok(k);
    }
    Err(node.refuse(
        "k",
        Text::new(
            "2 至 1000 的整数，通常为 3、5 或 10",
            "a whole number from 2 to 1000, as a rule 3, 5 or 10",
        ),
    ))
}

fn read_choice<T: Copy>(
    fields: &Fields<'_>,
    key: &str,
    words: &[(&str, T)],
) -> Result<Option<T>, Diagnostic> {
    let Some(node) = fields.get(key) else {
        return Ok(None);
    };
    let found = words.iter().find(|(word, _)| node.text() == Some(word));
    let known = || {
        words
            .iter()
            .map(|it| it.0)
            .collect::<Vec<&str>>()
            .join(" / ")
    };
    found
        .map(|it| Some(it.1))
        .ok_or_else(|| node.refuse(key, Text::from(known())))
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    fn check(disclosure: &str, expected: &[&str]) {
        let yaml = format!("resources: [{{name: a, path: a.csv, disclosure: {disclosure}}}]\n");
        check_codes(
            &[
                ("data/a.csv", "x,n\nab,1\n"),
                ("data/datapackage.yaml", &yaml),
            ],
            expected,
        );
    }

    #[test]
    fn counts_are_enough() {
        check("{counts: [n]}", &[]);
        check(
            "{counts: n, k: 3, zero: sensitive, by: [x], totals: {x: 合计, n: [m]}, mode: refuse}",
            &[],
        );
        check("{k: 3}", &["setting/missing-key"]);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        check("{counts: [n], k: 1}", &["setting/bad-value"]);
        check("{counts: [n], k: 2.5}", &["setting/bad-value"]);
        check("{counts: [n], zero: hidden}", &["setting/bad-value"]);
        check("{counts: [n], mode: warn}", &["setting/bad-value"]);
        check("{counts: [n], totals: [x]}", &["setting/bad-value"]);
        check(
            "{count: [n]}",
            &["setting/missing-key", "setting/unknown-key"],
        );
        check("5", &["setting/bad-value"]);
    }
}
