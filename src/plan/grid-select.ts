// SPDX-License-Identifier: MIT
// Where one is in the grid: one tab stop with a roving tabindex, and a rectangle from the anchor to
// the current cell. Both are kept by name, so that rows may come and go underneath, in sight or not.

import { hours, lang, t, tn } from "takt";
import { percentOf } from "./grid-amount";
import { amountWithUnit, marks, markCell, percentText } from "./grid-draw";
import { type Cell, HEAD, type Row, capacityOf, cellAt, cellKey, cellOf, grid, isOpenSub, isSub, isSum, lastColumn, personOf, plannedOf, rows, seat, sumsOf, sumsRow, table, valueOf, wrap } from "./grid-table";
import { bringIntoView, cellNear, headHeight, paint, pins, rightOf, rowHeight, shownCells, topOf } from "./grid-window";

interface Place {
  row: string;
  at: number;
}

let stop: HTMLElement | null = null; // what Tab reaches
let stopCell: Cell | null = null; // the cell that it stands in
let anchor: Place | null = null;
let here: Place | null = null;

const rowName = (row: Row): string => `${row.part.person}.${row.kind}.${row.subject}`;
const placeOf = (cell: Cell): Place => ({ row: rowName(cell.row), at: cell.at });

const known = new Map<string, Row>(); // where a name was found last
function rowAt(place: Place | null): Row | undefined {
  if (!place) return undefined;
  const last = known.get(place.row);
  if (last && rows()[last.index] === last) return last;
  const found = rows().find((row) => rowName(row) === place.row);
  known.clear();
  if (found) known.set(place.row, found);
  return found;
}

export const currentCell = (): Cell | null => cellAt(rowAt(here), Math.min(here?.at ?? HEAD, lastColumn()));

interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

function range(): Box | null {
  const [from, to] = [rowAt(anchor ?? here), rowAt(here)];
  if (!from || !to || !anchor || !here) return null;
  return { top: Math.min(from.index, to.index), bottom: Math.max(from.index, to.index), left: Math.min(anchor.at, here.at), right: Math.min(Math.max(anchor.at, here.at), lastColumn()) };
}

// The rectangle, whatever is in it, in sight or not.
export function rangeRows(): Cell[][] {
  const box = range();
  if (!box) return [];
  const line = (row: Row): Cell[] => {
    const cells: Cell[] = [];
    for (let at = box.left; at <= box.right; at++) {
      const cell = cellAt(row, at);
      if (cell) cells.push(cell);
    }
    return cells;
  };
  return rows().slice(box.top, box.bottom + 1).map(line);
}

// Subject cells of it that may be written to.
export const chosen = (): Cell[] => rangeRows().flat().filter(isOpenSub);
export const isRange = (): boolean => Boolean(anchor && here && (anchor.row !== here.row || anchor.at !== here.at));

export function setStop(cell: Cell): void {
  if (stop) stop.tabIndex = -1;
  stop = seat(cell);
  stopCell = cell;
  if (stop) stop.tabIndex = 0;
}

// ---- marks ----

let marked: Box | null = null; // the range, when it is more than a cell

marks.push((cell, element) => {
  const row = cell.row.index;
  const inside = marked !== null && cell.at >= marked.left && cell.at <= marked.right && row >= marked.top && row <= marked.bottom;
  if (inside === element.classList.contains("is-range")) return;
  element.classList.toggle("is-range", inside);
  if (inside) element.setAttribute("aria-selected", "true");
  else element.removeAttribute("aria-selected");
});

function mark(): void {
  const was = marked;
  marked = isRange() ? range() : null;
  if (was || marked) for (const cell of shownCells()) if (cell.at !== HEAD) markCell(cell);
  putHandle();
  tellSum();
}

