// Measures the colours of every chart in the gallery as the browser computes them, on a screen in light and dark,
// in forced high contrast and on paper: marks stand out from their ground by 3:1, texts from theirs by 4.5:1
// (WCAG 2.2, 1.4.11 and 1.4.3).

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const LIGHTS = {
  light: { media: "screen", colorScheme: "light", forcedColors: "none" },
  dark: { media: "screen", colorScheme: "dark", forcedColors: "none" },
  "high contrast": { media: "screen", colorScheme: "light", forcedColors: "active" },
  "high contrast, dark": { media: "screen", colorScheme: "dark", forcedColors: "active" },
  paper: { media: "print", colorScheme: "light", forcedColors: "none" },
};

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

// Runs in the page.
function complaints() {
  const out = [];
  const said = (it) => (it.querySelector("title")?.textContent || it.textContent || it.getAttribute("class") || it.localName).slice(0, 40);
  const colour = (text) => {
    const found = /^rgba?\(([^)]*)\)$/.exec(text);
    if (!found) return null;
    const [red, green, blue, alpha = 1] = found[1].split(/[ ,/]+/).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const over = (top, opacity, ground) => top.rgb.map((it, at) => it * top.alpha * opacity + ground[at] * (1 - top.alpha * opacity));
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((it) => (it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, two) => {
    const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  // What the page shows where nothing is drawn.
  const paper = (it) => {
    for (let at = it; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found && found.alpha === 1) return found.rgb;
    }
    return [255, 255, 255];
  };
  const filled = (it, ground) => {
    const style = getComputedStyle(it);
    const found = colour(style.fill);
    return found ? over(found, Number(style.fillOpacity) * Number(style.opacity), ground) : null;
  };
  const drawn = (it, ground) => {
    const style = getComputedStyle(it);
    const found = colour(style.stroke);
    const width = parseFloat(style.strokeWidth);
    return found && width > 0 ? over(found, Number(style.strokeOpacity) * Number(style.opacity), ground) : null;
  };
  const holds = (shape, x, y) => {
    const box = shape.getBoundingClientRect();
    return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  };
  const charts = [...document.querySelectorAll("svg.chart")].filter((it) => it.getBoundingClientRect().width > 0);
  for (const chart of charts) {
    const ground = paper(chart);
    const name = chart.getAttribute("class");
    const all = [...chart.querySelectorAll("*")];
    const texts = all.filter((it) => it.localName === "text");
    for (const it of texts) {
      const style = getComputedStyle(it);
      const box = it.getBoundingClientRect();
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      let behind = ground;
      const outline = colour(style.stroke);
      if (outline && style.paintOrder.startsWith("stroke") && parseFloat(style.strokeWidth) >= 2) behind = outline.rgb;
      else {
        const under = all.slice(0, all.indexOf(it)).filter((shape) => shape.localName === "rect" && holds(shape, x, y));
        for (const shape of under) behind = filled(shape, behind) ?? behind;
      }
      const found = contrast(filled(it, behind) ?? behind, behind);
      if (found < 4.5) out.push(`${name}: the text «${it.textContent}» has ${found.toFixed(1)}`);
    }
    for (const it of all.filter((it) => it.hasAttribute("data-value") || it.matches("path.line, path.target"))) {
      const box = it.getBoundingClientRect();
      // A cell that says its value in words is told apart by them.
      const isNamed = texts.some((text) => {
        const own = text.getBoundingClientRect();
        return it.localName === "rect" && it.matches(".q1, .q2, .q3, .q4, .q5") && holds(it, (own.left + own.right) / 2, (own.top + own.bottom) / 2);
      });
      const shades = [filled(it, ground), drawn(it, ground)].filter((it) => it);
      const found = Math.max(...shades.map((it) => contrast(it, ground)));
      if (!isNamed && box.width + box.height > 0 && !(found >= 3)) out.push(`${name}: the mark «${said(it)}» has ${found.toFixed(1)}`);
    }
  }
  return { n: charts.length, out };
}

test("the measure sees what is too faint", async () => {
  const page = await browser.newPage();
  await page.setContent(`<body style="background:#fff"><svg class="chart" width="200" height="100">
    <rect width="90" height="90" fill="#ddd" data-value="1"/><rect x="100" width="90" height="90" fill="#005" data-value="2"/>
    <text x="10" y="40" fill="#888">faint</text><text x="110" y="40" fill="#fff">clear</text></svg>`);
  const { out } = await page.evaluate(complaints);
  await page.close();
  assert.equal(out.length, 2, out.join("\n"));
  assert.ok(out[0].includes("«faint»") && out[1].includes("the mark"), out.join("\n"));
});

for (const [light, media] of Object.entries(LIGHTS)) {
  test(`charts can be told from their ground: ${light}`, async () => {
    const folder = join(built, "gallery");
    const pages = readdirSync(folder).filter((it) => it.endsWith(".html") && it !== "index.html");
    const found = new Set();
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.emulateMedia(media);
    for (const name of pages) {
      await page.goto(pathToFileURL(join(folder, name)).href);
      const { n, out } = await page.evaluate(complaints);
      assert.ok(n >= 2, `${name} shows ${n} charts`);
      out.forEach((it) => found.add(`${name}: ${it}`));
    }
    await page.close();
    assert.deepEqual([...found], []);
  });
}
