// SPDX-License-Identifier: MIT
// The grid's table as data: which cells there are, the minutes behind them, and how they look. The
// server writes the minutes into data-m; what is on its way to the server lies over them in `overlay`.

import { fetchPage, hours as hoursText, lang, percentNumber, t, week as weekText } from "takt";
import { type Value, percentOf } from "./grid-amount";

export type Cell = HTMLTableCellElement;

export const wrap = (): HTMLElement | null => document.getElementById("plan");
export const table = (): HTMLTableElement | null => document.querySelector<HTMLTableElement>("#plan > table.plan");
export const rows = (): HTMLTableRowElement[] => [...document.querySelectorAll<HTMLTableRowElement>(".plan tbody.man > tr")];
const isBlueHidden = (): boolean => wrap()?.dataset.hide?.split(".").includes("blue") ?? false;
export const inHours = (): boolean => wrap()?.dataset.unit === "hours";

export const cellOf = (target: EventTarget | null): Cell | null =>
  target instanceof Element ? target.closest<Cell>(".plan tbody.man td.c, .plan tbody.man th[scope=row]") : null;

// What takes the focus in a cell: its link, or the cell itself where nothing can be opened.
export const seat = (cell: HTMLElement): HTMLElement => cell.querySelector<HTMLElement>("a") ?? cell;

// ---- names ----

export const personOf = (element: Element): string => element.closest<HTMLElement>("tbody.man")?.dataset.person ?? "";
const subjectOfRow = (row: HTMLElement | null): string => (row?.matches(".sub") ? String(Number(row.dataset.project) || row.dataset.kind) : "");
export const subjectOf = (cell: Element): string => subjectOfRow(cell.closest<HTMLElement>("tr"));
export const keyOf = (person: string, week: string, subject: string): string => `${person}.${week}.${subject}`;
export const cellKey = (cell: HTMLElement): string => keyOf(personOf(cell), cell.dataset.week ?? "", subjectOf(cell));

export const isSub = (cell: Element | null): boolean => cell?.matches("tr.sub > td.c") ?? false;
// Whether a script may put something there: the server draws a link only where it would take it.
export const isOpen = (cell: Element | null): boolean => isSub(cell) && cell?.querySelector("a.al") !== null;

export function findCell(key: string): Cell | null {
  const [person, week, subject] = key.split(".");
  for (const row of document.querySelectorAll<HTMLElement>(`#man-${Number(person)} > tr:not(.add)`))
    if (subjectOfRow(row) === subject) return row.querySelector<Cell>(`td[data-week="${CSS.escape(week ?? "")}"]`);
  return null;
}

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

export const overlay = new Map<string, Value>();

const numbers = (cell: HTMLElement | null | undefined): number[] => (cell?.dataset.m ?? "").split(" ").map(Number);

export function baseOf(cell: HTMLElement): Value {
  const [c = 0, tentative = 0] = numbers(cell);
  return { c, t: tentative };
}
export const valueOf = (cell: HTMLElement): Value => overlay.get(cellKey(cell)) ?? baseOf(cell);
export function setBase(cell: HTMLElement, value: Value): void {
  cell.dataset.m = `${value.c} ${value.t}`;
}

export const sumCell = (cell: HTMLElement): Cell | null =>
  cell.closest("tbody")?.querySelector<Cell>(`tr.sums > td[data-week="${CSS.escape(cell.dataset.week ?? "")}"]`) ?? null;

export function baseSums(cell: HTMLElement | null): Sums {
  const [capacity = 0, room = 0, overtime = 0, away = 0, c = 0, tentative = 0, internal = 0, reserve = 0] = numbers(cell);
  return { capacity, room, overtime, away, c, t: tentative, internal, reserve };
}
export function setSums(cell: HTMLElement, s: Sums): void {
  cell.dataset.m = [s.capacity, s.room, s.overtime, s.away, s.c, s.t, s.internal, s.reserve].join(" ");
}
export const capacityOf = (cell: HTMLElement): number => baseSums(sumCell(cell)).capacity;
export const plannedOf = (s: Sums): number => s.away + s.c + s.t + s.internal + s.reserve;

// What is projects' (0), internal (1), reserves' (2) or away (3).
const orderOf = (subject: string): number => (/^\d+$/.test(subject) ? 0 : subject.startsWith("reserve") ? 2 : subject === "away" ? 3 : 1);

