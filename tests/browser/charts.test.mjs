// What a reader can do with a chart: point at marks, go through them by keyboard, choose among charts with and
// without scripts, and print the one chosen.

import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const address = (name) => pathToFileURL(join(built, "gallery", name)).href;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

async function opened(name, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const failed = [];
  page.on("pageerror", (it) => failed.push(it.message));
  await page.goto(address(name));
  return { page, failed };
}

const said = (page) => page.locator(".chart-wide .mark-said").first().textContent();
const seen = (page) => page.evaluate(() => [...document.querySelectorAll(".switch figure")]
  .filter((it) => it.getBoundingClientRect().height > 0).map((it) => it.id));

test("pointing at a mark says its value and lifts its series", async () => {
  const { page, failed } = await opened("line.html");
  const mark = page.locator(".chart-wide svg.chart .series [data-value]").first();
  await mark.scrollIntoViewIfNeeded();
  const box = await mark.boundingBox();
  await page.mouse.move(box.x + box.width / 2 + 4, box.y + box.height / 2);
  assert.match(await said(page), /：\d/);
  assert.equal(await page.locator(".chart-wide svg.chart").first().getAttribute("class").then((it) => it.includes("lit")), true);
  assert.equal(await page.locator(".chart-wide svg.chart").first().locator(".series.on").count(), 1);
  await page.mouse.move(2, 2);
  assert.equal(await said(page), "");
  assert.deepEqual(failed, []);
  await page.close();
});

test("arrow keys go through the marks and to the next series", async () => {
  const { page } = await opened("line.html");
  await page.locator(".chart-wide").first().focus();
  const heard = [];
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "Home", "End", "Escape"]) {
    await page.keyboard.press(key);
    heard.push(await said(page));
  }
  const [first, second, other, home, end, none] = heard;
  assert.notEqual(first, second);
  assert.equal(second.replace(/^.*，/, "").split("：")[0], other.replace(/^.*，/, "").split("：")[0], "the same position");
  assert.notEqual(second, other);
  assert.equal(home, first);
  assert.notEqual(end, first);
  assert.equal(none, "");
  await page.close();
});

test("without scripts a mark has its title", async () => {
  const { page } = await opened("bar.html", { javaScriptEnabled: false });
  assert.ok((await page.locator(".chart-wide [data-value] > title").count()) > 10);
  await page.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`every chart of a choice can be reached ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const { page } = await opened("switch.html", { javaScriptEnabled });
    const first = await seen(page);
    assert.equal(first.length, 2, first.join());
    const labels = page.locator(".switch").first().locator("label");
    for (let at = (await labels.count()) - 1; at >= 0; at -= 1) {
      await labels.nth(at).click();
      const now = await seen(page);
      assert.equal(now.length, 2);
      assert.equal(now[0], await labels.nth(at).evaluate((it) => it.nextElementSibling.id));
    }
    await page.locator(".switch input").first().focus();
    await page.keyboard.press("ArrowRight");
    assert.notDeepEqual(await seen(page), first);
    await page.close();
  });

  test(`a link leads to a chart that is not chosen ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const { page } = await opened("switch.html", { javaScriptEnabled });
    const hidden = await page.evaluate(() => document.querySelectorAll(".switch figure")[2].id);
    await page.goto(`${address("switch.html")}#${hidden}`);
    assert.ok((await seen(page)).includes(hidden));
    await page.close();
  });
}

test("on paper stands the chart chosen, and how many more there are", async () => {
  const { page } = await opened("switch.html", { javaScriptEnabled: false });
  await page.emulateMedia({ media: "print" });
  assert.equal((await seen(page)).length, 2);
  assert.match(await page.locator(".switch-note").first().innerText(), /另有\d+幅/);
  assert.equal(await page.locator(".switch label").first().isVisible(), false);
  await page.close();
});
