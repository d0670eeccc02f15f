// Ties and claims as they are read in the panel: the sentence, when, whose word it is, and the words themselves.
(function (B) {
  "use strict";

  /** The words in quotation marks, in the lesser ones if they bring marks of their own. As words.quoted in Python. */
  const quoted = (text) => (/[“”]/.test(text) ? `‘${text}’` : `“${text}”`);

  const SIGNS = { asserts: "✓", denies: "✕", speculates: "?", withdraws: "↺" };

  function stanceWord(t, stance) {
    return { asserts: t("asserts"), denies: t("denies"), speculates: t("speculates"), withdraws: t("withdraws") }[stance] || stance;
  }

  function statusWord(view, status) {
    return view.index.statuses.get(status)?.label || status;
  }

  /** What a status means, in a sentence. */
  function statusNote(t, status) {
    return {
      stated: t("A document states it in its own voice."),
      claimed: t("Only people quoted in a document assert it."),
      contested: t("Some assert it and others deny it."),
      speculated: t("Nobody asserts it; it is a guess."),
      withdrawn: t("Whoever asserted it took it back."),
    }[status] || "";
  }

  function badge(view, edge) {
    return B.el("span", { class: `bn-status bn-status-${edge.status}`, text: statusWord(view, edge.status) });
  }

  /** An actor's name with its shape, that opens the actor. */
  function actorChip(view, id, key) {
    const i = view.index.nodeById.get(id);
    if (i === undefined) return B.el("span", { text: id });
    const node = view.index.nodes[i];
    const colour = view.dark ? node.colourDark || node.colour : node.colour;
    return B.el("button", { type: "button", class: "bn-chip", data: { key }, on: { click: () => view.open(id, { reveal: true }) } },
      B.shapeSample(node.shape, colour), B.el("span", { text: node.name }));
  }

  /** Whom a document names in its own words, among words of the reader's language (as graph/words.py). */
  function voice(view, words) {
    if (view.wire.language === "en") return words;
    const shown = /[«»]/.test(words) ? `„${words}“` : `«${words}»`;
    return /[А-я]/.test(words) ? shown : view.t("{words} (in English)", { words: shown });
  }

  /** One claim: the stance in a word and a sign, who says it, the quote, and where it stands. */
  function claimCard(view, claim, key) {
    const { el } = B;
    const t = (text, values) => view.t(text, values);
    const document = view.index.documents.get(claim.document);
    const who = !claim.by ? el("span", { class: "bn-who", text: t("The document itself") })
      : view.index.nodeById.has(claim.by) ? actorChip(view, claim.by, `${key}-by`)
        : el("span", { class: "bn-who", text: voice(view, claim.byName || claim.by) });
    return el("li", { class: `bn-claim bn-claim-${claim.stance}` },
      el("div", { class: "bn-claim-head" }, who,
        el("span", { class: "bn-stance" }, el("span", { "aria-hidden": "true", text: SIGNS[claim.stance] || "" }), stanceWord(t, claim.stance))),
      claim.quote && el("blockquote", { class: "bn-quote", text: quoted(claim.quote) }),
      document && citation(view, document, claim),
      claim.note && el("p", { class: "bn-standpoint", text: claim.note }),
      document && document.standpoint && el("p", { class: "bn-standpoint", text: t("Standpoint: {standpoint}", { standpoint: document.standpoint }) }));
  }

  function citation(view, document, claim) {
    const t = (text, values) => view.t(text, values);
    const rest = [document.author, document.publisher, B.dateText(claim.date || document.date, view.wire.language, t), claim.page && t("p. {page}", { page: claim.page })];
    return B.el("p", { class: "bn-citation" },
      document.url ? B.link(document.url, document.title) : B.el("span", { class: "bn-title", text: document.title }),
      B.el("span", { text: `, ${rest.filter(Boolean).join(", ")}` }));
  }

  /** Claims as a list; where the host has yet to fetch their words, the list says so and fills itself. */
  function claimList(view, claims, key) {
    const { el } = B;
    const note = (text) => el("li", { class: "bn-quiet", role: "status", text });
    const cards = () => claims.map((claim, i) => claimCard(view, claim, `${key}-${i}`));
    const coming = view.host.claims?.(claims);
    if (!coming) return el("ul", { class: "bn-claims" }, cards());
    const list = el("ul", { class: "bn-claims" }, note(view.t("Fetching the sources …")));
    coming.then(() => list.replaceChildren(...cards()), () => list.replaceChildren(note(view.t("The sources could not be fetched: reload the page."))));
    return list;
  }

  /** A tie in the list of an actor (`self`) or of a line between groups: who else, the sentence, when, whose word; its claims unfold. */
  function tieItem(view, i, self, unfolded) {
    const { el } = B;
    const t = (text, values) => view.t(text, values);
    const edge = view.index.edges[i];
    const others = [edge.from, edge.to].filter((id) => id !== self);
    const certainty = view.shown.certainty[i];
    const opened = unfolded.has(edge.id);
    const claims = el("div", { class: "bn-tie-claims", hidden: !opened });
    const put = () => claims.replaceChildren(claimList(view, edge.claims, edge.id));
    if (opened) put();
    const unfold = el("button", {
      type: "button", class: "bn-unfold", "aria-expanded": String(opened), data: { key: `unfold-${edge.id}` }, on: {
        click: () => {
          const open = claims.hidden;
          if (open) put();
          claims.hidden = !open;
          unfold.setAttribute("aria-expanded", String(open));
          if (open) unfolded.add(edge.id);
          else unfolded.delete(edge.id);
        },
      },
    }, el("span", { text: t("Claims: {count}", { count: edge.claims.length }) }), B.icon("chevron"));
    return el("li", { class: "bn-tie" },
      el("button", { type: "button", class: "bn-sentence", data: { key: `tie-${edge.id}` }, text: edge.sentence, on: { click: () => view.open(edge.id, { reveal: true }) } }),
      el("div", { class: "bn-meta" }, el("span", { class: "bn-date", text: edge.when }), badge(view, edge),
        certainty === B.POSSIBLE && el("span", { class: "bn-small", text: t("possible") }),
        edge.documents === 1 && el("span", { class: "bn-small", title: t("Only one document asserts it"), text: t("single source") })),
      el("div", { class: "bn-meta" }, others.map((id, n) => actorChip(view, id, `other-${edge.id}${n || ""}`)), unfold),
      claims);
  }

  Object.assign(B, { actorChip, badge, claimList, statusNote, statusWord, tieItem });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
