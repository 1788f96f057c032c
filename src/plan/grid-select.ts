// SPDX-License-Identifier: MIT
// Where one is in the grid: one tab stop with a roving tabindex, and a rectangle from the anchor to
// the current cell. Both are kept by name, so that cells may be replaced underneath.

import { hours, lang, t, tn } from "takt";
import { percentOf } from "./grid-amount";
import { type Cell, amountWithUnit, baseSums, cellKey, cellOf, isOpen, isSub, percentText, personOf, plannedOf, rows, seat, subjectOf, sumCell, sumsOf, table, valueOf, wrap } from "./grid-table";

interface Place {
  row: string;
  column: number;
}

let stop: HTMLElement | null = null; // what Tab reaches
let anchor: Place | null = null;
let here: Place | null = null;

const rowName = (row: HTMLElement): string => `${personOf(row)}.${row.className.split(" ")[0]}.${subjectOf(row)}`;
const placeOf = (cell: Cell): Place => ({ row: rowName(cell.parentElement as HTMLElement), column: cell.cellIndex });
const rowAt = (place: Place | null, all: HTMLTableRowElement[]): number => (place ? all.findIndex((row) => rowName(row) === place.row) : -1);

export function currentCell(): Cell | null {
  const all = rows();
  const row = all[rowAt(here, all)];
  return row?.cells[here?.column ?? 0] ?? null;
}

// The rectangle, whatever is in it.
export function rangeRows(): Cell[][] {
  const all = rows();
  const from = rowAt(anchor ?? here, all);
  const to = rowAt(here, all);
  if (from < 0 || to < 0 || !anchor || !here) return [];
  const left = Math.min(anchor.column, here.column);
  const right = Math.max(anchor.column, here.column);
  return all.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => [...row.cells].slice(left, right + 1));
}

// Subject cells of it that may be written to.
export const chosen = (): Cell[] => rangeRows().flat().filter(isOpen);
export const isRange = (): boolean => Boolean(anchor && here && (anchor.row !== here.row || anchor.column !== here.column));

export function setStop(cell: HTMLElement): void {
  if (stop) stop.tabIndex = -1;
  stop = seat(cell);
  stop.tabIndex = 0;
}

// ---- marks ----

function mark(): void {
  const inside = new Set<Element>(isRange() ? rangeRows().flat() : []);
  for (const old of document.querySelectorAll(".plan .is-range"))
    if (!inside.has(old)) {
      old.classList.remove("is-range");
      old.removeAttribute("aria-selected");
    }
  for (const cell of inside) {
    if (cell.tagName !== "TD") continue;
    cell.classList.add("is-range");
    cell.setAttribute("aria-selected", "true");
  }
  putHandle();
  tellSum();
}

// Sums of a person count only where none of the person's subjects is selected, too.
function counted(cells: Cell[]): Cell[] {
  const subs = cells.filter(isSub);
  const persons = new Set(subs.map(personOf));
  return [...subs, ...cells.filter((cell) => cell.matches(".sums > td") && !persons.has(personOf(cell)))];
}

export function tellSum(): void {
  const status = document.getElementById("plan-status");
  if (!status) return;
  const cells = counted(rangeRows().flat());
  let minutes = 0;
  let percent = 0;
  for (const cell of cells) {
    const v = valueOf(cell);
    const own = isSub(cell) ? v.c + v.t : plannedOf(sumsOf(cell));
    minutes += own;
    percent += percentOf(own, isSub(cell) ? baseSums(sumCell(cell)).capacity : baseSums(cell).capacity);
  }
  const sum = t("%s, that is %s", percentText(percent), hours(minutes));
  const text = cells.length > 1 ? `${tn(cells.length, "%d cell", "%d cells")}: ${sum}` : cells.length ? `${longForm(cells[0])}${sum}` : "";
  status.setAttribute("aria-live", cells.length > 1 ? "polite" : "off"); // one cell says itself
  if (status.textContent !== text) status.textContent = text;
}

