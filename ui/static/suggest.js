// Suggestions under the fingers: a list that the arrow keys walk, for the question and for the register's agency.
(() => {
  "use strict";
  const page = window.hoidap;
  const { words, one, all } = page;

  let field = null; // the box that the open list belongs to
  let found = [];
  let active = -1;
  let ticket = 0;
  let typing;
  let stale = false; // the box says more than the list has heard
  const list = () => one("#hd-suggest");
  const isQuestion = (target) => target?.matches?.("#hd-question textarea");
  const suggestible = (target) => isQuestion(target) || target?.matches?.("[data-suggest]");

  const close = () => {
    ticket += 1; // an answer still on its way opens nothing
    clearTimeout(typing);
    if (field) {
      field.removeAttribute("aria-activedescendant");
      if (field.hasAttribute("aria-expanded")) field.setAttribute("aria-expanded", "false");
    }
    list().hidden = true;
    field = null;
    found = [];
    active = -1;
    stale = false;
  };
  const place = () => {
    const box = field.getBoundingClientRect();
    const style = list().style;
    style.left = `${box.left}px`;
    style.width = `${Math.max(box.width, 260)}px`;
    style.top = isQuestion(field) ? "auto" : `${box.bottom + 2}px`;
    style.bottom = isQuestion(field) ? `${window.innerHeight - box.top + 4}px` : "auto";
  };
  const mark = (to) => {
    active = to;
    all("[role=option]", list()).forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    const chosen = all("[role=option]", list())[active];
    if (chosen) { field.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
    else field.removeAttribute("aria-activedescendant");
  };
  const open = (target, suggested) => {
    if (!suggested.length || document.activeElement !== target) { close(); return; }
    field = target;
    found = suggested;
    stale = false;
    list().replaceChildren(...suggested.map((one_, at) => {
      const option = Object.assign(document.createElement("li"), { id: `hd-suggest-${at}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      for (const [tag, text] of [["small", one_.kind], ["span", one_.label], ["small", one_.detail]]) {
        if (text) option.append(Object.assign(document.createElement(tag), { textContent: text }));
      }
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(at); });
      return option;
    }));
    if (field.hasAttribute("aria-expanded")) field.setAttribute("aria-expanded", "true");
    active = -1;
    place();
    list().hidden = false;
  };
  const take = (at) => {
    const [target, chosen] = [field, found[at]];
    close();
    if (isQuestion(target)) page.setBox(chosen.insert);
    else { target.value = chosen.insert; target.dispatchEvent(new Event("change", { bubbles: true })); }
    close(); // writing into the box asked for suggestions again
    target.focus();
    const end = target.value.length;
    target.setSelectionRange?.(end, end);
  };
  const ask = async (target) => {
    const mine = ++ticket;
    const suggested = await page.call("suggest", { typed: target.value, kind: target.dataset.suggest || "" });
    if (mine === ticket && Array.isArray(suggested)) open(target, suggested);
  };
  const later = (target, wait) => { clearTimeout(typing); typing = setTimeout(() => ask(target), wait); };
  document.addEventListener("input", (event) => {
    if (!suggestible(event.target)) return;
    stale = true;
    if (isQuestion(event.target) && event.target.value.trim().length < 2) close();
    else later(event.target, 130); // a fast typist's gap between keys
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("[data-suggest]") && event.target.value === "") later(event.target, 0);
  });
  document.addEventListener("focusout", (event) => { if (suggestible(event.target)) close(); });
  window.addEventListener("resize", () => { if (field) close(); });

  // ---- earlier questions by the arrow key --------------------------------------------------------
  let asked = null;
  let recalled = -1;
  const recall = async (step) => {
    asked = asked || (await page.call("recall", {})) || [];
    recalled = Math.max(-1, Math.min(recalled + step, asked.length - 1));
    page.setBox(recalled < 0 ? "" : asked[recalled]);
    close();
  };
  page.forgetRecalled = () => { asked = null; recalled = -1; };
  const recalls = (event) => {
    const value = event.target.value;
    if (!isQuestion(event.target) || !["ArrowUp", "ArrowDown"].includes(event.key)) return false;
    const untouched = value === "" ? event.key === "ArrowUp" : asked !== null && recalled >= 0 && value === asked[recalled];
    if (!untouched) return false;
    if (value === "") page.forgetRecalled();
    recall(event.key === "ArrowUp" ? 1 : -1);
    return true;
  };
  page.suggestKey = (event) => { // true where the key was meant for the list
    if (event.isComposing || !suggestible(event.target)) return false;
    let used = false;
    if (field === event.target && !list().hidden) {
      const last = found.length - 1;
      if (stale && event.key.startsWith("Arrow")) { event.preventDefault(); return true; } // what is shown answers other words
      if (event.key === "ArrowDown") { mark(active >= last ? 0 : active + 1); used = true; }
      else if (event.key === "ArrowUp") { mark(active <= 0 ? last : active - 1); used = true; }
      else if (event.key === "Escape") { close(); used = true; }
      else if (event.key === "Enter" && active >= 0) { take(active); used = true; }
      else if (event.key === "Enter" || event.key === "Tab") close();
    } else if (recalls(event)) used = true;
    if (used) { event.preventDefault(); event.stopPropagation(); }
    return used;
  };
  page.startSuggestions = () => {};
})();
