// SPDX-License-Identifier: MIT
// Where one stood in the grid, for the browser's Back: the box scrolls, not the window, so no browser
// keeps it. By the entry of the history while Turbo changes pages, by the address over a whole load.

import { wrap } from "./grid-table";

export interface Stand {
  top: number;
  left: number;
  focus: string; // the cell with the focus
}

const MANY = 30;
const stands = new Map<string, Stand>();
const key = (): string => `plan-stand ${location.pathname}${location.search}`;
const entry = (): string => (history.state as { turbo?: { restorationIdentifier?: string } } | null)?.turbo?.restorationIdentifier ?? "";

function note(): void {
  const box = wrap();
  if (!box) return;
  stands.delete(entry());
  stands.set(entry(), { top: box.scrollTop, left: box.scrollLeft, focus: "" });
  const [oldest] = stands.keys();
  if (stands.size > MANY && oldest !== undefined) stands.delete(oldest);
}

let loaded = false;

// Where one stood when this entry of the history was left; null on a first visit.
export function stoodAt(): Stand | null {
  const first = !loaded;
  loaded = true;
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const text = first && navigation?.type !== "navigate" ? sessionStorage.getItem(key()) : null;
  return stands.get(entry()) ?? (text ? (JSON.parse(text) as Stand) : null);
}

export function listenToPlaces(isSettled: () => boolean): void {
  document.addEventListener("scroll", (event) => event.target === wrap() && isSettled() && note(), { capture: true, passive: true });
  addEventListener("pagehide", () => {
    const stand = wrap() && stands.get(entry());
    if (stand) sessionStorage.setItem(key(), JSON.stringify(stand));
  });
}
