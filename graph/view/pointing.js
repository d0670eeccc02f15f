// What a pointer over the canvas means: a note beside it, a click that opens, a double click that focuses.
(function (B) {
  "use strict";

  const DOUBLE = 400; // ms

  /** `pick(x, y, coarse)` gives the id at a point of the frame, `redraw()` draws what is hovered anew. */
  function pointing(view, frame, pick, redraw) {
    let coarse = false; // a finger
    // The first click may move the camera; so the second one of a double click means what the first one met.
    let clicked = { at: -Infinity };

    const within = (event) => {
      const box = frame.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    frame.addEventListener("pointerdown", (event) => {
      coarse = event.pointerType !== "mouse";
      view.setCursor(-1);
      if (!view.parts.placing.press(event, ...within(event))) return;
      event.stopPropagation(); // vis-network would move the map
      frame.setPointerCapture(event.pointerId);
      view.stage.focus({ preventScroll: true });
    }, true);
    const letGo = (event) => {
      if (view.parts.placing.release(event.type === "pointercancel")) event.stopPropagation();
    };
    frame.addEventListener("pointerup", letGo, true);
    frame.addEventListener("pointercancel", letGo, true);
    frame.addEventListener("pointermove", (event) => {
      if (view.parts.placing.drag(...within(event))) return event.stopPropagation();
      if (event.pointerType !== "mouse" || event.buttons) return;
      const [x, y] = within(event);
      const id = pick(x, y, false);
      frame.classList.toggle("bn-pointing", Boolean(id));
      if (id !== view.hover) {
        view.hover = id;
        redraw();
      }
      if (id) view.tip.about(id, x, y);
      else view.tip.hide();
    });
    frame.addEventListener("pointerleave", () => {
      view.tip.hide();
      if (view.hover) {
        view.hover = null;
        redraw();
      }
    });

    return {
      click(x, y) {
        const now = performance.now();
        if (now - clicked.at < DOUBLE && Math.hypot(x - clicked.x, y - clicked.y) < 12) return;
        clicked = { at: now, x, y, id: pick(x, y, coarse) };
        view.tip.hide();
        if (coarse) view.hover = null;
        view.enter(clicked.id);
      },
      doubleClick() {
        if (view.index.nodeById.has(clicked.id)) view.focusOn(clicked.id);
      },
    };
  }

  Object.assign(B, { pointing });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
