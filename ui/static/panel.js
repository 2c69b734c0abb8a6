// The source panel: a provision with its quote beside the page, or over it on a phone.
(() => {
  "use strict";
  const page = window.hoidap;
  const { words, one, all } = page;

  let opener = null;
  page.openPanel = async (button) => {
    const { source, start, end, walk } = button.dataset;
    const html = await page.call("view_source", { source, start: Number(start), end: Number(end), walk: walk !== undefined });
    if (html === null) return;
    const body = one("#hd-panel-body");
    if (!body.contains(button)) opener = button;
    body.innerHTML = html;
    document.body.classList.add("hd-panel-open");
    one("#hd-panel h2").textContent = `${words.panel}: ${one("h3", body)?.textContent ?? ""}`;
    for (const chosen of all(".hd-chosen")) chosen.classList.remove("hd-chosen");
    if (!body.contains(button)) button.classList.add("hd-chosen");
    const mark = one("mark, .hd-here", body);
    one("#hd-panel").scrollTop = 0;
    if (mark) requestAnimationFrame(() => {
      const top = mark.getBoundingClientRect().top - one("#hd-panel").getBoundingClientRect().top;
      if (top > one("#hd-panel").clientHeight * 0.7) one("#hd-panel").scrollTop = top - 160;
    });
    one("h3", body)?.focus({ preventScroll: true });
  };
  page.closePanel = () => {
    if (!document.body.classList.contains("hd-panel-open")) return false;
    document.body.classList.remove("hd-panel-open");
    for (const chosen of all(".hd-chosen")) chosen.classList.remove("hd-chosen");
    if (opener?.isConnected) opener.focus();
    return true;
  };
  page.showPage = (button) => {
    const { page: number, of, from, to } = button.dataset;
    const query = new URLSearchParams({ vb: of, trang: number, tu: from || 0, den: to || 0 });
    const figure = Object.assign(document.createElement("figure"), { className: "hd-page" });
    const sign = Object.assign(document.createElement("p"), { className: "hd-note", textContent: words.drawingPage.replace("{page}", number) });
    sign.setAttribute("role", "status");
    const zoom = Object.assign(document.createElement("button"), { type: "button", className: "hd-zoom" });
    zoom.dataset.zoom = "";
    zoom.setAttribute("aria-pressed", "false");
    zoom.setAttribute("aria-label", words.zoomPage.replace("{page}", number));
    const image = Object.assign(new Image(), { alt: words.pageImage.replace("{page}", number) });
    image.onload = () => { sign.remove(); zoom.append(image); figure.append(zoom); };
    image.onerror = () => { sign.textContent = words.noPageImage; button.disabled = false; };
    image.src = `hoidap/trang?${query}`;
    figure.append(sign);
    button.closest(".hd-actions, .hd-pages").after(figure);
    button.disabled = true;
  };
  page.zoom = (button) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    button.closest("figure").classList.toggle("hd-zoomed", on);
  };
  page.resizable = () => {
    const bar = one("#hd-resize");
    const width = (pixels) => {
      const kept = Math.max(320, Math.min(pixels, window.innerWidth * 0.6));
      document.documentElement.style.setProperty("--hd-panel", `${Math.round(kept)}px`);
      bar.setAttribute("aria-valuenow", String(Math.round(kept)));
      bar.setAttribute("aria-valuemax", String(Math.round(window.innerWidth * 0.6)));
    };
    bar.setAttribute("aria-valuemin", "320");
    width(one("#hd-panel").getBoundingClientRect().width || 432);
    bar.addEventListener("pointerdown", (down) => {
      bar.setPointerCapture(down.pointerId);
      const move = (event) => width(window.innerWidth - event.clientX);
      bar.addEventListener("pointermove", move);
      bar.addEventListener("pointerup", () => bar.removeEventListener("pointermove", move), { once: true });
    });
    bar.addEventListener("keydown", (event) => {
      const now = one("#hd-panel").getBoundingClientRect().width;
      if (event.key === "ArrowLeft") width(now + 32);
      else if (event.key === "ArrowRight") width(now - 32);
    });
  };
})();
