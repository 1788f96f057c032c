// SPDX-License-Identifier: MIT
// Changes on their way: shown at once, sent one after the other, each all or nothing, put right by the
// server's answer. What cannot be sent now stays in the queue and on the screen until it can.

import { Problem, api, collectToasts, make, sayError, t, tn } from "takt";
import type { Value } from "./grid-amount";
import { draw, markCell, marks } from "./grid-draw";
import { type Cell, baseOf, cellKey, findCell, overlay, setBase, setSums, sumCell, valueOf } from "./grid-table";
import { tellSum } from "./grid-select";
import { type Week, fetchWeeks } from "./grid-live";
import { type RefusalDetails, showRefusal } from "./grid-refusal";

export interface Change {
  cell: Cell;
  to: Value;
}

interface Step {
  key: string;
  from: Value;
  to: Value;
}

interface Item {
  person_id: number;
  week: string;
  subject: string;
  state: "confirmed" | "tentative";
  minutes: number;
  was_minutes?: number;
}

interface Result {
  person_id: number;
  week: string;
  project_id: number | null;
  kind: string;
  state: "confirmed" | "tentative";
  minutes: number;
  was_minutes: number;
  sums: Week;
}

interface Answer {
  results: Result[];
  change_id: number;
  taken?: string; // what others' projects lost by it
}

interface Op {
  steps: Step[];
  path: string;
  extra: object; // overtime and its reason, of an exit
  items: Item[] | null; // of an exit or a repetition; otherwise made of the steps
  repeats: boolean;
}

interface Done {
  id: number;
  results: Result[];
  path?: string; // of what is put again in another way than cell by cell: an exit, with its overtime
  extra?: object;
}

const queue: Op[] = [];
const undone: Done[] = [];
const done: Done[] = [];
let busy = false;
let complained = false;
let timer = 0;

let answered = 0; // changes that the server has answered: what was read before is older than they are

export const answers = (): number => answered;
export const isIdle = (): boolean => queue.length === 0;

// ---- what lies over the server's values ----

function overlayAgain(keys: Iterable<string>): void {
  const cells: Cell[] = [];
  const last = new Map(queue.flatMap((op) => op.steps).map((step) => [step.key, step.to]));
  for (const key of keys) {
    const to = last.get(key);
    if (to) overlay.set(key, to);
    else overlay.delete(key);
    const cell = findCell(key);
    if (cell) cells.push(cell);
  }
  draw(cells);
  tellSum();
}

const keysOf = (op: Op): string[] => op.steps.map((step) => step.key);

function itemsOf(step: Step): Item[] {
  const [person = "", week = "", subject = ""] = step.key.split(".");
  const one = (state: Item["state"], from: number, to: number): Item[] =>
    from === to ? [] : [{ person_id: Number(person), week, subject, state, minutes: to, was_minutes: from }];
  return [...one("confirmed", step.from.c, step.to.c), ...one("tentative", step.from.t, step.to.t)];
}

// ---- sending ----

function enqueue(op: Op): void {
  queue.push(op);
  overlayAgain(keysOf(op));
  void run();
}

export function commit(changes: Change[], repeats = false): void {
  const steps = changes
    .map(({ cell, to }) => ({ key: cellKey(cell), from: valueOf(cell), to }))
    .filter(({ from, to }) => from.c !== to.c || from.t !== to.t);
  if (!steps.length) return;
  if (!repeats) undone.length = 0;
  enqueue({ steps, path: "/allocations/batch", extra: {}, items: null, repeats });
}

// A way out, or a batch as it is.
export function post(path: string, body: object): void {
  const { items = [], ...extra } = body as { items?: Item[] };
  enqueue({ steps: [], path, extra, items, repeats: false });
}

async function run(): Promise<void> {
  const op = queue[0];
  if (busy || !op) return;
  clearTimeout(timer);
  timer = 0;
  busy = true;
  try {
    const answer = await api.post<Answer>(op.path, { ...op.extra, items: op.items ?? op.steps.flatMap(itemsOf) });
    succeed(op, answer);
    complained = false;
  } catch (problem) {
    await fail(op, problem instanceof Problem ? problem : new Problem(0));
  }
  busy = false;
  if (queue.length && !timer) void run();
}

