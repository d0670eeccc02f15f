// The Streamlit mount of the view. The code and the data arrive as two components of their own, in any order, each
// once; this one stays small, since Streamlit sends it again at each step.
const mounted = new WeakMap();
const asked = (globalThis.BailanyshAsked ||= new Map()); // by key: what Python has not answered yet

export default function ({ data, parentElement, setStateValue }) {
  const place = parentElement.querySelector(".bailanysh");
  const here = mounted.get(place) || begin(place);
  here.send = (query) => {
    asked.set(data.key, { query, turn: here.sent, before: here.data.query });
    setStateValue("asked", { query, turn: here.sent });
  };
  here.say = (moves) => setStateValue("placed", moves);
  here.seek = (text, turn) => setStateValue("sought", { text, turn });
  here.take(data);
  return () => setTimeout(() => {
    if (place.isConnected) return; // newer data overtook this call: the view goes on
    here.end();
    mounted.delete(place);
  });
}

function begin(place) {
  const here = { moves: [], sent: null, answered: null, state: null, data: null, view: null, wire: null };
  mounted.set(place, here);

  // Each state that the reader sets has a turn, and Python answers with the turn that it knows of. What comes back is
  // news (the Back button, a link) only if the view's last turn was answered before; as an answer the view gets its
  // own words, since a link may spell them in another order.
  here.take = (data) => {
    const before = here.data;
    here.data = data;
    here.moves = here.moves.filter((move) => move.turn > data.placed);
    if (!before) {
      here.sent = here.answered = data.turn;
      // Streamlit drops what was asked when the reader goes to another page before it is answered: it is asked again.
      const last = asked.get(data.key);
      here.again = last && last.turn > data.turn && last.before === data.query ? last.query : null;
    }
    if (here.view) {
      here.view.update({ theme: theme(place) });
      if (data.turn === here.sent && data.turn !== here.answered) here.view.update({ state: here.state });
      else if (data.turn === here.sent && data.query !== before.query) {
        here.view.update({ state: Bailanysh.fromQuery(data.query) });
      }
    }
    if (data.turn === here.sent) {
      here.answered = data.turn;
      if (!here.again) asked.delete(data.key);
    }
    here.start();
    if (data.found && here.sought?.turn === data.found.turn) {
      const { tell } = here.sought;
      here.sought = null;
      tell(data.found.rows);
    }
  };

  // An actor that was moved is told until Python has answered, with those before it: a run may take several at once.
  here.place = (id, at) => {
    here.moves = [...here.moves, { turn: (here.moves.at(-1)?.turn ?? here.data.placed) + 1, id, at }];
    here.say(here.moves);
  };

  here.start = () => {
    const { Bailanysh, BailanyshWires } = globalThis;
    const wire = BailanyshWires && BailanyshWires.get(here.data.wire);
    if (!Bailanysh || !Bailanysh.mount || !wire) return;
    if (here.wire !== wire) here.show(wire);
    const measured = globalThis.BailanyshMeasured;
    if (measured) here.view.update({ measured: [...measured.values()].filter((told) => told.wire === here.data.wire) });
  };

  here.show = (wire) => {
    here.wire = wire;
    if (here.view) return here.view.update({ wire });
    const style = document.createElement("style");
    style.textContent = Bailanysh.style;
    place.before(style);
    here.view = Bailanysh.mount(place, {
      vis: globalThis.vis,
      wire,
      state: Bailanysh.fromQuery(here.again ?? here.data.query),
      theme: theme(place),
      host: {
        measures: here.data.measures,
        get placed() {
          return here.data.placing ? here.place : null;
        },
        find(text, tell) { // in a store, which Python has to ask
          here.sought = { turn: Date.now(), tell };
          here.seek(text, here.sought.turn);
        },
        changed(state) {
          here.sent += 1;
          here.state = state;
          here.send(Bailanysh.toQuery({ ...state, lang: null }, Bailanysh.defaults(wire)));
        },
        address(page, state, about) {
          const lang = here.wire.language === "en" ? null : here.wire.language;
          const query = Bailanysh.toQuery({ ...state, lang }, Bailanysh.defaults(here.wire));
          return `./${page}?${[query, new URLSearchParams(about)].filter(String).join("&")}`;
        },
      },
    });
    unveil();
    if (here.again !== null) here.view.tell();
    here.again = null;
  };

  here.end = () => {
    document.removeEventListener("bailanysh", here.start);
    if (here.view) here.view.destroy();
  };

  document.addEventListener("bailanysh", here.start);
  return here;
}

/** Takes away the still that came with the page (graph/still.py), once the map that it stands for has been painted. */
function unveil() {
  const still = document.getElementById("bailanysh-still");
  if (still) requestAnimationFrame(() => requestAnimationFrame(() => still.remove()));
}

/** Streamlit's theme, light or dark, by the lightness of its background. */
function theme(place) {
  const [, red, green, blue] = /^#(..)(..)(..)/.exec(getComputedStyle(place).getPropertyValue("--st-background-color").trim()) || [0, "ff", "ff", "ff"];
  const lightness = 0.299 * parseInt(red, 16) + 0.587 * parseInt(green, 16) + 0.114 * parseInt(blue, 16);
  return lightness < 128 ? "dark" : "light";
}
