"""Writes a site of 10,000 pages, the worst for a search: every page has the same words."""

import sys
from pathlib import Path

STREETS = "东南西北中山河湖林田新旧高平长安和昌明泰"


def main() -> None:
    root, n = Path(sys.argv[1]), int(sys.argv[2])
    (root / "content/stations").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "site.toml").write_text(
        'title = "一万页"\naudit = "off"\noutputs = ["html", "search"]\n', encoding="utf-8")
    (root / "content/index.md").write_text("---\ntitle: 一万页\n---\n\n示例数据。\n", encoding="utf-8")
    names = [f"{STREETS[i % 20]}{STREETS[i // 20 % 20]}{STREETS[i // 400 % 20]}{'门桥湾岸' [i % 4]}派出所" for i in range(n)]
    rows = "".join(f"s{i},{name},{'铁柳望锦' [i % 4]}区,{20 + i % 37}\n" for i, name in enumerate(names))
    (root / "data/stations.csv").write_text("station,name,district,officers\n" + rows, encoding="utf-8")
    sections = "".join(
        f"\n## {head}\n\n{{{{ row.name }}}}属{{{{ row.district }}}}，有民警{{{{ row.officers }}}}人。{text * 4}\n"
        for head, text in [
            ("警力配置", "派出所警力占比和社区民警占比按年末数计算，由市公安局人事部门汇总。"),
            ("群众满意度", "窗口办事和案件回访的满意率由第三方调查，未开展调查的注明原因。"),
            ("房屋改造", "危房和租借用房列入三年行动计划，逐项按期限办理并公开进度。"),
        ])
    (root / "content/stations/[station].md").write_text(
        "---\ntitle: \"{{ row.name }}\"\npages: {each: stations}\n---\n" + sections, encoding="utf-8")


main()
