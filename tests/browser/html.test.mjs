// Asks the Nu HTML checker about every page of the built site, and of other sites in GONGBAO_OTHERS: no error.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const others = process.env.GONGBAO_OTHERS ? [resolve(process.env.GONGBAO_OTHERS)] : [];
const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

test("the checker is sensitive to what is looked for", () => {
  const folder = mkdtempSync(join(tmpdir(), "gongbao-"));
  const page = join(folder, "bad.html");
  writeFileSync(page, '<!DOCTYPE html><html lang="zh"><title>x</title><p id="a">中<p id="a"><img src="a.png"></html>');
  const said = complaints([page], folder);
  rmSync(folder, { recursive: true });
  assert.ok(said.some((it) => it.includes("Duplicate ID")) && said.some((it) => it.includes("alt")), said.join("\n"));
});

for (const root of [built, ...others]) {
  test(`every page is valid HTML: ${root === built ? "the site" : "other sites"}`, () => {
    const pages = pagesBelow(root);
    assert.ok(pages.length > 0, `there is no page below ${root}`);
    assert.deepEqual(complaints(pages, root), []);
  });
}

/** What the checker finds in pages, warnings included: the few there have been were worth a look. */
function complaints(pages, root) {
  const asked = spawnSync("java", ["-Xss8m", "-jar", jar, "--format", "json", "--stdout", ...pages], { maxBuffer: 1 << 28, encoding: "utf8" });
  assert.equal(asked.error, undefined);
  assert.ok(asked.stdout.startsWith("{"), asked.stderr);
  // From a disk it takes every file for one of another place, which the policy of a page does not allow; and it knows
  // no hashes, which policy.test.mjs works out anew.
  const known = /^(Resource|Inline style) violates Content Security Policy/;
  const said = JSON.parse(asked.stdout).messages.filter((it) => !known.test(it.message));
  return said.map((it) => `${relative(root, fileURLToPath(it.url))}:${it.lastLine}: ${it.type} ${it.message} ${it.extract ?? ""}`);
}

function pagesBelow(root) {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const pages = entries.filter((it) => it.isFile() && it.name.endsWith(".html"));
  return pages.map((it) => join(it.parentPath ?? it.path, it.name)).sort();
}
