// How quickly this machine moves the map, measured while the reader moves it, and how many actors that lets the picture hold.
(function (B) {
  "use strict";

  const SMOOTH = 30; // frames a second
  const ENOUGH = 10; // frames in a row
  const PAUSE = 250; // ms between two frames of one movement at most
  const STEPS = [40, 80, 150, 300, 600, 1000, 2000, 5000, 10000, 20000, 50000, 100000]; // actors

  function pace() {
    let last = null;
    let gaps = [];
    let told = null; // {actors, frames} of the last movement

    return {
      /** A frame was drawn: when, by which camera, with how many actors. */
      frame(now, camera, actors) {
        const moved = last && (camera.x !== last.camera.x || camera.y !== last.camera.y || camera.scale !== last.camera.scale);
        if (!moved || actors !== last.actors || now - last.now > PAUSE) gaps = [];
        else gaps.push(now - last.now);
        last = { now, camera, actors };
        if (gaps.length < ENOUGH) return;
        const sorted = gaps.slice(-60).sort((a, b) => a - b);
        told = { actors, frames: Math.round(1000 / sorted[Math.floor(sorted.length / 2)]) };
      },
      measured: () => told,
      /** Above so many actors the map would fall below SMOOTH, by what was measured; Infinity while nothing was slow. */
      most: () => (told && told.frames < SMOOTH ? Math.floor((told.actors * told.frames) / SMOOTH) : Infinity),
    };
  }

  /** The limits that are offered: as far as there are actors, and the one that is set. */
  function limits(total, set) {
    const offered = STEPS.filter((step, i) => i === 0 || STEPS[i - 1] < total);
    return [...new Set([...offered, set])].sort((a, b) => a - b);
  }

  Object.assign(B, { pace, limits });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
