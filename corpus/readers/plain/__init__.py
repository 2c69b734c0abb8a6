"""Text as it comes, and what every format is written into: blocks, grids, marks, bounds."""
