// SPDX-License-Identifier: MIT
// What the scripts of single pages may use: import { api, t } from "takt".

export * from "./api";
export * from "./dom";
export * from "./format";
export { letterOf } from "./keys";
export type { LiveMessage } from "./live";
export { lang, t, textsReady, tn } from "./t";
export { collectToasts, say, sayError } from "./toast";