// "60 % + 20 % предварительно: " of a cell of two states.
function longForm(cell: Cell | undefined): string {
  if (!cell || !isSub(cell)) return "";
  const v = valueOf(cell);
  const { capacity } = baseSums(sumCell(cell));
  return v.c && v.t ? `${amountWithUnit(v.c, capacity)} + ${t("tentative %s", amountWithUnit(v.t, capacity))}: ` : "";
}

// ---- the handle that fills right ----

let handle: HTMLElement | null = null;

export function putHandle(): void {
  const cells = rangeRows().flat().filter(isOpen);
  const box = wrap();
  const last = cells[cells.length - 1];
  if (!box || !last || !matchMedia("(pointer: fine)").matches) {
    handle?.remove();
    return;
  }
  if (!handle) {
    handle = document.createElement("i");
    handle.className = "fill-handle";
    handle.setAttribute("aria-hidden", "true");
    handle.title = t("Fill right: drag, or Ctrl R");
  }
  if (handle.parentElement !== box) box.append(handle);
  const at = last.getBoundingClientRect();
  const outer = box.getBoundingClientRect();
  handle.style.left = `${at.right - outer.left + box.scrollLeft - 5}px`;
  handle.style.top = `${at.bottom - outer.top + box.scrollTop - 5}px`;
}

// ---- moving ----

// The sticky names and weeks cover a part of the box, which scrollIntoView does not know.
export function bringIntoView(cell: HTMLElement): void {
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

export function choose(cell: Cell, extend: boolean): void {
  here = placeOf(cell);
  if (!extend || !anchor) anchor = here;
  mark();
}

export function moveTo(cell: Cell | undefined | null, extend = false): void {
  if (!cell) return;
  choose(cell, extend);
  setStop(cell);
  seat(cell).focus({ preventScroll: true });
  bringIntoView(cell);
}

// After cells came or went: all of them are one tab stop again, numbered for screen readers.
export function roving(): void {
  const grid = table();
  if (!grid) return;
  const box = wrap();
  box?.setAttribute("data-roving", "");
  if (box) box.tabIndex = -1;
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-multiselectable", "true");
  grid.setAttribute("lang", lang);
  for (const row of grid.rows) {
    row.setAttribute("aria-rowindex", String(row.rowIndex + 1));
    for (const cell of row.cells) cell.setAttribute("aria-colindex", String(cell.cellIndex + 1));
  }
  const cells = [...grid.querySelectorAll<Cell>("tbody.man td.c, tbody.man th[scope=row]")];
  for (const cell of cells) seat(cell).tabIndex = -1;
  const last = stop?.isConnected ? cellOf(stop) : currentCell();
  const first = last ?? grid.querySelector<Cell>("tbody.man td.is-now") ?? cells[0];
  if (first) setStop(first);
  mark();
}

function beside(cell: Cell, step: number): Cell | undefined {
  const row = cell.parentElement as HTMLTableRowElement;
  return row.cells[Math.max(0, Math.min(cell.cellIndex + step, row.cells.length - 1))];
}

export function below(cell: Cell, step: number): Cell | undefined {
  const all = rows();
  const at = all.indexOf(cell.parentElement as HTMLTableRowElement);
  const row = all[Math.max(0, Math.min(at + step, all.length - 1))];
  return row?.cells[Math.min(cell.cellIndex, row.cells.length - 1)];
}

export function nextPerson(cell: Cell, step: number): Cell | undefined {
  const sums = rows().filter((row) => row.matches(".sums"));
  const own = cell.closest("tbody")?.querySelector<HTMLTableRowElement>(".sums");
  return own ? sums[sums.indexOf(own) + step]?.cells[cell.cellIndex] : undefined;
}

function page(cell: Cell): number {
  const height = (wrap()?.clientHeight ?? 0) - (table()?.tHead?.offsetHeight ?? 0);
  return Math.max(1, Math.floor(height / Math.max(1, (cell.parentElement as HTMLElement).offsetHeight)) - 1);
}

function corner(end: boolean): Cell | undefined {
  const all = rows();
  const row = all[end ? all.length - 1 : 0];
  return row?.cells[end ? row.cells.length - 1 : 0];
}

// Where a key leads from a cell; undefined when it is no key of moving.
export function target(event: KeyboardEvent, cell: Cell): Cell | undefined {
  const ctrl = event.ctrlKey || event.metaKey;
  const row = cell.parentElement as HTMLTableRowElement;
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowRight":
      return event.altKey ? undefined : beside(cell, (event.key === "ArrowLeft" ? -1 : 1) * (ctrl ? 1000 : 1));
    case "ArrowUp":
    case "ArrowDown": {
      const step = event.key === "ArrowUp" ? -1 : 1;
      return event.altKey || ctrl ? (nextPerson(cell, step) ?? cell) : below(cell, step);
    }
    case "Home":
      return ctrl ? corner(false) : row.cells[0];
    case "End":
      return ctrl ? corner(true) : row.cells[row.cells.length - 1];
    case "PageUp":
      return below(cell, -page(cell));
    case "PageDown":
      return below(cell, page(cell));
  }
  return undefined;
}

