"""The network view: plain JavaScript and CSS with two mounts, the Streamlit component and the standalone page.

Nothing is built: the scripts are classic ones, one idea a file, all on the namespace `globalThis.Bailanysh`, and are
joined here in the order in which they need one another. Its texts are msgids, `t("English text")`, that the wire's
`strings` translate.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

SCRIPTS = (
    "time.js", "state.js", "query.js", "rows.js", "visible.js", "store.js", "groups.js", "gathered.js", "scene.js", "sizes.js", "tints.js", "pace.js", "fold.js",  # pure
    "shapes.js", "dom.js", "nodes.js", "ties.js", "labels.js", "hulls.js", "emphasis.js",  # the canvas
    "camera.js", "fade.js", "pointing.js", "network.js", "screen.js", "crowd.js", "picks.js", "travel.js", "overview.js", "renderers.js",
    "tip.js", "years.js", "legend.js", "claims.js", "panel.js", "search.js", "tray.js",  # around it
    "snapshot.js", "keyboard.js", "placing.js", "mount.js",
)

_HERE = Path(__file__).parent


@cache
def script() -> str:
    """All of the view's JavaScript: defines `globalThis.Bailanysh.mount`."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)


@cache
def style() -> str:
    """The view's CSS. It names only its own classes, so that it may stand in a page or in a shadow root."""
    return (_HERE / "view.css").read_text(encoding="utf-8")


@cache
def vis_script() -> str:
    """The vis-network that pyvis ships: defines `globalThis.vis` when run as a classic script."""
    package = Path(find_spec("pyvis").origin).parent  # found, not imported: pyvis brings IPython with it
    bundle = package / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return bundle.read_text(encoding="utf-8")
