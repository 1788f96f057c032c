// SPDX-License-Identifier: MIT
// What a browser must fetch before it shows the plan for the first time, and that nothing moves afterwards. Times are not
// looked at here: bench/first_content.mjs prints them.

import { type Page, expect, test } from "./story";

const WIDTHS = [1440, 390];
const KB_MAX = 170;
const FONTS = "**/a/*.woff2";

declare global {
  interface Window {
    moved: number;
  }
}

// Adds up what moves in the page from its beginning.
async function watchMoves(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.moved = 0;
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) window.moved += entry.value;
    });
    watch.observe({ type: "layout-shift", buffered: true });
  });
}

// After scripts have run and two frames were painted.
async function moved(page: Page): Promise<number> {
  await page.waitForLoadState("load");
  await page.waitForTimeout(600);
  return page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.moved)))));
}

for (const width of WIDTHS) {
  const viewport = { width, height: 900 };

  test(`a first look at the plan takes three blocking requests and ${KB_MAX} KB at most, ${width} px wide`, async ({ as }) => {
    const page = await as("pavel", { viewport });
    const cdp = await page.context().newCDPSession(page);
    let bytes = 0;
    await cdp.send("Network.enable");
    cdp.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
    await page.goto("/plan", { waitUntil: "load" });
    await page.waitForTimeout(500);
    const blocking = await page.evaluate(
      () => performance.getEntriesByType("resource").filter((entry) => (entry as PerformanceResourceTiming & { renderBlockingStatus: string }).renderBlockingStatus === "blocking").length,
    );
    expect(1 + blocking, "requests that hold up the first content").toBeLessThanOrEqual(3);
    expect(bytes / 1024, "KB on the wire").toBeLessThanOrEqual(KB_MAX);
    expect(bytes / 1024, "KB on the wire").toBeGreaterThan(50); // else nothing was counted
  });

  test(`nothing moves when the fonts are there in time, ${width} px wide`, async ({ as }) => {
    const page = await as("pavel", { viewport });
    let came = 0;
    page.on("requestfinished", (request) => (came += request.url().endsWith(".woff2") ? 1 : 0));
    await page.route("**/a/app.*.css", async (route) => {
      await expect.poll(() => came, { message: "both fonts are fetched without waiting for the styles" }).toBeGreaterThanOrEqual(2);
      await route.continue();
    });
    await watchMoves(page);
    await page.goto("/plan");
    expect(await moved(page)).toBe(0);
  });

  test(`scripts move nothing, ${width} px wide`, async ({ as }) => {
    const page = await as("pavel", { viewport });
    await page.route(FONTS, () => {}); // they never come
    await watchMoves(page);
    await page.goto("/plan", { waitUntil: "commit" });
    await expect(page.locator("plan-grid .sums").first()).toBeVisible();
    await page.waitForTimeout(1500);
    expect(await page.evaluate(() => window.moved)).toBe(0);
  });

  test(`fonts that come late find as much room as they take, ${width} px wide`, async ({ as }) => {
    const page = await as("pavel", { viewport });
    await page.route(FONTS, async (route) => {
      await new Promise((done) => setTimeout(done, 1500));
      await route.continue();
    });
    await watchMoves(page);
    await page.goto("/plan");
    await page.evaluate(() => document.fonts.ready);
    expect(await moved(page)).toBeLessThan(0.01);
  });
}

test("files of the program are compressed, and fetched once", async ({ as }) => {
  const page = await as("pavel");
  const encodings = new Map<string, string>();
  page.on("response", async (answer) => {
    if (!answer.url().includes("/a/")) return;
    encodings.set(answer.url(), answer.headers()["content-encoding"] ?? "");
    expect(answer.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
  });
  await page.goto("/plan", { waitUntil: "load" });
  await page.waitForTimeout(300);
  const texts = [...encodings].filter(([url]) => /\.(css|js|json)$/.test(url));
  expect(texts.length).toBeGreaterThanOrEqual(3);
  for (const [url, encoding] of texts) expect(encoding, url).toMatch(/^(br|gzip)$/);
  await page.goto("/people", { waitUntil: "load" });
  await page.goto("/plan", { waitUntil: "load" });
  const again = await page.evaluate(() => (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter((entry) => entry.name.includes("/a/") && entry.transferSize > 0).map((entry) => entry.name));
  expect(again, "files that were fetched twice").toEqual([]);
});
