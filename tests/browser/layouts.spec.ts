// SPDX-License-Identifier: MIT
// Workbooks as agencies keep them (tests/workbooks/make), each brought over through the page with at most three
// corrections, looked at in the plan, and taken back.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { type Locator, type Page } from "@playwright/test";
import { expect, test, toast } from "./story";

interface Workbook {
  about: string;
  expect: [string, string, string, number | string][]; // person, project, Monday, percent ("30?" is tentative)
  away: [string, string][];
  answers?: Record<string, string>;
  made?: number;
}

interface PlanWeek {
  week: string;
  capacity: number;
  absence: number;
  allocations: { project_id: number | null; minutes: number; state: string }[];
}

const python = "/usr/bin/python3"; // the one that Debian's packages of writers belong to
const maker = resolve(dirname(fileURLToPath(import.meta.url)), "../workbooks/make");
const folder = mkdtempSync(join(tmpdir(), "takt-workbooks-"));

function make(): Record<string, Workbook> {
  try {
    execFileSync(python, ["-c", "import openpyxl, xlsxwriter"], { stdio: "ignore" });
  } catch {
    return {};
  }
  execFileSync(maker, [folder], { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 });
  return JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Record<string, Workbook>;
}

let workbooks: Record<string, Workbook> = {};
test.beforeAll(() => {
  test.setTimeout(300_000);
  workbooks = make();
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function upload(page: Page, file: string): Promise<void> {
  await page.goto("/plan/import");
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page).toHaveURL(/\/plan\/import\/\d+/);
}

// Chooses and waits until the page has counted again.
async function choose(page: Page, select: Locator, value: string): Promise<void> {
  const counted = page.waitForResponse((answer) => answer.request().method() === "GET" && /\/plan\/import\/\d+/.test(answer.url()));
  await select.selectOption(value);
  await counted;
  await expect(page.locator("html")).not.toHaveAttribute("aria-busy", "true");
}

async function correct(page: Page, answers: Record<string, string>): Promise<number> {
  for (const [name, value] of Object.entries(answers)) await choose(page, page.locator(`select[name="${name}"]`), value);
  return Object.keys(answers).length;
}

async function json<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(path, { headers: { Accept: "application/json" } });
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

async function weekOf(page: Page, person: string, week: string): Promise<PlanWeek> {
  const plan = await json<{ people: { name: string; weeks: PlanWeek[] }[] }>(page, `/plan?from=${week}&weeks=1`);
  const found = plan.people.find((one) => one.name === person)?.weeks[0];
  if (!found) throw new Error(`${person} has no week ${week}`);
  return found;
}

const projects = async (page: Page): Promise<{ id: number; name: string }[]> => (await json<{ items: { id: number; name: string }[] }>(page, "/projects")).items;

test("a dozen workbooks, each with at most three corrections", async ({ as }) => {
  test.setTimeout(600_000);
  const page = await as("pavel");
  test.skip(!Object.keys(workbooks).length, "python3-openpyxl and python3-xlsxwriter are not there to write the workbooks");
  const known = await projects(page);
  for (const [file, book] of Object.entries(workbooks)) {
    await test.step(`${file}: ${book.about}`, async () => {
      await upload(page, join(folder, file));
      expect(await correct(page, book.answers ?? {}), "corrections").toBeLessThanOrEqual(3);
      await expect(page.locator(".note-over")).toHaveCount(0);
      await page.getByRole("button", { name: "Перенести план" }).click();
      await expect(toast(page).last()).toContainText(/записан/i);
      for (const [person, project, week, value] of book.expect) {
        const there = await weekOf(page, person, week);
        const id = known.find((one) => one.name === project)?.id;
        const one = there.allocations.find((allocation) => allocation.project_id === id);
        const percent = one ? Math.round((one.minutes * 1000) / there.capacity) / 10 : 0;
        expect(`${percent}${one?.state === "tentative" ? "?" : ""}`, `${file}: ${person}, ${project}, ${week}`).toBe(String(value));
      }
      for (const [person, week] of book.away) expect((await weekOf(page, person, week)).absence, `${file}: ${person} away ${week}`).toBeGreaterThan(0);
      await toast(page).last().getByRole("button", { name: "Вернуть" }).click();
      await expect(toast(page).last()).toContainText("Возвращено");
    });
  }
});

test("a column and a row that were seen otherwise are put right by a click, and remembered", async ({ as }) => {
  const page = await as("pavel");
  const csv = Buffer.from("Ответственный за всё;Ставка;Что;05.10.2026;12.10.2026\nПолина Грек;Берег;Летняя кампания;20%;10%\nВнимание;;не считать;50%;50%\n");
  await page.goto("/plan/import");
  await page.locator("input[type=file]").setInputFiles({ name: "план.csv", mimeType: "text/csv", buffer: csv });
  await expect(page.getByRole("region", { name: "Люди" }).getByRole("row")).toHaveCount(3);
  await choose(page, page.getByLabel("Строка 3"), "ignore");
  await expect(page.getByRole("region", { name: "Люди" }).getByRole("row")).toHaveCount(2);
  await choose(page, page.getByLabel("Столбец B"), "client");
  await expect(page.getByRole("region", { name: "Проекты и прочее" })).toContainText("Берег · Летняя кампания");
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
  await page.getByRole("button", { name: "Перенести план" }).click();
  await expect(toast(page).last()).toContainText("2 ячейки");
  await page.goto("/plan/import");
  await page.locator("input[type=file]").setInputFiles({ name: "план.csv", mimeType: "text/csv", buffer: csv });
  await expect(page.getByLabel("Столбец B")).toHaveValue("client");
  await expect(page.getByLabel("Строка 3")).toHaveValue("ignore");
  await expect(page.locator(".import-end")).toContainText("Запишется 0 ячеек");
});

test("an updated table asks about what a colleague changed meanwhile", async ({ as }) => {
  const page = await as("pavel");
  const table = (first: string, second: string): Buffer => Buffer.from(`Сотрудник;Проект, %;05.10.2026;12.10.2026\nСофья Неверова;Берег · Летняя кампания;${first};${second}\n`);
  const bring = async (buffer: Buffer): Promise<void> => {
    await page.goto("/plan/import");
    await page.locator("input[type=file]").setInputFiles({ name: "план.csv", mimeType: "text/csv", buffer });
    await expect(page).toHaveURL(/\/plan\/import\/\d+/);
  };
  await bring(table("20", "20"));
  await page.getByRole("button", { name: "Перенести план" }).click();
  await expect(toast(page).last()).toContainText("2 ячейки");
  const people = (await json<{ people: { id: number; name: string }[] }>(page, "/plan?from=2026-10-05&weeks=1")).people;
  const person = people.find((one) => one.name === "Софья Неверова")?.id;
  const project = (await projects(page)).find((one) => one.name === "Летняя кампания")?.id;
  const kirill = await as("kirill");
  await kirill.goto("/plan");
  const changed = await kirill.evaluate(
    async ([person_id, project_id]) => (await fetch("/allocations", { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify({ person_id, project_id, week: "2026-10-05", percent: 25 }) })).status,
    [person, project],
  );
  expect([200, 201, 403]).toContain(changed);
  if (changed === 403) {
    await page.evaluate(async ([person_id, project_id]) => {
      await fetch("/allocations", { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify({ person_id, project_id, week: "2026-10-05", percent: 25 }) });
    }, [person, project]);
  }
  await bring(table("30", "40"));
  const differs = page.getByRole("region", { name: "Изменилось с прошлого переноса" });
  await expect(differs.getByRole("row")).toHaveCount(3);
  await expect(differs.getByRole("row").nth(1)).toContainText("изменено в таблице; в Takt изменено:");
  await expect(page.locator(".import-end")).toContainText("Запишется 1 ячейка");
  await choose(page, page.getByLabel("Софья Неверова, Берег · Летняя кампания"), "file");
  await expect(page.locator(".import-end")).toContainText("Запишется 2 ячейки");
  await page.getByRole("button", { name: "Перенести план" }).click();
  await expect(toast(page).last()).toContainText("2 ячейки");
  await bring(table("30", "40"));
  await expect(page.locator(".import-end")).toContainText("Запишется 0 ячеек");
  await expect(page.getByRole("region", { name: "Изменилось с прошлого переноса" })).toBeHidden();
});

test("a workbook in which no table is seen can be said what it holds", async ({ as }) => {
  const page = await as("pavel");
  test.skip(!existsSync(python), "there is no Python to write a workbook");
  const rows = Buffer.from("Вася пишет план;;;\nкто;сколько;что;когда именно\nПолина Грек;20;Летняя кампания;05.10.2026\nПолина Грек;30;Упаковка;12.10.2026\n");
  await page.goto("/plan/import");
  await page.locator("input[type=file]").setInputFiles({ name: "план.csv", mimeType: "text/csv", buffer: rows });
  await expect(page).toHaveURL(/\/plan\/import\/\d+/);
  await expect(page.locator(".note-over")).toBeVisible();
  await choose(page, page.locator("#import-layout"), "long");
  await choose(page, page.getByLabel("Столбец B"), "percent");
  await choose(page, page.getByLabel("Столбец C"), "project");
  await choose(page, page.getByLabel("Столбец D"), "week");
  await expect(page.locator(".import-end")).toContainText("Запишется 2 ячейки");
});
