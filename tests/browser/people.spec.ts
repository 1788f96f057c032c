// SPDX-License-Identifier: MIT
// People, their hours, roles and rights; clients and projects.

import { expect, test, toast } from "./story";

test("a person is added, stands in the plan and is changed", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/people");
  await page.getByRole("link", { name: "Человек", exact: true }).click();
  await page.locator("#person-name").fill("Олег Тарасов");
  await page.locator("#person-email").fill("oleg@polden.example");
  await page.locator("#person-position").fill("Дизайнер");
  await page.locator("#person-department").fill("Креатив");
  await page.locator("#person-from").fill("2026-06-01");
  await page.getByRole("button", { name: "Добавить человека" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Олег Тарасов");
  const card = page.url();
  await expect(toast(page)).toBeVisible();
  await page.locator("#person-position").fill("Старший дизайнер");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.locator(".page-head")).toContainText("Старший дизайнер");
  await toast(page).last().getByRole("button", { name: "Вернуть" }).click();
  await expect(page.locator(".page-head")).not.toContainText("Старший");
  await expect(page).toHaveURL(card);
  await page.goto("/plan");
  await expect(page.locator("tbody.man", { hasText: "Олег Тарасов" }).locator("td.is-now")).toContainText("0");
});

test("a name that is missing is said at its field", async ({ as }) => {
  const page = await as("pavel", { javaScriptEnabled: false });
  await page.goto("/people/new");
  await page.locator("#person-name").fill(" ");
  await page.locator("#person-email").fill("anna@polden.example"); // hers
  await page.getByRole("button", { name: "Добавить человека" }).click();
  await expect(page.locator('[aria-invalid="true"]').first()).toBeVisible();
  const wrong = await page.locator('[aria-invalid="true"]').evaluateAll((fields) => fields.map((field) => `${field.id}: ${document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent}`));
  expect(wrong.join("\n")).toMatch(/person-(name|email): .*[а-я]/);
  await expect(page.locator("#person-email")).toHaveValue("anna@polden.example");
});

test("two who change one card at once see both values", async ({ as, allow }) => {
  allow.push(409);
  const [head, admin] = [await as("pavel"), await as("admin")];
  for (const page of [head, admin]) {
    await page.goto("/people?q=тимур");
    await page.getByRole("link", { name: "Тимур Асадов" }).click();
    await expect(page.locator("#person-position")).toHaveValue("Копирайтер");
  }
  await admin.locator("#person-position").fill("Редактор");
  await head.locator("#person-position").fill("Старший копирайтер");
  await head.getByRole("button", { name: "Сохранить" }).click();
  await expect(head.locator(".page-head")).toContainText("Старший копирайтер");
  await admin.getByRole("button", { name: "Сохранить" }).click();
  const alert = admin.getByRole("alert").first();
  await expect(alert).toContainText("Старший копирайтер");
  await expect(alert).toContainText("Редактор");
  await expect(alert).toBeFocused();
  await expect(admin.locator("#person-position")).toHaveValue("Редактор"); // nothing typed is lost
  await admin.getByRole("button", { name: "Сохранить" }).click(); // now knowingly
  await expect(admin.locator(".page-head")).toContainText("Редактор");
});

test("shorter hours change what 100 % is", async ({ as }) => {
  const page = await as("pavel");
  await page.goto("/people?q=софья");
  await page.getByRole("link", { name: "Софья Неверова" }).click();
  await page.locator("#hours-from").fill("2026-06-29");
  for (const day of await page.locator(".people-day input[inputmode=decimal]").all()) if (await day.inputValue()) await day.fill("6");
  await page.getByRole("button", { name: "Задать часы" }).click();
  await expect(page.getByRole("region", { name: "Рабочие часы" })).toContainText("30 ч");
  await page.goto("/plan");
  // 80 % of 40 hours are more than the 30 of the new week
  await expect(page.locator("tbody.man", { hasText: "Софья Неверова" }).locator('td[data-week="2026-06-29"]')).toHaveClass(/is-over/);
});

