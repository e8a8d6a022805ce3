"use strict";

// The review page: sends each decision, shows the row that comes back, and marks its source.
// Nothing is decided while an answer is awaited, so no key can fall on a row not yet seen.

const $ = (id) => document.getElementById(id);
const filter = $("filter");
const pane = $("source");
const NS = "http://www.w3.org/2000/svg";
const KEPT = 16;

const state = {
  busy: false,
  clean: "", // the fields as they came
  key: "",
  ahead: [],
  asText: false,
  page: null, // { document, number, pages } of the sheet on show
  taken: null, // the span of the words last taken from the source for the text field
  picked: null, // the span the dialog for a missed item was opened with
  noting: 0,
  left: 0, // undecided rows the filter lets through
};

// ---------------------------------------------------------------- asking

function filters() {
  return Object.fromEntries(new FormData(filter));
}

async function ask(path, body) {
  const asked = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(path, asked || undefined);
  } catch {
    throw { error: "The review page's program does not answer. Nothing was recorded; start `make review` again." };
  }
  const answer = response.headers.get("Content-Type")?.startsWith("application/json")
    ? await response.json()
    : { error: await response.text() };
  if (!response.ok || answer.error) throw answer;
  return answer;
}

async function change(path, body, problem = $("problem")) {
  if (state.busy) return false;
  state.busy = true;
  try {
    show(await ask(path, body));
    problem.hidden = true;
    return true;
  } catch (failure) {
    complain(failure, problem);
    return false;
  } finally {
    state.busy = false;
  }
}

function complain(failure, problem) {
  problem.textContent = failure.error || "Something went wrong; nothing was recorded. Load the page again.";
  problem.hidden = false;
  const field = failure.column && $("f-" + failure.column);
  if (field && problem === $("problem")) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
}

// What is typed and not saved is never lost unasked: accepting saves it, leaving asks.
function typed() {
  const fields = $("fields");
  return fields ? JSON.stringify([...new FormData(fields)]) : "";
}

const dirty = () => typed() !== state.clean;
const leave = () => !dirty() || confirm("Leave this row without saving what you changed in it?");

async function move(where, row = state.key) {
  if (!leave()) return false;
  return change("/view?" + new URLSearchParams({ ...filters(), row, move: where }));
}

function decide(review, extra = {}) {
  if (!state.key) return;
  const note = $("f-note") ? $("f-note").value : "";
  return change("/decide", { ...filters(), row: state.key, review, note, ...extra });
}

function save() {
  const cells = Object.fromEntries(new FormData($("fields")));
  delete cells.note;
  const taken = state.taken && state.taken.text === cells.text ? state.taken : {};
  return decide("edit", { cells, start: taken.start, end: taken.end });
}

// ---------------------------------------------------------------- showing

function show(answer) {
  const held = holder();
  $("queue").innerHTML = answer.queue;
  $("row").innerHTML = answer.row;
  $("row").scrollTop = 0;
  $("progress").max = Math.max(answer.total, 1);
  $("progress").value = answer.decided;
  $("summary").textContent = answer.summary;
  $("undo").disabled = !answer.undo;
  $("stale").hidden = !answer.stale;
  state.left = answer.total - answer.decided;
  state.ahead = answer.ahead;
  state.taken = null;
  $("said").textContent = answer.said;
  arrive(answer.key);
  hold(held);
  announce(answer);
}

function arrive(key) {
  state.key = key;
  state.clean = typed();
  const current = document.querySelector(".rows [aria-current]");
  if (current) current.scrollIntoView({ block: "nearest" });
  clearTimeout(state.noting);
  state.noting = setTimeout(note_place, 200);
  source(key);
}

// The address keeps filter and row, for a reload or a bookmark.
function note_place() {
  const query = new URLSearchParams({ ...filters(), row: state.key });
  for (const [name, value] of [...query]) if (!value && name !== "state") query.delete(name);
  history.replaceState(null, "", "/?" + query);
}

// Parts of the page are replaced: the keyboard stays where it was, on what took the part's place.
function holder() {
  const active = document.activeElement;
  if (!active || active === document.body) return null;
  if (active.closest(".rows")) return "queue";
  if (active.dataset.do && active.closest(".actions")) return active.dataset.do;
  return active.closest("#row") ? "row" : null;
}

function hold(held) {
  if (held === "queue") document.querySelector(".rows [aria-current]")?.focus({ preventScroll: true });
  else if (held === "row") $("row").focus({ preventScroll: true });
  else if (held) (document.querySelector(`.actions [data-do="${held}"]`) || $("row")).focus({ preventScroll: true });
}

