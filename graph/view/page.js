// Mounts the view in the standalone page: the data stands in the page, the state in the address after #.
(function (B) {
  "use strict";

  const { wire, nodes, edges, query } = JSON.parse(document.getElementById("data").textContent);
  const whole = { ...wire, nodes, edges };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => (dark.matches ? "dark" : "light");
  const asked = () => B.fromQuery(location.hash.slice(1) || query);

  const view = B.mount(document.getElementById("view"), {
    vis: globalThis.vis,
    wire: whole,
    state: asked(),
    theme: theme(),
    host: {
      changed(state) {
        // A bare # would mean the state that the page was made with, so an empty state is said with an empty year.
        const hash = B.toQuery({ ...state, lang: null }, B.defaults(whole)) || "year=";
        if (hash !== location.hash.slice(1)) history.replaceState(null, "", `#${hash}`);
      },
    },
  });
  addEventListener("hashchange", () => view.update({ state: asked() }));
  dark.addEventListener("change", () => view.update({ theme: theme() }));
})(globalThis.Bailanysh);
