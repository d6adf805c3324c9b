"""Every door to the assistant: command line, HTTP, web page. Thin adapters over the same functions."""
