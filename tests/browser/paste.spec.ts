// SPDX-License-Identifier: MIT
// Tables of other programs: merged cells, words, ten thousand cells, a network that dies in the middle,
// and LibreOffice Calc itself (its HTML filter is the one that fills its clipboard) where it is installed.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LARGE } from "./program";
import { type Page, cell, copied, expect, man, paste, row, sum, test, toast, unfold } from "./story";

const JUNE22 = "2026-06-22";
const JUNE29 = "2026-06-29";
const JULY6 = "2026-07-06";
const JULY13 = "2026-07-13";
const KIRILL = "Кирилл Лосев";
const DOMOVOY = "Домовой";
const GRANIT = "Гранит";

async function at(page: Page, subject = DOMOVOY): Promise<void> {
  await page.goto("/plan");
  await unfold(page, KIRILL);
  await cell(page, KIRILL, subject, JUNE22).locator("a").focus();
}

const texts = async (page: Page, subject: string, weeks = [JUNE22, JUNE29, JULY6]): Promise<string[]> => Promise.all(weeks.map(async (week) => (await cell(page, KIRILL, subject, week).innerText()).trim()));

interface Week {
  week: string;
  allocations: { project_id: number | null; minutes: number; state: string }[];
}

async function minutes(page: Page, week: string): Promise<number> {
  const id = await man(page, KIRILL).getAttribute("data-person");
  const project = Number(await row(page, KIRILL, DOMOVOY).getAttribute("data-project"));
  const plan = (await (await page.request.get(`/plan.json?person_id=${id}&from=${week}&weeks=1`)).json()) as { people: { weeks: Week[] }[] };
  return (plan.people[0]?.weeks[0]?.allocations ?? []).filter((one) => one.project_id === project).reduce((all, one) => all + one.minutes, 0);
}

test("what a merged cell says holds for all the weeks that it covers", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  // As LibreOffice 7.4 and Excel write it; the text beside it has the value once.
  const html = '<meta charset="utf-8"><table cellspacing="0" border="0"><tr><td colspan=2 align="right" bgcolor="#9DC3E6" sdval="5"><font face="Arial">5</font></td><td align="left" sdnum="1033;0;@">7,5&nbsp;%</td></tr></table>';
  await paste(page, "5\t\t7,5 %\n", html);
  await expect(cell(page, KIRILL, DOMOVOY, JULY6)).toHaveText("7,5");
  expect(await texts(page, DOMOVOY)).toEqual(["5", "5", "7,5"]);
  await at(page);
  await paste(page, "", "<table><tr><td rowspan='2'>4</td><td>3</td></tr><tr><td>2</td></tr></table>");
  await expect(cell(page, KIRILL, DOMOVOY, JUNE29)).toHaveText("3");
  expect(await texts(page, DOMOVOY, [JUNE22, JUNE29])).toEqual(["4", "3"]);
  const below = row(page, KIRILL, DOMOVOY).locator("xpath=following-sibling::tr[1]");
  await expect(below.locator(`td[data-week="${JUNE22}"]`)).toHaveText("4");
  await expect(below.locator(`td[data-week="${JUNE29}"]`)).toHaveText("2");
});

test("a word in a pasted table is named with its place, and nothing is pasted", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  const before = await texts(page, DOMOVOY);
  await paste(page, "5\t6\t7\n8\tотпуск\t9\n");
  await expect(toast(page).filter({ hasText: "«отпуск» в строке 2, столбце 2" })).toBeVisible();
  expect(await texts(page, DOMOVOY)).toEqual(before);
  await paste(page, "—\tнет\t0\n"); // words that mean nothing planned
  await expect(cell(page, KIRILL, DOMOVOY, JULY6)).toHaveText("");
  expect(await texts(page, DOMOVOY)).toEqual(["", "", ""]);
});

test("a paste whose answer is lost is not written twice, and one that never arrived is sent again", async ({ as, allow }) => {
  allow.push(NaN, 409);
  const page = await as("pavel");
  await at(page);
  let posts = 0;
  page.on("request", (request) => void (posts += Number(request.url().endsWith("/allocations/batch"))));
  await page.route("**/allocations/batch", async (route) => {
    await route.fetch(); // it is written, but the answer never comes
    await route.abort();
  });
  await paste(page, "5\t6\t7\n");
  await expect(toast(page).last()).toContainText("Нет связи");
  expect(await texts(page, DOMOVOY)).toEqual(["5", "6", "7"]);
  expect(await minutes(page, JUNE22)).toBe(120);
  await page.unroute("**/allocations/batch");
  const id = await man(page, KIRILL).getAttribute("data-person");
  const told = async (): Promise<number> => ((await (await page.request.get(`/plan/history.json?person_id=${id}&week=${JUNE22}`)).json()) as { changes: unknown[] }).changes.length;
  const before = await told();
  await toast(page).getByRole("button", { name: "Повторить" }).first().click();
  await expect(page.locator(".plan .is-pending")).toHaveCount(0);
  expect(await texts(page, DOMOVOY)).toEqual(["5", "6", "7"]);
  expect(before).toBeGreaterThan(0);
  expect(await told()).toBe(before);
  await page.context().setOffline(true);
  await at2(page);
  await paste(page, "1\t2\t3\n");
  await expect(toast(page).last()).toContainText("Нет связи");
  await page.context().setOffline(false); // it goes by itself
  await expect(page.locator(".plan .is-pending")).toHaveCount(0);
  expect(await minutes(page, JULY6)).toBe(72);
  expect(posts).toBeGreaterThan(2);
});

const at2 = (page: Page): Promise<void> => cell(page, KIRILL, DOMOVOY, JUNE22).locator("a").focus();

