// What the buttons of a turn, a conversation, a task and a document do.
(() => {
  "use strict";
  const page = window.hoidap;
  const { words, one, all } = page;

  const redraw = async () => { // the table as it is now; the button that was used has the focus again
    const again = document.activeElement?.dataset?.key;
    await page.views.draw("nhiem-vu", page.params(), true);
    if (again) one(`[data-key="${again}"]`)?.focus();
  };
  const turnOf = (hit) => hit.closest(".hd-turn");

  page.acts = {
    ...page.chooseActs,
    "dialog-close": () => page.closeDialog(),

    // ---- a turn ----------------------------------------------------------------------------------
    "copy-turn": async (hit, data) => {
      const taken = await page.call("copies", { turn: Number(data.of) });
      if (taken?.html) page.copy(taken.markdown, hit, taken.html);
    },
    "link-turn": (hit, data) => {
      page.address({ c: page.conversation, luot: data.of });
      page.copy(location.href, hit);
    },
    "print-turn": (hit) => {
      const turn = turnOf(hit);
      document.body.classList.add("hd-print-one");
      turn.classList.add("hd-to-print");
      window.addEventListener("afterprint", () => {
        document.body.classList.remove("hd-print-one");
        turn.classList.remove("hd-to-print");
      }, { once: true });
      window.print();
    },
    "ask-again": (hit, data) => {
      const turn = turnOf(hit);
      const last = !all(".hd-turn[data-turn]").some((other) => Number(other.dataset.turn) > Number(data.of));
      page.setBox(turn.dataset.question);
      page.replacing = last ? Number(data.of) : null; // an earlier question is asked anew: nothing after it is lost
      page.box().focus();
      if (last) page.notice(words.askAgain);
    },
    older: async (hit, data) => {
      const html = await page.call("view_past", { conversation: data.of, before: Number(data.before) });
      if (html === null) return;
      const from = document.documentElement.scrollHeight - window.scrollY;
      hit.closest(".hd-older").remove();
      one("#hd-past").insertAdjacentHTML("afterbegin", html);
      window.scrollTo(0, document.documentElement.scrollHeight - from); // what was read stays where it was
      (one("#hd-past .hd-older button") || one("#hd-past .hd-turn button"))?.focus({ preventScroll: true });
    },

    // ---- a conversation --------------------------------------------------------------------------
    pin: async (hit, data) => {
      await page.call("pin", { conversation: data.of, on: data.on });
      await page.side();
      one(`[data-open="${data.of}"]`)?.focus();
    },
    rename: (hit, data) => {
      const box = page.dialog(`<h2 id="hd-dialog-title" tabindex="-1">${words.renameTitle}</h2><form data-rename="${data.of}"><label><span class="hd-away">${words.renameTitle}</span><input type="text" name="title" maxlength="80" aria-label="${words.renameTitle}"></label><div class="hd-actions hd-dialog-end"><button class="hd-button hd-strong">${words.save}</button><button type="button" class="hd-button" data-act="dialog-close">${words.cancel}</button></div></form>`);
      const input = one("input", box);
      input.value = data.title;
      input.focus();
      input.select();
    },
    forget: async (hit, data) => {
      const id = data.of;
      if (!(await page.call("forget", { conversation: id }))) return;
      page.say(words.forgotten);
      page.forgetRecalled();
      const was = id === page.conversation;
      if (was) await page.openConversation("");
      else await page.side();
      one(".hd-find-past input")?.focus();
      page.notice(words.forgotten, async () => {
        if (!(await page.call("restore", { conversation: id }))) return;
        page.notice(words.undone);
        if (was) await page.openConversation(id);
        else await page.side();
        one(`[data-open="${id}"]`)?.focus();
      });
    },

    // ---- a task, a document ------------------------------------------------------------------------
    mark: async (hit, data) => {
      const html = await page.call("view_mark", { vb: data.of, key: data.key });
      if (html !== null) page.dialog(html);
    },
    mine: async (hit, data) => {
      const message = await page.call("mine", { agency: data.agency });
      if (message === null) return;
      page.notice(message);
      page.say(message);
      await redraw();
      (one(".hd-mine a") || one("[data-suggest=agency]"))?.focus();
    },
    "edit-undo": (hit, data) => save(hit.closest("form"), { [data.field]: null }),
  };

  const save = async (form, changes) => {
    const problem = one(".hd-problem", form);
    problem.textContent = "";
    const said = Object.keys(changes).length ? await page.call("edit", { vb: form.dataset.edit, changes }) : { problem: words.nothingChanged };
    if (said === null) return;
    if (said.problem) { problem.textContent = said.problem; return; }
    page.notice(said.message);
    page.say(said.message);
    page.side();
    await page.go({ muc: "van-ban", vb: said.vb }, false);
    one(".hd-document h2")?.focus({ preventScroll: true });
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const values = Object.fromEntries(new FormData(form));
    if (form.dataset.rename) {
      event.preventDefault();
      await page.call("rename", { conversation: form.dataset.rename, title: values.title });
      page.closeDialog();
      await page.side();
      one(`[data-open="${form.dataset.rename}"]`)?.focus();
    } else if (form.dataset.markForm) {
      event.preventDefault();
      const message = await page.call("mark", { vb: form.dataset.of, key: form.dataset.markForm, ...values });
      if (message === null) return;
      page.closeDialog();
      page.notice(message);
      page.say(message);
      redraw();
    } else if (form.dataset.edit) {
      event.preventDefault();
      const changed = all("[data-was]", form).filter((entry) => entry.value.trim() !== entry.dataset.was);
      save(form, Object.fromEntries(changed.map((entry) => [entry.name, entry.value.trim()])));
    } else if (form.dataset.comment) {
      event.preventDefault();
      const rating = one("[data-rate][aria-pressed=true]", turnOf(form))?.dataset.rate;
      if (rating && (await page.call("rate", { turn: Number(form.dataset.comment), rating, comment: values.comment }))) {
        page.notice(words.commented);
        page.say(words.commented);
      }
    }
  });
})();
