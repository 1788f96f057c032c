// SPDX-License-Identifier: MIT
// Which parts of the grid have elements: the people and weeks in sight, a little around them, and
// what must stay (the cell with the focus, the one whose editor is open). Everything else is a gap of
// the same size. Small grids stay whole, so that the browser's own search and selection see all of it.

import { type Cell, HEAD, type Part, type Row, cellAt, grid, rows, setParts, table, wrap } from "./grid-table";
import { countSoon, dress, makeCell, name } from "./grid-draw";

const WHOLE_ROWS = 64;
const WHOLE_COLUMNS = 16;
const AROUND = 320; // px above and below
const AROUND_COLUMNS = 2;

const sizes: Record<string, number> = { head: 41, group: 29, sums: 41, sub: 29, add: 29 };
let who = 240; // width of the names
let wide = 98; // width of a week
let shownParts: Part[] = [];
let shownColumns: number[] = [];
let printing = false;

// Cells that must keep their elements.
export const pins: (() => Cell | null)[] = [];

// ---- geometry ----

export const rowHeight = (row: Row): number => sizes[row.kind] ?? 41;
export const headHeight = (): number => sizes.head ?? 41;

// The heads are as high as the highest of all, whichever are in sight.
function measureHead(): void {
  const host = table();
  if (!grid.head || !host) return;
  host.style.removeProperty("--head");
  fitRow(grid.head, grid.columns.map((_, at) => at), []);
  host.style.setProperty("--head", `${grid.head.element.getBoundingClientRect().height}px`);
  fitRow(grid.head, shownColumns, []);
}

export function measure(): void {
  const corner = grid.head?.element.cells[0]?.getBoundingClientRect();
  if (!corner?.height) return;
  sizes.head = grid.head?.part.element.getBoundingClientRect().height ?? corner.height;
  who = corner.width;
  const all = table()?.getBoundingClientRect().width ?? 0;
  wide = (all - who) / Math.max(1, grid.columns.length);
  const seen = new Set<string>();
  for (const part of shownParts)
    for (const row of part.rows) {
      if (seen.has(row.kind)) continue;
      seen.add(row.kind);
      sizes[row.kind] = row.element.getBoundingClientRect().height || rowHeight(row);
    }
}

function layOut(): void {
  let top = 0;
  for (const part of grid.parts) {
    part.top = top;
    part.height = part.rows.reduce((sum, row) => sum + rowHeight(row), 0);
    top += part.height;
  }
}

// Where a row begins, under the heads.
export function topOf(row: Row): number {
  let top = row.part.top;
  for (const one of row.part.rows) {
    if (one === row) break;
    top += rowHeight(one);
  }
  return top;
}
export const leftOf = (at: number): number => (at === HEAD ? 0 : who + at * wide);
export const rightOf = (at: number): number => who + (at + 1) * wide;

// The first part that ends below y, by bisection.
function partAt(y: number): number {
  let low = 0;
  let high = grid.parts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const part = grid.parts[middle];
    if (part && part.top + part.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The cell at a point of the window, or the nearest to it.
export function cellNear(x: number, y: number): Cell | null {
  const box = wrap();
  if (!box) return null;
  const outer = box.getBoundingClientRect();
  const inside = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to));
  const down = inside(y, outer.top + headHeight() + 1, outer.top + box.clientHeight - 1) - outer.top - headHeight() + box.scrollTop;
  const right = inside(x, outer.left + who + 1, outer.left + box.clientWidth - 1) - outer.left - who + box.scrollLeft;
  const part = grid.parts[partAt(down)];
  const row = part?.rows.findLast((one) => topOf(one) <= down);
  return row && row.index >= 0 ? cellAt(row, inside(Math.floor(right / wide), 0, grid.columns.length - 1)) : null;
}

// ---- what is wanted ----

const isSmall = (): boolean => printing || rows().length <= WHOLE_ROWS;

function wantedParts(box: HTMLElement, pinned: (Cell | null)[]): Part[] {
  if (isSmall()) return grid.parts;
  const first = partAt(box.scrollTop - AROUND);
  const last = partAt(box.scrollTop + box.clientHeight + AROUND);
  const kept = new Set(grid.parts.slice(first, last + 1));
  const extra = pinned.map((cell) => cell?.row.part).filter((part) => part !== undefined && !kept.has(part));
  if (!extra.length) return [...kept];
  for (const part of extra) if (part) kept.add(part);
  return grid.parts.filter((part) => kept.has(part));
}

