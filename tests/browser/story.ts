// SPDX-License-Identifier: MIT
// What stories stand on: an agency of their own, people at browsers of their own, and the promise that
// no page of any story writes an error to the console, throws, or meets the content policy.

import { type BrowserContext, type BrowserContextOptions, type Page, test as base, expect } from "@playwright/test";
import { Program, freshFolder, large, removeFolder, template } from "./program";

export { type Page, expect } from "@playwright/test";
export { PASSWORD } from "./program";

export type Who = "pavel" | "admin" | "anna" | "kirill" | "polina" | "timur" | "nobody";

interface Stage {
  agency: "demo" | "large" | "empty";
  program: Program;
  // A browser with this person signed in.
  as: (who: Who, options?: BrowserContextOptions) => Promise<Page>;
  // Answers that this story expects to be refused, such as 404; 422 is always allowed.
  allow: number[];
}

// A browser reports every answer from 400 on as a console error; those a story expects are not.
function watch(context: BrowserContext, allowed: number[], problems: string[]): void {
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    const status = Number(message.text().match(/responded with a status of (\d+)/)?.[1]);
    if (!allowed.includes(status)) problems.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (error) => problems.push(`${error.page()?.url()}: ${error.error().stack}`));
}

export const test = base.extend<Stage>({
  agency: ["demo", { option: true }],
  allow: async ({}, use) => use([422]),

  program: async ({ agency }, use) => {
    const folder = freshFolder(agency === "demo" ? template : agency === "large" ? large : undefined);
    const program = await Program.start(folder);
    await use(program);
    await program.stop();
    removeFolder(folder);
  },

  as: async ({ agency, browser, program, contextOptions, allow }, use) => {
    const problems: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (who, options = {}) => {
      const storageState = who === "nobody" ? undefined : `${agency === "large" ? large : template}.${who}.json`;
      const context = await browser.newContext({ ...contextOptions, baseURL: program.url, storageState, ...options });
      contexts.push(context);
      watch(context, allow, problems);
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
      });
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(problems, "errors in the browser").toEqual([]);
  },
});

// ---- the plan ----

export const man = (page: Page, name: string) => page.locator("tbody.man", { has: page.locator(".sums th", { hasText: name }) });

export const sum = (page: Page, name: string, week: string) => man(page, name).locator(`.sums td[data-week="${week}"]`);

// The row of a subject; the person must be unfolded. detail tells two projects of one client apart.
export const row = (page: Page, name: string, subject: string) => man(page, name).locator("tr.sub", { has: page.locator("th", { hasText: subject }) });

export const cell = (page: Page, name: string, subject: string, week: string) => row(page, name, subject).locator(`td[data-week="${week}"]`);

export const editor = (page: Page) => page.locator("#editor");

export const toast = (page: Page) => page.locator("#toasts .toast");

export async function unfold(page: Page, name: string): Promise<void> {
  const button = man(page, name).locator(".who-btn");
  if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
  await expect(man(page, name).locator("tr.sub").first()).toBeVisible();
}

// Opens a cell by click, writes a value and saves.
export async function plan(page: Page, name: string, subject: string, week: string, value: string): Promise<void> {
  await cell(page, name, subject, week).locator("a").click();
  await editor(page).locator("#editor-value").fill(value);
  await editor(page).getByRole("button", { name: "Сохранить" }).click();
}

// ---- the clipboard, as a spreadsheet program fills it ----

export async function paste(page: Page, text: string, html = ""): Promise<void> {
  await page.evaluate(
    ([plain, rich]) => {
      const data = new DataTransfer();
      if (plain) data.setData("text/plain", plain);
      if (rich) data.setData("text/html", rich);
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [text, html],
  );
}

export const copied = (page: Page, type = "text/plain"): Promise<string> =>
  page.evaluate((kind) => {
    const data = new DataTransfer();
    document.activeElement?.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData(kind);
  }, type);
