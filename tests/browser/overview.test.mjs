// What a reader can do with the page of statuses: read every row without scripts, and narrow the rows with them.

import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const address = pathToFileURL(join(built, "status.html")).href;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

const shown = (page) => page.evaluate(() => [...document.querySelectorAll(".prose .grid tbody tr")]
  .filter((it) => it.getBoundingClientRect().height > 0).map((it) => it.textContent));

test("without scripts every row is there and nothing asks for a choice", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  const rows = await page.locator(".prose .grid tbody tr").count();
  assert.equal((await shown(page)).length, rows);
  assert.ok(rows > 10);
  assert.equal(await page.locator(".narrowing").isVisible(), false);
  for (const group of ["behind", "met", "no-target"]) assert.equal(await page.locator(`h2#${group}`).count(), 1);
  await context.close();
});

test("with scripts the rows are narrowed by body, plan and status", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const failed = [];
  page.on("pageerror", (it) => failed.push(it.message));
  await page.goto(address);
  const all = (await shown(page)).length;
  const [body, plan, status] = await page.locator(".narrowing select").all();
  const bodies = await body.locator("option").allTextContents();
  assert.ok(bodies.every((it) => !it.includes("、")), "each body is a choice of its own");
  const wanted = bodies.find((it) => it.includes("治安支队"));
  await body.selectOption(wanted);
  const some = await shown(page);
  assert.ok(some.length > 0 && some.length < all && some.every((it) => it.includes(wanted)));
  await plan.selectOption("三年行动计划");
  const fewer = await shown(page);
  assert.ok(fewer.length > 0 && fewer.length < some.length);
  assert.match(await page.locator(".narrowing [role=status]").textContent(), new RegExp(`${fewer.length}项.*${all}项`));
  await body.selectOption("");
  await plan.selectOption("");
  await status.selectOption("已达标");
  assert.deepEqual(await page.locator(".prose h2:visible").evaluateAll((all) => all.map((it) => it.id)), ["met", "rules"]);
  await status.selectOption("");
  assert.equal((await shown(page)).length, all);
  assert.deepEqual(failed, []);
  await page.close();
});
