// SPDX-License-Identifier: MIT
// The context menu of cells and rows: right click, the menu key, Shift F10, a long press. What stands in
// it is said by grid-deeds; here it is shown, walked through with the keys, and closed.

import { make } from "takt";
import { moveTo } from "./grid-select";
import { type Cell, HEAD, cellOf, seat, wrap } from "./grid-table";

// A line of the menu: an address to go to, or something to do. null is a rule between groups.
export interface Deed {
  say: string;
  key?: string;
  path?: string;
  run?: () => void;
}
export type Deeds = (Deed | null)[];

let menu: HTMLElement | null = null;
let from: Cell | null = null;

const entries = (): HTMLElement[] => [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];

export function closeMenu(back: boolean): void {
  const [was, cell] = [menu, from];
  menu = from = null;
  was?.remove();
  if (was && back) moveTo(cell);
}

function entryOf(deed: Deed): HTMLElement {
  const inside = deed.key ? [make("span", {}, deed.say), make("kbd", { class: "kbd" }, deed.key)] : [make("span", {}, deed.say)];
  if (deed.path) return make("a", { role: "menuitem", tabindex: "-1", href: deed.path }, ...inside);
  const button = make("button", { role: "menuitem", tabindex: "-1", type: "button" }, ...inside);
  button.addEventListener("click", () => {
    closeMenu(true);
    deed.run?.();
  });
  return button;
}

function onKey(event: KeyboardEvent): void {
  const all = entries();
  const at = all.indexOf(document.activeElement as HTMLElement);
  const go = (to: number): void => all[(to + all.length) % all.length]?.focus();
  event.stopPropagation();
  if (event.key === "ArrowDown") go(at + 1);
  else if (event.key === "ArrowUp") go(at < 0 ? all.length - 1 : at - 1);
  else if (event.key === "Home") go(0);
  else if (event.key === "End") go(all.length - 1);
  else if (event.key === "Escape" || event.key === "Tab") closeMenu(true);
  else if (event.key.length === 1 && event.key !== " ") {
    // the next entry that begins with the letter
    const wanted = event.key.toLowerCase();
    const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((entry) => entry.textContent?.toLowerCase().startsWith(wanted));
    next?.focus();
  } else return;
  event.preventDefault();
}

// Inside the window, beside the point.
function place(x: number, y: number): void {
  if (!menu || matchMedia("(max-width: 40rem)").matches) return;
  const size = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - size.width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - size.height - 8))}px`;
}

export function openMenu(cell: Cell, label: string, deeds: Deeds, at?: { x: number; y: number }): void {
  closeMenu(false);
  const lines = deeds.map((deed) => (deed ? entryOf(deed) : make("hr", { role: "separator" })));
  menu = make("div", { class: "menu grid-menu", role: "menu", popover: "manual", "aria-label": label }, ...lines);
  from = cell;
  menu.addEventListener("keydown", onKey);
  document.body.append(menu);
  menu.showPopover();
  const box = seat(cell)?.getBoundingClientRect();
  place(at?.x ?? (box?.left ?? 0) + 16, at?.y ?? (box?.bottom ?? 0) - 4);
  entries()[0]?.focus({ preventScroll: true });
}

// ---- how it is asked for ----

const LONG = 550; // milliseconds of a long press
const STILL = 10; // pixels that a finger may move meanwhile

let pressed: { x: number; y: number; timer: number } | null = null;

function letGo(): void {
  if (pressed) clearTimeout(pressed.timer);
  pressed = null;
}

type Ask = (cell: Cell, at?: { x: number; y: number }) => void;

function onPress(event: PointerEvent, ask: Ask): void {
  letGo();
  if (menu && !menu.contains(event.target as Node)) closeMenu(false);
  const cell = event.pointerType === "touch" ? cellOf(event.target) : null;
  if (!cell) return;
  const [x, y] = [event.clientX, event.clientY];
  pressed = { x, y, timer: window.setTimeout(() => !menu && ask(cell, { x, y }), LONG) };
}

export function listenToMenu(ask: Ask): void {
  addEventListener("contextmenu", (event) => {
    const cell = wrap() && cellOf(event.target);
    if (!cell || (event.target as Element).closest("input")) return;
    event.preventDefault();
    letGo();
    if (!menu) ask(cell, event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : undefined);
  });
  addEventListener("pointerdown", (event) => onPress(event, ask), true);
  addEventListener("pointermove", (event) => {
    if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > STILL) letGo();
  });
  addEventListener("pointerup", letGo, true);
  addEventListener("pointercancel", letGo, true);
  // the click that ends a long press opens nothing
  addEventListener(
    "click",
    (event) => {
      if (!menu || menu.contains(event.target as Node) || !cellOf(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  addEventListener("keydown", (event) => {
    const isAsked = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    const cell = isAsked && wrap() ? cellOf(event.target) : null;
    if (!cell) return;
    event.preventDefault();
    ask(cell);
  });
  addEventListener("turbo:before-render", () => closeMenu(false));
  addEventListener("scroll", (event) => event.target === wrap() && closeMenu(false), { capture: true, passive: true });
}

export const isHead = (cell: Cell): boolean => cell.at === HEAD;
