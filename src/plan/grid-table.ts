// SPDX-License-Identifier: MIT
// The grid as data: groups and people as parts, their rows, a cell as a place in a row, and the minutes
// behind it. Rows come from the server with the minutes of all weeks in data-m; only what is in sight
// has elements (grid-window), so nothing here asks the page for a cell's value. What is on its way to
// the server lies over the minutes in `overlay`.

import type { Value } from "./grid-amount";

export type RowKind = "head" | "group" | "sums" | "sub" | "add";

export interface Part {
  readonly person: string; // "" of a group
  name: string;
  readonly element: HTMLTableSectionElement;
  rows: Row[];
  members: Part[]; // of a group: its people
  page: number; // the server's page that has the person
  top: number;
  height: number;
}

export interface Row {
  readonly kind: RowKind;
  readonly part: Part;
  readonly subject: string; // "12" of a project, a kind, "" of sums
  readonly element: HTMLTableRowElement;
  readonly shown: Map<number, HTMLTableCellElement>; // the cells that have elements, by column
  may: boolean; // its open weeks may be written to
  data: string;
  numbers: Int32Array | null;
  index: number; // among rows(); -1 of heads and groups
  cells: (Cell | undefined)[];
}

// at: the week's column; HEAD: the row's name.
export interface Cell {
  readonly row: Row;
  readonly at: number;
}
export const HEAD = -1;
export type SubCell = Cell & { readonly row: { readonly kind: "sub" } };
export type SumCell = Cell & { readonly row: { readonly kind: "sums" } };

export interface Column {
  week: string;
  head: HTMLTableCellElement;
  isNow: boolean;
}

export const wrap = (): HTMLElement | null => document.getElementById("plan");
export const table = (): HTMLTableElement | null => document.querySelector<HTMLTableElement>("#plan > table.plan");
export const inHours = (): boolean => wrap()?.dataset.unit === "hours";
const openFrom = (): string => wrap()?.dataset.openFrom ?? "";

// ---- parts, rows, columns ----

export const grid = {
  parts: [] as Part[], // in the order they stand in
  columns: [] as Column[],
  head: null as Row | null,
  whole: false, // everybody is here, not only the server's first page
  nowAt: -1,
};
let flat: Row[] = [];
let people = new Map<string, Part>();
let columnOf = new Map<string, number>();

export const rows = (): readonly Row[] => flat;
export const person = (id: string): Part | null => people.get(id) ?? null;
export const persons = (): Iterable<Part> => people.values();
export const columnAt = (week: string): number => columnOf.get(week) ?? -2;

export function setColumns(columns: Column[]): void {
  grid.columns = columns;
  columnOf = new Map(columns.map(({ week }, at) => [week, at]));
  grid.nowAt = columns.findIndex((column) => column.isNow);
}

// After parts or rows came or went.
export function setParts(parts: Part[]): void {
  grid.parts = parts;
  people = new Map(parts.filter((part) => part.person).map((part) => [part.person, part]));
  flat = parts.flatMap((part) => (part.person ? part.rows : []));
  flat.forEach((row, index) => (row.index = index));
}

export function cellAt(row: Row | undefined | null, at: number): Cell | null {
  if (!row || at < HEAD || at >= grid.columns.length) return null;
  return (row.cells[at + 1] ??= { row, at });
}
export const lastColumn = (): number => grid.columns.length - 1;

// ---- between cells and elements ----

export const elementOf = (cell: Cell): HTMLTableCellElement | null =>
  !cell.row.part.element.isConnected ? null : cell.at === HEAD ? (cell.row.element.cells[0] ?? null) : (cell.row.shown.get(cell.at) ?? null);

function rowOf(element: Element): Row | null {
  const body = element.closest<HTMLElement>("tbody.man");
  const line = element.closest("tr");
  return people.get(body?.dataset.person ?? "")?.rows.find((row) => row.element === line) ?? null;
}

export function cellOf(target: EventTarget | null): Cell | null {
  const element = target instanceof Element ? target.closest<HTMLTableCellElement>(".plan tbody.man td, .plan tbody.man th[scope=row]") : null;
  const row = element && rowOf(element);
  if (!row) return null;
  if (element.tagName === "TH") return cellAt(row, HEAD);
  for (const [at, shown] of row.shown) if (shown === element) return cellAt(row, at);
  return null;
}

// What takes the focus in a cell: its link, or the cell itself where nothing can be opened.
export function seat(cell: Cell): HTMLElement | null {
  const element = elementOf(cell);
  return element && (element.querySelector<HTMLElement>("a") ?? element);
}

