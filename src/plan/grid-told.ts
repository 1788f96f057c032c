// SPDX-License-Identifier: MIT
// What is said beside the sum of the selection: who holds a tentative cell, for what and until when, and
// while a smaller number is typed, what that takes from another's project.

import { api, lang, make, t } from "takt";
import { typedValue } from "./grid-amount";
import { currentCell } from "./grid-select";
import { type Cell, capacityOf, cellOf, inHours, isProject, isSub, personOf, subjectOf, valueOf, weekOf, wrap } from "./grid-table";

interface Booking {
  project_id: number;
  client_name: string;
  project_name: string;
  is_deal: boolean;
  is_past: boolean;
  until: string | null;
  reserved_by_name: string;
}

const WAIT = 300;

// Beside the status line; made here, since a page without scripts has nothing to say in it.
function line(): HTMLElement | null {
  const status = document.getElementById("plan-status");
  if (!status) return null;
  const found = document.getElementById("plan-told");
  if (found) return found;
  const told = make("span", { id: "plan-told", class: "plan-told", role: "status" });
  status.after(told);
  return told;
}

export function tell(text: string): void {
  const told = line();
  if (told && told.textContent !== text) told.textContent = text;
  told?.setAttribute("title", text);
}

// ---- who holds it ----

let bookings = new Map<string, Promise<Booking[]>>();

const bookingsOf = (person: string): Promise<Booking[]> => {
  const known = bookings.get(person);
  if (known) return known;
  const asked = api.get<{ items: Booking[] }>(`/plan/tentative.json?person_id=${person}`).then(({ items }) => items);
  bookings.set(person, asked);
  return asked;
};

const dayText = (iso: string): string => new Date(`${iso}T00:00:00Z`).toLocaleDateString(lang === "ru" ? "ru-RU" : "en-GB", { timeZone: "UTC", day: "numeric", month: "long" });

function sayBooking(one: Booking): string {
  const what = `${one.client_name} · ${one.project_name}${one.is_deal ? `, ${t("deal")}` : ""}`;
  const who = one.reserved_by_name || t("nobody");
  if (!one.until) return t("%s: held by %s", what, who);
  return one.is_past ? t("%s: held by %s until %s, which has gone by", what, who, dayText(one.until)) : t("%s: held by %s until %s", what, who, dayText(one.until));
}

async function tellHolder(cell: Cell): Promise<void> {
  const found = (await bookingsOf(personOf(cell))).find((one) => String(one.project_id) === subjectOf(cell));
  const now = currentCell();
  if (now === cell) tell(found ? sayBooking(found) : "");
}

// ---- the price of a smaller number ----

interface Price {
  items: { say: string }[];
}

async function priceOf(cell: Cell, minutes: number, state: string): Promise<string> {
  const items = [{ person_id: Number(personOf(cell)), week: weekOf(cell), subject: subjectOf(cell), state, minutes }];
  const price = await api.post<Price>("/plan/price", { items });
  return price.items.map((item) => item.say).join("; ");
}

let asking = 0;

function onTyping(field: HTMLInputElement, cell: Cell): void {
  clearTimeout(asking);
  const was = valueOf(cell);
  const to = typedValue(field.value, was, capacityOf(cell), inHours());
  const state = was.t && !was.c ? "tentative" : "confirmed";
  const minutes = to && (state === "tentative" ? to.t : to.c);
  if (!to || minutes === null || !isProject(cell) || to.c + to.t >= was.c + was.t) return tell("");
  asking = window.setTimeout(() => {
    void priceOf(cell, minutes, state)
      .then((text) => field.isConnected && tell(text))
      .catch(() => undefined);
  }, WAIT);
}

// The editor has a line of its own for it.
function onEditor(field: HTMLInputElement): void {
  const shown = field.closest<HTMLElement>("#editor");
  const row = field.closest(".val");
  if (!shown || !row) return;
  let said = shown.querySelector<HTMLElement>("#editor-price");
  if (!said) {
    said = make("p", { id: "editor-price", class: "t-xs t-2", role: "status" });
    row.after(said);
  }
  const text = said;
  const cell = currentCell();
  const isIt = cell && isSub(cell) && personOf(cell) === shown.dataset.person && weekOf(cell) === shown.dataset.week && subjectOf(cell) === shown.dataset.project;
  clearTimeout(asking);
  text.textContent = "";
  if (!isIt) return;
  const was = valueOf(cell);
  const to = typedValue(field.value, was, capacityOf(cell), inHours());
  if (!to || to.c + to.t >= was.c + was.t) return;
  const state = was.t && !was.c ? "tentative" : "confirmed";
  asking = window.setTimeout(() => {
    void priceOf(cell, state === "tentative" ? to.t : to.c, state)
      .then((said) => field.isConnected && (text.textContent = said))
      .catch(() => undefined);
  }, WAIT);
}

export function listenToTelling(): void {
  let waiting = 0;
  const forget = (): void => void (bookings = new Map());
  document.addEventListener("takt:planned", forget);
  document.addEventListener("takt:live", forget);
  addEventListener("focusin", (event) => {
    if (!wrap()) return;
    const cell = cellOf(event.target);
    if (!cell) return;
    clearTimeout(waiting);
    clearTimeout(asking);
    // the digit that opened the field is in it already
    if (event.target instanceof HTMLInputElement && event.target.matches(".cell-field")) return onTyping(event.target, cell);
    if (!isSub(cell) || !isProject(cell) || !valueOf(cell).t) return tell("");
    waiting = window.setTimeout(() => void tellHolder(cell).catch(() => undefined), WAIT);
  });
  addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !wrap()) return;
    if (field.matches(".cell-field")) {
      const cell = cellOf(field);
      if (cell) onTyping(field, cell);
    } else if (field.id === "editor-value") onEditor(field);
  });
}
