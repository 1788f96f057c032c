// SPDX-License-Identifier: MIT
// What is done in the plan beyond typing: the menu of cells, settling what is tentative, days off, who has
// room, weeks that do not fit, the price of what is taken from others.

import AxeBuilder from "@axe-core/playwright";
import { type Page, cell, editor, expect, man, row, sum, test, toast, unfold } from "./story";

const JUNE22 = "2026-06-22";
const JUNE29 = "2026-06-29";
const POLINA = "Полина Грек";
const KIRILL = "Кирилл Лосев";
const TENDER = "Тендер"; // tentative with Полина from 22 June, held by Анна
const DOMOVOY = "Домовой"; // Анна leads it

const menu = (page: Page) => page.locator(".grid-menu");
const entry = (page: Page, name: string | RegExp) => menu(page).getByRole("menuitem", { name });

async function atPlan(page: Page, name = POLINA): Promise<Page> {
  await page.goto("/plan");
  await unfold(page, name);
  return page;
}

const focus = (page: Page, name: string, subject: string, week: string): Promise<void> => cell(page, name, subject, week).locator("a").focus();

test.describe("the menu of a cell", () => {
  test("opens by a right click, Shift F10 and the menu key; arrows walk, Esc returns", async ({ as }) => {
    const page = await atPlan(await as("pavel"));
    await cell(page, POLINA, TENDER, JUNE22).click({ button: "right" });
    await expect(menu(page)).toBeVisible();
    await expect(menu(page)).toHaveAttribute("aria-label", /Полина Грек.*Тендер.*28.июня/);
    await expect(entry(page, /^Открыть/)).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(entry(page, /^Подтвердить B/)).toBeFocused();
    await page.keyboard.press("End");
    await expect(entry(page, /^История/)).toBeFocused();
    expect((await new AxeBuilder({ page }).include(".grid-menu").analyze()).violations).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(menu(page)).toHaveCount(0);
    await expect(cell(page, POLINA, TENDER, JUNE22).locator("a")).toBeFocused();
    await page.keyboard.press("Shift+F10");
    await expect(menu(page)).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(menu(page)).toHaveCount(0);
    await page.keyboard.press("ContextMenu");
    await expect(menu(page)).toBeVisible();
  });

  test("on a row's name it is the person's", async ({ as }) => {
    const page = await atPlan(await as("pavel"));
    await man(page, POLINA).locator(".who-btn").click({ button: "right" });
    await expect(entry(page, "Заполнить внутренние строки…")).toBeVisible();
    await expect(entry(page, /^Отсутствие…/)).toBeVisible();
    await expect(entry(page, /^Открыть/)).toHaveCount(0);
  });

  test("a long press opens it on a phone as a sheet", async ({ as }) => {
    const page = await as("pavel", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.goto("/plan");
    const target = sum(page, POLINA, "2026-06-15");
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    const at = { clientX: (box?.x ?? 0) + 10, clientY: (box?.y ?? 0) + 10, pointerType: "touch", pointerId: 7, bubbles: true, isPrimary: true };
    await target.locator("a").dispatchEvent("pointerdown", at);
    await expect(menu(page)).toBeVisible();
    await target.locator("a").dispatchEvent("pointerup", at);
    const sheet = await menu(page).boundingBox();
    expect(Math.round(sheet?.width ?? 0)).toBe(390);
  });
});

test("R releases what is tentative in the selection, in one step that undo takes back", async ({ as }) => {
  const page = await atPlan(await as("anna"));
  await focus(page, POLINA, TENDER, JUNE22);
  await expect(page.locator("#plan-told")).toContainText("держит Анна Ветрова");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("r");
  for (const week of [JUNE22, JUNE29]) await expect(cell(page, POLINA, TENDER, week)).toHaveText("");
  await expect(toast(page).filter({ hasText: "2 ячейки" })).toBeVisible();
  await page.keyboard.press("Control+z");
  for (const week of [JUNE22, JUNE29]) await expect(cell(page, POLINA, TENDER, week)).toHaveText(/\?/);
});

test("a whole deal is released from the menu and comes back with one undo", async ({ as }) => {
  const page = await atPlan(await as("anna"));
  await cell(page, POLINA, TENDER, JUNE22).click({ button: "right" });
  await entry(page, "Снять всё предварительное проекта").click();
  await expect(row(page, POLINA, TENDER)).toHaveCount(0);
  await expect(toast(page).last()).toContainText("Снято");
  await toast(page).last().getByRole("button").click();
  await expect(cell(page, POLINA, TENDER, JUNE22)).toHaveText(/\?/);
});

test("bookings are prolonged and reminded of in the list, without scripts too", async ({ as }) => {
  const page = await as("anna", { javaScriptEnabled: false });
  await page.goto("/plan/tentative?only=deals");
  const line = page.getByRole("row", { name: /Полина Грек/ });
  await line.getByRole("checkbox").check();
  await page.getByLabel("по", { exact: true }).fill("2026-08-01");
  await page.getByRole("button", { name: "Продлить" }).click();
  await expect(page.getByRole("row", { name: /Полина Грек/ })).toContainText("1 августа");
  await page.getByRole("row", { name: /Полина Грек/ }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Напомнить" }).click();
  await expect(page.getByRole("row", { name: /Полина Грек/ })).toContainText("напоминание");
});

test("who may not enter another's days off is told so", async ({ as }) => {
  const page = await atPlan(await as("anna"), KIRILL);
  await sum(page, KIRILL, JUNE29).locator("a").focus();
  await page.keyboard.press("a");
  await expect(toast(page)).toContainText("руководител");
  await page.keyboard.press("Shift+F10");
  await expect(menu(page)).toBeVisible();
  await expect(entry(page, /^Отсутствие/)).toHaveCount(0);
});

test.describe("days off", () => {
  test("A asks for them over the selected weeks; chosen days are one change", async ({ as }) => {
    const page = await atPlan(await as("pavel"), KIRILL);
    const link = sum(page, KIRILL, JUNE29).locator("a");
    const before = await link.getAttribute("aria-label");
    await link.focus();
    await page.keyboard.press("a");
    await expect(editor(page)).toBeVisible();
    await expect(editor(page).getByRole("checkbox", { name: /понедельник, 29 июня/ })).toBeChecked();
    for (const day of [/вторник, 30 июня/, /четверг, 2 июля/, /пятница, 3 июля/]) await editor(page).getByRole("checkbox", { name: day }).uncheck();
    await editor(page).getByText("отгул").click();
    expect((await new AxeBuilder({ page }).include("#editor").analyze()).violations).toEqual([]);
    await editor(page).getByRole("button", { name: /Внести/ }).click();
    await expect(editor(page)).toHaveCount(0);
    await expect(link).toHaveAttribute("aria-label", /отсутствие 40/);
    await page.keyboard.press("Control+z");
    await expect(link).toHaveAttribute("aria-label", before ?? "");
  });

  test("a drag over the days chooses them, a drag over weeks the weeks", async ({ as }) => {
    const page = await atPlan(await as("pavel"), KIRILL);
    await sum(page, KIRILL, JUNE22).hover();
    await page.mouse.down();
    await sum(page, KIRILL, JUNE29).hover();
    await page.mouse.up();
    await page.keyboard.press("a");
    await expect(editor(page).locator(".days-week")).toHaveCount(2);
    const days = editor(page).locator(".day-off");
    await days.nth(0).hover();
    await page.mouse.down();
    for (const at of [1, 2, 3]) await days.nth(at).hover();
    await page.mouse.up();
    await expect(editor(page).locator(".days-week").first().locator("input:checked")).toHaveCount(1);
  });

  test("what does not fit then is marked, resolved on its page, and can be taken back", async ({ as }) => {
    const page = await atPlan(await as("pavel"), KIRILL);
    await sum(page, KIRILL, JUNE22).locator("a").focus();
    await page.keyboard.press("a");
    await editor(page).getByRole("button", { name: /Внести/ }).click();
    await expect(sum(page, KIRILL, JUNE22)).toHaveClass(/is-pushed/);
    await expect(toast(page).last()).toContainText("не помещается");
    await sum(page, KIRILL, JUNE22).click({ button: "right" });
    await entry(page, "Решить, что не помещается").click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(KIRILL);
    await page.getByPlaceholder("Почему").fill("заказчик ждёт");
    await page.getByRole("button", { name: /переработк/i }).click();
    await expect(page.getByText("Неделя помещается")).toBeVisible();
    await page.goto("/plan/pushed");
    await expect(page.getByRole("row", { name: new RegExp(`${KIRILL}.*22–28`) })).toHaveCount(0);
  });
});

test("who has room opens beside the grid and books at a button", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await focus(page, POLINA, DOMOVOY, JUNE22);
  await page.keyboard.press("f");
  const panel = page.locator(".room-panel");
  await expect(panel.getByRole("table")).toBeVisible();
  await panel.getByLabel("Часы").fill("1");
  await panel.getByLabel("Часы").press("Enter");
  const book = panel.getByRole("button", { name: /Занять 1/ }).first();
  await book.click();
  await expect(panel).toHaveCount(0);
  await expect(toast(page).last()).toContainText("ячейк");
  await page.keyboard.press("Control+z");
  await expect(toast(page).filter({ hasText: "ячейк" })).toHaveCount(0);
});

test("the price is said while a smaller number is typed, and the account manager sees what was taken", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await focus(page, POLINA, DOMOVOY, JUNE22);
  await page.keyboard.type("5");
  await expect(page.locator("#plan-told")).toContainText("Анна Ветрова");
  await expect(page.locator("#plan-told")).toContainText("останется");
  await page.keyboard.press("Enter");
  await expect(cell(page, POLINA, DOMOVOY, JUNE22)).toHaveText("5");
  await expect(toast(page).last()).toContainText("Забрали: Домовой");
  await expect(toast(page).last()).toContainText("Анна Ветрова");
  const anna = await as("anna");
  await anna.goto("/plan/taken");
  const line = anna.getByRole("row", { name: /Домовой/ }).first();
  await expect(line).toContainText(POLINA);
  await expect(line).toContainText("Павел Дорн");
  await line.getByRole("link").first().click();
  await expect(anna.getByRole("heading", { level: 1 })).toContainText("История");
});

