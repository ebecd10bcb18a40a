"""The yardstick between the bare echo and us: store an event with one commit, answer 200, reply
from a pool of 32.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import urllib3
from flask import Flask, Response, request

app = Flask(__name__)
SECRET = os.environ["LINE_CHANNEL_SECRET"].encode()
REPLY = os.environ["LINE_API_URL"] + "/v2/bot/message/reply"
_pool = ThreadPoolExecutor(32)
_http = urllib3.PoolManager(maxsize=32)
_lock = threading.Lock()
_db = sqlite3.connect(os.environ["ECHO_DATABASE"], check_same_thread=False, isolation_level=None)
_db.executescript(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS e (id TEXT "
    "PRIMARY KEY, b TEXT);"
)


def _reply(event: dict[str, object]) -> None:
    body = {"replyToken": event["replyToken"], "messages": [{"type": "text", "text": "ok"}]}
    _http.request("POST", REPLY, json=body, headers={"Authorization": "Bearer stub"})


@app.post("/webhook")
def webhook() -> Response:
    """Verify, store, answer."""
    body = request.get_data()
    signature = base64.b64encode(hmac.new(SECRET, body, hashlib.sha256).digest()).decode()
    if not hmac.compare_digest(signature, request.headers.get("x-line-signature", "")):
        return Response("bad", 400)
    events = json.loads(body)["events"]
    with _lock:
        _db.execute("BEGIN IMMEDIATE")
        _db.executemany(
            "INSERT OR IGNORE INTO e VALUES (?, ?)",
            [(e["webhookEventId"], json.dumps(e)) for e in events],
        )
        _db.execute("COMMIT")
    for event in events:
        _pool.submit(_reply, event)
    return Response("OK")
