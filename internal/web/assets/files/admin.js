// The dashboard follows what happens: it fetches itself again when the server says that something has changed.
"use strict";

const live = document.getElementById("board");
if (live && window.EventSource) {
  let fetching = false;
  const events = new EventSource(live.dataset.events);
  document.querySelector("[data-live]").hidden = false;
  events.addEventListener("progress", async () => {
    const board = document.getElementById("board");
    if (fetching || board.contains(document.activeElement)) return; // whoever works in it is not disturbed
    fetching = true;
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
      fresh.querySelector("[data-live]").hidden = false;
      board.replaceWith(fresh);
    } finally {
      fetching = false;
    }
  });
}
