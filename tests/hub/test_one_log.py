"""Web server, worker, beat and commands write one kind of log: JSON lines that name nobody."""

import json
import os
import subprocess
import sys

import pytest

from hub.settings.environment import ROOT

TROUBLE = "SMTPRecipientsRefused: ama@example.test, 07700 900123, /t/ABCD2345EFGH6789/"
SETUP = "import django; django.setup(); import logging;"
RAISED = f"try: raise OSError({TROUBLE!r})\nexcept OSError: logging.getLogger(name).exception('failed')"
WORKER = f"{SETUP} from hub.celery import app; app.log.setup(loglevel='INFO', redirect_stdouts=True); name = 'celery.worker'\n"
BEAT = f"{SETUP} from hub.celery import app; app.log.setup_logging_subsystem(loglevel='INFO'); name = 'celery.beat'\n"
WEB = (
    "from gunicorn.config import Config; from gunicorn.util import load_class; import logging;"
    "load_class('hub.logs.WebServerLog')(Config()); name = 'gunicorn.error'\n"
)
COMMAND = f"{SETUP} raise OSError({TROUBLE!r})"


@pytest.mark.parametrize(
    "process", [WORKER + RAISED, BEAT + RAISED, WEB + RAISED, COMMAND], ids=["worker", "beat", "web", "command"]
)
def test_an_error_is_one_line_of_json_without_anybody_in_it(process, tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "HUB_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "hub.settings.base",
    }

    run = subprocess.run(
        [sys.executable, "-c", process], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    lines = [json.loads(line) for line in run.stderr.splitlines() if line.strip()]
    assert any("SMTPRecipientsRefused" in line.get("exception", "") for line in lines), run.stderr
    assert not any(said in run.stderr + run.stdout for said in ("ama@example", "900123", "ABCD2345"))


def test_each_way_of_starting_the_web_server_uses_it():
    for file in ("Dockerfile", "hub/management/commands/serve.py"):
        assert "hub.logs.WebServerLog" in (ROOT / file).read_text(encoding="utf-8")