// The week as it will be when everything on its way has arrived.
export function sumsOf(cell: HTMLElement): Sums {
  const sums = baseSums(cell);
  const week = CSS.escape(cell.dataset.week ?? "");
  for (const sub of cell.closest("tbody")?.querySelectorAll<Cell>(`tr.sub > td[data-week="${week}"]`) ?? []) {
    const over = overlay.get(cellKey(sub));
    if (!over) continue;
    const base = baseOf(sub);
    const order = orderOf(subjectOf(sub));
    if (order === 0) {
      sums.c += over.c - base.c;
      sums.t += over.t - base.t;
    } else sums[order === 1 ? "internal" : "reserve"] += over.c - base.c;
  }
  return sums;
}

// ---- how it looks; the same sentences as the server's ----

const comma = (text: string): string => (lang === "ru" ? text.replace(".", ",") : text);
const percentSign = lang === "ru" ? "\u00a0%" : "%";

export function amount(minutes: number, capacity: number): string {
  if (!minutes) return "";
  return inHours() ? comma(String(Math.floor((minutes * 10 + 30) / 60) / 10)) : percentNumber(percentOf(minutes, capacity));
}
export const amountWithUnit = (minutes: number, capacity: number): string =>
  inHours() ? hoursText(minutes) : (amount(minutes, capacity) || "0") + percentSign;
export const percentText = (percent: number): string => percentNumber(percent) + percentSign;

export const personName = (cell: Element): string => cell.closest("tbody")?.querySelector(".who-btn .m")?.textContent ?? "";
export function subjectName(cell: Element): string {
  const head = cell.closest("tr")?.querySelector("th");
  const short = head?.querySelector(".cl")?.textContent ?? "";
  const detail = head?.querySelector("small")?.textContent ?? "";
  const order = orderOf(subjectOf(cell));
  return order === 0 ? `${short} · ${detail}` : order === 3 ? short : detail;
}

function valueText(v: Value, capacity: number): string {
  const c = amount(v.c, capacity);
  const tentative = amount(v.t, capacity);
  return !v.t ? c : !v.c ? `${tentative}?` : `${c}+${tentative}?`;
}

function subLabel(cell: HTMLElement, v: Value, capacity: number): string {
  const name = personName(cell);
  const subject = subjectName(cell);
  const when = weekText(cell.dataset.week ?? "");
  if (!v.c && !v.t) return t("%s, %s, %s: nothing planned", name, subject, when);
  const value = amountWithUnit(v.c + v.t, capacity);
  if (!v.t) return t("%s, %s, %s: %s", name, subject, when, value);
  return t("%s, %s, %s: %s, of it tentative %s", name, subject, when, value, amountWithUnit(v.t, capacity));
}

function drawSub(cell: HTMLElement): void {
  const link = cell.querySelector<HTMLElement>(".al");
  const sum = sumCell(cell);
  if (!link || !sum) return;
  const v = isBlueHidden() ? { ...valueOf(cell), t: 0 } : valueOf(cell);
  const { capacity } = baseSums(sum);
  const order = orderOf(subjectOf(cell));
  const past = sum.matches(".is-past") && order < 3;
  const kind = !v.c && !v.t ? "" : order === 0 && !v.c ? "tent" : past ? "past" : (["work", "intl", "resv", "leave"][order] ?? "");
  link.dataset.k = kind;
  const text = link.querySelector("b");
  if (text) text.textContent = valueText(v, capacity);
  if (link.matches("a")) link.setAttribute("aria-label", subLabel(cell, v, capacity));
  cell.classList.toggle("is-pending", overlay.has(cellKey(cell)));
}

// The week as the page shows it: without its blue part where that is hidden.
const shownSums = (cell: HTMLElement): Sums => (isBlueHidden() ? { ...sumsOf(cell), t: 0 } : sumsOf(cell));

function drawSums(cell: HTMLElement): void {
  const s = shownSums(cell);
  const { capacity } = s;
  const planned = plannedOf(s);
  const free = Math.max(0, s.room + s.overtime - planned);
  const over = Math.max(0, planned - s.room);
  const isQuiet = cell.matches(".is-past") || free * 10 < capacity || s.room === 0;
  const note = over ? `+${amount(over, capacity)}` : isQuiet ? "" : t("free %s", amount(free, capacity));
  cell.classList.toggle("is-over", over > 0);
  cell.classList.toggle("is-off", s.room > 0 && s.away >= s.room && planned <= s.room);
  const put = (selector: string, text: string): void => {
    const element = cell.querySelector(selector);
    if (element && element.textContent !== text) element.textContent = text;
  };
  put("b", amount(planned, capacity));
  put("em", note);
  const bar = cell.querySelector<HTMLElement>(".wb");
  const whole = (minutes: number): string => String(capacity > 0 ? Math.floor((minutes * 100 + capacity / 2) / capacity) : 0);
  for (const [name, minutes] of [["w", s.c], ["i", s.internal], ["l", s.away], ["r", s.reserve], ["t", s.t], ["o", over]] as const)
    bar?.style.setProperty(`--${name}`, whole(minutes));
  const said = [planned, s.c, s.t, s.internal, s.reserve, s.away, free].map((minutes) => amountWithUnit(minutes, capacity));
  const label = t("%s, %s: %s; confirmed %s, tentative %s, internal %s, reserve %s, away %s, free %s", personName(cell), weekText(cell.dataset.week ?? ""), ...said);
  cell.querySelector(".pc")?.setAttribute("aria-label", label);
}

