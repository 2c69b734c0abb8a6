// Adding documents: files go out one after another, small ones first; the queue is asked how far it has come.
(() => {
  "use strict";
  const page = window.hoidap;
  const { one } = page;
  let polling = false;
  const report = () => one("#hd-upload-report");

  const poll = async () => {
    if (polling) return;
    polling = true;
    try {
      for (;;) {
        const answer = await fetch("hoidap/tai-len", { cache: "no-store" });
        if (!answer.ok) { await page.refused(answer); return; }
        const html = await answer.json();
        if (report().innerHTML !== html) report().innerHTML = html;
        if (!one("[data-busy]", report()) && !sending) break;
        await new Promise((resolve) => { setTimeout(resolve, 600); });
      }
    } catch { page.notice(page.words.offline); return; } finally { polling = false; }
    if (!one("[data-done]", report())) return;
    page.say(report().innerText);
    page.side();
    if (document.body.dataset.view === "van-ban" && !page.params().vb) page.go({ muc: "van-ban" }, false);
  };
  let sending = 0;
  const send = async (files) => {
    const refused = (file, sentence) => one("#hd-upload-refused").append(Object.assign(document.createElement("li"), { textContent: sentence }));
    one("#hd-upload-refused").replaceChildren();
    const ordered = [...files].sort((a, b) => a.size - b.size).filter((file) => { // said here: nothing is sent in vain
      if (file.size <= page.words.uploadBytes) return true;
      refused(file, page.words.fileTooLarge.replace("{name}", file.name.slice(0, 150)).replace("{limit}", String(page.words.uploadBytes / 1e6)));
      return false;
    });
    sending += 1;
    try {
      for (const file of ordered) {
        const answer = await page.send(`hoidap/tai-len?${new URLSearchParams({ ten: file.name })}`, file, { raw: true });
        if (answer.status === 401) { location.reload(); return; }
        if (!answer.ok) refused(file, await answer.text());
        else poll();
      }
    } catch (error) {
      console.error(error);
      page.notice(page.words.offline);
    } finally { sending -= 1; }
    poll();
  };
  page.cancelFile = async (key) => { await page.send("hoidap/huy-tep", { key }); poll(); };
  page.clearFiles = async () => { await page.send("hoidap/huy-tep", { all: true }); report().replaceChildren(); };

  const drop = (event) => {
    if (document.body.dataset.view !== "van-ban" || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (event.type === "drop") send(event.dataTransfer.files);
  };
  page.startFiles = () => {
    const input = one("#hd-upload input[type=file]");
    input.addEventListener("change", () => { send([...input.files]); input.value = ""; });
    for (const moment of ["dragover", "drop"]) document.addEventListener(moment, drop);
    poll();
  };
})();
