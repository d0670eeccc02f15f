// The canvas for more than can be read: plain Canvas 2D over typed arrays, behind the same names as network.js.
// What is at rest is drawn in full, once, into a bitmap; while the camera moves, the bitmap moves with it, and hovering
// only fades it under what stands out. Seen from afar, ties are straight lines, many to a stroke (crowd.js); near, they
// are the very curves and arrows of ties.js.
(function (B) {
  "use strict";

  const QUICK = 7; // ms: a full drawing that takes no longer is made for every frame
  const MARGIN = 0.15; // of the screen, drawn on each side of it, so that a pan shows no edge at once
  const CROWDED = 700; // actors: of more, only some compete for names
  const NAMED = 240; // so many
  const SETTLED = 200; // ms after which an actor that was moved by hand is part of the bitmap again

  function overview(view) {
    const frame = B.el("div", { class: "bn-canvas bn-overview" });
    const canvas = B.el("canvas", {});
    frame.append(canvas);
    view.stage.prepend(frame);
    const fading = B.fading(view, frame);
    const ctx = canvas.getContext("2d");
    const screen = B.screen(view, frame);
    const crowd = B.crowd(view, screen);
    const pick = B.picks(view, screen);
    const names = B.labels(view);
    const hulls = B.hulls(view);
    const pointing = B.pointing(view, frame, pick, redraw);
    const travel = B.travel(view, screen, frame, { redraw, rested, click: pointing.click });
    const bitmap = { canvas: document.createElement("canvas"), camera: null, stale: true, cost: 0 };
    const lifted = new Set(); // actors that are being moved by hand

    let emphasis = { faint: 1, faintLabel: 1 };
    let drawnOnce = false;
    let queued = 0;
    let settling = 0;
    let version = 0;
    let drawn = null; // the index of the scene that was shown last
    let named = "";
    let destroyed = false;

    // ---- what is shown

    function show() {
      const { index } = view.scene;
      if (index !== drawn) names.forget(); // actors have other numbers now
      drawn = index;
      crowd.sort();
      renew();
    }

    function load() {
      names.forget();
      show();
    }

    /** Everything is to be drawn again. */
    function renew() {
      screen.forget();
      version++;
      bitmap.stale = true;
    }

    // ---- drawing everything

    /** The ground of the open groups. */
    function drawOpen(pen) {
      for (const group of view.scene.open) {
        pen.beginPath();
        pen.arc(screen.x(group.x), screen.y(group.y), group.room * screen.camera.scale, 0, 2 * Math.PI);
        pen.fillStyle = pen.strokeStyle = view.dark ? group.colourDark : group.colour;
        pen.globalAlpha = 0.07;
        pen.fill();
        pen.globalAlpha = 0.7;
        pen.lineWidth = 1.5;
        pen.stroke();
      }
      pen.globalAlpha = 1;
    }

    /** Everything at this camera into the bitmap, with a margin around the screen. */
    function drawAll() {
      const began = performance.now();
      const { width, height, ratio, camera } = screen;
      const [mx, my] = [Math.round(width * MARGIN), Math.round(height * MARGIN)];
      const sheet = bitmap.canvas;
      const [w, h] = [Math.round((width + 2 * mx) * ratio), Math.round((height + 2 * my) * ratio)];
      if (sheet.width !== w || sheet.height !== h) Object.assign(sheet, { width: w, height: h });
      const pen = sheet.getContext("2d");
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, w, h);
      pen.setTransform(ratio, 0, 0, ratio, mx * ratio, my * ratio);
      screen.crowd();
      drawOpen(pen);
      hulls.draw(pen, { scale: camera.scale, x: width / 2 - camera.x * camera.scale, y: height / 2 - camera.y * camera.scale }, false);
      crowd.drawTies(pen, screen.box(mx, my), emphasis);
      crowd.drawNodes(pen, screen.box(mx, my), emphasis);
      view.signs = hulls.names(ctx, screen.place);
      Object.assign(bitmap, { camera: { ...camera }, mx, my, stale: false, cost: performance.now() - began });
    }

    // ---- a frame

    function draw() {
      if (!view.shown || !screen.measure()) return;
      const { camera, ratio } = screen;
      fill();
      emphasis = B.emphasised(view);
      emphasis.weight = screen.weight();
      const same = bitmap.camera && ["x", "y", "scale"].every((key) => bitmap.camera[key] === camera[key]);
      if (bitmap.stale || (!same && (!travel.moving() || bitmap.cost < QUICK))) drawAll();
      else if (!same) view.signs = hulls.follow(view.signs, screen.place);
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      drawBitmap();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawStanding();
      if (!travel.moving()) named = `${version}|${camera.x}|${camera.y}|${camera.scale}`;
      names.draw(ctx, screen.place, emphasis, named, candidates);
      hulls.drawNames(ctx, view.signs);
      view.pace.frame(performance.now(), { ...camera }, view.shown.nodes.length);
    }

    /** The canvas is as large as its frame. */
    function fill() {
      const [w, h] = [Math.round(screen.width * screen.ratio), Math.round(screen.height * screen.ratio)];
      if (canvas.width === w && canvas.height === h) return;
      Object.assign(canvas, { width: w, height: h });
      bitmap.stale = true;
    }

    /** The bitmap where the camera has moved it. */
    function drawBitmap() {
      const { camera, width, height, ratio } = screen;
      const zoom = camera.scale / bitmap.camera.scale;
      const [dx, dy] = [(bitmap.camera.x - camera.x) * camera.scale, (bitmap.camera.y - camera.y) * camera.scale];
      const left = (dx + width / 2) * ratio - ((width / 2 + bitmap.mx) * ratio) * zoom;
      const top = (dy + height / 2) * ratio - ((height / 2 + bitmap.my) * ratio) * zoom;
      ctx.globalAlpha = emphasis.nodes ? Math.max(emphasis.faint, 0.2) : 1;
      if (zoom === 1) ctx.drawImage(bitmap.canvas, Math.round(left), Math.round(top));
      else ctx.drawImage(bitmap.canvas, left, top, bitmap.canvas.width * zoom, bitmap.canvas.height * zoom);
      ctx.globalAlpha = 1;
    }

    /** What stands out over the faded rest: its ties and actors, the opened, the cursor, the focus, and what a hand holds. */
    function drawStanding() {
      const { index, shown } = view.scene;
      const opened = view.openedNodes();
      const strong = new Set(emphasis.nodes ? emphasis.nodes.keys() : []);
      for (const i of opened) strong.add(i);
      for (const id of view.state.focus) strong.add(index.nodeById.get(id));
      if (view.cursor >= 0) strong.add(view.cursor);
      const ties = new Set(emphasis.edges);
      for (const i of lifted) {
        strong.add(i);
        for (const tie of index.ties[i]) if (shown.edgeShown[tie]) ties.add(tie);
      }
      if (ties.size) B.drawTies(ctx, view, screen.place, emphasis, [...ties]);
      for (const i of strong) {
        if (i !== undefined && (shown.nodeShown[i] || opened.includes(i))) B.drawNode(ctx, view, i, screen.place(i), 1, emphasis);
      }
    }

    /** The actors that compete for names: in a crowd, the most important of those on the screen. */
    function candidates() {
      const { nodes, nodeShown } = view.scene.shown;
      if (nodes.length <= CROWDED) return nodes;
      const found = screen.within(screen.box(0, 0)).reverse().slice(0, NAMED);
      const must = emphasis.nodes ? [...emphasis.nodes.keys()].filter((i) => nodeShown[i]) : [];
      return [...new Set([...must.slice(0, NAMED), ...found])];
    }

    function redraw() {
      if (!queued) queued = requestAnimationFrame(drawNow);
    }

    function drawNow() {
      cancelAnimationFrame(queued);
      queued = 0;
      if (!destroyed) draw();
    }

    /** The camera stands still after it came closer or went away. */
    function rested(closer) {
      if (!view.scene.groups) return;
      const unfold = B.unfolding(view.scene, screen.camera, screen, closer);
      if (unfold) view.set({ unfold });
    }

    const watcher = new ResizeObserver(() => {
      view.measure();
      if (!travel.touched || !drawnOnce) drawnOnce = travel.fit(false) || drawnOnce;
      redraw();
    });
    watcher.observe(view.stage);
    frame.addEventListener("dblclick", pointing.doubleClick);

    return {
      load, show, fade: fading.fade, redraw, drawNow, pick, zoom: travel.zoom, reveal: travel.reveal, toMap: screen.toMap, radius: screen.radius,
      fit(animate, all) {
        travel.touched = false;
        return travel.fit(animate, all);
      },
      theme() {
        load();
        redraw();
      },
      camera: () => ({ ...screen.camera }),
      look({ x, y, scale }, animate) {
        travel.touched = drawnOnce = true;
        travel.move({ position: { x, y }, scale }, animate);
      },
      position: (i) => ({ x: screen.place(i).x, y: screen.place(i).y }),
      tieAt(i) {
        const tie = B.curveOf(view, i, screen.place, screen.weight());
        return tie && B.tieMiddle(tie);
      },
      /** An actor stands there, in units of the map, until the next wire says otherwise. */
      stand(i, x, y) {
        B.standAt(view.index, i, x, y);
        lifted.add(i);
        clearTimeout(settling);
        settling = setTimeout(() => {
          lifted.clear();
          renew();
          redraw();
        }, SETTLED);
        redraw();
      },
      labels: names.shown,
      labelBoxes: names.boxes,
      hulls: hulls.told,
      canvas: () => canvas,
      destroy() {
        destroyed = true;
        watcher.disconnect();
        cancelAnimationFrame(queued);
        clearTimeout(settling);
        travel.destroy();
        fading.destroy();
        frame.remove();
      },
    };
  }

  Object.assign(B, { overview });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
