"""Facts about a document as a whole: number, dates, issuer, signer, title; each with its place."""
