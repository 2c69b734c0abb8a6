"""PDF files: text by position, signature stamps, pages that need recognition."""
