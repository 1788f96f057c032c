// SPDX-License-Identifier: MIT
// What a cell says, as numbers and back: the server's rules for typed amounts and rounding, said again
// here so that a cell can answer at once. The server stays the judge.

// Minutes of one cell: confirmed (or of its one kind) and tentative.
export interface Value {
  c: number;
  t: number;
}

const NOTHING = /^(?:--?|–|—|−|н\/д|нет|n\/a)?$/;
const HOURS = "(?:ч(?:ас(?:а|ов)?)?|hours?|hrs?|h)\\.?";
const MINUTES = "(?:м(?:ин(?:ут[аы]?)?)?|min(?:s|utes)?|m)\\.?";
const NUMBER = "(\\d+(?:[.,]\\d+)?)";
const CLOCK = new RegExp(`^(\\d+)\\s?:\\s?([0-5]\\d)(?::[0-5]\\d)?\\s*(?:${HOURS})?$`);
const IN_HOURS = new RegExp(`^${NUMBER}\\s*${HOURS}(?:\\s*(\\d+)\\s*(?:${MINUTES})?)?$`);
const IN_MINUTES = new RegExp(`^${NUMBER}\\s*${MINUTES}$`);
const PLAIN = new RegExp(`^${NUMBER}\\s*(%)?$`);

const thousandths = (text: string): number => Math.round(Number(text.replace(",", ".")) * 1000);

// "20", "12,5 %", "8ч", "1:30" as minutes of a week with this capacity; null when it is none of them.
export function parseAmount(text: string, capacity: number, bareIsHours: boolean): number | null {
  const said = text.replace(/[\u00a0\u202f\u2009]/g, " ").trim().toLowerCase();
  if (NOTHING.test(said)) return 0;
  const clock = said.match(CLOCK);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const hours = said.match(IN_HOURS);
  if (hours?.[1]) return Math.floor((thousandths(hours[1]) * 60 + 500) / 1000) + Number(hours[2] ?? 0);
  const minutes = said.match(IN_MINUTES);
  if (minutes?.[1]) return Math.floor((thousandths(minutes[1]) + 500) / 1000);
  const plain = said.match(PLAIN);
  if (!plain?.[1]) return null;
  if (bareIsHours && !plain[2]) return Math.floor((thousandths(plain[1]) * 60) / 1000);
  return Math.floor((capacity * Math.floor(thousandths(plain[1]) / 10)) / 10000);
}

// The parts of "40", "20?" and "40+20?".
function parts(text: string, capacity: number, bareIsHours: boolean): { c: number | null; t: number | null } | null {
  const said = text.trim();
  const both = said.match(/^(.+)\+(.+)\?$/);
  const one = (part: string): number | null => parseAmount(part, capacity, bareIsHours);
  if (both) {
    const c = one(both[1] ?? "");
    const t = one(both[2] ?? "");
    return c === null || t === null ? null : { c, t };
  }
  const tentative = said.endsWith("?");
  const minutes = one(tentative ? said.slice(0, -1) : said);
  if (minutes === null || (tentative && said.length === 1)) return null;
  return tentative ? { c: null, t: minutes } : { c: minutes, t: null };
}

// A number keeps the cell's state, in a cell of two states it sets the confirmed one; "?" makes it tentative.
export function typedValue(text: string, was: Value, capacity: number, bareIsHours: boolean): Value | null {
  const said = parts(text, capacity, bareIsHours);
  if (!said) return null;
  if (said.c !== null && said.t !== null) return { c: said.c, t: said.t };
  if (said.t !== null) return { c: was.c && was.t ? was.c : 0, t: said.t };
  return was.t && !was.c ? { c: 0, t: said.c ?? 0 } : { c: said.c ?? 0, t: was.t };
}

// What is pasted replaces the cell, its state too.
export function pastedValue(text: string, capacity: number, bareIsHours: boolean): Value | null {
  const said = parts(text, capacity, bareIsHours);
  return said && { c: said.c ?? 0, t: said.t ?? 0 };
}

const withPoint = (hundredths: number, comma: boolean): string => {
  const text = String(hundredths / 100);
  return comma ? text.replace(".", ",") : text;
};

// A number that comes back as exactly these minutes.
function copiedNumber(minutes: number, capacity: number, bareIsHours: boolean, comma: boolean): string {
  if (!bareIsHours && capacity > 0) return withPoint(Math.ceil((minutes * 10000) / capacity), comma);
  const hundredths = Math.round((minutes * 100) / 60);
  if (bareIsHours && Math.floor((hundredths * 60) / 100) === minutes) return withPoint(hundredths, comma);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

export function copiedText(value: Value, capacity: number, bareIsHours: boolean, comma: boolean): string {
  const c = copiedNumber(value.c, capacity, bareIsHours, comma);
  const t = copiedNumber(value.t, capacity, bareIsHours, comma);
  if (value.c && value.t) return `${c}+${t}?`;
  return value.t ? `${t}?` : value.c ? c : "";
}

// To half a percent; never 100 unless the minutes are.
export function percentOf(minutes: number, capacity: number): number {
  if (capacity <= 0) return 0;
  let halves = Math.floor((minutes * 400 + capacity) / (2 * capacity));
  if (halves > 200 && minutes <= capacity) halves = 200;
  if (halves <= 200 && minutes > capacity) halves = 201;
  return halves / 2;
}

// A table of a spreadsheet program as rows of texts; quoted cells may hold tabs, breaks and quotes.
export function parseTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  while (cell.lastIndex <= text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) break;
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] !== "\t") {
      rows.push(row);
      row = [];
    }
    if (cell.lastIndex >= text.length && found[3] !== "\t") break;
    if (cell.lastIndex === at) break;
  }
  if (row.length) rows.push(row);
  return rows;
}
