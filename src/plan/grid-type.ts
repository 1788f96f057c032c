// SPDX-License-Identifier: MIT
// Typing into cells and the commands on the selection: clear, confirm or not, fill.

import { make, t } from "takt";
import { type Value, typedValue } from "./grid-amount";
import { below, chosen, currentCell, isRange, moveTo, rangeRows } from "./grid-select";
import { type Change, commit, refuse } from "./grid-send";
import { type Cell, capacityOf, cellAt, cellKey, elementOf, findCell, inHours, isOpenSub, isProject, isSub, seat, valueOf } from "./grid-table";

const before = (cell: Cell): Cell | null => {
  const other = cellAt(cell.row, cell.at - 1);
  return isSub(other) ? other : null;
};

// ---- the field in the cell ----

let field: HTMLInputElement | null = null;
let key = ""; // of the cell it stands in, which may be drawn anew meanwhile

export const isTyping = (): boolean => field !== null;

function read(text: string, cell: Cell): Value | null {
  if (text.trim() === "=") {
    const last = before(cell);
    return last ? valueOf(last) : null;
  }
  const value = typedValue(text, valueOf(cell), capacityOf(cell), inHours());
  return value && value.t && !isProject(cell) ? null : value;
}

function stop(): Cell | null {
  const cell = findCell(key);
  const old = field;
  field = null;
  old?.parentElement?.classList.remove("is-typing");
  old?.remove();
  return cell;
}

const reasonAgainst = (text: string, cell: Cell): string =>
  text.includes("?") && !isProject(cell) ? t("Only work on a project can be tentative") : t("Write percent or hours: 20, 12,5 %, 8 h, 1:30");

// Takes what is typed; false, with the reason at the field, when it means nothing.
function accept(everywhere: boolean): boolean {
  const own = findCell(key);
  if (!field || !own) return true;
  const text = field.value;
  const cells = everywhere ? chosen() : [own];
  const changes: Change[] = [];
  for (const cell of cells) {
    const to = read(text, cell);
    if (!to) {
      field.setAttribute("aria-invalid", "true");
      field.title = reasonAgainst(text, cell);
      const status = document.getElementById("plan-status");
      if (status) status.setAttribute("aria-live", "assertive");
      if (status) status.textContent = field.title;
      return false;
    }
    changes.push({ cell, to });
  }
  stop();
  commit(changes);
  return true;
}

function onKey(event: KeyboardEvent): void {
  event.stopPropagation();
  const cell = findCell(key);
  if (event.isComposing || !cell) return;
  if (event.key === "Escape") {
    event.preventDefault();
    moveTo(stop());
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    if (accept(true)) moveTo(currentCell(), true);
  } else if (event.key === "Enter" || event.key === "ArrowUp" || event.key === "ArrowDown") {
    event.preventDefault();
    const next = below(cell, event.shiftKey || event.key === "ArrowUp" ? -1 : 1);
    if (accept(false)) moveTo(isSub(next) && next.row.part === cell.row.part ? next : cell);
  } else if (event.key === "Tab") {
    event.preventDefault();
    const next = cellAt(cell.row, cell.at + (event.shiftKey ? -1 : 1));
    if (accept(false)) moveTo(isOpenSub(next) ? next : cell);
  }
}

export function type(cell: Cell, text: string): void {
  const element = elementOf(cell);
  if (!isOpenSub(cell) || !element) return;
  stop();
  key = cellKey(cell);
  field = make("input", { class: "cell-field", autocomplete: "off", inputmode: "text", maxlength: "20", "aria-label": seat(cell)?.getAttribute("aria-label") ?? "", value: text });
  const own = field;
  own.addEventListener("keydown", onKey);
  own.addEventListener("input", () => own.removeAttribute("aria-invalid"));
  own.addEventListener("blur", () => {
    if (field === own && !accept(false)) {
      const where = stop();
      if (where) refuse([where], t("Write percent or hours: 20, 12,5 %, 8 h, 1:30"));
    }
  });
  element.classList.add("is-typing");
  element.append(own);
  own.focus({ preventScroll: true });
  own.setSelectionRange(text.length, text.length);
}

// ---- commands ----

export const clear = (): void => commit(chosen().map((cell) => ({ cell, to: { c: 0, t: 0 } })));

// Tentative when all of it is confirmed, confirmed otherwise.
export function toggleState(): void {
  const cells = chosen().filter((cell) => isProject(cell) && (valueOf(cell).c || valueOf(cell).t));
  const confirm = cells.some((cell) => valueOf(cell).t);
  commit(
    cells.map((cell) => {
      const { c, t: tentative } = valueOf(cell);
      return { cell, to: confirm ? { c: c + tentative, t: 0 } : { c: 0, t: c + tentative } };
    }),
  );
}

// The leftmost column of the selection goes right; one cell alone takes its left neighbour's value.
export function fillRight(): void {
  const changes: Change[] = [];
  for (const row of rangeRows()) {
    const first = row[0];
    if (!first || !isSub(first)) continue;
    const from = isRange() && row.length > 1 ? first : before(first);
    if (!from) continue;
    for (const cell of row) if (cell !== from && isOpenSub(cell)) changes.push({ cell, to: valueOf(from) });
  }
  commit(changes);
}