function wantedColumns(box: HTMLElement, pinned: (Cell | null)[]): number[] {
  const count = grid.columns.length;
  const all = printing || count <= WHOLE_COLUMNS;
  const first = all ? 0 : Math.max(0, Math.floor(box.scrollLeft / wide) - AROUND_COLUMNS);
  const last = all ? count : Math.min(count, Math.ceil((box.scrollLeft + box.clientWidth - who) / wide) + AROUND_COLUMNS);
  const wanted = new Set<number>();
  for (let at = first; at < last; at++) wanted.add(at);
  for (const cell of pinned) if (cell && cell.at !== HEAD && cell.at < count) wanted.add(cell.at);
  return [...wanted].sort((a, b) => a - b);
}

// ---- rows ----

// Heads stand one after the other, so that the tallest gives the height of all.
function gapHead(span: number): HTMLTableCellElement {
  const cell = document.createElement("th");
  cell.className = "gap";
  cell.colSpan = span;
  cell.style.setProperty("--n", String(span));
  cell.setAttribute("aria-hidden", "true");
  return cell;
}

// Gives a row the cells of these columns; returns those that are new.
function fitRow(row: Row, columns: number[], fresh: [Row, number][]): void {
  const kept = new Set(columns);
  for (const [at, cell] of row.shown)
    if (!kept.has(at)) {
      cell.remove();
      row.shown.delete(at);
    }
  const gapped = row.kind === "head";
  if (gapped) for (const gap of row.element.querySelectorAll(":scope > .gap")) gap.remove();
  let node = row.element.cells[0]?.nextElementSibling ?? null;
  let next = 0;
  for (const at of columns) {
    if (gapped && at > next) row.element.insertBefore(gapHead(at - next), node);
    const stands = row.shown.get(at);
    if (stands) node = stands.nextElementSibling;
    else {
      const cell = makeCell(row, at);
      row.element.insertBefore(cell, node);
      row.shown.set(at, cell);
      fresh.push([row, at]);
    }
    next = at + 1;
  }
  if (gapped && next < grid.columns.length) row.element.append(gapHead(grid.columns.length - next));
}

function emptyRow(row: Row): void {
  for (const cell of [...row.element.cells].slice(1)) cell.remove();
  row.shown.clear();
}

// ---- the table ----

const gaps: HTMLTableSectionElement[] = [];

function gapBody(place: number, height: number): HTMLTableSectionElement {
  let body = gaps[place];
  if (!body) {
    body = document.createElement("tbody");
    body.className = "gap";
    body.setAttribute("aria-hidden", "true");
    gaps[place] = body;
  }
  const text = `${height}px`;
  if (body.style.height !== text) body.style.height = text;
  return body;
}

// Parts and gaps as they stand one after the other.
function sequence(parts: Part[]): HTMLTableSectionElement[] {
  const all: HTMLTableSectionElement[] = [];
  let place = 0;
  let top = 0;
  for (const part of parts) {
    if (part.top - top > 0.5) all.push(gapBody(place++, part.top - top));
    all.push(part.element);
    top = part.top + part.height;
  }
  const last = grid.parts[grid.parts.length - 1];
  const end = last ? last.top + last.height : 0;
  if (end - top > 0.5) all.push(gapBody(place++, end - top));
  return all;
}

