// The content security policy of every page: what stands in the page is allowed by its hash, nothing is forbidden that
// a page needs, from a disk and from a server; and the switches of the masthead, by keyboard.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const disk = `${pathToFileURL(built).href}/`;
const PAGES = ["index.html", "report-2025/overview.html", "metrics/community_share.html", "status.html", "gallery/line.html", "site-map.html"];

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(built);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("every page has a policy that fits what stands in it, and nothing stands in attributes", () => {
  const wrong = [];
  for (const path of filesBelow(built, ".html")) {
    const html = readFileSync(path, "utf8");
    const policies = [...html.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/g)];
    const complain = (text) => wrong.push(`${relative(built, path)}: ${text}`);
    if (policies.length !== 1) complain(`${policies.length} policies`);
    const policy = policies[0]?.[1] ?? "";
    if (/unsafe|\*|https?:/.test(policy)) complain(policy);
    if (html.split("Content-Security-Policy")[0].includes("<script")) complain("a script before the policy");
    const tags = [...html.matchAll(/<[a-zA-Z][^<>]*>/g)].map((it) => it[0]);
    for (const it of tags) if (/\s(style|on[a-z]+)=/.test(it.replace(/"[^"]*"/g, '""'))) complain(it);
    for (const [, kind, attributes, text] of html.matchAll(/<(script|style)\b([^>]*)>([\s\S]*?)<\/\1/g)) {
      if (/ src=| type="application\/(ld\+)?json"/.test(attributes)) continue;
      const hash = createHash("sha256").update(text).digest("base64");
      if (!policy.includes(`${kind}-src 'self' 'sha256-${hash}'`)) complain(`<${kind}> without its hash`);
    }
  }
  for (const path of filesBelow(built, ".svg")) {
    if (/\sstyle=|<style|<script|\son[a-z]+=/.test(readFileSync(path, "utf8"))) wrong.push(relative(built, path));
  }
  assert.deepEqual(wrong, []);
});

test("every file has a name that any server and archive can keep", () => {
  const names = filesBelow(built, "").map((it) => relative(built, it)).filter((it) => !/^[a-z0-9._/-]+$/.test(it));
  assert.deepEqual(names, []);
});

test("the policy stops what it is there to stop", async () => {
  const { page, said } = await quiet({}, `${disk}index.html`);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
    document.body.setAttribute("style", "color: red");
  });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.ok(said.length >= 2 && said.every((it) => it.includes("Content Security Policy")), said.join("\n"));
  await page.close();
});

for (const [words, root] of [["a disk", () => disk], ["a server", () => server.address]]) {
  test(`nothing a page needs is stopped: from ${words}`, async () => {
    for (const path of PAGES) {
      const { page, said } = await quiet({ viewport: { width: 1280, height: 900 } }, root() + path);
      const styled = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.notEqual(styled, "rgba(0, 0, 0, 0)", path);
      assert.deepEqual(said, [], path);
      await page.close();
    }
  });

  test(`the search finds: from ${words}`, async () => {
    const { page, said } = await quiet({}, `${root()}index.html`);
    await page.keyboard.press("/");
    await page.keyboard.type("派出所");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".finder-list li").length > 1);
    assert.deepEqual(said, []);
    await page.close();
  });

  test(`large text and dark are chosen by keyboard and remembered: from ${words}`, async () => {
    const { page, said } = await quiet({ colorScheme: "light", viewport: { width: 320, height: 640 } }, `${root()}report-2025/overview.html`);
    const before = await looks(page);
    for (const name of ["large", "dark"]) {
      await reach(page, `[data-switch=${name}]`);
      await page.keyboard.press("Space");
    }
    const after = await looks(page);
    assert.ok(after.size > before.size * 1.15, `${before.size} → ${after.size}`);
    assert.notEqual(after.ground, before.ground);
    assert.deepEqual(after.pressed, ["true", "true"]);
    assert.ok(after.width <= 320, `the page is ${after.width} wide`);
    await page.goto(`${root()}metrics/community_share.html`);
    const elsewhere = await looks(page);
    assert.deepEqual([elsewhere.size, elsewhere.ground, elsewhere.pressed], [after.size, after.ground, after.pressed]);
    assert.ok(elsewhere.width <= 320);
    assert.deepEqual(said, []);
    await page.context().close();
  });
}

test("no page is wider than a small screen in large text", async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  await context.addInitScript(() => { try { localStorage.setItem("gongbao-size", "large"); } catch { /* not on this page */ } });
  const page = await context.newPage();
  const wide = [];
  for (const path of filesBelow(built, ".html").filter((it) => !/stations|topics/.test(it))) {
    await page.goto(pathToFileURL(path).href);
    const { size, width } = await looks(page);
    // What is told where nothing is has no scripts, as it may load no file.
    const isLarge = size >= 20 || relative(built, path) === "404.html";
    if (width > 320 || !isLarge) wide.push(`${relative(built, path)}: ${width} px, text of ${size} px`);
  }
  await context.close();
  assert.deepEqual(wide, []);
});

test("nothing moves once the page is there", async () => {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 375, height: 700 }]) {
    for (const path of [...PAGES, "search.html"]) {
      const page = await browser.newPage({ viewport });
      await page.addInitScript(() => {
        window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((it) => { window.moved += it.value; }))
          .observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(server.address + path);
      await page.waitForTimeout(150);
      const moved = await page.evaluate(() => window.moved);
      assert.ok(moved < 0.05, `${path} on ${viewport.width} px: ${moved}`);
      await page.close();
    }
  }
});

/** A page in a context of its own, and all it complains of. */
async function quiet(options, address) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const said = [];
  page.on("console", (it) => said.push(it.text()));
  page.on("pageerror", (it) => said.push(it.message));
  await page.goto(address, { waitUntil: "load" });
  return { page, said };
}

async function reach(page, selector) {
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((it) => document.activeElement.matches(it), selector)) return;
  }
  assert.fail(`${selector} is not reached by keyboard`);
}

function looks(page) {
  return page.evaluate(() => ({
    size: parseFloat(getComputedStyle(document.querySelector("main")).fontSize),
    ground: getComputedStyle(document.body).backgroundColor,
    width: document.documentElement.scrollWidth,
    pressed: [...document.querySelectorAll("[data-switch]")].map((it) => it.getAttribute("aria-pressed")),
  }));
}

function filesBelow(root, extension) {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const files = entries.filter((it) => it.isFile() && it.name.endsWith(extension));
  return files.map((it) => join(it.parentPath ?? it.path, it.name)).sort();
}
