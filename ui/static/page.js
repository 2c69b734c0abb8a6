// The page's shell: tabs, address, source panel, side list, clipboard, the conversation's small duties.
// Text comes from Python (window.hoidapText); HTML comes escaped from ui/render.py and its neighbours.
(() => {
  "use strict";
  const words = window.hoidapText;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const page = { server: null, trigger: null, conversation: "", drawn: {} };
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
    const view = page.show(params.muc);
    if (view !== "hoi-dap") page.views?.draw(view, params);
  };

  // ---- messages ----------------------------------------------------------------------------------
  const say = (message) => { one("#hd-status").textContent = ""; setTimeout(() => { one("#hd-status").textContent = message; }, 30); };
  let noticeTimer;
  page.notice = (message) => {
    const box = one("#hd-notice");
    box.textContent = message;
    box.hidden = false;
    clearTimeout(noticeTimer);
    noticeTimer = setTimeout(() => { box.hidden = true; }, 6000);
  };
  page.call = async (name, argument) => {
    try {
      return await page.server[name](argument);
    } catch (error) {
      console.error(error);
      page.notice(words.offline);
      return null;
    }
  };
  const copy = async (value, button) => {
    let done = false;
    try {
      await navigator.clipboard.writeText(value);
      done = true;
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value, className: "hd-away" });
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
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
  const toggleSide = (open) => {
    const narrow = window.matchMedia("(max-width: 1099px)").matches;
    const name = narrow ? "hd-side-open" : "hd-side-closed";
    const on = open === undefined ? document.body.classList.toggle(name) : document.body.classList.toggle(name, narrow ? open : !open);
    one("[data-side]").setAttribute("aria-expanded", String(narrow ? on : !on));
  };
  const openConversation = (id) => {
    page.conversation = id;
    page.go(id ? { c: id } : {});
    page.trigger("open", { conversation: id });
    if (window.matchMedia("(max-width: 1099px)").matches) toggleSide(false);
    page.side();
    if (!id) setTimeout(() => one("#hd-question textarea")?.focus(), 60);
  };

  // ---- conversation ------------------------------------------------------------------------------
  // One question at a time: gradio drops what is asked while it still finishes the answer before, so it waits here.
  let waiting;
  let busySince = -Infinity;
  let next = null;
  const busy = () => performance.now() - busySince < 120000; // two minutes: then the answer before is given up
  page.done = () => {
    one("#hd-pending")?.remove();
    busySince = -Infinity;
    document.body.dataset.answers = String(1 + Number(document.body.dataset.answers || 0));
    const held = next;
    next = null;
    if (held) setTimeout(held, 0);
  };
  const pending = (question) => { // the question stands before the server has even heard it
    one("#hd-pending")?.remove();
    if (!question.trim()) return;
    const turn = Object.assign(document.createElement("article"), { id: "hd-pending", className: "hd-turn" });
    turn.append(Object.assign(document.createElement("h2"), { className: "hd-question", textContent: question.trim() }));
    turn.append(Object.assign(document.createElement("p"), { className: "hd-waiting", textContent: words.reading }));
    one("#hd-live").after(turn);
    document.body.classList.add("hd-started");
    reveal(turn);
  };
  const reveal = (turn) => {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  };
  const ask = (question) => {
    if (busy()) { next = () => ask(question); return; }
    busySince = performance.now();
    page.go(page.conversation ? { c: page.conversation } : {}, document.body.dataset.view !== "hoi-dap");
    pending(question);
    page.trigger("ask", { question });
    watchServer();
  };
  const typed = (event) => {
    if (busy()) {
      event.stopPropagation();
      event.preventDefault();
      next = () => one("#hd-send").click();
      return;
    }
    busySince = performance.now();
    pending(one("#hd-question textarea").value);
    watchServer();
  };
  const watchServer = () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      try { await fetch("hoidap/song", { cache: "no-store" }); } catch { busySince = -Infinity; page.notice(words.offline); }
    }, 4000);
  };
  page.live = (element) => {
    clearTimeout(waiting);
    const turn = one(".hd-turn", element);
    document.body.classList.toggle("hd-started", Boolean(turn || one("#hd-past .hd-turn")));
    if (!turn) return;
    if (one("#hd-pending")) {
      one("#hd-pending").remove();
      reveal(turn);
    }
    if (turn.dataset.fresh === undefined || turn.dataset.announced) return;
    turn.dataset.announced = "1";
    say(`${words.answered} ${one(".hd-answer", turn).innerText.split("\n")[0]}`);
    if (turn.dataset.conversation) {
      page.conversation = turn.dataset.conversation;
      if (document.body.dataset.view === "hoi-dap") page.address({ c: page.conversation });
    }
    page.side();
  };
  const rate = async (button) => {
    const pressed = button.getAttribute("aria-pressed") === "true";
    const rating = pressed ? null : button.dataset.rate;
    if (!(await page.call("rate", { turn: Number(button.dataset.turn), rating }))) return;
    for (const other of all("[data-rate]", button.parentElement)) other.setAttribute("aria-pressed", String(other === button && !pressed));
    if (!pressed) { say(words.rated); page.notice(words.rated); }
  };
  const forget = async (id) => {
    if (!window.confirm(words.forgetSure)) return;
    await page.call("forget", { conversation: id });
    if (id === page.conversation) openConversation("");
    else page.side();
  };

  const remove = async (id) => {
    if (!window.confirm(words.removeSure)) return;
    const message = await page.call("remove", { vb: id });
    if (message === null) return;
    page.notice(message);
    say(message);
    page.closePanel();
    page.side();
    page.go({ muc: "van-ban" }, false);
  };

  // ---- upload ------------------------------------------------------------------------------------
  const drop = (event) => {
    const input = one("#hd-view-van-ban input[type=file]");
    if (document.body.dataset.view !== "van-ban" || !input || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (event.type !== "drop") return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  page.uploaded = (element) => {
    if (!one("[data-done]", element)) return;
    say(element.innerText);
    page.side();
    if (document.body.dataset.view === "van-ban") page.go({ muc: "van-ban" }, false);
  };

  // ---- one place for clicks and keys ---------------------------------------------------------------
  const onClick = (event) => {
    const hit = event.target.closest?.("button, a[data-view], [data-row]");
    if (!hit || (hit.matches("[data-row]") && String(window.getSelection()))) return; // selecting text opens nothing
    const data = hit.dataset;
    if (hit.id === "hd-send") typed(event);
    else if (data.tab) page.go(page.drawn[data.tab] || (data.tab === "hoi-dap" ? (page.conversation ? { c: page.conversation } : {}) : { muc: data.tab }));
    else if (data.source) page.openPanel(hit);
    else if (data.ask) ask(data.ask);
    else if (data.copy !== undefined) copy(data.copy, hit);
    else if (data.link !== undefined) copy(location.href, hit);
    else if (data.rate) rate(hit);
    else if (data.page) page.showPage(hit);
    else if (data.open) openConversation(data.open);
    else if (data.forget) forget(data.forget);
    else if (data.remove) remove(data.remove);
    else if ("new" in data) openConversation("");
    else if ("side" in data) toggleSide();
    else if ("close" in data) page.closePanel();
    else if ("dark" in data) dark(!document.body.classList.contains("dark"));
    else if (hit.matches("a[data-view]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      page.go(Object.fromEntries(new URLSearchParams(hit.getAttribute("href"))));
      if (window.matchMedia("(max-width: 899px)").matches) page.closePanel();
      toggleSide(!window.matchMedia("(max-width: 1099px)").matches && !document.body.classList.contains("hd-side-closed"));
      window.scrollTo(0, 0);
    }
  };
  const onKey = (event) => {
    if (event.key === "Escape" && !page.closePanel()) document.body.classList.remove("hd-side-open");
    const tab = event.target.closest?.("[role=tab]");
    if (tab && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      const tabs = all("#hd-tabs [role=tab]");
      const at = tabs.indexOf(tab);
      const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
      const chosen = tabs[(next + tabs.length) % tabs.length];
      chosen.focus();
      chosen.click();
      event.preventDefault();
    }
    if (event.target.matches?.("#hd-question textarea") && event.key === "Enter") {
      if (event.shiftKey || event.isComposing) event.stopPropagation(); // a new line, or a syllable being composed
      else typed(event);
    }
  };
  const dark = (on) => {
    document.body.classList.toggle("dark", on);
    document.documentElement.style.colorScheme = on ? "dark" : "light";
    localStorage.setItem("hoidap-dark", on ? "1" : "0");
  };

  // The first content comes from the server like any later one; gradio may still be wiring its events then.
  const begin = (tries) => {
    if (document.body.classList.contains("hd-ready")) return;
    page.trigger("open", { conversation: page.conversation, first: true });
    if (tries < 5) setTimeout(() => begin(tries + 1), 2000 * (tries + 1));
  };
  page.past = (element) => {
    if (document.body.classList.contains("hd-ready")) return;
    document.body.classList.add("hd-ready");
    const box = one("#hd-question textarea");
    box?.setAttribute("aria-label", words.question);
    if (window.matchMedia("(min-width: 900px)").matches) box?.focus({ preventScroll: true }); // no keyboard over a phone's page
    document.body.classList.toggle("hd-started", Boolean(one(".hd-turn", element)));
    if (one(".hd-turn", element)) window.scrollTo(0, document.documentElement.scrollHeight);
  };

  page.start = (element, trigger, server) => {
    Object.assign(page, { trigger, server });
    document.documentElement.lang = "vi";
    one("main")?.setAttribute("aria-label", words.main);
    for (const piece of all("[data-body]", element)) document.body.append(piece); // fixed parts leave gradio's boxes
    const kept = localStorage.getItem("hoidap-dark");
    dark(kept === null ? window.matchMedia("(prefers-color-scheme: dark)").matches : kept === "1");
    document.addEventListener("click", onClick, true); // before gradio, which hears a question only when it is free
    document.addEventListener("keydown", onKey, true);
    for (const moment of ["dragover", "drop"]) document.addEventListener(moment, drop);
    for (const view of Object.keys(words.views)) {
      const place = one(`#hd-view-${view}`);
      place?.setAttribute("role", "tabpanel");
      place?.setAttribute("aria-labelledby", `hd-tab-${view}`);
    }
    window.addEventListener("popstate", () => page.go(page.params(), false));
    page.resizable();
    const params = page.params();
    page.go(params, false);
    page.conversation = params.c || "";
    page.side();
    begin(0);
  };
})();
