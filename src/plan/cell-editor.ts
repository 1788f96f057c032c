// SPDX-License-Identifier: MIT
// The editor of a cell: a form of the server in a frame, beside its cell, closed with Esc.

import { inField } from "takt";
import { cellPath, markCell, marks } from "./grid-draw";
import { type Cell, cellOf, elementOf, findCell, keyOf, wrap } from "./grid-table";
import { bringIntoView, pins } from "./grid-window";
import { moveTo } from "./grid-select";

const frame = (): HTMLElement | null => document.getElementById("cell-editor");
export const editor = (): HTMLElement | null => document.getElementById("editor");

let opened: Cell | null = null; // the cell whose editor is shown
let typed = ""; // the digit that opened it
let atClose: (() => void) | null = null;

export function openWith(link: HTMLElement, text: string): void {
  typed = text;
  link.click();
}
export function noteOpened(cell: Cell | null): void {
  opened = cell;
}

// The cell of the editor's own subject, or the person's sum of that week.
export function cellOfEditor(): Cell | null {
  const shown = editor();
  const { person = "", week = "", project, kind } = shown?.dataset ?? {};
  if (!shown || !person) return opened;
  return findCell(keyOf(person, week, String(Number(project) || kind || ""))) ?? findCell(keyOf(person, week, ""));
}

const GAP = 8;

// Beside its cell, over the whole sheet: what is too tall for the part of the grid that is in sight.
function placeOver(shown: HTMLElement, at: DOMRect, left: number): void {
  const under = document.querySelector(".top")?.getBoundingClientRect().bottom ?? 0;
  shown.dataset.placed = "over";
  shown.style.maxHeight = `${innerHeight - under - 2 * GAP}px`;
  const { height } = shown.getBoundingClientRect();
  shown.style.left = `${left}px`;
  shown.style.top = `${Math.max(under + GAP, Math.min(at.top - 2 * GAP, innerHeight - GAP - height))}px`;
}

// Beside its cell, inside the part of the grid that is in sight.
function place(shown: HTMLElement, beside: Cell): void {
  const box = wrap();
  const cell = elementOf(beside);
  if (!box || !cell || matchMedia("(max-width: 40rem)").matches) return;
  shown.dataset.placed = "";
  shown.style.maxHeight = "none";
  const outer = box.getBoundingClientRect();
  const at = cell.getBoundingClientRect();
  const size = shown.getBoundingClientRect();
  const gap = GAP;
  const right = at.right + gap + size.width <= outer.right;
  const left = right ? at.right + gap : Math.max(outer.left + gap, at.left - gap - size.width);
  if (size.height > outer.height - 2 * gap) return placeOver(shown, at, left);
  const top = Math.max(outer.top + gap, Math.min(at.top - 2 * gap, outer.bottom - gap - size.height));
  shown.style.left = `${left - outer.left + box.scrollLeft}px`;
  shown.style.top = `${top - outer.top + box.scrollTop}px`;
}

let current: Cell | null = null;

marks.push((cell, element) => element.classList.toggle("is-cur", cell === current));
pins.push(() => (editor() ? opened : null));

export function markCurrent(cell: Cell | null): void {
  const was = current;
  current = cell;
  if (was) markCell(was);
  if (cell) markCell(cell);
}

// The grid shows all pages of people at once.
function withoutPage(address: string): string {
  const url = new URL(address, location.href);
  url.searchParams.delete("page");
  return url.href;
}

export function showEditor(): void {
  const shown = editor();
  if (!shown) return;
  const address = frame()?.getAttribute("src");
  if (address) history.replaceState(history.state, "", withoutPage(address));
  opened = cellOfEditor() ?? opened;
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

// A dialog of our own in the editor's place; returns what closes it.
export function showDialog(dialog: HTMLElement, cell: Cell | null, closed: () => void): () => void {
  closeEditor(false);
  frame()?.replaceChildren(dialog);
  opened = cell;
  atClose = closed;
  markCurrent(cell);
  if (cell) bringIntoView(cell);
  requestAnimationFrame(() => cell && place(dialog, cell));
  return () => closeEditor();
}

export function closeEditor(returnFocus = true): void {
  const shown = editor();
  if (!shown) return;
  const close = shown.querySelector<HTMLAnchorElement>("a[data-close]");
  if (close) history.replaceState(history.state, "", withoutPage(close.href));
  frame()?.replaceChildren();
  frame()?.removeAttribute("src");
  const cell = opened;
  opened = null;
  atClose?.();
  atClose = null;
  if (cell && returnFocus) moveTo(cell);
  markCurrent(null);
}

export function onEditorKey(event: KeyboardEvent): boolean {
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

// The hours beside the value follow what is typed; the server says the rest when it is saved.
function showHours(value: HTMLInputElement): void {
  const hours = document.getElementById("editor-hours");
  if (hours) hours.hidden = value.value !== value.defaultValue;
}

function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || !wrap()) return;
  if (target.closest("#editor [data-close]")) {
    event.preventDefault();
    return closeEditor();
  }
  const quick = target.closest<HTMLButtonElement>(".quick [data-value], [data-clear]");
  const value = quick && document.querySelector<HTMLInputElement>("#editor-value");
  if (quick && value) {
    value.value = quick.dataset.value ?? "0";
    if (quick.matches("[data-clear]")) value.form?.requestSubmit();
    else value.focus();
    return showHours(value);
  }
  const link = target.closest<HTMLElement>("a[data-turbo-frame=cell-editor]");
  if (link) {
    const cell = cellOf(link);
    if (cell && link.matches(".pc, .al")) link.setAttribute("href", cellPath(cell));
    if (editor()?.querySelector(".exits form") && !editor()?.querySelector("#editor-form")) closeEditor(false);
    noteOpened(cell);
  } else if (editor() && !target.closest("#editor, .toasts")) closeEditor(false);
}

export function listenToEditor(): void {
  addEventListener("click", onClick, true);
  addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.id === "editor-value") showHours(event.target);
  });
  addEventListener("turbo:frame-render", (event) => {
    if ((event.target as Element).id === "cell-editor") showEditor();
  });
}
