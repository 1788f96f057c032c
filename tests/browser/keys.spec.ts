// SPDX-License-Identifier: MIT
// Every key that the plan grid promises, each where it is pressed.

import { type Page, cell, copied, editor, expect, man, row, sum, test, toast, unfold } from "./story";

const JUNE15 = "2026-06-15";
const JUNE22 = "2026-06-22";
const JUNE29 = "2026-06-29";
const JULY6 = "2026-07-06";
const KIRILL = "Кирилл Лосев";
const DARIA = "Дарья Мирская";
const DOMOVOY = "Домовой"; // 20 % in the week of 22 June

async function at(page: Page, week = JUNE22): Promise<void> {
  await page.goto("/plan");
  await unfold(page, KIRILL);
  await cell(page, KIRILL, DOMOVOY, week).locator("a").focus();
}

const focused = (page: Page, subject: string, week: string) => expect(cell(page, KIRILL, subject, week).locator("a")).toBeFocused();

test("arrows, Home, End, Page keys and their Ctrl move; Tab and Shift Tab leave and come back", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await press("ArrowRight");
  await focused(page, DOMOVOY, JUNE29);
  await press("ArrowLeft");
  await press("ArrowLeft");
  await focused(page, DOMOVOY, JUNE15);
  await press("ArrowRight");
  await press("ArrowDown");
  await expect(page.locator("#plan :focus")).not.toHaveAttribute("aria-label", /Домовой/);
  await press("ArrowUp");
  await focused(page, DOMOVOY, JUNE22);
  await press("Control+ArrowRight");
  await focused(page, DOMOVOY, "2026-08-31");
  await press("Control+ArrowLeft");
  await expect(row(page, KIRILL, DOMOVOY).locator("th")).toBeFocused();
  await press("End");
  await focused(page, DOMOVOY, "2026-08-31");
  await press("Home");
  await expect(row(page, KIRILL, DOMOVOY).locator("th")).toBeFocused();
  await press("Control+End");
  await expect(page.locator("#plan tbody.man").last().locator("tr").last().locator(":focus")).toHaveCount(1);
  await press("Control+Home");
  await expect(page.locator("#plan tbody.man").first().locator(".who-btn")).toBeFocused();
  await press("PageDown");
  await expect(page.locator("#plan tbody.man").first().locator(":focus")).toHaveCount(0);
  await press("PageUp");
  await expect(page.locator("#plan tbody.man").first().locator(".who-btn")).toBeFocused();
  await press("Tab");
  await expect(page.locator("#plan table :focus")).toHaveCount(0);
  await press("Shift+Tab");
  await expect(page.locator("#plan tbody.man").first().locator(".who-btn")).toBeFocused();
});

test("Alt and the arrows go from person to person, Space unfolds and folds", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await sum(page, KIRILL, JUNE22).locator("a").focus();
  const names = await page.locator("#plan tbody.man .who-btn .m").allTextContents();
  const next = names[names.indexOf(KIRILL) + 1] ?? "";
  await page.keyboard.press("Alt+ArrowDown");
  await expect(sum(page, next, JUNE22).locator("a")).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(sum(page, KIRILL, JUNE22).locator("a")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(row(page, KIRILL, DOMOVOY)).toBeVisible();
  await expect(sum(page, KIRILL, JUNE22).locator("a")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(row(page, KIRILL, DOMOVOY)).toHaveCount(0);
});

test("Enter opens the editor and Esc closes it; F2 types into what stands there", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  await page.keyboard.press("Enter");
  await expect(editor(page).locator("#editor-value")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(editor(page)).toHaveCount(0);
  await focused(page, DOMOVOY, JUNE22);
  await page.keyboard.press("F2");
  await expect(page.locator(".cell-field")).toHaveValue("20");
  await page.keyboard.press("Escape");
  await focused(page, DOMOVOY, JUNE22);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
});

test("while typing, Tab and Shift Tab take the value and go sideways, Enter and Shift Enter up and down", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  await page.keyboard.type("15");
  await page.keyboard.press("Tab");
  await focused(page, DOMOVOY, JUNE29);
  await page.keyboard.type("7");
  await page.keyboard.press("Shift+Tab");
  await focused(page, DOMOVOY, JUNE22);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("15");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE29)).toHaveText("7");
  await page.keyboard.type("16");
  await page.keyboard.press("Enter");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("16");
  await page.keyboard.press("ArrowUp");
  await focused(page, DOMOVOY, JUNE22);
  await page.keyboard.type("5");
  await page.keyboard.press("Control+Enter");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("5");
});

