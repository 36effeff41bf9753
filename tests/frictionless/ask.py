"""What frictionless says about each package, one line an error, as said.json holds it.

ask.py            compares with said.json and fails if anything differs
ask.py --update   writes said.json anew

Whether gongbao agrees is judged by tests/fixtures/packages.rs, from said.json, without Python.
"""

import json
import sys
from pathlib import Path

from frictionless import Checklist, Package, __version__, system

HERE = Path(__file__).parent
SAID = HERE / "said.json"
# Errors about a row as a whole; the rest has a field.
ROWS = {"blank-row", "primary-key", "foreign-key", "duplicate-row", "row-constraint"}


def line(place, error):
    """`file code row:field`, as much of it as the error has."""
    kind = error.type
    if kind == "missing-label":
        at = error.field_name
    elif hasattr(error, "row_numbers"):  # Labels: the header is row 1.
        at = f"1:{error.field_number}"
    elif kind in ROWS:
        at = f"{error.row_number}"
    elif hasattr(error, "field_number"):
        at = f"{error.row_number}:{error.field_number}"
    else:
        at = ""
    return " ".join(filter(None, [place, kind, at]))


def ask(folder):
    """The errors of one package."""
    checklist = folder / "checklist.yaml"
    package = Package(str(folder / "datapackage.yaml"))
    report = package.validate(Checklist.from_descriptor(str(checklist)) if checklist.exists() else None)
    lines = [line("", error) for error in report.errors]
    for task in report.tasks:
        lines += [line(task.place, error) for error in task.errors]
    return sorted(lines)


def main():
    folders = sorted(it for it in (HERE / "packages").iterdir() if it.is_dir())
    said = {"version": __version__, "packages": {it.name: ask(it) for it in folders}}
    text = json.dumps(said, ensure_ascii=False, indent=2) + "\n"
    if "--update" in sys.argv:
        SAID.write_text(text, encoding="utf-8")
    elif SAID.read_text(encoding="utf-8") != text:
        old = json.loads(SAID.read_text(encoding="utf-8"))
        for name, lines in said["packages"].items():
            if old["packages"].get(name) != lines:
                print(f"{name}: {lines}, but said.json has {old['packages'].get(name)}")
        sys.exit(f"frictionless {__version__} says something else than said.json; look, then run ask.py --update")
    print(f"frictionless {__version__}: {len(folders)} packages, {sum(map(len, said['packages'].values()))} errors")


main()
