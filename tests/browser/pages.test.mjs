// Opens every page of the built demonstration site in a real browser, from a folder, without a server.
// GONGBAO_SITE names the built site; it is copied, so that nothing can depend on where it was made.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 700 };

let browser;
let home;

before(async () => {
  assert.ok(existsSync(join(built, "index.html")), `there is no built site at ${built}`);
  home = mkdtempSync(join(tmpdir(), "gongbao-"));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (home) rmSync(home, { recursive: true, force: true });
});

test("the browser is sensitive to what is looked for", async () => {
  const root = join(home, "bad");
  const { writeFileSync, mkdirSync } = await import("node:fs");
  mkdirSync(root);
  writeFileSync(join(root, "index.html"),
    `<!doctype html><meta charset=utf-8><img src="gone.png"><a href="gone.html">x</a>
     <figure><svg width=0 height=0></svg></figure><script src="http://host.invalid/a.js"></script>
     <div style="width:900px">宽</div>`);
  const complaints = await inspect(root, { javaScriptEnabled: true, viewport: PHONE });
  for (const it of ["shows hardly any text", "picture", "figure", "gone.html", "host.invalid", "wider"]) {
    assert.ok(complaints.some((line) => line.includes(it)), `${it} is not among\n${complaints.join("\n")}`);
  }
});

for (const [name, folder] of [["a plain folder", "site"], ["a folder with spaces and Han characters", "内网 公报/2025 年"]]) {
  for (const [words, viewport] of [["a wide screen", WIDE], ["a phone", PHONE]]) {
    test(`every page reads well on ${words} without scripts, from ${name}`, async () => {
      const root = join(home, folder);
      if (!existsSync(root)) cpSync(built, root, { recursive: true });
      assert.deepEqual(await inspect(root, { javaScriptEnabled: false, viewport }), []);
    });
  }
}

test("every page is as quiet with scripts", async () => {
  const root = join(home, "scripts");
  cpSync(built, root, { recursive: true });
  assert.deepEqual(await inspect(root, { javaScriptEnabled: true, viewport: WIDE }), []);
});

test("every page prints without scripts", async () => {
  const root = join(home, "print");
  cpSync(built, root, { recursive: true });
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: WIDE });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(root, "index.html")).href);
  await page.emulateMedia({ media: "print" });
  assert.ok((await page.evaluate(() => document.body.innerText.trim().length)) > 20);
  await context.close();
});

/** Everything wrong with the pages below a folder. */
async function inspect(root, options) {
  const complaints = [];
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const inside = pathToFileURL(root).href + "/";
  let at = "";
  const complain = (text) => complaints.push(`${at}: ${text}`);
  page.on("request", (it) => it.url().startsWith(inside) || it.url().startsWith("data:") || complain(`asks for ${it.url()}`));
  // A picture for the tab that is still on its way when the next page opens is given up, not missing.
  const isGivenUp = (it) => it.failure()?.errorText === "net::ERR_ABORTED" && it.url().startsWith(inside) && existsSync(fileURLToPath(it.url()));
  page.on("requestfailed", (it) => isGivenUp(it) || complain(`cannot load ${it.url()}`));
  page.on("console", (it) => complain(`says ${it.text()}`));
  page.on("pageerror", (it) => complain(`fails: ${it.message}`));
  for (const path of pagesBelow(root)) {
    at = relative(root, path);
    await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
    const seen = await page.evaluate(look);
    seen.complaints.forEach(complain);
    if (seen.width > options.viewport.width) complain(`is wider (${seen.width}) than the screen: ${seen.widest}`);
    for (const link of seen.links) {
      if (!link.startsWith(inside)) complain(`links out of the folder: ${link}`);
      else if (!existsSync(fileURLToPath(link.split("#")[0].split("?")[0]))) complain(`links to nothing: ${link}`);
    }
  }
  await context.close();
  return complaints;
}

/** Runs in the page. */
function look() {
  const complaints = [];
  const box = (it) => it.getBoundingClientRect();
  const isShown = (it) => it.checkVisibility({ visibilityProperty: true }) && box(it).width > 0 && box(it).height > 0;
  if (document.body.innerText.trim().length < 20) complaints.push("shows hardly any text");
  if (!document.title) complaints.push("has no title");
  for (const it of document.images) {
    if (it.checkVisibility() && !it.naturalWidth) complaints.push(`the picture ${it.getAttribute("src")} is not shown`);
  }
  for (const choice of document.querySelectorAll(".switch")) {
    if (![...choice.querySelectorAll("figure")].some(isShown)) complaints.push("a choice shows no figure");
  }
  for (const figure of document.querySelectorAll("figure")) {
    // Of charts to choose among one is shown; charts.test.mjs goes through the others.
    if (figure.closest(".switch") && !figure.checkVisibility()) continue;
    const drawings = [...figure.querySelectorAll("svg, img, table")];
    if (drawings.length && !drawings.some(isShown)) complaints.push(`the figure ${figure.id} shows nothing`);
  }
  const external = (it) => /\bexternal\b/.test(`${it.rel} ${it.className}`) || /^(mailto|tel):/.test(it.href);
  const links = [...document.querySelectorAll("a[href]")].filter((it) => !external(it));
  const width = document.documentElement.scrollWidth;
  const wide = [...document.body.querySelectorAll("*")].filter((it) => box(it).right > innerWidth + 1);
  const widest = wide.slice(0, 3).map((it) => `<${it.localName} class="${it.getAttribute("class") ?? ""}">`).join(" ");
  // An SVG link's address is an object.
  return { complaints, links: links.map((it) => it.href.baseVal ?? it.href), width, widest };
}

function pagesBelow(root) {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const pages = entries.filter((it) => it.isFile() && it.name.endsWith(".html"));
  return pages.map((it) => join(it.parentPath ?? it.path, it.name)).sort();
}
