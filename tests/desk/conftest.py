from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_tables import ORIGIN, PORT, Folder, Sender, write_all
from starlette.testclient import TestClient

from pipeline.desk.guard import Session
from pipeline.desk.serve import desk_app


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path, write_all(tmp_path / "extracted", tmp_path / "raw"))


@pytest.fixture
def session() -> Session:
    return Session(PORT, "the-token", "the-cookie")


@pytest.fixture
def stranger(folder: Folder, session: Session) -> Iterator[TestClient]:
    """A client that has not been given the token."""
    app = desk_app(folder.out, folder.raw, session, lambda row: folder.documents.get(row.document_id))
    with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient, session: Session) -> TestClient:
    """The page's own client."""
    stranger.cookies.set(session.cookie_name, session.cookie)
    return stranger


@pytest.fixture
def send(client: TestClient) -> Sender:
    """Sends a change as the page does; the answer, which is a refusal only where one is expected."""

    def post(path: str, refused: bool = False, **body: object) -> dict[str, object]:
        response = client.post(path, json=body, headers={"Origin": ORIGIN})
        answer = dict(response.json())
        assert response.status_code == 200
        assert ("error" in answer) == refused, answer
        return answer

    return post
