"""What an API has behind it: functions, other services, HTTP servers, or nothing but a template."""

from .integrating import integrate

__all__ = ["integrate"]
