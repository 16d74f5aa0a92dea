"""Catalogues lose nothing that a translator wrote, and nothing is shown that was written for another text."""

import pytest
from babel.messages.pofile import read_po, write_po

from grader.texts import Text, TextsError, read_language, write_catalogues

OLD = Text("Every service gets a copy of its own.", "authoring/lessons/m05_x.py", 12)
NEW = Text("Every service gets a copy of its very own.", "authoring/lessons/m05_x.py", 12)


def translate(path, words):
    with path.open("rb") as file:
        catalogue = read_po(file)
    for text, said in words.items():
        catalogue[text].string = said
    with path.open("wb") as file:
        write_po(file, catalogue)


@pytest.fixture
def folder(tmp_path):
    """Catalogues with one text, translated to German."""
    write_catalogues(tmp_path, {"m05": [OLD]}, "de")
    translate(tmp_path / "de" / "m05.po", {OLD.words: "Jeder Dienst bekommt seine Kopie."})
    return tmp_path


def test_a_template_says_where_each_text_stands(folder):
    assert "#: authoring/lessons/m05_x.py:12" in (folder / "m05.pot").read_text(encoding="utf-8")


def test_a_translated_text_is_read(folder):
    assert {"m05": {OLD.words: "Jeder Dienst bekommt seine Kopie."}} == read_language(folder, "de")


def test_a_changed_text_is_fuzzy_and_its_old_translation_is_not_shown(folder):
    write_catalogues(folder, {"m05": [NEW]})
    written = (folder / "de" / "m05.po").read_text(encoding="utf-8")

    assert "#, fuzzy" in written
    assert "Jeder Dienst bekommt seine Kopie." in written
    assert {"m05": {}} == read_language(folder, "de")


def test_a_text_that_is_gone_is_kept_with_its_translation(folder):
    write_catalogues(folder, {"m05": [Text("Something else altogether, 1 2 3!", "a.py", 1)]})

    assert "#~ msgstr" in (folder / "de" / "m05.po").read_text(encoding="utf-8")


def test_gathering_again_changes_no_translation(folder):
    write_catalogues(folder, {"m05": [OLD]})

    assert {"m05": {OLD.words: "Jeder Dienst bekommt seine Kopie."}} == read_language(folder, "de")


def test_a_language_that_is_not_there_names_those_that_are(folder):
    with pytest.raises(TextsError, match=r"Languages that are there: de\. To begin one, run"):
        read_language(folder, "fr")


def test_a_code_of_no_language_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(TextsError, match="expected a code such as `de`"):
        write_catalogues(tmp_path, {"m05": [OLD]}, "klingonish")

    assert [] == list(tmp_path.iterdir())


def test_a_damaged_catalogue_is_named(folder):
    (folder / "de" / "m05.po").write_text('msgid "a"\nmsgstr "b\nnonsense\n', encoding="utf-8")

    with pytest.raises(TextsError, match=r"de/m05\.po: found a catalogue that cannot be read"):
        read_language(folder, "de")