test("Shift extends, B settles, Ctrl R fills, Delete and Backspace clear, Ctrl C, X and V carry", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.locator(".plan td.is-range")).toHaveCount(3);
  await page.keyboard.press("Control+r");
  for (const week of [JUNE29, JULY6]) await expect(cell(page, KIRILL, DOMOVOY, week)).toHaveText("20");
  await page.keyboard.press("b");
  for (const week of [JUNE22, JUNE29, JULY6]) await expect(cell(page, KIRILL, DOMOVOY, week)).toHaveText("20?");
  expect(await copied(page)).toBe("20?\t20?\t20?");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Delete");
  await expect(cell(page, KIRILL, DOMOVOY, JULY6)).toHaveText("");
  await page.keyboard.press("Control+v");
  for (const week of [JUNE22, JUNE29, JULY6]) await expect(cell(page, KIRILL, DOMOVOY, week)).toHaveText("20?");
  await page.keyboard.press("Control+x");
  for (const week of [JUNE22, JUNE29, JULY6]) await expect(cell(page, KIRILL, DOMOVOY, week)).toHaveText("");
  await page.keyboard.press("Control+v");
  await expect(cell(page, KIRILL, DOMOVOY, JULY6)).toHaveText("20?");
  await page.keyboard.press("Backspace");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("");
  await page.keyboard.press("Control+z");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20?");
  await page.keyboard.press("Control+y");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("");
});

test("letters and signs act by their place in a Russian layout too", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  const russian = (key: string, code: string, control = false): Promise<void> =>
    page.evaluate((init) => void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true })), { key, code, ctrlKey: control });
  await russian("и", "KeyB");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20?");
  await russian("я", "KeyZ", true);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
});

test("a number typed on a person's week asks what it is for", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await sum(page, KIRILL, JUNE22).locator("a").focus();
  await page.keyboard.press("1");
  await expect(editor(page).locator("#editor-value")).toBeFocused();
  await page.keyboard.type("0");
  await expect(editor(page).locator("#editor-value")).toHaveValue("10");
  await expect(editor(page)).toContainText("Выберите, на что эта загрузка");
  await page.keyboard.press("Enter"); // not without a subject
  await expect(editor(page)).toBeVisible();
  await expect(editor(page).locator("#editor-project")).toBeFocused();
  await editor(page).locator("#editor-project").selectOption({ label: "Порог · Запуск ЖК" });
  await editor(page).locator("#editor-value").press("Enter");
  await expect(editor(page)).toHaveCount(0);
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^95/);
  await unfold(page, KIRILL);
  await expect(cell(page, KIRILL, "Порог", JUNE22)).toHaveText("10");
});

test("where nothing can be typed, the reason is said", async ({ as }) => {
  const page = await as("anna"); // plans on her own projects
  await page.goto("/plan");
  await unfold(page, KIRILL);
  await cell(page, KIRILL, "Гранит", JUNE22).evaluate((element) => {
    element.tabIndex = 0;
    element.focus();
  });
  await page.keyboard.press("5");
  await expect(page.locator("#plan-status")).toHaveText("Это планируете не вы");
  await expect(cell(page, KIRILL, "Гранит", JUNE22)).toContainText("20");
});

test("redo brings a way out back with its overtime", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  await page.keyboard.type("60");
  await page.keyboard.press("Enter");
  await expect(editor(page).getByRole("alert")).toContainText("превысит 100 % на 25 %");
  await page.keyboard.press("4");
  await page.keyboard.type("Запуск, согласовано");
  await page.keyboard.press("Enter");
  await expect(editor(page)).toHaveCount(0);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("60");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/125/);
  await cell(page, KIRILL, DOMOVOY, JUNE22).locator("a").focus();
  await page.keyboard.press("Control+z");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
  await page.keyboard.press("Control+Shift+z");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("60");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/125/);
  await expect(toast(page).last()).toBeVisible();
  await page.goto("/overtime");
  await expect(page.getByRole("row", { name: /Кирилл Лосев.*22/ })).toContainText("Запуск, согласовано");
});

test("another person's rows stand apart: Enter at their end does not go over", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await unfold(page, DARIA);
  const last = man(page, DARIA).locator("tr.sub").last().locator("a.al").nth(3);
  if (!(await last.count())) return;
  await last.focus();
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await expect(man(page, DARIA).locator(":focus")).toHaveCount(1);
});
