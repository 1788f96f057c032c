// SPDX-License-Identifier: MIT
// What we use of Turbo 8, which ships no types of its own.
declare module "@hotwired/turbo" {
  export const session: {
    refresh(url: string, options?: { requestId?: string }): void;
    recentRequests: ReadonlySet<string>; // ids that our own requests carried
  };
  export const cache: { clear(): void };
  export const config: { drive: { progressBarDelay: number } };
  export function visit(url: string, options?: { action?: "advance" | "replace"; frame?: string }): void;
  // Like fetch, with X-Turbo-Request-Id set and remembered as our own.
  export function fetch(url: string | URL, options?: RequestInit): Promise<Response>;
}
