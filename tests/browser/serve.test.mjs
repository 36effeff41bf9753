// Writes while a browser looks: `gongbao serve` reloads the page, and lays every mistake over it.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const program = process.env.GONGBAO ?? fileURLToPath(new URL("../../target/release/gongbao", import.meta.url));

let browser, folder, server, address, file;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "gongbao-"));
  const site = join(folder, "site");
  assert.equal(spawnSync(program, ["new", site, "--lang", "zh"]).status, 0);
  file = join(site, "content/report.md");
  server = spawn(program, ["serve", site, "--port", "0", "--lang", "zh"], { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: server.stdout });
  address = await new Promise((resume) => lines.once("line", (it) => resume(it.match(/http:\S+/)[0])));
});
after(async () => {
  server?.kill();
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** All at once: half a text would be read as the last good one. */
function write(text) {
  const beside = join(folder, "written.md");
  writeFileSync(beside, text);
  renameSync(beside, file);
}

/** Waits until something holds; fails if it does not within ten seconds. */
async function until(holds) {
  for (const end = Date.now() + 10_000; !(await holds()); ) {
    assert.ok(Date.now() < end, `it does not hold: ${holds}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

test("a page follows what is written, and shows mistakes until they are corrected", async () => {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  const said = [];
  page.on("pageerror", (it) => said.push(it.message));
  page.on("console", (it) => said.push(it.text()));
  await page.goto(`${address}report.html`);
  const good = readFileSync(file, "utf8");
  write(`${good}\n刚刚加上的一段。\n`);
  await page.getByText("刚刚加上的一段。").waitFor();

  write(`${good}\n刚刚加上的一段。\n\n{{ nothing_like_it }}\n`);
  const mark = page.locator("#gongbao-serve mark");
  await mark.waitFor();
  assert.equal(await mark.textContent(), "nothing_like_it");
  const panel = page.locator("#gongbao-serve section");
  assert.match(await panel.textContent(), /content\/report\.md:\d+:\d+/);
  assert.equal(await panel.getAttribute("class"), "panel severe open");
  // Its style comes, and the page below is the last good one. Both may take a moment.
  await until(() => panel.evaluate((it) => getComputedStyle(it).position === "fixed"));
  await page.getByText("刚刚加上的一段。").waitFor();
  await panel.locator("button").focus();
  await page.keyboard.press("Escape");
  await mark.waitFor({ state: "detached" });
  assert.equal(await panel.getAttribute("class"), "panel severe");
  await page.keyboard.press("Enter");
  await mark.waitFor();

  write(`${good}\n改好的一段。\n`);
  await page.getByText("改好的一段。").waitFor();
  await panel.waitFor({ state: "detached" });
  assert.deepEqual(said, []);
  await page.close();
});

test("a page that does not exist leads to those that do", async () => {
  const page = await browser.newPage();
  const answer = await page.goto(`${address}nothing.html`);
  assert.equal(answer.status(), 404);
  await page.locator('a[href="/report.html"]').click();
  await page.waitForURL(`${address}report.html`);
  await page.close();
});
