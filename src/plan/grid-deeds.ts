// SPDX-License-Identifier: MIT
// What can be done with the selection beyond typing: settle what is tentative, days off, who has room,
// planning ahead, the history. Each is a line of the context menu and most are a key.

import { api, letterOf, make, say, sayError, t, tn, week as weekText, collectToasts } from "takt";
import { askAbsence } from "./grid-absence";
import { type Deeds, isHead, listenToMenu, openMenu } from "./grid-menu";
import { openRoom } from "./grid-room";
import { chosen, choose, currentCell, isRange, rangeRows } from "./grid-select";
import { commit, noteDone } from "./grid-send";
import { type Cell, HEAD, capacityOf, grid, isOpen, isProject, isSub, personName, personOf, plannedOf, seat, subjectName, subjectOf, sumCell, sumsOf, valueOf, weekOf, wrap } from "./grid-table";
import { percentOf } from "./grid-amount";
import { clear, fillRight, toggleState } from "./grid-type";

// ---- what is selected ----

interface Span {
  from: string; // Mondays
  last: string;
  until: string; // the last day
  weeks: number;
  people: string[];
}

const DAY = 86_400_000;
export const dayAfter = (iso: string, days: number): string => new Date(Date.parse(iso) + days * DAY).toISOString().slice(0, 10);

export function span(): Span {
  const cells = rangeRows().flat();
  const columns = cells.map((cell) => cell.at).filter((at) => at !== HEAD);
  const first = columns.length ? Math.min(...columns) : Math.max(grid.nowAt, 0);
  const end = columns.length ? Math.max(...columns) : first;
  const from = grid.columns[first]?.week ?? "";
  const last = grid.columns[end]?.week ?? "";
  return { from, last, until: dayAfter(last, 6), weeks: end - first + 1, people: [...new Set(cells.map(personOf))] };
}

// path?name=value&…; empty values are left out.
export function pathOf(path: string, values: Record<string, string | number>, hash = ""): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== "") query.set(name, String(value));
  return `${path}?${query}${hash}`;
}

const isTentative = (cell: Cell): boolean => isProject(cell) && valueOf(cell).t > 0;

// ---- tentative ----

// What is free again may be waited for.
async function tellWaiting(person: string, from: string, until: string): Promise<void> {
  const values = { person_id: person, from, until };
  const { items } = await api.get<{ items: unknown[] }>(pathOf("/plan/waiting.json", values));
  if (!items.length) return;
  const text = tn(items.length, "%d thing waits for this time", "%d things wait for this time");
  const toast = make("div", { class: "toast", role: "status" }, make("span", {}, text), make("a", { class: "btn btn-sm", href: pathOf("/plan/waiting", values) }, t("Look")));
  collectToasts(make("div", {}, toast));
}

export function release(): void {
  const cells = chosen().filter(isTentative);
  if (!cells.length) return;
  const { from, until, people } = span();
  commit(cells.map((cell) => ({ cell, to: { c: valueOf(cell).c, t: 0 } })));
  // once it has arrived, and only as a hint
  window.setTimeout(() => void tellWaiting(people[0] ?? "", from, until).catch(() => undefined), 600);
}

async function settleProject(action: "confirm" | "release", cell: Cell): Promise<void> {
  try {
    const done = await api.post<{ weeks: number; change_id: number }>("/plan/tentative", { action, project_id: Number(subjectOf(cell)) });
    const text = action === "confirm" ? tn(done.weeks, "Confirmed: %d week", "Confirmed: %d weeks") : tn(done.weeks, "Released: %d week", "Released: %d weeks");
    noteDone(done.change_id, text);
    dispatchEvent(new CustomEvent("takt:undone")); // what is shown is fetched anew
  } catch (problem) {
    sayError((problem as Error).message);
  }
}

// ---- the lines ----

const hoursOf = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

function roomValues(cell: Cell): Record<string, string | number> {
  const { from, weeks } = span();
  const v = isSub(cell) ? valueOf(cell) : { c: 0, t: 0 };
  return {
    person_id: personOf(cell),
    project_id: isProject(cell) ? subjectOf(cell) : "",
    hours: v.c + v.t ? hoursOf(v.c + v.t) : "",
    from,
    weeks: Math.min(weeks, 12),
  };
}

function historyPath(cell: Cell): string {
  const subject = subjectOf(cell);
  const values = { person_id: personOf(cell), week: isHead(cell) ? span().from : weekOf(cell) };
  return pathOf("/plan/history", isSub(cell) && subject !== "away" ? { ...values, [isProject(cell) ? "project_id" : "kind"]: subject } : values);
}

function visit(path: string): void {
  const link = make("a", { href: path, hidden: "" });
  document.body.append(link);
  link.click();
  link.remove();
}

function openCell(cell: Cell): void {
  seat(cell)?.click();
}