// ---- the mouse ----

let drag: { from: Cell; moved: boolean; fills: boolean } | null = null;
let swallow = false; // the click that ends a drag opens nothing

const under = (event: PointerEvent): Cell | null => cellOf(document.elementFromPoint(event.clientX, event.clientY));

function onDown(event: PointerEvent): void {
  swallow = false;
  if (event.button !== 0 || event.pointerType !== "mouse") return;
  const fills = event.target === handle;
  const cell = fills ? currentCell() : cellOf(event.target);
  if (!cell || cell.tagName === "TH" || (event.target as Element).closest("input")) return;
  if (event.shiftKey && !fills) {
    event.preventDefault();
    swallow = true;
    moveTo(cell, true);
    return;
  }
  drag = { from: cell, moved: false, fills };
}

function onMove(event: PointerEvent): void {
  if (!drag) return;
  const over = under(event);
  if (!over || over.tagName === "TH" || (!drag.moved && !drag.fills && over === drag.from)) return;
  if (!drag.moved) document.documentElement.classList.add("is-selecting");
  if (!drag.moved && !drag.fills) choose(drag.from, false);
  drag.moved = true;
  if (drag.fills) {
    const row = drag.from.parentElement as HTMLTableRowElement;
    const aim = row.cells[over.cellIndex];
    if (aim && anchor && over.cellIndex >= anchor.column) choose(aim, true);
  } else choose(over, true);
  event.preventDefault();
}

function onUp(fillRight: () => void): void {
  const done = drag;
  drag = null;
  document.documentElement.classList.remove("is-selecting");
  if (!done?.moved) return;
  swallow = !done.fills;
  const cell = currentCell();
  if (cell) {
    setStop(cell);
    seat(cell).focus({ preventScroll: true });
  }
  if (done.fills) fillRight();
}

export function listen(fillRight: () => void): void {
  addEventListener("pointerdown", onDown);
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", () => onUp(fillRight));
  addEventListener("resize", putHandle);
  addEventListener("dragstart", (event) => {
    if (cellOf(event.target)) event.preventDefault();
  });
  addEventListener(
    "click",
    (event) => {
      if (!swallow || !cellOf(event.target)) return;
      swallow = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  addEventListener("focusin", (event) => {
    const cell = cellOf(event.target);
    if (!cell || seat(cell) !== event.target) return;
    setStop(cell);
    if (!drag?.moved && cell !== currentCell()) choose(cell, false);
  });
}

export const keyOfCurrent = (): string => {
  const cell = currentCell();
  return cell ? cellKey(cell) : "";
};
