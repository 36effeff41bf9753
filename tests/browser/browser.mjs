// Starts the browser that the tests look through. A test asks for one in `before` and closes it in `after`.

import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const ATTEMPTS = 4;

/**
 * A running browser. Chromium now and then dies of a segmentation fault while it starts on a machine that has just
 * installed it; that says nothing about the site, so starting it, and only that, is tried again. It may be given
 * more arguments.
 */
export async function launch(more = []) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await chromium.launch({ executablePath, args: [...args, ...more] });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      console.error(`the browser did not start (attempt ${attempt} of ${ATTEMPTS}): ${String(error.message).split("\n")[0]}`);
      await new Promise((resume) => setTimeout(resume, 2000 * attempt));
    }
  }
}
