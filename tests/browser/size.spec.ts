// SPDX-License-Identifier: MIT
// The plan grid of a large agency: only what is in sight is in the page, and everything works beyond it.

import AxeBuilder from "@axe-core/playwright";
import { LARGE } from "./program";
import { type Page, cell, copied, editor, expect, man, paste, row, sum, test, toast, unfold } from "./story";

test.use({ agency: "large" });

const KIRILL = "Кирилл Лосев";
const DOMOVOY = "Домовой";
const JUNE22 = "2026-06-22";
const LAST = "2026-12-28"; // the 30th week from 8 June
const MOST = 6000; // elements of the grid, however large the agency

const elements = (page: Page): Promise<number> => page.locator("#plan *").count();
const scrolled = (page: Page): Promise<{ top: number; left: number }> => page.locator("#plan").evaluate((box) => ({ top: box.scrollTop, left: box.scrollLeft }));
const whole = (page: Page) => page.locator("#plan[data-whole]");

async function atPlan(page: Page, address = `/plan?weeks=${LARGE.weeks}`): Promise<Page> {
  await page.goto(address);
  await whole(page).waitFor();
  return page;
}

async function atRow(page: Page): Promise<void> {
  await atPlan(page);
  await unfold(page, KIRILL);
  await cell(page, KIRILL, DOMOVOY, JUNE22).locator("a").focus();
}

// Back to the first weeks, which may have been out of sight.
async function atStart(page: Page): Promise<void> {
  await page.locator("#plan").evaluate((box) => (box.scrollLeft = 0));
  await cell(page, KIRILL, DOMOVOY, JUNE22).locator("a").focus();
}

// The minutes of Kirill's project as the server has them, week by week from 22 June.
async function minutes(page: Page): Promise<number[]> {
  const [id, project] = [await man(page, KIRILL).getAttribute("data-person"), Number(await row(page, KIRILL, DOMOVOY).getAttribute("data-project"))];
  interface Week {
    allocations: { project_id: number | null; minutes: number }[];
  }
  const plan = (await (await page.request.get(`/plan.json?person_id=${id}&from=${JUNE22}&weeks=28`)).json()) as { people: { weeks: Week[] }[] };
  return (plan.people[0]?.weeks ?? []).map((week) => week.allocations.filter((one) => one.project_id === project).reduce((all, one) => all + one.minutes, 0));
}

test("however far one scrolls, only what is in sight has elements, and it says where it stands", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  const grid = page.getByRole("grid");
  await expect(grid).toHaveAttribute("aria-colcount", String(LARGE.weeks + 1));
  const all = Number(await grid.getAttribute("aria-rowcount"));
  expect(all).toBeGreaterThan(100);
  expect(await elements(page)).toBeLessThan(MOST);
  await page.mouse.move(800, 600);
  for (let turn = 0; turn < 12; turn++) {
    await page.mouse.wheel(turn % 3 === 2 ? 600 : 0, turn % 3 === 2 ? 0 : 1500);
    expect(await elements(page)).toBeLessThan(MOST);
  }
  await page.locator("#plan").evaluate((box) => box.scrollTo(box.scrollWidth, box.scrollHeight));
  const last = page.locator("#plan tbody.man tr").last();
  await expect(last).toHaveAttribute("aria-rowindex", String(all));
  await expect(last.locator("td").last()).toHaveAttribute("data-week", LAST);
  await expect(last.locator("td").last()).toHaveAttribute("aria-colindex", String(LARGE.weeks + 1));
  await expect(page.locator(`#plan thead th[data-week="${LAST}"]`)).toBeInViewport();
  const [head, body] = [await page.locator(`#plan thead th[data-week="${LAST}"]`).boundingBox(), await last.locator("td").last().boundingBox()];
  expect(Math.abs((head?.x ?? 0) - (body?.x ?? 99))).toBeLessThan(1);
  expect(Math.abs((head?.width ?? 0) - (body?.width ?? 99))).toBeLessThan(1);
});

