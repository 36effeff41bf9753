//! What a unit says about its figure: the step it counts in, and whether such figures add up.

/// The step a Chinese unit counts in, and the unit itself: 亿元 counts in 100,000,000 of 元. Nothing for a unit that
/// counts in ones; 千 begins units of measure (千米, 千瓦) and is never taken for a step.
pub fn split_step(unit: &str) -> Option<(f64, &str)> {
    const STEPS: [(&str, f64); 5] = [
        ("万亿", 1e12),
        ("百万", 1e6),
        ("千万", 1e7),
        ("万", 1e4),
        ("亿", 1e8),
    ];
    let unit = unit.trim_start();
    let split = |it: &(&str, f64)| Some((it.1, unit.strip_prefix(it.0)?));
    let found = STEPS.iter().find_map(split)?;
    (!found.1.starts_with("分之")).then_some(found)
}

/// Whether a unit is that of a share or a difference of shares, which has no steps: %, ‰, 个百分点.
pub fn is_proportion(unit: &str) -> bool {
    unit.trim_start().starts_with(['%', '％', '‰', '‱']) || unit.contains("分之") || is_points(unit)
}

/// Whether a unit is that of a rate or a share, which are never summed: %, ‰, 件/万人, 人均….
pub fn is_rate(unit: &str) -> bool {
    let unit = unit.trim();
    is_proportion(unit)
        || unit.starts_with('每')
        || unit.contains(['/', '／'])
        || unit.starts_with("人均")
        || unit.starts_with("per ")
        || unit.contains(" per ")
}

/// Whether a unit is that of a difference of shares: 个百分点, 个千分点, percentage points.
pub fn is_points(unit: &str) -> bool {
    let unit = unit.trim();
    unit.ends_with("百分点")
        || unit.ends_with("千分点")
        || unit == "pp"
        || unit.ends_with("percentage points")
        || unit.ends_with("percentage point")
        || unit.ends_with("per mille points")
}

#[cfg(test)]
mod tests {
    use crate::locale::{is_rate, split_step};

    #[test]
    fn steps_of_units_are_known() {
        assert_eq!(split_step("亿元"), Some((1e8, "元")));
        assert_eq!(split_step("万人次"), Some((1e4, "人次")));
        assert_eq!(split_step("万亿元"), Some((1e12, "元")));
        assert_eq!(split_step("万千瓦时"), Some((1e4, "千瓦时")));
        for unit in ["", "元", "千米", "百分点", "万分之一", "%"] {
            assert_eq!(split_step(unit), None, "{unit}");
        }
    }

    #[test]
    fn rates_are_known() {
        for unit in [
            "%",
            "％",
            "‰",
            "件/万人",
            "个百分点",
            "每万人",
            "cases per 1,000",
        ] {
            assert!(is_rate(unit), "{unit}");
        }
        for unit in ["", "件", "万元", "people", "千瓦时"] {
            assert!(!is_rate(unit), "{unit}");
        }
    }
}
