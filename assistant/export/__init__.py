"""The register as files: XLSX, DOCX, CSV, ICS."""
