"use strict";
// The review page. The server renders what is seen; this script asks for it, listens to keys and
// clicks, and keeps the correction that is being made. Offsets are code points of the text.

const $ = (id) => document.getElementById(id);
const view = document.body.dataset.view;
let state = null; // the item on the screen, as the server told it
let edit = null; // the correction that is being made
let busy = false;

// ---------------------------------------------------------------- keys

const ACTIONS = {
  accept: ["a", "accept, and go on"],
  reject: ["r", "reject without a reason, and go on"],
  "reject:wrong span": ["1", "reject: wrong span"],
  "reject:wrong type": ["2", "reject: wrong type"],
  "reject:wrong actor": ["3", "reject: wrong actor"],
  "reject:wrong date": ["4", "reject: wrong date"],
  "reject:wrong speaker": ["5", "reject: wrong speaker"],
  "reject:not an event": ["6", "reject: no event, no quote"],
  "reject:duplicate": ["7", "reject: duplicate"],
  edit: ["e", "edit"],
  skip: ["s", "skip, and go on"],
  undo: ["u", "undo"],
  note: ["n", "write a note"],
  next: ["j", "next item"],
  back: ["k", "item before"],
  "next-article": ["J", "next article"],
  "back-article": ["K", "article before"],
  why: ["w", "why it is there"],
  rule: ["g", "its rule: text, sample, all like this"],
  "add-event": ["v", "add the selected words as an event"],
  "add-quote": ["q", "add the selected words as a quote"],
  search: ["/", "search"],
  help: ["?", "keys"],
};
const keys = Object.fromEntries(Object.entries(ACTIONS).map(([name, [key]]) => [name, key]));
try {
  Object.assign(keys, JSON.parse(localStorage.getItem("newsclaims-keys") || "{}"));
} catch { /* keys stay as they come */ }

function labelKeys() {
  for (const node of document.querySelectorAll("kbd[data-key]")) node.textContent = keys[node.dataset.key];
}

// ---------------------------------------------------------------- talking to the server

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

async function ask(path, told) {
  const options = { headers: { "X-Newsclaims": "1" } };
  if (told) Object.assign(options, { method: "POST", body: JSON.stringify(told) });
  if (told) options.headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw Object.assign(new Error("the server does not answer"), { told: { fix: "start newsclaims review again" } });
  }
  const found = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(found.error), { status: answer.status, told: found });
  return found;
}

// Runs one thing at a time: a key that comes while the last verdict is on its way is not lost
// on the wrong item.
async function alone(work) {
  if (busy) return;
  busy = true;
  try {
    await work();
  } catch (error) {
    if (error.told === undefined) throw error;
    say(`${error.message}: ${error.told.fix}`, true);
  } finally {
    busy = false;
  }
}

function say(words, isBad = false) {
  $("saved").textContent = words;
  $("saved").classList.toggle("bad", isBad);
}

const who = () => localStorage.getItem("newsclaims-reviewer") || document.body.dataset.reviewer;
const query = (more) => `${view}${view ? "&" : ""}${new URLSearchParams(more)}`;

// ---------------------------------------------------------------- what is on the screen

function show(found, { push = false } = {}) {
  stopEditing();
  const before = state;
  state = found;
  count(found);
  if (!found.item) {
    $("article").innerHTML = "";
    $("card").replaceChildren(...nothing(found.total));
    $("verdict").hidden = true;
    current("");
    return;
  }
  $("verdict").hidden = false;
  const isSame = before && before.title === found.title && before.edit && before.edit.text === found.edit.text;
  const top = $("article").scrollTop;
  const isOpen = $("why") && $("why").open;
  $("article").innerHTML = found.article;
  $("article").setAttribute("aria-busy", "false");
  $("article").scrollTop = isSame ? top : 0;
  $("card").innerHTML = found.card;
  if (isOpen) $("why").open = true;
  document.body.dataset.kind = found.edit.kind;
  const address = `/?${query({ item: found.item })}`;
  history[push ? "pushState" : "replaceState"]({ item: found.item }, "", address);
  bringIntoView($("text").querySelector(".trigger, .content, .cue"), $("article"));
  current(found.item);
}

// What to do when a view is done.
function nothing(total) {
  const { rule } = Object.fromEntries(new URLSearchParams(view));
  const ways = [button("Undo", undo, "quiet"), element("a", { className: "button", href: "/" }, "Everything to do")];
  if (rule) ways.unshift(button("The rule, and all like this", () => ruleDialog(rule), "good"));
  return [element("p", { className: "empty" }, total ? "Nothing left in this view." : "Nothing in this view."), element("p", { className: "buttons" }, ...ways)];
}

function bringIntoView(node, box) {
  if (!node) return;
  const one = node.getBoundingClientRect();
  const pane = box.getBoundingClientRect();
  if (one.top < pane.top + 40 || one.bottom > pane.bottom - 60) box.scrollTop += one.top - pane.top - pane.height / 3;
}

