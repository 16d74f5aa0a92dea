"""AWS Lambda, really run: the handler's own code, in this process, on virtual time.

moto stores functions but cannot run them without Docker. Here their code is loaded as Lambda loads it: module state
survives warm starts and dies with cold ones, the environment is the function's own, and what goes wrong is reported
under Lambda's names.
"""

from .asynchronous import Asynchronous, destination
from .code import Images
from .functions import Functions, Outcome

__all__ = ["Asynchronous", "Functions", "Images", "Outcome", "destination"]
