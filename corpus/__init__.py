"""Publications: what is known of them, how they are read, where they are kept."""
