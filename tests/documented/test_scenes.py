"""What the documents tell people to type does what they say, typed in this order."""

import sys

import pytest
from documents import documented
from prepared import PREPARED
from printed import not_printed
from scenes import scenes

PRINTED = {command.text: command.prints for command in documented() if command.prints}


@pytest.mark.slow
@pytest.mark.kernel
@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a Unix shell")
@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_a_scene_goes_as_the_documents_say(scene, staged):
    stage = staged(*scene.ports)

    for step in scene.steps:
        if step.before:
            PREPARED[step.before](stage.checkout)
        said = stage.play(step)
        shown = [stage.here(line) for line in PRINTED.get(step.command, ())]
        assert "" == not_printed(shown, said), f"{step.command}\n{said}"