function standInOrder(elements: HTMLTableSectionElement[]): void {
  const host = table();
  if (!host) return;
  const kept = new Set<Element>(elements);
  for (const body of [...host.tBodies]) if (!kept.has(body)) body.remove();
  let node: Element | null = host.tBodies[0] ?? null;
  for (const element of elements) {
    if (element === node) node = node.nextElementSibling;
    else host.insertBefore(element, node);
  }
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((one, at) => one === b[at]);

// Puts the elements of what is in sight into the page, takes out the others.
export function paint(): void {
  const box = wrap();
  if (!box || !grid.head) return;
  const pinned = pins.map((pin) => pin());
  const parts = wantedParts(box, pinned);
  const columns = wantedColumns(box, pinned);
  const sameColumns = isSame(columns, shownColumns);
  if (sameColumns && isSame(parts, shownParts)) return;
  const fresh: [Row, number][] = [];
  const staying = new Set(shownParts);
  const wanted = new Set(parts);
  for (const part of shownParts)
    if (!wanted.has(part)) {
      part.element.remove();
      part.rows.forEach(emptyRow);
    }
  if (!sameColumns) fitRow(grid.head, columns, fresh);
  for (const part of parts) if (!sameColumns || !staying.has(part)) for (const row of part.rows) fitRow(row, columns, fresh);
  shownParts = parts;
  shownColumns = columns;
  standInOrder(sequence(parts));
  for (const [row, at] of fresh) dress(row, at);
  for (const part of parts) if (!staying.has(part)) number(part);
  if (!sameColumns) countSoon();
}

// As elements of a table that is none any more, they say themselves what they are.
let numbered = new Map<Part, number>();
function number(part: Part): void {
  let index = numbered.get(part) ?? 0;
  part.element.setAttribute("role", "rowgroup");
  for (const row of part.rows) {
    row.element.setAttribute("role", "row");
    row.element.setAttribute("aria-rowindex", String(++index + 1));
    row.element.cells[0]?.setAttribute("aria-colindex", "1");
    row.element.cells[0]?.setAttribute("role", "rowheader");
  }
}

// After parts, rows or columns came or went.
export function rearrange(parts: Part[] = grid.parts): void {
  setParts(parts);
  measure();
  layOut();
  let index = 0;
  numbered = new Map();
  for (const part of parts) {
    numbered.set(part, index);
    index += part.rows.length;
  }
  const host = table();
  host?.setAttribute("aria-rowcount", String(index + 1));
  host?.setAttribute("aria-colcount", String(grid.columns.length + 1));
  const known = new Set(shownParts);
  const all = shownColumns;
  shownParts = parts.filter((part) => known.has(part) && part.element.isConnected);
  const fresh: [Row, number][] = [];
  for (const part of shownParts) for (const row of part.rows) fitRow(row, all, fresh);
  for (const [row, at] of fresh) dress(row, at);
  shownParts.forEach(number);
  standInOrder(sequence(shownParts));
  paint();
  settle();
  countSoon();
}

// Rows of a kind that had not been seen may be higher than was thought.
function settle(): void {
  const before = JSON.stringify(sizes);
  measure();
  if (JSON.stringify(sizes) === before) return;
  layOut();
  standInOrder(sequence(shownParts));
  paint();
}

// The server's own page stands there whole: take note of what it shows.
export function adopt(parts: Part[]): void {
  shownParts = parts.filter((part) => part.element.isConnected);
  // The server writes the cells of the first weeks only.
  const written = Math.min(grid.columns.length, ...shownParts.map((part) => part.rows[0]?.shown.size ?? 0));
  shownColumns = grid.columns.map((_, at) => at).slice(0, written);
  table()?.style.setProperty("--weeks", String(grid.columns.length));
  gaps.length = 0;
  wrap()?.setAttribute("data-roving", "");
  const head = grid.head?.part.element;
  head?.setAttribute("role", "rowgroup");
  for (const row of head?.rows ?? []) row.setAttribute("role", "row");
  for (const month of head?.querySelectorAll<HTMLTableCellElement>(".months > *") ?? []) {
    month.setAttribute("role", month.tagName === "TH" ? "columnheader" : "presentation");
    month.style.setProperty("--n", String(month.colSpan));
  }
  grid.head?.element.cells[0]?.setAttribute("role", "columnheader");
  grid.head?.element.setAttribute("aria-rowindex", "1");
  for (const row of [grid.head, ...parts.flatMap((part) => part.rows)])
    for (const [at, cell] of row?.shown ?? []) {
      if (row) name(cell, row, at);
      if (!cell.firstElementChild && row?.kind === "sub") cell.tabIndex = -1;
    }
  measureHead();
}

export function* shownCells(): Iterable<Cell> {
  for (const part of shownParts)
    for (const row of part.rows)
      if (row.index >= 0)
        for (const at of row.shown.keys()) {
          const cell = cellAt(row, at);
          if (cell) yield cell;
        }
}

// Scrolls as little as it takes; the sticky heads and names cover a part of the box.
export function bringIntoView(cell: Cell): void {
  const box = wrap();
  if (!box) return;
  const top = topOf(cell.row);
  const bottom = top + rowHeight(cell.row) + headHeight();
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  if (cell.at !== HEAD) {
    if (leftOf(cell.at) - who < box.scrollLeft) box.scrollLeft = leftOf(cell.at) - who;
    else if (rightOf(cell.at) > box.scrollLeft + box.clientWidth) box.scrollLeft = rightOf(cell.at) - box.clientWidth;
  }
  paint();
}

export function remeasure(): void {
  measureHead();
  measure();
  layOut();
  standInOrder(sequence(shownParts));
  paint();
}

export function listenToSight(): void {
  document.addEventListener("scroll", (event) => event.target === wrap() && paint(), { capture: true, passive: true });
  let frame = 0;
  addEventListener("resize", () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (grid.head && wrap()) remeasure();
    });
  });
  addEventListener("beforeprint", () => {
    printing = true;
    paint();
  });
  addEventListener("afterprint", () => {
    printing = false;
    paint();
  });
}
