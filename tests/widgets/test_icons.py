"""There is an icon of our own for whatever a state machine can call, and no two are the same."""

import pytest

from course.asl.integrations.optimised import OPTIMISED, SDK_SERVICES
from course.widgets.icons import ICONS, SDK, icon, service_icon


@pytest.mark.parametrize("service", OPTIMISED)
def test_every_optimised_integration_has_an_icon_of_its_own(service):
    assert service == service_icon(service)
    assert icon(service)


@pytest.mark.parametrize("service", SDK_SERVICES)
def test_a_service_has_the_same_icon_under_the_name_that_the_sdk_gives_it(service):
    assert service == service_icon(SDK_SERVICES[service])


@pytest.mark.parametrize("kind", ["task", "pass", "choice", "wait", "succeed", "fail", "parallel", "map"])
def test_every_type_of_state_has_an_icon(kind):
    assert icon(kind)


def test_a_service_without_an_icon_has_that_of_the_sdk():
    assert SDK == service_icon("polly")


def test_a_type_of_state_is_no_service():
    assert SDK == service_icon("map")


def test_no_two_icons_are_the_same():
    assert len(ICONS) == len(set(ICONS.values()))
