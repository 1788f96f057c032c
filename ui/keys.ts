// SPDX-License-Identifier: MIT
// Keys that work on every page. Single letters act only outside fields and can be switched off
// (WCAG 2.1.4); Ctrl Z and Esc always work. Letters are read from the key's place on the keyboard,
// so that they are the same in a Russian layout.

import * as Turbo from "@hotwired/turbo";
import { Problem, api } from "./api";
import { inField } from "./dom";
import { t } from "./t";
import { say, sayError } from "./toast";

const OFF = "letters-off";
const GO_WAITS = 1500;

const lettersOn = (): boolean => localStorage.getItem(OFF) === null;
let goUntil = 0;

// A single letter by its place, upper case; "?" however the layout makes it.
export function letterOf(event: KeyboardEvent): string {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || inField(event.target)) return "";
  if (event.key === "?" || (event.shiftKey && (event.key === "," || event.code === "Slash"))) return "?";
  return event.shiftKey || !lettersOn() ? "" : (event.code.match(/^Key([A-Z])$/)?.[1] ?? "");
}

function go(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[data-go="${letter}"]`);
  if (link) Turbo.visit(link.href);
  return link !== null;
}

async function undo(): Promise<void> {
  try {
    const done = await api.post<{ say?: string; text?: string }>("/changes/undo");
    say(done?.say ?? done?.text ?? t("Taken back"));
    Turbo.session.refresh(document.baseURI);
    dispatchEvent(new CustomEvent("takt:undone"));
  } catch (problem) {
    const again = problem instanceof Problem && problem.canRetry ? { label: t("Try again"), run: undo } : undefined;
    sayError((problem as Error).message, again);
  }
}

function onLetter(event: KeyboardEvent, letter: string): boolean {
  if (letter === "?") {
    document.getElementById("keys")?.togglePopover();
    return true;
  }
  if (event.timeStamp < goUntil) {
    goUntil = 0;
    return go(letter);
  }
  if (letter === "G") goUntil = event.timeStamp + GO_WAITS;
  return letter === "G";
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === "KeyZ";
  if (isUndo && !inField(event.target)) {
    event.preventDefault();
    void undo();
    return;
  }
  const letter = letterOf(event);
  if (letter && onLetter(event, letter)) event.preventDefault();
});

// The switch in the list of keys.
const showSwitch = (): void => {
  for (const box of document.querySelectorAll<HTMLInputElement>("input[data-letters]")) {
    box.checked = box.defaultChecked = lettersOn();
    box.closest("label")?.removeAttribute("hidden");
  }
};
addEventListener("change", (event) => {
  if (!(event.target instanceof HTMLInputElement) || !event.target.matches("[data-letters]")) return;
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});
addEventListener("turbo:load", showSwitch);
addEventListener("turbo:render", showSwitch);
