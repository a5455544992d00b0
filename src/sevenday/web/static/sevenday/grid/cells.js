/* The cells of the grid: where each is, what it holds, and what it will hold once that is written.
   Rows are named by their ids, columns count from the rota's first date, shown or not. */

export const grid = document.getElementById("grid");
export const OFF = "–";
export const [first, stop, days] = ["first", "stop", "days"].map((name) =>
  Number(grid.dataset[name]),
);
export const mayEdit = grid.dataset.edit !== "";

export const rows = () => [...grid.querySelectorAll(".sd-rows tbody tr")];
export const linkIn = (row, column) => row?.cells[column - first + 1]?.querySelector("a");
export const keyOf = (row) => Number(row.id.slice(1));
export const say = (words) => {
  document.getElementById("said").textContent = words;
};

export function textOf(link) {
  const text = link.dataset.was ?? link.textContent;
  return text === OFF ? "" : text;
}

export function placeOf(link) {
  const cell = link?.closest(".sd-rows td");
  return cell ? { row: cell.parentNode.id, column: first + cell.cellIndex - 1 } : null;
}

/* Letters in a cell that are not yet what it holds. */
export function show(link, text) {
  if (!link) return;
  link.dataset.was ??= link.textContent;
  link.classList.add("typed");
  link.textContent = text || OFF;
}

export const unshowAll = () => grid.querySelectorAll("a.typed").forEach(unshow);

export function unshow(link) {
  if (link?.dataset.was === undefined) return;
  link.classList.remove("typed");
  link.textContent = link.dataset.was;
  delete link.dataset.was;
}
