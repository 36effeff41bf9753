// Measures every text of every chart in the gallery as the browser sets it, on a screen and on a phone:
// none lies upon another, none leaves its drawing, none is smaller than 11 px.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const SIZES = [{ width: 1280, height: 900 }, { width: 375, height: 700 }];

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

// Runs in the page. A line box is taller than its glyphs, so the middle four fifths of an em are compared.
function complaints() {
  const out = [];
  const charts = [...document.querySelectorAll("svg.chart")].filter((it) => it.getBoundingClientRect().width > 0);
  for (const chart of charts) {
    const frame = chart.getBoundingClientRect();
    const scale = frame.width / chart.viewBox.baseVal.width;
    const texts = [...chart.querySelectorAll("text")].map((it) => {
      const box = it.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(it).fontSize) * scale;
      const middle = (box.top + box.bottom) / 2;
      return { said: it.textContent, size, left: box.left, right: box.right, top: middle - size * 0.4, bottom: middle + size * 0.4 };
    });
    const name = chart.getAttribute("class");
    texts.forEach((it, at) => {
      if (it.size < 11) out.push(`${name}: «${it.said}» is ${it.size.toFixed(1)} px`);
      const leaves = it.left < frame.left - 1 || it.right > frame.right + 1 || it.top < frame.top - 1 || it.bottom > frame.bottom + 1;
      if (leaves) out.push(`${name}: «${it.said}» leaves its drawing`);
      for (const other of texts.slice(at + 1)) {
        const apart = it.right <= other.left + 0.5 || other.right <= it.left + 0.5 || it.bottom <= other.top || other.bottom <= it.top;
        if (!apart) out.push(`${name}: «${it.said}» lies upon «${other.said}»`);
      }
    });
  }
  return { n: charts.length, out };
}

test("texts in charts stand clear, whole and legible", async () => {
  const folder = join(built, "gallery");
  const pages = readdirSync(folder).filter((it) => it.endsWith(".html") && it !== "index.html");
  assert.ok(pages.length >= 10, "the gallery shows every kind");
  const found = [];
  for (const viewport of SIZES) {
    const page = await browser.newPage({ viewport });
    for (const name of pages) {
      await page.goto(pathToFileURL(join(folder, name)).href);
      const { n, out } = await page.evaluate(complaints);
      assert.ok(n >= 2, `${name} at ${viewport.width} px shows ${n} charts`);
      found.push(...out.map((it) => `${name} at ${viewport.width} px: ${it}`));
    }
    await page.close();
  }
  assert.deepEqual(found, []);
});
