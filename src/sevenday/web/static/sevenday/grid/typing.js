/* Letters typed into a cell. What names a shift is written at once; when more letters follow they
   are read with those before ("N", then "NWD"), or begin anew. */

import { grid, linkIn, show, unshow } from "./cells.js";
import { seenIn, write } from "./writing.js";

const codes = grid.dataset.codes.split(" ").filter(Boolean);
const PAUSE = 900;
let typed = ""; // letters so far
let stands = false; // they are written already
let place = []; // the cells that they are for
let shown = null; // the row's id and the column of the cell that shows them
let waiting = 0;

const sameStart = (text, code) => code.toLowerCase().startsWith(text.toLowerCase());

/* A text as the department spells it, and whether more letters could name another: of "D+n" the
   part after the sign. */
function read(text) {
  const [, before, part] = text.match(/^(.*\+)?(.*)$/);
  const meant = codes.filter((code) => sameStart(part, code));
  const exact = meant.find((code) => code.length === part.length);
  return { text: exact && (before ?? "") + exact, open: meant.length > (exact ? 1 : 0) };
}

export const isTyping = () => Boolean(typed);

/* Letters that are not written stand in a row that was painted meanwhile too. */
export function showTyped() {
  if (typed && !stands) show(linkIn(document.getElementById(shown[0]), shown[1]), typed);
}

/* A letter for some cells; the focus is in the cell of `row` and `column`. */
export function type(letter, cells, [row, column]) {
  clearTimeout(waiting);
  if (stands && !read(typed + letter).open && !read(typed + letter).text) typed = "";
  if (!typed && (letter === "+" || letter === "/")) typed = seenIn(row, column);
  typed += letter;
  place = cells;
  shown = [row.id, column];
  stands = false;
  const { text, open } = read(typed);
  showTyped();
  if (text) {
    stands = true;
    put(text);
  }
  if (open || !text) waiting = setTimeout(settle, PAUSE);
  else typed = "";
}

/* Write what was typed, as it is where it names nothing: the server says why it cannot be. */
export function settle() {
  clearTimeout(waiting);
  const text = typed;
  typed = "";
  if (text && !stands) put(read(text).text ?? text);
}

/* Let go of letters that are not written. */
export function forget() {
  clearTimeout(waiting);
  typed = "";
  if (!stands && shown) unshow(linkIn(document.getElementById(shown[0]), shown[1]));
}

const put = (text) =>
  write(
    place.map(([row, column]) => [document.getElementById(row.id), column, text]),
    "edit",
  );
