// Conflicts one after the other: a digit takes a reviewer's version, r none of them; the next one comes by itself. u takes
// the latest decision back.
"use strict";

const open = () => [...document.querySelectorAll(".conflict:not(.settled)")];
const here = () => document.activeElement.closest(".conflict:not(.settled)") || open()[0];

function stand(panel) {
  if (!panel) return;
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "start" });
}

async function undo() {
  await fetch("/do", { method: "POST", body: new URLSearchParams({ act: "undo", key: crypto.randomUUID() }) });
  location.reload();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
  if (event.target.closest("input, select, textarea, summary")) return;
  if (event.key === "u") return undo();
  const panel = here();
  if (!panel) return;
  const all = open();
  const digit = Number(event.key);
  if (digit >= 1) {
    const wanted = [...panel.querySelectorAll(".take")].find((b) => b.querySelector("kbd").textContent === event.key);
    wanted?.click();
  } else if (event.key === "r") panel.querySelector(".take-none").click();
  else if (event.key === "j" || event.key === "ArrowDown") stand(all[Math.min(all.length - 1, all.indexOf(panel) + 1)]);
  else if (event.key === "k" || event.key === "ArrowUp") stand(all[Math.max(0, all.indexOf(panel) - 1)]);
  else return;
  event.preventDefault();
});

document.addEventListener("htmx:afterSettle", () => {
  if (open().length) stand(open()[0]);
  else if (document.querySelector(".settled")) location.reload();
});

open()[0]?.focus({ preventScroll: true });
