"""Writes a site of so many pages, each with text of its own, bound figures and now and then a chart; sample data."""

import sys
from pathlib import Path

STREETS = "东南西北中山河湖林田新旧高平长安和昌明泰"
DISTRICTS = ["铁山区", "柳河区", "望湖区", "锦林区"]
TEXT = "窗口办事和案件回访的满意率由第三方调查，未开展调查的注明原因。危房和租借用房列入改造计划，逐项办理并公开进度。"


def page(at: int) -> str:
    street = STREETS[at % 20] + STREETS[at // 20 % 20] + STREETS[at // 400 % 20]
    district, year = DISTRICTS[at % 4], 2021 + at % 5
    figure = f'station_share(district="{district}", year={year})'
    chart = (
        "\n```chart\nkind: line\nmetric: station_share\nx: year\nseries: district\ntitle: 派出所警力占比\n```\n"
        if at % 10 == 0 else ""
    )
    sections = "".join(
        f"\n## {head}\n\n{street}的情况如下。{TEXT * 3}\n\n- {district}为{{{{ {figure} }}}}；\n- 参见[首页](../index.md)。\n"
        for head in ("警力配置", "群众满意度", "房屋改造")
    )
    return f"---\ntitle: {street}派出所第{at}号\nsummary: {street}派出所的工作\n---\n{sections}{chart}"


def main() -> None:
    root, n = Path(sys.argv[1]), int(sys.argv[2])
    (root / "data").mkdir(parents=True)
    (root / "site.toml").write_text('title = "一千页（示例数据）"\nas_of = 2025-12-31\n', encoding="utf-8")
    rows = "".join(
        f"{district},{year},{100 + 7 * (at + year) % 60},400\n"
        for at, district in enumerate(DISTRICTS) for year in range(2021, 2026)
    )
    (root / "data/allocation.csv").write_text("district,year,station,total\n" + rows, encoding="utf-8")
    (root / "data/metrics.yaml").write_text(
        "- id: station_share\n  title: 派出所警力占比\n  table: allocation\n  value: {share: [station, total]}\n"
        '  unit: "%"\n  decimals: 1\n  dimensions: [district, year]\n  definition: 派出所民警数占民警总数的比重\n'
        "  source: 示例数据\n", encoding="utf-8")
    for at in range(n):
        file = root / f"content/part{at // 50:02}/page{at:04}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(at), encoding="utf-8")
    (root / "content/index.md").write_text("---\ntitle: 一千页\n---\n\n示例数据。\n", encoding="utf-8")


main()
