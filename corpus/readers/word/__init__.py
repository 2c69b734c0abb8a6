"""Word's formats: binary, packaged and rich text."""
