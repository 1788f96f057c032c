// SPDX-License-Identifier: MIT
// Ranges to and from spreadsheet programs: tab-separated text and an HTML table.

import { inField, lang, say, sayError, t, tn } from "takt";
import { copiedText, parseTable, pastedValue } from "./grid-amount";
import { chosen, choose, currentCell, isRange, rangeRows, setStop } from "./grid-select";
import { type Change, commit } from "./grid-send";
import { amount } from "./grid-draw";
import { type Cell, HEAD, capacityOf, cellAt, cellOf, inHours, isOpenSub, isProject, isSub, isSum, plannedOf, rows, sumsOf, valueOf } from "./grid-table";
import { clear } from "./grid-type";

function nameOf(cell: Cell): string {
  const head = cell.row.element.cells[0];
  return head?.querySelector(".m")?.textContent ?? [...(head?.querySelectorAll(".cl, small") ?? [])].map((part) => part.textContent).join(" · ");
}

function textOf(cell: Cell): string {
  if (isSub(cell)) return copiedText(valueOf(cell), capacityOf(cell), inHours(), lang === "ru");
  if (isSum(cell)) return amount(plannedOf(sumsOf(cell)), capacityOf(cell));
  return cell.at === HEAD ? nameOf(cell) : "";
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function onCopy(event: ClipboardEvent): void {
  if (inField(event.target) || !cellOf(document.activeElement) || !event.clipboardData) return;
  const block = rangeRows().map((row) => row.map(textOf));
  if (!block.length) return;
  const html = block.map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join("")}</tr>`).join("");
  event.clipboardData.setData("text/plain", block.map((row) => row.join("\t")).join("\n"));
  event.clipboardData.setData("text/html", `<table>${html}</table>`);
  event.preventDefault();
  if (event.type === "cut") clear();
}

// Spreadsheet programs give both; their table says where cells end even when texts hold breaks.
function tableOf(data: DataTransfer): string[][] {
  const text = data.getData("text/plain");
  if (text) return parseTable(text.replace(/\r?\n$/, ""));
  const page = new DOMParser().parseFromString(data.getData("text/html"), "text/html");
  return [...page.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("td, th")].map((cell) => cell.textContent?.trim() ?? ""));
}

interface Aim {
  cell: Cell;
  text: string;
}

// One value goes into the whole selection, a block goes right and down from its first cell.
function aimsOf(block: string[][], cell: Cell): { aims: Aim[]; last: Cell; outside: number } {
  const single = block.length === 1 && block[0]?.length === 1;
  if (single && isRange()) return { aims: chosen().map((one) => ({ cell: one, text: block[0]?.[0] ?? "" })), last: cell, outside: 0 };
  const first = rangeRows()[0]?.[0] ?? cell;
  const aims: Aim[] = [];
  let last = first;
  let outside = 0;
  block.forEach((line, down) =>
    line.forEach((text, right) => {
      const aim = cellAt(rows()[first.row.index + down], first.at + right);
      if (aim && aim.at !== HEAD) last = aim;
      if (isOpenSub(aim)) aims.push({ cell: aim, text });
      else if (text.trim() && !isSum(aim) && aim?.at !== HEAD) outside++;
    }),
  );
  return { aims, last, outside };
}

function onPaste(event: ClipboardEvent): void {
  const cell = currentCell();
  if (inField(event.target) || !cellOf(document.activeElement) || !cell || !event.clipboardData) return;
  event.preventDefault();
  const block = tableOf(event.clipboardData);
  const { aims, last, outside } = aimsOf(block, cell);
  const changes: Change[] = [];
  for (const { cell: aim, text } of aims) {
    const to = pastedValue(text, capacityOf(aim), inHours());
    if (!to || (to.t && !isProject(aim))) return sayError(t("“%s” is no load of a week. Nothing was pasted.", text.slice(0, 40)));
    changes.push({ cell: aim, to });
  }
  if (!changes.length) return sayError(t("Nothing can be pasted here. Choose a cell of a subject."));
  if (block.length > 1 || (block[0]?.length ?? 0) > 1) {
    const start = rangeRows()[0]?.[0];
    if (start) choose(start, false);
    choose(last, true);
    setStop(currentCell() ?? last);
  }
  commit(changes);
  if (outside) say(tn(outside, "%d value fell outside the table", "%d values fell outside the table"));
}

export function listenToClipboard(): void {
  document.addEventListener("copy", onCopy);
  document.addEventListener("cut", onCopy);
  document.addEventListener("paste", onPaste);
}
