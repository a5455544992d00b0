/* The keyboard, the clipboard and the ranges of the grid. One handler on the grid, none on its
   cells. Without this file each cell is a link to its page, and all works there. */
"use strict";

const grid = document.getElementById("grid");
const OFF = "–";
const codes = grid.dataset.codes.split(" ").filter(Boolean);
const mayEdit = grid.dataset.edit !== "";
let at = null; // { row, column }: the cell that has the focus, by its row's id
let from = null; // where a range began
let typed = "";
let waiting = 0;
let telling = 0;
const inRange = grid.getElementsByClassName("in");

const rows = () => [...grid.querySelectorAll(".sd-rows tbody tr")];
const rowOf = (link) => link.closest("tr");
const linkIn = (row, column) => row.cells[column + 1]?.querySelector(":scope > a");
const here = () => document.getElementById(at?.row);
const last = () => here().cells.length - 5;
const textOf = (link) => (link.textContent === OFF ? "" : link.textContent);
const keyOf = (row) => Number(row.id.slice(1));
const say = (words) => {
  document.getElementById("said").textContent = words;
};

function placeOf(link) {
  const cell = link?.closest(".sd-rows td");
  return cell ? { row: rowOf(link).id, column: cell.cellIndex - 1 } : null;
}

/* ---- the focus and the range ---- */

function goTo(row, column, extend) {
  const link = row && linkIn(row, column);
  if (!link) return;
  from = extend ? (from ?? at) : null;
  link.focus();
  link.scrollIntoView({ block: "nearest", inline: "nearest" });
  showRange();
}

function move(down, right, extend, far) {
  const row = here();
  if (down === 0) {
    const end = right > 0 ? last() : 0;
    const column = far ? end : Math.max(0, Math.min(last(), at.column + right));
    return goTo(row, column, extend);
  }
  const all = rows();
  const now = all.indexOf(row);
  const next = far ? (down > 0 ? all.length - 1 : 0) : now + down;
  return goTo(all[Math.max(0, Math.min(all.length - 1, next))], at.column, extend);
}

/* The cells of the range, row by row; the cell with the focus where there is none. */
function range() {
  if (!at) return [];
  const start = from ?? at;
  const all = rows();
  const [a, b] = [start.row, at.row].map((id) => all.findIndex((row) => row.id === id));
  const [low, high] = [Math.min(start.column, at.column), Math.max(start.column, at.column)];
  return all
    .slice(Math.min(a, b), Math.max(a, b) + 1)
    .map((row) => [...Array(high - low + 1).keys()].map((k) => [row, low + k]));
}

function showRange() {
  for (const link of [...inRange]) link.classList.remove("in");
  if (!from) return;
  for (const [row, column] of range().flat()) linkIn(row, column)?.classList.add("in");
}

/* ---- writing ---- */

function send(address, cells, more) {
  const values = {
    cells: JSON.stringify(cells),
    since: document.getElementById("counts").dataset.last,
    shown: grid.dataset.shown,
    ...more,
  };
  htmx.ajax("POST", address, { source: grid, swap: "none", values });
}

function write(changes, kind) {
  if (!mayEdit) return say("You may look at this rota, not change it.");
  const cells = changes.map(([row, column, text]) => [
    keyOf(row),
    column,
    textOf(linkIn(row, column)),
    text,
  ]);
  return send("edit", cells, { kind });
}

const fill = (text) =>
  write(
    range()
      .flat()
      .map(([row, column]) => [row, column, text]),
    "edit",
  );

/* Letters gather until they name one code and no longer one, or until Enter or a pause. */
function type(letter) {
  typed += letter;
  const link = linkIn(here(), at.column);
  link.dataset.was ??= textOf(link) || OFF;
  link.classList.add("typed");
  link.textContent = typed;
  const meant = codes.filter((code) => code.toLowerCase().startsWith(typed.toLowerCase()));
  clearTimeout(waiting);
  if (meant.length === 1 && meant[0].toLowerCase() === typed.toLowerCase()) return settle();
  waiting = setTimeout(settle, 900);
  return undefined;
}

function settle() {
  clearTimeout(waiting);
  if (!typed) return;
  const text = codes.find((code) => code.toLowerCase() === typed.toLowerCase()) ?? typed;
  forget();
  fill(text);
}

function forget() {
  clearTimeout(waiting);
  typed = "";
  const link = grid.querySelector("a.typed");
  if (!link) return;
  link.classList.remove("typed");
  link.textContent = link.dataset.was;
  delete link.dataset.was;
}

/* ---- what the keyboard does ---- */

const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function leave(back) {
  // a grid of 54,600 links is one stop of the Tab key
  const target = back ? grid : document.getElementById("after-grid");
  target.focus();
}

