"""Holds gongbao's data stage against polars in Python: the same rows, the same checks, the same sums.

A site's one large table is read, checked, derived from and summed (`stage.rs`), then again from the cache. Polars reads the
file, looks for the same mistakes and computes the same sums. Both run as processes of their own, so that the
peak of memory (resident set) is theirs; of Python, starting and importing are left out of the times.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SITE = 'title = "规模"\noutputs = ["html", "figures"]\n'
PAGE = "---\ntitle: 规模\n---\n{{ cases(year=2020, district=\"D07\") }}\n\n```table\ntable: years\n```\n"
METRICS = """
- {id: cases, title: 案件, table: t, value: {sum: n}, unit: 件, dimensions: [district, year]}
- {id: rate, title: 均值, table: t, value: {mean: rate, weight: n}, unit: "%", dimensions: [district, year]}
"""
QUERY = "SELECT year, SUM(n) AS n, AVG(rate) AS rate FROM t GROUP BY year ORDER BY year"
DESCRIPTOR = """
resources:
- name: t
  path: PATH
  sample: true
  schema:
    primaryKey: [case]
    fields:
    - {name: case, constraints: {required: true, unique: true, pattern: 'A[0-9]+'}}
    - {name: district, constraints: {required: true, enum: [DISTRICTS]}}
    - {name: year, type: year, constraints: {required: true, minimum: 2015, maximum: 2025}}
    - {name: n, type: integer, constraints: {minimum: 0}}
    - {name: rate, type: number, constraints: {minimum: 0, maximum: 100}}
  checks: [{rule: n <= 1000000}]
"""
DISTRICTS = [f"D{it:02}" for it in range(20)]


def polars_work(path, checks):
    """What gongbao does, in polars; gives seconds and seconds of CPU time."""
    import polars as pl

    def seconds():
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    started, used = time.perf_counter(), seconds()
    types = {"case": pl.String, "district": pl.String, "year": pl.Int64, "n": pl.Int64, "rate": pl.Float64}
    frame = pl.read_csv(path, schema=types) if path.endswith(".csv") else pl.read_parquet(path)
    if checks:
        of = pl.col
        wrong = frame.select(
            of("case").is_null().sum() + of("district").is_null().sum() + of("year").is_null().sum(),
            repeated=of("case").len() - of("case").n_unique(),
            pattern=(~of("case").str.contains("^A[0-9]+$")).sum(),
            district=(~of("district").is_in(DISTRICTS)).sum(),
            year=(~of("year").is_between(2015, 2025)).sum(),
            n=(of("n") < 0).sum(),
            rate=(~of("rate").is_between(0, 100)).sum(),
            rule=(~(of("n") <= 1_000_000)).sum(),
        )
        assert all(it == 0 for it in wrong.row(0)), wrong
    frame.group_by("year").agg(pl.col("n").sum(), pl.col("rate").mean()).sort("year")
    frame.filter((pl.col("year") == 2020) & (pl.col("district") == "D07"))["n"].sum()
    of_year = frame.filter(pl.col("year") == 2020)
    (of_year["rate"] * of_year["n"]).sum() / of_year["n"].sum()
    print(json.dumps([time.perf_counter() - started, seconds() - used]))


def run(arguments):
    """Runs a process; gives its seconds, seconds of CPU time, peak of memory in MB, and what it printed."""
    started = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(arguments)} failed:\n{said}")
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said


def write(path, n):
    import polars as pl

    at = pl.int_range(n, eager=True)
    frame = pl.DataFrame(
        {
            "case": "A" + at.cast(pl.String).str.zfill(8),
            "district": ("D" + (at * 7919 % 20).cast(pl.String).str.zfill(2)),
            "year": 2015 + at * 104729 % 11,
            "n": at * 1299709 % 1000,
            "rate": (at * 15485863 % 10000) / 100,
        }
    )
    frame.write_csv(path) if path.suffix == ".csv" else frame.write_parquet(path)


def measure(stage, gongbao, extension, n, folder):
    site = Path(folder)
    for name, text in [("site.toml", SITE), ("content/index.md", PAGE), ("data/metrics.yaml", METRICS), ("data/years.sql", QUERY)]:
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text)
    data = site / f"data/t.{extension}"
    descriptor = DESCRIPTOR.replace("PATH", data.name).replace("DISTRICTS", ", ".join(DISTRICTS))
    (site / "data/datapackage.yaml").write_text(descriptor)
    subprocess.run([sys.executable, __file__, "write", str(data), str(n)], check=True)

    def polars(checks):
        _, _, memory, said = run([sys.executable, __file__, "polars", str(data), checks])
        return *json.loads(said), memory

    best = lambda work: min((work() for _ in range(3)), key=lambda it: it[1])
    plain, checked = best(lambda: polars("")), best(lambda: polars("checks"))
    build = [gongbao, "build", str(site), "--out", str(site / "public")]
    cold = best(lambda: run([stage, str(site)])[:3])
    keeping = run([stage, str(site), "cache"])[:3]
    warm = best(lambda: run([stage, str(site), "cache"])[:3])
    whole = run(build)[:3]
    again = run(build)[:3]
    print(f"\n{n:,} rows as {extension}, {data.stat().st_size / 1e6:.0f} MB")
    print(f"{'':34}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'wall':>8}{'CPU':>7}{'memory':>8}")
    rows = [
        ("polars: read and sum", plain),
        ("polars: read, check and sum", checked),
        ("gongbao: all checks", cold),
        ("gongbao: all checks, and keep", keeping),
        ("gongbao: from the cache", warm),
        ("gongbao build, for comparison", whole),
        ("gongbao build again", again),
    ]
    for name, (wall, cpu, memory) in rows:
        ratios = "".join(f"{a / b:{width}.2f}" for a, b, width in zip((wall, cpu, memory), checked, (8, 7, 8)))
        print(f"{name:34}{wall:8.2f}{cpu:8.2f}{memory:9.0f}{ratios}", flush=True)


def main():
    stage, gongbao, *counts = sys.argv[1:]
    for n in [int(it) for it in counts] or [10**6, 10**7]:
        for extension in ["csv", "parquet"]:
            with tempfile.TemporaryDirectory() as folder:
                measure(stage, gongbao, extension, n, folder)


if sys.argv[1] == "polars":
    polars_work(sys.argv[2], bool(sys.argv[3]))
elif sys.argv[1] == "write":
    write(Path(sys.argv[2]), int(sys.argv[3]))
else:
    main()
