// SPDX-License-Identifier: MIT
// What a refresh must not take away: the field being typed into, fields changed but not sent, open
// details and dialogs. After our own form the server's answer wins.

import { isDirty } from "./dom";

let ours = false;

addEventListener("turbo:submit-start", () => (ours = true));

addEventListener("turbo:before-morph-element", (event) => {
  const element = event.target as HTMLElement;
  const isTyping = element === document.activeElement && element.matches("input, textarea, select, [contenteditable]");
  if (!ours && (isTyping || isDirty(element) || element.matches("[data-editing]"))) event.preventDefault();
});

addEventListener("turbo:before-morph-attribute", (event) => {
  const { attributeName } = (event as CustomEvent<{ attributeName: string }>).detail;
  const element = event.target as Element;
  if (attributeName === "open" && element.matches("details, dialog")) event.preventDefault();
  if (attributeName === "data-theme" || (attributeName === "tabindex" && element.closest("[data-roving]"))) event.preventDefault();
});

// A refused form is re-rendered in place with the scroll kept, so its summary may be out of sight:
// the server marks it with data-focus (in such answers only) and we go there.
const goToSummary = (): void => {
  ours = false;
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
};
addEventListener("turbo:render", goToSummary);
addEventListener("turbo:frame-render", goToSummary);
