// A record: cards and words lead to each other, one key decides and moves on.
"use strict";

const main = document.getElementById("main");
const sheet = document.getElementById("sheet");
const columns = document.querySelector(".columns");
const narrow = matchMedia("(max-width: 52rem)"); // fields and article take turns
const byId = (id) => document.getElementById(id);
const cards = () => [...document.querySelectorAll(".card")];
let here = null; // id of the entry that the keyboard is on; its card may be replaced at any time
const current = () => here && byId("card-" + here);
const marksOf = (id) => document.querySelectorAll(`mark[data-ids~="${CSS.escape(id)}"]`);

function light(id) {
  document.querySelectorAll("mark.lit").forEach((m) => m.classList.remove("lit"));
  const marks = marksOf(id);
  marks.forEach((m) => m.classList.add("lit"));
  return marks[0];
}

function leave() {
  current()?.classList.remove("current");
  here = null;
}

function stand(card, { scroll = true } = {}) {
  if (!card) return;
  leave();
  here = card.dataset.entry;
  card.classList.add("current");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const mark = light(card.dataset.entry);
  if (scroll && mark) mark.scrollIntoView({ block: "center" });
}

function onward(card) {
  const all = cards();
  const at = all.indexOf(card);
  const waits = (c) => c !== card && c.dataset.state === "open" && !c.classList.contains("sent");
  const next = all.slice(at + 1).find(waits) || all.find(waits);
  if (next) return stand(next);
  leave();
  byId("done").focus();
}

function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  stand(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
}

function decide(act, card) {
  if (!card) return;
  card.classList.add("sent");
  Send.decision({ act, entry: card.dataset.entry, seen: card.dataset.seen });
  onward(card);
}

async function open(query) {
  await htmx.ajax("GET", "/form?" + new URLSearchParams({ id: main.dataset.id, ...query }), { target: sheet, swap: "innerHTML" });
  if (!sheet.firstElementChild) return;
  sheet.show();
  Areas.watch(sheet);
  sheet.querySelector("input:not([type=hidden]), select")?.focus();
}

function close() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  sheet.replaceChildren();
  Words.drop();
  (current() || cards()[0])?.focus();
}

function save(form) {
  const values = Object.fromEntries(new FormData(form));
  const card = byId("card-" + form.dataset.entry);
  if (form.dataset.seen !== undefined) values.seen = form.dataset.seen;
  Send.decision({ ...values, act: form.dataset.act, entry: form.dataset.act === "add" ? "" : form.dataset.entry });
  if (card) card.classList.add("sent");
}

const DO = {
  accept: (b) => decide("accept", b?.closest(".card") || current()),
  reject: (b) => decide("reject", b?.closest(".card") || current()),
  edit: (b) => {
    const card = b?.closest(".card") || current();
    if (!card || card.dataset.kind === "checks") return;
    stand(card);
    open({ entry: card.dataset.entry });
  },
  merge: (b) => {
    const form = b?.closest("form");
    if (!form) return DO.edit(null);
    Send.decision({ act: "merge", entry: form.dataset.entry, seen: form.dataset.seen, into: form.elements.into.value });
    close();
    onward(byId("card-" + form.dataset.entry));
  },
  undo: () => Send.decision({ act: "undo" }),
  redo: () => Send.decision({ act: "redo" }),
  rest: () => Send.decision({ act: "rest" }),
  done: () => Send.decision({ act: "done" }),
  block: (b) => Send.decision({ act: "block", block: b.dataset.block }),
  kind: (b) => Words.chosen() && open({ kind: b.dataset.kind, start: Words.chosen()[0], end: Words.chosen()[1] }),
  go: (b) => {
    const card = byId("card-" + b.dataset.entry);
    if (!card) return;
    stand(card);
    if (narrow.matches && card === b.closest(".card")) show("article");
    light(card.dataset.entry)?.scrollIntoView({ block: "center" });
  },
  words: () => {
    const card = current();
    if (!card) return;
    if (narrow.matches) show("article");
    light(card.dataset.entry)?.scrollIntoView({ block: "center" });
  },
  next: () => byId("next").click(),
  previous: () => byId("previous").click(),
  help: () => byId("help").showModal(),
  close,
  find: () => {
    const dialog = byId("find");
    dialog.showModal();
    byId("find-words").value = "";
    byId("find-list").replaceChildren();
    byId("find-words").focus();
  },
  search: () => location.assign("/?" + main.dataset.terms + "#q"),
  "left-out": () => reveal(!byId("text").classList.contains("all")),
  original: () => DO.pane({ dataset: { pane: "original" } }),
  pane: (b) => {
    const again = columns.dataset.pane === "original" && b.dataset.pane === "original";
    show(again ? "fields" : b.dataset.pane);
  },
};

