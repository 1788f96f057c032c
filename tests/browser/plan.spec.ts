// SPDX-License-Identifier: MIT
// The load plan as heads and account managers use it: reading, planning, the four ways out, taking back.

import { type Page, cell, editor, expect, man, plan, row, sum, test, toast, unfold } from "./story";

const JUNE22 = "2026-06-22";
const KIRILL = "Кирилл Лосев"; // 85 % in that week: 15 % are free
const DOMOVOY = "Домовой"; // 20 % of it

async function atPlan(page: Page, name = KIRILL): Promise<Page> {
  await page.goto("/plan");
  await unfold(page, name);
  return page;
}

async function refuse(page: Page): Promise<void> {
  await plan(page, KIRILL, DOMOVOY, JUNE22, "60");
  await expect(editor(page).getByRole("alert")).toContainText("превысит 100 % на 25 %");
}

const exit = (page: Page, key: number) => editor(page).locator(".exits > *").filter({ has: page.locator(".kbd", { hasText: String(key) }) });

test("a person unfolds into subjects and folds again, by click and with the space key", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await man(page, KIRILL).locator(".who-btn").click();
  await expect(row(page, KIRILL, "Гранит")).toContainText("Осенний набор");
  await expect(man(page, KIRILL).locator(".who-btn")).toHaveAttribute("aria-expanded", "true");
  await expect(page).toHaveURL(/open=\d+/);
  await sum(page, KIRILL, JUNE22).locator("a").focus();
  await page.keyboard.press("Space");
  await expect(row(page, KIRILL, "Гранит")).toHaveCount(0);
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^85/);
});

test("a cell opened by click takes percents, is saved and taken back by the button", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  const one = cell(page, KIRILL, DOMOVOY, JUNE22);
  await one.locator("a").click();
  await expect(editor(page).getByRole("heading")).toContainText("Домовой · SMM, ведение");
  await expect(editor(page).locator("#editor-value")).toHaveValue("20");
  await expect(editor(page).locator("#editor-value")).toBeFocused();
  await expect(editor(page)).toContainText("= 8 ч");
  await editor(page).locator("#editor-value").fill("25");
  await editor(page).getByRole("button", { name: "Сохранить" }).click();
  await expect(editor(page)).toHaveCount(0);
  await expect(one).toHaveText("25");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^90/);
  await expect(one.locator("a")).toBeFocused();
  await expect(toast(page)).toContainText("20 % → 25 %");
  await toast(page).getByRole("button", { name: "Вернуть" }).click();
  await expect(one).toHaveText("20");
  await expect(toast(page).last()).toContainText("Возвращено");
  await expect(page).toHaveURL(/open=/); // the rows stay unfolded
});

test("Ctrl Z takes back one's own newest change", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await plan(page, KIRILL, DOMOVOY, JUNE22, "30");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("30");
  await page.keyboard.press("Control+z");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^85/);
});

test("with the keyboard: arrows, digits, hours and a question mark", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await cell(page, KIRILL, DOMOVOY, "2026-06-15").locator("a").focus();
  await page.keyboard.press("ArrowRight");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22).locator("a")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(editor(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(editor(page)).toHaveCount(0);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22).locator("a")).toBeFocused();
  await page.keyboard.press("1");
  await expect(page.locator(".cell-field")).toHaveValue("1");
  await page.keyboard.type("0ч");
  await page.keyboard.press("Enter");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("25"); // 10 of 40 hours
  await cell(page, KIRILL, DOMOVOY, JUNE22).locator("a").focus();
  await page.keyboard.press("Enter");
  await expect(editor(page).locator("#editor-value")).toBeFocused();
  await page.keyboard.type("20?");
  await page.keyboard.press("Enter");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText(/20\?/);
  await expect(editor(page)).toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await expect(cell(page, KIRILL, "Молочный двор", JUNE22).locator("a")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(page.locator(".plan tr.sub :focus, .plan th:focus")).toHaveCount(1);
});

test("Delete clears a cell and Ctrl Z brings it back", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await cell(page, KIRILL, DOMOVOY, JUNE22).locator("a").focus();
  await page.keyboard.press("Delete");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^65/);
  await page.keyboard.press("Control+z");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
});

test("a value that cannot be read is said in the editor and what was typed stays", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await plan(page, KIRILL, DOMOVOY, JUNE22, "двадцать");
  await expect(editor(page).getByRole("alert")).toHaveText(/[а-я]/);
  await expect(editor(page).locator("#editor-value")).toHaveValue("двадцать");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
});

test("over 100 %: the first way out puts what is free", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await refuse(page);
  await exit(page, 1).getByRole("button").click();
  await expect(editor(page)).toHaveCount(0);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("35");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^100/);
});