function announce(answer) {
  const row = document.querySelector("#row article");
  const tag = row.querySelector(".tag")?.textContent || "";
  const words = row.querySelector("blockquote")?.textContent || row.textContent.trim();
  $("announce").textContent = `${answer.said ? answer.said + ". " : ""}${tag}: ${words}. ${answer.summary}`;
}

// ---------------------------------------------------------------- the source

const places = new Map();
const sheets = new Map();

function kept(cache, key, make) {
  const known = cache.get(key) || make();
  cache.delete(key);
  cache.set(key, known);
  if (cache.size > KEPT) cache.delete(cache.keys().next().value);
  return known;
}

const place = (key) =>
  kept(places, key, () => ask("/place/" + encodeURIComponent(key)).catch(() => ({ sheets: [], marks: [] })));

// A page with its image; its words come when the pointer does, since only selecting needs them.
const sheet = (name, { page, width, height }) =>
  kept(sheets, name + "/" + page, () => {
    const one = $("sheet").content.firstElementChild.cloneNode(true);
    const where = `${encodeURIComponent(name)}/${page}`;
    const image = one.querySelector("img");
    one.dataset.page = page;
    one.querySelector("svg").setAttribute("viewBox", `0 0 ${width} ${height}`);
    one.querySelector("figcaption").textContent = "Page " + page;
    image.alt = `Page ${page} of ${name}`;
    image.width = Math.round(width);
    image.height = Math.round(height);
    image.src = "/page/" + where;
    const words = async () => {
      const response = await fetch("/words/" + where);
      if (response.ok) one.querySelector(".words").innerHTML = await response.text();
    };
    one.addEventListener("pointerenter", words, { once: true });
    return one;
  });

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Whoever decides faster than pages are drawn shall not wait for pages that were passed by.
async function source(key) {
  if (!key) {
    pane.replaceChildren();
    return;
  }
  if (!places.has(key)) await pause(120);
  if (key !== state.key) return; // another row came meanwhile
  const where = await place(key);
  if (key !== state.key) return;
  $("where").textContent = where.document || "";
  const shown = where.sheets.filter(Boolean);
  if (shown.length && !state.asText) lay(shown, where);
  else await text(key);
  prefetch(key);
}

function lay(shown, where) {
  const ready = shown.map((one) => sheet(where.document, one));
  for (const one of ready) mark(one, where.marks);
  const same = ready.length === pane.children.length && ready.every((one, n) => one === pane.children[n]);
  if (!same) pane.replaceChildren(...ready);
  state.page = { document: where.document, number: shown[0].page, marks: where.marks };
  $("paging").hidden = false;
  const first = pane.querySelector(".marks rect");
  if (first) {
    const top = first.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += top - pane.clientHeight / 3;
  } else if (!same) pane.scrollTop = 0;
}

function mark(one, marks) {
  const boxes = marks.filter(([page]) => page === Number(one.dataset.page));
  one.querySelector(".marks").replaceChildren(
    ...boxes.map(([, x0, top, x1, bottom]) => {
      const box = document.createElementNS(NS, "rect");
      const at = { x: x0 - 1, y: top - 1, width: x1 - x0 + 2, height: bottom - top + 2, rx: 1.5 };
      for (const [name, value] of Object.entries(at)) box.setAttribute(name, value);
      return box;
    }),
  );
}

async function text(key) {
  const response = await fetch("/text/" + encodeURIComponent(key));
  if (key !== state.key) return;
  state.page = null;
  $("paging").hidden = true;
  pane.innerHTML = response.ok ? await response.text() : "";
  pane.querySelector("mark")?.scrollIntoView({ block: "center" });
}

async function turn(by) {
  if (!state.page) return;
  const { document: name, number, marks } = state.page;
  const one = await ask(`/sheet/${encodeURIComponent(name)}/${number + by}`).catch(() => null);
  if (one) {
    lay([one], { document: name, marks });
    if (!pane.querySelector(".marks rect")) pane.scrollTop = 0;
  }
}

// What comes next is fetched while the person reads, so that it shows at once.
async function prefetch(key) {
  for (const next of state.ahead) {
    await pause(150);
    if (key !== state.key || state.asText) return;
    const where = await place(next);
    if (key !== state.key) return;
    const images = where.sheets.filter(Boolean).map((one) => sheet(where.document, one).querySelector("img"));
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
  }
}

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !pane.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const words = [...pane.querySelectorAll("[data-s]")].filter((word) => {
    if (!selection.containsNode(word, true)) return false;
    if (word.contains(range.endContainer) && range.endOffset === 0) return false;
    return !(word.contains(range.startContainer) && range.startOffset >= word.textContent.length);
  });
  if (!words.length) return null;
  const start = Math.min(...words.map((word) => Number(word.dataset.s)));
  const end = Math.max(...words.map((word) => Number(word.dataset.e)));
  return { start, end, text: words.map((word) => word.textContent.trim()).join(" ") };
}

