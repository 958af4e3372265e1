"""The application, made once before a worker's first fork, so that no job pays for making it."""

from functools import cache

from flask import Flask

from heft_platform.app import create_app


@cache
def the_application() -> Flask:
    """Return the application of this process. It opens no connection until one is needed."""
    return create_app()
