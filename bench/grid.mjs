#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// bench/grid.mjs [--sizes 50x13,200x52,1000x52] [--rounds N]: the plan grid in a real browser.
// Prints a table in Markdown. TAKT_BIN names the program (build/release/takt otherwise), TAKT_CHROMIUM
// the browser. Needs npm ci with the development packages; about a minute on a quiet machine.
//
//   load     from the visit until everybody is in the grid
//   key      from the keydown event until the frame after it has been painted, digits and arrows
//   frames   dropped while scrolling each frame by 120 px, 900 px, and 100 px sideways: of a frame's
//            length, how many more a frame took than one
//   nodes    elements in the page; MB: the heap of the page's scripts after collecting garbage

import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : usual;
};
const binary = process.env.TAKT_BIN ?? "build/release/takt";
const env = { ...process.env, TAKT_NOW: "2026-06-17T09:40:00+03:00" };
const PASSWORD = "a password of the bench only";

async function serve(people, weeks) {
  const folder = mkdtempSync(join(tmpdir(), "takt-grid-"));
  execFileSync(binary, ["demo", "--data", folder, "--people", String(people), "--weeks", String(weeks), "--password", PASSWORD], { env });
  const child = spawn(binary, ["serve", "--data", folder, "--listen", "127.0.0.1:0"], { env, stdio: ["ignore", "pipe", "ignore"] });
  const url = await new Promise((done, fail) => {
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
      const found = said.match(/listening on (http:\/\/[\w.:]+)/);
      if (found) done(found[1]);
    });
    child.once("exit", (code) => fail(new Error(`the program ended with ${code}`)));
  });
  const stop = async () => {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

async function signIn(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ru-RU", timezoneId: "Europe/Moscow" });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.fill("[name=email]", "pavel@polden.example");
  await page.fill("[name=password]", PASSWORD);
  await Promise.all([page.waitForURL((at) => !at.pathname.startsWith("/sign-in")), page.press("[name=password]", "Enter")]);
  return page;
}

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
const parts = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return `${at(sorted, 0.5).toFixed(0)} / ${at(sorted, 0.95).toFixed(0)}`;
};

// In the page: the time from each keydown until its frame has been painted.
function watchKeys() {
  window.keyTimes = [];
  addEventListener(
    "keydown",
    (event) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.keyTimes.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(0);
      });
    },
    true,
  );
}

// In the page: scrolls each frame and tells how long frames took, the first left out.
function scrollBy({ down, right, frames }) {
  return new Promise((done) => {
    const box = document.getElementById("plan");
    box.scrollTop = 0;
    box.scrollLeft = 0;
    const deltas = [];
    let last = 0;
    let [y, x] = [down, right];
    const step = (now) => {
      if (last) deltas.push(now - last);
      last = now;
      if (deltas.length >= frames) return done(deltas);
      if (y && (box.scrollTop + y < 0 || box.scrollTop + box.clientHeight + y > box.scrollHeight)) y = -y;
      if (x && (box.scrollLeft + x < 0 || box.scrollLeft + box.clientWidth + x > box.scrollWidth)) x = -x;
      box.scrollTop += y;
      box.scrollLeft += x;
      requestAnimationFrame(step);
    };
    setTimeout(() => requestAnimationFrame(step), 300);
  });
}

const FRAME = 1000 / 60;
const dropped = (deltas) => deltas.slice(2).reduce((sum, delta) => sum + Math.max(0, Math.round(delta / FRAME) - 1), 0);

async function keys(page, rounds) {
  await page.evaluate(watchKeys);
  const cell = page.locator(".plan tr.sub a.al").nth(3);
  await cell.focus();
  for (let round = 0; round < rounds; round++) {
    await page.keyboard.press(String(1 + (round % 9)));
    await page.keyboard.press("Escape");
  }
  const typed = await page.evaluate(() => window.keyTimes.splice(0));
  for (let round = 0; round < rounds; round++) await page.keyboard.press(round % 40 < 30 ? "ArrowDown" : "ArrowRight");
  const moved = await page.evaluate(() => window.keyTimes.splice(0));
  return { typed: parts(typed.filter((_, place) => place % 2 === 0)), moved: parts(moved) };
}

async function measure(browser, people, weeks, rounds) {
  const server = await serve(people, weeks);
  try {
    const page = await signIn(browser, server.url);
    const started = performance.now();
    await page.goto(`${server.url}/plan?weeks=${weeks}`);
    await page.waitForSelector("#plan[data-whole]");
    const load = performance.now() - started;
    await page.locator(".who-btn").nth(2).click();
    await page.waitForSelector(".plan tr.sub");
    const { typed, moved } = await keys(page, rounds);
    const frames = [];
    for (const way of [{ down: 120, right: 0 }, { down: 900, right: 0 }, { down: 0, right: 100 }]) {
      const deltas = await page.evaluate(scrollBy, { ...way, frames: 180 });
      frames.push(dropped(deltas));
    }
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    await session.send("Performance.enable");
    const { metrics } = await session.send("Performance.getMetrics");
    const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value / 2 ** 20;
    const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
    await page.context().close();
    return `| ${people} × ${weeks} | ${load.toFixed(0)} | ${typed} | ${moved} | ${frames.join(" / ")} of 180 | ${nodes} | ${heap.toFixed(1)} |`;
  } finally {
    await server.stop();
  }
}

const browser = await chromium.launch({ executablePath: process.env.TAKT_CHROMIUM ?? "/usr/bin/chromium", args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
console.log("| people × weeks | load ms | digit ms p50 / p95 | arrow ms p50 / p95 | dropped down / by pages / sideways | elements | MB |");
console.log("|---|---:|---:|---:|---:|---:|---:|");
for (const size of option("sizes", "50x13,200x52,1000x52").split(",")) {
  const [people, weeks] = size.split("x").map(Number);
  console.log(await measure(browser, people, weeks, Number(option("rounds", 200))));
}
await browser.close();
