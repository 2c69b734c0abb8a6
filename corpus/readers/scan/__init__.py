"""Pictures of pages: recognition, the vote of two readings, what to warn of."""
