// SPDX-License-Identifier: MIT
// The plan grid in a browser that runs scripts. The page works without: cells are links that open
// the editor, the editor is a form. Here the grid becomes one tab stop with arrow keys, the editor
// stands beside its cell, and cells that anybody changes are replaced one by one.

import { type LiveMessage, collectToasts, fetchPage, inField, lang } from "takt";

const TOGETHER = 150;

const wrap = (): HTMLElement | null => document.getElementById("plan");
const frame = (): HTMLElement | null => document.getElementById("cell-editor");
const editor = (): HTMLElement | null => document.getElementById("editor");

// ---- cells ----

// What takes the focus in a cell: its link, or the cell itself where nothing can be opened.
const seat = (cell: HTMLElement): HTMLElement => cell.querySelector<HTMLElement>("a") ?? cell;

const cellOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(".plan td.c, .plan tbody th[scope=row]") : null;

const rows = (): HTMLTableRowElement[] => [...document.querySelectorAll<HTMLTableRowElement>(".plan tbody.man > tr")];

let stop: HTMLElement | null = null; // what Tab reaches in the grid

function setStop(cell: HTMLElement): void {
  if (stop) stop.tabIndex = -1;
  stop = seat(cell);
  stop.tabIndex = 0;
}

// After cells came or went: all of them are one tab stop.
function roving(): void {
  const grid = document.querySelector<HTMLElement>(".plan");
  if (!grid) return;
  wrap()?.setAttribute("data-roving", "");
  const cells = [...grid.querySelectorAll<HTMLElement>("tbody.man td.c, tbody.man th[scope=row]")];
  for (const cell of cells) seat(cell).tabIndex = -1;
  const last = stop?.isConnected ? cellOf(stop) : null;
  const chosen = last ?? grid.querySelector<HTMLElement>("tbody.man td.is-now") ?? cells[0];
  if (chosen) setStop(chosen);
}

function moveTo(cell: HTMLElement | undefined | null): void {
  if (!cell) return;
  setStop(cell);
  seat(cell).focus({ preventScroll: true });
  bringIntoView(cell);
}

// The sticky names and weeks cover a part of the box, which scrollIntoView does not know.
function bringIntoView(cell: HTMLElement): void {
  const box = wrap();
  const head = box?.querySelector("thead th");
  if (!box || !head) return;
  const corner = head.getBoundingClientRect();
  const outer = box.getBoundingClientRect();
  const inner = cell.getBoundingClientRect();
  if (inner.top < corner.bottom) box.scrollTop -= corner.bottom - inner.top;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
  if (cell.tagName === "TH") return;
  if (inner.left < corner.right) box.scrollLeft -= corner.right - inner.left;
  else if (inner.right > outer.right) box.scrollLeft += inner.right - outer.right;
}

function sideways(cell: HTMLElement, step: number): HTMLElement | undefined {
  const cells = [...(cell.parentElement?.children ?? [])] as HTMLElement[];
  return cells[cells.indexOf(cell) + step];
}

function upDown(cell: HTMLElement, step: number): HTMLElement | undefined {
  const row = cell.parentElement as HTMLTableRowElement;
  const next = rows()[rows().indexOf(row) + step];
  return (next?.children[Math.min((cell as HTMLTableCellElement).cellIndex, next.children.length - 1)] as HTMLElement | undefined) ?? undefined;
}

function person(cell: HTMLElement, step: number): HTMLElement | undefined {
  const sums = rows().filter((row) => row.matches(".sums"));
  const own = cell.closest("tbody")?.querySelector<HTMLTableRowElement>(".sums");
  const next = own && sums[sums.indexOf(own) + step];
  return next?.children[(cell as HTMLTableCellElement).cellIndex] as HTMLElement | undefined;
}

const arrows: Record<string, (cell: HTMLElement, alt: boolean) => HTMLElement | undefined> = {
  ArrowLeft: (cell) => sideways(cell, -1),
  ArrowRight: (cell) => sideways(cell, 1),
  ArrowUp: (cell, alt) => (alt ? person(cell, -1) : upDown(cell, -1)),
  ArrowDown: (cell, alt) => (alt ? person(cell, 1) : upDown(cell, 1)),
  Home: (cell) => cell.parentElement?.firstElementChild as HTMLElement,
  End: (cell) => cell.parentElement?.lastElementChild as HTMLElement,
};

// ---- the editor ----

let opened: HTMLElement | null = null; // the cell whose editor is shown
let typed = ""; // the digit that opened it

const key = (element: HTMLElement): string => {
  const row = element.closest<HTMLElement>("tr.sub");
  const who = element.closest<HTMLElement>("tbody.man")?.dataset.person ?? element.dataset.person ?? "";
  const what = row ?? element;
  return [who, element.dataset.week, Number(what.dataset.project) || what.dataset.kind || ""].join(".");
};

