// Bailanysh.mount(element, {vis, wire, state, theme, host}) → {update, inspect, destroy}: the parts put together.
(function (B) {
  "use strict";

  const REST = 250; // ms without a change until the host is told
  const LATER = 60; // ms after which the panel follows a step through time
  const NARROW = 700; // px
  const ROOMY = 1040; // px from which the legend is open by itself
  const UPRIGHT = "(max-aspect-ratio: 4/5)"; // a phone held upright
  const HISTORY = 30;
  const SAID = 3; // turns of communities that are said aloud
  const TIME = ["year", "from", "to", "compare"];

  function mount(element, { vis, wire, state, theme, host }) {
    const { el } = B;
    const upright = matchMedia(UPRIGHT).matches;
    const view = {
      vis, wire, host: host || {}, dark: theme === "dark", hover: null, cursor: -1, pace: B.pace(), measured: new Map(), parts: {}, colours: {},
      index: B.indexOf(wire, upright), t: B.translator(wire.strings), calm: matchMedia("(prefers-reduced-motion: reduce)"),
    };
    view.state = B.normalise(state, wire, view.index);
    let given = view.state; // the last state that came from the host
    let sent = null; // the last that went to it
    let resting = 0;
    let toSay = ""; // instead of how much is shown, when the state rests
    let reading = 0;
    const past = []; // what was open before

    // ---- elements

    const root = (view.root = el("div", { class: "bn" }));
    const hint = `bn-hint-${Math.random().toString(36).slice(2)}`;
    const stage = (view.stage = el("div", { class: "bn-stage", role: "application", tabindex: "0", "aria-describedby": hint }));
    const keys = el("p", { class: "bn-hidden", id: hint });
    const live = el("div", { class: "bn-hidden", role: "status", "aria-live": "polite" });
    const empty = el("div", { class: "bn-empty", hidden: true });
    const camera = el("div", { class: "bn-camera", role: "group" });
    root.dataset.theme = view.dark ? "dark" : "light";
    element.append(root);

    const parts = view.parts;
    parts.tray = B.tray(view);
    parts.legend = B.legend(view);
    parts.search = B.search(view);
    parts.panel = B.panel(view);
    parts.years = B.years(view);
    parts.placing = B.placing(view);
    const middle = el("div", { class: "bn-middle" }, stage, parts.placing.note, parts.legend.element, parts.tray.chips, empty, camera, parts.tray.list);
    root.append(
      el("div", { class: "bn-strip" }, parts.search.element, parts.legend.opener, parts.tray.status, el("span", { class: "bn-spring" }), parts.tray.opener),
      middle, parts.panel.element, parts.years.element, keys, live);
    view.tip = B.tip(view);

    // ---- what the parts ask

    view.narrow = () => root.clientWidth <= NARROW;
    view.roomy = () => root.clientWidth >= ROOMY;
    view.canGoBack = () => past.length > 0;
    view.say = (text) => {
      live.textContent = text;
    };
    view.measure = () => {
      root.dataset.size = view.narrow() ? "narrow" : view.roomy() ? "roomy" : "medium";
    };

    /** The part of the stage that no overlay covers, in px of the stage. */
    view.free = () => {
      const box = stage.getBoundingClientRect();
      const free = { x: 0, y: 0, width: box.width, height: box.height };
      if (view.narrow()) {
        if (view.state.open) free.height = Math.max(120, parts.panel.element.getBoundingClientRect().top - box.top);
        return free;
      }
      const left = parts.legend.element.hidden ? 0 : parts.legend.element.getBoundingClientRect().right - box.left;
      const right = parts.panel.element.hidden ? box.width : parts.panel.element.getBoundingClientRect().left - box.left;
      if (right - left > 260) Object.assign(free, { x: left, width: right - left });
      return free;
    };

    /** What lies over the free part all the same, in px of the stage: no name goes under the buttons of the camera. */
    view.covered = () => {
      const [box, buttons] = [stage, camera].map((each) => each.getBoundingClientRect());
      return buttons.width ? [{ x: buttons.left - box.left, y: buttons.top - box.top, w: buttons.width, h: buttons.height }] : [];
    };

    /** Changes part of the state; the picture follows at once, the host when it rests. */
    view.set = (patch, how) => {
      const next = B.normalise({ ...view.state, ...patch }, view.wire, view.index);
      if (B.equal(next, view.state)) return;
      const before = view.state;
      view.state = next;
      changed(before, how || {});
      toSay = how?.say || "";
      rest();
    };

    /** Opens an actor, a tie or an event in the panel; null closes it. */
    view.open = (id, how) => {
      const open = id || null;
      if (open !== view.state.open) {
        if (open && view.state.open) past.push(view.state.open);
        if (!open) past.length = 0;
        if (past.length > HISTORY) past.shift();
        view.set({ open });
        if (open) view.say(parts.panel.nameOf(open));
      }
      const met = view.openedNodes();
      if (met.length) parts.network.reveal(met, how?.centre);
    };

    /** What a click or Enter on something of the canvas does. */
    view.enter = (id) => {
      const group = view.scene.groups?.find((one) => one.id === id);
      if (group) view.unfold(group);
      else view.open(id);
    };

    /** Opens a group into its members, or closes it again. */
    view.unfold = (group) => {
      const { unfold } = view.state;
      const open = !unfold.includes(group.key);
      const say = open ? view.t("{name} is open, actors: {count}", { name: group.name, count: group.members }) : view.t("{name} is closed", { name: group.name });
      view.set({ unfold: open ? [...unfold, group.key] : unfold.filter((key) => key !== group.key) }, { say });
      view.say(say);
      const { network } = parts;
      if (open) network.look(B.fitted(view, stage.getBoundingClientRect(), [group]), true);
      const i = view.scene.index.nodeById.get(group.id);
      if (i !== undefined && document.activeElement) view.setCursor(i);
    };

    /** The actors of the scene that what is opened is about: itself, or the two ends of a tie; or the groups that hold them. */
    view.openedNodes = () => {
      const { index, scene, state: { open: id } } = view;
      if (scene.groups && scene.index.edgeById.has(id)) return [scene.index.from, scene.index.to].map((ends) => ends[scene.index.edgeById.get(id)]);
      if (scene.groups && scene.index.nodeById.has(id)) return [scene.index.nodeById.get(id)];
      const met = [];
      if (index.nodeById.has(id)) met.push(index.nodeById.get(id));
      if (index.edgeById.has(id)) met.push(index.from[index.edgeById.get(id)], index.to[index.edgeById.get(id)]);
      return [...new Set(met.map(scene.unitOf))].filter((unit) => unit >= 0);
    };

    view.back = () => {
      const open = past.pop();
      if (open) view.set({ open });
    };

    view.focusOn = (id) => view.set({ focus: [id], open: id }, { fit: true });

    view.setCursor = (i) => {
      if (i === view.cursor) return;
      view.cursor = i;
      parts.network.redraw();
    };

    // ---- drawing

    /** Draws anew what a change of the state asks for. */
    function changed(before, how) {
      const differs = (key) => !B.equal(before[key], view.state[key]);
      if (TIME.some(differs)) parts.network.fade();
      compute();
      parts.network.show();
      render({ later: TIME.some(differs) && !differs("open"), words: differs("group") });
      if (how.fit || differs("group")) parts.network.fit(true);
      parts.network.redraw();
    }

    function compute() {
      const grouped = view.index.groupings.has(view.state.group); // then there is no need of a limit
      const cursor = view.cursor >= 0 ? view.scene.index.nodes[view.cursor].id : null;
      view.shown = B.visible(view.index, grouped ? { ...view.state, limit: Infinity } : view.state);
      view.scene = B.sceneOf(view);
      view.sized = B.sized(view.index, view.state, view.measured);
      view.tinted = B.tinted(view.index, view.state, view.shown, view.measured);
      view.cursor = view.scene.index.nodeById.get(cursor) ?? -1;
      if (view.cursor >= 0 && !view.scene.shown.nodeShown[view.cursor]) view.cursor = -1;
    }

    function render(change) {
      view.measure();
      root.classList.toggle("bn-opened", Boolean(view.state.open));
      B.tellWaiting(view);
      for (const name of ["tray", "legend", "search", "years"]) parts[name].render(change);
      clearTimeout(reading);
      if (change.later) reading = setTimeout(parts.panel.render, LATER); // nobody reads while the years fly by
      else parts.panel.render();
      if (change.wire || change.words) drawWords();
      drawEmpty();
      stage.setAttribute("aria-label", view.t("Network. {status}", { status: parts.tray.text() }));
    }

    function drawEmpty() {
      const none = !view.shown.edges.length;
      empty.hidden = !none;
      if (!none) return;
      const when = B.windowText(view.state, view.wire, view.t);
      const { state: now } = view;
      const narrowed = ["family", "kind", "status", "document", "speaker", "standpoint"].some((key) => now[key].length) || !now.possible;
      const button = (key, text, patch) => el("button", { type: "button", class: "bn-button", data: { key }, text, on: { click: () => view.set(patch, { fit: true }) } });
      B.refill(empty, [
        el("h2", { text: view.t("No tie to show in {when}", { when }) }),
        el("p", { text: narrowed || now.focus.length ? view.t("The filters or the focus leave nothing over.") : view.t("No document in this collection tells of one. That is not evidence that there was none.") }),
        el("div", { class: "bn-actions" },
          narrowed && button("reset", view.t("Lift the filters"), B.noFilters(view)),
          now.focus.length > 0 && button("unfocus", view.t("Show whole network"), { focus: [] }),
          B.windowOf(now, view.wire).mode !== "all" && button("alltime", view.t("Show all years"), { year: null, from: null, to: null })),
      ]);
    }

    function drawWords() {
      const { t } = view;
      camera.setAttribute("aria-label", t("Camera"));
      parts.placing.render();
      B.refill(camera, [
        B.iconButton("plus", t("Zoom in"), () => parts.network.zoom(1.35)),
        B.iconButton("minus", t("Zoom out"), () => parts.network.zoom(1 / 1.35)),
        B.iconButton("fit", t("Fit to window"), () => parts.network.fit(true, true)),
        B.iconButton("picture", t("Save this picture"), () => B.savePicture(view)),
        parts.placing.button,
      ]);
      root.setAttribute("lang", view.wire.language || "en");
      keys.textContent = t("Arrow keys walk from actor to actor, Enter opens, Shift and Enter focuses, plus and minus zoom, 0 fits, Space plays the years, Escape closes.") ;
      if (view.scene.groups) keys.textContent += " " + t("Enter on a group opens it, and on the head of an open one closes it. Shift and Enter tells of a group.");
    }

    function readColours() {
      const styles = getComputedStyle(root);
      const value = (name) => styles.getPropertyValue(name).trim();
      view.colours = {
        ground: styles.backgroundColor, ink: value("--bn-ink"), accent: value("--bn-accent"), font: styles.fontFamily,
        began: value("--bn-began"), ended: value("--bn-ended"), both: value("--bn-both"),
      };
    }

    // ---- the host

    function rest() {
      clearTimeout(resting);
      resting = setTimeout(tell, view.wire.store ? B.STORE_SOON : REST);
    }

    /** Tells the host now. */
    function tell() {
      clearTimeout(resting);
      resting = 0;
      view.say([toSay || parts.tray.text(), ...(view.tinted?.turns || []).slice(0, SAID)].join(" "));
      sent = view.state;
      if (view.host.changed) view.host.changed(structuredClone(view.state));
    }

    /** Whoever turns to something outside the view has come to rest: what a link to another page does comes after. */
    function leave(event) {
      if (!resting || event.composedPath().includes(root)) return;
      tell();
    }

    /** Takes what differs from what is there; a state that only echoes what was sent changes nothing. */
    function update(next) {
      const now = next || {};
      if (now.host) view.host = now.host;
      parts.placing.render();
      let drawn = false;
      if (now.wire && now.wire !== view.wire && !B.equal(now.wire, view.wire)) {
        const movesOn = B.movesOn(view.wire, now.wire);
        view.wire = now.wire;
        view.index = B.indexOf(now.wire, upright);
        view.t = B.translator(now.wire.strings);
        view.hover = null;
        view.state = B.normalise({ ...view.state, lang: now.wire.language }, now.wire, view.index);
        compute();
        parts.network.load();
        render({ wire: true });
        if (movesOn) parts.network.fit(true);
        drawn = true;
      }
      if (now.theme && (now.theme === "dark") !== view.dark) {
        view.dark = now.theme === "dark";
        root.dataset.theme = now.theme;
        readColours();
        parts.network.theme();
        render({});
        drawn = true;
      }
      const fresh = (now.measured || []).filter((told) => view.measured.get(told.measure) !== told);
      if (fresh.length) {
        for (const told of fresh) view.measured.set(told.measure, told);
        compute();
        parts.network.show();
        render({});
        drawn = true;
      }
      if (now.state) {
        const state = B.normalise(now.state, view.wire, view.index);
        const echo = B.equal(state, given) || (sent && B.equal(state, sent));
        given = state;
        if (!echo && !B.equal(state, view.state)) {
          const before = view.state;
          view.state = state;
          sent = null;
          changed(before, { fit: !B.equal(before.focus, state.focus) });
        }
      }
      if (drawn) parts.network.redraw();
    }

    /** What is on the screen, for tests: positions are px of the stage. */
    function inspect() {
      const ids = (list, rows) => list.map((i) => rows[i].id);
      const positions = {};
      const ties = {};
      const { scene } = view;
      for (const i of scene.shown.nodes) positions[scene.index.nodes[i].id] = parts.network.position(i);
      for (const i of scene.shown.edges) {
        const place = parts.network.tieAt(i);
        if (place) ties[scene.index.edges[i].id] = place;
      }
      return {
        visibleNodes: ids(view.shown.nodes, view.index.nodes), visibleEdges: ids(view.shown.edges, view.index.edges),
        leftOut: ids(view.shown.leftOut, view.index.nodes), undated: ids(view.shown.undated, view.index.edges),
        labels: parts.network.labels(), labelBoxes: parts.network.labelBoxes(), positions, ties, state: structuredClone(view.state), camera: parts.network.camera(),
        radii: Object.fromEntries(scene.shown.nodes.map((i) => [scene.index.nodes[i].id, parts.network.radius(i)])),
        groups: scene.groups && scene.groups.map(({ key, name, members, inner, open }) => ({ key, name, members, inner, open })),
        bundles: scene.groups && scene.index.edges.filter((edge) => edge.bundle).map((edge) => [edge.from, edge.to, edge.bundle.length]),
        hulls: parts.network.hulls(),
        change: view.shown.change && Object.fromEntries(view.shown.edges.map((i) => [view.index.edges[i].id, view.shown.change[i]])),
      };
    }

    function destroy() {
      document.removeEventListener("pointerdown", leave, true);
      document.removeEventListener("focusin", leave, true);
      clearTimeout(resting);
      clearTimeout(reading);
      parts.years.destroy();
      parts.placing.destroy();
      parts.network.destroy();
      root.remove();
      delete element.bailanysh;
    }

    // ---- opening

    readColours();
    view.measure();
    compute();
    parts.network = B.renderers.start(view);
    parts.network.load();
    render({ wire: true });
    B.keyboard(view);
    parts.network.fit(false);
    document.addEventListener("pointerdown", leave, true);
    document.addEventListener("focusin", leave, true);
    stage.addEventListener("blur", () => view.setCursor(-1));

    const handle = { update, inspect, find: parts.search.find, pick: parts.network.pick, tell, view, destroy };
    element.bailanysh = handle;
    return handle;
  }

  Object.assign(B, { mount });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
