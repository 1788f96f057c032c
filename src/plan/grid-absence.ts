// SPDX-License-Identifier: MIT
// Days off of a person, entered over the selected weeks: what kind, which days (a click or a drag over
// them), whole or half. What stands there already can be taken away.

import { Problem, api, icon, lang, make, sayError, t, tn, week as weekText } from "takt";
import { showDialog } from "./cell-editor";
import { dayAfter } from "./grid-deeds";
import { fetchWeeks } from "./grid-live";
import { noteDone } from "./grid-send";
import { type Cell, personName, personOf } from "./grid-table";

interface Span {
  from: string;
  until: string;
  weeks: number;
}
interface Absence {
  id: number;
  kind_text?: string;
  kind: string;
  from_day: string;
  until_day: string;
  half: boolean;
}
interface Done {
  change_id: number;
  pushed_weeks: number;
  items: Absence[];
}

const KINDS = ["vacation", "sick", "day_off"] as const;
const kindText = (kind: string): string => (kind === "vacation" ? t("vacation") : kind === "sick" ? t("sick leave") : t("day off"));
const WEEKS = 6; // more of them are entered by their first and last day

const day = (iso: string): Date => new Date(`${iso}T00:00:00Z`);
const locale = (): string => (lang === "ru" ? "ru-RU" : "en-GB");
const format = (iso: string, options: Intl.DateTimeFormatOptions): string => day(iso).toLocaleDateString(locale(), { timeZone: "UTC", ...options });
const longDay = (iso: string): string => format(iso, { weekday: "long", day: "numeric", month: "long" });
const shortDay = (iso: string): string => format(iso, { day: "numeric", month: "long" });

function weeksOf(person: string, from: string, until: string): Map<string, Set<string>> {
  const weeks = new Set<string>();
  const monday = dayAfter(from, -((day(from).getUTCDay() + 6) % 7));
  for (let at = monday; at <= until; at = dayAfter(at, 7)) weeks.add(at);
  return new Map([[person, weeks]]);
}

// ---- the days ----

// A row of seven for each week; pressing and dragging sets all that is passed to what the first became.
function dayPicker(span: Span): HTMLElement {
  const box = make("div", { class: "days-off" });
  for (let w = 0; w < span.weeks; w++) {
    const monday = dayAfter(span.from, w * 7);
    const row = make("div", { class: "days-week", role: "group", "aria-label": weekText(monday) });
    for (let d = 0; d < 7; d++) {
      const iso = dayAfter(monday, d);
      const text = make("span", {}, make("small", {}, format(iso, { weekday: "short" })), String(day(iso).getUTCDate()));
      const input = make("input", { type: "checkbox", value: iso, "aria-label": longDay(iso) });
      input.checked = d < 5;
      row.append(make("label", { class: d < 5 ? "day-off" : "day-off is-weekend" }, input, text));
    }
    box.append(row);
  }
  let painting: boolean | null = null;
  let first: HTMLInputElement | null = null;
  const inputAt = (target: EventTarget | null): HTMLInputElement | null => (target instanceof Element ? (target.closest(".day-off")?.querySelector("input") ?? null) : null);
  box.addEventListener("pointerdown", (event) => {
    first = inputAt(event.target);
    painting = first && !first.checked;
  });
  box.addEventListener("pointermove", (event) => {
    const over = inputAt(document.elementFromPoint(event.clientX, event.clientY));
    if (painting === null || !over || (over === first && !box.matches("[data-dragged]"))) return;
    box.setAttribute("data-dragged", "");
    if (first) first.checked = painting;
    over.checked = painting;
  });
  const end = (): void => {
    painting = first = null;
    setTimeout(() => box.removeAttribute("data-dragged"));
  };
  box.addEventListener("pointerup", end);
  box.addEventListener("pointercancel", end);
  box.addEventListener("click", (event) => box.matches("[data-dragged]") && event.preventDefault(), true);
  return box;
}

function periodFields(span: Span): HTMLElement {
  const field = (name: string, label: string, value: string): HTMLElement =>
    make("label", { class: "row t-sm" }, `${label} `, make("input", { class: "input", type: "date", name, value, required: "" }));
  return make("div", { class: "stack-s" }, field("from_day", t("from"), span.from), field("until_day", t("until"), span.until));
}

// ---- what stands there already ----