function count(found) {
  const { counts, total } = found;
  const left = (counts.open || 0) + (counts.changed || 0);
  $("bar").max = Math.max(total, 1);
  $("bar").value = total - left;
  const told = [`${(total - left).toLocaleString("en")} of ${total.toLocaleString("en")} judged`];
  for (const [name, label] of [["accepted", "accepted"], ["edited", "corrected"], ["added", "added"], ["rejected", "rejected"], ["skipped", "skipped"], ["changed", "changed by a re-run"]])
    if (counts[name]) told.push(`${counts[name].toLocaleString("en")} ${label}`);
  $("counts").textContent = told.join(" · ");
  if (counts.disputed) {
    const link = element("a", { href: `/?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(view)), status: "disputed" })}` });
    link.textContent = counts.disputed === 1 ? "1 disagreement" : `${counts.disputed.toLocaleString("en")} disagreements`;
    $("counts").append(" · ", link);
  }
  const kept = (counts.accepted || 0) + (counts.edited || 0) + (counts.added || 0);
  const numbers = { ...counts, todo: left, all: total, kept };
  for (const option of $("status").options)
    option.textContent = `${option.dataset.label} (${(numbers[option.value] || 0).toLocaleString("en")})`;
}

function current(item) {
  for (const one of $("list").children) {
    const isIt = one.dataset.item === item;
    one.classList.toggle("now", isIt);
    const link = one.querySelector("a");
    if (isIt) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (isIt) one.scrollIntoView({ block: "nearest" });
  }
  if (item && !$("list").querySelector(".now")) list(item);
}

let last = ""; // of the list
async function list(from = "", after = "") {
  const more = after ? { after } : from ? { from } : {};
  const found = await ask(`/api/list?${query(more)}`);
  if (after) $("list").insertAdjacentHTML("beforeend", found.html);
  else $("list").innerHTML = found.html;
  last = found.last;
  $("more").hidden = !found.more;
  if (from) current(from);
}

function mark(item, status) {
  const row = $("list").querySelector(`[data-item="${item}"]`);
  if (!row) return;
  row.dataset.status = status;
  row.querySelector("a > .lines > .sr").textContent = status;
}

const goTo = (item) => alone(async () => show(await ask(`/api/look?${query({ item })}`), { push: true }));

function step(to, by = "") {
  if (!state || !state.item) return;
  alone(async () => {
    const found = await ask(`/api/step?${query({ item: state.item, to, by })}`);
    if (found.item) await inList(found, () => show(found));
    else say(to === "back" ? "This is the first one." : "This is the last one.");
  });
}

// The list grows when one walks over its end.
async function inList(found, then) {
  if (found.item && !$("list").querySelector(`[data-item="${found.item}"]`) && last === state.item && !$("more").hidden) await list("", last);
  then();
}

// ---------------------------------------------------------------- verdicts

const DONE = { accept: "Accepted", reject: "Rejected", edit: "Corrected", skip: "Skipped", note: "Noted", add: "Added" };

function decide(action, more = {}) {
  if (!state || !state.item) return;
  const told = { id: newId(), action, item: state.item, after: state.after, reviewer: who(), view, ...more };
  return alone(() => send(told));
}

async function send(told) {
  let done;
  try {
    done = await ask("/api/decide", told);
  } catch (error) {
    if (error.status === 409) return conflict(error.told, told);
    if (error.status === 422 && edit) return problem(`${error.message}; ${error.told.fix}`);
    throw error;
  }
  stopEditing();
  mark(done.item, done.status);
  await inList(done.next, () => show(done.next));
  say(`${DONE[told.action]}. Saved as no. ${done.seq.toLocaleString("en")}.`);
}

function undo() {
  return alone(async () => {
    const done = await ask("/api/undo", { reviewer: who(), view });
    if (!done.undone) return say("Nothing to undo.");
    show(done.next);
    const { action, many, item } = done.undone;
    if (many > 1) await list(done.next.item);
    else if (item === done.next.item) mark(item, done.next.status);
    else await list(done.next.item || "");
    say(many > 1 ? `Took back ${many.toLocaleString("en")} verdicts.` : `Took back: ${DONE[action].toLowerCase()}.`);
  });
}

function conflict(told, mine) {
  const theirs = told.theirs;
  const both = element("div", { className: "both" },
    element("div", {}, element("h3", {}, theirs.who === who() ? "Yours, in another window" : `${theirs.who}'s`), element("p", {}, `${theirs.done}${theirs.more ? `: ${theirs.more}` : ""}`), element("p", { className: "detail" }, theirs.at)),
    element("div", {}, element("h3", {}, "Yours, now"), element("p", {}, `${DONE[mine.action].toLowerCase()}${mine.reason ? `: ${mine.reason}` : ""}${mine.note ? `: ${mine.note}` : ""}`)));
  dialog(theirs.who === who() ? "You decided in another window" : "Somebody decided meanwhile", both,
    button("Keep the first", () => { close(); edit = null; goTo(mine.item); }),
    button("Put mine in its place", () => { close(); alone(() => send({ ...mine, id: newId(), after: told.after })); }, "good"));
}

// ---------------------------------------------------------------- dialogs