// Sums of a person count only where none of the person's subjects is selected, too.
function counted(cells: Cell[]): Cell[] {
  const subs = cells.filter(isSub);
  const persons = new Set(subs.map(personOf));
  return [...subs, ...cells.filter((cell) => isSum(cell) && !persons.has(personOf(cell)))];
}

const MANY = 3000; // cells: then the sum waits until the selection stands
let summing = 0;

export function tellSum(): void {
  clearTimeout(summing);
  const box = range();
  if (box && (box.bottom - box.top + 1) * (box.right - box.left + 1) > MANY) summing = window.setTimeout(tellNow, 150);
  else tellNow();
}

function tellNow(): void {
  const status = document.getElementById("plan-status");
  if (!status) return;
  const cells = counted(rangeRows().flat());
  let minutes = 0;
  let percent = 0;
  for (const cell of cells) {
    const v = valueOf(cell);
    const own = isSub(cell) ? v.c + v.t : plannedOf(sumsOf(cell));
    minutes += own;
    percent += percentOf(own, capacityOf(cell));
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
  const capacity = capacityOf(cell);
  return v.c && v.t ? `${amountWithUnit(v.c, capacity)} + ${t("tentative %s", amountWithUnit(v.t, capacity))}: ` : "";
}

// ---- the handle that fills right ----

let handle: HTMLElement | null = null;

// The last cell of the range that can be written to.
function handleCell(): Cell | null {
  const box = range();
  if (!box) return null;
  for (let index = box.bottom; index >= box.top; index--) {
    const row = rows()[index];
    if (row?.kind !== "sub") continue;
    for (let at = box.right; at >= box.left; at--) {
      const cell = cellAt(row, at);
      if (isOpenSub(cell)) return cell;
    }
  }
  return null;
}

export function putHandle(): void {
  const box = wrap();
  const last = handleCell();
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
  handle.style.left = `${rightOf(last.at) - 5}px`;
  handle.style.top = `${headHeight() + topOf(last.row) + rowHeight(last.row) - 5}px`;
}

// ---- moving ----

export function choose(cell: Cell, extend: boolean): void {
  here = placeOf(cell);
  if (!extend || !anchor) anchor = here;
  mark();
}

export function moveTo(cell: Cell | undefined | null, extend = false): void {
  if (!cell) return;
  here = placeOf(cell);
  bringIntoView(cell);
  choose(cell, extend);
  setStop(cell);
  seat(cell)?.focus({ preventScroll: true });
}

// What Tab reaches and what has the focus keep their elements.
pins.push(currentCell, () => (stopCell && rows()[stopCell.row.index] === stopCell.row ? stopCell : null), () => cellOf(document.activeElement));

// After the server's rows came: all of them are one tab stop, numbered for screen readers.
export function roving(): void {
  const host = table();
  if (!host) return;
  const box = wrap();
  if (box) box.tabIndex = -1;
  host.setAttribute("role", "grid");
  host.setAttribute("aria-multiselectable", "true");
  host.setAttribute("lang", lang);
  const now = cellAt(rows()[0], Math.max(grid.nowAt, 0));
  const first = currentCell() ?? now;
  if (first) setStop(first);
  mark();
}

const clamped = (row: Row, at: number): Cell | null => cellAt(row, Math.max(HEAD, Math.min(at, lastColumn())));

export function below(cell: Cell, step: number): Cell | null {
  const all = rows();
  const row = all[Math.max(0, Math.min(cell.row.index + step, all.length - 1))];
  return row ? clamped(row, cell.at) : null;
}

export function nextPerson(cell: Cell, step: number): Cell | null {
  const people = grid.parts.filter((part) => part.person);
  const part = people[people.indexOf(cell.row.part) + step];
  return part ? cellAt(sumsRow(part), cell.at) : null;
}

function page(cell: Cell): number {
  const height = (wrap()?.clientHeight ?? 0) - headHeight();
  return Math.max(1, Math.floor(height / Math.max(1, rowHeight(cell.row))) - 1);
}

function corner(end: boolean): Cell | null {
  const all = rows();
  const row = all[end ? all.length - 1 : 0];
  return row ? clamped(row, end ? lastColumn() : HEAD) : null;
}

// Where a key leads from a cell; null when it is no key of moving.
export function target(event: KeyboardEvent, cell: Cell): Cell | null {
  const ctrl = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowRight":
      return event.altKey ? null : clamped(cell.row, cell.at + (event.key === "ArrowLeft" ? -1 : 1) * (ctrl ? 1000 : 1));
    case "ArrowUp":
    case "ArrowDown": {
      const step = event.key === "ArrowUp" ? -1 : 1;
      return event.altKey || ctrl ? (nextPerson(cell, step) ?? cell) : below(cell, step);
    }
    case "Home":
      return ctrl ? corner(false) : clamped(cell.row, HEAD);
    case "End":
      return ctrl ? corner(true) : clamped(cell.row, lastColumn());
    case "PageUp":
      return below(cell, -page(cell));
    case "PageDown":
      return below(cell, page(cell));
  }
  return null;
}