function cellLines(cell: Cell): Deeds {
  const lines: Deeds = [];
  if (isOpen(cell)) lines.push({ say: t("Open"), key: "Enter", run: () => openCell(cell) });
  if (chosen().some((one) => isProject(one) && (valueOf(one).c || valueOf(one).t)))
    lines.push({ say: chosen().some(isTentative) ? t("Confirm") : t("Make tentative"), key: "B", run: toggleState });
  if (chosen().some(isTentative)) lines.push({ say: t("Release what is tentative"), key: "R", run: release });
  if (chosen().length) lines.push({ say: t("Clear the cells"), key: "Del", run: clear });
  if (chosen().length && (isRange() || cell.at > 0)) lines.push({ say: t("Fill right"), key: "Ctrl R", run: fillRight });
  if (isProject(cell) && cell.row.may) {
    lines.push(null, { say: t("Confirm all of the project"), run: () => void settleProject("confirm", cell) });
    lines.push({ say: t("Release all that is tentative of the project"), run: () => void settleProject("release", cell) });
    lines.push({ say: t("Its bookings, to prolong"), path: pathOf("/plan/tentative", { project_id: subjectOf(cell) }) });
  }
  return lines;
}

// What goes over many weeks begins with what is selected and is shown before anything is written.
function aheadLines(cell: Cell): Deeds {
  const { from, weeks, until, people } = span();
  const one = people.length === 1 ? (people[0] ?? "") : "";
  const subject = isSub(cell) && subjectOf(cell) !== "away" ? subjectOf(cell) : "";
  const base = { person_id: one, subject, from };
  const lines: Deeds = [null];
  if (one) lines.push({ say: t("Copy the week on…"), path: weeks > 1 ? pathOf("/plan/ahead", { way: "copy", ...base, weeks: weeks - 1 }) : pathOf("/plan/ahead", base, "#ahead-copy") });
  if (one && subject) {
    const v = valueOf(cell);
    const value = percentOf(v.c + v.t, capacityOf(cell));
    const share = { way: value ? "pattern" : "", ...base, value: value || "", until: weeks > 1 ? until : dayAfter(from, 12 * 7 + 6), state: v.t && !v.c ? "tentative" : "" };
    lines.push({ say: t("Keep the share until…"), path: pathOf("/plan/ahead", share, value ? "" : "#ahead-pattern") });
    lines.push({ say: t("Spread hours…"), path: pathOf("/plan/ahead", { ...base, weeks: weeks > 1 ? weeks : "" }, "#ahead-spread") });
  }
  if (isProject(cell)) lines.push({ say: t("Move the project…"), path: pathOf("/plan/ahead", { subject, from }, "#ahead-shift") });
  lines.push({ say: t("Fill internal lines…"), path: pathOf("/plan/ahead", { way: "lines", ...(one ? { person_id: one } : { people: people.join(",") }), from, weeks }) });
  return lines;
}

const mayBeAway = (cell: Cell): boolean => ["all", personOf(cell)].includes(wrap()?.dataset.absence ?? "");

function personLines(cell: Cell): Deeds {
  const lines: Deeds = [null];
  const sum = isHead(cell) ? null : sumCell(cell);
  const sums = sum && sumsOf(sum);
  if (sums && plannedOf(sums) > sums.room + sums.overtime)
    lines.push({ say: t("Resolve what does not fit"), path: pathOf("/plan/pushed/week", { person_id: personOf(cell), week: weekOf(cell) }) });
  if (mayBeAway(cell)) lines.push({ say: t("Absence…"), key: "A", run: () => askAbsence(cell, span()) });
  lines.push({ say: t("Who has room…"), key: "F", run: () => openRoom(roomValues(cell), cell) });
  lines.push({ say: t("History"), key: "H", path: historyPath(cell) });
  return lines;
}

// ---- keys and the menu ----

// Cells of a cell's own menu are those of the selection when it is part of it.
function take(cell: Cell): void {
  if (!rangeRows().flat().includes(cell)) choose(cell, false);
}

function ask(cell: Cell, at?: { x: number; y: number }): void {
  take(cell);
  const label = [personName(cell), isSub(cell) ? subjectName(cell) : "", isHead(cell) ? "" : weekText(weekOf(cell))].filter(Boolean).join(", ");
  const mayPlan = document.querySelector(".keybar") !== null;
  const own = isHead(cell) ? [] : cellLines(cell);
  const lines = [...own, ...(mayPlan ? aheadLines(cell) : []), ...personLines(cell)];
  openMenu(cell, label, lines[0] === null ? lines.slice(1) : lines, at);
}

// A letter in the grid; false when it is none of these.
export function onDeedKey(event: KeyboardEvent, cell: Cell): boolean {
  switch (letterOf(event)) {
    case "R":
      release();
      return true;
    case "A":
      if (mayBeAway(cell)) askAbsence(cell, span());
      else say(t("You enter your own days off. Ask a head about those of others"));
      return true;
    case "F":
      openRoom(roomValues(cell), cell);
      return true;
    case "H":
      visit(historyPath(cell));
      return true;
  }
  return false;
}

// Links of the page and the editor that have a panel or a dialog of their own in the grid.
function onLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".page-acts a[href^='/plan/room'], #editor a[href^='/plan/room'], #editor a[data-absence]") : null;
  if (!link || !document.getElementById("plan") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const cell = currentCell();
  if (link.matches("[data-absence]") && !cell) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (link.matches("[data-absence]") && cell) askAbsence(cell, span());
  else openRoom(link.closest("#editor") || !cell ? Object.fromEntries(new URL(link.href).searchParams) : roomValues(cell), cell);
}

export function listenToDeeds(): void {
  listenToMenu(ask);
  addEventListener("click", onLink, true);
}
