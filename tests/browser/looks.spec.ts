// SPDX-License-Identifier: MIT
// Ways of looking at the plan: widths, what is hidden, filters that come off one by one, groups, saved views.

import AxeBuilder from "@axe-core/playwright";
import { type Page, expect, man, plan, sum, test, toast, unfold } from "./story";

const JUNE22 = "2026-06-22";
const KIRILL = "Кирилл Лосев";
const DOMOVOY = "Домовой";

const looks = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name: "Показ", exact: true }).click();
  await page.locator("#plan-looks").getByRole("link", { name }).click();
};

test("a narrow plan shows half a year under its months, and heads stay in sight", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await looks(page, "Узко");
  await expect(page).toHaveURL(/zoom=narrow/);
  await expect(page.locator(".plan .months th").first()).toHaveText("Июнь");
  const head = page.locator(".plan thead th.is-now");
  const before = await head.boundingBox();
  await page.locator("#plan").evaluate((box) => (box.scrollTop = 300));
  expect((await head.boundingBox())?.y).toBe(before?.y);
  await unfold(page, KIRILL);
  await plan(page, KIRILL, DOMOVOY, JUNE22, "25");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^90/);
});

test("the blue is hidden and still holds its time", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan?hide=blue");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^65/);
  await unfold(page, KIRILL);
  await plan(page, KIRILL, DOMOVOY, JUNE22, "25");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^70/); // scripts leave the blue out, too
  await page.getByRole("link", { name: "Снять: Без синего" }).click();
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^90/);
});

test("filters combine, come off one by one, and an empty result has a way out", async ({ as }) => {
  const page = await as("anna");
  await page.goto("/plan");
  await page.locator(".plan-tools").getByRole("link", { name: /Больше 100 %/ }).click();
  await page.locator(".plan-tools").getByRole("link", { name: /Предварительные/ }).click();
  await expect(page).toHaveURL(/only=over.tentative/);
  await page.getByRole("button", { name: "Фильтры" }).click();
  await page.getByLabel("Отдел").selectOption({ label: "Креатив" });
  await expect(page.getByRole("link", { name: "Снять: Отдел: Креатив" })).toBeVisible();
  await page.locator("#plan-q").fill("zzz");
  await page.locator("#plan-q").press("Enter");
  await expect(page.getByRole("heading", { name: "Под эти фильтры никто не подходит" })).toBeVisible();
  await page.getByRole("link", { name: "Снять: Текст: zzz" }).click();
  await expect(page.locator("tbody.man").first()).toBeVisible();
  await page.getByRole("link", { name: "Показать всё" }).click();
  await expect(page.locator("tbody.man")).toHaveCount(10);
});

test("people stand under each client they work for, and a cell there can be edited", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await looks(page, "по клиентам");
  await expect(page.locator("#plan-still .grp th").first()).toContainText("Берег");
  await expect(page.getByText("Итоги групп — часы только её работы")).toBeVisible();
  await page.goto("/plan?group=client&q=Лосев&weeks=4"); // a few rows are enough to look at
  const results = await new AxeBuilder({ page }).analyze();
  expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.locator("#plan-still .who-btn", { hasText: KIRILL }).first().click();
  await expect(page.locator("#plan-still tr.sub").first()).toBeVisible();
  await page.locator("#plan-still tr.sub", { hasText: DOMOVOY }).first().locator("td").nth(2).locator("a").click();
  await page.locator("#editor-value").fill("25");
  await page.locator("#editor").getByRole("button", { name: "Сохранить" }).click();
  await expect(toast(page)).toContainText("20 % → 25 %");
});

test("a view is saved for everybody, opens by its address, is changed, opens first, and is deleted", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan?only=over&zoom=wide");
  await page.getByRole("button", { name: "Сохранить вид" }).click();
  await page.getByLabel("Сохранить как новый вид").fill("Перегруз");
  await page.locator("#plan-saved").getByLabel("Для всего агентства").check();
  await page.locator("#plan-saved").getByRole("button", { name: "Сохранить", exact: true }).click();
  await expect(page).toHaveURL(/\/plan\?view=\d+$/);
  const address = page.url();

  const other = await as("kirill");
  await other.goto("/plan");
  await other.getByRole("button", { name: "Весь план" }).click();
  await other.getByRole("link", { name: /Перегруз/ }).click();
  await expect(other.locator("tbody.man")).toHaveCount(5);
  await other.goto("/plan/views");
  await other.getByRole("button", { name: "Открывать первым", exact: true }).click();
  await expect(other.getByRole("button", { name: "Не открывать первым" })).toBeVisible();
  await other.goto("/plan");
  await expect(other.getByRole("button", { name: "Перегруз" })).toBeVisible();
  await expect(other.locator("tbody.man")).toHaveCount(5);
  await other.goto("/plan?view=people");
  await expect(other.locator("tbody.man")).toHaveCount(10);

  await looks(page, "Узко");
  await page.getByRole("button", { name: "Перегруз, изменён" }).click();
  await page.getByRole("button", { name: "Сохранить в «Перегруз»" }).click();
  await expect(page).toHaveURL(address);
  await expect(page.locator(".plan .months")).toBeVisible();
  await page.goto("/plan/views");
  await page.getByRole("button", { name: "Удалить" }).click();
  await expect(page.getByRole("heading", { name: "Сохранённых видов пока нет" })).toBeVisible();
  await other.goto("/plan");
  await expect(man(other, KIRILL)).toBeVisible();
});