function findCell(shown: HTMLElement): HTMLElement | null {
  const wanted = key(shown);
  const man = document.getElementById(`man-${shown.dataset.person}`);
  const cells = [...(man?.querySelectorAll<HTMLElement>("td.c") ?? [])];
  return cells.find((cell) => key(cell) === wanted) ?? cells.find((cell) => cell.dataset.week === shown.dataset.week) ?? null;
}

// Beside its cell, inside the part of the grid that is in sight.
function place(shown: HTMLElement, cell: HTMLElement): void {
  const box = wrap();
  if (!box || matchMedia("(max-width: 40rem)").matches) return;
  shown.dataset.placed = "";
  const outer = box.getBoundingClientRect();
  shown.style.maxHeight = `${outer.height - 2 * 8}px`;
  const at = cell.getBoundingClientRect();
  const size = shown.getBoundingClientRect();
  const gap = 8;
  const right = at.right + gap + size.width <= outer.right;
  const left = right ? at.right + gap : Math.max(outer.left + gap, at.left - gap - size.width);
  const top = Math.max(outer.top + gap, Math.min(at.top - 2 * gap, outer.bottom - gap - size.height));
  shown.style.left = `${left - outer.left + box.scrollLeft}px`;
  shown.style.top = `${top - outer.top + box.scrollTop}px`;
}

function markCurrent(cell: HTMLElement | null): void {
  for (const old of document.querySelectorAll(".plan .is-cur")) old.classList.remove("is-cur");
  cell?.classList.add("is-cur");
}

function showEditor(): void {
  const shown = editor();
  if (!shown) return;
  const address = frame()?.getAttribute("src");
  if (address) history.replaceState(history.state, "", address);
  opened = findCell(shown) ?? opened;
  markCurrent(opened);
  if (opened) {
    bringIntoView(opened);
    place(shown, opened);
  }
  const value = shown.querySelector<HTMLInputElement>("#editor-value");
  if (typed && value) value.value = typed;
  if (!shown.querySelector("[data-focus]")) {
    value?.focus({ preventScroll: true });
    if (!typed) value?.select();
  } else shown.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true });
  typed = "";
}

function closeEditor(returnFocus = true): void {
  const shown = editor();
  if (!shown) return;
  const close = shown.querySelector<HTMLAnchorElement>("[data-close]");
  if (close) history.replaceState(history.state, "", close.href);
  frame()?.replaceChildren();
  frame()?.removeAttribute("src");
  const cell = opened;
  opened = null;
  if (cell && returnFocus) moveTo(cell);
  markCurrent(null);
}

// ---- changes ----

// Takes cells that differ over from a newer page; what is open or focused stays where it is.
function patch(page: Document, fresh: boolean): void {
  const focused = document.activeElement instanceof HTMLElement ? cellOf(document.activeElement) : null;
  const again = focused && key(focused);
  for (const part of page.querySelectorAll<HTMLElement>(".plan tbody.man, .plan tbody.grp, .plan thead")) patchPart(part, fresh);
  const note = page.querySelector(".page-head p");
  if (note) document.querySelector(".page-head p")?.replaceWith(document.adoptNode(note));
  const shown = editor();
  if (shown) opened = findCell(shown);
  markCurrent(opened);
  roving();
  if (focused && !focused.isConnected && again) moveTo([...document.querySelectorAll<HTMLElement>(".plan td.c")].find((cell) => key(cell) === again));
}

const same = (a: Element, b: Element): boolean => a.innerHTML.replace(/ tabindex="[^"]*"/g, "") === b.innerHTML && a.className.replace(/ ?is-(cur|fresh)/g, "") === b.className;

function patchPart(part: HTMLElement, fresh: boolean): void {
  const old = part.id
    ? document.getElementById(part.id)
    : part.tagName === "THEAD"
      ? document.querySelector<HTMLElement>(".plan thead")
      : [...document.querySelectorAll<HTMLElement>(".plan tbody.grp")].find((group) => group.querySelector("th")?.textContent === part.querySelector("th")?.textContent);
  if (!old) return;
  const olds = [...old.querySelectorAll<HTMLElement>("tr > *")];
  const news = [...part.querySelectorAll<HTMLElement>("tr > *")];
  if (olds.length !== news.length) return old.replaceWith(document.adoptNode(part));
  news.forEach((cell, at) => {
    const was = olds[at];
    if (!was || same(was, cell)) return;
    if (fresh) cell.classList.add("is-fresh");
    was.replaceWith(document.adoptNode(cell));
  });
}

