// SPDX-License-Identifier: MIT
// Coming in, going out, how it looks and speaks.

import { PASSWORD, expect, test } from "./story";

test("a wrong password is said at the field and the address stays", async ({ as, allow }) => {
  allow.push(401);
  const page = await as("nobody");
  await page.goto("/plan");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("Рабочая почта").fill("anna@polden.example");
  await page.getByLabel("Пароль").fill("не тот пароль");
  await page.getByRole("button", { name: "Войти" }).click();
  const password = page.getByLabel("Пароль");
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator(`#${await password.getAttribute("aria-describedby")}`)).toHaveText(/[а-я]/);
  await expect(page.getByLabel("Рабочая почта")).toHaveValue("anna@polden.example");
  await expect(password).toHaveValue("");
  await password.fill(PASSWORD);
  await password.press("Enter");
  await expect(page).toHaveURL(/\/plan$/); // where one wanted to go
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("План загрузки");
});

test("who signs out is out, also on the way back", async ({ as }) => {
  const page = await as("anna");
  await page.goto("/plan");
  await page.getByRole("button", { name: /Анна Ветрова/ }).click();
  await page.getByRole("button", { name: "Выйти" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await expect(page.locator("tbody.man")).toHaveCount(0);
  await page.goto("/people");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the theme changes at once and stays", async ({ as }) => {
  const page = await as("anna");
  await page.goto("/plan");
  const paper = () => page.evaluate(() => getComputedStyle(document.querySelector(".main") as Element).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: /Анна Ветрова/ }).click();
  await page.getByRole("button", { name: "Тёмная" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await paper()).toBe(dark);
  await page.goto("/me");
  await page.locator("#me-theme").selectOption("light");
  await page.locator("#me-theme").locator("xpath=..").getByRole("button").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("English is one press away and stays with the person", async ({ as }) => {
  const page = await as("anna");
  await page.goto("/plan");
  await page.getByRole("button", { name: /Анна Ветрова/ }).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Load plan");
  const elsewhere = await as("anna");
  await elsewhere.goto("/people");
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("People");
  await elsewhere.goto("/me");
  await elsewhere.locator("#me-lang").selectOption("ru");
  await elsewhere.locator("#me-lang").locator("xpath=..").getByRole("button").click();
  await expect(elsewhere.locator("html")).toHaveAttribute("lang", "ru");
});

test("from the sign-in to a saved cell with the keyboard alone", async ({ as }) => {
  const page = await as("nobody");
  await page.goto("/sign-in");
  await page.keyboard.type("pavel@polden.example");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/sign-in/);
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/\/plan/);
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip")).toBeFocused();
  await page.keyboard.press("Enter");
  for (let press = 0; press < 30 && !(await page.evaluate(() => document.activeElement?.closest(".plan td"))); press++) await page.keyboard.press("Tab");
  await expect(page.locator(".plan td :focus")).toBeVisible();
  await page.keyboard.press("Tab"); // the grid is one stop
  await expect(page.locator(".plan :focus")).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator(".plan td :focus")).toHaveCount(1);
});

test("the list of keys opens with ? and closes with Esc", async ({ as }) => {
  const page = await as("anna");
  await page.goto("/plan");
  await page.keyboard.press("?");
  await expect(page.locator("#keys")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("#keys")).toBeHidden();
});

test("a password is changed and works from then on", async ({ as, allow }) => {
  allow.push(401);
  const page = await as("timur");
  await page.goto("/me");
  await page.getByLabel("Нынешний пароль").fill("не он");
  await page.getByLabel("Новый пароль").fill("берёза видит седьмой вагон");
  await page.getByRole("button", { name: "Сменить пароль" }).click();
  await expect(page.getByLabel("Нынешний пароль")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Нынешний пароль").fill(PASSWORD);
  await page.getByLabel("Новый пароль").fill("берёза видит седьмой вагон");
  await page.getByRole("button", { name: "Сменить пароль" }).click();
  await expect(page.locator("#toasts .toast").first()).toBeVisible();
  const again = await as("nobody");
  await again.goto("/sign-in");
  await again.getByLabel("Рабочая почта").fill("timur@polden.example");
  await again.getByLabel("Пароль").fill("берёза видит седьмой вагон");
  await again.getByRole("button", { name: "Войти" }).click();
  await expect(again).not.toHaveURL(/sign-in/);
});