function pressed(event) {
  if (!at || !placeOf(event.target)) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key;
  let mine = true;
  if (ARROWS[key]) {
    settle();
    move(...ARROWS[key], event.shiftKey, command);
  } else if (key === "Home" || key === "End") {
    move(0, key === "Home" ? -1 : 1, event.shiftKey, true);
  } else if (key === "PageUp" || key === "PageDown") {
    move(key === "PageUp" ? -10 : 10, 0, event.shiftKey);
  } else if (key === "Tab" && !command) {
    settle();
    leave(event.shiftKey);
  } else if (command && key.toLowerCase() === "z") {
    send("undo", [], event.shiftKey ? { again: "1" } : {});
  } else if (command && key.toLowerCase() === "y") {
    send("undo", [], { again: "1" });
  } else if (command && key.toLowerCase() === "l") {
    send(
      "lock",
      range()
        .flat()
        .map(([row, column]) => [keyOf(row), column, "", ""]),
    );
  } else if (key === "Delete" || key === "Backspace") {
    forget();
    fill("");
  } else if (key === "Escape") {
    forget();
    from = null;
    showRange();
  } else if (key === "Enter" && typed) {
    settle();
  } else if (key.length === 1 && key !== " " && !command && !event.altKey) {
    type(key);
  } else {
    mine = false;
  }
  if (mine) event.preventDefault();
}

/* ---- the clipboard: what Excel copies and pastes ---- */

function copied(event) {
  if (!at || !placeOf(document.activeElement)) return;
  const lines = range().map((cells) =>
    cells.map(([row, column]) => textOf(linkIn(row, column))).join("\t"),
  );
  event.clipboardData.setData("text/plain", lines.join("\n"));
  event.preventDefault();
  say(lines.length > 1 || from ? "Copied." : `Copied ${lines[0] || "a day off"}.`);
  if (event.type === "cut") fill("");
}

function pasted(event) {
  if (!at || !placeOf(document.activeElement)) return;
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  const block = text.split("\n").map((line) => line.split("\t"));
  const target = range();
  const [firstRow, firstColumn] = target[0][0];
  if (block.length === 1 && block[0].length === 1) return fill(block[0][0].trim());
  const all = rows();
  const start = all.indexOf(firstRow);
  const changes = [];
  for (const [down, line] of block.entries()) {
    for (const [right, word] of line.entries()) {
      const row = all[start + down];
      if (!row || !linkIn(row, firstColumn + right)) {
        return say("What you copied is larger than the rota from here on: nothing was written.");
      }
      changes.push([row, firstColumn + right, word.trim() === OFF ? "" : word.trim()]);
    }
  }
  return write(changes, "paste");
}

/* ---- what the focus tells ---- */

function focused(event) {
  const place = placeOf(event.target);
  if (!place) return;
  if (at && (place.row !== at.row || place.column !== at.column)) settle();
  at = place;
  clearTimeout(telling);
  telling = setTimeout(() => {
    htmx.ajax("GET", event.target.getAttribute("href"), {
      source: document.getElementById("about"),
      target: "#about",
      swap: "innerHTML",
    });
  }, 250);
}

/* A row that was painted again has new links: the focus goes to the one in the old place. */
function painted() {
  if (at && (document.activeElement === document.body || !document.activeElement)) {
    linkIn(here(), at.column)?.focus({ preventScroll: true });
  }
  showRange();
}

function clicked(event) {
  const place = placeOf(event.target);
  if (!place || event.ctrlKey || event.metaKey || event.detail === 0) return;
  event.preventDefault(); // a second click, or Enter, opens the cell's page
  if (event.shiftKey) {
    from = from ?? at;
    event.target.focus();
  } else {
    from = null;
    event.target.focus();
  }
  at = place;
  showRange();
}

function opened(event) {
  const link = event.target.closest(".sd-rows td > a");
  if (link) window.location.href = link.href;
}

if (mayEdit && window.matchMedia("(hover: hover)").matches) {
  say(
    "Arrows move, letters write, Delete clears, Shift selects, Enter opens a cell; Ctrl+C and " +
      "Ctrl+V copy from and to Excel, Ctrl+Z takes back, Ctrl+L locks.",
  );
}
grid.addEventListener("keydown", pressed);
grid.addEventListener("focusin", focused);
grid.addEventListener("click", clicked);
grid.addEventListener("dblclick", opened);
document.addEventListener("copy", copied);
document.addEventListener("cut", copied);
document.addEventListener("paste", pasted);
document.body.addEventListener("htmx:afterOnLoad", painted);
document.body.addEventListener("htmx:sendError", () =>
  say("The server does not answer: nothing was written."),
);
document.body.addEventListener("htmx:responseError", (event) =>
  say(`The server refused (${event.detail.xhr.status}): nothing was written.`),
);
