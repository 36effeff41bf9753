// The buttons below a report, and the ways between languages, in a page opened from a folder.

import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const report = pathToFileURL(resolve(built, "report-2025/overview.html")).href;
const home = pathToFileURL(resolve(built, "index.html")).href;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test("a report's address is copied by keyboard, and nothing is asked of anybody", async () => {
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (it) => { if (!it.url().startsWith("file:")) asked.push(it.url()); });
  await page.goto(report);
  const buttons = page.locator(".sharing button");
  assert.equal(await buttons.count(), 2);
  await buttons.nth(1).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".sharing [role=status]").textContent !== "");
  assert.ok(await buttons.nth(1).evaluate((it) => it === document.activeElement));
  assert.deepEqual(asked, []);
  await page.close();
});

test("without scripts there are no buttons that do nothing", async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(report);
  assert.equal(await page.locator(".sharing").isVisible(), false);
  await page.close();
});

test("a reader gets from a language to the other and back", async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(home);
  await page.locator(".languages a[hreflang=en]").click();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  const values = () => page.locator("article data").evaluateAll((all) => all.map((it) => it.value).sort());
  const english = await values();
  await page.locator(".languages a[hreflang=zh-CN]").click();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  assert.deepEqual(english, await values());
  await page.close();
});
