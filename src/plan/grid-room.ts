// SPDX-License-Identifier: MIT
// Who has room, beside the grid: the page of the server in a panel, asked with what is selected or what
// did not fit. Choosing somebody books the hours like a cell that was typed, with the same undo.

import { icon, make, t } from "takt";
import { moveTo } from "./grid-select";
import { post } from "./grid-send";
import type { Cell } from "./grid-table";

let panel: HTMLElement | null = null;
let from: Cell | null = null;

function close(): void {
  const cell = from;
  panel?.remove();
  panel = from = null;
  moveTo(cell);
}

export function openRoom(values: Record<string, string | number>, cell: Cell | null): void {
  panel?.remove();
  from = cell;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== "") query.set(name, String(value));
  const frame = document.createElement("turbo-frame");
  frame.id = "room";
  frame.setAttribute("src", `/plan/room?${query}`);
  const shut = make("button", { class: "btn btn-ghost btn-icon btn-sm", type: "button", "aria-label": t("Close"), title: t("Close") }, icon("x"));
  shut.addEventListener("click", close);
  const title = make("h2", { class: "grow", id: "room-title", tabindex: "-1" }, t("Who has room"));
  panel = make("div", { class: "pop room-panel", role: "dialog", "aria-labelledby": "room-title", popover: "manual" }, make("div", { class: "row room-head" }, title, shut), frame);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  panel.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-book]")) return;
    event.preventDefault();
    event.stopPropagation();
    const body = JSON.parse(form.querySelector<HTMLInputElement>("[name=batch]")?.value ?? "{}") as object;
    close();
    post("/allocations/batch", body);
  });
  document.body.append(panel);
  panel.showPopover();
  title.focus({ preventScroll: true });
}

addEventListener("turbo:before-render", () => {
  panel?.remove();
  panel = from = null;
});
