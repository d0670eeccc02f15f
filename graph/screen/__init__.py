"""The app's pages, one module each: title(_), ICON, URL_PATH and page(). The only room that knows Streamlit."""

from graph.screen import chains, compare, edit, explorer, export, import_, measures, problems, reading, table, timeline, voices

FIRST = (explorer, compare, chains, reading, measures, export, edit)  # stand in the menu; the first one is the app's root
MORE = (timeline, voices, table, problems, import_)  # stand behind "More"
PAGES = (*FIRST, *MORE)
