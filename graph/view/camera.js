// Where a camera ({x, y} of the map in the middle of the screen, scale) has to stand.
(function (B) {
  "use strict";

  const EDGE = 70; // px that what is revealed keeps from the overlays
  const OPENING = 1.25; // the opening camera is no closer than this

  /** The camera that has these rounds, else the visible actors, else all within what the overlays leave free; or null. */
  function fitted(view, box, among) {
    if (!box.width || !view.scene) return null;
    const { index, shown } = view.scene;
    const nodes = among || (shown.nodes.length ? shown.nodes.map((i) => index.nodes[i]) : index.nodes);
    if (!nodes.length) return null;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const node of nodes) {
      const room = 1.12 * (node.room || 0); // a group takes up part of the map
      left = Math.min(left, node.x - room);
      right = Math.max(right, node.x + room);
      top = Math.min(top, node.y - room);
      bottom = Math.max(bottom, node.y + room);
    }
    const free = view.free();
    const [padX, padTop, padBottom] = view.narrow() ? [34, 24, 40] : [62, 34, 52];
    const width = Math.max(60, free.width - 2 * padX);
    const height = Math.max(60, free.height - padTop - padBottom);
    const scale = Math.min(OPENING, width / Math.max(1, right - left), height / Math.max(1, bottom - top));
    const middle = { x: free.x + free.width / 2, y: free.y + padTop + height / 2 };
    const position = {
      x: (left + right) / 2 - (middle.x - box.width / 2) / scale, y: (top + bottom) / 2 - (middle.y - box.height / 2) / scale,
    };
    return { position, scale, ...position };
  }

  /**
   * The position to which the camera moves, as little as needed, until an actor (or the middle of several) is clear of
   * the overlays, or in the middle of what they leave free; null if it already is.
   */
  function revealing(view, nodes, centre, camera, box) {
    const free = view.free();
    const { scale } = camera;
    const mean = (axis) => nodes.reduce((sum, i) => sum + view.scene.index.nodes[i][axis], 0) / nodes.length;
    const at = { x: (mean("x") - camera.x) * scale + box.width / 2, y: (mean("y") - camera.y) * scale + box.height / 2 };
    const edge = Math.min(EDGE, free.width / 3, free.height / 3);
    let to = {
      x: Math.min(Math.max(at.x, free.x + edge), free.x + free.width - edge),
      y: Math.min(Math.max(at.y, free.y + edge), free.y + free.height - edge),
    };
    if (centre) to = { x: free.x + free.width / 2, y: free.y + free.height / 2 };
    if (Math.hypot(to.x - at.x, to.y - at.y) < 1) return null;
    return { x: camera.x + (at.x - to.x) / scale, y: camera.y + (at.y - to.y) / scale };
  }

  Object.assign(B, { fitted, revealing });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
