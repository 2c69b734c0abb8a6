"""The register of tasks and targets: rows, filters, due dates, summaries."""
