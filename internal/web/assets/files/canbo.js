// What pages do beyond plain HTML; every page works without it.
"use strict";

// A problem gets the focus, so that a screen reader begins there.
document.querySelector("[data-focus]")?.focus();