test("over 100 %: the second way out moves the rest to the next week with room", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await refuse(page);
  await page.keyboard.press("2"); // the key beside it
  await expect(editor(page)).toHaveCount(0);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("35");
  await expect(cell(page, KIRILL, DOMOVOY, "2026-07-06")).toHaveText("40"); // 15 and the 25 that did not fit
  await page.keyboard.press("Control+z"); // both weeks at once
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
  await expect(cell(page, KIRILL, DOMOVOY, "2026-07-06")).toHaveText("15");
});

test("over 100 %: the third way out hands it to somebody of the same position", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await unfold(page, "Дарья Мирская"); // another account manager, full; Kirill has 40 % in that week
  const week = "2026-07-13";
  await plan(page, "Дарья Мирская", "Гранит", week, "45"); // 20 stood there
  await expect(editor(page).getByRole("alert")).toBeVisible();
  await expect(exit(page, 3)).toContainText(KIRILL);
  await exit(page, 3).getByRole("button").click();
  await expect(editor(page)).toHaveCount(0);
  await unfold(page, KIRILL);
  await expect(sum(page, KIRILL, week)).toHaveText(/^85|^100/);
});

test("over 100 %: the fourth way out is overtime, with a reason, by the head", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await refuse(page);
  const reason = exit(page, 4).getByRole("textbox");
  await exit(page, 4).getByRole("button").click();
  await expect(reason).toBeFocused(); // not without a reason
  await reason.fill("Запуск «Домового», согласовано с Кириллом");
  await reason.press("Enter");
  await expect(editor(page)).toHaveCount(0);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("60");
  await expect(sum(page, KIRILL, JUNE22)).toHaveClass(/is-over/);
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/125.*\+25/s);
  await page.goto("/overtime");
  await expect(page.getByRole("row", { name: /Кирилл Лосев.*22–\u206028 июня/ })).toContainText("Запуск «Домового»");
});

test("an account manager plans on own projects, reads the others and asks for overtime", async ({ as }) => {
  const anna = await atPlan(await as("anna"));
  await expect(cell(anna, KIRILL, DOMOVOY, JUNE22).locator("a")).toHaveCount(1);
  await expect(cell(anna, KIRILL, "Гранит", JUNE22).locator("a")).toHaveCount(0);
  await expect(cell(anna, KIRILL, "Гранит", JUNE22)).toContainText("20");
  await refuse(anna);
  await exit(anna, 4).getByRole("textbox").fill("Егор просит ускориться");
  await exit(anna, 4).getByRole("button").click();
  await expect(toast(anna).first()).toBeVisible();
  await expect(cell(anna, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");

  const head = await as("pavel");
  await head.goto("/overtime");
  const counter = head.locator(".side a[href='/overtime'] .count");
  await expect(counter).toHaveText(/^1/);
  const asked = head.getByRole("row", { name: /Егор просит ускориться/ });
  await expect(asked).toContainText("Анна Ветрова");
  await asked.getByRole("button", { name: "Согласовать" }).click();
  await expect(head.getByRole("region", { name: "Согласованная переработка" })).toContainText("Егор просит ускориться");
  await expect(counter).toHaveCount(0);
  await expect(cell(anna, KIRILL, DOMOVOY, JUNE22)).toHaveText("60"); // she sees it without reloading
});

test("a specialist reads the plan and writes nothing", async ({ as }) => {
  const page = await atPlan(await as("polina"));
  await expect(row(page, KIRILL, DOMOVOY).locator("a.al")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Забрать из таблицы" })).toHaveCount(0);
});

test("two browsers see each other's change within a second", async ({ as }) => {
  const [head, anna] = [await atPlan(await as("pavel")), await atPlan(await as("anna"))];
  await anna.waitForTimeout(500); // her stream is open by then
  await plan(head, KIRILL, DOMOVOY, JUNE22, "25");
  await expect(cell(head, KIRILL, DOMOVOY, JUNE22)).toHaveText("25");
  await expect(cell(anna, KIRILL, DOMOVOY, JUNE22)).toHaveText("25", { timeout: 1500 });
  await expect(sum(anna, KIRILL, JUNE22)).toHaveText(/^90/);
  await plan(anna, KIRILL, DOMOVOY, JUNE22, "30");
  await expect(cell(head, KIRILL, DOMOVOY, JUNE22)).toHaveText("30", { timeout: 3000 });
});

test("a colleague's change does not disturb an open editor", async ({ as }) => {
  const [head, anna] = [await atPlan(await as("pavel")), await atPlan(await as("anna"))];
  await cell(anna, KIRILL, DOMOVOY, "2026-06-29").locator("a").click();
  await editor(anna).locator("#editor-value").fill("17");
  await plan(head, KIRILL, DOMOVOY, JUNE22, "25");
  await expect(cell(anna, KIRILL, DOMOVOY, JUNE22)).toHaveText("25");
  await expect(editor(anna).locator("#editor-value")).toHaveValue("17");
  await expect(editor(anna).locator("#editor-value")).toBeFocused();
});

test("the state of a cell is changed in the editor, and its ways out keep to it", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  const one = cell(page, KIRILL, "Полярис", JUNE22); // 20 % tentative
  await one.locator("a").click();
  await expect(editor(page).getByLabel("Предварительно")).toBeChecked();
  await editor(page).getByText("Подтверждено").click();
  await editor(page).getByRole("button", { name: "Сохранить" }).click();
  await expect(one).toHaveText("20");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^85/);
  await plan(page, KIRILL, "Полярис", JUNE22, "50?");
  await expect(editor(page).getByRole("alert")).toContainText("превысит 100 % на 15 %");
  await exit(page, 1).getByRole("button").click();
  await expect(one).toHaveText("35?");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^100/);
});

