// Which documents are asked: chips over the question box, and the dialog in which they are chosen.
(() => {
  "use strict";
  const page = window.hoidap;
  const { words, one, all } = page;
  const KEY = "hoidap-scope";
  const MOST_CHIPS = 4; // a line of the box; more are counted

  let scope = new Map(); // id → name, in the order in which they were chosen
  let draft = new Map(); // what the open dialog holds
  page.chosen = () => [...scope.keys()];

  const made = (tag, more, text) => Object.assign(document.createElement(tag), more, text === undefined ? {} : { textContent: text });
  const draw = () => {
    const place = one("#hd-scope");
    place.replaceChildren(made("span", { className: "hd-soft" }, `${words.scope}: `));
    const chip = (name, drop) => {
      const button = made("button", { type: "button", className: "hd-chip" });
      button.append(made("span", {}, name), made("b", {}, "×"));
      button.lastChild.setAttribute("aria-hidden", "true");
      button.setAttribute("aria-label", words.scopeRemove.replace("{name}", name));
      button.addEventListener("click", () => { drop(); keep(); one("#hd-scope button").focus(); });
      place.append(button);
    };
    if (!scope.size) place.append(made("span", {}, words.scopeAll));
    else if (scope.size > MOST_CHIPS) chip(`${scope.size} ${words.views["van-ban"].toLowerCase()}`, () => scope.clear());
    else for (const [id, name] of scope) chip(name, () => scope.delete(id));
    const open = made("button", { type: "button", className: "hd-link" }, words.choose);
    open.dataset.act = "choose";
    place.append(open);
  };
  const keep = () => {
    sessionStorage.setItem(KEY, JSON.stringify([...scope]));
    draw();
  };
  page.askOnly = (id, name) => { scope = new Map([[id, name]]); keep(); };

  const filters = () => Object.fromEntries([...new FormData(one(".hd-choosing"))].filter(([, value]) => value));
  const list = async () => {
    const html = await page.call("view_choosing", { ...filters(), chosen: [...draft.keys()], partial: true });
    if (html !== null && one(".hd-choice-list")) one(".hd-choice-list").innerHTML = html;
  };
  page.chooseActs = {
    choose: async () => {
      draft = new Map(scope);
      const html = await page.call("view_choosing", { chosen: [...draft.keys()] });
      if (html !== null) page.dialog(html);
    },
    "choose-shown": (hit, data) => {
      for (const id of data.ids.split(" ").filter(Boolean)) draft.set(id, draft.get(id) || id);
      for (const box of all(".hd-choices input")) { box.checked = true; draft.set(box.value, box.dataset.name); }
    },
    "choose-done": () => {
      if (draft.size > words.mostChosen) { page.notice(words.tooManyChosen); return; }
      scope = new Map(draft);
      keep();
      page.closeDialog(page.box());
    },
    "choose-none": () => { scope = new Map(); keep(); page.closeDialog(page.box()); },
  };
  let typing;
  document.addEventListener("input", (event) => {
    if (event.target.closest?.(".hd-choosing")) { clearTimeout(typing); typing = setTimeout(list, 150); }
    if (event.target.matches?.(".hd-choices input")) {
      if (event.target.checked) draft.set(event.target.value, event.target.dataset.name);
      else draft.delete(event.target.value);
    }
  });
  document.addEventListener("submit", (event) => { if (event.target.matches(".hd-choosing")) event.preventDefault(); });

  page.startScope = () => {
    try { scope = new Map(JSON.parse(sessionStorage.getItem(KEY) || "[]")); } catch { scope = new Map(); }
    one("#hd-composer").prepend(one("#hd-scope"));
    draw();
  };
})();
