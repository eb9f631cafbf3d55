"""The network: numpy only, no Qt, usable from a script or a notebook."""