test("the plan of Monday is read beside that of today, and what has changed since is said", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await page.getByRole("button", { name: "План на момент" }).click();
  await page.locator(".moments li", { hasText: "Понедельник" }).getByRole("link", { name: "план" }).click();
  await expect(page.getByRole("status").filter({ hasText: "План, каким он был" })).toContainText("15 июня, 10:00");
  await expect(page.locator("#plan-still a.pc, #plan-still a.al")).toHaveCount(0); // to be read only
  await expect(page.locator("#plan-still tr", { hasText: KIRILL }).locator("td.is-now b")).toHaveText("82,5");
  await page.getByRole("link", { name: "Что изменилось с тех пор" }).click();
  await expect(page.getByRole("row", { name: /Кирилл Лосев.*Молочный двор/ })).toContainText("7,5 % (3 ч)");
  await page.getByRole("link", { name: "Отметить в плане" }).click();
  await expect(page.locator("#plan-still td.is-changed")).toHaveCount(5);
  await expect(page.locator("#plan-still tr", { hasText: KIRILL }).locator("td.is-now em")).toHaveText("было 82,5");
  const results = await new AxeBuilder({ page }).analyze();
  expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.getByRole("link", { name: "Без отметок" }).click();
  await expect(page.locator("plan-grid")).toBeVisible();
});

test("without scripts: a moment by its form, its changes by the other button", async ({ as }) => {
  const page = await as("pavel", { javaScriptEnabled: false });
  await page.goto("/plan?as_of=2026-06-15T10:00");
  await expect(page.getByText("План, каким он был")).toBeVisible();
  await page.getByRole("button", { name: "План на момент" }).click();
  await page.locator("#plan-moment").getByRole("button", { name: "Что изменилось" }).click();
  await expect(page.getByText("изменилось 5 значений у 5 человек")).toBeVisible();
});

test("on a phone: the team's week, a person's cards, the editor from below, and a swipe to the next week", async ({ as }) => {
  const page = await as("pavel", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.goto("/plan?view=week");
  await page.locator(".week-team a", { hasText: KIRILL }).click();
  const card = page.locator(".card-week", { hasText: "22–\u206028 июня" });
  await expect(card.locator("header b")).toHaveText("85");
  await card.locator("li a", { hasText: DOMOVOY }).click();
  const sheet = page.locator("#editor");
  await expect(sheet).toBeVisible();
  const box = await sheet.boundingBox();
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844); // a sheet from below
  await page.locator("#editor-value").fill("25");
  await sheet.getByRole("button", { name: "Сохранить" }).click();
  await expect(card.locator("header b")).toHaveText("90");
  await page.getByRole("link", { name: "Неделя команды" }).click();
  await expect(page.locator(".plan-steps")).toContainText("15–\u206021 июня");
  await page.locator(".week-team").evaluate((area) => {
    const at = (x: number): Touch => new Touch({ identifier: 1, target: area, clientX: x, clientY: 400 });
    area.dispatchEvent(new TouchEvent("touchstart", { bubbles: true, touches: [at(300)], changedTouches: [at(300)] }));
    area.dispatchEvent(new TouchEvent("touchend", { bubbles: true, changedTouches: [at(120)] }));
  });
  await expect(page.locator(".plan-steps")).toContainText("22–\u206028 июня");
  const results = await new AxeBuilder({ page }).analyze();
  expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test("what a colleague changes appears on the projects' side", async ({ as }) => {
  const reader = await as("kirill");
  await reader.goto("/plan?view=projects");
  const load = reader.locator("#plan-projects tr", { hasText: "SMM, ведение" }).locator("td").nth(2);
  const before = await load.textContent();
  const writer = await as("pavel");
  await writer.goto("/plan");
  await unfold(writer, KIRILL);
  await plan(writer, KIRILL, DOMOVOY, JUNE22, "25");
  await expect(load).not.toHaveText(before ?? "");
});

test("the tour comes once, goes step by step, and is found again in the list of keys", async ({ as }) => {
  const page = await as("polina");
  await page.goto("/plan");
  const tour = page.getByRole("complementary", { name: "Показать, как устроен план" });
  await expect(tour).toContainText("Строка — человек");
  for (let step = 2; step <= 5; step++) {
    await tour.getByRole("link", { name: "Следующий шаг" }).click();
    await expect(tour).toHaveAttribute("data-step", String(step));
  }
  const results = await new AxeBuilder({ page }).analyze();
  expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await tour.getByRole("button", { name: "Понятно" }).click();
  await expect(tour).toHaveCount(0);
  await page.goto("/plan");
  await expect(page.locator("plan-grid")).toBeVisible();
  await expect(tour).toHaveCount(0);
  await page.keyboard.press("?");
  await page.getByRole("link", { name: "Показать, как устроен план" }).click();
  await expect(tour).toHaveAttribute("data-step", "1");
});

test("a row that nobody has looked at this week is marked until somebody says so", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  await expect(man(page, KIRILL).locator(".touch")).toHaveCount(1);
  await page.goto("/plan?view=week");
  await page.locator(".week-team a", { hasText: KIRILL }).click();
  await page.getByRole("button", { name: "Просмотрено" }).click();
  await expect(page.locator(".person-head")).toContainText("просмотрено 17 июня, 9:40, Павел Дорн");
  await page.goto("/plan");
  await expect(man(page, KIRILL).locator(".touch")).toHaveCount(0);
});
