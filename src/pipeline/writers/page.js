"use strict";
// Cards and text point at each other; without this script, the id on each card still leads there.
const lists = (mark, name, id) => (mark.dataset[name] || "").split(" ").includes(id);

function light(story, id) {
  for (const one of story.querySelectorAll(".on, .near")) one.classList.remove("on", "near");
  if (!id) return;
  for (const mark of story.querySelectorAll("mark"))
    if (lists(mark, "ids", id)) mark.classList.add("on");
    else if (lists(mark, "near", id)) mark.classList.add("near");
  const card = story.querySelector(`[data-item="${id}"]`);
  if (card) card.classList.add("on");
}

function show(node, box) {
  if (!node) return;
  const rect = node.getBoundingClientRect();
  const pane = box && box.scrollHeight > box.clientHeight ? box.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  if (rect.top < pane.top || rect.bottom > pane.bottom) node.scrollIntoView({ block: "center" });
}

for (const story of document.querySelectorAll(".story")) {
  let kept = "";
  const cards = story.querySelector(".cards");
  const choose = (id) => {
    kept = kept === id ? "" : id;
    light(story, kept);
  };
  story.addEventListener("click", (event) => {
    const card = event.target.closest("[data-item]");
    const mark = event.target.closest("mark[data-ids]");
    if (card) {
      choose(card.dataset.item);
      if (event.target.closest("a")) event.preventDefault();
      if (kept) show(document.getElementById(`${story.id}-at-${kept}`), null);
    } else if (mark) {
      choose(mark.dataset.ids.split(" ")[0]);
      if (kept) show(story.querySelector(`[data-item="${kept}"]`), cards);
    }
  });
  story.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(kept);
  });
  cards.addEventListener("mouseover", (event) => {
    const card = event.target.closest("[data-item]");
    if (!kept) light(story, card ? card.dataset.item : "");
  });
  cards.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-item]");
    if (!kept && card) light(story, card.dataset.item);
  });
  cards.addEventListener("mouseleave", () => { if (!kept) light(story, ""); });
}

for (const box of document.querySelectorAll(".layers input"))
  box.addEventListener("change", () => document.body.classList.toggle(box.value, box.checked));
