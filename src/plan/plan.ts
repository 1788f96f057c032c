// SPDX-License-Identifier: MIT
// The plan grid in a browser that runs scripts. The page works without: cells are links that open
// the editor, the editor is a form. <plan-grid> makes the server's table a spreadsheet under the
// hands: it is told apart in grid-table (cells as data), grid-select (where one is), grid-type and
// grid-clip (what is entered), grid-send (on its way to the server), grid-live (what others change).

import { collectToasts, fetchPage, letterOf, textsReady } from "takt";
import { cellOfEditor, closeEditor, editor, listenToEditor, markCurrent, noteOpened, onEditorKey, openWith, showEditor } from "./cell-editor";
import { listenToClipboard } from "./grid-clip";
import { listenToOthers } from "./grid-live";
import { listen, moveTo, nextPerson, roving, target } from "./grid-select";
import { isIdle, listenToConnection, noteChange, redo, undo } from "./grid-send";
import { type Cell, cellKey, cellOf, draw, findCell, isOpen, overlay, patchPart, rows, wrap } from "./grid-table";
import { clear, fillRight, isTyping, toggleState, type } from "./grid-type";

// ---- a newer page ----

// Takes cells that differ over from it; what is open or focused stays where it is.
function patch(page: Document, fresh: boolean): void {
  const focused = cellOf(document.activeElement);
  const again = focused && focused.tagName === "TD" ? cellKey(focused) : "";
  for (const part of page.querySelectorAll<HTMLElement>(".plan tbody.man, .plan tbody.grp, .plan thead"))
    for (const cell of patchPart(part)) if (fresh) cell.classList.add("is-fresh");
  const note = page.querySelector(".page-head p");
  if (note) document.querySelector(".page-head p")?.replaceWith(document.adoptNode(note));
  draw([...overlay.keys()].map(findCell).filter((cell) => cell !== null));
  if (editor()) noteOpened(cellOfEditor());
  markCurrent(editor() ? cellOfEditor() : null);
  roving();
  if (focused && !focused.isConnected && again) moveTo(findCell(again));
}

async function catchUp(fresh: boolean): Promise<void> {
  if (!wrap()) return;
  try {
    const address = new URL(location.href);
    address.searchParams.delete("cell");
    const page = await fetchPage(address.href);
    if (isTyping() || !isIdle()) return quietly();
    patch(page, fresh);
  } catch {
    // The next message or the next visit brings it.
  }
}

// The sentence over the grid and the like follow when nobody has changed anything for a while.
let quiet = 0;
function quietly(): void {
  clearTimeout(quiet);
  quiet = window.setTimeout(() => (document.hidden || isTyping() || !isIdle() ? quietly() : void catchUp(false)), 15_000 + Math.random() * 15_000);
}

// The editor's form: its answer is the page after the change.
addEventListener("turbo:submit-end", async (event) => {
  const { success, fetchResponse } = (event as CustomEvent<{ success: boolean; fetchResponse?: { responseHTML: Promise<string | undefined> } }>).detail;
  wrap()?.removeAttribute("aria-busy");
  if (!(event.target instanceof Element) || !event.target.closest("#editor") || !success) return;
  const html = await fetchResponse?.responseHTML;
  if (!html) return;
  const page = new DOMParser().parseFromString(html, "text/html");
  noteChange(Number(page.querySelector<HTMLElement>(".toast[data-change]")?.dataset.change));
  collectToasts(page);
  patch(page, false);
  closeEditor();
});

addEventListener("turbo:submit-start", (event) => {
  if (event.target instanceof Element && event.target.closest("#editor")) wrap()?.setAttribute("aria-busy", "true");
});

// ---- keys ----

const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey;

function onChord(event: KeyboardEvent): boolean {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return false;
  if (event.code === "KeyR" && !event.shiftKey) fillRight();
  else if (event.code === "KeyZ" && event.shiftKey) redo();
  else if (event.code === "KeyY") redo();
  else if (event.code === "KeyZ") return undo();
  else return false;
  return true;
}

