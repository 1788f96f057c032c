// SPDX-License-Identifier: MIT
// The plan grid in a browser that runs scripts. The page works without: cells are links that open
// the editor, the editor is a form. <plan-grid> makes the server's table a spreadsheet under the
// hands: it is told apart in grid-table (rows and cells as data), grid-draw (how they look),
// grid-window (what of them is in the page), grid-load (where rows come from), grid-select (where one
// is), grid-type and grid-clip (what is entered), grid-send (on its way to the server), grid-live (what
// others change).

import "./swipe";
import { collectToasts, letterOf, make, t, textsReady } from "takt";
import { cellOfEditor, closeEditor, editor, listenToEditor, markCurrent, noteOpened, onEditorKey, openWith, showEditor } from "./cell-editor";
import { listenToClipboard } from "./grid-clip";
import { listenToDeeds, onDeedKey } from "./grid-deeds";
import { draw, markCell, marks } from "./grid-draw";
import { flash, listenToOthers } from "./grid-live";
import { isOurs, readPage, refresh, takePage, toggle } from "./grid-load";
import { listen, moveTo, nextPerson, target } from "./grid-select";
import { isIdle, listenToConnection, noteChange, redo, undo } from "./grid-send";
import { type Cell, HEAD, baseSums, cellAt, cellKey, cellOf, findCell, grid, isOpenSub, isSum, overlay, rows, seat, subjectOf, sumCell, table, wrap } from "./grid-table";
import { listenToTelling } from "./grid-told";
import { clear, fillRight, isTyping, toggleState, type } from "./grid-type";
import { type Stand, listenToPlaces, stoodAt } from "./grid-place";
import { listenToSight, paint, topOf } from "./grid-window";

// ---- a newer page ----

const drawOverlay = (): void => draw([...overlay.keys()].map(findCell).filter((cell) => cell !== null));

// What is open or focused stays where it is.
function settle(): void {
  drawOverlay();
  if (editor()) noteOpened(cellOfEditor());
  markCurrent(editor() ? cellOfEditor() : null);
}

// The sentence over the grid.
function takeNote(page: Document): void {
  const note = page.querySelector(".page-head p");
  if (note) document.querySelector(".page-head p")?.replaceWith(document.adoptNode(note));
  // what waits is there only while something does
  const waits = page.getElementById("plan-notices");
  const shown = document.getElementById("plan-notices");
  if (shown && !shown.contains(document.activeElement)) shown.remove();
  if (waits && !document.getElementById("plan-notices")) document.querySelector(".page-head")?.after(document.adoptNode(waits));
}

