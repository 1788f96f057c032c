// SPDX-License-Identifier: MIT
// Stories in a real browser against the built program. Run one file or one story with
//   npx playwright test -c tests/browser/playwright.config.ts plan -g "undo"
// TAKT_BIN (or TAKT) names the program; build/debug/takt otherwise. Every story has an agency of its own.

import { defineConfig } from "@playwright/test";

const as_root = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  outputDir: "../../build/browser/results",
  globalSetup: "./setup.ts",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    locale: "ru-RU",
    timezoneId: "Europe/Moscow",
    colorScheme: "light",
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.TAKT_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--disable-background-networking", ...(as_root ? ["--no-sandbox"] : [])],
    },
  },
});
