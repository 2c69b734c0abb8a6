// The page's shell: tabs, address, source panel, side list, clipboard, the conversation's small duties.
// Text comes from Python (window.hoidapText); HTML comes escaped from ui/render.py and its neighbours.
(() => {
  "use strict";
  const words = window.hoidapText;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const session = window.hoidapSession || { token: "", user: { name: "", role: "quan-tri", login: false } };
  const page = { session, conversation: "", drawn: {} };
  window.hoidap = page;
  Object.assign(page, { words, one, all });

  // ---- address: every view is a link -------------------------------------------------------------
  page.params = () => Object.fromEntries(new URLSearchParams(location.search));
  page.address = (params, push = false) => {
    const kept = Object.entries(params).filter(([, value]) => value !== "" && value !== null && value !== undefined);
    const query = new URLSearchParams(kept).toString();
    const url = query ? `?${query}` : location.pathname;
    if (push) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  };
  page.show = (view) => {
    const known = view in words.views ? view : "hoi-dap";
    document.body.dataset.view = known;
    document.title = `${words.views[known]} · ${words.title}`;
    for (const tab of all("#hd-tabs [role=tab]")) {
      const chosen = tab.dataset.tab === known;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    return known;
  };
  page.go = (params, push = true) => {
    page.address(params, push);
    const view = page.show(params["van-ban"] ? "van-ban" : params.muc);
    document.body.classList.toggle("hd-is-reading", Boolean(params["van-ban"]));
    if (view !== "hoi-dap") return page.views.draw(view, params);
    return null;
  };

  // ---- messages ----------------------------------------------------------------------------------
  const say = page.say = (message) => { one("#hd-status").textContent = ""; setTimeout(() => { one("#hd-status").textContent = message; }, 30); };
  let noticeTimer;
  page.notice = (message, undo) => { // `undo`: what takes back what was just done
    const box = one("#hd-notice");
    const words_ = Object.assign(document.createElement("span"), { textContent: message });
    box.replaceChildren(words_);
    if (undo) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "hd-button", textContent: words.undo });
      button.addEventListener("click", (event) => { event.stopPropagation(); box.hidden = true; undo(); });
      box.append(button);
    }
    box.hidden = false;
    clearTimeout(noticeTimer);
    noticeTimer = setTimeout(() => { box.hidden = true; }, undo ? 20000 : 6000);
  };
  // A dialog of our own HTML; whoever opened it has the focus again when it closes.
  let dialogOpener = null;
  page.dialog = (html) => {
    const box = one("#hd-dialog");
    if (!box.open) dialogOpener = document.activeElement;
    one("div", box).innerHTML = html;
    if (!box.open) box.showModal();
    one("h2", box)?.focus({ preventScroll: true });
    return box;
  };
  page.closeDialog = (again) => {
    one("#hd-dialog").close();
    const to = again || dialogOpener;
    if (to?.isConnected) to.focus();
  };
  // Everything that is sent carries the token of this session; the server refuses what does not.
  page.send = (path, body, more = {}) => fetch(path, {
    method: "POST",
    cache: "no-store",
    body: more.raw ? body : JSON.stringify(body),
    headers: { "content-type": more.raw ? "application/octet-stream" : "application/json", "x-hoidap-token": session.token },
    signal: more.signal,
  });
  page.refused = async (answer) => {
    if (answer.status === 401) { location.reload(); return; }
    page.notice((await answer.text()).slice(0, 300) || words.offline);
  };
  page.call = async (name, argument) => {
    try {
      const answer = await page.send(`hoidap/goi/${name}`, argument);
      if (answer.ok) return await answer.json();
      await page.refused(answer);
    } catch (error) {
      console.error(error);
      page.notice(words.offline);
    }
    return null;
  };
  const copy = page.copy = async (value, button, html) => {
    let done = false;
    try {
      const kinds = { "text/plain": value, ...(html ? { "text/html": html } : {}) };
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(Object.entries(kinds).map(([type, said]) => [type, new Blob([said], { type })])))]);
      done = true;
    } catch { // no clipboard on an address without https: the older way does
      const put = (event) => {
        event.clipboardData.setData("text/plain", value);
        if (html) event.clipboardData.setData("text/html", html);
        event.preventDefault();
      };
      document.addEventListener("copy", put, { once: true });
      done = document.execCommand("copy");
      document.removeEventListener("copy", put);
    }
    page.notice(done ? words.copied : words.copyFailed);
    say(done ? words.copied : words.copyFailed);
    button?.focus();
  };

  // ---- side list ---------------------------------------------------------------------------------
  page.side = async () => {
    const html = await page.call("view_side", { conversation: page.conversation });
    if (html !== null) one("#hd-side-body").innerHTML = html;
  };
  let finding;
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.(".hd-find-past")) return;
    clearTimeout(finding);
    finding = setTimeout(async () => { // a fast typist's gap between keys
      const html = await page.call("view_side", { conversation: page.conversation, tu: event.target.value, partial: true });
      if (html !== null) one(".hd-past-list").innerHTML = html;
    }, 150);
  });
  document.addEventListener("submit", (event) => { if (event.target.matches(".hd-find-past")) event.preventDefault(); });
  const toggleSide = (open) => {
    const narrow = window.matchMedia("(max-width: 1099px)").matches;
    const name = narrow ? "hd-side-open" : "hd-side-closed";
    const on = open === undefined ? document.body.classList.toggle(name) : document.body.classList.toggle(name, narrow ? open : !open);
    one("[data-side]").setAttribute("aria-expanded", String(narrow ? on : !on));
  };
  page.toggleSide = toggleSide;

  const rate = async (button) => {
    const pressed = button.getAttribute("aria-pressed") === "true";
    const rating = pressed ? null : button.dataset.rate;
    if (!(await page.call("rate", { turn: Number(button.dataset.turn), rating }))) return;
    for (const other of all("[data-rate]", button.parentElement)) other.setAttribute("aria-pressed", String(other === button && !pressed));
    const comment = one(".hd-comment", button.closest(".hd-turn"));
    if (comment) comment.hidden = pressed;
    if (!pressed) { say(words.rated); page.notice(words.rated); }
  };

  const remove = async (id) => {
    const said = await page.call("remove", { vb: id });
    if (said === null) return;
    const again = async () => {
      const back = await page.call("take_back", { undo: said.undo });
      if (back === null) return;
      page.notice(back);
      page.side();
      page.go({ muc: "van-ban" }, false);
    };
    page.notice(said.message, said.undo ? again : null);
    say(said.message);
    if (!said.undo) return;
    page.closePanel();
    page.side();
    page.go({ muc: "van-ban" }, false);
  };

  // ---- one place for clicks and keys ---------------------------------------------------------------
  const onClick = (event) => {
    const hit = event.target.closest?.("button, a[data-view], [data-row]");
    if (!hit || (hit.matches("[data-row]") && String(window.getSelection()))) return; // selecting text opens nothing
    const data = hit.dataset;
    if (hit.id === "hd-send") page.typed(event);
    else if (data.tab) page.go(page.drawn[data.tab] || (data.tab === "hoi-dap" ? (page.conversation ? { c: page.conversation } : {}) : { muc: data.tab }));
    else if (data.source) page.openPanel(hit);
    else if (data.ask) page.ask(data.ask);
    else if (data.act) page.acts[data.act]?.(hit, data);
    else if (data.copy !== undefined) copy(data.copy, hit, data.html);
    else if (data.link !== undefined) copy(location.href, hit);
    else if (data.rate) rate(hit);
    else if (data.page) page.showPage(hit);
    else if ("zoom" in data) page.zoom(hit);
    else if (data.open) page.openConversation(data.open);
    else if (data.remove) remove(data.remove);
    else if ("new" in data) page.openConversation("");
    else if ("logOut" in data) logOut();
    else if (data.cancel) page.cancelFile(data.cancel);
    else if ("clearFiles" in data) page.clearFiles();
    else if ("side" in data) toggleSide();
    else if ("close" in data) page.closePanel();
    else if ("dark" in data) dark(!document.body.classList.contains("dark"));
    else if (hit.matches("a[data-view]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      page.go(Object.fromEntries(new URLSearchParams(hit.getAttribute("href"))));
      if (window.matchMedia("(max-width: 899px)").matches || page.params()["van-ban"]) page.closePanel(); // the whole text says it again
      toggleSide(!window.matchMedia("(max-width: 1099px)").matches && !document.body.classList.contains("hd-side-closed"));
      window.scrollTo(0, 0);
    }
  };
  const onKey = (event) => {
    if (one("#hd-dialog").open) return; // the browser's own keys do
    if (page.suggestKey(event)) return;
    if (event.key === "Escape" && !page.closePanel()) document.body.classList.remove("hd-side-open");
    const tab = event.target.closest?.("[role=tab]");
    if (tab && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      const tabs = all("#hd-tabs [role=tab]:not([hidden])");
      const at = tabs.indexOf(tab);
      const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
      const chosen = tabs[(next + tabs.length) % tabs.length];
      chosen.focus();
      chosen.click();
      event.preventDefault();
    }
    if (event.target.matches?.("#hd-question textarea") && event.key === "Enter") {
      if (event.shiftKey || event.isComposing) event.stopPropagation(); // a new line, or a syllable being composed
      else page.typed(event);
    }
  };
  const dark = (on) => {
    document.body.classList.toggle("dark", on);
    document.documentElement.style.colorScheme = on ? "dark" : "light";
    localStorage.setItem("hoidap-dark", on ? "1" : "0");
  };

  const logOut = async () => {
    await page.send("dang-xuat", {});
    location.reload();
  };
  const shownTo = (user) => { // what a role may not do is not offered; the server refuses it anyhow
    const order = ["doc", "bien-tap", "quan-tri"];
    document.body.dataset.role = user.role;
    for (const place of all("[data-needs]")) place.hidden = order.indexOf(user.role) < order.indexOf(place.dataset.needs);
    const box = one("#hd-user");
    box.hidden = !user.login;
    one("span", box).textContent = user.name;
  };

  page.start = (element) => {
    document.documentElement.lang = "vi";
    one("main")?.setAttribute("aria-label", words.main);
    const before = all(".hd-skip, #hd-header, #hd-side", element); // in reading order: skip link, head, list, page, panel
    for (const piece of all("[data-body]", element)) document.body.append(piece); // fixed parts leave gradio's boxes
    document.body.prepend(...before);
    const kept = localStorage.getItem("hoidap-dark");
    dark(kept === null ? window.matchMedia("(prefers-color-scheme: dark)").matches : kept === "1");
    document.addEventListener("click", onClick, true);
    document.addEventListener("keydown", onKey, true);
    begin(0);
  };
  // What this script fills stands in boxes of its own: gradio may draw one of its boxes again, and empty it.
  const ours = () => {
    for (const view of all(".hd-tabpanel .hd-view")) view.closest(".block").replaceWith(view);
    one("#hd-talk").replaceWith(one("#hd-past"), one("#hd-live"));
    const upload = Object.assign(document.createElement("div"), { className: "hd-upload" });
    upload.append(...one("#hd-upload .hd-add").parentElement.childNodes);
    one("#hd-upload").replaceWith(upload);
    upload.id = "hd-upload";
  };
  // gradio draws the columns one after another; the page begins when the last one stands, however slow the machine
  const begin = (tries) => {
    const drawn = ["#hd-past", "#hd-question textarea", "#hd-upload .hd-add", ...Object.keys(words.views).filter((v) => v !== "hoi-dap").map((v) => `#hd-view-${v} .hd-view`)];
    if (!drawn.every((piece) => one(piece))) {
      setTimeout(() => begin(tries + 1), tries < 400 ? 25 : 250); // after ten seconds less often
      return;
    }
    ours();
    for (const view of Object.keys(words.views)) {
      const place = one(`#hd-view-${view}`);
      place?.setAttribute("role", "tabpanel");
      place?.setAttribute("aria-labelledby", `hd-tab-${view}`);
    }
    window.addEventListener("popstate", () => {
      const params = page.params();
      page.go(params, false);
      if (document.body.dataset.view !== "hoi-dap") return;
      if ((params.c || "") !== page.conversation) page.openConversation(params.c || "", false, params.luot);
      else page.toTurn(params.luot);
    });
    page.resizable();
    shownTo(session.user);
    page.startFiles();
    page.startScope();
    page.startSuggestions();
    const params = page.params();
    page.go(params, false);
    page.side();
    page.startChat(params.c || "", params.luot);
  };
})();
