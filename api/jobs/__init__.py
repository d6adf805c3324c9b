"""Work that takes longer than a request: done one after another, each piece in a process of its own."""
