// SPDX-License-Identifier: MIT
// A swipe across a week (data-swipe) leads to the week before or after, as the buttons over it do.

const FAR = 64; // px across
let began: Touch | null = null;

addEventListener(
  "touchstart",
  (event) => {
    const area = event.target instanceof Element ? event.target.closest("[data-swipe]") : null;
    began = area && event.touches.length === 1 ? (event.touches[0] ?? null) : null;
  },
  { passive: true },
);
addEventListener(
  "touchend",
  (event) => {
    const ended = event.changedTouches[0];
    if (!began || !ended) return;
    const across = ended.clientX - began.clientX;
    const down = Math.abs(ended.clientY - began.clientY);
    began = null;
    if (Math.abs(across) < FAR || down * 2 > Math.abs(across)) return;
    document.querySelector<HTMLAnchorElement>(`.plan-steps a[rel=${across > 0 ? "prev" : "next"}]`)?.click();
  },
  { passive: true },
);
