// Lists to choose from while typing: areas of the lexicon, places of words. Arrow keys move, Enter takes.
"use strict";

const Areas = (() => {
  function list(input, box) {
    const options = () => [...box.children];
    const mark = (row) => {
      options().forEach((o) => o.setAttribute("aria-selected", String(o === row)));
      input.setAttribute("aria-activedescendant", row ? row.id : "");
      row?.scrollIntoView({ block: "nearest" });
    };
    new MutationObserver(() => {
      input.setAttribute("aria-expanded", String(box.children.length > 0));
      mark(options()[0]);
    }).observe(box, { childList: true });
    input.addEventListener("keydown", (event) => {
      const all = options();
      const at = all.findIndex((o) => o.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!all.length) return;
        event.preventDefault();
        mark(all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length]);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        all[at].click();
      }
    });
  }

  function watch(holder) {
    for (const input of holder.querySelectorAll("input[data-area]")) {
      const box = document.getElementById("list-" + input.name);
      let timer = 0;
      list(input, box);
      const shut = () => {
        box.replaceChildren();
        box.hidden = true;
      };
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(async () => {
          const sought = input.value.trim();
          const found = sought ? await (await fetch("/areas?" + new URLSearchParams({ q: sought }))).json() : [];
          box.replaceChildren(...found.map((area, n) => {
            const row = document.createElement("li");
            row.id = `${box.id}-${n}`;
            row.setAttribute("role", "option");
            const name = document.createElement("b");
            name.textContent = area.name;
            row.append(name, ` ${area.code} `, area.inside);
            row.addEventListener("mousedown", (event) => event.preventDefault());
            row.addEventListener("click", () => {
              input.value = `${area.code} ${area.name}`;
              shut();
            });
            return row;
          }));
          box.hidden = !found.length;
        }, 120);
      });
      input.addEventListener("blur", shut);
    }
  }

  return { list, watch };
})();
