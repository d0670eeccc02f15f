"""Messages that no honest browser sends: none of them changes a byte of the data where nobody may save, none ends the app."""

import asyncio
import os
import random
import urllib.request
from pathlib import Path

import pytest
from folder import write
from session import Session, answer
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

FORGED = 60 * int(os.environ.get("BAILANYSH_FAULTS", "1"))
PAGES = ("", "compare", "chains", "read", "measures", "export", "edit", "timeline", "voices", "table", "problems", "import")
VALUES = {
    "trigger_value": (True,), "bool_value": (True, False), "double_value": (1e308, float("nan"), -1.0), "int_value": (-(2**63), 2**63 - 1, 0),
    "string_value": ("", "../../../etc/passwd", "<script>", "\0", "x" * 100_000, "=1+1", "{{7*7}}", "\ud7ff\u202e"),
    "json_value": ("null", "[]", "{", '{"asked": {"query": "year=../..", "turn": {}}}', '{"asked": [1]}', '"x"', '{"__proto__": {}, "save draft": true}'),
    "bytes_value": (b"", b"\xff" * 100), "json_trigger_value": ("null", '[{"event": "x", "value": 1}]', "{"),
    "string_array_value": (["edit", "\0"], []), "int_array_value": ([99, -1], []), "double_array_value": ([1.5], []),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


async def drafted(session: Session) -> None:
    """An actor more in the draft of this session."""
    (name,), (kind,) = session.of("TextInput", "Name · English"), session.of("Selectbox", "Kind")
    session.set(name.id, string_value="Aida Forged")
    session.set(kind.id, string_value="person")
    await session.run()
    await session.press("Add it")
    assert "aida-forged" in session.texts()


@pytest.fixture(scope="module")
def public(serve, tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("public"))
    return folder, serve(folder, BAILANYSH_EDIT="0")


def test_the_very_message_that_saves_where_one_may_edit_changes_nothing_where_nobody_may(serve, public, tmp_path):
    own = write(tmp_path / "own")
    folder, address = public
    before = contents(folder)

    async def both():
        editor = await Session.opened(serve(own, BAILANYSH_EDIT="1"), "edit")
        await drafted(editor)
        (save,) = editor.of("Button", "save draft")
        await editor.run(WidgetState(id=save.id, trigger_value=True))
        forger = await Session.opened(address, "edit")
        await drafted(forger)
        assert not forger.of("Button", "save draft") and "aida-forged" in forger.texts()
        for _ in range(2):
            await forger.run(WidgetState(id=save.id, trigger_value=True), WidgetState(id="save draft", trigger_value=True))
        await editor.close()
        await forger.close()

    answer(both())
    assert b"aida-forged" in contents(own)["actors.yaml"]
    assert contents(folder) == before


def test_no_forged_state_of_any_widget_changes_a_byte_or_ends_the_app(public):
    folder, address = public
    before = contents(folder)
    chance = random.Random(11)

    async def forge():
        for number in range(FORGED // 10):
            page = PAGES[number % len(PAGES)]
            session = await Session.opened(address, page, chance.choice(("", "year=2010", "what=relations&id=%00", "actor=aida-one&open=../x")))
            ids = [*session.ids(), "draft", "link", "page", "network", "uncommitted"]
            for _ in range(10):
                id, kind = chance.choice(ids), chance.choice(list(VALUES))
                session.set(id, **{kind: chance.choice(VALUES[kind])})
                await session.run()
            await session.close()
        honest = await Session.opened(address)
        assert "bailanysh_network" in honest.texts()
        await honest.close()

    answer(forge())
    assert contents(folder) == before


def test_messages_beside_the_runs_of_a_script_tell_nothing_and_end_nothing(public):
    folder, address = public
    before = contents(folder)
    messages = [BackMsg(**{name: True}) for name in ("clear_cache", "set_run_on_save", "stop_script", "load_git_info", "app_heartbeat",
                                                    "debug_disconnect_websocket", "debug_shutdown_runtime")]
    install = BackMsg()
    install.backend_operation_request.request_id = "1"
    install.backend_operation_request.install_skills.SetInParent()
    install_text = install.SerializeToString()

    async def send(message) -> list:
        session = await Session.opened(address)
        try:
            await session.send(message)
            await session.run()
        except ConnectionClosed:
            return []
        finally:
            await session.close()
        return session.others

    for message in (*messages, install_text, b"", b"\xff\xff\xff\xff", b"\x00" * 1000, os.urandom(5000)):
        told = answer(send(message))
        assert not [each for each in told if each.WhichOneof("type") == "git_info_changed"]
        assert not [each for each in told if each.WhichOneof("type") == "backend_operation_response" and not each.backend_operation_response.error_msg]
        assert urllib.request.urlopen(f"{address}/_stcore/health", timeout=10).status == 200
    assert contents(folder) == before


def test_a_message_of_many_megabytes_is_refused(public):
    _folder, address = public

    async def send():
        session = await Session.opened(address)
        session.set(session.ids()[0], string_value="x" * 3_000_000)
        with pytest.raises((ConnectionClosed, TimeoutError)):
            async with asyncio.timeout(10):
                await session.run()

    answer(send())
    assert urllib.request.urlopen(f"{address}/_stcore/health", timeout=10).status == 200