function subjectOfResult(result: Result): string {
  return result.project_id ? String(result.project_id) : result.kind;
}

export function take(results: Result[]): Set<string> {
  const keys = new Set<string>();
  const lost = new Map<string, Set<string>>();
  for (const result of results) {
    const key = `${result.person_id}.${result.week}.${subjectOfResult(result)}`;
    const cell = findCell(key);
    const sum = cell ? sumCell(cell) : findCell(`${result.person_id}.${result.week}.`);
    if (cell) setBase(cell, { ...baseOf(cell), [result.state === "tentative" ? "t" : "c"]: result.minutes });
    else if (sum?.row.part.rows.some((row) => row.kind === "sub") && result.minutes) lost.set(String(result.person_id), new Set([result.week]));
    if (sum) {
      const s = result.sums;
      setSums(sum, { capacity: s.capacity, room: s.room, overtime: s.overtime, away: s.absence, c: s.confirmed, t: s.tentative, internal: s.internal, reserve: s.reserve });
      draw([sum]);
    }
    keys.add(key);
  }
  if (lost.size) void fetchWeeks(lost);
  return keys;
}

function succeed(op: Op, answer: Answer): void {
  queue.shift();
  answered++;
  const keys = take(answer.results ?? []);
  overlayAgain(new Set([...keys, ...keysOf(op)]));
  const entry: Done = { id: answer.change_id, results: answer.results ?? [], path: op.path, extra: op.extra };
  done.push(entry);
  offerUndo(entry, "", answer.taken);
  changed();
}

// The page around the grid (its sentence, the filters' counts) catches up when it is quiet.
const changed = (): void => void document.dispatchEvent(new CustomEvent("takt:planned"));

function offerUndo(entry: Done, text = "", taken = ""): void {
  const button = make("button", { class: "btn btn-sm", type: "button" }, t("Undo"), " ", make("kbd", { class: "kbd" }, "Ctrl Z"));
  const count = new Set(entry.results.map((result) => `${result.person_id}.${result.week}.${subjectOfResult(result)}`)).size;
  const toast = make("div", { class: "toast", "data-change": String(entry.id) }, make("span", {}, text || tn(count, "%d cell was changed", "%d cells were changed"), taken && `. ${taken}`), button);
  button.addEventListener("click", () => {
    toast.remove();
    void takeBack(entry);
  });
  for (const old of document.querySelectorAll("#toasts .toast[data-grid]")) old.remove();
  toast.dataset.grid = "";
  collectToasts(make("div", {}, toast));
}

// ---- what did not work ----

function drop(op: Op): void {
  queue.shift();
  const from = new Map(op.steps.map((step) => [step.key, step.from]));
  for (const later of queue)
    for (const next of later.steps) {
      const value = from.get(next.key);
      if (!value) continue;
      next.from = value;
      from.delete(next.key);
    }
  overlayAgain(keysOf(op));
}

async function fail(op: Op, problem: Problem): Promise<void> {
  if (problem.canRetry) return wait(op, problem);
  if (problem.isConflict) return conflict(op, problem);
  drop(op);
  const cells = op.steps.map((step) => findCell(step.key)).filter((cell) => cell !== null);
  const details = problem.details as unknown as RefusalDetails;
  if (problem.status === 422 && details.exits?.length) showRefusal(details, problem.message, cells, post);
  else {
    refuse(cells, problem.message);
    sayError(problem.message);
  }
}

const refused = new Map<string, string>(); // why, by cell

marks.push((cell, element) => {
  const why = refused.size ? refused.get(cellKey(cell)) : undefined;
  if (why === undefined && !element.classList.contains("is-refused")) return;
  element.classList.toggle("is-refused", why !== undefined);
  if (why) element.title = why;
  else element.removeAttribute("title");
});

// Marks cells that were refused and says why; until it is taken back, or for a while.
export function refuse(cells: Cell[], why: string, stays = false): () => void {
  for (const cell of cells) {
    refused.set(cellKey(cell), why);
    markCell(cell);
  }
  const forget = (): void => {
    for (const cell of cells) {
      refused.delete(cellKey(cell));
      markCell(cell);
    }
  };
  if (!stays) setTimeout(forget, 8000);
  return forget;
}

