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

// A table of HTML as rows of texts; what a merged cell says holds for all that it covers.
function spread(table: HTMLTableElement): string[][] {
  const block: string[][] = [];
  [...table.rows].forEach((row, down) => {
    let right = 0;
    for (const cell of row.cells) {
      while (block[down]?.[right] !== undefined) right++;
      const text = cell.textContent?.replace(/\s+/g, " ").trim() ?? "";
      for (let y = 0; y < Math.max(1, cell.rowSpan); y++) for (let x = 0; x < cell.colSpan; x++) (block[down + y] ??= [])[right + x] = text;
    }
  });
  return block.map((line) => Array.from(line, (text) => text ?? ""));
}

// Looks are of no use here, and the content policy would complain of them.
const plain = (html: string): string => html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle=(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, "");

// Spreadsheet programs give a text and a table. The text keeps breaks in cells, only the table says
// which cells are merged.
function tableOf(data: DataTransfer): string[][] {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const isMerged = /<t[dh][^>]*(?:col|row)span="?[^1\D]/i.test(html);
  const table = isMerged || !text ? new DOMParser().parseFromString(plain(html), "text/html").querySelector("table") : null;
  return table ? spread(table) : parseTable(text.replace(/\r?\n$/, ""));
}

interface Aim {
  cell: Cell;
  text: string;
  row: number; // in what is pasted, from 1
  column: number;
}

// One value goes into the whole selection, a block goes right and down from its first cell.
function aimsOf(block: string[][], cell: Cell): { aims: Aim[]; last: Cell; outside: number } {
  const single = block.length === 1 && block[0]?.length === 1;
  if (single && isRange()) return { aims: chosen().map((one) => ({ cell: one, text: block[0]?.[0] ?? "", row: 1, column: 1 })), last: cell, outside: 0 };
  const first = rangeRows()[0]?.[0] ?? cell;
  const aims: Aim[] = [];
  let last = first;
  let outside = 0;
  block.forEach((line, down) =>
    line.forEach((text, right) => {
      const aim = cellAt(rows()[first.row.index + down], first.at + right);
      if (aim && aim.at !== HEAD) last = aim;
      if (isOpenSub(aim)) aims.push({ cell: aim, text, row: down + 1, column: right + 1 });
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
  const isOne = block.length === 1 && block[0]?.length === 1;
  for (const { cell: aim, text, row, column } of aims) {
    const to = pastedValue(text, capacityOf(aim), inHours());
    if (!to || (to.t && !isProject(aim))) return sayError(isOne ? t("“%s” is no load of a week. Nothing was pasted.", text.slice(0, 40)) : t("“%s” in row %s, column %s is no load of a week. Nothing was pasted.", text.slice(0, 40), row, column));
    changes.push({ cell: aim, to });
  }
  if (!changes.length) return sayError(t("Nothing can be pasted here. Choose a cell of a subject."));
  if (!isOne) {
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
