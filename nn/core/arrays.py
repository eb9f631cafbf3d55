"""The two kinds of arrays that everything is made of."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

Bits = NDArray[np.integer[Any]]
"""0 and 1."""
