"""The app's pages, one module each: title(_), ICON, URL_PATH and page(). The only room that knows Streamlit."""

from graph.screen import explorer, problems

PAGES = (explorer, problems)