function element(tag, told = {}, ...inside) {
  const node = Object.assign(document.createElement(tag), told);
  node.append(...inside);
  return node;
}

function button(label, does, kind = "") {
  const node = element("button", { type: "button", className: `button ${kind}` }, label);
  node.addEventListener("click", does);
  return node;
}

function dialog(title, ...inside) {
  const [content, ...buttons] = inside;
  $("dialog").replaceChildren(element("h2", { id: "dialog-title" }, title), content, element("p", { className: "buttons" }, ...buttons));
  if (!$("dialog").open) $("dialog").showModal();
}

const close = () => $("dialog").close();

function noteDialog() {
  const field = element("textarea", { rows: 5, maxLength: 4000 });
  field.setAttribute("aria-label", "Note");
  const save = () => {
    const note = field.value.trim();
    close();
    if (note) decide("note", { note });
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  });
  dialog("Note on this item", field, button("Cancel", close), button("Save (Ctrl+Enter)", save, "good"));
  field.focus();
}

function whoDialog() {
  const field = element("input", { type: "text", value: who(), maxLength: 100 });
  field.setAttribute("aria-label", "Your name");
  const save = () => {
    const name = field.value.trim();
    if (name) localStorage.setItem("newsclaims-reviewer", name);
    $("who").textContent = who();
    close();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") save();
  });
  dialog("Who decides in this browser?", field, button("Cancel", close), button("Save", save, "good"));
  field.select();
}

function helpDialog() {
  const rows = Object.entries(ACTIONS).map(([name, [, does]]) => {
    const key = button(keys[name], () => learn(name, key), "key");
    key.setAttribute("aria-label", `${does}: key ${keys[name]}; change it`);
    return element("div", {}, element("dt", {}, key), element("dd", {}, does));
  });
  const fixed = element("p", { className: "detail" }, "While editing: ← → move the right edge by a word, Shift+← → the left one; ↑ ↓ jump to another mention, a click on one takes it; Delete removes; Enter saves, Escape leaves. Click a key above to change it.");
  const reset = button("Keys as they came", () => {
    localStorage.removeItem("newsclaims-keys");
    for (const [name, [key]] of Object.entries(ACTIONS)) keys[name] = key;
    labelKeys();
    helpDialog();
  }, "quiet");
  dialog("Keys", element("div", {}, element("dl", { className: "keys" }, ...rows), fixed), reset, button("Close", close, "good"));
}

function learn(name, node) {
  node.textContent = "press a key";
  node.addEventListener("keydown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.key.length > 1 || event.key === " ") return helpDialog();
    const taken = Object.keys(keys).find((other) => keys[other] === event.key && other !== name);
    if (taken) keys[taken] = keys[name];
    keys[name] = event.key;
    localStorage.setItem("newsclaims-keys", JSON.stringify(keys));
    labelKeys();
    helpDialog();
    const again = [...$("dialog").querySelectorAll(".key")][Object.keys(ACTIONS).indexOf(name)];
    if (again) again.focus();
  }, { once: true });
}

function ruleDialog(rule) {
  return alone(async () => {
    const found = await ask(`/api/rule?${new URLSearchParams({ rule })}`);
    $("dialog").innerHTML = found.html;
    if (!$("dialog").open) $("dialog").showModal();
  });
}

function acceptAll(rule) {
  return alone(async () => {
    const batch = newId();
    let all = 0;
    for (;;) {
      const { done, left } = await ask("/api/accept-all", { rule, reviewer: who(), batch });
      all += done;
      say(`Accepted ${all.toLocaleString("en")}${left ? `, ${left.toLocaleString("en")} left` : ". One undo takes all of them back."}`);
      if (!left || !done) break;
    }
    close();
    const words = $("saved").textContent;
    show(await ask(`/api/look?${query({})}`));
    await list(state.item || "");
    say(words);
  });
}

// ---------------------------------------------------------------- places in the text

// Code points before a UTF-16 offset, and the other way round.
const points = (text, units) => [...text.slice(0, units)].length;
const units = (text, point) => [...text].slice(0, point).join("").length;

function pieces() {
  return [...$("text").querySelectorAll("[data-a]")].map((node) => {
    const start = Number(node.dataset.a);
    return { node, start, end: start + Number(node.dataset.n || [...node.textContent].length), isChip: node.hasAttribute("data-n") };
  });
}

function rangeOf({ start, end }) {
  const range = document.createRange();
  const inside = pieces().filter((one) => one.start < end && one.end > start);
  if (!inside.length) return null;
  const [first, final] = [inside[0], inside[inside.length - 1]];
  if (first.isChip) range.setStartBefore(first.node);
  else range.setStart(first.node.firstChild, units(first.node.textContent, Math.max(0, start - first.start)));
  if (final.isChip) range.setEndAfter(final.node);
  else range.setEnd(final.node.firstChild, units(final.node.textContent, Math.min(final.end, end) - final.start));
  return range;
}

