// SPDX-License-Identifier: MIT
// How cells look: the same numbers and sentences as the server's, put into copies of its own markup.

import { hours as hoursText, lang, percentNumber, t, week as weekText } from "takt";
import { type Value, percentOf } from "./grid-amount";
import { type Cell, HEAD, type Part, type Row, type Sums, baseSums, cellAt, cellKey, elementOf, grid, inHours, isOpen, isSub, isSum, orderOf, overlay, personName, persons, plannedOf, subjectName, subjectOf, sumCell, sumsOf, sumsRow, valueOf, weekOf } from "./grid-table";

const comma = (text: string): string => (lang === "ru" ? text.replace(".", ",") : text);
const percentSign = lang === "ru" ? "\u00a0%" : "%";

export function amount(minutes: number, capacity: number): string {
  if (!minutes) return "";
  return inHours() ? comma(String(Math.floor((minutes * 10 + 30) / 60) / 10)) : percentNumber(percentOf(minutes, capacity));
}
export const amountWithUnit = (minutes: number, capacity: number): string =>
  inHours() ? hoursText(minutes) : (amount(minutes, capacity) || "0") + percentSign;
export const percentText = (percent: number): string => percentNumber(percent) + percentSign;

const isBlueHidden = (): boolean => document.getElementById("plan")?.dataset.hide?.split(".").includes("blue") ?? false;

// ---- where a cell leads ----

// The address of these rows, as the server wrote it: a saved view may stand behind a shorter one.
export const here = (): URL => new URL(document.getElementById("plan")?.dataset.here ?? location.href, location.href);

let base = "";
export function setAddress(): void {
  const address = here();
  base = address.pathname + address.search;
}
export function cellPath(cell: Cell, subject = subjectOf(cell)): string {
  const page = cell.row.part.page ? [`page=${cell.row.part.page}`] : [];
  const part = [...page, `cell=${cell.row.part.person}.${weekOf(cell)}.${subject}`].join("&");
  return `${base}${base.includes("?") ? "&" : "?"}${part}`;
}

// ---- a subject's cell ----

function valueText(v: Value, capacity: number): string {
  const c = amount(v.c, capacity);
  const tentative = amount(v.t, capacity);
  return !v.t ? c : !v.c ? `${tentative}?` : `${c}+${tentative}?`;
}

function subLabel(cell: Cell, v: Value, capacity: number): string {
  const name = personName(cell);
  const subject = subjectName(cell);
  const when = weekText(weekOf(cell));
  if (!v.c && !v.t) return t("%s, %s, %s: nothing planned", name, subject, when);
  const value = amountWithUnit(v.c + v.t, capacity);
  if (!v.t) return t("%s, %s, %s: %s", name, subject, when, value);
  return t("%s, %s, %s: %s, of it tentative %s", name, subject, when, value, amountWithUnit(v.t, capacity));
}

const isPast = (cell: Cell): boolean => (grid.nowAt >= 0 ? cell.at < grid.nowAt : weekOf(cell) < (document.getElementById("plan")?.dataset.now ?? ""));

// The server draws a link only where something can be put.
function fit(cell: Cell, element: HTMLTableCellElement): void {
  const isLink = element.firstElementChild?.tagName === "A";
  if (element.firstElementChild && isLink === isOpen(cell)) return;
  const model = blank(cell);
  const typed = element.querySelector("input");
  element.replaceChildren(...(model ? [...model.cloneNode(true).childNodes] : []), ...(typed ? [typed] : []));
}

const put = (element: Element | null | undefined, text: string): void => {
  if (element && element.textContent !== text) element.textContent = text;
};

function drawSub(cell: Cell, element: HTMLTableCellElement): void {
  const v = isBlueHidden() ? { ...valueOf(cell), t: 0 } : valueOf(cell);
  const { capacity } = baseSums(sumCell(cell));
  fit(cell, element);
  const link = element.querySelector<HTMLElement>(".al");
  if (!link) return;
  const order = orderOf(subjectOf(cell));
  const past = order < 3 && isPast(cell);
  link.dataset.k = !v.c && !v.t ? "" : order === 0 && !v.c ? "tent" : past ? "past" : (["work", "intl", "resv", "leave"][order] ?? "");
  put(link.querySelector("b"), valueText(v, capacity));
  const label = subLabel(cell, v, capacity);
  if (link instanceof HTMLAnchorElement) {
    link.setAttribute("aria-label", label);
    link.setAttribute("href", cellPath(cell));
  } else if (!v.c && !v.t) link.remove();
  else put(link.querySelector(".sr"), `, ${label}`);
  element.classList.toggle("is-pending", overlay.size > 0 && overlay.has(cellKey(cell)));
}

// ---- a person's week ----

// The week as the page shows it: without its blue part where that is hidden.
const shownSums = (cell: Cell): Sums => (isBlueHidden() ? { ...sumsOf(cell), t: 0 } : sumsOf(cell));

// Past 100 % and agreed overtime: leave or a holiday pushed it, and it waits for somebody.
const excessOf = (s: Sums): number => Math.max(0, plannedOf(s) - s.room - s.overtime);