function show(pane) {
  const original = byId("original");
  if (pane === "original" && !original.firstChild) {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "");
    frame.title = original.getAttribute("aria-label");
    frame.src = "/original?" + new URLSearchParams({ id: main.dataset.id });
    original.append(frame);
  }
  original.hidden = pane !== "original";
  columns.dataset.pane = pane;
  for (const button of document.querySelectorAll("[data-do=pane]")) {
    button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
  }
}

function reveal(all) {
  const button = document.querySelector("[data-do=left-out]");
  if (!button) return;
  byId("text").classList.toggle("all", all);
  button.setAttribute("aria-pressed", String(all));
}

const KEYS = { a: "accept", r: "reject", e: "edit", m: "merge", u: "undo", U: "redo", A: "rest", d: "done", n: "next", p: "previous",
  s: "find", g: "words", b: "left-out", o: "original", "/": "search", "?": "help" };

document.addEventListener("keydown", (event) => {
  const inside = event.target.closest("dialog");
  if (event.key === "Escape") return close();
  if (event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
  if (inside || event.target.closest("input, select, textarea, summary")) return;
  const kinds = [...document.querySelectorAll("#chooser [data-kind]")];
  if (!byId("chooser").hidden && kinds[Number(event.key) - 1]) {
    event.preventDefault();
    return DO.kind(kinds[Number(event.key) - 1]);
  }
  if (event.key === "j" || event.key === "ArrowDown") step(1);
  else if (event.key === "k" || event.key === "ArrowUp") step(-1);
  else if (KEYS[event.key]) DO[KEYS[event.key]](null);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) return DO[button.dataset.do](button);
  const mark = event.target.closest("#text mark");
  if (mark && getSelection().isCollapsed) {
    if (narrow.matches) show("fields");
    const ids = mark.dataset.ids.split(" ");
    const at = ids.indexOf(current()?.dataset.entry);
    stand(byId("card-" + ids[(at + 1) % ids.length]), { scroll: false });
  } else {
    const card = event.target.closest(".card");
    if (card && card !== current()) stand(card);
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.edit");
  if (!form) return;
  event.preventDefault();
  save(form);
});

document.addEventListener("decided", ({ detail: { values, entry, stale } }) => {
  for (const card of cards()) {
    for (const mark of marksOf(card.dataset.entry)) {
      if (mark.dataset.ids.split(" ")[0] === card.dataset.entry) {
        mark.className = `${card.dataset.kind} ${card.dataset.state}${mark.classList.contains("lit") ? " lit" : ""}`;
      }
    }
  }
  if (current() && !current().classList.contains("current")) {
    current().classList.add("current");
    if (document.activeElement === document.body) current().focus({ preventScroll: true });
  }
  const card = byId("card-" + values.entry);
  if (stale) {
    Send.tell(main.dataset.sayStale);
    return stand(card);
  }
  Send.say(`${main.dataset.saySent} · ${byId("tally").textContent}`);
  if (values.act === "edit") {
    close();
    onward(card);
  } else if (values.act === "undo" || values.act === "redo") {
    stand(byId("card-" + entry) || current() || cards()[0]);
  } else if (values.act === "rest") byId("done").focus();
  else if (!current() && document.activeElement === document.body) byId("done").focus();
});

document.addEventListener("refused", ({ detail: { values, field, message } }) => {
  const form = sheet.querySelector("form");
  document.querySelectorAll(".card.sent").forEach((c) => c.classList.remove("sent"));
  if (!form) {
    Send.say(message);
    return Send.tell(message);
  }
  const said = form.querySelector(".refused");
  said.textContent = message;
  said.hidden = false;
  const input = form.elements[field];
  if (input && input.focus) {
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }
});

byId("find-words").addEventListener("input", ({ target }) => {
  const list = byId("find-list");
  const sought = target.value.trim();
  const found = sought.length > 1 ? Words.places(sought) : [];
  list.replaceChildren(...found.map((place, n) => {
    const row = document.createElement("li");
    row.id = "place-" + n;
    row.setAttribute("role", "option");
    const words = document.createElement("b");
    words.textContent = place.words;
    row.append("…" + place.before, words, place.after + "…");
    row.addEventListener("click", () => {
      byId("find").close();
      Words.choose(place);
    });
    return row;
  }));
});

Areas.list(byId("find-words"), byId("find-list"));

const wanted = main.dataset.focus;
if (wanted && byId(wanted)) {
  if (wanted.startsWith("block-")) reveal(true);
  byId(wanted).focus();
} else stand((wanted && byId("card-" + wanted)) || document.querySelector(".card.open") || cards()[0]);
