"""Taking submissions in: out of a folder or archive, as a learning platform hands them out, into `classroom/submitted/`.

- `parcels`: the files of a folder or a zip archive, read defensively, whatever is in them
- `owners`: whose a file is, by its name: as Canvas and Moodle name them, or by the id of a learner
- `shelving`: what is taken goes to the learner's folder; what was there before is never lost
- `commands`: ``take-in``
"""

from .owners import Known, Owners, read_people
from .parcels import Parcel, parcels
from .shelving import Taken, take_in

__all__ = ["Known", "Owners", "Parcel", "Taken", "parcels", "read_people", "take_in"]