async function catchUp(fresh: boolean): Promise<void> {
  if (!wrap()) return;
  try {
    const done = await refresh((page) => {
      if (isTyping() || !isIdle()) return false;
      takeNote(page);
      return true;
    });
    if (!done) return quietly();
    if (fresh) for (const cell of done) flash(cell, "");
    settle();
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
  takeNote(page);
  takePage(page);
  settle();
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

// Why nothing can be typed here.
function whyNot(cell: Cell): string {
  if (subjectOf(cell) === "away") return t("Days off are not typed: they are entered under Absences");
  if (cell.row.kind === "add") return t("Choose a subject first: press Enter on “Add a subject”");
  if (!cell.row.may) return t("This is not yours to plan");
  return baseSums(sumCell(cell)).room > 0 ? t("This week is closed") : t("Nobody works in this week here");
}

function tell(text: string): void {
  const status = document.getElementById("plan-status");
  if (!status) return;
  status.setAttribute("aria-live", "assertive");
  status.textContent = text;
}

function onText(event: KeyboardEvent, cell: Cell): boolean {
  if (event.key === "Delete" || event.key === "Backspace") clear();
  else if (letterOf(event) === "B") toggleState();
  else if (/^[0-9=]$/.test(event.key) && isOpenSub(cell)) type(cell, event.key);
  else if (/^[0-9]$/.test(event.key)) {
    const link = seat(cell);
    if (isSum(cell) && link?.matches("a[data-turbo-frame]")) openWith(link, event.key);
    else if (cell.at !== HEAD) tell(whyNot(cell));
    else return false;
  } else if (event.key === "F2" && isOpenSub(cell)) type(cell, seat(cell)?.querySelector("b")?.textContent ?? "");
  else if (event.key === " ") void toggle(cell.row.part.person);
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
  return onChord(event) || (isPlain(event) && (onText(event, cell) || onDeedKey(event, cell)));
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

function found(text: string): Cell | null {
  const names = rows().filter((row) => row.kind === "sums");
  const row = names.find((one) => simple(one.part.name).split(" ").some((word) => word.startsWith(simple(text))));
  return cellAt(row, HEAD);
}

let lookedFor: Cell | null = null;
marks.push((cell, element) => element.classList.toggle("is-found", cell === lookedFor));

addEventListener("input", (event) => {
  if (!isSearch(event.target)) return;
  const was = lookedFor;
  lookedFor = event.target.value.trim() ? found(event.target.value.trim()) : null;
  if (was) markCell(was);
  const box = wrap();
  if (!lookedFor || !box) return;
  box.scrollTop = topOf(lookedFor.row);
  paint();
  markCell(lookedFor);
});
document.addEventListener("keydown", (event) => {
  if (!isSearch(event.target) || event.key !== "ArrowDown") return;
  const cell = found(event.target.value.trim());
  if (!cell) return;
  event.preventDefault();
  moveTo(cellAt(cell.row, Math.max(grid.nowAt, 0)));
});

// ---- unfolding without a new page ----

addEventListener(
  "click",
  (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>(".plan tbody.man .who-btn") : null;
    const cell = button && cellOf(button);
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    event.stopPropagation();
    void toggle(cell.row.part.person);
  },
  true,
);

// ---- coming and going ----

let kept: Stand | null = null; // over a page of the same grid
let returning: Stand | null = null; // where to go when everybody is here

function goTo(stand: Stand): void {
  const box = wrap();
  if (!box) return;
  box.scrollTop = stand.top;
  box.scrollLeft = stand.left;
  paint();
  if (stand.focus && !box.contains(document.activeElement)) moveTo(findCell(stand.focus));
}

// What Turbo would put back is a picture of what was in sight: Back asks the server instead.
function keepOutOfCache(): void {
  document.querySelector('meta[name="turbo-cache-control"]')?.remove();
  document.head.append(make("meta", { name: "turbo-cache-control", content: "no-cache" }));
}

async function start(): Promise<void> {
  const box = wrap();
  if (!box || isOurs()) return;
  keepOutOfCache();
  readPage();
  returning = stoodAt();
  const stand = returning ?? kept;
  kept = null;
  if (stand) goTo(stand);
  settle();
  if (editor()) showEditor();
  if (grid.whole) return void (returning = null);
  await catchUp(false);
  if (returning) goTo(returning);
  returning = null;
}

// Turbo compares the server's rows with the page's: ours step aside, so that it has nothing to mix up.
addEventListener("turbo:before-render", () => {
  const box = wrap();
  const focused = cellOf(document.activeElement);
  kept = box && { top: box.scrollTop, left: box.scrollLeft, focus: focused && focused.at !== HEAD ? cellKey(focused) : "" };
  for (const body of [...(table()?.tBodies ?? [])]) body.remove();
});
addEventListener("turbo:render", () => void start());
listenToPlaces(() => Boolean(wrap()) && !returning);
addEventListener("takt:undone", () => void catchUp(false));
document.addEventListener("takt:planned", quietly);

listen(fillRight);
listenToSight();
listenToEditor();
listenToDeeds();
listenToTelling();
listenToClipboard();
listenToConnection();
listenToOthers(() => catchUp(true), quietly);

customElements.define(
  "plan-grid",
  class extends HTMLElement {
    connectedCallback(): void {
      // The rest of the page may not be there yet.
      void textsReady.then(() => this.isConnected && void start());
    }
  },
);
