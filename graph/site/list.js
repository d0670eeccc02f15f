// The finder above a list: hides what does not fit, in any spelling. Without JavaScript the whole list stands.
(function (B) {
  "use strict";

  addEventListener("DOMContentLoaded", () => {
    const finder = document.getElementById("finder");
    const [input, status] = [finder.querySelector("input"), finder.querySelector("[role=status]")];
    const sections = [...document.querySelectorAll("#list > section")].map((element) => ({
      element,
      rows: [...element.querySelectorAll("li")].map((row) => ({ row, keys: row.dataset.keys.split("|").map(B.fold) })),
    }));

    function look() {
      const query = B.fold(input.value);
      let found = 0;
      for (const { element, rows } of sections) {
        let any = false;
        for (const { row, keys } of rows) {
          row.hidden = Boolean(query) && !keys.some((key) => B.fit(query, key) !== null);
          if (!row.hidden) found += 1;
          any ||= !row.hidden;
        }
        element.hidden = !any;
      }
      document.body.classList.toggle("found", Boolean(query));
      status.textContent = !query ? "" : found ? finder.dataset.some.replace("{count}", found) : finder.dataset.none;
    }

    input.addEventListener("input", look);
    if (input.value) look(); // the browser kept it
  });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
