/* A count that is typed on a bad line is sent when there is one. It is in this page's memory and
   nowhere else. Without this file the form is sent as any other. */

const PATIENCE = 10_000; // ms between two tries
const LONGEST = 90_000; // ms until a try on a bad line is given up

let waiting = null; // { form, button, address }: what is not sent yet
let sending = false;

const status = () => document.querySelector(".sd-unsent");

function say(words) {
  const line = status();
  line.textContent = words;
  line.hidden = !words;
}

/* The answer takes the place of what is shown; its hidden fields are all that is known. */
function show(text, address) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const main = answer.querySelector("main");
  if (!main) throw new Error(address);
  const orders = [...document.querySelectorAll(".sd-order input")];
  document.querySelector("main").replaceWith(document.importNode(main, true));
  for (const { name, checked } of orders) {
    const box = document.querySelector(`.sd-order input[name="${name}"]`);
    if (box) box.checked = checked; // it may have been ticked while the server was asked
  }
  document.title = answer.title;
  const first = document.querySelector("main .nhsuk-error-summary") ?? document.querySelector("h1");
  first.tabIndex = -1;
  first.focus();
  window.scrollTo(0, 0);
  tick();
}

async function send() {
  if (!waiting || sending) return;
  sending = true;
  const { form, button, address } = waiting;
  try {
    const body = new FormData(form, button); // as it is now: what was put right since goes too
    const signal = AbortSignal.timeout(LONGEST);
    const answer = await fetch(address, { method: "POST", body, signal });
    if (answer.redirected) {
      say("Not sent: you were signed out. Sign in on another page, then send it again here.");
    } else if (answer.ok || answer.status === 422) {
      show(await answer.text(), address);
    } else {
      say(`Not sent: the server answers ${answer.status}. Send it again, or say who runs it.`);
    }
    waiting = null;
  } catch {
    say("Not sent yet: there is no line. It is sent when there is one; leave this page open.");
  } finally {
    sending = false;
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-morning]")) return;
  event.preventDefault();
  const button = event.submitter;
  const address = button?.hasAttribute("formaction") ? button.formAction : event.target.action;
  waiting = { form: event.target, button, address };
  say("Sending …");
  send();
});
window.addEventListener("online", send);
setInterval(send, PATIENCE);

/* Whoever leaves is asked first: what was counted is gone with the page. */
window.addEventListener("beforeunload", (event) => {
  const form = document.querySelector("[data-morning]");
  const typed = [...(form?.querySelectorAll(".sd-came input") ?? [])].some((box) => box.value);
  const counted = form && form.elements.rounds.value !== "[]";
  if (waiting || typed || counted) event.preventDefault();
});

/* How long it is to the next count. */
function tick() {
  const clock = document.querySelector(".sd-clock");
  if (!clock?.dataset.next) return;
  const minutes = Math.round((new Date(clock.dataset.next) - Date.now()) / 60_000);
  const far = minutes < 0 || minutes > 24 * 60;
  const hours = Math.floor(minutes / 60);
  clock.textContent = far ? "" : `, in ${hours ? `${hours} h ` : ""}${minutes % 60} min`;
}
tick();
setInterval(tick, 30_000);