test("keys lead to the ends and pages, and what has the focus is in sight", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await sum(page, KIRILL, JUNE22).locator("a").focus();
  const focus = page.locator("#plan :focus");
  const place = async (): Promise<[number, number]> => {
    await expect(focus).toBeInViewport();
    return focus.evaluate((element) => {
      const one = element.closest("[aria-colindex]");
      return [Number(element.closest("tr")?.getAttribute("aria-rowindex")), Number(one?.getAttribute("aria-colindex"))];
    });
  };
  await page.keyboard.press("Control+End");
  expect(await place()).toEqual([Number(await page.getByRole("grid").getAttribute("aria-rowcount")), LARGE.weeks + 1]);
  await page.keyboard.press("Home");
  expect((await place())[1]).toBe(1);
  await page.keyboard.press("End");
  expect((await place())[1]).toBe(LARGE.weeks + 1);
  const bottom = (await place())[0];
  await page.keyboard.press("PageUp");
  const up = (await place())[0];
  expect(bottom - up).toBeGreaterThan(8);
  await page.keyboard.press("PageDown");
  expect((await place())[0]).toBe(bottom);
  await page.keyboard.press("Alt+ArrowUp");
  expect((await place())[0]).toBeLessThan(bottom);
  await page.keyboard.press("Control+Home");
  expect((await place())[1]).toBe(1);
  expect((await place())[0]).toBeLessThan(5);
  await page.keyboard.press("Tab");
  await expect(page.locator("#plan :focus")).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  expect((await place())[0]).toBeLessThan(5);
});

test("a range that goes far out of sight is copied, cleared, taken back and pasted whole", async ({ as }) => {
  const page = await as("pavel");
  await atRow(page);
  const before = await minutes(page);
  await page.keyboard.press("Shift+End");
  await expect(page.locator("#plan-status")).toContainText("28 ячеек");
  const text = await copied(page);
  expect(text.split("\t")).toHaveLength(28);
  expect(text.split("\t").map((one) => Number(one.replace(",", ".")) * 24)).toEqual(before);
  await page.keyboard.press("Delete");
  await expect.poll(() => minutes(page)).toEqual(before.map(() => 0));
  await page.keyboard.press("Control+z");
  await expect.poll(() => minutes(page)).toEqual(before);
  await page.keyboard.press("Delete");
  await atStart(page);
  await paste(page, text);
  await expect.poll(() => minutes(page)).toEqual(before);
  await page.keyboard.press("Delete");
  await atStart(page);
  await page.keyboard.type("5");
  await page.keyboard.press("Tab");
  await atStart(page);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+r");
  await expect.poll(async () => (await minutes(page)).slice(0, 3)).toEqual([120, 120, 120]);
});

test("dragging beyond the rim scrolls on and selects", async ({ as }) => {
  const page = await as("pavel");
  await atRow(page);
  const [from, box] = [await cell(page, KIRILL, DOMOVOY, JUNE22).boundingBox(), await page.locator("#plan").boundingBox()];
  if (!from || !box) throw new Error("not in sight");
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 5, from.y + 10, { steps: 5 });
  await expect.poll(async () => (await scrolled(page)).left).toBeGreaterThan(600);
  await page.mouse.up();
  await expect.poll(async () => Number((await page.locator("#plan-status").textContent())?.match(/^\d+/)?.[0])).toBeGreaterThan(14);
});

test("what a colleague changes out of sight is there when one comes back", async ({ as }) => {
  const page = await as("pavel");
  await atRow(page);
  await page.keyboard.press("Control+End");
  await expect(row(page, KIRILL, DOMOVOY)).toHaveCount(0);
  const other = await as("kirill");
  await atRow(other);
  await other.keyboard.type("25");
  await other.keyboard.press("Enter");
  await expect(cell(other, KIRILL, DOMOVOY, JUNE22)).toHaveText("25");
  await page.waitForTimeout(1000);
  await page.getByLabel("Найти человека по имени").fill("лосе");
  await expect(man(page, KIRILL).locator("th.is-found")).toBeInViewport();
  await page.locator("#plan").evaluate((one) => (one.scrollLeft = 0));
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("25");
  await expect(sum(page, KIRILL, JUNE22)).toHaveText(/^90/);
  await page.keyboard.press("ArrowDown");
  await expect(sum(page, KIRILL, "2026-06-15").locator("a")).toBeFocused();
});

