"""Opens the app:  streamlit run app.py"""

from pathlib import Path

import streamlit as st

from graph.screen import FIRST, MORE, PAGES, link, stored
from graph.screen.dataset import watch
from graph.screen.reader import language
from graph.screen.rights import may_edit
from graph.words import translator

# A file of ours: an icon by name would be fetched from another host.
ICON = Path(__file__).with_name("graph") / "screen" / "icon.svg"

link.catch_up()
st.set_page_config(page_title="Bailanysh", page_icon=ICON, layout="wide")
_ = translator(language())
on_store = stored.is_store()
pages = {
    page: st.Page(stored.refusal(page.title) if on_store and page is not PAGES[0] else page.page, title=page.title(_), icon=page.ICON, url_path=page.URL_PATH, default=page is PAGES[0])
    for page in PAGES
}
menu = {"": [pages[page] for page in FIRST], _("More"): [pages[page] for page in MORE]}
st.navigation(menu, position="top").run()
if not on_store:
    watch(1 if may_edit() else 20)
