"""The list of learners: whatever form it has, each is found once, or it is told what is wrong."""

import pytest

from grader.release.roster import RosterError, learners


@pytest.fixture
def found(tmp_path):
    def read(text):
        (tmp_path / "roster.csv").write_bytes(text.encode())
        return learners(tmp_path / "roster.csv")

    return read


@pytest.mark.parametrize(
    "text",
    [
        "anna\nbert\n",
        "anna\r\n\r\nbert",
        "\ufeffid,first_name\nanna,Anna\nbert,Bert\n",
        "first_name,id\nAnna,anna\nBert, bert\n",
        '"anna","Anna, the first"\n"bert",""\n',
    ],
    ids=["lines", "Windows", "a table", "another column", "a table without names"],
)
def test_the_learners_are_found_in_their_order(found, text):
    assert ["anna", "bert"] == found(text)


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "found no learner"),
        ("id,name\n", "found no learner"),
        ("anna\nbert\nanna\n", "found anna more than once"),
        ("anna\n../bert\n", "learner 2: found `../bert`"),
        ("anna\n.hidden\n", "learner 2: found `.hidden`"),
        ("name,id\nAnna,anna\nBert\n", "learner 2: found ``"),
        (
            "name,email\nAnna,anna@example.org\n",
            "line 1: found the columns name, email; expected a column `id`",
        ),
        (
            "login;email\nanna;anna@example.org\n",
            "line 1: found the columns login;email; expected a column `id`",
        ),
        ("ID,first_name\nanna,Anna\n", "line 1: found the columns ID, first_name; expected a column `id`"),
        ("\x00anna\n", "expected an id that can be the name of a folder"),
    ],
)
def test_what_is_wrong_is_told_in_words(found, text, said):
    with pytest.raises(RosterError) as error:
        found(text)

    assert said in str(error.value)


def test_a_list_that_is_not_there_is_told_in_words(tmp_path):
    with pytest.raises(RosterError, match="expected a list of learners"):
        learners(tmp_path / "nobody.csv")
