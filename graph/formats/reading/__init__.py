"""Files that other programs wrote → records of ours: one reader a format, one way from there to a dataset.

What a file must hold so that an import gives back the very same records (our exporters write it; readers of
other programs pass it over):

- an actor: its id as the node's id; `kind`; `name` (English), `name_ru`, `name_ky`; `start`, `end`, `wikidata`;
  `aliases`, `agreement` and `note` as JSON where the format has no lists
- a tie: its id as the edge's id or key; `kind` (GEXF: an attribute so titled); `date` or `start` and `end` as they
  are written; `role` and `note` as JSON {"en": …} (or `role`, `role_ru`, `role_ky`); `claims` as a JSON list of the
  claims' fields
- the whole: `documents` and `events` as JSON lists of records, as data of the graph; where a format has no place
  for them, `document` in a claim may be the document's whole record instead of its id
"""
