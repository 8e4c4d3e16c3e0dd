// What pages do beyond plain HTML; every page works without it.
"use strict";

// A problem gets the focus, so that a screen reader begins there.
document.querySelector("[data-focus]")?.focus();

// Copies of what could not be saved yet, under canbo: and the owner, process and act of the form.
const copies = "canbo:";

// A form that was sent and not taken needs its copy again.
if (document.querySelector("[data-unfiled]")) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(copies)) localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), filed: false }));
  }
}

// A filed form needs no copy any more, and nothing is left on the device after signing out.
if (document.querySelector(".flash")) dropCopies((copy) => copy.filed);
for (const form of document.querySelectorAll('form[action^="/app/sign-out"]')) {
  form.addEventListener("submit", () => dropCopies(() => true));
}

function dropCopies(when) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(copies) && when(JSON.parse(localStorage.getItem(key)))) localStorage.removeItem(key);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);

// keep saves what is typed as a draft, soon after each change. While the server is away the copy on the device stands
// for it, and is saved when the server is back or when the page is opened again.
function keep(form) {
  const key = copies + form.dataset.keep;
  const state = document.getElementById("autosave");
  const conflict = document.getElementById("conflict");
  const base = form.elements.base;
  const frame = ["key", "process", "act", "base", "back", "at", "kept"]; // other parts of the form stand in the draft
  let timer = 0;
  let changes = 0;
  let away = false;
  let last = Promise.resolve(); // saves go one after the other: each goes on from what the one before it left
  let going = 0;

  const copy = JSON.parse(localStorage.getItem(key));
  if (copy && !copy.filed) {
    for (const [name, value] of copy.fields) set(form, name, value);
    base.value = copy.base; // another draft may have been saved meanwhile: then both are shown
    state.textContent = form.dataset.restored;
    save();
  }

  form.addEventListener("input", () => {
    changes++;
    remember(false);
    clearTimeout(timer);
    timer = setTimeout(save, 1000);
  });
  form.addEventListener("submit", async (event) => {
    remember(true);
    clearTimeout(timer); // a draft that is saved after the filing would stay
    if (!away && going === 0) return;
    event.preventDefault(); // a plain submit would overtake the save, or end on the browser's own error page
    await last;
    if (!away || (await save())) form.requestSubmit(event.submitter);
  });

  function remember(filed) {
    const fields = [...new FormData(form)].filter(([name]) => !frame.includes(name));
    localStorage.setItem(key, JSON.stringify({ base: base.value, fields, filed }));
  }

  function save() {
    clearTimeout(timer);
    going++;
    last = last.then(send).finally(() => going--);
    return last;
  }

  async function send() {
    const saving = changes;
    let answer;
    try {
      answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" },
      });
    } catch {
      answer = { status: 503 };
    }
    away = answer.status >= 500;
    const saved = answer.ok && (await answer.json().catch(() => undefined));
    if (saved) {
      base.value = saved.base;
      state.textContent = saved.text;
      if (saving === changes) localStorage.removeItem(key);
      return true;
    }
    if (answer.status === 409) conflict.hidden = false;
    else if (answer.status === 401) state.textContent = form.dataset.signedOut;
    else if (away) {
      state.textContent = form.dataset.offline;
      timer = setTimeout(save, 5000);
    } else state.textContent = form.dataset.refused; // trying again would not help
    return false;
  }
}

// set writes a value into a field, whatever kind it is.
function set(form, name, value) {
  const field = form.elements[name];
  if (!field) return;
  if (field instanceof RadioNodeList || field.type === "radio") {
    for (const radio of form.querySelectorAll(`input[name="${CSS.escape(name)}"]`)) radio.checked = radio.value === value;
  } else field.value = value;
}

// The count of pages follows the text.
for (const count of document.querySelectorAll("[data-pages]")) {
  const form = count.closest("form");
  const { perPage, most, text } = count.dataset;
  const say = () => {
    let characters = 0;
    for (const area of form.querySelectorAll("textarea")) characters += [...area.value].length;
    const pages = (characters / perPage).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const over = characters > perPage * most;
    count.querySelector("span").textContent = text.replace("{pages}", pages).replace("{most}", most);
    count.querySelector("strong").hidden = !over;
    count.classList.toggle("over", over);
  };
  form.addEventListener("input", say);
  say();
}

// A part of a page that could not be brought up to date says so, until it could.
const away = document.createElement("div");
away.className = "warn";
away.setAttribute("role", "alert");
document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) return away.remove();
  away.textContent = detail.xhr.status && detail.xhr.responseText || document.getElementById("content").dataset.away;
  (detail.elt.closest("form, details, .note") ?? detail.elt).before(away);
});

// A reason is asked exactly where a choice departs from the suggestion.
for (const select of document.querySelectorAll("select[data-advice]")) {
  const why = select.closest(".choose").querySelector(".why");
  const advice = select.dataset.advice;
  if (!advice) continue;
  select.addEventListener("change", () => {
    why.hidden = !select.value || select.value === advice;
  });
}

// Drawn papers exist on their page only: the tab keeps them until they are cast, and warns before it is closed.
const papers = document.querySelector("form[data-papers]");
if (papers) {
  const kept = () => sessionStorage.setItem("canbo-papers", JSON.stringify([...new FormData(papers)]));
  kept();
  papers.addEventListener("change", kept);
  const warn = (event) => event.preventDefault();
  addEventListener("beforeunload", warn);
  papers.addEventListener("submit", () => removeEventListener("beforeunload", warn));
}
if (document.querySelector("[data-cast]")) sessionStorage.removeItem("canbo-papers");
const again = document.querySelector("form[data-papers-again]");
if (again && sessionStorage.getItem("canbo-papers")) {
  for (const [name, value] of JSON.parse(sessionStorage.getItem("canbo-papers"))) {
    again.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  again.hidden = false;
}
