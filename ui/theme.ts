// SPDX-License-Identifier: MIT
// Light, dark or as the system is. The form posts to /theme and works without this; here the page
// changes at once and keeps its place. The cookie lets the server draw the next page right away.

const YEAR = 31_536_000;

function mark(theme: string): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-form] button[name=theme]"))
    button.setAttribute("aria-pressed", String(button.value === theme));
}

function set(theme: string): void {
  document.documentElement.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax${secure}`;
  mark(theme);
}

addEventListener(
  "submit",
  (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches("[data-theme-form]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = (event as SubmitEvent).submitter;
    if (button instanceof HTMLButtonElement) set(button.value);
  },
  true,
);

const markCurrent = (): void => mark(document.documentElement.dataset.theme ?? "");
addEventListener("turbo:load", markCurrent);
addEventListener("turbo:render", markCurrent);