test("the editor of somebody far down opens, saves and keeps the place", async ({ as }) => {
  const page = await atPlan(await as("pavel"), "/plan");
  await page.locator("#plan").evaluate((box) => (box.scrollTop = box.scrollHeight));
  const last = page.locator("#plan tbody.man").last();
  const name = (await last.locator(".who-btn .m").textContent()) ?? "";
  await last.locator(".who-btn").click();
  await expect(last.locator("tr.sub").first()).toBeVisible();
  const one = last.locator("tr.sub a.al").nth(4);
  const label = await one.getAttribute("aria-label");
  const { top } = await scrolled(page);
  await one.click();
  await expect(editor(page)).toContainText(name);
  await editor(page).locator("#editor-value").fill("2");
  await editor(page).getByRole("button", { name: "Сохранить" }).click();
  await expect(editor(page)).toHaveCount(0);
  await expect(one).toHaveText("2");
  expect(await one.getAttribute("aria-label")).not.toBe(label);
  expect(Math.abs((await scrolled(page)).top - top)).toBeLessThan(400);
  await toast(page).getByRole("button", { name: "Вернуть" }).click();
  await expect(one).toHaveAttribute("aria-label", label ?? "");
  await expect(last.locator(".who-btn .m")).toHaveText(name);
});

test("Back returns to where one was, and so does a reload", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await page.locator("#plan").evaluate((box) => box.scrollTo(700, 2500));
  await expect(page.locator("#plan tbody.man").first()).toBeAttached();
  const before = await scrolled(page);
  await page.waitForTimeout(100);
  await page.getByRole("link", { name: "Отсутствия" }).first().click();
  await expect(page).toHaveURL(/absences/);
  await page.goBack();
  await whole(page).waitFor();
  await expect.poll(() => scrolled(page)).toEqual(before);
  expect(await elements(page)).toBeLessThan(MOST);
  await page.reload();
  await whole(page).waitFor();
  await expect.poll(() => scrolled(page)).toEqual(before);
});

test("filters and looks change the rows, and unfolded people stay so", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await unfold(page, KIRILL);
  await page.getByRole("link", { name: "часы" }).click();
  await whole(page).waitFor();
  await expect(cell(page, KIRILL, DOMOVOY, JUNE22)).toHaveText("8");
  expect(await elements(page)).toBeLessThan(MOST);
  await page.getByRole("link", { name: /^Больше 100 %/ }).click();
  await expect(man(page, KIRILL)).toHaveCount(0);
});

test("on paper everybody is there", async ({ as }) => {
  const page = await atPlan(await as("pavel"));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("#plan tbody.man").count()).toBeGreaterThan(100);
  await expect(page.locator("#plan tbody.man").last().locator(`td[data-week="${LAST}"]`)).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  expect(await elements(page)).toBeLessThan(MOST);
});

test("without scripts there are pages of fifty with links onward", async ({ as }) => {
  const page = await as("pavel", { javaScriptEnabled: false });
  await page.goto("/plan");
  await expect(page.locator("tbody.man")).toHaveCount(50);
  await page.getByRole("link", { name: "Дальше" }).click();
  await expect(page.locator("tbody.man")).toHaveCount(50);
  await page.locator("tbody.man").last().locator(".who-btn").click();
  await expect(page.locator("tr.sub").first()).toBeAttached();
});

test("on a phone the large grid scrolls both ways under its heads", async ({ as }) => {
  const page = await atPlan(await as("pavel", { viewport: { width: 390, height: 844 }, hasTouch: true }), "/plan");
  expect(await elements(page)).toBeLessThan(MOST);
  await page.locator("#plan").evaluate((box) => box.scrollTo(600, 3000));
  const [name, week] = [await page.locator("#plan tbody.man th").nth(8).boundingBox(), await page.locator("#plan thead th.is-now, #plan thead th[data-week]").last().boundingBox()];
  expect(name?.x).toBeLessThan(2);
  expect(week?.y).toBeGreaterThan(0);
  expect(await elements(page)).toBeLessThan(MOST);
});