test("what gives way says its price and takes a reason; one key does both", async ({ as }) => {
  const page = await atPlan(await as("pavel"), KIRILL);
  await focus(page, KIRILL, DOMOVOY, JUNE22);
  await page.keyboard.type("40");
  await page.keyboard.press("Enter");
  const gives = editor(page).getByRole("list", { name: "Что может уступить" });
  await expect(gives).toContainText("останется");
  await editor(page).getByPlaceholder(/остаётся в истории/).fill("запуск через неделю");
  await gives.getByRole("button").first().click();
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("40");
  await page.keyboard.press("Control+z");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("20");
});

test("planning ahead begins with the selection", async ({ as }) => {
  const page = await atPlan(await as("anna"));
  await focus(page, POLINA, DOMOVOY, JUNE22);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+F10");
  await entry(page, "Держать долю до…").click();
  await expect(page.getByRole("heading", { name: "Что изменится" })).toBeVisible();
  const form = page.locator("#ahead-pattern");
  await expect(form.locator("[name=from]")).toHaveValue(JUNE22);
  await expect(form.locator("[name=until]")).toHaveValue("2026-07-05");
  await expect(form.locator("[name=person_id] option:checked")).toHaveText(POLINA);
});

test("two at one cell: the second sees both values and who", async ({ as, allow }) => {
  allow.push(409);
  const one = await atPlan(await as("pavel"));
  // this browser hears nothing of what others do, as on a line that has just broken
  const deaf = await as("anna");
  await deaf.addInitScript(() => {
    Reflect.deleteProperty(window, "SharedWorker");
    Object.defineProperty(window, "EventSource", { value: class extends EventTarget { close(): void {} } });
  });
  const other = await atPlan(deaf);
  await focus(other, POLINA, DOMOVOY, JUNE22);
  await other.keyboard.type("10");
  // not by the keys: two windows cannot have the focus at once
  const [person, project] = await Promise.all([man(one, POLINA).getAttribute("data-person"), row(one, POLINA, DOMOVOY).getAttribute("data-project")]);
  const items = [{ person_id: Number(person), week: JUNE22, subject: project, minutes: 360 }];
  const done = await one.request.post("/allocations/batch", { data: { items }, headers: { "Sec-Fetch-Site": "same-origin", Accept: "application/json" } });
  expect(done.status()).toBe(200);
  await other.keyboard.press("Enter");
  const said = toast(other).filter({ hasText: "Павел Дорн" });
  await expect(said).toContainText("6 ч");
  await expect(said).toContainText("4 ч");
  await said.getByRole("button").click();
  await expect(cell(one, POLINA, DOMOVOY, JUNE22)).toHaveText("10");
});

