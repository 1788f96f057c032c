#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// What a browser fetches before it shows the plan for the first time, with nothing in its cache:
//
//   bench/first_content.mjs [FOLDER]    after a build; FOLDER is build/release when left out
//
// The demo agency is served from a temporary folder. Each width is loaded with the network as it is and as a phone on the
// road has it (1.6 Mbit/s, 150 ms there and back), where fonts and scripts come late and would show what they move.
// Bytes are those on the wire, with headers. CLS is how much of what stood was moved: 0 is nothing.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const takt = join(process.argv[2] ?? "build/release", "takt");
const password = "not to be guessed";
const env = { ...process.env, TAKT_NOW: "2026-06-17T09:40:00+03:00" };
const phone = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };

async function serve(folder) {
  execFileSync(takt, ["demo", "--data", folder, "--password", password], { env, stdio: ["ignore", "ignore", "ignore"] });
  const child = spawn(takt, ["serve", "--data", folder, "--listen", "127.0.0.1:0"], { env, stdio: ["ignore", "pipe", "ignore"] });
  for await (const text of child.stdout) {
    const found = String(text).match(/listening on (http:\/\/\S+)/);
    if (found) return { child, url: found[1] };
  }
  throw new Error("takt did not start");
}

async function signedIn(browser, url) {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.fill("input[name=email]", "pavel@polden.example");
  await page.fill("input[name=password]", password);
  await Promise.all([page.waitForURL((at) => !at.pathname.startsWith("/sign-in")), page.press("input[name=password]", "Enter")]);
  const state = await context.storageState();
  await context.close();
  return state;
}

// One load with an empty cache: what came, and when what was seen.
async function load(browser, options, network) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const came = new Map();
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  if (network) await cdp.send("Network.emulateNetworkConditions", network);
  cdp.on("Network.responseReceived", (event) => came.set(event.requestId, { type: event.type, url: event.response.url }));
  cdp.on("Network.loadingFinished", (event) => Object.assign(came.get(event.requestId) ?? {}, { bytes: event.encodedDataLength }));
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.moved += entry.value))).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto("/plan", { waitUntil: "load" });
  await page.waitForTimeout(network ? 2500 : 1000);
  const seen = await page.evaluate(() => ({
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    blocking: 1 + performance.getEntriesByType("resource").filter((entry) => entry.renderBlockingStatus === "blocking").length,
    before: performance.getEntriesByType("resource").filter((entry) => entry.responseEnd <= (performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0)).length + 1,
    moved: window.moved,
  }));
  await context.close();
  return { ...seen, files: [...came.values()].filter((file) => file.bytes) };
}

const kb = (files) => (files.reduce((sum, file) => sum + file.bytes, 0) / 1024).toFixed(1);
const of = (files, type) => kb(files.filter((file) => file.type === type));

const folder = mkdtempSync(join(tmpdir(), "takt-first-"));
const { child, url } = await serve(folder);
const browser = await chromium.launch({ executablePath: process.env.TAKT_CHROMIUM ?? "/usr/bin/chromium", args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
try {
  const storageState = await signedIn(browser, url);
  console.log("| width | network | blocking | here at first content | first content ms | KB in all | page | styles | scripts | fonts | CLS |");
  console.log("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
  for (const width of [1440, 390])
    for (const network of [null, phone]) {
      const options = { baseURL: url, storageState, viewport: { width, height: 900 }, locale: "ru-RU", isMobile: width < 500 };
      const got = await load(browser, options, network);
      const { files } = got;
      console.log(`| ${width} | ${network ? "phone" : "as it is"} | ${got.blocking} | ${got.before} | ${got.first.toFixed(0)} | ${kb(files)} | ${of(files, "Document")} | ${of(files, "Stylesheet")} | ${of(files, "Script")} | ${of(files, "Font")} | ${got.moved.toFixed(4)} |`);
      if (process.env.FILES) console.log(files.map((file) => `  ${file.type} ${file.bytes} ${file.url.slice(url.length)}`).join("\n"));
    }
} finally {
  await browser.close();
  child.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}
