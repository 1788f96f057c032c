// SPDX-License-Identifier: MIT
// Cells as the server has them now: of what colleagues change, only the person's weeks are fetched,
// as JSON, and change in place with a mark of who did it.

import { type LiveMessage, api, t } from "takt";
import { type Cell, baseOf, draw, fetchRows, findCell, patchPart, setBase, setSums, subjectOf, table } from "./grid-table";
import { roving, tellSum } from "./grid-select";

export interface Week {
  week: string;
  capacity: number;
  room: number;
  confirmed: number;
  tentative: number;
  internal: number;
  absence: number;
  reserve: number;
  overtime: number;
  allocations?: { id: number | null; project_id: number | null; kind: string; minutes: number; state: string }[];
}

const SHOWN = 6000;
const TOGETHER = 120;
const MANY = 12; // people at once: then the page itself is cheaper

function flash(cell: HTMLElement, by: string): void {
  cell.classList.remove("is-fresh");
  void cell.offsetWidth;
  cell.classList.add("is-fresh");
  if (!by) return;
  cell.dataset.by = by.split(" ").map((word) => word[0] ?? "").join("").slice(0, 2);
  cell.title = t("%s has changed this", by);
  setTimeout(() => {
    delete cell.dataset.by;
    cell.removeAttribute("title");
    cell.classList.remove("is-fresh");
  }, SHOWN);
}

// What stands in a week under each subject; everything that takes a person away is one.
function bySubject(week: Week): Map<string, { c: number; t: number }> {
  const found = new Map<string, { c: number; t: number }>();
  for (const one of week.allocations ?? []) {
    const subject = one.project_id ? String(one.project_id) : one.id === null ? "away" : one.kind;
    const value = found.get(subject) ?? { c: 0, t: 0 };
    if (one.state === "tentative") value.t += one.minutes;
    else value.c += one.minutes;
    found.set(subject, value);
  }
  return found;
}

// True when the person's rows lack one that the week needs.
function putWeek(person: string, week: Week, by: string): boolean {
  const sum = findCell(`${person}.${week.week}.`);
  if (!sum) return false;
  const was = sum.dataset.m;
  setSums(sum, { capacity: week.capacity, room: week.room, overtime: week.overtime, away: week.absence, c: week.confirmed, t: week.tentative, internal: week.internal, reserve: week.reserve });
  const values = bySubject(week);
  const changed: Cell[] = [];
  const subs = [...(sum.closest("tbody")?.querySelectorAll<Cell>(`tr.sub > td[data-week="${week.week}"]`) ?? [])];
  for (const cell of subs) {
    const value = values.get(subjectOf(cell)) ?? { c: 0, t: 0 };
    const base = baseOf(cell);
    values.delete(subjectOf(cell));
    if (base.c === value.c && base.t === value.t) continue;
    setBase(cell, value);
    changed.push(cell);
  }
  draw([...changed, sum]);
  for (const cell of changed) if (by) flash(cell, by);
  if (by && sum.dataset.m !== was) flash(sum, subs.length ? "" : by);
  return subs.length > 0 && values.size > 0;
}

async function putRows(person: string): Promise<void> {
  const part = await fetchRows(person);
  if (!part) return;
  draw(patchPart(part).flatMap((cell) => (cell.tagName === "TBODY" ? [...cell.querySelectorAll<HTMLElement>("td.c")] : [cell])).filter((cell) => cell.matches("td.c")));
  roving();
}

const DAY = 86_400_000;

// Weeks of people, as they are now.
export async function fetchWeeks(wanted: Map<string, Set<string>>, by = ""): Promise<void> {
  for (const [person, weeks] of wanted) {
    const sorted = [...weeks].sort();
    const from = sorted[0] ?? "";
    const count = Math.round((Date.parse(sorted[sorted.length - 1] ?? "") - Date.parse(from)) / (7 * DAY)) + 1;
    const plan = await api.get<{ people: { id: number; weeks: Week[] }[] }>(`/plan.json?person_id=${person}&from=${from}&weeks=${count}`);
    const member = plan.people.find((one) => String(one.id) === person);
    const lacks = (member?.weeks ?? []).filter((week) => weeks.has(week.week)).map((week) => putWeek(person, week, by));
    if (lacks.includes(true)) await putRows(person);
  }
  tellSum();
}

// ---- messages ----

let pending = new Map<string, Set<string>>();
let whole = false;
let who = "";
let timer = 0;

function note(topic: string): void {
  const [, week, person] = topic.match(/^plan\/(\d{4}-\d\d-\d\d)\/person\/(\d+)$/) ?? [];
  if (!week || !person) {
    whole ||= /^(plan|people|work|\*)/.test(topic);
    return;
  }
  if (findCell(`${person}.${week}.`)) pending.set(person, (pending.get(person) ?? new Set()).add(week));
}

export function listenToOthers(everything: () => Promise<void>, around: () => void): void {
  const go = async (): Promise<void> => {
    const [wanted, by, all] = [pending, who, whole || pending.size > MANY];
    [pending, who, whole] = [new Map(), "", false];
    try {
      if (all) await everything();
      else if (wanted.size) {
        await fetchWeeks(wanted, by);
        around();
      }
    } catch {
      // The next message or the next visit brings it.
    }
  };
  document.addEventListener("takt:live", (event) => {
    const message = (event as CustomEvent<LiveMessage>).detail;
    if (!table()) return;
    for (const topic of message.topics) note(topic);
    who = message.by ?? "";
    clearTimeout(timer);
    timer = window.setTimeout(go, TOGETHER + Math.random() * TOGETHER);
  });
}
