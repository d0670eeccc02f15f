// Which of the two renderers draws: vis-network (network.js) up to what reads well, the overview (overview.js) above that.
// Both answer to the same names; whoever asks `view.parts.network` need not know which one it is.
(function (B) {
  "use strict";

  const NAMES = ["load", "show", "fade", "redraw", "drawNow", "zoom", "reveal", "pick", "fit", "theme", "camera", "look",
    "position", "radius", "tieAt", "labels", "labelBoxes", "canvas", "hulls", "toMap", "stand", "destroy"];

  function start(view) {
    let kind = null;
    let now = null;

    /** The renderer for what is to be shown; when it changes, the camera stays. */
    function choose() {
      const wanted = view.scene.groups || view.scene.shown.nodes.length > renderers.READABLE ? "overview" : "detail";
      if (wanted === kind) return false;
      const camera = now && now.camera();
      if (now) now.destroy();
      view.signs = [];
      kind = wanted;
      now = B[wanted](view);
      now.load();
      if (camera) now.look(camera);
      return true;
    }

    const facade = Object.fromEntries(NAMES.map((name) => [name, (...given) => now[name](...given)]));
    return Object.assign(facade, {
      load: () => choose() || now.load(),
      show: () => choose() || now.show(),
      kind: () => kind,
    });
  }

  const renderers = { READABLE: 600, start }; // READABLE: so many actors vis-network moves at 30 frames a second and more without a GPU
  Object.assign(B, { renderers });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
