// SPDX-License-Identifier: MIT
// What a colleague changes appears without reloading. The server names the topics of a change
// ("plan/2026-06-15/person/12"), a page names the ones it shows in <meta name="topics">. Such a page
// is fetched again and morphed, unless something typed would be lost: then a quiet bar says who
// changed it and leaves the choice to the reader. An element with data-live="own" keeps itself up to
// date from "takt:live" instead.

import * as Turbo from "@hotwired/turbo";
import { icon, isDirty, make, meta } from "./dom";
import { t } from "./t";

export interface LiveMessage {
  topics: string[];
  by?: string;
  request_id?: string;
}

const TOGETHER = 150; // changes that come within this many ms are one refresh
const SPREAD = 250; // so that two hundred pages do not ask in the same instant

let pending: LiveMessage | null = null;
let timer = 0;
let refused = false; // a 422 page is shown: a refresh would take its explanation away

addEventListener("turbo:submit-end", (event) => {
  const { success } = (event as CustomEvent<{ success: boolean }>).detail;
  refused = !success;
});
addEventListener("turbo:visit", () => (refused = false));

const family = (topic: string): string => topic.split("/", 1)[0] ?? "";

const concerns = (message: LiveMessage): boolean => {
  const shown = meta("topics").split(/\s+/).filter(Boolean);
  return message.topics.some((topic) => shown.includes(topic) || shown.includes(family(topic)));
};

const isBusy = (): boolean => refused || [...document.querySelectorAll("main input, main textarea, main select")].some(isDirty);

function offer(by: string | undefined): void {
  if (document.getElementById("stale")) return;
  const button = make("button", { class: "btn btn-sm", type: "button" }, t("Show the changes"));
  button.addEventListener("click", () => Turbo.visit(location.href, { action: "replace" }));
  const text = by ? t("%s has changed this page. What you typed is kept until you reload.", by) : t("This page has changed. What you typed is kept until you reload.");
  const bar = make("div", { class: "stale", id: "stale", role: "status", "data-turbo-temporary": "" }, icon("repeat"), make("span", { class: "grow" }, text), button);
  document.querySelector("main")?.prepend(bar);
}

function refresh(): void {
  const message = pending;
  pending = null;
  if (!message || document.hidden) return;
  if (isBusy()) offer(message.by);
  else Turbo.session.refresh(document.baseURI, message.request_id ? { requestId: message.request_id } : {});
}

function receive(data: string): void {
  const message = JSON.parse(data) as LiveMessage;
  if (!concerns(message) || (message.request_id && Turbo.session.recentRequests.has(message.request_id))) return;
  if (document.querySelector('[data-live="own"]')) {
    document.dispatchEvent(new CustomEvent<LiveMessage>("takt:live", { detail: message }));
    return;
  }
  pending = message;
  clearTimeout(timer);
  timer = window.setTimeout(refresh, TOGETHER + Math.random() * SPREAD);
}

// A hidden tab catches up when it is looked at again.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && stale) {
    stale = false;
    catchUp();
  }
});
let stale = false;
const catchUp = (): void => {
  if (meta("topics") && !isBusy()) Turbo.session.refresh(document.baseURI);
};

function hear(data: string): void {
  if (document.hidden) stale = true;
  else receive(data);
}

let tab: MessagePort | null = null;
let stream: EventSource | null = null;

function connect(): void {
  const url = meta("live-worker");
  if (!url) return;
  if ("SharedWorker" in window) {
    tab = new SharedWorker(url).port;
    tab.onmessage = (event) => hear(event.data as string);
    tab.start();
    return;
  }
  // No shared worker (some phones): a stream only while the page is looked at.
  stream?.close();
  if (document.hidden) return;
  stream = new EventSource("/events");
  stream.onmessage = (event) => hear(event.data as string);
}

connect();
addEventListener("pagehide", () => tab?.postMessage("bye"));
addEventListener("pageshow", (event) => event.persisted && connect());
document.addEventListener("visibilitychange", () => tab || connect());

// After signing out nobody listens, and no page stays in memory.
addEventListener("submit", (event) => {
  if (!(event.target as Element).matches("[data-sign-out]")) return;
  tab?.postMessage("close");
  stream?.close();
  Turbo.cache.clear();
});