// Draws cells and the sums over them anew.
export function draw(cells: Iterable<HTMLElement>): void {
  const sums = new Set<HTMLElement>();
  for (const cell of cells) {
    if (isSub(cell)) drawSub(cell);
    const sum = isSub(cell) ? sumCell(cell) : cell;
    if (sum) sums.add(sum);
  }
  for (const sum of sums) drawSums(sum);
  if (sums.size) countSoon();
}

// ---- groups and the team ----

function share(parts: HTMLTableSectionElement[], column: number): string {
  let planned = 0;
  let capacity = 0;
  for (const part of parts) {
    const cell = part.rows[0]?.cells[column];
    if (!cell) continue;
    const s = shownSums(cell);
    planned += plannedOf(s);
    capacity += s.capacity;
  }
  return `${capacity ? Math.floor((planned * 100 + capacity / 2) / capacity) : 0}${percentSign}`;
}

let counting = 0;
function countSoon(): void {
  counting ||= requestAnimationFrame(() => {
    counting = 0;
    const bodies = [...(table()?.tBodies ?? [])];
    bodies.forEach((body, at) => {
      if (!body.matches(".grp")) return;
      const next = bodies.findIndex((other, place) => place > at && other.matches(".grp"));
      const own = bodies.slice(at + 1, next < 0 ? undefined : next);
      for (const cell of body.rows[0]?.querySelectorAll("td") ?? []) cell.textContent = share(own, cell.cellIndex);
    });
    const people = bodies.filter((body) => body.matches(".man"));
    for (const head of table()?.tHead?.querySelectorAll<Cell>("th[data-week]") ?? []) {
      const note = head.querySelector("span");
      const text = note?.textContent ?? "";
      if (note && /\d+\u00a0?%/.test(text)) note.textContent = text.replace(/\d+\u00a0?%/, share(people, head.cellIndex));
    }
  });
}

// ---- a newer page's cells in place of ours ----

const plain = (element: Element): string => element.innerHTML.replace(/ (?:tabindex|draggable|style)="[^"]*"/g, "");
const looks = (element: Element): string => element.className.replace(/ ?is-(?:cur|fresh|range|pending|refused)\b/g, "").trim();
const same = (a: HTMLElement, b: HTMLElement): boolean => a.dataset.m === b.dataset.m && looks(a) === looks(b) && plain(a) === plain(b);

function oldPart(part: HTMLElement): HTMLElement | null | undefined {
  if (part.id) return document.getElementById(part.id);
  if (part.tagName === "THEAD") return table()?.tHead;
  const name = part.querySelector("th")?.textContent;
  return [...document.querySelectorAll<HTMLElement>(".plan tbody.grp")].find((group) => group.querySelector("th")?.textContent === name);
}

// Replaces what differs and returns the new cells.
export function patchPart(part: HTMLElement): HTMLElement[] {
  const old = oldPart(part);
  if (!old) return [];
  const olds = [...old.querySelectorAll<HTMLElement>("tr > *")];
  const news = [...part.querySelectorAll<HTMLElement>("tr > *")];
  if (olds.length !== news.length || olds.some((was, at) => !news[at] || (was.tagName === "TD" && cellKey(was) !== cellKey(news[at])))) {
    old.replaceWith(document.adoptNode(part));
    return [part];
  }
  return news.filter((cell, at) => {
    const was = olds[at];
    if (!was || same(was, cell)) return false;
    was.replaceWith(document.adoptNode(cell));
    return true;
  });
}

// One person's rows as the server draws them now.
export async function fetchRows(person: string): Promise<HTMLElement | null> {
  const address = new URL(location.href);
  for (const name of ["cell", "page", "only", "q"]) address.searchParams.delete(name);
  address.searchParams.set("person_id", person);
  const page = await fetchPage(address.href);
  return page.getElementById(`man-${Number(person)}`);
}

export const refusedKey = (one: { person_id: number; week: string; project_id: number | null; kind: string }): string =>
  keyOf(String(one.person_id), one.week, one.project_id ? String(one.project_id) : one.kind);
