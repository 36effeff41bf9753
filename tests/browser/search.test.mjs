// Searches the built demonstration site as a reader does: from a folder, by keyboard, in Chinese and Latin letters,
// and without scripts.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const MOST_BYTES = 300_000;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** What a query finds, and how many bytes of the index it loads. */
async function find(query) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const failed = [];
  let bytes = 0;
  page.on("pageerror", (it) => failed.push(it.message));
  page.on("console", (it) => failed.push(it.text()));
  page.on("requestfinished", (it) => { if (it.url().includes("/search/")) bytes += statSync(fileURLToPath(it.url())).size; });
  await page.goto(`${pathToFileURL(join(built, "search.html")).href}?q=${encodeURIComponent(query)}`);
  await settled(page);
  const found = await page.evaluate(() => [...document.querySelectorAll(".finder-list li:not(.finder-more)")].map((it) => ({
    title: it.querySelector("a").textContent, href: it.querySelector("a").href, text: it.innerText,
    marks: [...it.querySelectorAll("mark")].map((mark) => mark.textContent),
  })));
  await page.close();
  assert.deepEqual(failed, []);
  return { found, bytes };
}

async function settled(page) {
  await page.waitForFunction(() => /\d|没有/.test(document.querySelector(".finder-said").textContent));
}

const metrics = readdirSync(join(built, "metrics")).filter((it) => it !== "index.html");
const titleOf = (path) => /<h1>(.*?)<\/h1>/s.exec(readFileSync(path, "utf8"))[1].replace(/<[^>]*>/g, "");

test("a metric is found first by its title", async () => {
  assert.ok(metrics.length > 5);
  for (const name of metrics.slice(0, 12)) {
    const title = titleOf(join(built, "metrics", name));
    const { found } = await find(title);
    assert.equal(found[0]?.title, title, JSON.stringify(found.map((it) => it.title)));
  }
});

test("a query loads little", async () => {
  for (const query of ["派出所", "派出所警力占比", "社区民警占派出所警力比重和群众满意度的变化情况"]) {
    const { bytes } = await find(query);
    assert.ok(bytes > 0 && bytes <= MOST_BYTES, `${query}: ${bytes}`);
  }
});

test("charts, headings and districts are found, and lead to their place", async () => {
  const chart = (await find("一图多选")).found[0];
  assert.ok(chart.title.includes("一图多选") && chart.marks.includes("一图多选"));
  for (const query of ["望川区", "主要结果"]) {
    const { found } = await find(query);
    assert.ok(found.length > 0 && found.every((it) => it.text.includes(query) || it.marks.length), query);
    for (const it of found) {
      const [file, anchor] = it.href.split("#");
      const html = readFileSync(fileURLToPath(file), "utf8");
      assert.ok(existsSync(fileURLToPath(file)));
      if (anchor) assert.ok(html.includes(`id="${decodeURIComponent(anchor)}"`), it.href);
    }
  }
});

test("several words have to stand in one page; figures and single characters are found", async () => {
  for (const query of ["望川区 满意", "41.2%", "警", "allocation", "ＡＬＬＯＣＡＴＩＯＮ"]) {
    const { found } = await find(query);
    assert.ok(found.length > 0, query);
  }
  assert.equal((await find("饕餮")).found.length, 0);
});

test("the search is reached and read by keyboard alone", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(pathToFileURL(join(built, "index.html")).href);
  await page.keyboard.press("/");
  await page.keyboard.type("满意");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\.html\?q=/);
  await settled(page);
  await page.keyboard.press("ArrowDown");
  const first = await page.evaluate(() => document.activeElement.closest(".finder-list li") !== null);
  assert.ok(first, "an arrow key leads to the results");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.href.includes("search.html"));
  await page.close();
});

test("more results are shown on demand, each page once", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${pathToFileURL(join(built, "search.html")).href}?q=${encodeURIComponent("派出所")}`);
  await settled(page);
  await page.locator(".finder-more button").click();
  await page.waitForFunction(() => document.querySelectorAll(".finder-title a").length > 10);
  const hrefs = await page.evaluate(() => [...document.querySelectorAll(".finder-title a")].map((it) => it.href.split("#")[0]));
  assert.equal(new Set(hrefs).size, hrefs.length);
  await page.close();
});

test("without scripts there is no field, and another way", async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  for (const name of ["index.html", "search.html"]) {
    await page.goto(pathToFileURL(join(built, name)).href);
    assert.equal(await page.locator("form.search").first().isVisible(), false, name);
  }
  assert.ok(await page.locator(".finder-without a", { hasText: "站点地图" }).isVisible());
  await page.close();
});
