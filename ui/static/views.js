// The register and the documents: forms that filter as one types, tables that come from the server.
(() => {
  "use strict";
  const page = window.hoidap;
  const names = { "nhiem-vu": "view_tasks", "chi-tieu": "view_targets", "van-ban": "view_documents", "quan-tri": "view_admin" };
  const box = (view) => document.querySelector(`#hd-view-${view} .hd-view`);
  let latest = 0;
  let typing;

  const draw = async (view, params, partial = false) => {
    if (!(view in names)) return;
    clearTimeout(typing); // a whole view that is asked for wins over a filter still being typed
    const ticket = ++latest;
    const asked = performance.now();
    const reading = Boolean(params["van-ban"]);
    const html = await page.call(reading ? "view_reading" : names[view], { ...params, partial });
    if (html === null || ticket !== latest) return;
    const place = partial ? box(view).querySelector(".hd-results") : box(view);
    place.innerHTML = html;
    if (window.matchMedia("(max-width: 899px)").matches) for (const folded of place.querySelectorAll(":is(.hd-filters, .hd-bar) details[open]")) folded.open = false;
    count(box(view));
    page.drawn[view] = reading ? { ...params } : { ...params, muc: view };
    if (reading) arrive(place);
    page.lastDraw = performance.now() - asked; // milliseconds until the table stood in the page
    place.closest(".hd-view").dataset.drawn = String(Math.round(page.lastDraw));
  };

  const count = (place) => { // a folded form says how many filters are at work inside
    const folded = place.querySelector("form.hd-filters details");
    if (!folded) return;
    const used = [...folded.querySelectorAll("select, input")].filter((f) => (f.type === "checkbox" ? f.checked : f.value)).length;
    folded.querySelector("summary").textContent = used ? `${page.words.filters} (${used})` : page.words.filters;
  };

  const arrive = (place) => { // the quote, the provision, or what was found stands in sight
    const article = place.querySelector(".hd-reading");
    if (!article) return;
    if (window.matchMedia("(max-width: 899px)").matches) article.querySelector(".hd-contents")?.removeAttribute("open");
    const found = article.querySelector(".hd-found");
    const target = article.querySelector(".hd-verbatim mark") || (article.dataset.target && document.getElementById(article.dataset.target)) || article.querySelector(".hd-verbatim .hd-here");
    requestAnimationFrame(() => {
      if (found) window.scrollTo(0, 0);
      else if (target) target.scrollIntoView({ block: "center" });
      else window.scrollTo(0, 0);
    });
    (article.querySelector("h2"))?.focus({ preventScroll: true });
  };

  const values = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  const refilter = (form) => {
    const view = form.dataset.view;
    const shown = page.params();
    const kept = Object.fromEntries(["xem", "xep"].filter((k) => shown[k]).map((k) => [k, shown[k]]));
    const params = { ...kept, ...values(form), muc: view };
    page.address(params);
    draw(view, params, true);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form.hd-filters");
    if (!form || form.dataset.reading || event.target.matches("[data-suggest]")) return; // a name half typed is none
    clearTimeout(typing);
    const wait = event.target.matches("input[type=search]") ? 120 : 0; // a fast typist's gap between keys
    typing = setTimeout(() => refilter(form), wait);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form.hd-filters");
    if (form && event.target.matches("[data-suggest]")) refilter(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form.hd-filters")) {
      event.preventDefault();
      if (event.target.dataset.reading) page.go({ "van-ban": event.target.dataset.reading, tim: event.target.elements.tim.value });
      else refilter(event.target);
    }
  });
  document.addEventListener("click", (event) => {
    const set = event.target.closest?.("[data-set]");
    if (set) {
      const params = { ...page.params(), ...JSON.parse(set.dataset.set) };
      if (!("trang" in JSON.parse(set.dataset.set))) delete params.trang;
      page.address(params);
      draw(params.muc, params, set.dataset.whole === undefined).then(() => {
        const again = document.querySelector(`[data-set='${CSS.escape(set.dataset.set)}']`);
        again?.focus();
      });
      return;
    }
    const clear = event.target.closest?.("[data-clear]");
    if (clear) page.go({ muc: clear.dataset.clear }, false);
  });

  page.views = { draw };
})();