const PAGES = ["/plan/pushed", "/plan/pushed/week?person_id=5&week=2026-07-27", "/plan/taken?mine=0", "/plan/tentative", "/plan/waiting?person_id=5", "/plan/room?project_id=3&hours=4&weeks=2"];

for (const [name, width, height, colorScheme] of [["a desk", 1440, 900, "light"], ["a desk at night", 1440, 900, "dark"], ["a phone", 390, 844, "dark"], ["twice the size", 720, 450, "light"]] as const)
  test(`the pages around the plan hold on ${name}`, async ({ as }) => {
    const page = await as("pavel", { viewport: { width, height }, colorScheme });
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(wide, `${path} is wider than the window`).toBe(false);
      expect((await new AxeBuilder({ page }).analyze()).violations.map((one) => `${path}: ${one.id}`)).toEqual([]);
    }
  });

test("what waits is counted over the plan, and the editor has the ways without scripts", async ({ as }) => {
  const page = await as("pavel", { javaScriptEnabled: false });
  await page.goto("/plan?open=5");
  const waits = page.getByRole("navigation", { name: "Что ждёт решения" });
  await waits.getByRole("link", { name: /не помещаются/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Недели, которые не помещаются");
  await page.goto(`/plan?open=5&cell=5.${JUNE22}.8`);
  await expect(editor(page)).toContainText("Анна Ветрова");
  await editor(page).getByRole("button", { name: "Снять" }).click();
  await expect(page.locator(`#man-5 tr.sub[data-project="8"] td[data-week="${JUNE22}"]`)).toHaveText("");
});

test("bookings go out as a table", async ({ as }) => {
  const page = await as("anna");
  const answer = await page.request.get("/plan/tentative.csv?only=deals");
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain("Полина Грек");
});

test.describe("planning ahead from the grid, end to end", () => {
  const written = async (page: Page): Promise<void> => {
    await expect(page.getByRole("heading", { name: "Что изменится" })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations.map((one) => one.id)).toEqual([]);
    await page.locator("#ahead-preview form button").click();
    await expect(page).toHaveURL(/\/plan\?/);
    await expect(toast(page).last()).toContainText(/яче/);
  };

  test("the project moves by a week and comes back with one undo", async ({ as }) => {
    const page = await atPlan(await as("anna", { colorScheme: "dark" }));
    await cell(page, POLINA, TENDER, JUNE22).click({ button: "right" });
    await entry(page, "Сдвинуть проект…").click();
    await expect(page.locator("#ahead-shift [name=from]")).toHaveValue(JUNE22);
    await page.locator("#ahead-shift").getByRole("button").click();
    await written(page);
    await page.goto("/plan");
    await unfold(page, POLINA);
    await expect(cell(page, POLINA, TENDER, JUNE22)).toHaveText("");
    await page.keyboard.press("Control+z");
    await expect(toast(page).last()).toBeVisible();
    await page.goto("/plan");
    await unfold(page, POLINA);
    await expect(cell(page, POLINA, TENDER, JUNE22)).toHaveText("20?");
  });

  test("hours are spread over the selected weeks", async ({ as }) => {
    const page = await atPlan(await as("pavel"), KIRILL);
    await focus(page, KIRILL, DOMOVOY, "2026-07-06");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+F10");
    await entry(page, "Разложить часы…").click();
    const form = page.locator("#ahead-spread");
    await expect(form.locator("[name=from]")).toHaveValue("2026-07-06");
    await form.locator("[name=value]").fill("8");
    await form.getByRole("button").click();
    await written(page);
  });

  test("internal lines are filled for the selected people on a phone too", async ({ as }) => {
    const page = await as("pavel", { viewport: { width: 390, height: 844 } });
    await page.request.post("/settings/plan-lines", { data: { kind: "learning", percent: 5 }, headers: { "Sec-Fetch-Site": "same-origin", Accept: "application/json" } });
    await page.goto("/plan");
    await sum(page, POLINA, "2026-08-03").locator("a").focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+F10");
    await entry(page, "Заполнить внутренние строки…").click();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    await written(page);
  });
});
