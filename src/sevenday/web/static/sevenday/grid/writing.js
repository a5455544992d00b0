/* Changes on their way to the server, one after the other, each with what its author saw. */

import {
  first,
  keyOf,
  linkIn,
  mayEdit,
  say,
  show,
  stop,
  textOf,
  unshowAll,
  grid,
} from "./cells.js";

const OF_ONE = 40; // cells of a change that are shown before the answer is there
const sent = new Map(); // what a cell holds once the changes that were sent are written
let unanswered = 0;

const nameOf = (row, column) => `${row.id} ${column}`;
export const seenIn = (row, column) =>
  sent.get(nameOf(row, column)) ?? textOf(linkIn(row, column));

export function send(address, cells, more) {
  const values = {
    cells: JSON.stringify(cells),
    since: document.getElementById("counts").dataset.last,
    shown: grid.dataset.shown,
    first,
    stop,
    ...more,
  };
  unanswered += 1;
  htmx.ajax("POST", address, { source: grid, swap: "none", values });
}

/* Changes: a row, a column and a text each. */
export function write(changes, kind) {
  if (!mayEdit) return say("You may look at this rota, not change it.");
  const cells = changes.map(([row, column, text]) => [
    keyOf(row),
    column,
    seenIn(row, column),
    text,
  ]);
  for (const [row, column, text] of changes) {
    sent.set(nameOf(row, column), text);
    if (changes.length <= OF_ONE) show(linkIn(row, column), text);
  }
  return send("edit", cells, { kind });
}

/* After rows were painted: what is still on its way is shown in them, what is answered no more. */
export function showSent() {
  if (!sent.size) return unshowAll();
  if (sent.size > OF_ONE) return;
  for (const [name, text] of sent) {
    const [row, column] = name.split(" ");
    const link = linkIn(document.getElementById(row), Number(column));
    if (link && textOf(link) !== text) show(link, text);
  }
}

function answered(event) {
  if (event.detail.requestConfig.verb !== "post") return;
  unanswered = Math.max(0, unanswered - 1);
  if (!unanswered) sent.clear();
}

function failed(words) {
  sent.clear();
  unshowAll();
  say(`${words}: nothing was written.`);
}

document.body.addEventListener("htmx:beforeOnLoad", answered);
document.body.addEventListener("htmx:sendError", (event) => {
  answered(event);
  failed("The server does not answer");
});
document.body.addEventListener("htmx:responseError", (event) => {
  failed(`The server refused (${event.detail.xhr.status})`);
});
