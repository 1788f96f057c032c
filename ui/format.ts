// SPDX-License-Identifier: MIT
// Numbers and dates as people read them, in the language of the page. The server writes the same
// forms; these are for what a script changes by itself.

import { lang } from "./t";

const NBSP = "\u00a0";
const isRussian = lang === "ru";

// 12.5 -> "12,5"; never more than one digit after the point.
const number = (value: number): string => {
  const text = String(Math.round(value * 10) / 10).replace("-", "\u2212");
  return isRussian ? text.replace(".", ",") : text;
};

// Cells show the number alone; elsewhere "105 %" or "105%".
export const percentNumber = (value: number): string => number(Math.round(value * 2) / 2);
export const percent = (value: number): string => percentNumber(value) + (isRussian ? NBSP : "") + "%";

// 390 minutes -> "6,5 ч".
export const hours = (minutes: number): string => number(minutes / 60) + NBSP + (isRussian ? "ч" : "h");

const day = (iso: string): Date => new Date(iso + "T00:00:00Z");
const style = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(isRussian ? "ru" : "en-GB", { ...options, timeZone: "UTC" });
const dayMonth = style({ day: "numeric", month: "long" });

// "2026-06-17" -> "17 июня".
export const date = (iso: string): string => dayMonth.format(day(iso)).replace(" ", NBSP);

// The week that starts on this Monday: "15–21 июня", "29 июня – 5 июля".
export function week(monday: string): string {
  const first = day(monday);
  const last = new Date(first.getTime() + 6 * 86_400_000);
  if (first.getUTCMonth() === last.getUTCMonth()) return `${first.getUTCDate()}–\u2060${date(last.toISOString().slice(0, 10))}`;
  return `${date(monday)} – ${date(last.toISOString().slice(0, 10))}`;
}