// The code point at a place in the page; null outside the text.
function pointAt(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-a]");
  if (piece && $("text").contains(piece)) {
    const start = Number(piece.dataset.a);
    if (piece.hasAttribute("data-n")) return start + (offset ? 1 : 0);
    return start + (node.nodeType === Node.TEXT_NODE ? points(node.textContent, offset) : offset ? [...piece.textContent].length : 0);
  }
  if (!$("text").contains(node)) return null;
  const next = node.childNodes[offset];
  const found = next && (next.nodeType === Node.ELEMENT_NODE ? (next.matches("[data-a]") ? next : next.querySelector("[data-a]")) : null);
  if (found) return Number(found.dataset.a);
  const before = [...node.querySelectorAll("[data-a]")].pop();
  return before ? Number(before.dataset.a) + Number(before.dataset.n || [...before.textContent].length) : null;
}

function selected() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !$("text")) return null;
  const range = chosen.getRangeAt(0);
  const start = pointAt(range.startContainer, range.startOffset);
  const end = pointAt(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  return whole(start, end);
}

const TOKEN = /[\p{L}\p{N}\p{M}]+(?:[-'’.&][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu;
let tokenized = { text: null, tokens: [] };

function tokens() {
  const text = state.edit.text;
  if (tokenized.text !== text) {
    let at = 0, unit = 0;
    const found = [];
    for (const one of text.matchAll(TOKEN)) {
      at += [...text.slice(unit, one.index)].length;
      const size = [...one[0]].length;
      found.push({ start: at, end: at + size });
      at += size;
      unit = one.index + one[0].length;
    }
    tokenized = { text, tokens: found };
  }
  return tokenized.tokens;
}

// A stretch without the white space at its ends, and with whole words.
function whole(start, end) {
  const inside = tokens().filter((one) => one.start < end && one.end > start);
  return inside.length ? { start: inside[0].start, end: inside[inside.length - 1].end } : null;
}

const wordsOf = ({ start, end }) => [...state.edit.text].slice(start, end).join("").replace(/\s+/g, " ");

// ---------------------------------------------------------------- editing

const MODALITIES = ["asserted", "planned", "possible", "hypothetical", "denied"];
const STANCES = ["says", "claims", "denies", "warns", "promises", "asks", "believes", "expects", "hopes", "announces", "accuses", "admits", "demands", "fears", "criticises"];
const ROLES = ["actor", "recipient", "location", "theme"];

function startEditing(values = null, kind = state.edit.kind) {
  const given = structuredClone(values || state.edit.values);
  edit = { kind, isNew: values !== null, values: given, before: structuredClone(given), slot: null };
  if (kind === "event") given.when = whenText(given.time);
  edit.before.when = given.when;
  edit.slot = kind === "event" ? "trigger" : "content:0";
  $("card").hidden = true;
  $("verdict").hidden = true;
  $("form").hidden = false;
  document.body.classList.add("editing");
  draw();
  const first = $("form").querySelector(edit.isNew ? "select" : ".slot");
  if (first) first.focus();
}

function stopEditing() {
  if (!edit) return;
  edit = null;
  $("form").hidden = true;
  $("form").replaceChildren();
  $("card").hidden = false;
  $("verdict").hidden = false;
  document.body.classList.remove("editing");
  if (window.Highlight) CSS.highlights.clear();
}

function draw() {
  const focus = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.focus : null;
  const title = edit.isNew ? `Add ${edit.kind === "event" ? "an event" : "a quote"}` : `Edit this ${edit.kind}`;
  const fields = edit.kind === "event" ? eventFields() : quoteFields();
  const actions = element("p", { className: "buttons" }, button("Cancel", cancel, "quiet"));
  if (!edit.isNew && !state.edit.isAdded && ["edited"].includes(state.status))
    actions.append(button("Accept as extracted", () => decide("accept", { plain: true }), "quiet"));
  actions.append(button("Save", save, "good"));
  const note = element("input", { type: "text", maxLength: 4000, value: edit.note || "" });
  note.addEventListener("input", () => { edit.note = note.value; });
  note.dataset.focus = "note";
  $("form").replaceChildren(
    element("h2", {}, title), element("div", { className: "edit" }, ...fields, labelled("Note", note)),
    element("p", { className: "problem", id: "problem" }),
    element("p", { className: "detail" }, "Words: choose a field, then click a mention or select words in the article. ← → move its right edge, Shift+← → its left one, ↑ ↓ go to another mention, Delete removes it."),
    actions);
  $("problem").setAttribute("role", "alert");
  const again = focus && $("form").querySelector(`[data-focus="${focus}"]`);
  if (again) again.focus();
  paint();
}

function problem(words) {
  $("problem").textContent = words;
}

function cancel() {
  stopEditing();
  say("Nothing was changed.");
}

function labelled(label, ...inside) {
  return element("label", { className: "field" }, element("span", {}, label), ...inside);
}

function choice(name, options, value, change, any = null) {
  const node = element("select");
  node.dataset.focus = name;
  if (any !== null) node.append(new Option(any, "", false, !value));
  const known = options.map((one) => (Array.isArray(one) ? one[0] : one));
  if (value && !known.includes(value)) options = [value, ...options];
  for (const one of options) {
    const [key, label] = Array.isArray(one) ? one : [one, one];
    node.append(new Option(label, key, false, key === value));
  }
  node.addEventListener("change", () => { change(node.value); draw(); });
  return node;
}

function slot(name, place, kind) {
  const node = element("button", { type: "button", className: `slot dot ${kind}` }, place ? wordsOf(place) : "choose words");
  node.dataset.slot = name;
  node.dataset.focus = name;
  node.dir = "auto";
  node.setAttribute("aria-pressed", String(edit.slot === name));
  node.addEventListener("click", () => { edit.slot = name; draw(); });
  node.addEventListener("focus", () => {
    if (edit && edit.slot !== name) { edit.slot = name; draw(); }
  });
  return node;
}

function row(label, ...inside) {
  return element("div", { className: "slots" }, element("span", { className: "head" }, label), ...inside);
}

// Everybody in the article, by a mention that names them.
function people() {
  const out = new Map();
  for (const one of state.edit.mentions)
    if (!out.has(one.name)) out.set(one.name, `${one.start}-${one.end}`);
  return [...out].map(([name, place]) => [place, name]);
}

const asPlace = (text) => (text ? { start: Number(text.split("-")[0]), end: Number(text.split("-")[1]) } : null);
const asText = (place) => (place ? `${place.start}-${place.end}` : "");
const nameAt = (place) => (place && (state.edit.mentions.find((one) => asText(one) === asText(place)) || {}).name) || null;

function whoIs(name, holder, key) {
  const known = people();
  const chosen = holder[key] ? (known.find(([, label]) => label === (nameAt(holder[key]) || holder.name)) || [asText(holder[key])])[0] : "";
  const node = choice(name, known, chosen, (value) => { holder[key] = asPlace(value); holder.name = nameAt(holder[key]); }, "nobody named");
  node.setAttribute("aria-label", "who that is");
  return node;
}

function eventFields() {
  const { values } = edit;
  const out = [
    labelled("Type", choice("type", state.edit.types, values.type || "", (value) => { values.type = value || null; values.mode = value === edit.before.type ? edit.before.mode : null; }, edit.isNew ? "choose a type" : "untyped")),
    row("did", slot("trigger", values.trigger, "trigger")),
  ];
  values.arguments.forEach((one, number) => {
    const role = choice(`role:${number}`, ROLES, one.role, (value) => { one.role = value; });
    role.setAttribute("aria-label", "role");
    const remove = button("×", () => { values.arguments.splice(number, 1); edit.slot = "trigger"; draw(); }, "quiet small");
    remove.setAttribute("aria-label", "remove this participant");
    const place = one.start === null ? null : one;
    out.push(element("div", { className: "slots participant" }, role, slot(`arguments:${number}`, place, one.role), element("span", { className: "is" }, "who is"), whoIs(`entity:${number}`, one, "entity"), remove));
  });
  const more = button("Add a participant", () => {
    values.arguments.push({ role: values.arguments.some((one) => one.role === "actor") ? "recipient" : "actor", start: null, end: null, entity: null, name: null });
    edit.slot = `arguments:${values.arguments.length - 1}`;
    draw();
    $("form").querySelector(`[data-slot="${edit.slot}"]`).focus();
  }, "quiet");
  out.push(more, ...whenFields());
  out.push(labelled("Polarity", choice("polarity", [["positive", "it happened"], ["negative", "it did not happen"]], values.polarity, (value) => { values.polarity = value; })));
  out.push(labelled("Modality", choice("modality", MODALITIES, values.modality, (value) => { values.modality = value; })));
  return out;
}

function quoteFields() {
  const { values } = edit;
  const out = [labelled("Kind", choice("kind", ["direct", "indirect", "mixed"], values.kind, (value) => { values.kind = value; }))];
  values.content.forEach((one, number) => {
    const inside = [slot(`content:${number}`, one.start === null ? null : one, "content")];
    if (values.content.length > 1) {
      const remove = button("×", () => { values.content.splice(number, 1); edit.slot = "content:0"; draw(); }, "quiet small");
      remove.setAttribute("aria-label", "remove this piece");
      inside.push(remove);
    }
    out.push(row(number ? "and" : "said", ...inside));
  });
  out.push(button("Add a piece", () => {
    values.content.push({ start: null, end: null });
    edit.slot = `content:${values.content.length - 1}`;
    draw();
  }, "quiet"));
  out.push(row("cue", slot("cue", values.cue, "cue")), row("source", slot("source", values.source, "source")));
  out.push(labelled("Speaker", whoIs("speaker", values, "speaker")));
  out.push(labelled("Stance", choice("stance", STANCES, values.stance, (value) => { values.stance = value; })));
  return out;
}

// ---------------------------------------------------------------- days, as reviewers write them

const DAY = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

function bounds(text) {
  const parts = DAY.exec(text.trim());
  if (!parts) return null;
  const [, year, month, day] = parts;
  const first = `${year}-${month || "01"}-${day || "01"}`;
  const end = new Date(Date.UTC(Number(year), month ? Number(month) : 12, 0));
  const final = day ? first : end.toISOString().slice(0, 10);
  const real = new Date(`${first}T00:00:00Z`);
  return Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== first ? null : [first, final];
}

// The fields of an event's time that a text means; null where it means none.
function whenMeant(text) {
  text = text.trim();
  const blank = { begin: null, end: null, value: null, relation: null, granularity: null, how: "none", anchor: null, timex: null };
  if (!text) return blank;
  const sided = /^(before|after|by|until|from|since)\s+(.*)$/i.exec(text);
  const span = /^(\S+)\s*(?:to|\.\.|–|\/)\s*(\S+)$/.exec(text);
  const told = { ...blank, how: "explicit", relation: "on" };
  if (span) {
    const [first, final] = [bounds(span[1]), bounds(span[2])];
    if (!first || !final || first[0] > final[1]) return null;
    return { ...told, begin: first[0], end: final[1], value: `${span[1]}/${span[2]}`, granularity: "interval" };
  }
  const found = bounds(sided ? sided[2] : text);
  if (!found) return null;
  const value = (sided ? sided[2] : text).trim();
  const granularity = ["year", "month", "day"][value.split("-").length - 1];
  const side = sided ? sided[1].toLowerCase() : "";
  if (side === "before" || side === "after") return { ...told, value, relation: side, granularity };
  if (side) return { ...told, value, granularity, ...(["by", "until"].includes(side) ? { end: found[1] } : { begin: found[0] }) };
  return { ...told, begin: found[0], end: found[1], value, granularity };
}

function whenText(time) {
  const { begin, end, relation, value } = time || {};
  if (!begin && !end) return ["before", "after"].includes(relation) && value ? `${relation} ${value}` : "";
  if (!begin) return `by ${end}`;
  if (!end) return `from ${begin}`;
  if (begin === end) return begin;
  for (const short of [begin.slice(0, 7), begin.slice(0, 4)])
    if (String(bounds(short)) === String([begin, end])) return short;
  return `${begin} to ${end}`;
}

function whenFields() {
  const { values } = edit;
  const field = element("input", { type: "text", value: values.when, placeholder: "2024-03-07", autocomplete: "off" });
  field.dataset.focus = "when";
  const told = element("span", { className: "detail" });
  const tell = () => {
    const meant = whenMeant(field.value);
    told.textContent = !meant ? "write 2024-03-07, 2024-03, 2024, A to B, by A, from A, before A or after A" : meant.relation ? meant.begin && meant.begin === meant.end ? `on ${meant.begin}` : meant.begin || meant.end ? `from ${meant.begin || "…"} to ${meant.end || "…"}` : `${meant.relation} ${meant.value}` : "undated";
    field.setAttribute("aria-invalid", String(!meant));
  };
  field.addEventListener("input", () => { values.when = field.value; values.timex = null; tell(); });
  tell();
  const inside = [row("when", slot("time", values.time.timex || null, "time")), labelled("Date", field, told)];
  if (state.edit.published)
    inside.push(button(`Publication day, ${state.edit.published}`, () => { values.when = state.edit.published; values.timex = null; values.isDocument = true; draw(); }, "quiet"));
  return inside;
}

// ---------------------------------------------------------------- places of a correction

function placeOf(name) {
  const [kind, number] = name.split(":");
  if (kind === "arguments" || kind === "content") return edit.values[kind][Number(number)];
  if (kind === "time") return edit.values.time.timex;
  return edit.values[kind];
}

function setPlace(place) {
  const [kind, number] = edit.slot.split(":");
  const { values } = edit;
  if (kind === "arguments") {
    const entity = state.edit.mentions.find((one) => asText(one) === asText(place));
    Object.assign(values.arguments[Number(number)], place, entity ? { entity: { ...place }, name: entity.name } : {});
  } else if (kind === "content") values.content[Number(number)] = { ...place };
  else if (kind === "time") setTime(place);
  else {
    values[kind] = { ...place };
    const entity = kind === "source" && state.edit.mentions.find((one) => asText(one) === asText(place));
    if (entity) Object.assign(values, { speaker: { ...place }, name: entity.name });
  }
  draw();
}

function setTime(place) {
  const time = state.edit.times.find((one) => asText(one) === asText(place));
  if (!time) return problem("choose one of the article's time expressions, or write the date");
  edit.values.time.timex = { start: time.start, end: time.end };
  edit.values.timex = time;
  if (time.begin || time.end_date) edit.values.when = whenText({ begin: time.begin, end: time.end_date });
}

function removePlace() {
  const [kind, number] = edit.slot.split(":");
  const { values } = edit;
  if (kind === "arguments") values.arguments.splice(Number(number), 1);
  else if (kind === "content" && values.content.length > 1) values.content.splice(Number(number), 1);
  else if (kind === "time") Object.assign(values, { when: "", timex: null, time: { ...values.time, timex: null } });
  else if (kind === "cue" || kind === "source") values[kind] = null;
  else return;
  if (!["cue", "source", "time"].includes(kind)) edit.slot = edit.kind === "event" ? "trigger" : "content:0";
  draw();
  const node = $("form").querySelector(`[data-slot="${edit.slot}"]`);
  if (node) node.focus();
}

function anyPlace() {
  const place = placeOf(edit.slot);
  if (place && place.start !== null) return place;
  return edit.kind === "event" ? edit.values.trigger : edit.values.content[0];
}

// One token more or less at an edge; a span keeps at least one.
function moveEdge(by, isLeft) {
  const place = anyPlace();
  const all = tokens();
  const first = all.findIndex((one) => one.end > place.start);
  let final = all.length - 1;
  while (final > first && all[final].start >= place.end) final -= 1;
  const [left, right] = isLeft ? [Math.min(Math.max(first + by, 0), final), final] : [first, Math.max(Math.min(final + by, all.length - 1), first)];
  setPlace({ start: all[left].start, end: all[right].end });
}

function moveMention(by) {
  const place = anyPlace();
  const known = (edit.slot === "time" ? state.edit.times : state.edit.mentions).slice().sort((a, b) => a.start - b.start || a.end - b.end);
  const next = by > 0 ? known.find((one) => one.start > place.start) : known.reverse().find((one) => one.start < place.start);
  if (next) setPlace({ start: next.start, end: next.end });
}

// The places of the correction in the text, the one at hand above the others.
function paint() {
  if (!window.Highlight) return;
  CSS.highlights.clear();
  const { values } = edit;
  const every = edit.kind === "event" ? [values.trigger, ...values.arguments, values.time.timex] : [...values.content, values.cue, values.source];
  const ranges = every.filter((one) => one && one.start !== null).map(rangeOf).filter(Boolean);
  CSS.highlights.set("correction", new Highlight(...ranges));
  const now = placeOf(edit.slot);
  const range = now && now.start !== null && now.start !== undefined ? rangeOf(now) : null;
  if (!range) return;
  CSS.highlights.set("slot", new Highlight(range));
  const rect = range.getBoundingClientRect();
  const pane = $("article").getBoundingClientRect();
  if (rect.top < pane.top || rect.bottom > pane.bottom) $("article").scrollTop += rect.top - pane.top - pane.height / 3;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const bare = (place) => (place ? { start: place.start, end: place.end } : null);

function patchOf() {
  const { values, before, kind } = edit;
  const patch = {};
  const names = kind === "event" ? ["type", "mode", "polarity", "modality"] : ["kind", "stance"];
  for (const name of names)
    if (edit.isNew ? values[name] : !same(values[name], before[name])) patch[name] = values[name];
  if (kind === "quote") {
    for (const name of ["cue", "source", "speaker"])
      if (!same(bare(values[name]), bare(before[name]))) patch[name] = bare(values[name]);
    if (edit.isNew || !same(values.content, before.content)) patch.content = values.content.map(bare);
    return patch;
  }
  if (edit.isNew || !same(bare(values.trigger), bare(before.trigger))) patch.trigger = bare(values.trigger);
  if (!same(values.arguments, before.arguments))
    patch.arguments = values.arguments.map((one) => ({ role: one.role, ...bare(one), entity: bare(one.entity) }));
  if (values.when !== before.when || !same(values.time.timex, before.time.timex)) {
    const meant = whenMeant(values.when);
    if (meant && values.timex) Object.assign(meant, { timex: bare(values.timex), value: values.timex.value });
    if (meant && values.isDocument && values.when === state.edit.published) meant.how = "document";
    patch.time = meant;
  }
  return patch;
}

function save() {
  const { values, kind } = edit;
  if (kind === "event" && !whenMeant(values.when)) return problem("the date cannot be read");
  if ([...(values.arguments || []), ...(values.content || [])].some((one) => one.start === null))
    return problem("choose the words of every part, or remove it");
  const patch = patchOf();
  const note = (edit.note || "").trim() || undefined;
  if (!edit.isNew) {
    if (!Object.keys(patch).length) return note ? decide("note", { note }) : cancel();
    return decide("edit", { patch, note });
  }
  if (kind === "event" && !values.type) return problem("choose a type");
  const spans = (kind === "event" ? [values.trigger] : values.content).map((one) => [one.start, one.end]);
  return alone(async () => {
    try {
      const told = { id: newId(), reviewer: who(), beside: state.item, kind, spans, type: kind === "event" ? values.type : values.kind, patch, note, view };
      const done = await ask("/api/add", told);
      stopEditing();
      show(done.next);
      await list(done.item);
      say(`Added. Saved as no. ${done.seq.toLocaleString("en")}.`);
    } catch (error) {
      if (error.status !== 422) throw error;
      problem(`${error.message}; ${error.told.fix}`);
    }
  });
}

function add(kind) {
  const place = selected();
  if (!place || edit || !state.item) return say("Select the words first.");
  getSelection().removeAllRanges();
  $("picked").hidden = true;
  const blank = { event: { type: null, mode: null, trigger: place, arguments: [], time: { timex: null }, polarity: "positive", modality: "asserted" }, quote: { kind: /^["“‘']/.test(wordsOf(place)) ? "direct" : "indirect", stance: "says", content: [place], cue: null, source: null, speaker: null, name: null } };
  startEditing(blank[kind], kind);
}

function editKey(event) {
  const inField = event.target.matches("input, textarea, select");
  if (event.key === "Escape") cancel();
  else if (event.key === "Enter" && !event.target.matches("select, .button")) save();
  else if (inField) return false;
  else if (event.key === "ArrowLeft" || event.key === "ArrowRight") moveEdge(event.key === "ArrowRight" ? 1 : -1, event.shiftKey);
  else if (event.key === "ArrowUp" || event.key === "ArrowDown") moveMention(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Delete" || event.key === "Backspace") removePlace();
  else return false;
  return true;
}

// ---------------------------------------------------------------- what people do

const DOES = {
  accept: () => decide("accept"),
  reject: () => decide("reject"),
  edit: () => state && state.item && startEditing(),
  skip: () => decide("skip"),
  undo,
  note: () => state && state.item && noteDialog(),
  next: () => step("next"),
  back: () => step("back"),
  "next-article": () => step("next", "article"),
  "back-article": () => step("back", "article"),
  why: () => { if ($("why")) $("why").open = !$("why").open; },
  rule: () => {
    const first = $("card").querySelector("[data-rule]");
    const rule = first ? first.dataset.rule : new URLSearchParams(view).get("rule");
    if (rule) ruleDialog(rule);
  },
  "add-event": () => add("event"),
  "add-quote": () => add("quote"),
  search: () => document.querySelector("[name=q]").focus(),
  help: helpDialog,
};

function act(name) {
  const [does, reason] = name.split(":");
  if (reason) decide("reject", { reason });
  else DOES[does]();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("dialog").open) return;
  if (edit) {
    if (editKey(event)) event.preventDefault();
    return;
  }
  if (event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const name = Object.keys(keys).find((one) => keys[one] === event.key);
  if (!name) return;
  event.preventDefault();
  act(name);
});

document.addEventListener("click", (event) => {
  const target = event.target;
  const does = target.closest("[data-do]");
  const rule = target.closest("[data-rule]");
  const all = target.closest("[data-accept-all]");
  if (does) act(does.dataset.do);
  else if (rule) ruleDialog(rule.dataset.rule);
  else if (all) acceptAll(all.dataset.acceptAll);
  else if (target.closest("[data-close]")) close();
  else if (target === $("dialog")) close();
  else if (edit && $("article").contains(target)) pick(event);
  else if (!edit && getSelection().isCollapsed) follow(event, target.closest("[data-item]"));
});

// On a small screen the queue lies over the article while one looks for something.
function openQueue(isOpen) {
  document.body.classList.toggle("queue-open", isOpen);
  $("toggle").setAttribute("aria-expanded", String(isOpen));
}

function follow(event, node) {
  if (!node || event.ctrlKey || event.metaKey || event.shiftKey || node === document.body) return;
  event.preventDefault();
  openQueue(false);
  goTo(node.dataset.item);
}

// The code point under the pointer; browsers have two names for asking.
function pointUnder(x, y) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && pointAt(caret.offsetNode, caret.offset);
  }
  const caret = document.caretRangeFromPoint(x, y);
  return caret && pointAt(caret.startContainer, caret.startOffset);
}

// While editing: a click takes the mention there, or the word; a selection takes its words.
function pick(event) {
  const chosen = selected();
  const place = event.target.closest("[data-place]");
  if (chosen) {
    getSelection().removeAllRanges();
    return setPlace(chosen);
  }
  if (place) return setPlace(asPlace(place.dataset.place));
  const at = pointUnder(event.clientX, event.clientY);
  const word = at === null ? null : tokens().find((one) => one.start <= at && at < one.end);
  if (word && edit.slot !== "time") setPlace(word);
}

document.addEventListener("selectionchange", () => {
  const chosen = !edit && state && state.item ? selected() : null;
  $("picked").hidden = !chosen;
});

$("more").addEventListener("click", () => alone(() => list("", last)));
$("toggle").addEventListener("click", () => openQueue(!document.body.classList.contains("queue-open")));
$("who").addEventListener("click", whoDialog);
$("help").addEventListener("click", helpDialog);
$("filters").addEventListener("submit", (event) => {
  for (const field of event.target.elements) field.disabled = !field.value || (field.name === "status" && field.value === "todo") || (field.name === "order" && field.value === "uncertainty");
});
for (const name of ["status", "order"])
  $("filters").elements[name].addEventListener("change", () => $("filters").requestSubmit());
document.querySelector(".more").addEventListener("toggle", (event) => {
  event.target.parentElement.scrollLeft = 0;
});
addEventListener("popstate", (event) => {
  if (event.state && event.state.item) alone(async () => show(await ask(`/api/look?${query({ item: event.state.item })}`)));
});
addEventListener("pageshow", () => {
  for (const field of $("filters").elements) field.disabled = false;
});

labelKeys();
$("who").textContent = who();
alone(async () => {
  const item = document.body.dataset.item;
  const found = await ask(`/api/look?${query(item ? { item } : {})}`);
  if (!found.item) await list();
  show(found);
});
