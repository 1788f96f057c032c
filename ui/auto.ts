// SPDX-License-Identifier: MIT
// A form of filters (data-auto) applies a choice at once; without scripts it has a button.

addEventListener("change", (event) => {
  const field = event.target;
  if (field instanceof HTMLSelectElement) field.closest<HTMLFormElement>("form[data-auto]")?.requestSubmit();
});
