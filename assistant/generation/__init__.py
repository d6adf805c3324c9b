"""Answers by a language model, held to the same checks as those put together without one."""
