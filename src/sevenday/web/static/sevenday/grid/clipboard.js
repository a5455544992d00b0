/* The clipboard: what Excel copies and pastes. */

import { OFF, days, linkIn, rows, say } from "./cells.js";
import { seenIn, write } from "./writing.js";

/* Put a range on the clipboard. */
export function copyRange(event, lines) {
  const text = lines.map((cells) => cells.map((each) => seenIn(...each)).join("\t")).join("\n");
  event.clipboardData.setData("text/plain", text);
  const one = lines.length === 1 && lines[0].length === 1;
  say(one ? `Copied ${text || "a day off"}.` : "Copied.");
}

/* Write what is on the clipboard from a cell on; one cell of it into all of a range. */
export function pasteRange(event, target) {
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  const block = text.split("\n").map((line) => line.split("\t"));
  if (block.length === 1 && block[0].length === 1) {
    const word = meantBy(block[0][0]);
    return write(
      target.flat().map(([row, column]) => [row, column, word]),
      "edit",
    );
  }
  const [firstRow, firstColumn] = target[0][0];
  const all = rows();
  const start = all.indexOf(firstRow);
  const changes = [];
  for (const [down, line] of block.entries()) {
    for (const [right, word] of line.entries()) {
      const row = all[start + down];
      const column = firstColumn + right;
      if (!row || column >= days) return tooLarge("the rota");
      if (!linkIn(row, column)) return tooLarge("the weeks that are shown (show more of them)");
      changes.push([row, column, meantBy(word)]);
    }
  }
  return write(changes, "paste");
}

const meantBy = (word) => (word.trim() === OFF ? "" : word.trim());
const tooLarge = (what) =>
  say(`What you copied is larger than ${what} from here on: nothing was written.`);