async function listPresent(person: string, span: Span, list: HTMLElement, close: () => void): Promise<void> {
  const { items } = await api.get<{ items: Absence[] }>(`/absences.json?person_id=${person}&from=${span.from}&until=${span.until}`);
  list.replaceChildren(
    ...items.map((one) => {
      const days = one.from_day === one.until_day ? shortDay(one.from_day) : `${shortDay(one.from_day)} – ${shortDay(one.until_day)}`;
      const button = make("button", { class: "btn btn-sm btn-ghost", type: "button", "aria-label": `${t("Take away")}: ${kindText(one.kind)}, ${days}` }, t("Take away"));
      button.addEventListener("click", () => {
        close();
        void takeAway(person, one);
      });
      return make("li", { class: "row" }, make("span", { class: "grow" }, `${kindText(one.kind)}, ${days}`), button);
    }),
  );
  list.hidden = !items.length;
}

async function takeAway(person: string, one: Absence): Promise<void> {
  try {
    const done = await api.post<Done>(`/absences/${one.id}/remove`);
    noteDone(done.change_id, t("The absence is taken away"));
    await fetchWeeks(weeksOf(person, one.from_day, one.until_day));
  } catch (problem) {
    sayError((problem as Error).message);
  }
}

// ---- the dialog ----

export function askAbsence(cell: Cell, span: Span): void {
  const person = personOf(cell);
  const days = span.weeks <= WEEKS ? dayPicker(span) : periodFields(span);
  const kinds = KINDS.map((kind, at) => {
    const input = make("input", { type: "radio", name: "kind", value: kind });
    input.checked = at === 0;
    return make("label", {}, input, kindText(kind));
  });
  const half = make("input", { type: "checkbox", name: "half" });
  const note = make("input", { class: "input", name: "note", maxlength: "500", autocomplete: "off", placeholder: t("Note"), "aria-label": t("Note") });
  const wrong = make("div", { class: "note note-over", role: "alert", hidden: "" });
  const present = make("ul", { class: "gives", "aria-label": t("Stands there already"), hidden: "" });
  const save = make("button", { class: "btn btn-primary" }, t("Enter it"), " ", make("kbd", { class: "kbd" }, "Enter"));
  const form = make("form", { class: "stack-s" }, make("div", { class: "seg", role: "radiogroup", "aria-label": t("Kind") }, ...kinds), days, make("label", { class: "check t-sm" }, half, t("Half of each day")), note, wrong, make("div", { class: "row" }, save));
  const close = make("button", { class: "btn btn-ghost btn-icon btn-sm", type: "button", "data-close": "", "aria-label": t("Close") }, icon("x"));
  const title = make("h2", { class: "grow", id: "editor-title" }, t("Absence"), make("span", { class: "t-xs t-2" }, personName(cell)));
  const dialog = make("div", { class: "pop cell-editor absence-ask", id: "editor", role: "dialog", "aria-labelledby": "editor-title" }, make("div", { class: "row" }, title, close), form, present);
  const shut = showDialog(dialog, cell, () => undefined);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    void send(form, person, save, wrong, shut);
  });
  kinds[0]?.querySelector("input")?.focus({ preventScroll: true });
  void listPresent(person, span, present, shut).catch(() => undefined);
}

async function send(form: HTMLFormElement, person: string, save: HTMLButtonElement, wrong: HTMLElement, shut: () => void): Promise<void> {
  const data = new FormData(form);
  const chosen = [...form.querySelectorAll<HTMLInputElement>(".day-off input:checked")].map((input) => input.value);
  const period = form.querySelector("[name=from_day]") ? { from_day: String(data.get("from_day")), until_day: String(data.get("until_day")) } : { days: chosen.join(",") };
  const say = (text: string): void => {
    wrong.replaceChildren(icon("alert"), make("div", {}, text));
    wrong.hidden = false;
  };
  if (!("from_day" in period) && !chosen.length) return say(t("Choose at least one day"));
  save.disabled = true;
  try {
    const body = { person_id: Number(person), kind: String(data.get("kind")), half: data.has("half"), note: String(data.get("note")), ...period };
    const done = await api.post<Done>("/absences/days", body);
    shut();
    const first = done.items[0]?.from_day ?? "";
    const last = done.items[done.items.length - 1]?.until_day ?? first;
    const pushed = done.pushed_weeks ? ` ${tn(done.pushed_weeks, "%d week does not fit now.", "%d weeks do not fit now.")}` : "";
    noteDone(done.change_id, `${t("The absence is added")}.${pushed}`);
    await fetchWeeks(weeksOf(person, first, last));
  } catch (problem) {
    save.disabled = false;
    say(problem instanceof Problem ? problem.message : t("This did not work"));
  }
}
