"""Parts that any page may use; they know texts and letters, never records."""
