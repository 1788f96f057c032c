// SPDX-License-Identifier: MIT
// What does not fit: the reason for each cell, the ways out as buttons with keys 1 to 4, and what
// could give way. It stands where the editor of a cell stands and is closed like it.

import { type Exit, hours, icon, make, t, week as weekText } from "takt";
import { showDialog } from "./cell-editor";
import { amountWithUnit } from "./grid-draw";
import { refuse } from "./grid-send";
import { type Cell, capacityOf, findCell, refusedKey, subjectName } from "./grid-table";

interface RefusedCell {
  person_id: number;
  person_name: string;
  week: string;
  project_id: number | null;
  kind: string;
  wanted: number;
  fits: number;
}

interface Give {
  label: string;
  client_manager?: string;
  percent: string;
  minutes: number;
  say: string;
  price: string;
  body: object | null;
}

export interface RefusalDetails {
  person_id: number;
  week: string;
  over?: number;
  refused?: RefusedCell[];
  exits?: Exit[];
  gives?: Give[];
}

const SHOWN = 8;

type Post = (path: string, body: object) => void;

function exitOf(exit: Exit, close: () => void, post: Post): HTMLElement {
  const kbd = make("kbd", { class: "kbd" }, exit.key);
  if (exit.unavailable || !exit.body)
    return make("p", { class: "exit is-off" }, kbd, make("span", {}, exit.say, make("small", {}, exit.unavailable ?? "")));
  const form = make("form", { class: "exit" }, make("button", { "data-key": exit.key }, kbd, make("span", {}, exit.say)));
  const needsReason = exit.needs?.includes("reason") ?? false;
  const why = t("Why, and who agreed");
  const reason = make("input", { class: "input", name: "reason", required: "", maxlength: "200", placeholder: why, "aria-label": why });
  if (needsReason) form.append(reason);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    close();
    post(exit.path, { ...(exit.body as object), ...(needsReason ? { reason: reason.value } : {}) });
  });
  return form;
}

// What gives way at a key says whose it is and what is left of it; what cannot be done here is only named.
function giveOf(give: Give, key: string, why: HTMLInputElement, close: () => void, post: Post): HTMLElement {
  const text = [give.label, give.percent || hours(give.minutes), give.client_manager].filter(Boolean).join(", ");
  if (!give.body) return make("li", {}, text);
  const price = [give.say, give.price].filter(Boolean).join(": ");
  const form = make("form", { class: "exit" }, make("button", { "data-key": key }, make("kbd", { class: "kbd" }, key), make("span", {}, text, make("small", {}, price))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    close();
    post("/allocations/batch", { ...give.body, reason: why.value });
  });
  return make("li", {}, form);
}

// Asked for what did not fit.
function roomPath(details: RefusalDetails): string {
  const first = details.refused?.[0];
  const over = details.over ?? 0;
  const query = new URLSearchParams({ person_id: String(details.person_id), from: details.week, hours: `${Math.floor(over / 60)}:${String(over % 60).padStart(2, "0")}` });
  if (first?.project_id) query.set("project_id", String(first.project_id));
  return `/plan/room?${query}`;
}

function lineOf(one: RefusedCell): HTMLElement {
  const cell = findCell(refusedKey(one));
  const amount = (minutes: number): string => (cell ? amountWithUnit(minutes, capacityOf(cell)) : hours(minutes));
  const where = cell ? `${weekText(one.week)}, ${subjectName(cell)}` : weekText(one.week);
  return make("li", {}, t("%s, %s: asked for %s, fits %s", one.person_name, where, amount(one.wanted), amount(one.fits)));
}

export function showRefusal(details: RefusalDetails, message: string, cells: Cell[], post: Post): void {
  const refused = details.refused ?? [];
  const first = refused[0];
  const at = (first && findCell(refusedKey(first))) ?? cells[0] ?? findCell(`${details.person_id}.${details.week}.`);
  const marked = refuse(refused.map((one) => findCell(refusedKey(one))).filter((cell) => cell !== null), "", true);
  const close = make("button", { class: "btn btn-ghost btn-icon btn-sm", type: "button", "data-close": "", "aria-label": t("Close") }, icon("x"));
  const dialog = make("div", { class: "pop cell-editor", id: "editor", role: "dialog", "aria-labelledby": "editor-title" });
  const shut = showDialog(dialog, at ?? null, marked);
  const why = make("input", { class: "input", maxlength: "200", placeholder: t("Why (stays in the history)"), "aria-label": t("Why (stays in the history)") });
  const gives = (details.gives ?? []).slice(0, 5).map((give, at) => giveOf(give, String(5 + at), why, shut, post));
  dialog.append(
    make("div", { class: "row" }, make("h2", { class: "grow", id: "editor-title" }, t("Does not fit")), close),
    make("div", { class: "note note-over", role: "alert", tabindex: "-1", "data-focus": "" }, icon("alert"), make("div", {}, message)),
  );
  if (refused.length > 1) {
    const rest = refused.length - SHOWN;
    const lines = refused.slice(0, SHOWN).map(lineOf);
    if (rest > 0) lines.push(make("li", {}, t("and %d more", rest)));
    dialog.append(make("ul", { class: "gives", "aria-label": t("What does not fit") }, ...lines));
  }
  dialog.append(make("div", { class: "exits" }, ...(details.exits ?? []).map((exit) => exitOf(exit, shut, post))));
  if (gives.length) dialog.append(make("ul", { class: "gives", "aria-label": t("What could give way") }, ...gives));
  if (gives.some((give) => give.querySelector("form"))) dialog.append(why);
  dialog.append(make("p", { class: "row t-xs" }, make("a", { class: "link", href: roomPath(details) }, t("Who has room"))));
  dialog.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true });
}
