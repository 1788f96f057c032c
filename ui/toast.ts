// SPDX-License-Identifier: MIT
// Short messages that offer to take the change back. A page answers a change with a .toast of its
// own; it is moved into the region that survives page changes and leaves after ten seconds, but not
// while somebody looks at it or has the focus in it.

import { icon, make } from "./dom";

const STAYS = 10_000;

const region = (): HTMLElement | null => document.getElementById("toasts");

function leaveInTime(toast: HTMLElement): void {
  let timer = 0;
  const wait = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => toast.remove(), STAYS);
  };
  const stay = (): void => clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", () => toast.contains(document.activeElement) || wait());
  toast.addEventListener("focusout", wait);
  wait();
}

function put(toast: HTMLElement): void {
  const change = Number(toast.dataset.change);
  const at = region();
  if (!at || (change && at.querySelector(`[data-change="${change}"]`))) return toast.remove();
  while (at.children.length > 2) at.firstElementChild?.remove();
  at.append(toast);
  leaveInTime(toast);
}

// Takes the toasts out of a page that has just arrived.
export function collectToasts(page: ParentNode = document): void {
  for (const toast of page.querySelectorAll<HTMLElement>(".toast"))
    if (!toast.closest("#toasts, [data-sample]")) put(document.adoptNode(toast));
}

export function say(text: string): void {
  put(make("div", { class: "toast" }, make("span", {}, text)));
}

// What was typed stays with the caller; the toast says what went wrong and offers to try again.
export function sayError(text: string, again?: { label: string; run: () => void }): void {
  const toast = make("div", { class: "toast toast-err", role: "alert" }, icon("alert"), make("span", {}, text));
  if (again) {
    const button = make("button", { class: "btn btn-sm", type: "button" }, again.label);
    button.addEventListener("click", () => {
      toast.remove();
      again.run();
    });
    toast.append(button);
  }
  put(toast);
}

// Sent: the offer is used up.
addEventListener("turbo:submit-start", (event) => (event.target as Element).closest(".toast")?.remove());
addEventListener("turbo:load", () => collectToasts());
addEventListener("turbo:render", () => collectToasts());
