// SPDX-License-Identifier: MIT
// Bringing the load table over, and taking the plan out again.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, cell, expect, man, sum, test, toast, unfold } from "./story";
import { agencyOfThirty, csv, workbook } from "./table";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async function upload(page: Page, name: string, type: string, buffer: Buffer): Promise<void> {
  await page.goto("/plan/import");
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: type, buffer }); // sends by itself
  await expect(page).toHaveURL(/\/plan\/import\/\d+/);
}

const confirm = (page: Page) => page.getByRole("button", { name: "Перенести план" });

test("a workbook of thirty people: preview, answers, confirm, the plan, again, undo", async ({ as }) => {
  const page = await as("pavel");
  const file = workbook("Загрузка", agencyOfThirty());
  await upload(page, "Загрузка лето.xlsx", XLSX, file);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Загрузка лето.xlsx");
  await expect(page.locator(".setup")).toContainText("30");
  await expect(page.getByRole("region", { name: "Люди" }).getByRole("row")).toHaveCount(31);
  await expect(page.getByLabel("Берег · Летняя кампания").locator("option:checked")).toHaveText(/Берег.*Летняя кампания/);
  await expect(page.getByLabel("Маяк").locator("option:checked")).not.toHaveText(/Берег/);
  await expect(page.locator(".import-colours select")).toHaveCount(1);
  await confirm(page).click();
  await expect(toast(page).first()).toBeVisible();

  const plan = await as("pavel");
  await plan.goto("/plan");
  const alina = man(plan, "Юлия Абрамова");
  await expect(alina).toBeVisible();
  await expect(sum(plan, "Юлия Абрамова", "2026-06-22")).toHaveText(/^85/);
  await unfold(plan, "Юлия Абрамова");
  await expect(cell(plan, "Юлия Абрамова", "Порог", "2026-06-22")).toHaveText("25");
  await expect(cell(plan, "Юлия Абрамова", "Порог", "2026-07-20")).toHaveText("25?"); // blue

  const again = await as("pavel");
  await upload(again, "Загрузка лето.xlsx", XLSX, file);
  await expect(again.locator(".import-end")).toContainText(/0 ячеек/);

  await toast(page).first().getByRole("button", { name: "Вернуть" }).click();
  await expect(toast(page).last()).toContainText("Возвращено");
  await plan.goto("/plan");
  await expect(man(plan, "Юлия Абрамова")).toHaveCount(0);
  await expect(plan.locator("tbody.man")).toHaveCount(10);
});

test("a CSV with a week that is too full is not written silently", async ({ as }) => {
  const page = await as("pavel");
  const table = ["Сотрудник;Проект;22.06.2026;29.06.2026", "Кирилл Лосев;Домовой;60%;20%", "Мая Орлова;Липа;20%;10%", "Полина Грек;Новое дело;;"].join("\n");
  await upload(page, "план.csv", "text/csv", Buffer.from(table));
  const refused = page.getByRole("region", { name: "Не помещается" });
  await expect(refused).toContainText("Кирилл Лосев");
  await page.locator("#import-over").selectOption("fit"); // put what fits; counted again at once
  await expect(page).toHaveURL(/\/plan\/import\/\d+/);
  await expect(page.locator("#import-over")).toHaveValue("fit");
  await confirm(page).click();
  await expect(toast(page).first()).toBeVisible();
  await page.goto("/plan");
  await expect(sum(page, "Кирилл Лосев", "2026-06-22")).toHaveText(/^100/);
  await unfold(page, "Кирилл Лосев");
  await expect(cell(page, "Кирилл Лосев", "Домовой", "2026-06-22")).toHaveText("35");
});

test("the same agency as CSV, without scripts", async ({ as }) => {
  const page = await as("pavel", { javaScriptEnabled: false });
  await page.goto("/plan/import");
  await page.locator("input[type=file]").setInputFiles({ name: "план.csv", mimeType: "text/csv", buffer: csv(agencyOfThirty()) });
  await page.getByRole("button", { name: "Прочитать таблицу" }).click();
  await expect(page.getByRole("region", { name: "Люди" }).getByRole("row")).toHaveCount(31);
  await confirm(page).click();
  await page.goto("/plan");
  await expect(sum(page, "Клим Ветлугин", "2026-06-29")).toHaveText(/^85/);
});

test("what is no table is said where the file was chosen", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan/import");
  await page.locator("input[type=file]").setInputFiles({ name: "письмо.csv", mimeType: "text/csv", buffer: Buffer.from("Добрый день;\nпришлите план;\n") });
  await expect(page.getByRole("alert")).toContainText("Таблица загрузки не найдена");
  await expect(page).toHaveURL(/\/plan\/import$/);
});

test("the plan comes out as XLSX and CSV that open", async ({ as }) => {
  test.slow();
  const page = await as("pavel");
  await page.goto("/plan");
  const folder = mkdtempSync(join(tmpdir(), "takt-download-"));
  for (const kind of ["XLSX", "CSV"]) {
    const menu = page.locator("#plan-out");
    if (!(await menu.isVisible())) await page.getByRole("button", { name: "Забрать в другом виде" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), menu.getByRole("link", { name: kind }).first().click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${kind.toLowerCase()}$`));
    await download.saveAs(join(folder, `plan.${kind.toLowerCase()}`));
  }
  const text = readFileSync(join(folder, "plan.csv"), "utf8");
  expect(text.charCodeAt(0)).toBe(0xfeff); // so that a spreadsheet reads it as UTF-8
  expect(text).toContain("Полина Грек");
  test.skip(!existsSync("/usr/bin/soffice"), "LibreOffice is not there to open the workbook");
  execFileSync("/usr/bin/soffice", [`-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76", "--outdir", join(folder, "out"), join(folder, "plan.xlsx")], { stdio: "ignore", timeout: 60_000 });
  const opened = readFileSync(join(folder, "out/plan.csv"), "utf8");
  expect(opened).toContain("Полина Грек");
  expect(opened.split("\n").length).toBeGreaterThan(60);
});

test("the plan's own workbook, brought back, changes nothing", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/plan");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".page-acts").getByRole("link", { name: "XLSX" }).click()]);
  await upload(page, "план.xlsx", XLSX, readFileSync(await download.path()));
  await expect(page.locator(".import-end")).toContainText(/0 ячеек/);
});
