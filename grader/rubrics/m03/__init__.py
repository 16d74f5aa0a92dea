"""M03, the API gateway pattern: five exercises, and what several of them share."""