function onText(event: KeyboardEvent, cell: Cell): boolean {
  if (event.key === "Delete" || event.key === "Backspace") clear();
  else if (letterOf(event) === "B") toggleState();
  else if (/^[0-9=]$/.test(event.key) && isOpen(cell)) type(cell, event.key);
  else if (/^[0-9]$/.test(event.key)) {
    const link = cell.querySelector<HTMLElement>("a[data-turbo-frame]");
    if (!link) return false;
    openWith(link, event.key);
  } else if (event.key === "F2" && isOpen(cell)) type(cell, cell.querySelector("b")?.textContent ?? "");
  else if (event.key === " ") cell.closest("tbody")?.querySelector<HTMLAnchorElement>(".who-btn")?.click();
  else return false;
  return true;
}

function onGridKey(event: KeyboardEvent, cell: Cell): boolean {
  if (event.altKey && /^Arrow(Up|Down)$/.test(event.key)) {
    moveTo(nextPerson(cell, event.key === "ArrowUp" ? -1 : 1));
    return true;
  }
  const next = target(event, cell);
  if (next) {
    moveTo(next, event.shiftKey);
    return true;
  }
  return onChord(event) || (isPlain(event) && onText(event, cell));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !wrap()) return;
  const cell = cellOf(event.target);
  const taken = editor() && (!cell || event.key === "Escape") ? onEditorKey(event) : cell !== null && onGridKey(event, cell);
  if (taken) event.preventDefault();
});

// ---- the search box: a name that is typed comes into sight ----

const simple = (text: string | null | undefined): string => (text ?? "").toLowerCase().replaceAll("ё", "е");
const isSearch = (element: EventTarget | null): element is HTMLInputElement => element instanceof HTMLInputElement && element.id === "plan-q";

function found(text: string): Cell | undefined {
  const names = rows().filter((row) => row.matches(".sums"));
  return names.find((row) => simple(row.querySelector(".m")?.textContent).split(" ").some((word) => word.startsWith(simple(text))))?.cells[0];
}

addEventListener("input", (event) => {
  if (!isSearch(event.target)) return;
  for (const old of document.querySelectorAll(".plan .is-found")) old.classList.remove("is-found");
  const cell = event.target.value.trim() ? found(event.target.value.trim()) : undefined;
  const box = wrap();
  const head = box?.querySelector("thead");
  if (!cell || !box || !head) return;
  cell.classList.add("is-found");
  box.scrollTop += cell.getBoundingClientRect().top - head.getBoundingClientRect().bottom;
});
document.addEventListener("keydown", (event) => {
  if (!isSearch(event.target) || event.key !== "ArrowDown") return;
  const row = found(event.target.value.trim())?.parentElement as HTMLTableRowElement | undefined;
  if (!row) return;
  event.preventDefault();
  moveTo(row.querySelector<Cell>("td.is-now") ?? row.cells[1]);
});

// ---- coming and going ----

let kept: { top: number; left: number } | null = null;

function start(): void {
  const box = wrap();
  if (!box) return;
  if (kept) {
    box.scrollTop = kept.top;
    box.scrollLeft = kept.left;
    kept = null;
  }
  draw([...overlay.keys()].map(findCell).filter((cell) => cell !== null));
  roving();
  if (editor()) showEditor();
}

addEventListener("turbo:before-render", () => {
  const box = wrap();
  kept = box && { top: box.scrollTop, left: box.scrollLeft };
});
addEventListener("turbo:render", start);
addEventListener("takt:undone", () => void catchUp(false));
document.addEventListener("takt:planned", quietly);

listen(fillRight);
listenToEditor();
listenToClipboard();
listenToConnection();
listenToOthers(() => catchUp(true), quietly);

customElements.define(
  "plan-grid",
  class extends HTMLElement {
    connectedCallback(): void {
      // The rest of the page may not be there yet.
      void textsReady.then(() => this.isConnected && start());
    }
  },
);
