"""The execution environments of an account: made when they are needed, kept while they are warm.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

from moto.awslambda.models import LambdaFunction
from moto.moto_api._internal import mock_random

from course.clock import Clock
from course.facts import latency

from . import layers
from .code import Images, fingerprint
from .environment import Environment, package
from .worker import Worker

__all__ = ["Environments"]


class Environments:
    """Idle environments by the code and configuration they were made for; each runs one invocation at a time."""

    def __init__(self, clock: Clock, images: Images, worker: Worker) -> None:
        self._clock = clock
        self._images = images
        self._worker = worker
        self._idle: dict[str, list[Environment]] = {}
        # A layer that is deleted stays with the functions that have it.
        self._layers: dict[str, tuple[bytes, ...]] = {}

    def close(self) -> None:
        """Let all go, and what they left behind."""
        self._idle.clear()
        self._worker.close()

    def cool(self, name: str = "") -> None:
        """Let all idle environments go (of one function, or of all)."""
        for key in [key for key in self._idle if not name or key.startswith(f"{name} ")]:
            for environment in self._idle.pop(key):
                environment.runtime.close()

    def take(self, function: LambdaFunction) -> tuple[Environment, bool]:
        """Return an environment for this very code and configuration, and whether it is new. Raises `CodeError`."""
        key = self._key(function)
        idle = self._idle.get(key, [])
        while idle:
            environment = idle.pop()
            if self._clock.elapsed - environment.idle_since <= latency("lambda", "idle_until_cold"):
                return environment, False
            environment.runtime.close()
        return self._make(function, key), True

    def put_away(self, environment: Environment, *, survives: bool) -> None:
        """Keep an environment for the next invocation, or let it go where it did not survive this one."""
        if not survives:
            environment.runtime.close()
            return
        environment.idle_since = self._clock.elapsed
        self._idle.setdefault(environment.key, []).append(environment)

    def _key(self, function: LambdaFunction) -> str:
        code = fingerprint(function, self._images)
        # The same code, uploaded once more, starts cold as well.
        configuration = (
            function.code.get("UUID", ""),
            function.handler,
            function.memory_size,
            function.timeout,
            function.run_time,
            [layer["Arn"] for layer in function.layers],
            sorted(function.environment_vars.items()),
        )
        return f"{function.function_name} {function.region} {function.version} {code} {configuration}"

    def _make(self, function: LambdaFunction, key: str) -> Environment:
        stream = f"{self._clock.now:%Y/%m/%d}/[{function.version}]{mock_random.get_random_hex(32)}"
        beside = layers.fingerprint(function)
        if beside not in self._layers:
            self._layers[beside] = layers.archives(function)
        made_of = package(function, self._images, stream, beside, self._layers[beside])
        return Environment(key, self._worker.start(made_of), stream)
