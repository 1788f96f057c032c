// SPDX-License-Identifier: MIT
// The first ten minutes of an agency that has nothing yet.

import { PASSWORD, expect, sum, test } from "./story";
import { command } from "./program";
import { agencyOfThirty, workbook } from "./table";

test.use({ agency: "empty" });

test("the first person names the agency, brings the table and sees the plan", async ({ as, program }) => {
  command(program.folder, ["person", "add", "--name", "Мария Ким", "--email", "maria@mayak.example", "--password-stdin"], `${PASSWORD}\n`);
  const page = await as("nobody");
  await page.goto("/");
  await page.getByLabel("Рабочая почта").fill("maria@mayak.example");
  await page.getByLabel("Пароль").fill(PASSWORD);
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page).toHaveURL(/\/welcome/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Мария");
  await page.getByLabel("Название агентства").fill("Маяк и партнёры");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.locator(".steps")).toContainText("Маяк и партнёры");
  await expect(page.locator(".side .logo")).toContainText("Маяк и партнёры");
  await page.locator("input[type=file]").setInputFiles({ name: "Загрузка.xlsx", mimeType: "", buffer: workbook("Июнь", agencyOfThirty()) });
  await expect(page.getByRole("region", { name: "Люди" }).getByRole("row")).toHaveCount(31);
  await page.getByRole("button", { name: "Перенести план" }).click();
  await expect(page.locator("#toasts .toast").first()).toBeVisible();
  await page.goto("/plan");
  await expect(sum(page, "Борис Ветлугин", "2026-06-22")).toHaveText(/^85/);
  await page.goto("/people");
  await expect(page.getByRole("row", { name: /Борис Ветлугин/ })).toBeVisible();
});

test("every page of an empty agency says what to do next", async ({ as, program }) => {
  command(program.folder, ["person", "add", "--name", "Мария Ким", "--email", "maria@mayak.example", "--password-stdin"], `${PASSWORD}\n`);
  const page = await as("nobody");
  await page.goto("/sign-in");
  await page.getByLabel("Рабочая почта").fill("maria@mayak.example");
  await page.getByLabel("Пароль").fill(PASSWORD);
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Мария");
  await page.goto("/clients");
  await expect(page).toHaveURL(/\/welcome/); // the name comes first
  await expect(page.locator("input[type=file]")).toHaveCount(0);
  await page.getByLabel("Название агентства").fill("Маяк");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.locator("input[type=file]")).toHaveCount(1);
  for (const path of ["/clients", "/projects", "/absences"]) {
    await page.goto(path);
    await expect(page.locator(".empty h2").first()).toBeVisible();
  }
  for (const path of ["/plan", "/my-week", "/people", "/overtime", "/calendar", "/settings"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});
