// Where the map lies on the screen of the overview: its camera, its size, and how large actors are there.
(function (B) {
  "use strict";

  const LEAST = 3.5; // px: the smallest actor; in a crowd they shrink
  const SHARE = 0.16; // of the way from one actor to the next, if they stood evenly

  function screen(view, frame) {
    const here = { camera: { x: 0, y: 0, scale: 1 }, width: 0, height: 0, ratio: 1 };
    let least = LEAST;
    let radii = { scale: 0, least: 0, of: new Float32Array(0) };

    const x = (onMap) => (onMap - here.camera.x) * here.camera.scale + here.width / 2;
    const y = (onMap) => (onMap - here.camera.y) * here.camera.scale + here.height / 2;

    /** Takes the size of the frame; false while it has none. */
    function measure() {
      const box = frame.getBoundingClientRect();
      if (!box.width || !box.height) return false;
      Object.assign(here, { width: box.width, height: box.height, ratio: globalThis.devicePixelRatio || 1 });
      return true;
    }

    /** The radius of an actor, in px. */
    function radius(i) {
      const { scale } = here.camera;
      if (radii.scale !== scale || radii.least !== least) radii = { scale, least, of: new Float32Array(view.scene.index.nodes.length) };
      return radii.of[i] || (radii.of[i] = B.radiusOf(view, i, scale, least));
    }

    function place(i) {
      const { columns } = view.scene.index;
      return { x: x(columns.x[i]), y: y(columns.y[i]), r: radius(i) };
    }

    /** The visible actors within a box of the screen, the most important last. */
    function within({ left, top, right, bottom }) {
      const { columns } = view.scene.index;
      const found = [];
      for (const i of view.scene.shown.nodes) {
        const [px, py, room] = [x(columns.x[i]), y(columns.y[i]), radius(i)];
        if (px > left - room && px < right + room && py > top - room && py < bottom + room) found.push(i);
      }
      return found.sort((a, b) => columns.rank[b] - columns.rank[a]);
    }

    /** Lets the smallest actors shrink as more of them are on the screen. */
    function crowd() {
      const { columns } = view.scene.index;
      const [halfX, halfY] = [here.width / 2 / here.camera.scale, here.height / 2 / here.camera.scale];
      let count = 0;
      for (const i of view.scene.shown.nodes) {
        if (Math.abs(columns.x[i] - here.camera.x) < halfX && Math.abs(columns.y[i] - here.camera.y) < halfY) count++;
      }
      least = Math.min(LEAST, SHARE * Math.sqrt((here.width * here.height) / Math.max(1, count)));
    }

    return Object.assign(here, {
      x, y, measure, radius, place, within, crowd,
      /** Seen from afar, ties and arrows are finer. */
      weight: () => Math.min(1, 0.5 + 0.7 * here.camera.scale),
      toMap: (px, py) => ({ x: (px - here.width / 2) / here.camera.scale + here.camera.x, y: (py - here.height / 2) / here.camera.scale + here.camera.y }),
      box: (mx, my) => ({ left: -mx, top: -my, right: here.width + mx, bottom: here.height + my }),
      /** The actors have other sizes now. */
      forget() {
        radii.scale = 0;
      },
    });
  }

  Object.assign(B, { screen });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
