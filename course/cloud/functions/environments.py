"""The execution environments of an account: made when they are needed, kept while they are warm.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

import tempfile
from itertools import count
from pathlib import Path

from moto.awslambda.models import LambdaFunction
from moto.moto_api._internal import mock_random

from course.clock import Clock
from course.facts import latency

from . import layers
from .code import Images, fingerprint, unpack
from .environment import Environment, variables
from .sandbox import Sandbox

__all__ = ["Environments"]


class Environments:
    """Idle environments by the code and configuration they were made for; each runs one invocation at a time."""

    def __init__(self, clock: Clock, images: Images) -> None:
        self._clock = clock
        self._images = images
        self._idle: dict[str, list[Environment]] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = count()

    def close(self) -> None:
        """Remove what lies on the disk."""
        self._idle.clear()
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def cool(self, name: str = "") -> None:
        """Let all idle environments go (of one function, or of all)."""
        for key in [key for key in self._idle if not name or key.startswith(f"{name} ")]:
            del self._idle[key]

    def take(self, function: LambdaFunction) -> tuple[Environment, bool]:
        """Return an environment for this very code and configuration, and whether it is new. Raises `CodeError`."""
        key = self._key(function)
        idle = self._idle.get(key, [])
        while idle:
            environment = idle.pop()
            if self._clock.elapsed - environment.idle_since <= latency("lambda", "idle_until_cold"):
                return environment, False
        return self._make(function, key), True

    def give_back(self, environment: Environment) -> None:
        """Keep an environment for the next invocation."""
        environment.idle_since = self._clock.elapsed
        self._idle.setdefault(environment.key, []).append(environment)

    def _key(self, function: LambdaFunction) -> str:
        code = fingerprint(function, self._images)
        configuration = (
            function.handler,
            function.memory_size,
            function.timeout,
            function.run_time,
            [layer["Arn"] for layer in function.layers],
            sorted(function.environment_vars.items()),
        )
        return f"{function.function_name} {function.region} {function.version} {code} {configuration}"

    def _make(self, function: LambdaFunction, key: str) -> Environment:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="lambda-", ignore_cleanup_errors=True)
        root = Path(self._folder.name).resolve()
        folder = unpack(function, self._images, root)
        opt = layers.place(function, root)
        tmp = root / f"tmp-{next(self._numbers)}"
        tmp.mkdir()
        stream = f"{self._clock.now:%Y/%m/%d}/[{function.version}]{mock_random.get_random_hex(32)}"
        sandbox = Sandbox(folder, variables(function, folder, tmp, stream), layers.paths(function, opt))
        roots = {folder: "/var/task", **({opt: "/opt"} if opt else {})}
        return Environment(key, sandbox, roots, stream)
