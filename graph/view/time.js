// Days and years, and whether a tie holds in a window of time: the same rule as Span.certainty in graph/dates.py.
(function (B) {
  "use strict";

  const EPOCH = 719163; // 1970-01-01 as a proleptic Gregorian ordinal (Python's date.toordinal)
  const DAY = 86400000; // milliseconds
  const LAST = 3652059; // 9999-12-31
  const PART = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?]?$/;

  const NONE = 0;
  const POSSIBLE = 1;
  const CERTAIN = 2;
  const NAMES = ["none", "possible", "certain"];

  /** The ordinal of a day; month 13 and day 0 roll over as Date does. */
  function dayOf(year, month, date) {
    const when = new Date(0);
    when.setUTCFullYear(year, month - 1, date);
    return Math.round(when.getTime() / DAY) + EPOCH;
  }

  function dateOf(day) {
    return new Date((day - EPOCH) * DAY);
  }

  function yearOf(day) {
    return dateOf(day).getUTCFullYear();
  }

  /** A written date (2005, 2005-03, 2005-03-24, two of them with / between) as {first, last} in days; null if it is none. */
  function parse(text) {
    const ends = String(text == null ? "" : text).split("/").map(parsePart);
    if (ends.length > 2 || ends.includes(null)) return null;
    const span = { first: ends[0].first, last: ends[ends.length - 1].last };
    return span.last < span.first ? null : span;
  }

  function parsePart(text) {
    const match = PART.exec(text.trim());
    if (!match) return null;
    const [year, month, date] = match.slice(1, 4).map((group) => (group ? Number(group) : null));
    if (year < 1 || (month !== null && (month < 1 || month > 12))) return null;
    if (date !== null) {
      const day = dayOf(year, month, date);
      const back = dateOf(day);
      return back.getUTCDate() === date && back.getUTCMonth() === month - 1 ? { first: day, last: day } : null;
    }
    if (month !== null) return { first: dayOf(year, month, 1), last: dayOf(year, month + 1, 0) };
    return { first: dayOf(year, 1, 1), last: dayOf(year, 12, 31) };
  }

  /** Did the tie hold on some day of [first, last]? days: [start earliest, start latest, end earliest, end latest]. */
  function certainty(edge, first, last) {
    const days = edge.days;
    if (!days || days[0] > last || days[3] < first) return NONE;
    if (edge.seen && edge.seen.length) {
      return edge.seen.some((day) => first <= day && day <= last) ? CERTAIN : POSSIBLE;
    }
    return Math.max(days[2], days[0]) >= first && Math.min(days[1], days[3]) <= last ? CERTAIN : POSSIBLE;
  }

  const KYRGYZ = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"];

  /** A written date for readers: "24 March 2005", "14–15 June 2010"; what cannot be read is given back as it is. */
  function dateText(text, language, t) {
    const [start, end] = String(text || "").split("/");
    const parts = [start, end].map((part) => PART.exec(part || ""));
    if (!parts[0] || (end && !parts[1])) return text || "";
    if (!end) return marked(start, oneDate(parts[0], language), t);
    const alike = [1, 2, 3].every((i) => !parts[0][i] === !parts[1][i]);
    if (alike && parts[0][3] && !/[~?]/.test(text)) {
      if (language === "ky") return kyrgyzRange(...parts);
      return clean(format(parts[0], language).formatRange(...parts.map((part) => dateOf(dayOf(part[1], part[2], part[3])))));
    }
    return `${marked(start, oneDate(parts[0], language), t)} – ${marked(end, oneDate(parts[1], language), t)}`;
  }

  function format(part, language) {
    const options = { year: "numeric", month: "long", timeZone: "UTC" };
    if (part[3]) options.day = "numeric";
    return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options);
  }

  function oneDate(part, language) {
    if (language === "ky") return part[2] ? `${part[1]}-ж. ${kyrgyz(part)}` : part[1];
    return part[2] ? clean(format(part, language).format(dateOf(dayOf(part[1], part[2], part[3] || 1)))) : part[1];
  }

  /** The day and month as graph/words.py has them, "12-июнь": browsers know no Kyrgyz months and would give English ones. */
  function kyrgyz(part) {
    return `${part[3] ? `${Number(part[3])}-` : ""}${KYRGYZ[part[2] - 1]}`;
  }

  /** "2010-ж. 14–15-июнь", "2010-ж. 30-май – 2-июнь", "2010-ж. 30-декабрь – 2011-ж. 2-январь". */
  function kyrgyzRange(first, last) {
    const same = [1, 2].filter((i) => first[i] === last[i]).length === 2;
    if (same) return `${first[1]}-ж. ${Number(first[3])}–${kyrgyz(last)}`;
    return `${first[1]}-ж. ${kyrgyz(first)} – ${first[1] === last[1] ? "" : `${last[1]}-ж. `}${kyrgyz(last)}`;
  }

  /** Without the "г." that Russian dates end in. */
  function clean(text) {
    return text.replace(/\s*г\.$/, "").replace(/\s+–\s+(?=\d)/, "–");
  }

  function marked(text, date, t) {
    if (text.endsWith("~")) return t("about {date}", { date });
    return text.endsWith("?") ? t("perhaps {date}", { date }) : date;
  }

  Object.assign(B, { NONE, POSSIBLE, CERTAIN, CERTAINTIES: NAMES, LAST_DAY: LAST, certainty, dateOf, dateText, dayOf, parse, yearOf });
})((globalThis.Bailanysh = globalThis.Bailanysh || {}));
