"""Makes a site of reports bound into one packet, builds it with and without documents, and prints what each takes."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

DISTRICTS = ["东区", "西区", "南区", "北区", "中区", "城关县", "山前县", "河口市"]
YEARS = range(2018, 2026)
METRICS = """
- {id: share, title: 派出所警力占比, table: t, value: {column: share}, unit: "%", decimals: 1,
   dimensions: [part, district, year], time: year, definition: 派出所民警占全部民警的比重, source: 示例}
"""
DESCRIPTOR = """
resources:
- {name: t, path: t.csv, sample: true, schema: {primaryKey: [part, district, year]}}
"""
PAGE = """---
title: 第{n}部分：派出所警力配置
date: 2025-12-31
issuer: 示例市公安局（示例）
where: {{part: p{n}}}
---

## 一、总体情况

{text}

```chart
kind: bar
metric: share
x: district
where: {{year: 2025}}
title: 各区县派出所警力占比（第{n}部分）
```

## 二、变化

{text}

```chart
kind: line
metric: share
x: year
series: district
where: {{district: [东区, 西区, 南区]}}
title: 派出所警力占比逐年变化（第{n}部分）
```

{text}

```table
metric: share
rows: district
title: 派出所警力占比（第{n}部分）
where: {{year: 2025}}
```
"""
TEXT = (
    "东区2025年派出所警力占比为{{ share(district=\"东区\", year=2025) }}，比上年"
    "{{ change(share, district=\"东区\", from=2024, to=2025) }}。各区县围绕基层基础建设，推动警力下沉、保障下倾，"
    "健全工作机制，完善考核办法，派出所的主业主责进一步明确，社区警务和巡防工作的力量得到充实，群众的安全感和满意度稳步提高。"
)


def write(site, n_parts, outputs):
    (site / "content").mkdir(parents=True)
    (site / "data").mkdir()
    (site / "site.toml").write_text('title = "规模"\nas_of = 2025-12-31\noutputs = ["html", %s]\n' % outputs)
    (site / "data/metrics.yaml").write_text(METRICS)
    (site / "data/datapackage.yaml").write_text(DESCRIPTOR)
    rows = ["part,district,year,share"]
    for part in range(n_parts):
        for at, district in enumerate(DISTRICTS):
            rows += [f"p{part},{district},{year},{30 + (part * 7 + at * 13 + year * 3) % 211 / 10}" for year in YEARS]
    (site / "data/t.csv").write_text("\n".join(rows) + "\n")
    for part in range(n_parts):
        page = PAGE.format(n=part, text=TEXT)
        (site / f"content/part-{part:03}.md").write_text(page)
    parts = "".join(f"  - part-{part:03}.md\n" for part in range(n_parts))
    formats = "outputs: [html, pdf, docx]\n" if "pdf" in outputs else ""
    packet = f"---\ntitle: 会议材料汇编\nlayout: packet\nmeeting: 2026-01-24\n{formats}parts:\n{parts}  - data\n---\n"
    (site / "content/packet.md").write_text(packet)
    (site / "content/index.md").write_text("---\ntitle: 规模\n---\n材料见[汇编](packet.md)。\n")


def measure(gongbao, n_parts, outputs):
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write(site, n_parts, outputs)
        arguments = [gongbao, "build", str(site), "--out", str(Path(folder) / "public")]
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        if status != 0:
            sys.exit(f"the build failed:\n{said}")
        sizes = {it.suffix: it.stat().st_size for it in (Path(folder) / "public").glob("packet.*")}
        pages = ""
        if ".pdf" in sizes:
            told = subprocess.run(["pdfinfo", str(Path(folder) / "public/packet.pdf")], capture_output=True, text=True)
            pages = next((it.split()[-1] for it in told.stdout.splitlines() if it.startswith("Pages")), "")
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, pages, sizes


gongbao, n_parts = sys.argv[1], int(sys.argv[2])
plain = measure(gongbao, n_parts, '"downloads"')
whole = measure(gongbao, n_parts, '"downloads", "pdf", "docx"')
print(f"{n_parts} parts, {2 * n_parts} charts, {whole[2]} pages of PDF, {whole[3].get('.docx', 0) / 1e6:.1f} MB of DOCX")
print(f"without documents {plain[0]:6.1f} s of CPU time, {plain[1]:5.0f} MB")
print(f"with documents    {whole[0]:6.1f} s of CPU time, {whole[1]:5.0f} MB")
