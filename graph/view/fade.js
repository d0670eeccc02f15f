// From one picture to the next: the old one fades over the new one.
(function (B) {
  "use strict";

  const FADE = 200; // ms
  const PATIENCE = 110; // ms between two steps below which the picture does not fade

  function fading(view, frame) {
    const before = B.el("canvas", { class: "bn-before", "aria-hidden": "true" });
    let lastStep = 0;
    frame.after(before);

    /** Keeps the picture as it is and lets it fade over the next one; while scrubbing quickly it just follows. */
    function fade() {
      const now = performance.now();
      const quick = now - lastStep < PATIENCE;
      lastStep = now;
      before.getAnimations().forEach((animation) => animation.cancel());
      before.hidden = true;
      const canvas = frame.querySelector("canvas");
      if (quick || !canvas || !canvas.width || view.calm.matches) return;
      if (before.width !== canvas.width || before.height !== canvas.height) {
        before.width = canvas.width;
        before.height = canvas.height;
      }
      const ctx = before.getContext("2d");
      ctx.fillStyle = view.colours.ground;
      ctx.fillRect(0, 0, before.width, before.height);
      ctx.drawImage(canvas, 0, 0);
      before.hidden = false;
      const animation = before.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE, easing: "ease-out", fill: "forwards" });
      animation.onfinish = () => {
        before.hidden = true;
      };
    }

    return { fade, destroy: () => before.remove() };
  }

  Object.assign(B, { fading });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
