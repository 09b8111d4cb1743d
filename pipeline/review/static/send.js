// Decisions go to the server one after the other, each under a key of its own. One that got no answer is kept in the
// browser and sent again under the same key, so that none is lost and none counts twice.
"use strict";

const Send = (() => {
  const main = document.getElementById("main");
  const trouble = document.getElementById("trouble");
  const shelf = "saripati:" + location.host;
  let waiting = JSON.parse(sessionStorage.getItem(shelf) || "[]");
  let busy = false;

  const keep = () => sessionStorage.setItem(shelf, JSON.stringify(waiting));
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  function tell(words) {
    trouble.textContent = words;
    trouble.hidden = !words;
  }

  function say(words) {
    document.getElementById("live").textContent = words;
  }

  async function answered(values) {
    const body = new URLSearchParams(values);
    const answer = await fetch("/do", { method: "POST", body, headers: { "HX-Request": "true" } });
    const text = await answer.text();
    return { status: answer.status, entry: answer.headers.get("x-entry"), text, told: (answer.headers.get("content-type") || "").includes("json") ? JSON.parse(text) : null };
  }

  async function run() {
    if (busy) return;
    busy = true;
    let tries = 0;
    while (waiting.length) {
      const values = waiting[0];
      let answer = null;
      try {
        answer = await answered(values);
      } catch {
        answer = { status: 0 };
      }
      if (answer.status === 0 || answer.status >= 500) {
        tell(main.dataset.sayLost);
        await pause(Math.min(4000, 250 * 2 ** tries++));
        continue;
      }
      if (answer.status === 403) {
        tell(main.dataset.sayGone);
        break;
      }
      waiting.shift();
      keep();
      if (tries) tell("");
      tries = 0;
      settle(values, answer);
    }
    busy = false;
  }

  function settle(values, answer) {
    if (answer.told && answer.told.go) {
      if (!waiting.length) location.assign(answer.told.go);
      return;
    }
    if (answer.told) {
      document.dispatchEvent(new CustomEvent("refused", { detail: { values, ...answer.told } }));
      return;
    }
    if (values.id === main.dataset.id && answer.status < 500) {
      htmx.swap(document.getElementById("live"), answer.text, { swapStyle: "none" });
      document.dispatchEvent(new CustomEvent("decided", { detail: { values, entry: answer.entry, stale: answer.status === 409 } }));
    }
  }

  function decision(values) {
    const key = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now();
    const terms = Object.fromEntries(new URLSearchParams(main.dataset.terms));
    waiting.push({ ...terms, id: main.dataset.id, key, ...values });
    keep();
    return run();
  }

  addEventListener("beforeunload", (event) => {
    if (waiting.length) event.preventDefault();
  });
  addEventListener("load", run);
  return { decision, say, tell, idle: () => !busy && !waiting.length };
})();
