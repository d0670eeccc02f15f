"""A reader without a browser: Streamlit's own protocol over its WebSocket, honest or forged."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60  # seconds for one run of the script


def answer(coroutine):
    """What the coroutine gives; in a thread of its own, since the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, coroutine).result()


@dataclass
class Session:
    """One reader's session. `widgets` are what the last run showed: their ids by kind and label or key."""

    socket: ClientConnection
    page: str = ""  # the page's name in the address
    query: str = ""
    script: str = ""  # Streamlit's name of the page that runs
    elements: dict[tuple, object] = field(default_factory=dict)  # by their place on the page
    states: dict[str, WidgetState] = field(default_factory=dict)
    known: dict[str, ForwardMsg] = field(default_factory=dict)  # what need not be sent twice
    received: int = 0
    firsts: list[ForwardMsg] = field(default_factory=list)  # how each run began
    others: list[ForwardMsg] = field(default_factory=list)  # messages that are neither elements nor a run's frame

    @classmethod
    async def opened(cls, address: str, page: str = "", query: str = "", headers: dict[str, str] | None = None, origin: str = "", name: str = "") -> "Session":
        """A session whose first run is done; `name` is another host name to ask by. Raises websockets' errors where the server refuses."""
        parts = urlsplit(address)
        socket = await connect(
            f"ws://{name or parts.hostname}:{parts.port}/_stcore/stream", host=parts.hostname, port=parts.port, subprotocols=["streamlit"], max_size=None, compression=None,
            additional_headers=headers or {}, origin=origin or f"http://{name or parts.hostname}:{parts.port}", ping_interval=None, proxy=None,
        )
        session = cls(socket, page, query)
        await session.run()
        return session

    async def close(self) -> None:
        await self.socket.close()

    async def run(self, *triggers: WidgetState, fragment: str = "") -> None:
        """Runs the script with the widgets as they are, and these for this one time; returns when it is done."""
        message = BackMsg()
        wanted = message.rerun_script
        wanted.query_string, wanted.fragment_id = self.query, fragment
        wanted.page_script_hash, wanted.page_name = self.script, "" if self.script else self.page
        wanted.cached_message_hashes.extend(self.known)
        wanted.widget_states.widgets.extend([*self.states.values(), *triggers])
        await self.send(message)
        await self.until_done()

    async def send(self, message: BackMsg | bytes) -> None:
        await self.socket.send(message if isinstance(message, bytes) else message.SerializeToString())

    async def until_done(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                data = await self.socket.recv()
                self.received += len(data)
                message = ForwardMsg.FromString(data)
                if message.WhichOneof("type") == "ref_hash":
                    message = self.known[message.ref_hash]
                if message.metadata.cacheable and message.hash:
                    self.known[message.hash] = message
                if self.take(message):
                    return

    def take(self, message: ForwardMsg) -> bool:
        """Whether the run is done with this message."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.firsts.append(message)
            if not message.metadata.run.fragment_ids:
                self.elements.clear()
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            self.elements[tuple(message.metadata.delta_path)] = getattr(element, element.WhichOneof("type"))
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        elif kind not in ("delta", "session_status_changed", "page_config_changed", "session_event"):
            self.others.append(message)
        return False

    # -- widgets ---------------------------------------------------------------------------------------------

    def of(self, kind: str, text: str = "") -> list:
        """The elements whose message is of this kind (Button, TextInput …) and that are labelled so, or whose key ends so."""
        return [each for each in self.elements.values() if type(each).__name__ == kind
                and (not text or getattr(each, "label", "") == text or getattr(each, "id", "").endswith(f"-{text}"))]

    def ids(self) -> list[str]:
        return [each.id for each in self.elements.values() if getattr(each, "id", "")]

    def texts(self) -> str:
        """All that the page says, roughly: the words of its messages."""
        return "\n".join(str(each) for each in self.elements.values())

    def set(self, id: str, **value) -> None:
        """The widget's state from now on: string_value=…, json_value=…, int_value=… as Streamlit's WidgetState names them."""
        state = WidgetState(id=id)
        for name, given in value.items():
            if name.endswith("_array_value"):
                getattr(state, name).data.extend(given)
            else:
                setattr(state, name, given)
        self.states[id] = state

    async def press(self, label: str) -> None:
        (button,) = self.of("Button", label)
        await self.run(WidgetState(id=button.id, trigger_value=True))

    async def look(self, query: str, turn: int) -> None:
        """What the view sends when the reader has moved the year or opened something."""
        view = next(each for each in self.of("BidiComponent") if each.component_name == "bailanysh_network")
        self.set(view.id, json_value=json.dumps({"asked": {"query": query, "turn": turn}}))
        await self.run()
