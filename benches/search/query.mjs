// Asks a built site's search as a browser does and says how many bytes of the index each query loads.

import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "../../tests/browser/browser.mjs";

const [site, ...queries] = process.argv.slice(2);
const browser = await launch();
for (const query of queries) {
  const page = await browser.newPage();
  let bytes = 0;
  let files = 0;
  page.on("requestfinished", (it) => {
    if (!it.url().includes("/search/")) return;
    bytes += statSync(fileURLToPath(it.url())).size;
    files += 1;
  });
  const started = Date.now();
  await page.goto(`${pathToFileURL(join(resolve(site), "search.html")).href}?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(() => /\d|没有/.test(document.querySelector(".finder-said").textContent));
  const said = await page.locator(".finder-said").textContent();
  const first = await page.evaluate(() => document.querySelector(".finder-title a")?.textContent ?? "");
  console.log(`${query}: ${(bytes / 1000).toFixed(0)} kB in ${files} files, ${Date.now() - started} ms with the page; ${said}; ${first}`);
  await page.close();
}
await browser.close();
