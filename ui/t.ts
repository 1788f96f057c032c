// SPDX-License-Identifier: MIT
// Texts of scripts. The msgid is English; a translation comes as a hashed JSON file that the build
// makes of po/LANG.po. Until it has arrived, and in English, the msgid itself is shown.

import { meta } from "./dom";

let texts: Record<string, string | string[]> = {};

export const lang = document.documentElement.lang || "en";

// Settled once the texts are there (or cannot be had: the page then stays usable in English).
export const textsReady: Promise<void> = (async () => {
  const url = meta("texts");
  if (!url) return;
  try {
    const answer = await fetch(url);
    if (answer.ok) texts = await answer.json();
  } catch {
    // Offline: nothing to say that the reader could act on.
  }
})();

const fill = (text: string, values: (string | number)[]): string => {
  let at = 0;
  return text.replace(/%[sd]/g, () => String(values[at++] ?? ""));
};

// 1 проект, 2 проекта, 5 проектов; the order of forms in a Russian catalogue.
export const russianForm = (n: number): number =>
  n % 10 === 1 && n % 100 !== 11 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;

export function t(id: string, ...values: (string | number)[]): string {
  const said = texts[id];
  return fill(typeof said === "string" ? said : id, values);
}

// The first %d of either text is the count itself.
export function tn(count: number, one: string, many: string, ...values: (string | number)[]): string {
  const said = texts[one];
  const text = Array.isArray(said) ? said[russianForm(Math.abs(count))] : undefined;
  return fill(text ?? (count === 1 ? one : many), [count, ...values]);
}