test.describe("of a large agency", () => {
  test.use({ agency: "large" });

  test("ten thousand cells go in at once and are taken back at once", async ({ as }) => {
    test.setTimeout(240_000);
    const page = await as("pavel");
    await page.goto("/plan");
    await page.locator("#plan[data-whole]").waitFor();
    const ids = await page.evaluate(async () => {
      const answer = await fetch("/plan.json?weeks=1", { headers: { Accept: "application/json" } });
      return ((await answer.json()) as { people: { id: number }[] }).people.map((one) => one.id).slice(0, 100);
    });
    await page.goto(`/plan?weeks=${LARGE.weeks}&open=${ids.join(".")}`);
    await page.locator("#plan[data-whole]").waitFor();
    await page.locator("#plan tr.sub a.al").first().focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+Shift+End");
    const text = await copied(page);
    const lines = text.split("\n");
    expect(lines.length * LARGE.weeks).toBeGreaterThan(10_000);
    const filled = (await page.request.get(`/plan.json?weeks=${LARGE.weeks}`)).json();
    const sumOf = (plan: { people: { id: number; weeks: { confirmed: number; tentative: number; internal: number; reserve: number }[] }[] }): number =>
      plan.people.filter((one) => ids.includes(one.id)).reduce((all, one) => all + one.weeks.reduce((sums, week) => sums + week.confirmed + week.tentative + week.internal + week.reserve, 0), 0);
    const before = sumOf(await filled);
    await page.keyboard.press("Control+Home");
    const zeros = lines.map((line) => line.split("\t").map((_, column) => (column ? "0" : "")).join("\t")).join("\n");
    await paste(page, zeros);
    await expect(toast(page).last()).toContainText(/\d+ ячеек|\d+ ячейк/, { timeout: 120_000 });
    const now = async (): Promise<number> => sumOf(await (await page.request.get(`/plan.json?weeks=${LARGE.weeks}`)).json());
    expect(await now()).toBeLessThan(before / 4); // closed weeks keep theirs
    await page.keyboard.press("Control+z");
    await expect.poll(now, { timeout: 120_000 }).toBe(before);
    expect(await page.locator("#plan *").count()).toBeLessThan(6000);
  });
});

// ---- LibreOffice ----

const soffice = (): boolean => {
  try {
    return execFileSync("soffice", ["--version"], { encoding: "utf8" }).includes("LibreOffice");
  } catch {
    return false;
  }
};

// Converts a file by LibreOffice; "" where it cannot (Calc may be missing).
function convert(folder: string, name: string, to: string, filter = ""): string {
  const made = join(folder, "made");
  execFileSync("soffice", [`-env:UserInstallation=file://${folder}/profile`, "--headless", ...(filter ? [`--infilter=${filter}`] : []), "--convert-to", to, "--outdir", made, join(folder, name)], { stdio: "ignore", timeout: 60_000 });
  try {
    return readFileSync(join(made, name.replace(/\.\w+$/, `.${to.split(":")[0]}`)), "utf8");
  } catch {
    return "";
  }
}

test("a block of LibreOffice Calc goes in, and a block of the grid comes out into it the same", async ({ as }) => {
  test.setTimeout(150_000);
  test.skip(!soffice(), "LibreOffice is not installed");
  const folder = mkdtempSync(join(tmpdir(), "takt-calc-"));
  try {
    writeFileSync(join(folder, "block.csv"), "5,7.5,10\n4,6,8\n");
    convert(folder, "block.csv", "ods");
    const html = (execFileSync("cp", [join(folder, "made/block.ods"), join(folder, "table.ods")]), convert(folder, "table.ods", "html"));
    test.skip(!html.includes("<td"), "LibreOffice has no Calc here");
    expect(html).toContain("sdval"); // what its clipboard holds, too
    const page = await as("pavel");
    await at(page);
    await paste(page, "5\t7.5\t10\n4\t6\t8\n", html);
    await expect(cell(page, KIRILL, DOMOVOY, JULY6)).toHaveText("10");
    expect(await texts(page, DOMOVOY)).toEqual(["5", "7,5", "10"]);
    await at(page);
    await paste(page, "", html); // the table alone says the same
    await expect(page.locator(".plan .is-pending")).toHaveCount(0);
    expect(await texts(page, DOMOVOY)).toEqual(["5", "7,5", "10"]);
    await at2(page);
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    writeFileSync(join(folder, "grid.html"), `<meta charset="utf-8">${await copied(page, "text/html")}`);
    const back = convert(folder, "grid.html", "csv:Text - txt - csv (StarCalc):9,34,76,1", "HTML (StarCalc)");
    expect(back.trim().split("\t").map((text) => text.replace(/"/g, "").replace(".", ","))).toEqual(["5", "7,5", "10"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a whole person is copied with names and sums, and pasted on the name of the same", async ({ as }) => {
  const page = await as("pavel");
  await at(page);
  await man(page, KIRILL).locator(".who-btn").focus();
  await page.keyboard.press("Shift+End");
  for (let down = 0; down < 3; down++) await page.keyboard.press("Shift+ArrowDown");
  const text = await copied(page);
  expect(text.split("\n")[0]).toMatch(/^Кирилл Лосев\t/);
  expect(text).toContain(GRANIT);
  const before = await sum(page, KIRILL, JULY13).innerText();
  await cell(page, KIRILL, DOMOVOY, JULY13).locator("a").focus();
  await page.keyboard.press("Delete");
  await expect(sum(page, KIRILL, JULY13)).not.toHaveText(before);
  await man(page, KIRILL).locator(".who-btn").focus();
  await paste(page, text);
  await expect.poll(() => sum(page, KIRILL, JULY13).innerText()).toBe(before);
});
