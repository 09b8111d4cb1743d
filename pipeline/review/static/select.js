// Words of the article: selecting them, finding them, and counting their offsets. The server counts code points, the
// browser UTF-16 units, so that everything after an emoji would be off by one: what is sent is counted in code points.
"use strict";

const Words = (() => {
  const text = document.getElementById("text");
  const chooser = document.getElementById("chooser");
  const points = (string) => {
    let n = 0;
    for (const _ of string) n++;
    return n;
  };
  let chosen = null; // [start, end] in code points of the article's text

  function offset(node, at) {
    const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const paragraph = holder.closest("[data-start]"); // blocks that were left out have none
    if (!paragraph || !text.contains(paragraph)) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, at);
    return Number(paragraph.dataset.start) + points(before.toString());
  }

  function ends(range) {
    let start = offset(range.startContainer, range.startOffset);
    let end = offset(range.endContainer, range.endOffset);
    const all = [...text.querySelectorAll("[data-start]")].filter((p) => range.intersectsNode(p));
    if (!all.length) return null;
    if (start === null) start = Number(all[0].dataset.start);
    if (end === null) {
      const last = all[all.length - 1];
      end = Number(last.dataset.start) + points(last.textContent);
    }
    return start < end ? [start, end] : null;
  }

  function show(words) {
    chooser.querySelector(".chosen").textContent = words.length > 60 ? words.slice(0, 60) + "…" : words;
    chooser.hidden = false;
  }

  function drop() {
    chosen = null;
    chooser.hidden = true;
  }

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!text || !selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode)) {
      if (chosen && !chosen.found && !chooser.contains(document.activeElement)) drop();
      return;
    }
    chosen = ends(selection.getRangeAt(0));
    if (chosen) show(selection.toString().trim());
  });

  // every place of some words, with what stands around them; paragraph by paragraph, so that long articles stay quick
  function places(sought, limit = 30) {
    const found = [];
    const fold = (s) => s.toLocaleLowerCase("id");
    const needle = fold(sought);
    for (const paragraph of text.querySelectorAll("[data-start]")) {
      const whole = paragraph.textContent;
      if (fold(whole).length !== whole.length) continue; // a letter that changes its length with its case
      for (let at = fold(whole).indexOf(needle); at >= 0 && found.length < limit; at = fold(whole).indexOf(needle, at + 1)) {
        const start = Number(paragraph.dataset.start) + points(whole.slice(0, at));
        const words = whole.slice(at, at + sought.length);
        found.push({ start, end: start + points(words), words, before: whole.slice(Math.max(0, at - 30), at),
          after: whole.slice(at + sought.length, at + sought.length + 30), paragraph });
      }
    }
    return found;
  }

  function choose(place) {
    chosen = Object.assign([place.start, place.end], { found: true });
    place.paragraph.scrollIntoView({ block: "center" });
    show(place.words);
    chooser.querySelector("button").focus();
  }

  return { chosen: () => chosen, drop, places, choose };
})();
