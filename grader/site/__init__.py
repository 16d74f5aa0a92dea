"""The course as a static site: every lesson as it looks after it has run, to be read where no JupyterLab is.

Its pages load nothing but the one stylesheet beside them, run no script, and follow the reader's light or dark. That is
why nbconvert makes them and no book generator: Jupyter Book 2 needs Node, fetches its theme when it builds, and its pages
are a script's.

- `plan`: which pages there are, in which order; read this first
- `execution`: a lesson, run once
- `body`: a notebook or a document as HTML, each picture with its twin in words
- `headings` and `links`: names to link to, and links that lead to pages of the site
- `frame`: what stands around each page; `index`: the first page, the map of the modules; `sheet` and `site.css`: how it looks
- `writing`: all of it, into a folder
- `commands`: ``grader site``
"""

from .execution import SiteError
from .plan import Page, Plan, planned
from .writing import write_site

__all__ = ["Page", "Plan", "SiteError", "planned", "write_site"]
