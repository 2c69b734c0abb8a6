// The conversation: a question goes out, its answer grows line by line, what is past stands above.
(() => {
  "use strict";
  const page = window.hoidap;
  const { words, one, all } = page;

  let stream = null; // what is being answered: { question, controller }
  let waiting;
  let next = null; // a question typed while another is being answered
  let asked = -Infinity;
  const box = () => one("#hd-question textarea");
  const setBox = (value) => {
    box().value = value;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  };
  const narrow = () => window.matchMedia("(max-width: 1099px)").matches;
  const reveal = (turn) => {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  };
  const started = () => document.body.classList.toggle("hd-started", Boolean(one("#hd-live .hd-turn, #hd-past .hd-turn, #hd-pending")));

  // ---- asking ------------------------------------------------------------------------------------
  const settle = () => { // the answer before becomes part of the past
    for (const turn of all("#hd-live > *")) {
      delete turn.dataset.fresh;
      if (turn.dataset.turn) one("#hd-past").append(turn);
      else turn.remove();
    }
    trim();
  };
  page.mostTurns = 50; // turns that stand in the page; older ones are a click away, so that a long day stays fast
  const trim = () => {
    const turns = all("#hd-past > .hd-turn[data-turn]");
    if (turns.length <= page.mostTurns) return;
    for (const turn of turns.slice(0, -page.mostTurns)) turn.remove();
    one("#hd-past > .hd-older")?.remove();
    const line = Object.assign(document.createElement("p"), { className: "hd-older" });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "hd-button", textContent: words.older });
    Object.assign(button.dataset, { act: "older", of: page.conversation, before: turns.at(-page.mostTurns).dataset.turn });
    line.append(button);
    one("#hd-past").prepend(line);
  };
  const pending = (question) => { // the question stands before the server has even heard it
    settle();
    one("#hd-pending")?.remove();
    const turn = Object.assign(document.createElement("article"), { id: "hd-pending", className: "hd-turn" });
    turn.append(Object.assign(document.createElement("h2"), { className: "hd-question", textContent: question.trim() }));
    turn.append(Object.assign(document.createElement("p"), { className: "hd-waiting", textContent: words.reading }));
    one("#hd-live").after(turn);
    started();
    reveal(turn);
  };
  const done = () => {
    clearTimeout(waiting);
    one("#hd-pending")?.remove();
    stream = null;
    busy(false);
    document.body.dataset.answers = String(1 + Number(document.body.dataset.answers || 0));
    const held = next;
    next = null;
    if (held) setTimeout(held, 0);
  };
  const busy = (on) => {
    const button = one("#hd-send");
    if (!button) return; // the page is being left
    button.classList.toggle("hd-stop", on);
    button.textContent = on ? words.stop : words.ask;
  };
  page.ask = (question, more = {}) => {
    if (stream) { next = () => page.ask(question, more); return; }
    page.go(page.conversation ? { c: page.conversation } : {}, document.body.dataset.view !== "hoi-dap");
    const body = { question, conversation: page.conversation, documents: page.chosen?.() ?? [], ...more };
    asked = performance.now();
    if (question.trim()) pending(question); else settle();
    follow(question, "hoidap/hoi", body);
  };
  const follow = async (question, path, body) => {
    const controller = new AbortController();
    stream = { question, controller, replace: body.replace };
    busy(true);
    clearTimeout(waiting);
    waiting = setTimeout(async () => { // nothing heard for a while: is anybody there?
      try { await fetch("hoidap/song", { cache: "no-store" }); } catch { page.notice(words.offline); }
    }, 4000);
    try {
      const answer = await page.send(path, body, { signal: controller.signal });
      if (answer.status === 204) return false;
      if (!answer.ok) { await page.refused(answer); failed(question); return true; }
      await lines(answer.body, show);
    } catch (error) {
      if (!controller.signal.aborted) { console.error(error); page.notice(words.offline); failed(question); }
    } finally {
      if (stream?.controller === controller) done();
    }
    return true;
  };
  const lines = async (body, use) => {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done: ended } = await reader.read();
      if (ended) return;
      const parts = (rest + value).split("\n");
      rest = parts.pop();
      for (const part of parts) if (part) use(JSON.parse(part));
    }
  };
  const failed = (question) => { // nothing that was typed is lost
    one("#hd-pending")?.remove();
    if (!box().value) setBox(question);
    started();
  };
  const show = (step) => {
    clearTimeout(waiting);
    const live = one("#hd-live");
    live.innerHTML = step.live;
    const turn = one(".hd-turn", live);
    if (one("#hd-pending")) {
      one("#hd-pending").remove();
      if (turn) reveal(turn);
    }
    started();
    if (step.conversation && step.conversation !== page.conversation) {
      page.conversation = step.conversation;
      if (document.body.dataset.view === "hoi-dap") page.address({ c: page.conversation });
    }
    if (!turn || !step.done) return;
    const replaced = stream?.replace; // the old turn goes when the new one is kept
    if (replaced && turn.dataset.turn) for (const old of all("#hd-past .hd-turn[data-turn]")) if (Number(old.dataset.turn) >= replaced) old.remove();
    turn.dataset.announced = "1";
    page.say(`${words.answered} ${one(".hd-answer", turn).innerText.split("\n")[0]}`);
    page.side();
  };
  page.typed = (event) => {
    event.stopPropagation();
    event.preventDefault();
    if (stream && event.type === "click") { page.stop(); return; }
    const question = box().value;
    if (!question.trim() && (stream || performance.now() - asked < 1500)) return; // a second Enter adds nothing
    const more = page.replacing ? { replace: page.replacing } : {};
    setBox(""); // and with it what was being asked again
    page.ask(question, more);
  };
  page.stop = async () => {
    if (!stream) return;
    await page.send("hoidap/dung", { conversation: page.conversation, question: stream.question });
  };

  // ---- past conversations ------------------------------------------------------------------------
  const draw = async (id, turn) => {
    const html = await page.call("view_past", { conversation: id, ...(turn ? { turn: Number(turn) } : {}) });
    if (html === null) return;
    one("#hd-past").innerHTML = html;
    started();
  };
  page.toTurn = (number) => { // the turn that an address names, in sight and spoken
    const turn = number && one(`#hd-past .hd-turn[data-turn="${Number(number)}"]`);
    if (!turn) return false;
    turn.scrollIntoView({ block: "start" });
    const title = one(".hd-question", turn);
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    return true;
  };
  page.setBox = setBox;
  page.box = box;
  document.addEventListener("input", (event) => { if (event.target === box() && !event.target.value) page.replacing = null; });
  page.openConversation = async (id, push = true, turn = "") => {
    page.replacing = null;
    stream?.controller.abort(); // the server goes on answering; its answer is kept
    page.conversation = id;
    page.go(id ? { c: id, luot: turn } : {}, push);
    if (narrow()) page.toggleSide(false);
    one("#hd-live").replaceChildren();
    one("#hd-pending")?.remove();
    await draw(id, turn);
    page.toTurn(turn);
    page.side();
    if (id) resume(id);
    else box()?.focus();
  };
  const resume = async (id) => { // a question that was at work when the page was left
    if (id !== page.conversation || stream) return;
    if (await follow("", "hoidap/nghe", { conversation: id })) window.scrollTo(0, document.documentElement.scrollHeight);
  };
  page.startChat = async (id, named) => {
    page.conversation = id;
    box().setAttribute("aria-label", words.question);
    for (const [name, value] of Object.entries({ "aria-autocomplete": "list", "aria-controls": "hd-suggest" })) box().setAttribute(name, value);
    await draw(id, named);
    document.body.classList.add("hd-ready");
    if (window.matchMedia("(min-width: 900px)").matches && document.body.dataset.view === "hoi-dap") box().focus({ preventScroll: true }); // no keyboard over a phone's page
    if (!page.toTurn(named) && one("#hd-past .hd-turn")) window.scrollTo(0, document.documentElement.scrollHeight);
    if (id) resume(id);
  };
})();
