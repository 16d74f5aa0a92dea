"""The files of the course that hold what learners read, in another language."""

import json
from collections.abc import Mapping
from pathlib import Path

from grader.build.course_folder import made_by
from grader.build.notebook import GLOSSARY
from grader.rubrics.language import FILE

from .error import TextsError
from .gather import WHOLE_COURSE, catalogue_of, files, notebooks, of_exercises, retold

__all__ = ["in_language"]


def in_language(root: Path, language: str, words: Mapping[str, Mapping[str, str]]) -> dict[Path, str]:
    """Return place and content of every such file, to be laid over a copy of the checkout in `root`.

    `words` has what each text is in that language, by catalogue; a text without one stays English. Raises BuildError
    where a notebook would break, TextsError where a translation has not the braces of its original.
    """
    made: dict[Path, str] = {}
    english, translated = (
        json.dumps(said, ensure_ascii=False)
        for said in (GLOSSARY, words.get(WHOLE_COURSE, {}).get(GLOSSARY, GLOSSARY))
    )
    for path in notebooks(root):
        text = _translated(root, path, words)
        made |= {
            product.path: product.content.replace(english, translated)
            for product in made_by(root, path, text)
        }
    for path in files(root):
        made[path] = _translated(root, path, words)
    merged = {
        text: words[module][text]
        for module, texts in of_exercises(root).items()
        for text in dict.fromkeys(each.words for each in texts)
        if text in words.get(module, ())
    }
    made[Path("course") / FILE] = json.dumps(
        {"language": language, "words": merged}, ensure_ascii=False, indent=1
    )
    return made


def _translated(root: Path, path: Path, words: Mapping[str, Mapping[str, str]]) -> str:
    catalogue = catalogue_of(path)
    known = words.get(catalogue, {})
    try:
        return retold(root, path, lambda text, _: known.get(text, text))
    except TextsError as error:
        raise TextsError(f"{catalogue}.po, for {path.as_posix()}: {error}") from None
