// How the camera of the overview travels: to a place by a glide, by hand with pointers and wheel, and when it has come to rest.
(function (B) {
  "use strict";

  const CLOSEST = 6; // camera scale
  const FARTHEST = 0.04;
  const REST = 120; // ms without a movement after which everything is drawn anew
  const GLIDE = 260; // ms
  const STILL = 5; // px that a pointer may stray in a click

  /** `redraw()` draws a frame soon, `rested(closer)` hears that the camera stands still, and whether it came closer, `click(x, y)` of a click. */
  function travel(view, screen, frame, { redraw, rested, click }) {
    const pressed = new Map(); // pointers that are down, by id
    let held = null; // what they hold: {x, y, spread} when they came down or one of them left
    let start = null; // where a click may begin
    let moving = false;
    let resting = 0;
    let gliding = 0;
    let zoomed = 1; // the scale when the camera last rested
    const here = { touched: false }; // has the reader moved the camera?

    /** The camera has moved: a full drawing follows when it rests. */
    function moved() {
      moving = true;
      clearTimeout(resting);
      resting = setTimeout(rest, REST);
      redraw();
    }

    function rest() {
      if (pressed.size) {
        resting = setTimeout(rest, REST);
        return;
      }
      moving = false;
      redraw();
      const [before, now] = [zoomed, screen.camera.scale];
      zoomed = now;
      if (before !== now) rested(now > before);
    }

    /** No closer than is of use, and no farther than a third of what shows everything. */
    function limited(scale) {
      const all = B.fitted(view, frame.getBoundingClientRect());
      return Math.min(CLOSEST, Math.max(Math.min(FARTHEST, (all?.scale || 1) / 3), scale));
    }

    function move(to, animate) {
      cancelAnimationFrame(gliding);
      const target = { ...to.position, scale: to.scale };
      if (!animate || view.calm.matches) {
        screen.camera = target;
        zoomed = target.scale;
        moving = false;
        redraw();
        return;
      }
      const from = { ...screen.camera };
      const began = performance.now();
      const step = (now) => {
        const t = Math.min(1, Math.max(0, (now - began) / GLIDE));
        const eased = t < 0.5 ? 2 * t * t : 1 - (2 - 2 * t) ** 2 / 2;
        // scales by equal factors in equal times, around the point that both cameras see at one place
        const scale = from.scale * (target.scale / from.scale) ** eased;
        const share = from.scale === target.scale ? eased : (1 / scale - 1 / from.scale) / (1 / target.scale - 1 / from.scale);
        screen.camera = t === 1 ? target : { x: from.x + (target.x - from.x) * share, y: from.y + (target.y - from.y) * share, scale };
        moved();
        if (t < 1) gliding = requestAnimationFrame(step);
      };
      gliding = requestAnimationFrame(step);
    }

    /** To the open groups, or, if all is asked for or none is open, to everything. */
    function fit(animate, all) {
      screen.measure();
      const to = B.fitted(view, frame.getBoundingClientRect(), !all && view.scene.open.length ? view.scene.open : null);
      if (to) move(to, animate);
      return Boolean(to);
    }

    /** What lies at a point of the screen stays there. */
    function zoomAt(x, y, scale) {
      const to = limited(scale);
      const at = screen.toMap(x, y);
      here.touched = true;
      screen.camera = { scale: to, x: at.x - (x - screen.width / 2) / to, y: at.y - (y - screen.height / 2) / to };
      moved();
    }

    function reveal(nodes, centre) {
      const position = B.revealing(view, nodes, centre, screen.camera, frame.getBoundingClientRect());
      if (!position) return;
      here.touched = true;
      move({ scale: screen.camera.scale, position }, true);
    }

    // ---- by hand

    function hold() {
      const points = [...pressed.values()];
      const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
      const spread = points.length > 1 ? Math.hypot(points[0].x - points[1].x, points[0].y - points[1].y) : 0;
      return points.length ? { x: mean("x"), y: mean("y"), spread } : null;
    }

    function at(event) {
      const box = frame.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    }

    frame.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      frame.setPointerCapture(event.pointerId);
      cancelAnimationFrame(gliding);
      pressed.set(event.pointerId, at(event));
      start = pressed.size === 1 ? at(event) : null;
      held = hold();
    });
    frame.addEventListener("pointermove", (event) => {
      if (!pressed.has(event.pointerId)) return;
      pressed.set(event.pointerId, at(event));
      const now = hold();
      if (start && Math.hypot(now.x - start.x, now.y - start.y) < STILL) return;
      if (start) {
        view.tip.hide();
        frame.classList.add("bn-grabbing");
      }
      start = null;
      here.touched = true;
      const { camera } = screen;
      screen.camera = { ...camera, x: camera.x - (now.x - held.x) / camera.scale, y: camera.y - (now.y - held.y) / camera.scale };
      if (now.spread && held.spread) zoomAt(now.x, now.y, (camera.scale * now.spread) / held.spread);
      held = now;
      moved();
    });
    for (const type of ["pointerup", "pointercancel"]) {
      frame.addEventListener(type, (event) => {
        if (!pressed.delete(event.pointerId)) return;
        held = hold();
        frame.classList.remove("bn-grabbing");
        if (start && type === "pointerup") click(start.x, start.y);
        start = null;
        if (moving) moved();
      });
    }
    frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      view.tip.hide();
      const { x, y } = at(event);
      const lines = event.deltaMode ? 30 : 1;
      zoomAt(x, y, screen.camera.scale * Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) / 420));
    }, { passive: false });

    return Object.assign(here, {
      move, fit, reveal,
      zoom(factor) {
        here.touched = true;
        move({ scale: limited(screen.camera.scale * factor), position: screen.camera }, true);
      },
      moving: () => moving,
      destroy() {
        cancelAnimationFrame(gliding);
        clearTimeout(resting);
      },
    });
  }

  Object.assign(B, { travel });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
