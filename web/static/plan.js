"use strict";
// A file may be dropped on the form; all agencies of a group may be ticked at once.
for (const form of document.querySelectorAll("[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const hint = form.querySelector("[data-drop-hint]");
  if (hint) hint.hidden = false;
  const over = (event, is) => { event.preventDefault(); form.classList.toggle("over", is); };
  form.addEventListener("dragover", (event) => over(event, true));
  form.addEventListener("dragleave", (event) => over(event, false));
  form.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });
}
for (const ticks of document.querySelectorAll("[data-ticks]")) {
  const template = document.querySelector("[data-tick-all]");
  if (!template) continue;
  template.hidden = false;
  for (const button of template.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      for (const box of ticks.querySelectorAll("input[type=checkbox]")) box.checked = button.value === "all";
    });
  }
}
