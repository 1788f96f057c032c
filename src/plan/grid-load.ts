// SPDX-License-Identifier: MIT
// The rows of the grid: from the page as the server drew it, and the rest of the people as rows
// without cells, which the same template of the server writes. So a row is described in one place.

import { fetchPage } from "takt";
import { draw, here, setAddress } from "./grid-draw";
import { type Cell, type Column, type Part, grid, makePart, makeRow, person, setColumns, setParts, table, updatePart, wrap } from "./grid-table";
import { adopt, rearrange } from "./grid-window";
import { roving } from "./grid-select";
import { answers } from "./grid-send";

const A_PAGE = 50; // people on a page without scripts

// ---- reading a page ----

interface Read {
  label: string; // of the group, "" without groups
  body: HTMLTableSectionElement;
}

function bodiesOf(page: ParentNode): { people: Read[]; groups: Map<string, HTMLTableSectionElement> } {
  const groups = new Map<string, HTMLTableSectionElement>();
  const people: Read[] = [];
  let label = "";
  for (const body of page.querySelectorAll<HTMLTableSectionElement>("#plan > table.plan > tbody:not(.gap)")) {
    if (body.matches(".grp")) {
      label = body.querySelector("th")?.firstChild?.textContent?.trim() ?? "";
      if (!groups.has(label)) groups.set(label, body);
    } else people.push({ label, body });
  }
  return { people, groups };
}

function columnsOf(page: ParentNode): Column[] {
  const heads = page.querySelectorAll<HTMLTableCellElement>("#plan > table.plan > thead th[data-week]");
  return [...heads].map((head) => ({ week: head.dataset.week ?? "", head, isNow: head.matches(".is-now") }));
}

const pageOf = (address: string): number => Number(new URL(address, location.href).searchParams.get("page") ?? 0);

// ---- all parts in their order ----

// Groups by name, in the order in which they were first met; the people of each after it.
class Order {
  private readonly groups = new Map<string, { part: Part | null; people: Part[] }>();

  add(label: string, part: Part, group: HTMLTableSectionElement | undefined): void {
    let own = this.groups.get(label);
    if (!own) {
      const old = grid.parts.find((one) => !one.person && one.name === label);
      own = { part: label ? (old ?? groupPart(label, group)) : null, people: [] };
      this.groups.set(label, own);
    }
    own.people.push(part);
  }

  parts(): Part[] {
    const all: Part[] = [];
    for (const { part, people } of this.groups.values()) {
      if (part) {
        part.members = people;
        const count = part.element.querySelector("th > span");
        if (count) count.textContent = String(people.length);
        all.push(part);
      }
      all.push(...people);
    }
    return all;
  }

  get size(): number {
    let size = 0;
    for (const { people } of this.groups.values()) size += people.length;
    return size;
  }
}

function groupPart(label: string, body: HTMLTableSectionElement | undefined): Part | null {
  if (!body) return null;
  const part = makePart(body, 0);
  part.name = label;
  return part;
}

let order = new Order();

// Takes a page's people into the order; those that are known are brought up to date.
function take(page: ParentNode, into: Order, first: number): Cell[] {
  const { people, groups } = bodiesOf(page);
  const changed: Cell[] = [];
  people.forEach(({ label, body }, at) => {
    const newer = makePart(body, Math.floor((first + at) / A_PAGE));
    const known = person(newer.person);
    if (known && known.element !== body) changed.push(...updatePart(known, newer).changed);
    into.add(label, known && known.element !== body ? known : newer, groups.get(label));
  });
  return changed;
}

// ---- the page as it came ----

const sameQuery = (): string => {
  const address = here();
  address.searchParams.delete("open");
  return address.search;
};
let query = "";

export const isOurs = (): boolean => {
  const bodies = new Set<Element>(table()?.tBodies ?? []);
  return grid.parts.some((part) => bodies.has(part.element));
};

// The server's table becomes the grid. What was there of the same question stays until it is asked for again.
export function readPage(): void {
  const host = table();
  const box = wrap();
  if (!host?.tHead || !box) return;
  const stays = query === sameQuery() && grid.whole ? grid.parts : [];
  query = sameQuery();
  setAddress();
  setColumns(columnsOf(document));
  if (!stays.length) setParts([]);
  const weeks = [...host.tHead.rows].pop(); // months may stand above
  grid.head = weeks ? makeRow(makePart(host.tHead, 0), "head", weeks) : null;
  const all = bodiesOf(document);
  order = new Order();
  setParts([]); // elements of the page replace ours
  take(document, order, pageOf(location.href) * A_PAGE);
  const fresh = new Map(order.parts().map((part) => [part.person || part.name, part]));
  const total = Number(box.dataset.people);
  grid.whole = order.size >= total;
  let parts = order.parts();
  if (stays.length && !grid.whole) {
    order = new Order();
    let label = "";
    for (const part of stays) {
      if (!part.person) label = part.name;
      else order.add(label, fresh.get(part.person) ?? part, all.groups.get(label) ?? stays.find((one) => one.name === label)?.element);
    }
    parts = order.parts();
    grid.whole = order.size >= total;
  }
  adopt(parts);
  rearrange(parts);
  roving();
  box.toggleAttribute("data-whole", grid.whole);
}

