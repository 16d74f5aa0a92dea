"""The learner's programs come along."""

import io
import json
import zipfile

import yaml

IDLE = "def handler(event, context):\n    return event\n"


class _Reader(yaml.SafeLoader):
    """Takes CloudFormation's tags for what stands behind them."""


_Reader.add_multi_constructor("!", lambda loader, tag, node: loader.construct_scalar(node))


def test_a_sam_template_finds_every_file_of_a_function_and_of_a_layer(shop):
    place = shop.folders["sam"]
    template = yaml.load((place / "template.yaml").read_text(), _Reader)  # noqa: S506  a loader of ours that is safe
    resources = template["Resources"]
    pack, money = (resources[name]["Properties"] for name in ("PackFunction", "MoneyLayer"))

    assert ["app.py", "rest.py"] == sorted(file.name for file in (place / pack["CodeUri"]).iterdir())
    assert "EURO = 'EUR'\n" == (place / money["ContentUri"] / "python" / "money.py").read_text()
    assert (place / resources["CollectFunction"]["Properties"]["CodeUri"] / "app.py").exists()


def test_the_code_in_the_folder_is_the_code_that_ran(lab, tmp_path):
    lab.function(IDLE)
    lab.account.export_to(tmp_path)

    assert IDLE == (tmp_path / "src" / "sales" / "app.py").read_text()


def test_cloudformation_holds_one_short_program_itself(lab):
    lab.function(IDLE)
    template = json.loads(lab.account.export("cloudformation", "json"))
    function = template["Resources"]["SalesFunction"]["Properties"]

    assert ({"ZipFile": IDLE}, "index.handler") == (function["Code"], function["Handler"])
    assert "Parameters" not in template


def test_cloudformation_finds_any_other_program_in_a_bucket(shop):
    template, place = shop.template("cloudformation"), shop.folders["cloudformation"]
    code = template["Resources"]["PackFunction"]["Properties"]["Code"]

    assert ({"Ref": "CodeBucket"}, "src/pack.zip") == (code["S3Bucket"], code["S3Key"])
    assert "CodeBucket" in template["Parameters"]
    with zipfile.ZipFile(io.BytesIO((place / code["S3Key"]).read_bytes())) as package:
        assert ["app.py", "rest.py"] == sorted(package.namelist())


def test_an_address_in_a_program_stays_as_it_is(lab):
    text = 'QUEUE = "arn:aws:sqs:us-east-1:123456789012:sales-q"\n' + IDLE
    lab.queue()
    lab.function(text)
    template = json.loads(lab.account.export("cloudformation", "json"))

    assert {"ZipFile": text} == template["Resources"]["SalesFunction"]["Properties"]["Code"]


def test_an_image_is_named_and_left_out(lab):
    lab.account.images["123456789012.dkr.ecr.us-east-1.amazonaws.com/sales:1"] = {"app.py": IDLE}
    lab.lambda_.create_function(
        FunctionName="sales",
        Role=lab.role(),
        PackageType="Image",
        Code={"ImageUri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/sales:1"},
        ImageConfig={"Command": ["app.handler"]},
    )
    template = json.loads(lab.account.export(syntax="json"))

    assert "Image" == template["Resources"]["SalesFunction"]["Properties"]["PackageType"]
    assert [said for said in template["Metadata"]["LeftOut"] if said.startswith("function sales: its image")]
