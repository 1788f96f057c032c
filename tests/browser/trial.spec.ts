// SPDX-License-Identifier: MIT
// A week planned by somebody who kept the plan in a spreadsheet: the strokes and clicks are counted, and
// docs/trial.md sets them beside those of a spreadsheet. More of them than it says is a step back.

import { type Page, cell, editor, expect, man, sum, test, unfold } from "./story";

const POLINA = "Полина Грек";
const SEP7 = "2026-09-07";
const SEP14 = "2026-09-14";
const SEP21 = "2026-09-21";
const OCT26 = "2026-10-26";

// Every stroke and click of the hand goes through here. A chord such as Shift → is one stroke.
class Hand {
  strokes = 0;
  clicks = 0;

  constructor(private readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.strokes++;
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    this.strokes += text.length;
  }

  async click(target: ReturnType<Page["locator"]>): Promise<void> {
    await target.click();
    this.clicks++;
  }

  took(): [number, number] {
    const taken: [number, number] = [this.strokes, this.clicks];
    this.strokes = this.clicks = 0;
    return taken;
  }
}

const at = (page: Page, subject: string, week: string) => cell(page, POLINA, subject, week).locator("a").focus();

async function begin(page: Page): Promise<Hand> {
  await page.goto("/plan?from=2026-08-31");
  await unfold(page, POLINA);
  return new Hand(page);
}

test("a share over three weeks is typed once", async ({ as }) => {
  const page = await as("pavel");
  const hand = await begin(page);
  await at(page, "Порог", SEP7);
  await hand.type("15");
  await hand.press("Tab", "=", "Tab", "=", "Enter");
  for (const week of [SEP7, SEP14, SEP21]) await expect(cell(page, POLINA, "Порог", week)).toHaveText("15");
  expect(hand.took()).toEqual([7, 0]);
  await at(page, "Порог", SEP7);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  hand.took();
  await hand.type("10");
  await hand.press("Control+Enter");
  for (const week of [SEP7, SEP14, SEP21]) await expect(cell(page, POLINA, "Порог", week)).toHaveText("10");
  expect(hand.took()).toEqual([3, 0]);
});

test("a tentative share takes one stroke more than a sure one, and one makes it sure", async ({ as }) => {
  const page = await as("pavel");
  const hand = await begin(page);
  await at(page, "Тендер", SEP7);
  await hand.type("15?");
  await hand.press("Enter");
  await expect(cell(page, POLINA, "Тендер", SEP7)).toHaveText("15?");
  expect(hand.took()).toEqual([4, 0]);
  await at(page, "Тендер", SEP7);
  await hand.press("b");
  await expect(cell(page, POLINA, "Тендер", SEP7)).toHaveText("15");
  expect(hand.took()).toEqual([1, 0]);
});

test("what does not fit finds its week by one stroke", async ({ as }) => {
  const page = await as("pavel");
  const hand = await begin(page);
  await at(page, "Порог", SEP7);
  await hand.type("95");
  await hand.press("Enter");
  await expect(editor(page).locator(".exits")).toBeVisible();
  await hand.press("2");
  await expect(editor(page)).toHaveCount(0);
  await expect(sum(page, POLINA, SEP7).locator("a")).toHaveAttribute("aria-label", /100/);
  expect(hand.took()).toEqual([4, 0]);
});

test("a week's vacation takes two strokes", async ({ as }) => {
  const page = await as("pavel");
  const hand = await begin(page);
  await sum(page, POLINA, SEP21).locator("a").focus();
  await hand.press("a");
  await expect(editor(page)).toBeVisible();
  await hand.press("Enter");
  await expect(editor(page)).toHaveCount(0);
  await expect(sum(page, POLINA, SEP21).locator("a")).toHaveAttribute("aria-label", /отсутствие 100/);
  expect(hand.took()).toEqual([2, 0]);
});

test("everybody's week is repeated by three clicks and a date", async ({ as }) => {
  const page = await as("pavel");
  const hand = await begin(page);
  await hand.click(page.getByRole("link", { name: "План вперёд" }));
  await expect(page).toHaveURL(/\/plan\/ahead/);
  const form = page.locator("#ahead-copy");
  await form.locator("[name=from]").fill("2026-10-19"); // eight digits to type
  hand.strokes += 8;
  await hand.click(form.getByRole("button", { name: "Посчитать" }));
  await hand.click(page.locator("#ahead-preview button"));
  await expect(page).toHaveURL(/\/plan\?from/);
  await page.goto("/plan?from=2026-10-19");
  await expect(man(page, POLINA).locator(`.sums td[data-week="${OCT26}"] a`)).toHaveAttribute("aria-label", /15/);
  expect(hand.took()).toEqual([8, 3]);
});