// ---- the rest ----

function address(page: number, only = ""): string {
  const url = here();
  if (only) for (const name of ["only", "q"]) url.searchParams.delete(name);
  url.searchParams.set("lean", "1");
  if (page) url.searchParams.set("page", String(page));
  if (only) url.searchParams.set("person_id", only);
  return url.href;
}

const peopleIn = (page: ParentNode): number => Number(page.querySelector<HTMLElement>("#plan")?.dataset.people ?? 0);

// Everybody, as the server has them now, in a few answers; null when another page is shown meanwhile.
async function fetchAll(): Promise<Document[] | null> {
  const asked = here().href;
  const before = answers();
  const pages: Document[] = [];
  let count = 0;
  for (;;) {
    const page = await fetchPage(address(pages.length));
    if (!wrap() || asked !== here().href || before !== answers()) return null;
    pages.push(page);
    const found = bodiesOf(page).people.length;
    count += found;
    if (!found || count >= peopleIn(page)) return pages;
  }
}

// Brings everything up to date; returns the cells that changed, null when it came too late or `agree` says so.
export async function refresh(agree: (page: Document) => boolean): Promise<Cell[] | null> {
  const pages = await fetchAll();
  const last = pages?.[pages.length - 1];
  if (!pages || !last || !wrap() || !agree(last)) return null;
  if (columnsOf(last).map(({ week }) => week).join() !== grid.columns.map(({ week }) => week).join()) return null;
  const next = new Order();
  const changed: Cell[] = [];
  for (const page of pages) changed.push(...take(page, next, next.size));
  order = next;
  grid.whole = true;
  const box = wrap();
  if (box) box.dataset.people = String(next.size);
  box?.toggleAttribute("data-whole", true);
  rearrange(next.parts());
  roving();
  draw(changed);
  return changed;
}

// One person's rows as they are now.
export async function putPerson(id: string): Promise<Cell[]> {
  const page = await fetchPage(address(0, id));
  const body = page.querySelector<HTMLTableSectionElement>(`#man-${Number(id)}`);
  const part = person(id);
  if (!body || !part) return [];
  const { changed, moved } = updatePart(part, makePart(body, part.page));
  if (moved) rearrange();
  draw(changed);
  return changed;
}

// Takes the people of a page that has come as an answer.
export function takePage(page: Document): Cell[] {
  const changed: Cell[] = [];
  let moved = false;
  for (const { body } of bodiesOf(page).people) {
    const known = person(body.dataset.person ?? "");
    if (!known) continue;
    const result = updatePart(known, makePart(body, known.page));
    changed.push(...result.changed);
    moved ||= result.moved;
  }
  if (moved) rearrange();
  draw(changed);
  return changed;
}

// ---- unfolding ----

// Links around the grid that lead to the same rows keep them unfolded.
function keepOpen(open: string): void {
  const address = here();
  if (open) address.searchParams.set("open", open);
  else address.searchParams.delete("open");
  const box = wrap();
  if (box) box.dataset.here = address.pathname + address.search;
  history.replaceState(history.state, "", address.href);
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".toolbar a[href^='/plan'], .plan-under a[href^='/plan'], .pager a")) {
    const url = new URL(link.href);
    if (url.pathname !== "/plan" || url.searchParams.has("view")) continue;
    if (open) url.searchParams.set("open", open);
    else url.searchParams.delete("open");
    link.setAttribute("href", url.pathname + url.search);
  }
  setAddress();
}

export async function toggle(id: string): Promise<void> {
  const part = person(id);
  const button = part?.element.querySelector(".who-btn");
  if (!part || !button) return;
  const isOpen = button.getAttribute("aria-expanded") === "true";
  const ids = new Set((here().searchParams.get("open") ?? "").split(".").filter(Boolean));
  if (isOpen) ids.delete(id);
  else ids.add(id);
  keepOpen([...ids].join("."));
  if (!isOpen) {
    await putPerson(id);
    return;
  }
  button.setAttribute("aria-expanded", "false");
  for (const row of part.rows.splice(1)) row.element.remove();
  rearrange();
}
