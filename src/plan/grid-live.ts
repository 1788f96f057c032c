// SPDX-License-Identifier: MIT
// Cells as the server has them now: of what colleagues change, only the person's weeks are fetched,
// as JSON, and change in place with a mark of who did it.

import { type LiveMessage, api, t } from "takt";
import { draw, markCell, marks } from "./grid-draw";
import { putPerson } from "./grid-load";
import { answers } from "./grid-send";
import { type Cell, baseOf, baseSums, cellAt, cellKey, findCell, grid, setBase, setSums, table } from "./grid-table";
import { tellSum } from "./grid-select";

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

const changedBy = new Map<string, string>(); // who has just changed a cell

marks.push((cell, element) => {
  const by = changedBy.size ? changedBy.get(cellKey(cell)) : undefined;
  if (by === undefined && !element.classList.contains("is-fresh")) return;
  element.classList.toggle("is-fresh", by !== undefined);
  if (by) {
    element.dataset.by = by.split(" ").map((word) => word[0] ?? "").join("").slice(0, 2);
    element.title = t("%s has changed this", by);
  } else {
    delete element.dataset.by;
    if (!element.matches(".is-refused")) element.removeAttribute("title");
  }
});

// Marks a cell that somebody has just changed ("": without a name).
export function flash(cell: Cell, by: string): void {
  const key = cellKey(cell);
  changedBy.set(key, by);
  markCell(cell);
  setTimeout(() => {
    changedBy.delete(key);
    markCell(cell);
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
  const was = JSON.stringify(baseSums(sum));
  setSums(sum, { capacity: week.capacity, room: week.room, overtime: week.overtime, away: week.absence, c: week.confirmed, t: week.tentative, internal: week.internal, reserve: week.reserve });
  const values = bySubject(week);
  const changed: Cell[] = [];
  const subs = sum.row.part.rows.filter((row) => row.kind === "sub");
  for (const row of subs) {
    const cell = cellAt(row, sum.at);
    const value = values.get(row.subject) ?? { c: 0, t: 0 };
    values.delete(row.subject);
    const base = cell && baseOf(cell);
    if (!base || (base.c === value.c && base.t === value.t)) continue;
    setBase(cell, value);
    changed.push(cell);
  }
  draw([...changed, sum]);
  if (by) for (const cell of changed) flash(cell, by);
  if (by && JSON.stringify(baseSums(sum)) !== was) flash(sum, subs.length ? "" : by);
  return subs.length > 0 && values.size > 0;
}

const DAY = 86_400_000;

// Weeks of people, as they are now.
export async function fetchWeeks(wanted: Map<string, Set<string>>, by = ""): Promise<void> {
  for (const [person, weeks] of wanted) {
    const sorted = [...weeks].sort();
    const from = sorted[0] ?? "";
    const count = Math.round((Date.parse(sorted[sorted.length - 1] ?? "") - Date.parse(from)) / (7 * DAY)) + 1;
    let before;
    let plan;
    do {
      before = answers();
      plan = await api.get<{ people: { id: number; weeks: Week[] }[] }>(`/plan.json?person_id=${person}&from=${from}&weeks=${count}`);
    } while (before !== answers());
    const member = plan.people.find((one) => String(one.id) === person);
    const lacks = (member?.weeks ?? []).filter((week) => weeks.has(week.week)).map((week) => putWeek(person, week, by));
    if (lacks.includes(true)) await putPerson(person);
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
  whole ||= !grid.whole; // whoever is still to come has to come as it is now
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