test("an invitation link lets a person choose a password and come in", async ({ as }) => {
  const admin = await as("admin");
  await admin.goto("/people?q=нина");
  await admin.getByRole("link", { name: "Нина Громова" }).click();
  await admin.getByRole("button", { name: /Ссылка для нового пароля|Пригласить/ }).click();
  const link = await admin.locator("#invite-url").inputValue();
  const nina = await as("nobody");
  await nina.goto(link);
  await nina.getByLabel("Новый пароль").fill("короткий");
  await nina.getByRole("button", { name: "Сохранить и войти" }).click();
  await expect(nina.getByLabel("Новый пароль")).toHaveAttribute("aria-invalid", "true");
  await nina.getByLabel("Новый пароль").fill("сорок пять зелёных зонтов");
  await nina.getByRole("button", { name: "Сохранить и войти" }).click();
  await expect(nina.getByRole("button", { name: /Нина Громова/ })).toBeVisible();
});

test("a right that an administrator gives counts at once", async ({ as, allow }) => {
  allow.push(403);
  const timur = await as("timur");
  await timur.goto("/clients/new");
  await expect(timur.locator(".fault-code")).toHaveText("403");
  const admin = await as("admin");
  await admin.goto("/settings/rights");
  await admin.locator('[id="right-clients.write-specialist"]').selectOption("all");
  await expect(toast(admin).first()).toBeVisible();
  await expect(admin.locator('td.is-changed [id="right-clients.write-specialist"]')).toHaveCount(1);
  await timur.reload();
  await expect(timur.getByRole("heading", { level: 1 })).toHaveText("Новый клиент");
});

test("a head reads the rights and cannot change them", async ({ as }) => {
  const page = await as("pavel"); // administrator, too
  await page.goto("/settings/rights");
  await expect(page.locator(".people-rights select").first()).toBeVisible();
  const anna = await as("anna");
  await anna.goto("/plan");
  await expect(anna.getByRole("link", { name: "Настройки" })).toHaveCount(0);
});

test("a client and its project are added and planned", async ({ as }) => {
  const page = await as("anna");
  await page.goto("/clients");
  await page.getByRole("link", { name: "Клиент", exact: true }).click();
  await page.locator("#client-name").fill("Маяк");
  await page.locator("#client-manager").selectOption({ label: "Анна Ветрова" });
  await page.getByRole("button", { name: "Добавить клиента" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Маяк");
  await page.getByRole("link", { name: "Проект", exact: true }).click();
  await expect(page.locator("#project-client option:checked")).toHaveText("Маяк");
  await page.locator("#project-name").fill("Айдентика");
  await page.locator("#project-starts").fill("2026-06-22");
  await page.locator("#project-ends").fill("2026-06-01"); // before its start
  await page.getByRole("button", { name: "Добавить проект" }).click();
  await expect(page.locator("#project-ends, #project-starts").and(page.locator("[aria-invalid=true]"))).toHaveCount(1);
  await page.locator("#project-ends").fill("2026-09-30");
  await page.getByRole("button", { name: "Добавить проект" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Айдентика");
  await page.locator("#project-person").selectOption({ label: "Полина Грек" });
  await page.getByRole("button", { name: "Добавить", exact: true }).click();
  await expect(page.locator(".team")).toContainText("Полина Грек");
  await page.locator("#project-name").fill("Айдентика 2026");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.locator(".past")).toContainText("Айдентика 2026");
  await page.goto("/projects?q=маяк");
  await expect(page.getByRole("row", { name: /Маяк.*Айдентика 2026/ })).toBeVisible();
});

test("an account manager's list shows filters by address, and another's client is read only", async ({ as }) => {
  const page = await as("anna");
  await page.goto("/clients");
  await page.locator('select[name="manager_id"]').selectOption({ label: "Дарья Мирская" });
  await expect(page).toHaveURL(/manager_id=/);
  await expect(page.getByRole("row", { name: /Домовой/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Гранит" }).click();
  await expect(page.locator("#client-form")).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole("link", { name: "Гранит" })).toBeVisible();
});

test("a form being filled is not swept away by a colleague's change", async ({ as }) => {
  const [anna, kirill] = [await as("anna"), await as("kirill")];
  for (const page of [anna, kirill]) await page.goto("/projects/2");
  await anna.waitForTimeout(500);
  await anna.locator("#project-direction").fill("Наружка");
  await kirill.goto("/clients/4");
  await kirill.goto("/projects?q=упаковка");
  await kirill.getByRole("link", { name: "Упаковка" }).click();
  await kirill.locator("#project-direction").fill("Коробки");
  await kirill.getByRole("button", { name: "Сохранить" }).click();
  await expect(kirill.locator(".past")).toContainText("Коробки");
  await anna.waitForTimeout(1500);
  await expect(anna.locator("#project-direction")).toHaveValue("Наружка");
});