// ---- names ----

export const personOf = (cell: Cell): string => cell.row.part.person;
export const weekOf = (cell: Cell): string => grid.columns[cell.at]?.week ?? "";
export const subjectOf = (cell: Cell): string => cell.row.subject;
export const keyOf = (id: string, week: string, subject: string): string => `${id}.${week}.${subject}`;
export const cellKey = (cell: Cell): string => keyOf(personOf(cell), weekOf(cell), subjectOf(cell));

export const isSub = (cell: Cell | null): cell is SubCell => cell?.row.kind === "sub" && cell.at !== HEAD;
export const isSum = (cell: Cell | null): cell is SumCell => cell?.row.kind === "sums" && cell.at !== HEAD;
export const isProject = (cell: Cell): boolean => /^\d+$/.test(subjectOf(cell));
export const sumsRow = (part: Part): Row | undefined => part.rows[0];

// Whether something can be put there: not into closed weeks, nor where nobody works.
export function isOpen(cell: Cell | null): boolean {
  if (!isSub(cell) && !isSum(cell)) return false;
  return cell.row.may && weekOf(cell) >= openFrom() && baseSums(sumCell(cell)).room > 0;
}
export const isOpenSub = (cell: Cell | null): cell is SubCell => isSub(cell) && isOpen(cell);

export function findCell(key: string): Cell | null {
  const [id = "", week = "", subject = ""] = key.split(".");
  const row = people.get(id)?.rows.find((one) => one.subject === subject && one.kind !== "add");
  return cellAt(row, columnAt(week));
}

export const refusedKey = (one: { person_id: number; week: string; project_id: number | null; kind: string }): string =>
  keyOf(String(one.person_id), one.week, one.project_id ? String(one.project_id) : one.kind);

export const personName = (cell: Cell): string => cell.row.part.name;
export function subjectName(cell: Cell): string {
  const head = cell.row.element.cells[0];
  const short = head?.querySelector(".cl")?.textContent ?? "";
  const detail = head?.querySelector("small")?.textContent ?? "";
  const order = orderOf(subjectOf(cell));
  return order === 0 ? `${short} · ${detail}` : order === 3 ? short : detail;
}

// What is projects' (0), internal (1), reserves' (2) or away (3).
export const orderOf = (subject: string): number => (/^\d+$/.test(subject) ? 0 : subject.startsWith("reserve") ? 2 : subject === "away" ? 3 : 1);

// ---- minutes ----

export interface Sums {
  capacity: number;
  room: number;
  overtime: number;
  away: number;
  c: number;
  t: number;
  internal: number;
  reserve: number;
}
const OF_SUMS = 8;
const OF_SUB = 2;

export const overlay = new Map<string, Value>();

// "2400 2400 0 …" without a list of texts in between: there are thousands of rows.
function parse(text: string, count: number): Int32Array {
  const numbers = new Int32Array(count);
  let number = 0;
  let at = 0;
  for (let i = 0; i < text.length && at < count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0) number = number * 10 + digit;
    else {
      numbers[at++] = number;
      number = 0;
    }
  }
  return numbers;
}

const stride = (row: Row): number => (row.kind === "sums" ? OF_SUMS : OF_SUB);
const numbersOf = (row: Row): Int32Array => (row.numbers ??= parse(row.data, grid.columns.length * stride(row)));

export function baseOf(cell: Cell): Value {
  const numbers = numbersOf(cell.row);
  return { c: numbers[cell.at * OF_SUB] ?? 0, t: numbers[cell.at * OF_SUB + 1] ?? 0 };
}
export const valueOf = (cell: Cell): Value => (overlay.size ? overlay.get(cellKey(cell)) : undefined) ?? baseOf(cell);
export function setBase(cell: Cell, value: Value): void {
  numbersOf(cell.row).set([value.c, value.t], cell.at * OF_SUB);
}

export const sumCell = (cell: Cell): Cell | null => cellAt(sumsRow(cell.row.part), cell.at);

export function baseSums(cell: Cell | null): Sums {
  const numbers = cell && cell.at !== HEAD ? numbersOf(cell.row) : null;
  const of = (place: number): number => numbers?.[(cell?.at ?? 0) * OF_SUMS + place] ?? 0;
  return { capacity: of(0), room: of(1), overtime: of(2), away: of(3), c: of(4), t: of(5), internal: of(6), reserve: of(7) };
}
export function setSums(cell: Cell, s: Sums): void {
  numbersOf(cell.row).set([s.capacity, s.room, s.overtime, s.away, s.c, s.t, s.internal, s.reserve], cell.at * OF_SUMS);
}
export const capacityOf = (cell: Cell): number => baseSums(sumCell(cell)).capacity;
export const plannedOf = (s: Sums): number => s.away + s.c + s.t + s.internal + s.reserve;

