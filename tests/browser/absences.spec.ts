// SPDX-License-Identifier: MIT
// Time away: the plan follows, and weeks that do not fit any more are said.

import { expect, sum, test, toast, unfold, row } from "./story";

test("a vacation is entered, the plan follows and the pushed weeks are named", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/absences");
  await page.getByRole("link", { name: "Отсутствие", exact: true }).click();
  await page.locator("#absence-person").selectOption({ label: "Тимур Асадов" });
  await page.locator("#absence-from").fill("2026-06-22");
  await page.locator("#absence-until").fill("2026-06-26");
  await page.getByRole("button", { name: "Добавить отсутствие" }).click();
  await expect(page.locator(".note-over, .toast").first()).toBeVisible();
  await page.goto("/plan");
  const week = sum(page, "Тимур Асадов", "2026-06-22"); // 85 % were planned
  await expect(week).toHaveClass(/is-over/);
  await expect(week).toHaveText(/185.*\+85/s);
  await unfold(page, "Тимур Асадов");
  await expect(row(page, "Тимур Асадов", "Отсутствие").locator('td[data-week="2026-06-22"]')).toContainText("100");
  await page.goto("/absences");
  await page.getByRole("link", { name: "Тимур Асадов" }).click();
  await expect(page.locator(".note-over")).toContainText("22–\u206028 июня");
  await page.locator(".note-over a").click();
  await expect(page).toHaveURL(/\/plan/);
  await page.goBack();
  await page.getByRole("button", { name: "Убрать отсутствие" }).click();
  await expect(toast(page).first()).toBeVisible();
  await page.goto("/plan");
  await expect(week).toHaveText(/^85/);
});

test("days in the wrong order are said at the field, and what was typed stays", async ({ as }) => {
  const page = await as("polina");
  await page.goto("/absences/new");
  await expect(page.locator("#absence-person")).toHaveCount(0); // her own only
  await page.locator("#absence-from").fill("2026-07-10");
  await page.locator("#absence-until").fill("2026-07-01");
  await page.locator("#absence-note").fill("Горы");
  await page.getByRole("button", { name: "Добавить отсутствие" }).click();
  await expect(page.locator("[aria-invalid=true]")).toHaveCount(1);
  await expect(page.locator("#absence-note")).toHaveValue("Горы");
  await page.locator("#absence-until").fill("2026-07-12");
  await page.getByRole("button", { name: "Добавить отсутствие" }).click();
  await expect(page.locator("[aria-invalid=true]")).toHaveCount(0);
  await page.goto("/absences");
  await expect(page.getByRole("row", { name: /Полина Грек.*Горы/ })).toBeVisible();
});

test("half of a free day leaves half of its norm", async ({ as }) => {
  const page = await as("timur");
  await page.goto("/absences/new");
  await page.locator("#absence-kind").selectOption({ label: "отгул" });
  await page.locator("#absence-from").fill("2026-07-24");
  await page.locator("#absence-until").fill("2026-07-24");
  await page.getByLabel("По полдня").check();
  await page.getByRole("button", { name: "Добавить отсутствие" }).click();
  await expect(page).not.toHaveURL(/new/);
  await page.goto("/plan");
  await expect(sum(page, "Тимур Асадов", "2026-07-20")).toHaveText(/^65/); // 55 and 10
});

test("a day of the agency's own takes its norm from everybody", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/calendar");
  await page.locator("#calendar-day").fill("2026-07-22");
  await page.locator("#calendar-kind").selectOption({ index: 0 });
  await page.locator("#calendar-name").fill("День агентства");
  await page.getByRole("button", { name: "Отметить день" }).click();
  await expect(page.locator(".rail")).toContainText("День агентства");
  await page.goto("/plan");
  await expect(sum(page, "Тимур Асадов", "2026-07-20")).toHaveText(/^75/); // 55 and the day
});
