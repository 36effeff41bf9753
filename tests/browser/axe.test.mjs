// Asks axe about every page of the built site, in light and dark, on a wide screen and on a phone: no violation of
// WCAG 2.2 A and AA or of its best practices.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [
  ["light, wide", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["dark, wide", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["light, phone", { viewport: { width: 375, height: 700 }, colorScheme: "light" }],
  ["dark, phone", { viewport: { width: 375, height: 700 }, colorScheme: "dark" }],
];
// Pages made from one template and one table differ in their figures alone: all of them are looked at in the first
// view, in the others so many of a folder.
const MOST = 6;
const EVERY = process.env.GONGBAO_EVERY_PAGE;
// Tabs that are worked on at once.
const TABS = 3;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

for (const [words, options] of VIEWS) {
  test(`axe finds nothing: ${words}`, async () => {
    const left = pages(built, EVERY === "1" || (EVERY !== "0" && words === VIEWS[0][0]));
    assert.ok(left.length > 0, `there is no page below ${built}`);
    const found = [];
    const work = async () => {
      const page = await browser.newPage(options);
      while (left.length > 0) found.push(...await complaints(page, left.shift()));
      await page.close();
    };
    await Promise.all(Array.from({ length: TABS }, work));
    assert.deepEqual(found.sort(), []);
  });
}

async function complaints(page, path) {
  await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
  if (path.endsWith("search.html")) await searched(page);
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  return violations.map((it) => `${relative(built, path)}: ${it.id}: ${it.nodes.length} × ${it.nodes[0].html.slice(0, 160)} — ${it.nodes[0].failureSummary.split("\n")[1] ?? ""}`);
}

async function searched(page) {
  await page.locator(".finder input, form.search input").first().fill("派出所");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".finder-list li").length > 1);
}

/** Every page, or some of every folder. */
function pages(folder, every) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const own = entries.filter((it) => it.isFile() && it.name.endsWith(".html")).map((it) => join(folder, it.name));
  const index = own.filter((it) => it.endsWith("index.html"));
  const whole = every || /gallery|report|documents/.test(folder);
  const some = whole ? own : [...new Set([...index, ...own.slice(0, MOST)])];
  const below = entries.filter((it) => it.isDirectory()).flatMap((it) => pages(join(folder, it.name), every));
  return [...some, ...below];
}
