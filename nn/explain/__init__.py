"""How every number of a step came about, in the notebook's symbols."""