// The week as it will be when everything on its way has arrived.
export function sumsOf(cell: Cell): Sums {
  const sums = baseSums(cell);
  if (!overlay.size) return sums;
  for (const row of cell.row.part.rows) {
    const sub = row.kind === "sub" ? cellAt(row, cell.at) : null;
    const over = sub && overlay.get(cellKey(sub));
    if (!over) continue;
    const base = baseOf(sub);
    const order = orderOf(row.subject);
    if (order === 0) {
      sums.c += over.c - base.c;
      sums.t += over.t - base.t;
    } else sums[order === 1 ? "internal" : "reserve"] += over.c - base.c;
  }
  return sums;
}

// ---- from the server's rows ----

const kindOf = (line: HTMLTableRowElement): RowKind => (line.matches(".sums") ? "sums" : line.matches(".sub") ? "sub" : "add");

export function makeRow(part: Part, kind: RowKind, element: HTMLTableRowElement): Row {
  const subject = kind === "sub" ? String(Number(element.dataset.project) || element.dataset.kind) : kind === "add" ? "+" : "";
  const row: Row = { kind, part, subject, element, shown: new Map(), may: "may" in element.dataset, data: element.dataset.m ?? "", numbers: null, index: -1, cells: [] };
  for (const link of element.querySelectorAll("a")) link.tabIndex = -1; // the grid is one tab stop
  [...element.cells].slice(1).forEach((cell, at) => row.shown.set(at, cell));
  return row;
}

export function makePart(element: HTMLTableSectionElement, page: number): Part {
  const part: Part = { person: element.dataset.person ?? "", name: "", element, rows: [], members: [], page, top: 0, height: 0 };
  part.name = element.querySelector(part.person ? ".who-btn .m" : "th")?.textContent?.trim() ?? "";
  part.rows = [...element.rows].map((line) => makeRow(part, part.person ? kindOf(line) : "group", line));
  return part;
}

const plain = (head: HTMLTableCellElement): string => head.innerHTML.replace(/ tabindex="[^"]*"/g, "");

// A newer head in place of ours; its link stays the same element, which may have the focus.
function renew(head: HTMLTableCellElement, newer: HTMLTableCellElement): void {
  if (plain(head) === plain(newer)) return;
  const [link, fresh] = [head.querySelector("a"), newer.querySelector("a")];
  if (!link || !fresh) return head.replaceChildren(...newer.childNodes);
  for (const { name, value } of fresh.attributes) if (name !== "tabindex") link.setAttribute(name, value);
  link.replaceChildren(...fresh.childNodes);
}

// Brings a person's rows up to date with newer ones, keeping the elements that stay; returns the cells that changed.
export function updatePart(part: Part, newer: Part): { changed: Cell[]; moved: boolean } {
  const changed: Cell[] = [];
  const next = newer.rows.map((row) => part.rows.find((own) => own.kind === row.kind && own.subject === row.subject) ?? Object.assign(makeRow(part, row.kind, row.element), { data: row.data }));
  const moved = next.length !== part.rows.length || next.some((row, at) => row !== part.rows[at]);
  next.forEach((row, at) => {
    const fresh = newer.rows[at];
    if (!fresh || fresh.element === row.element) return;
    const [head, other] = [row.element.cells[0], fresh.element.cells[0]];
    if (head && other) renew(head, other);
    const was = row.numbers;
    const isSame = row.data === fresh.data && !was && row.may === fresh.may;
    row.may = fresh.may;
    row.data = fresh.data;
    row.numbers = null;
    if (isSame) return;
    const now = numbersOf(row);
    for (let place = 0; place < grid.columns.length * stride(row); place++)
      if (!was || was[place] !== now[place]) {
        const cell = cellAt(row, Math.floor(place / stride(row)));
        if (cell && changed[changed.length - 1] !== cell) changed.push(cell);
      }
  });
  for (const row of part.rows) if (!next.includes(row)) row.element.remove();
  next.forEach((row, at) => {
    const stands = part.element.rows[at];
    if (stands !== row.element) part.element.insertBefore(row.element, stands ?? null);
  });
  part.name = newer.name;
  part.page = newer.page;
  part.rows = next;
  return { changed, moved };
}
