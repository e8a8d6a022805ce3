"""Lets the tests of figures share how they write down what they expect."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
