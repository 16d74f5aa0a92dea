# ruff: noqa: INP001  a folder of files for a server, no package
"""JupyterHub for one class on one server with Linux; `docs/hub.md` says how it is set up, `docs/hub_trial.md` what was tried.

Each user's server runs as their own account on this machine. The variables below, set where the hub is started, name
other places than the usual ones.
"""

import grp
import os
import pwd
from pathlib import Path

c = get_config()  # noqa: F821  JupyterHub provides it

HERE = Path(__file__).resolve().parent
# What learners run: an unpacked kit, which has neither solutions nor hidden rows, with its environment in `.venv`.
KIT = Path(os.environ.get("COURSE_HUB_KIT", "/opt/course"))
# Where assignments go out and submissions come in.
EXCHANGE = os.environ.get("COURSE_EXCHANGE", "/srv/exchange")
# Groups of this machine: who may log in at all, and whose server opens the whole course, in their folder `course`.
LEARNERS = os.environ.get("COURSE_HUB_LEARNERS", "course-learners")
INSTRUCTORS = os.environ.get("COURSE_HUB_INSTRUCTORS", "course-instructors")

# Reached from this machine alone: put a web server with a certificate before it (docs/hub.md).
c.JupyterHub.bind_url = os.environ.get("COURSE_HUB_URL", "http://127.0.0.1:8000")

# Passwords are those of the accounts on this machine.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {LEARNERS, INSTRUCTORS}
# A session for the hub itself would set its limits, not those of the users' servers.
c.PAMAuthenticator.open_sessions = False

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
# A first start copies 15 notebooks and imports JupyterLab, while 30 others do the same.
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.Spawner.environment = {"COURSE_EXCHANGE": EXCHANGE}


def _choose(spawner) -> None:  # noqa: ANN001  JupyterHub's
    """Give an instructor the whole course, in their own folder and environment, and everybody else the kit."""
    account = pwd.getpwnam(spawner.user.name)
    groups = os.getgrouplist(account.pw_name, account.pw_gid)
    role = "instructor" if grp.getgrnam(INSTRUCTORS).gr_gid in groups else "learner"
    course = Path(account.pw_dir, "course") if role == "instructor" else KIT
    spawner.cmd = [str(course / ".venv" / "bin" / "python"), str(HERE / "server.py"), role]


c.Spawner.pre_spawn_hook = _choose
