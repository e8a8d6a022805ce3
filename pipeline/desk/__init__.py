"""The review page: check row by row, with the source beside the row (`make review`)."""

from pipeline.desk.serve import desk_app, serve

__all__ = ["desk_app", "serve"]
