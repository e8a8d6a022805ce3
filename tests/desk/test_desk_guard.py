"""Who the page answers: its own browser window on this machine, and nobody else."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from desk_tables import ORIGIN, PORT, Folder
from starlette.testclient import TestClient

from pipeline.desk.guard import Session
from pipeline.desk.serve import serve

PATHS = (
    "/",
    "/view",
    "/place/findings:f0001",
    "/text/findings:f0001",
    "/page/fund-2023/1",
    "/static/desk.js",
)
CHANGES = ("/decide", "/withdraw", "/undo", "/accept-all", "/add")


@pytest.mark.parametrize("path", PATHS)
def test_without_the_session_nothing_is_told(stranger: TestClient, path: str) -> None:
    """A request without the cookie gets a refusal that shows no row."""
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "Fund" not in answer.text


def test_token_gives_the_cookie_once(stranger: TestClient, session: Session) -> None:
    """The printed address sets a strict, script-proof cookie and leaves the token out of the address."""
    answer = stranger.get("/", params={"token": session.token})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert session.token not in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", "the-cookie", "thé-token"])
def test_wrong_token(stranger: TestClient, token: str) -> None:
    """Any other token is refused."""
    assert stranger.get("/", params={"token": token}).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", f"evil.example:{PORT}", f"127.0.0.1.evil.example:{PORT}", ""]
)
@pytest.mark.parametrize("path", ["/", "/static/desk.css"])
def test_other_host_names(client: TestClient, host: str, path: str) -> None:
    """A name that was made to point at this machine is refused, cookie or not."""
    assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_other_sites(client: TestClient, headers: dict[str, str]) -> None:
    """A page of another site can neither read nor change anything."""
    assert client.get("/view", headers=headers).status_code == 403
    assert client.post("/undo", json={}, headers={"Origin": ORIGIN} | headers).status_code == 403


@pytest.mark.parametrize("path", CHANGES)
def test_change_without_origin(client: TestClient, folder: Folder, path: str) -> None:
    """A change that does not say where it comes from is refused."""
    assert client.post(path, json={"row": "findings:f0001", "review": "accept"}).status_code == 403
    assert folder.reviews() == []


@pytest.mark.parametrize("path", CHANGES)
def test_change_by_link_or_form(client: TestClient, path: str) -> None:
    """Neither a link nor a form can change anything."""
    assert client.get(path).status_code == 405
    form = client.post(path, data={"row": "findings:f0001"}, headers={"Origin": ORIGIN})
    assert form.status_code == 415
    assert client.put(path, json={}, headers={"Origin": ORIGIN}).status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"row": 3}',
        b'{"row": "findings:none"}',
        b'{"row": "findings:f0001", "review": "delete"}',
        b'{"row": "findings:f0001", "review": "edit", "cells": []}',
    ],
)
def test_odd_bodies(client: TestClient, folder: Folder, body: bytes) -> None:
    """A body that makes no sense is refused or decides what it says; it never breaks the page."""
    answer = client.post(
        "/decide", content=body, headers={"Origin": ORIGIN, "Content-Type": "application/json"}
    )
    assert answer.status_code == 200
    assert ("error" in answer.json()) == (folder.reviews() == [])
    assert client.get("/").status_code == 200


def test_too_large_a_body(client: TestClient) -> None:
    """A body of more than a megabyte is refused unread."""
    answer = client.post("/decide", json={"note": "x" * 1_000_001}, headers={"Origin": ORIGIN})
    assert answer.status_code == 413


@pytest.mark.parametrize("path", [*PATHS, "/nothing", "/decide"])
def test_security_headers(client: TestClient, path: str) -> None:
    """Every answer forbids other sources, framing, sniffing and keeping."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/page/../../secret/1",
        "/page/..%2f..%2fsecret/1",
        "/page/%2e%2e/1",
        "/page/fund-2023/2",
        "/page/fund-2023/0",
        "/page/fund-2023/99999999999999999999",
        "/page/hostile/1",
        "/text/findings:..%2fsecret",
        "/text/..%2f..%2fsecret",
        "/place/documents:fund-2023",
        "/static/..%2fapp.py",
        "/static/../app.py",
        "/static/nothing.js",
        "/text/fund-2023.txt",
    ],
)
def test_no_path_reaches_the_file_system(client: TestClient, folder: Folder, path: str) -> None:
    """A name that stands in no table is not found, whatever files there are."""
    (folder.root / "secret").write_text("secret words", encoding="utf-8")
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret words" not in answer.text


def test_table_that_points_outside_raw(folder: Folder, session: Session) -> None:
    """A file named in documents.csv that lies outside raw/ is not opened."""
    from pipeline.desk.serve import desk_app, reader  # noqa: PLC0415

    (folder.raw / "fund-2023.pdf").rename(folder.root / "fund-2023.pdf")
    path = folder.out / "documents.csv"
    path.write_text(
        path.read_text("utf-8-sig").replace("fund-2023.pdf", "../fund-2023.pdf"), encoding="utf-8"
    )
    app = desk_app(folder.out, folder.raw, session, reader(folder.raw, folder.root / "build"))
    with TestClient(app, base_url=ORIGIN) as client:
        client.cookies.set(session.cookie_name, session.cookie)
        assert client.get("/page/fund-2023/1").status_code == 404
        assert "underfunded" in client.get("/text/findings:f0001").text


def test_listens_on_loopback_only(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The socket is bound to 127.0.0.1 and the printed address holds the token."""
    bound: list[tuple[str, int]] = []
    done = threading.Event()

    class Server:
        def __init__(self, config: object) -> None: ...

        def run(self, sockets: list[socket.socket]) -> None:
            bound.extend(one.getsockname() for one in sockets)
            done.set()

    monkeypatch.setattr("uvicorn.Server", Server)
    serve(folder.out, folder.raw, Path("build"), open_browser=False)
    assert done.is_set()
    assert [host for host, _ in bound] == ["127.0.0.1"]
    assert f"http://127.0.0.1:{bound[0][1]}/?token=" in capsys.readouterr().out