test("the windowed grid has nothing that screen readers stumble over", async ({ as }) => {
  test.setTimeout(180_000);
  const page = await atPlan(await as("pavel"));
  await page.locator("#plan").evaluate((box) => box.scrollTo(900, 1500));
  await page.waitForTimeout(200);
  const axe = await new AxeBuilder({ page }).include("#plan").analyze();
  expect(axe.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
});

// A small generator of its own, so that a failure can be repeated.
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

test("random edits, pastes and undos of three at once, in sight and not, agree at the end in all browsers and with the server", async ({ as, allow }) => {
  test.setTimeout(240_000);
  allow.push(409, 404); // 404: nothing to take back yet
  const pages = [await as("pavel"), await as("kirill"), await as("anna")];
  for (const page of pages) await atRow(page);
  const weeks = [2, 3, 9, 16, 27]; // columns, some never in sight together
  const roll = dice(20260622);
  const weekAt = (column: number): string => new Date(Date.parse("2026-06-08") + column * 7 * 86_400_000).toISOString().slice(0, 10);
  const go = async (page: Page, column: number): Promise<void> => {
    const down = roll(3) ? 0 : 1 + roll(3000); // now and then the row itself has been out of sight
    await page.locator("#plan").evaluate((box, [left, top]) => {
      if (top) box.scrollTo(left ?? 0, top);
      box.scrollTo(left ?? 0, 0);
    }, [Math.max(0, column * 98 - 300), down]);
    const one = cell(page, KIRILL, DOMOVOY, weekAt(column)).locator("a");
    await one.scrollIntoViewIfNeeded();
    await one.focus();
  };
  const act = async (page: Page): Promise<void> => {
    await page.keyboard.press("Escape");
    if (await editor(page).count()) await page.keyboard.press("Escape");
    await go(page, weeks[roll(weeks.length)] ?? 2);
    const value = String(roll(10) * 5);
    switch (roll(7)) {
      case 0:
        return page.keyboard.press("Control+z");
      case 1:
        return paste(page, `${value}\t${roll(8) * 5}?`);
      case 2:
        return page.keyboard.press("b");
      case 3:
        return page.keyboard.press("Delete");
      case 4:
        await page.keyboard.press("Shift+End"); // far beyond what is in sight
        return paste(page, value);
      default:
        await page.keyboard.type(value);
        return page.keyboard.press("Enter");
    }
  };
  for (let turn = 0; turn < 10; turn++) await Promise.all(pages.map(act));
  for (const page of pages) {
    await page.keyboard.press("Escape");
    await expect(page.locator(".plan .is-pending")).toHaveCount(0);
    await page.keyboard.press("Escape");
    expect(await elements(page)).toBeLessThan(MOST);
  }
  const [page] = pages as [Page, Page, Page];
  const id = await man(page, KIRILL).getAttribute("data-person");
  const project = Number(await row(page, KIRILL, DOMOVOY).getAttribute("data-project"));
  interface Week {
    week: string;
    excess: number;
    capacity: number;
    room: number;
    overtime: number;
    confirmed: number;
    tentative: number;
    internal: number;
    reserve: number;
    absence: number;
    allocations: { project_id: number | null; minutes: number; state: string }[];
  }
  const plan = (await (await page.request.get(`/plan.json?person_id=${id}&from=${JUNE22}&weeks=28`)).json()) as { people: { weeks: Week[] }[] };
  const number = (minutes: number, capacity: number): string => String(Math.floor((minutes * 400 + capacity) / (2 * capacity)) / 2).replace(".", ",");
  for (const week of plan.people[0]?.weeks ?? []) {
    const planned = week.confirmed + week.tentative + week.internal + week.reserve + week.absence;
    expect(week.excess).toBe(0);
    expect(planned).toBeLessThanOrEqual(week.room + week.overtime);
    const column = Math.round((Date.parse(week.week) - Date.parse("2026-06-08")) / (7 * 86_400_000));
    if (!weeks.includes(column) && column % 6) continue;
    const stands = (state: string): number => week.allocations.filter((one) => one.project_id === project && one.state === state).reduce((all, one) => all + one.minutes, 0);
    const [c, t] = [stands("confirmed"), stands("tentative")];
    const text = !t ? (c ? number(c, week.capacity) : "") : c ? `${number(c, week.capacity)}+${number(t, week.capacity)}?` : `${number(t, week.capacity)}?`;
    for (const one of pages) {
      await one.locator("#plan").evaluate((box, left) => box.scrollTo(left, 0), Math.max(0, column * 98 - 300));
      await expect(cell(one, KIRILL, DOMOVOY, week.week)).toHaveText(text);
      await expect(sum(one, KIRILL, week.week).locator("b")).toHaveText(planned ? number(planned, week.capacity) : "");
    }
  }
});
