// On every page: the settings apply as soon as they are chosen; "/" goes to the search, Enter on the queue starts.
"use strict";

document.addEventListener("change", (event) => {
  const form = event.target.closest(".menu form");
  if (form && event.target.tagName === "SELECT") form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, dialog, a, button, summary");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
  const search = document.getElementById("q");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Enter" && search) {
    document.querySelector(".heading .primary")?.click();
  }
});

// filters that are not set stay out of the address
document.addEventListener("htmx:configRequest", ({ detail: { parameters } }) => {
  for (const [name, value] of [...parameters.entries()]) if (value === "") parameters.delete(name);
});

if (location.hash === "#q") document.getElementById("q")?.focus();
