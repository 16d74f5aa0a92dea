"""Whoever opens accounts may say where their functions run."""

import io
import zipfile

import pytest

from course import runtime
from course.cloud import Account
from course.cloud.functions.worker import hired

ECHO = "def handler(event, context): return event"


class Elsewhere(runtime.Worker):
    """A worker that notes what it is given."""

    def __init__(self, elapsed):
        super().__init__(elapsed)
        self.taken, self.started, self.closed = [], [], 0

    def take_in(self, archive):
        self.taken.append(archive)

    def start(self, package):
        self.started.append(package)
        return super().start(package)

    def close(self):
        self.closed += 1
        super().close()


@pytest.fixture
def workers():
    """The workers of the accounts that a test opens."""
    made = []
    with hired(lambda clock, trace: made.append(Elsewhere(lambda: clock.elapsed)) or made[-1]):
        yield made


def test_each_account_has_a_worker_of_its_own_that_ends_with_it(workers, new_lab):
    for name in ("sales", "fraud"):
        with Account() as account:
            lab = new_lab(account)
            lab.function(ECHO, name)
            lab.invoke(name)

    assert [1, 1] == [each.closed for each in workers]
    assert ["sales", "fraud"] == [each.started[0].name.partition("-")[0] for each in workers]


def test_a_worker_sees_each_archive_that_is_uploaded(workers, new_lab, zip_of):
    first, second, layer = (zip_of({"app.py": text}) for text in (ECHO, f"{ECHO} ", "1"))
    with Account() as account:
        lab = new_lab(account)
        lab.function("", Code={"ZipFile": first})
        lab.lambda_.update_function_code(FunctionName="sales", ZipFile=second)
        lab.lambda_.publish_layer_version(LayerName="l", Content={"ZipFile": layer})

    assert [first, second, layer] == workers[0].taken


def test_outside_of_the_block_accounts_have_this_process_again(new_lab):
    with hired(lambda clock, trace: Elsewhere(lambda: clock.elapsed)):
        pass
    with Account() as account:
        assert runtime.Worker is type(account.functions.worker)


def test_a_layer_that_was_deleted_stays_with_the_function_that_has_it(lab, zip_of):
    content = {"ZipFile": zip_of({"python/money.py": "EURO = 'EUR'"})}
    layer = lab.lambda_.publish_layer_version(LayerName="l", Content=content)
    source = "import money\ndef handler(event, context): return money.EURO"
    lab.function(source, Layers=[layer["LayerVersionArn"]])
    found = [lab.invoke()]
    lab.lambda_.delete_layer_version(LayerName="l", VersionNumber=1)
    lab.account.functions.cool()

    assert ["EUR", "EUR"] == [*found, lab.invoke()]


@pytest.mark.parametrize("path", ["../app.py", "/app.py", "a/../../app.py"])
def test_a_file_of_an_image_must_lie_within_it(lab, path):
    lab.account.images["a/b:1"] = {path: ECHO}
    lab.lambda_.create_function(
        FunctionName="sales", Role=lab.role(), PackageType="Image", Code={"ImageUri": "a/b:1"}
    )

    assert f"the image's file {path!r} lies outside of the image" == lab.invoke()["errorMessage"]


def test_a_package_that_is_damaged_is_reported(lab, zip_of):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("app.py", ECHO * 50)
    damaged = bytearray(content.getvalue())
    damaged[45:60] = b"\xff" * 15
    lab.function("", Code={"ZipFile": bytes(damaged)})
    document = lab.invoke()

    assert "Runtime.InvalidPackage" == document["errorType"]
    assert document["errorMessage"].startswith("the deployment package cannot be unpacked: ")


def test_no_variable_of_a_functions_own_changes_which_keys_it_has(lab):
    lab.function(
        "import os\ndef handler(event, context): return os.environ['AWS_CONFIG_FILE']",
        Environment={"Variables": {"AWS_CONFIG_FILE": "/elsewhere"}},
    )

    assert "/elsewhere" != lab.invoke()
