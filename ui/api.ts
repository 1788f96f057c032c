// SPDX-License-Identifier: MIT
// Data from our own addresses. A refusal arrives as RFC 9457 problem details and is thrown as a
// Problem: its sentence is meant for people, its field names the input it is about.

import * as Turbo from "@hotwired/turbo";
import { t } from "./t";

export interface Exit {
  kind: "fit" | "later" | "other_person" | "overtime";
  key: string;
  say: string;
  method: string;
  path: string;
  body: unknown;
  needs?: string[];
  unavailable?: string;
}

interface ProblemDetails {
  title?: string;
  detail?: string;
  field?: string;
  errors?: { field: string; detail: string }[];
  request_id?: string;
  exits?: Exit[];
}

export class Problem extends Error {
  override name = "Problem";
  constructor(
    readonly status: number, // 0: no answer at all
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? details.title ?? (status ? t("This did not work") : t("No connection")));
  }
  get field(): string {
    return this.details.field ?? "";
  }
  get isConflict(): boolean {
    return this.status === 409 || this.status === 412;
  }
  get canRetry(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  const isJson = /\bjson\b/.test(answer.headers.get("Content-Type") ?? "");
  return new Problem(answer.status, isJson ? await answer.json().catch(() => ({})) : {});
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const request: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) request.body = JSON.stringify(body);
  const answer = await Turbo.fetch(path, request).catch(() => {
    throw new Problem(0);
  });
  if (!answer.ok) throw await problemOf(answer);
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

export const api = {
  get: <T>(path: string): Promise<T> => ask<T>("GET", path),
  post: <T>(path: string, body: unknown = {}): Promise<T> => ask<T>("POST", path, body),
};

// A page as a document, for taking parts of it.
export async function fetchPage(path: string): Promise<Document> {
  const answer = await Turbo.fetch(path, { headers: { Accept: "text/html" }, credentials: "same-origin" }).catch(() => {
    throw new Problem(0);
  });
  if (!answer.ok) throw await problemOf(answer);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
