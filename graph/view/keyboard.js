// The map without a mouse: arrow keys walk from actor to actor, Enter opens, and what happens is spoken.
(function (B) {
  "use strict";

  const WIDEST = Math.PI / 3; // an actor lies "to the right" within 60° of it
  const DETOUR = 2.5; // an actor without a tie to this one counts as so many times further away

  /** The visible actor that an arrow leads to: near, in that direction, and tied to this one rather than not. */
  function neighbour(index, shown, here, dx, dy) {
    const tied = new Set();
    for (const tie of index.ties[here]) {
      if (shown.edgeShown[tie]) tied.add(index.from[tie] === here ? index.to[tie] : index.from[tie]);
    }
    const from = index.nodes[here];
    let best = -1;
    let least = Infinity;
    for (const i of shown.nodes) {
      if (i === here) continue;
      const [x, y] = [index.nodes[i].x - from.x, index.nodes[i].y - from.y];
      const distance = Math.hypot(x, y) || 1;
      const turn = Math.acos(Math.max(-1, Math.min(1, (x * dx + y * dy) / distance)));
      if (turn > WIDEST) continue;
      const cost = distance * (1 + turn) * (tied.has(i) ? 1 : DETOUR);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    return best;
  }

  /** What is said of an actor that an arrow led to. */
  function spoken(view, i) {
    const { index, shown } = view.scene;
    if (index.nodes[i].group) return B.groupWords(view, index.nodes[i]).join(", ");
    const ties = index.ties[i].filter((tie) => shown.edgeShown[tie]).length;
    return [index.nodes[i].name, B.kindOf(view.index, index.nodes[i]), view.t("Ties: {count}", { count: ties })].filter(Boolean).join(", ");
  }

  function keyboard(view) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

    function onStage(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { index } = view.scene;
      const here = view.cursor >= 0 ? view.cursor : index.nodeById.get(view.state.open) ?? -1;
      if (arrows[event.key] && view.parts.placing.key(event, here, arrows[event.key])) ; // it has moved the actor
      else if (arrows[event.key]) walk(here, arrows[event.key]);
      else if (event.key === "Enter" && here >= 0) {
        const { id } = index.nodes[here];
        if (event.shiftKey && view.index.nodeById.has(id)) view.focusOn(id);
        else if (event.shiftKey) view.open(id);
        else view.enter(id);
      } else if (event.key === "+" || event.key === "=") view.parts.network.zoom(1.3);
      else if (event.key === "-") view.parts.network.zoom(1 / 1.3);
      else if (event.key === "0") view.parts.network.fit(true, true);
      else if (event.key === " ") view.parts.years.toggle();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    function walk(here, [dx, dy]) {
      const { index, shown } = view.scene;
      if (!shown.nodes.length) return;
      const visible = here >= 0 && shown.nodeShown[here];
      const first = shown.nodes.reduce((best, i) => (index.nodes[i].rank < index.nodes[best].rank ? i : best));
      const next = visible ? neighbour(index, shown, here, dx, dy) : first;
      if (next < 0) return;
      view.setCursor(next);
      view.parts.network.reveal([next]);
      view.say(B.spoken(view, next));
    }

    function onRoot(event) {
      if (event.key === "Escape") {
        const parts = view.parts;
        const done = parts.placing.close() || parts.years.closeList() || parts.tray.close() || (view.narrow() && parts.legend.close());
        if (!done && view.cursor >= 0) view.setCursor(-1);
        else if (!done && view.state.open) {
          view.open(null);
          view.stage.focus({ preventScroll: true });
        } else if (!done) return;
        event.preventDefault();
        event.stopPropagation();
      } else if ((event.key === "r" || event.key === "c") && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      else if (event.key === "/" && event.composedPath()[0].tagName !== "INPUT") {
        view.parts.search.focus();
        event.preventDefault();
        event.stopPropagation();
      }
    }

    view.stage.addEventListener("keydown", (event) => {
      if (event.target === view.stage) onStage(event);
    });
    view.root.addEventListener("keydown", onRoot);
  }

  Object.assign(B, { neighbour, spoken, keyboard });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
