// Serves a built site below an address of some depth, as an office's server would. A test asks for one in `before`
// and closes it in `after`.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8",
};
const HOST = "localhost";
const BELOW = "/office/reports/2025/";

/** Serves a folder; `address` is where its home page stands. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, `http://${HOST}`).pathname);
    const file = path.startsWith(BELOW) ? normalize(join(folder, path.slice(BELOW.length))) : null;
    if (!file?.startsWith(normalize(folder) + sep) || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    const isNamedByContent = /\.[0-9a-f]{8}\.(css|js)$/.test(file);
    const head = {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "cache-control": isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache",
    };
    const isPacked = /gzip/.test(request.headers["accept-encoding"] ?? "") && /\.(html|css|js|svg|json)$/.test(file);
    response.writeHead(200, isPacked ? { ...head, "content-encoding": "gzip" } : head);
    response.end(isPacked ? gzipSync(readFileSync(file)) : readFileSync(file));
  });
  await new Promise((resume) => server.listen(0, HOST, resume));
  return {
    address: `http://${HOST}:${server.address().port}${BELOW}`,
    close: () => new Promise((resume) => { server.closeAllConnections(); server.close(resume); }),
  };
}
