"""Whether the tables of `extracted/`, edited or not, are what their descriptor says (`make validate`)."""

from pipeline.validate.checked import Validation, validate

__all__ = ["Validation", "validate"]
