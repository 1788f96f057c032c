// SPDX-License-Identifier: MIT
// The few lines about the document that many parts need.

export const meta = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";

export const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select"));

export const isDirty = (element: Element): boolean => {
  if (element instanceof HTMLSelectElement) return [...element.options].some((option) => option.selected !== option.defaultSelected);
  if (element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)) return element.checked !== element.defaultChecked;
  if (element instanceof HTMLInputElement) return element.type !== "hidden" && element.value !== element.defaultValue;
  return element instanceof HTMLTextAreaElement && element.value !== element.defaultValue;
};

// Small trees without a template language: make("p", {class: "meta"}, "text", child).
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function icon(name: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "ico");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}
