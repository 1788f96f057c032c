// SPDX-License-Identifier: MIT
// Every page, narrow and wide, light and dark: nothing overflows, nothing that axe calls wrong, no error
// (story.ts sees to that), the focus can be seen and is not covered.

import AxeBuilder from "@axe-core/playwright";
import { type Page, cell, editor, expect, plan, test, unfold } from "./story";
import { agencyOfThirty, workbook } from "./table";

const PAGES = [
  "/plan", "/plan?open=2,5", "/plan?unit=hours&group=department", "/plan?view=projects", "/plan/tentative", "/plan/room", "/plan/ahead", "/plan/history?person_id=2&week=2026-06-22", "/plan/import", "/my-week", "/people", "/people/new", "/people/5",
  "/clients", "/clients/new", "/clients/2", "/projects", "/projects/new", "/projects/2", "/absences", "/absences/new", "/absences/2", "/overtime",
  "/calendar", "/settings", "/settings/rights", "/settings/jobs", "/me", "/me/sessions", "/me/tokens", "/welcome", "/nothing-of-that-name",
];

const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const scrolls = (element: Element): boolean => element !== document.documentElement && element !== document.body && /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      if (element.getBoundingClientRect().right <= innerWidth + 1) return false;
      for (let at = element.parentElement; at; at = at.parentElement) if (scrolls(at)) return false;
      return true;
    });
    return [`${document.documentElement.scrollWidth} px`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 160))];
  });

// Only colours differ between the themes, so the dark one is asked about contrast alone.
async function violations(page: Page, scheme: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] }); // legacy: without a page of its own for each look
  if (scheme === "dark") axe.options({ runOnly: ["color-contrast"], resultTypes: ["violations"] });
  const found = await axe.analyze();
  return found.violations.flatMap((rule) => rule.nodes.slice(0, 4).map((node) => `${page.url()}: ${rule.id}: ${node.target.join(" ")}: ${node.failureSummary?.replace(/\s+/g, " ")}`));
}

for (const [width, scheme] of [[1440, "light"], [1440, "dark"], [390, "light"], [390, "dark"]] as const) {
  test.describe(`${width} px, ${scheme}`, () => {
    test.use({ viewport: { width, height: width > 600 ? 900 : 844 }, colorScheme: scheme });

    for (const part of [0, 1]) {
      test(`pages keep their width and please axe, part ${part + 1}`, async ({ as, allow }) => {
        test.setTimeout(180_000);
        allow.push(404);
        const page = await as("pavel");
        const wrong: string[] = [];
        for (const path of PAGES.filter((_, at) => at % 2 === part)) {
          await page.goto(path);
          wrong.push(...(await overflow(page)).map((what) => `${path}: ${what}`), ...(await violations(page, scheme)));
        }
        expect(wrong).toEqual([]);
      });
    }

    test("what opens over pages and what is refused pleases axe", async ({ as, allow }) => {
      test.setTimeout(120_000);
      allow.push(401);
      const page = await as("pavel");
      const wrong: string[] = [];
      const look = async () => wrong.push(...(await overflow(page)), ...(await violations(page, scheme)));
      await page.goto("/plan");
      await unfold(page, "Кирилл Лосев");
      await cell(page, "Кирилл Лосев", "Домовой", "2026-06-15").locator("a").click();
      await expect(editor(page)).toBeVisible();
      await look();
      await page.keyboard.press("Escape");
      await plan(page, "Кирилл Лосев", "Домовой", "2026-06-22", "60");
      await expect(editor(page).getByRole("alert")).toBeVisible();
      await look();
      await page.goto("/plan");
      await page.locator(".who-am-i").click();
      await expect(page.locator("#me")).toBeVisible();
      await look();
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await expect(page.locator("#keys")).toBeVisible();
      await look();
      await page.keyboard.press("Escape");
      await page.goto("/people/new");
      await page.locator("#person-name").fill("Ещё одна Анна");
      await page.locator("#person-email").fill("anna@polden.example");
      await page.getByRole("button", { name: "Добавить человека" }).click();
      await expect(page.locator("[aria-invalid=true]")).toBeVisible();
      await look();
      await page.goto("/plan/import");
      await page.locator("input[type=file]").setInputFiles({ name: "Загрузка.xlsx", mimeType: "", buffer: workbook("Июнь", agencyOfThirty().slice(0, 30)) });
      await expect(page.locator("table.match").first()).toBeVisible();
      await look();
      const stranger = await as("nobody");
      await stranger.goto("/sign-in");
      wrong.push(...(await overflow(stranger)), ...(await violations(stranger, scheme)));
      expect(wrong).toEqual([]);
    });
  });
}

test("at 320 px nothing is wider than the window", async ({ as, allow }) => {
  test.setTimeout(120_000);
  allow.push(404);
  const page = await as("pavel", { viewport: { width: 320, height: 700 } });
  const wrong: string[] = [];
  for (const path of PAGES) {
    await page.goto(path, { waitUntil: "domcontentloaded" });
    wrong.push(...(await overflow(page)).map((what) => `${path}: ${what}`));
  }
  expect(wrong).toEqual([]);
});

// What has the focus, and whether a person can see that.
const focused = (page: Page): Promise<{ name: string; seen: boolean; covered: boolean } | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const marks = (one: Element | null): boolean => {
      if (!one) return false;
      const style = getComputedStyle(one);
      return (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
    };
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(Math.min(Math.max(box.left + Math.min(box.width / 2, 40), 1), innerWidth - 2), box.top + box.height / 2);
    const over = top !== null && top !== element && !element.contains(top) && !top.contains(element) && !element.closest("label")?.contains(top);
    return { name: element.outerHTML.slice(0, 140), seen: marks(element) || marks(element.parentElement) || marks(element.closest("label, td")), covered: box.width > 2 && (top === null || over) };
  });

for (const path of ["/plan?open=2", "/people", "/people/5", "/projects/2", "/absences", "/overtime", "/settings", "/plan/import", "/me"]) {
  test(`on ${path} the focus is always seen`, async ({ as }) => {
    const page = await as("pavel");
    await page.goto(path);
    const wrong: string[] = [];
    const limit = 70;
    for (let press = 0; press < limit; press++) {
      await page.keyboard.press("Tab");
      const at = await focused(page);
      if (!at) break;
      if (!at.seen || at.covered) wrong.push(`${at.covered ? "covered" : "unseen"}: ${at.name}`);
    }
    expect(wrong).toEqual([]);
  });
}

test("the plan is painted after three requests at most", async ({ as }) => {
  const page = await as("anna");
  await page.goto("/plan");
  const blocking = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as (PerformanceResourceTiming & { renderBlockingStatus?: string })[]).filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name),
  );
  expect(blocking.length, blocking.join("\n")).toBeGreaterThan(0); // the style sheet at least, or the figure means nothing
  expect(1 + blocking.length).toBeLessThanOrEqual(3);
});