test("a new subject is added from the row under a person", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await man(page, KIRILL).getByRole("link", { name: "Добавить проект" }).click();
  await editor(page).locator("#editor-project").selectOption({ label: "Порог · Запуск ЖК" });
  await editor(page).locator("#editor-value").fill("5");
  await editor(page).getByRole("button", { name: "Сохранить" }).click();
  await expect(row(page, KIRILL, "Порог")).toBeVisible();
  await expect(row(page, KIRILL, "Порог").locator("td.c", { hasText: "5" })).toHaveCount(1);
});

test("filters, unit, range and search have addresses, and back works", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await page.getByRole("link", { name: /^Больше 100 %/ }).click();
  await expect(man(page, "Анна Ветрова")).toBeVisible();
  await expect(man(page, KIRILL)).toHaveCount(0);
  const filtered = page.url();
  expect(filtered).not.toMatch(/\/plan$/);
  await page.getByRole("link", { name: "часы" }).click();
  await expect(sum(page, "Анна Ветрова", JUNE22)).toHaveText(/^44/);
  await page.goBack();
  await expect(page).toHaveURL(filtered);
  await expect(sum(page, "Анна Ветрова", JUNE22)).toHaveText(/^110/);
  await page.goBack();
  await expect(man(page, KIRILL)).toBeVisible();
  await page.getByRole("link", { name: "Позже" }).click();
  await expect(page).toHaveURL(/from=2026-/);
  await expect(page.locator(".plan thead th.is-now")).toHaveCount(0);
  await page.getByRole("link", { name: "Сегодня" }).click();
  await expect(page.locator(".plan thead th.is-now")).toHaveCount(1);
  await page.goto("/plan?from=2026-06-25&weeks=4"); // rolls to its Monday
  await expect(page.locator(".plan thead th[data-week]")).toHaveCount(4);
  await expect(page.locator(".plan thead th[data-week]").first()).toHaveAttribute("data-week", JUNE22);
  await page.goto("/plan");
  await page.getByLabel("Найти человека по имени").fill("грек");
  await page.getByLabel("Найти человека по имени").press("Enter");
  await expect(page.locator("tbody.man")).toHaveCount(1);
  await expect(man(page, "Полина Грек")).toBeVisible();
  await page.getByRole("button", { name: "Фильтры" }).click();
  await page.locator("#plan-filters").getByRole("link", { name: "Показать всех" }).click();
  await expect(page.locator("tbody.man")).toHaveCount(10);
  await page.getByRole("button", { name: "Показ", exact: true }).click();
  await page.getByRole("link", { name: "по должностям" }).click();
  await expect(page).toHaveURL(/group=/);
  await page.locator("#plan-position, .plan").first().waitFor({ state: "attached" });
});

test("without scripts: the editor by link, the ways out as buttons, and back to the plan", async ({ as }) => {
  const page = await as("pavel", { javaScriptEnabled: false });
  await page.goto("/plan");
  await man(page, KIRILL).locator(".who-btn").click();
  await cell(page, KIRILL, DOMOVOY, JUNE22).locator("a").click();
  await expect(page).toHaveURL(/cell=/);
  await editor(page).locator("#editor-value").fill("60");
  const [refused] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), editor(page).getByRole("button", { name: "Сохранить" }).click()]);
  expect(refused.status()).toBe(422);
  await expect(editor(page).getByRole("alert")).toContainText("превысит 100 %");
  await expect(editor(page).locator("#editor-value")).toHaveValue("60");
  const [saved] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), exit(page, 1).getByRole("button").click()]);
  expect(saved.status()).toBe(303);
  await expect(page).toHaveURL(/\/plan\?open=/);
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("35");
  await expect(page.locator(".toast")).toContainText("→ 35 %");
  await page.locator(".toast").getByRole("button").press("Enter");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
});

test("one's own week says what it is made of", async ({ as }) => {
  const page = await as("polina");
  await page.goto("/my-week");
  await expect(page.locator(".week-sum")).toContainText("95 %");
  const rows = page.locator(".week-rows tbody tr");
  await expect(rows.filter({ hasText: "Берег" })).toContainText("40");
  await expect(rows.filter({ hasText: "Берег" })).toContainText("16 ч");
  await page.getByRole("link", { name: "Неделя позже" }).click();
  await expect(page.locator(".week-sum")).toContainText("120 %");
  await expect(page.locator(".week-rows")).toContainText("Опора");
});
