// Placing actors by hand, only where the host takes it and only in a mode that the reader switches on: dragging an actor,
// or Shift and an arrow key, moves it; where it comes to rest is told to the host. Otherwise nothing here listens.
(function (B) {
  "use strict";

  const STEP = 12; // px on the screen that a key moves an actor
  const REST = 600; // ms without a key after which the host is told
  const SLACK = 4; // px that a click may tremble

  const moved = new WeakSet(); // rows of actors that stand elsewhere than the wire says

  /** An actor stands there, in units of the map; the wire's own row stays as it is. */
  function standAt(index, i, x, y) {
    if (!moved.has(index.nodes[i])) {
      const own = Object.create(index.nodes[i], { x: { value: x, writable: true }, y: { value: y, writable: true } });
      index.nodes = index.nodes.map((node, at) => (at === i ? own : node));
      moved.add(own);
    }
    Object.assign(index.nodes[i], { x, y });
    [index.columns.x[i], index.columns.y[i]] = [x, y];
  }

  function placing(view) {
    const { el } = B;
    const upright = matchMedia("(max-aspect-ratio: 4/5)").matches; // as in mount.js: the map lies on its side
    let on = false;
    let held = null; // the actor under the pointer: {i, from, grip, start, moved}
    let resting = 0;
    let waiting = -1; // the actor that keys have moved and the host has not been told of

    const button = el("button", { type: "button", class: "bn-iconbutton", data: { key: "placing" }, on: { click: () => toggle() } }, B.icon("move"));
    const note = el("p", { class: "bn-placingnote", hidden: true });

    function toggle(wanted = !on) {
      on = wanted && Boolean(view.host.placed);
      if (!on) {
        release(true);
        rest();
      }
      view.root.classList.toggle("bn-placing", on);
      render();
      if (on) view.say(note.textContent);
    }

    function render() {
      if (on && !view.host.placed) return toggle(false);
      const label = on ? view.t("Stop moving actors") : view.t("Move actors");
      button.hidden = !view.host.placed;
      button.title = label;
      button.setAttribute("aria-label", label);
      button.setAttribute("aria-pressed", String(on));
      note.hidden = !on;
      note.textContent = view.t("Drag an actor to place it. By keyboard: walk to it with the arrow keys, move it with Shift and the arrow keys.");
    }

    const at = (i) => ({ x: view.index.nodes[i].x, y: view.index.nodes[i].y });

    function tell(i) {
      const { id, name } = view.index.nodes[i];
      const { x, y } = at(i);
      const place = (upright ? [y, x] : [x, y]).map(Math.round);
      view.say(view.t("{actor} is moved", { actor: name }));
      view.host.placed(id, place);
    }

    /** Tells the host of what the keys have moved. */
    function rest() {
      clearTimeout(resting);
      if (waiting >= 0) tell(waiting);
      waiting = -1;
    }

    // ---- pointer

    /** A press on an actor: from now on the pointer moves it, and not the map. */
    function press(event, x, y) {
      if (!on || event.button || event.isPrimary === false || view.scene.groups) return false;
      const id = view.parts.network.pick(x, y, event.pointerType !== "mouse");
      const i = view.index.nodeById.get(id);
      if (i === undefined) return false;
      rest();
      const grip = view.parts.network.toMap(x, y);
      const from = at(i);
      held = { i, id, from, grip: { x: from.x - grip.x, y: from.y - grip.y }, start: { x, y }, moved: false };
      view.tip.hide();
      return true;
    }

    function drag(x, y) {
      if (!held) return false;
      if (!held.moved && Math.hypot(x - held.start.x, y - held.start.y) < SLACK) return true;
      held.moved = true;
      const to = view.parts.network.toMap(x, y);
      view.parts.network.stand(held.i, to.x + held.grip.x, to.y + held.grip.y);
      return true;
    }

    /** The pointer lets go; a press that did not move opens the actor, as everywhere. */
    function release(cancelled) {
      const was = held;
      held = null;
      if (!was) return false;
      if (cancelled) view.parts.network.stand(was.i, was.from.x, was.from.y);
      else if (was.moved) {
        tell(was.i);
        view.setCursor(was.i); // the keys go on with it
      }
      else view.open(was.id);
      view.parts.network.redraw();
      return true;
    }

    // ---- keyboard

    function key(event, chosen, [dx, dy]) {
      const here = chosen >= 0 ? chosen : view.index.nodeById.get(view.state.focus[0]) ?? -1;
      if (!on || !event.shiftKey || here < 0 || view.scene.groups) return false;
      if (waiting >= 0 && waiting !== here) rest();
      const scale = view.parts.network.camera().scale;
      const { x, y } = at(here);
      waiting = here;
      view.setCursor(here);
      view.parts.network.stand(here, x + (dx * STEP) / scale, y + (dy * STEP) / scale);
      view.parts.network.reveal([here]);
      clearTimeout(resting);
      resting = setTimeout(rest, REST);
      return true;
    }

    /** Escape: what is being dragged goes back, else the mode ends. */
    function close() {
      if (release(true)) return true;
      if (!on) return false;
      toggle(false);
      return true;
    }

    return { button, note, render, press, drag, release, key, close, toggle, on: () => on, destroy: () => clearTimeout(resting) };
  }

  Object.assign(B, { standAt, placing });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
