// Asks Lighthouse about the home page, a report and a metric, served below an address of some depth: at least 98 of
// 100 in each of its four categories.

import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import lighthouse, { desktopConfig } from "lighthouse";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const built = resolve(process.env.GONGBAO_SITE ?? fileURLToPath(new URL("../../public", import.meta.url)));
const PAGES = ["index.html", "report-2025/overview.html", "metrics/community_share.html"];
const LEAST = 98;
const ATTEMPTS = 3;
const PORT = 9222 + (process.pid % 1000);

let browser;
let server;
before(async () => {
  browser = await launch([`--remote-debugging-port=${PORT}`]);
  server = await serve(built);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const path of PAGES) {
  for (const [words, config] of [["a desktop", desktopConfig], ["a phone", undefined]]) {
    test(`Lighthouse is pleased with ${path} on ${words}`, async () => {
      let said = [];
      // A machine at work on other things makes a page slow now and then; what is wrong with it stays wrong.
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        said = await judged(server.address + path, config);
        if (said.length === 0) break;
      }
      assert.deepEqual(said, []);
    });
  }
}

/** The categories that fall short, each with the audits that cost it points. */
async function judged(address, config) {
  const flags = { port: PORT, output: "json", logLevel: "error", throttlingMethod: "simulate" };
  const { lhr } = await lighthouse(address, flags, config);
  assert.equal(lhr.runtimeError, undefined);
  const isBad = (it) => it.weight > 0 && lhr.audits[it.id].score !== null && lhr.audits[it.id].score < 1;
  const names = (it) => it.auditRefs.filter(isBad).map((ref) => `${ref.id} ${lhr.audits[ref.id].displayValue ?? ""}`);
  const short = Object.values(lhr.categories).filter((it) => !(it.score * 100 >= LEAST));
  return short.map((it) => `${it.title}: ${Math.round(it.score * 100)}: ${names(it).join(", ")}`);
}
