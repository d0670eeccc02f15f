// The small note beside the pointer.
(function (B) {
  "use strict";

  function tip(view) {
    const box = B.el("div", { class: "bn-tip", "aria-hidden": "true", hidden: true });
    view.root.append(box);

    /** Lines of text near a point of the window; the first is the heading. */
    function show(clientX, clientY, lines) {
      const root = view.root.getBoundingClientRect();
      box.replaceChildren(...lines.filter(Boolean).map((text, i) => B.el("div", { class: i ? "bn-tip-line" : "bn-tip-head", text })));
      box.hidden = false;
      const [x, y] = [clientX - root.left, clientY - root.top];
      const left = x + 16 + box.offsetWidth > root.width ? Math.max(6, x - box.offsetWidth - 12) : x + 16;
      const top = y + 18 + box.offsetHeight > root.height ? Math.max(6, y - box.offsetHeight - 12) : y + 18;
      box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    }

    /** What an actor or a tie under the pointer is; x and y are px of the stage. */
    function about(id, x, y) {
      const stage = view.stage.getBoundingClientRect();
      show(stage.left + x, stage.top + y, linesOf(id));
    }

    function linesOf(id) {
      const { index } = view.scene;
      const [node, edge] = [index.nodes[index.nodeById.get(id)], index.edges[index.edgeById.get(id)]];
      if (node?.group) return B.groupWords(view, node);
      if (edge?.bundle) return B.bundleWords(view, edge);
      return view.index.nodeById.has(id) ? ofActor(id) : ofTie(id);
    }

    function ofActor(id) {
      const { index, t } = view;
      const i = index.nodeById.get(id);
      const node = index.nodes[i];
      const shown = index.ties[i].filter((tie) => view.shown.edgeShown[tie]).length;
      const kind = B.kindOf(index, node);
      return [node.name, kind, t("Ties: {count}", { count: shown }) + " · " + B.windowText(view.state, view.wire, t)];
    }

    function ofTie(id) {
      const { index, t } = view;
      const i = index.edgeById.get(id);
      const edge = index.edges[i];
      const status = index.statuses.get(edge.status)?.label || edge.status;
      const change = view.shown.change && { began: t("Began"), ended: t("Ended"), both: t("In both") }[view.shown.change[i]];
      const maybe = view.shown.certainty[i] === B.POSSIBLE ? t("possible in {when}", { when: B.windowText(view.state, view.wire, t) }) : "";
      return [edge.sentence, edge.when, [change, status, maybe].filter(Boolean).join(" · ")];
    }

    return {
      show,
      about,
      hide() {
        box.hidden = true;
      },
    };
  }

  Object.assign(B, { tip });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