function drawSums(cell: Cell, element: HTMLTableCellElement): void {
  const s = shownSums(cell);
  const { capacity } = s;
  const planned = plannedOf(s);
  const free = Math.max(0, s.room + s.overtime - planned);
  const over = Math.max(0, planned - s.room);
  const past = isPast(cell);
  const isQuiet = past || free * 10 < capacity || s.room === 0;
  fit(cell, element);
  element.classList.toggle("is-now", cell.at === grid.nowAt);
  element.classList.toggle("is-past", past);
  const pushed = excessOf(sumsOf(cell));
  element.classList.toggle("is-over", over > 0);
  element.classList.toggle("is-pushed", pushed > 0);
  element.classList.toggle("is-off", s.room > 0 && s.away >= s.room && planned <= s.room);
  const inner = element.firstElementChild;
  put(inner?.querySelector("b"), amount(planned, capacity));
  put(inner?.querySelector("em"), over ? `+${amount(over, capacity)}` : isQuiet ? "" : t("free %s", amount(free, capacity)));
  const whole = (minutes: number): number => (capacity > 0 ? Math.floor((minutes * 100 + capacity / 2) / capacity) : 0);
  const bar = [["w", s.c], ["i", s.internal], ["l", s.away], ["r", s.reserve], ["t", s.t], ["o", over]] as const;
  const style = inner?.querySelector<HTMLElement>(".wb")?.style;
  if (style) style.cssText = bar.map(([name, minutes]) => `--${name}:${whole(minutes)}`).join(";");
  const said = [planned, s.c, s.t, s.internal, s.reserve, s.away, free].map((minutes) => amountWithUnit(minutes, capacity));
  const label = t("%s, %s: %s; confirmed %s, tentative %s, internal %s, reserve %s, away %s, free %s", personName(cell), weekText(weekOf(cell)), ...said);
  inner?.setAttribute("aria-label", pushed ? `${label}; ${t("does not fit by %s", amountWithUnit(pushed, capacity))}` : label);
  if (inner instanceof HTMLAnchorElement) inner.setAttribute("href", cellPath(cell));
}

// ---- drawing ----

// Marks of others (selected, refused, just changed), put on whenever a cell is drawn.
export const marks: ((cell: Cell, element: HTMLTableCellElement) => void)[] = [];
export function markCell(cell: Cell): void {
  const element = elementOf(cell);
  if (element) for (const mark of marks) mark(cell, element);
}

function drawOne(cell: Cell): void {
  const element = elementOf(cell);
  if (!element) return;
  if (isSub(cell)) drawSub(cell, element);
  else if (isSum(cell)) drawSums(cell, element);
  markCell(cell);
}

// Draws what is in sight of these cells and of the sums over them.
export function draw(cells: Iterable<Cell>): void {
  const sums = new Set<Cell>();
  for (const cell of cells) {
    if (isSub(cell)) drawOne(cell);
    const sum = cell.at === HEAD ? null : sumCell(cell);
    if (sum) sums.add(sum);
  }
  for (const sum of sums) drawOne(sum);
  if (sums.size) countSoon();
}

// ---- new cells, from the server's blank ones ----

function blank(cell: Cell): HTMLElement | null {
  const models = document.querySelector<HTMLTemplateElement>("#plan-blank")?.content.querySelectorAll<HTMLElement>("td");
  const at = isSum(cell) ? (isOpen(cell) ? 1 : 0) : isOpen(cell) ? 2 : 3;
  return models?.[at] ?? null;
}

// Where a cell stands and what it is, for screen readers and for its place.
export function name(element: HTMLTableCellElement, row: Row, at: number): void {
  element.setAttribute("aria-colindex", String(at + 2));
  element.setAttribute("role", row.kind === "head" ? "columnheader" : "gridcell");
  if (row.kind !== "head") element.style.setProperty("--j", String(at));
}

export function makeCell(row: Row, at: number): HTMLTableCellElement {
  if (row.kind === "head") return grid.columns[at]?.head ?? document.createElement("th");
  const cell = cellAt(row, at);
  const model = row.kind === "sums" || row.kind === "sub" ? cell && blank(cell) : null;
  const element = (model?.cloneNode(true) as HTMLTableCellElement | undefined) ?? document.createElement("td");
  name(element, row, at);
  if (row.kind === "group") element.textContent = shareText(row.part.members, at);
  if (!model || !cell) return element;
  element.dataset.week = weekOf(cell);
  const link = element.querySelector("a");
  if (link) link.tabIndex = -1;
  else element.tabIndex = -1;
  return element;
}

// For a cell that has just come in sight.
export function dress(row: Row, at: number): void {
  const cell = row.kind === "sums" || row.kind === "sub" ? cellAt(row, at) : null;
  if (cell) drawOne(cell);
}

// ---- groups and the team ----

function shareText(parts: Iterable<Part>, at: number): string {
  let planned = 0;
  let capacity = 0;
  for (const part of parts) {
    const cell = cellAt(sumsRow(part), at);
    if (!cell) continue;
    const s = shownSums(cell);
    planned += plannedOf(s);
    capacity += s.capacity;
  }
  return `${capacity ? Math.floor((planned * 100 + capacity / 2) / capacity) : 0}${percentSign}`;
}

const PERCENT = /\d+\u00a0?%/;

export function count(): void {
  for (const part of grid.parts) if (!part.person && part.element.isConnected) for (const [at, cell] of part.rows[0]?.shown ?? []) put(cell, shareText(part.members, at));
  for (const [at, head] of grid.head?.shown ?? []) {
    const note = head.querySelector("span");
    const text = note?.textContent ?? "";
    if (note && PERCENT.test(text)) put(note, text.replace(PERCENT, shareText(persons(), at)));
  }
}

let counting = 0;
export function countSoon(): void {
  counting ||= requestAnimationFrame(() => {
    counting = 0;
    count();
  });
}