// Ours: the answer of the form is the page after the change.
addEventListener("turbo:submit-end", async (event) => {
  const { success, fetchResponse } = (event as CustomEvent<{ success: boolean; fetchResponse?: { responseHTML: Promise<string | undefined> } }>).detail;
  wrap()?.removeAttribute("aria-busy");
  if (!(event.target instanceof Element) || !event.target.closest("#editor") || !success) return;
  const html = await fetchResponse?.responseHTML;
  if (!html) return;
  const page = new DOMParser().parseFromString(html, "text/html");
  collectToasts(page);
  patch(page, false);
  closeEditor();
});

addEventListener("turbo:submit-start", (event) => {
  if (event.target instanceof Element && event.target.closest("#editor")) wrap()?.setAttribute("aria-busy", "true");
});

// Somebody else's, or our own in another tab.
let timer = 0;
async function catchUp(): Promise<void> {
  if (!wrap()) return;
  try {
    const address = new URL(location.href);
    address.searchParams.delete("cell");
    patch(await fetchPage(address.href), true);
  } catch {
    // The next message or the next visit brings it.
  }
}
document.addEventListener("takt:live", (event) => {
  const { topics } = (event as CustomEvent<LiveMessage>).detail;
  if (!topics.some((topic) => /^(plan|people|work)\b/.test(topic))) return;
  clearTimeout(timer);
  timer = window.setTimeout(catchUp, TOGETHER + Math.random() * TOGETHER);
});

// ---- keys and clicks ----

function onGridKey(event: KeyboardEvent, cell: HTMLElement): boolean {
  const move = arrows[event.key];
  if (move && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    moveTo(move(cell, event.altKey));
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const link = cell.querySelector<HTMLAnchorElement>("a[data-turbo-frame]");
  if (link && (/^[0-9]$/.test(event.key) || event.key === "Delete" || event.key === "Backspace")) {
    typed = /^[0-9]$/.test(event.key) ? event.key : "0";
    link.click();
    return true;
  }
  if (event.key === " ") {
    cell.closest("tbody")?.querySelector<HTMLAnchorElement>(".who-btn")?.click();
    return true;
  }
  return false;
}

function onEditorKey(event: KeyboardEvent): boolean {
  if (event.key === "Escape") {
    closeEditor();
    return true;
  }
  if (inField(event.target) || event.ctrlKey || event.altKey || event.metaKey) return false;
  const exit = editor()?.querySelector<HTMLButtonElement>(`.exit > button[data-key="${CSS.escape(event.key)}"]`);
  if (!exit) return false;
  const reason = exit.form?.querySelector<HTMLInputElement>("[name=reason]");
  if (reason && !reason.value) reason.focus();
  else exit.form?.requestSubmit();
  return true;
}

addEventListener("focusin", (event) => {
  const cell = cellOf(event.target);
  if (cell && seat(cell) === event.target) setStop(cell);
});

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !wrap()) return;
  const cell = cellOf(event.target);
  const taken = editor() && (!cell || event.key === "Escape") ? onEditorKey(event) : cell !== null && onGridKey(event, cell);
  if (taken) event.preventDefault();
});

addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || !wrap()) return;
  if (target.closest("[data-close]")) {
    event.preventDefault();
    return closeEditor();
  }
  const quick = target.closest<HTMLButtonElement>(".quick [data-value], [data-clear]");
  const value = quick && document.querySelector<HTMLInputElement>("#editor-value");
  if (quick && value) {
    value.value = quick.dataset.value ?? "0";
    if (quick.matches("[data-clear]")) value.form?.requestSubmit();
    else value.focus();
    showHours(value);
    return;
  }
  const link = target.closest<HTMLElement>("a[data-turbo-frame=cell-editor]");
  if (link) opened = cellOf(link);
  else if (editor() && !target.closest("#editor, .toasts")) closeEditor(false);
}, true);

// The hours beside the value follow what is typed; the server says the rest when it is saved.
function showHours(value: HTMLInputElement): void {
  const hours = document.getElementById("editor-hours");
  if (hours) hours.hidden = value.value !== value.defaultValue;
}
addEventListener("input", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.id === "editor-value") showHours(event.target);
});

// ---- coming and going ----

let kept: { top: number; left: number } | null = null;

addEventListener("turbo:before-render", () => {
  const box = wrap();
  kept = box && { top: box.scrollTop, left: box.scrollLeft };
});

function start(): void {
  const box = wrap();
  if (!box) return;
  if (kept) {
    box.scrollTop = kept.top;
    box.scrollLeft = kept.left;
    kept = null;
  }
  document.querySelector(".plan")?.setAttribute("lang", lang);
  roving();
  if (editor()) showEditor();
}

addEventListener("turbo:load", start);
addEventListener("turbo:render", start);
addEventListener("turbo:frame-render", (event) => {
  if ((event.target as Element).id === "cell-editor") showEditor();
});
addEventListener("takt:undone", () => void catchUp());
start();
