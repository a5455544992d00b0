/* The keyboard and the ranges of the grid. One handler on the grid, none on its cells. Without
   this file each cell is a link to its page, and all works there. */

import { copyRange, pasteRange } from "./grid/clipboard.js";
import { first, days, grid, keyOf, linkIn, mayEdit, placeOf, rows, say, stop } from "./grid/cells.js";
import { forget, isTyping, settle, showTyped, type } from "./grid/typing.js";
import { send, showSent, write } from "./grid/writing.js";

let at = null; // { row, column }: the cell that has the focus, by its row's id
let from = null; // where a range began
let telling = 0;
const inRange = grid.getElementsByClassName("in");
const here = () => document.getElementById(at?.row);

/* ---- the focus and the range ---- */

function goTo(row, column, extend) {
  const link = linkIn(row, column);
  if (!link) return;
  from = extend ? (from ?? at) : null;
  link.focus();
  link.scrollIntoView({ block: "nearest", inline: "nearest" });
  showRange();
}

function move(down, right, extend, far) {
  const row = here();
  if (down === 0) {
    const column = at.column + right;
    if (!far && !extend && (column < first || column >= stop)) return turn(row, column);
    const end = right > 0 ? stop - 1 : first;
    return goTo(row, far ? end : Math.max(first, Math.min(stop - 1, column)), extend);
  }
  const all = rows();
  const now = all.indexOf(row);
  const next = far ? (down > 0 ? all.length - 1 : 0) : now + down;
  return goTo(all[Math.max(0, Math.min(all.length - 1, next))], at.column, extend);
}

/* Past the first or the last day that is shown come the other weeks, the focus where it was going. */
function turn(row, column) {
  if (column < 0 || column >= days) return;
  const link = document.querySelector(`.sd-weeks [rel="${column < first ? "prev" : "next"}"]`);
  if (link) window.location.href = `${link.href}#${row.id}-${column}`;
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

/* ---- what the keyboard does ---- */

const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const clear = () =>
  write(
    range()
      .flat()
      .map(([row, column]) => [row, column, ""]),
    "edit",
  );

const bolt = () =>
  send(
    "lock",
    range()
      .flat()
      .map(([row, column]) => [keyOf(row), column, "", ""]),
  );

function leave(back) {
  // a grid of thousands of links is one stop of the Tab key
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
    settle();
    move(0, key === "Home" ? -1 : 1, event.shiftKey, true);
  } else if (key === "PageUp" || key === "PageDown") {
    settle();
    move(key === "PageUp" ? -10 : 10, 0, event.shiftKey);
  } else if (key === "Tab" && !command) {
    settle();
    leave(event.shiftKey);
  } else if (command && key.toLowerCase() === "z") {
    forget();
    send("undo", [], event.shiftKey ? { again: "1" } : {});
  } else if (command && key.toLowerCase() === "y") {
    forget();
    send("undo", [], { again: "1" });
  } else if (command && key.toLowerCase() === "l") {
    settle();
    bolt();
  } else if (key === "Delete" || key === "Backspace") {
    forget();
    clear();
  } else if (key === "Escape") {
    forget();
    from = null;
    showRange();
  } else if (key === "Enter" && isTyping()) {
    settle();
  } else if (key.length === 1 && key !== " " && !command && !event.altKey && mayEdit) {
    type(key, range().flat(), [here(), at.column]);
  } else {
    mine = false;
  }
  if (mine) event.preventDefault();
}

function clip(event) {
  if (!at || !placeOf(document.activeElement)) return;
  event.preventDefault();
  settle();
  if (event.type === "paste") pasteRange(event, range());
  else copyRange(event, range());
  if (event.type === "cut") clear();
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
  showSent();
  showTyped();
  if (at && (document.activeElement === document.body || !document.activeElement)) {
    linkIn(here(), at.column)?.focus({ preventScroll: true });
  }
  showRange();
}

function clicked(event) {
  const place = placeOf(event.target);
  if (!place || event.ctrlKey || event.metaKey || event.detail === 0) return;
  event.preventDefault(); // a second click, or Enter, opens the cell's page
  from = event.shiftKey ? (from ?? at) : null;
  event.target.focus();
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
for (const kind of ["copy", "cut", "paste"]) document.addEventListener(kind, clip);
document.body.addEventListener("htmx:afterOnLoad", painted);
const asked = window.location.hash.match(/^#(r\d+)-(\d+)$/);
if (asked) goTo(document.getElementById(asked[1]), Number(asked[2]));
