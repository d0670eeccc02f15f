// Mounts the view in a published site: what the first picture needs comes with the page, the words follow once it stands,
// and the quotations behind a claim when it is opened. The state is in the address after #.
(function (B) {
  "use strict";

  const taken = new Map(); // name → what came
  const asked = new Map(); // name → a promise of it
  const CLAIMS = "claims-";

  /** What the scripts that hold the data call. */
  B.take = (name, value) => taken.set(name, value);

  /** A part by its name, from a script of its own: a page opened from disk may fetch nothing else. */
  function part(name, address) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((resolve, reject) => {
        if (taken.has(name)) return resolve(taken.get(name));
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => (taken.has(name) ? resolve(taken.get(name)) : script.onerror());
        script.onerror = () => {
          asked.delete(name); // it may come the next time
          script.remove();
          reject(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return asked.get(name);
  }

  /** Rows out of columns, each with fields of its own, since more are added to them. */
  function rows({ count, columns }) {
    const made = Array.from({ length: count }, () => ({}));
    for (const [key, column] of Object.entries(columns)) {
      made.forEach((row, i) => {
        row[key] = Array.isArray(column) ? column[i] : column.values[column.at[i]];
      });
    }
    return made;
  }

  /** The wire that can be drawn: no words, no claims yet. */
  function drawnWire(drawn) {
    const nodes = rows(drawn.nodes);
    const edges = rows(drawn.edges);
    for (const edge of edges) {
      [edge.from, edge.to] = [nodes[edge.from].id, nodes[edge.to].id];
      edge.claims = [];
    }
    return { ...drawn, nodes, edges, events: rows(drawn.events).map((event) => ({ ...event, claims: [] })), documents: {} };
  }

  /** The same wire with its words. A claim has its quotation later; `shard` says where that is. */
  function withWords(wire, words) {
    const nodes = rows(words.nodes).map((more, i) => ({ ...wire.nodes[i], ...more }));
    const edges = rows(words.edges).map((more, i) => ({ ...wire.edges[i], ...more, claims: [] }));
    const events = wire.events.map((event) => ({ ...event, claims: [] }));
    const documents = Object.fromEntries(rows(words.documents).map(({ id, ...document }) => [id, document]));
    const names = new Map(nodes.map((node) => [node.id, node.name]));
    for (const { owner, ...claim } of rows(words.claims)) {
      const holder = owner < edges.length ? edges[owner] : events[owner - edges.length];
      holder.claims.push({ ...claim, of: holder.id, place: holder.claims.length, byName: names.get(claim.by) ?? claim.by, waits: true });
    }
    return { ...wire, nodes, edges, events, documents };
  }

  /** Fills claims and their documents from their shard. */
  function fill(wire, claims) {
    for (const claim of claims.filter((one) => one.waits)) {
      const shard = taken.get(CLAIMS + claim.shard);
      [claim.quote, claim.date, claim.page] = shard.claims[claim.of][claim.place];
      Object.assign(wire.documents[claim.document], shard.documents[claim.document]);
      delete claim.waits;
    }
  }

  /** Needs words before it can be understood: what is open, and whose word is asked for. */
  const wordy = (state) => ["open", "document", "speaker", "standpoint"].some((key) => state[key]?.length);

  async function open(element) {
    const { words: wordsAt, claims: claimsAt, actors } = element.dataset;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const theme = () => (dark.matches ? "dark" : "light");
    const hashed = () => B.fromQuery(location.hash.slice(1) || element.dataset.query);
    let wire = drawnWire(taken.get("drawn"));
    let whole = false;
    const come = () => part("words", wordsAt).then((words) => {
      if (!whole) wire = withWords(wire, words);
      whole = true;
    });
    if (wordy(hashed())) await come().catch(() => null);

    const shards = claimsAt.split(" ");
    const view = B.mount(element, {
      vis: globalThis.vis, wire, state: hashed(), theme: theme(),
      host: {
        changed(state) {
          // A bare # would mean the state that the page was made with, so an empty state is said with an empty year.
          const hash = B.toQuery({ ...state, lang: null }, B.defaults(wire)) || "year=";
          if (hash !== location.hash.slice(1)) history.replaceState(null, "", `#${hash}`);
        },
        address: (page, state, about) => (page === "read" ? `${actors}${encodeURIComponent(about.actor)}.html` : null),
        claims(claims) {
          const missing = [...new Set(claims.filter((claim) => claim.waits).map((claim) => claim.shard))];
          if (!missing.length) return null;
          return Promise.all(missing.map((shard) => part(CLAIMS + shard, shards[shard]))).then(() => fill(wire, claims));
        },
      },
    });
    const follow = async () => {
      const state = hashed();
      if (wordy(state) && !whole) await enrich().catch(() => null);
      view.update({ state });
    };
    const enrich = async () => {
      await come();
      view.update({ wire });
    };
    addEventListener("hashchange", follow);
    dark.addEventListener("change", () => view.update({ theme: theme() }));
    if (!whole) {
      // After the first picture has been painted.
      requestAnimationFrame(() => setTimeout(() => enrich().catch(() => addEventListener("online", () => enrich(), { once: true })), 0));
    }
  }

    addEventListener("DOMContentLoaded", () => {
    const element = document.getElementById("view");
    if (element) open(element);
  });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
