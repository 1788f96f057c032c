// SPDX-License-Identifier: MIT
// Turbo adds a <style> for its progress bar when it is evaluated, which our content policy would
// block and report. We style the bar ourselves, so this one insert is swallowed. Must be the first
// import of the bundle; turbo-quiet-off.ts, the import right after Turbo, puts things back.
document.head.insertBefore = <T extends Node>(node: T): T => node;
export {};
