"""Gettext catalogues: a template for each module, and beside them a folder for each language.

``translations/m05.pot`` and ``translations/de/m05.po``; the form is GNU gettext's
(https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html), which every translators' program reads.
"""

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from .error import TextsError
from .gather import Text

__all__ = ["read_language", "write_catalogues"]

_ABOUT = "Microservice integration patterns on AWS serverless: what learners read."


def write_catalogues(
    folder: Path, texts: Mapping[str, Iterable[Text]], language: str | None = None
) -> list[Path]:
    """Write the templates to `folder`, and bring the catalogues of each language in it up to date; return all paths.

    `language` is begun, if it is not there. A text that has changed keeps its old translation, marked as fuzzy; one that
    is gone is kept below, as obsolete: nothing that a translator wrote is lost. Raises TextsError, with nothing written.
    """
    templates = {name: _template(found) for name, found in texts.items()}
    languages = {path.parent.name for path in folder.glob("*/*.po")} | ({language} if language else set())
    made = {folder / f"{name}.pot": template for name, template in templates.items()}
    for each in sorted(languages):
        for name, template in templates.items():
            path = folder / each / f"{name}.po"
            catalogue = _read(path, each) if path.exists() else _empty(each)
            catalogue.update(template)
            made[path] = catalogue
    for path, catalogue in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, sort_output=False)
    return list(made)


def read_language(folder: Path, language: str) -> dict[str, dict[str, str]]:
    """Return by catalogue what each text is in a language; left out: not translated, or fuzzy. Raises TextsError."""
    files = sorted((folder / language).glob("*.po"))
    if not files:
        known = ", ".join(sorted({path.parent.name for path in folder.glob("*/*.po")})) or "none yet"
        raise TextsError(
            f"{(folder / language).as_posix()}: found no catalogue; expected a folder of .po files. Languages that are there: "
            f"{known}. To begin one, run `python -m grader texts {folder.as_posix()} --language {language}`."
        )
    return {path.stem: _translated(_read(path, language)) for path in files}


def _template(texts: Iterable[Text]) -> Catalog:
    template = _empty(None)
    for text in texts:
        template.add(text.words, locations=[(text.path, text.line)])
    return template


def _empty(language: str | None) -> Catalog:
    try:
        locale = Locale.parse(language) if language else None
    except (UnknownLocaleError, ValueError):
        raise TextsError(
            f"found the language `{language}`; expected a code such as `de` or `pt_BR`. Use the language's code."
        ) from None
    return Catalog(
        locale=locale,
        project="integration-course",
        version=version("integration-course"),
        header_comment=f"# {_ABOUT}",
        fuzzy=False,
        charset="utf-8",
    )


def _read(path: Path, language: str) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, UnknownLocaleError, ValueError) as error:
        raise TextsError(
            f"{path.as_posix()}: found a catalogue that cannot be read ({error}); expected gettext's form. Mend it in the "
            "program that wrote it; `msgfmt --check` says more."
        ) from None


def _translated(catalogue: Catalog) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
