// SPDX-License-Identifier: MIT
// A form with data-drop takes a file dropped anywhere on it, and sends as soon as a file is chosen.

const zoneOf = (event: Event): HTMLFormElement | null => (event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-drop]") : null);

const light = (event: DragEvent, on: boolean): void => {
  const form = zoneOf(event);
  if (!form) return;
  event.preventDefault();
  form.querySelector(".drop-zone")?.classList.toggle("is-over", on);
};

addEventListener("dragover", (event) => light(event, true));
addEventListener("dragleave", (event) => light(event, false));
addEventListener("drop", (event) => {
  const input = zoneOf(event)?.querySelector<HTMLInputElement>("input[type=file]");
  light(event, false);
  if (!input || !event.dataTransfer?.files.length) return;
  input.files = event.dataTransfer.files;
  input.form?.requestSubmit();
});
addEventListener("change", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.type === "file" && event.target.files?.length) zoneOf(event)?.requestSubmit();
});