// ---------------------------------------------------------------- what can be done

function open(dialog) {
  if (!dialog.open) dialog.showModal();
}

const doing = {
  accept: () => (dirty() ? save() : decide("accept")),
  reject: () => decide("reject"),
  edit: () => $("fields")?.querySelector("select, input, textarea")?.focus(),
  skip: () => move("next"),
  withdraw: () => change("/withdraw", { ...filters(), row: state.key }),
  undo: () => leave() && change("/undo", { ...filters(), row: state.key }),
  help: () => open($("help")),
  close: (button) => button.closest("dialog").close(),
  toggle: () => {
    state.asText = !state.asText;
    $("toggle").setAttribute("aria-pressed", String(state.asText));
    source(state.key);
  },
  "page-back": () => turn(-1),
  "page-on": () => turn(1),
  take: () => {
    const found = selected();
    const field = $("f-text");
    if (!found || !field) return;
    state.taken = found;
    field.value = found.text;
    field.focus();
  },
  missed: () => {
    if (!state.key) return;
    state.picked = selected();
    $("missed-text").value = state.picked?.text || "";
    $("missed-problem").hidden = true;
    open($("missed"));
    (state.picked ? $("missed-table") : $("missed-text")).focus();
  },
  "ask-accept-all": () => {
    $("confirm-said").textContent = state.left
      ? `${state.left} undecided rows pass this filter. They are accepted as they are; one Undo takes them all back.`
      : "Every row that passes this filter is decided.";
    document.querySelector('[data-do="accept-all"]').disabled = !state.left;
    open($("confirm"));
  },
  "accept-all": async () => {
    $("confirm").close();
    if (leave()) await change("/accept-all", { ...filters(), row: state.key });
  },
};

const keys = {
  a: "accept",
  x: "reject",
  e: "edit",
  " ": "skip",
  Backspace: "undo",
  t: "toggle",
  s: "take",
  m: "missed",
  "?": "help",
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.do) doing[button.dataset.do](button);
  else if (button.dataset.row) move("here", button.dataset.row);
  else if (button.dataset.move) move(button.dataset.move);
});

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && at.closest("#fields")) {
    event.preventDefault();
    save();
    return;
  }
  if (event.key === "Escape" && at.closest("#fields, #filter")) {
    event.preventDefault(); // else the browser empties the search
    $("row").focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (at.closest("input, textarea, select")) return;
  if (!$("single-keys").checked && event.key !== "?") return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === " " && at.closest("button, summary") && !at.closest(".rows")) return;
  if (key === "j" || key === "k") move(key === "j" ? "next" : "previous");
  else if (key === "/") $("search").focus();
  else if (keys[key]) {
    if (!event.repeat) doing[keys[key]](at);
  } else return;
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  if (event.target.id === "fields") save();
  if (event.target.id === "missed-form") add();
});

async function add() {
  const given = Object.fromEntries(new FormData($("missed-form")));
  const { text: words, table, ...cells } = given;
  const picked = state.picked && state.picked.text === words ? state.picked : {};
  const body = { ...filters(), row: state.key, table, text: words, cells, start: picked.start, end: picked.end };
  if (await change("/add", body, $("missed-problem"))) $("missed").close();
}

$("missed-table").addEventListener("change", (event) => {
  for (const part of document.querySelectorAll("#missed-form fieldset")) {
    part.hidden = part.disabled = part.dataset.table !== event.target.value;
  }
});

// A filter changed while an answer is awaited counts too: it is asked for after that answer.
let typing = 0;
async function refilter() {
  while (state.busy) await pause(10);
  move("first");
}
filter.addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(refilter, event.target.id === "search" ? 150 : 0);
});
filter.addEventListener("reset", () => setTimeout(refilter));

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  $("take").disabled = selection.isCollapsed || !pane.contains(selection.anchorNode);
});

addEventListener("beforeunload", (event) => {
  if (dirty()) event.preventDefault();
});

const remembered = localStorage.getItem("single-keys");
if (remembered) $("single-keys").checked = remembered === "yes";
$("single-keys").addEventListener("change", (event) => {
  localStorage.setItem("single-keys", event.target.checked ? "yes" : "no");
});

const opening = document.querySelector("#row article");
state.left = Number(document.body.dataset.left);
state.ahead = JSON.parse(document.body.dataset.ahead);
arrive(opening.dataset.key);