function wait(op: Op, problem: Problem): void {
  timer = window.setTimeout(resume, problem.status ? 2000 : 5000);
  if (complained) return;
  complained = true;
  const count = queue.reduce((sum, one) => sum + one.steps.length, 0);
  const kept = op.steps.length ? ` ${tn(count, "%d change is kept here", "%d changes are kept here")}` : "";
  sayError(`${problem.message}.${kept}`.replace("..", "."), { label: t("Try again"), run: resume });
}

function resume(): void {
  timer = 0;
  complained = complained && !navigator.onLine;
  void run();
}

// Two changed one cell: both values and names are said, ours can be put all the same.
async function conflict(op: Op, problem: Problem): Promise<void> {
  const weeks = new Map<string, Set<string>>();
  for (const step of op.steps) {
    const [person = "", week = ""] = step.key.split(".");
    weeks.set(person, (weeks.get(person) ?? new Set()).add(week));
  }
  await fetchWeeks(weeks).catch(() => undefined);
  const same = op.steps.length > 0 && op.steps.every((step) => {
    const cell = findCell(step.key);
    const base = cell && baseOf(cell);
    return base && base.c === step.to.c && base.t === step.to.t;
  });
  drop(op);
  if (same) return; // it had arrived; only the answer was lost
  refuse(op.steps.map((step) => findCell(step.key)).filter((cell) => cell !== null), problem.message);
  const again = (): void =>
    commit(op.steps.flatMap((step) => {
      const cell = findCell(step.key);
      return cell ? [{ cell, to: step.to }] : [];
    }));
  sayError(problem.message, op.steps.length ? { label: t("Put mine all the same"), run: again } : undefined);
}

// ---- taking back and putting again ----

const settled = async (): Promise<void> => {
  while (queue.length && !complained) await new Promise((next) => setTimeout(next, 20));
};

export function noteChange(id: number): void {
  if (id) done.push({ id, results: [] });
}

// Something that was done by another way than cells, to be taken back like them.
export function noteDone(id: number, text: string): void {
  const entry = { id, results: [] };
  done.push(entry);
  offerUndo(entry, text);
  changed();
}

async function takeBack(entry: Done): Promise<void> {
  const at = done.indexOf(entry);
  if (at >= 0) done.splice(at, 1);
  try {
    await api.post(`/changes/${entry.id}/undo`);
    if (entry.results.length) undone.push(entry);
    document.querySelector(`#toasts [data-change="${entry.id}"]`)?.remove();
    const weeks = new Map<string, Set<string>>();
    for (const { person_id, week } of entry.results) weeks.set(String(person_id), (weeks.get(String(person_id)) ?? new Set()).add(week));
    if (weeks.size) await fetchWeeks(weeks);
    else dispatchEvent(new CustomEvent("takt:undone"));
    changed();
  } catch (problem) {
    const retry = problem instanceof Problem && problem.canRetry;
    if (retry) done.push(entry);
    sayError((problem as Error).message, retry ? { label: t("Try again"), run: () => void takeBack(entry) } : undefined);
  }
}

let chain: Promise<void> = Promise.resolve();

// False when nothing was done here: whoever asked may try something else.
export function undo(): boolean {
  if (!done.length && !queue.length) return false;
  chain = chain.then(settled).then(() => {
    const entry = done[done.length - 1];
    return entry ? takeBack(entry) : undefined;
  });
  return true;
}

export function redo(): void {
  const entry = undone.pop();
  if (!entry) return;
  const items = entry.results.map((result) => ({
    person_id: result.person_id,
    week: result.week,
    subject: subjectOfResult(result),
    state: result.state,
    minutes: result.minutes,
    was_minutes: result.was_minutes,
  }));
  enqueue({ steps: [], path: entry.path ?? "/allocations/batch", extra: entry.extra ?? {}, items, repeats: true });
}

export function listenToConnection(): void {
  addEventListener("online", resume);
  addEventListener("beforeunload", (event) => {
    if (queue.length) event.preventDefault();
  });
}