// ---- the mouse ----

let drag: { from: Cell; moved: boolean; fills: boolean } | null = null;
let swallow = false; // the click that ends a drag opens nothing
let pointer = { x: 0, y: 0 };

function onDown(event: PointerEvent): void {
  swallow = false;
  if (event.button !== 0 || event.pointerType !== "mouse") return;
  const fills = event.target === handle;
  const cell = fills ? currentCell() : cellOf(event.target);
  if (!cell || cell.at === HEAD || (event.target as Element).closest("input")) return;
  if (event.shiftKey && !fills) {
    event.preventDefault();
    swallow = true;
    moveTo(cell, true);
    return;
  }
  drag = { from: cell, moved: false, fills };
}

function dragTo(over: Cell | null): void {
  if (!drag || !over || (!drag.moved && !drag.fills && over === drag.from)) return;
  if (!drag.moved) document.documentElement.classList.add("is-selecting");
  if (!drag.moved && !drag.fills) choose(drag.from, false);
  drag.moved = true;
  if (drag.fills) {
    const aim = cellAt(drag.from.row, over.at);
    if (aim && anchor && over.at >= anchor.at) choose(aim, true);
  } else choose(over, true);
}

const EDGE = 28; // px from the rim of the box, where dragging scrolls it
let rolling = 0;

// A drag beyond the rim goes on as long as the pointer stays there.
function roll(): void {
  rolling = 0;
  const box = wrap();
  if (!drag?.moved || !box) return;
  const outer = box.getBoundingClientRect();
  const past = (value: number, from: number, to: number): number => (value < from + EDGE ? value - from - EDGE : value > to - EDGE ? value - to + EDGE : 0);
  const speed = (distance: number): number => Math.max(-60, Math.min(60, distance));
  const down = drag.fills ? 0 : speed(past(pointer.y, outer.top + headHeight(), outer.top + box.clientHeight));
  const right = speed(past(pointer.x, outer.left + rightOf(HEAD), outer.left + box.clientWidth));
  if (!down && !right) return;
  const [top, left] = [box.scrollTop, box.scrollLeft];
  box.scrollTop += down;
  box.scrollLeft += right;
  if (top === box.scrollTop && left === box.scrollLeft) return;
  paint();
  dragTo(cellNear(pointer.x, pointer.y));
  rolling = requestAnimationFrame(roll);
}

function onMove(event: PointerEvent): void {
  if (!drag) return;
  pointer = { x: event.clientX, y: event.clientY };
  dragTo(drag.moved ? cellNear(pointer.x, pointer.y) : cellOf(document.elementFromPoint(pointer.x, pointer.y)));
  if (drag.moved) {
    rolling ||= requestAnimationFrame(roll);
    event.preventDefault();
  }
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
    seat(cell)?.focus({ preventScroll: true });
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
