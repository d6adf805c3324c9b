"""The people on lists: found by topic, name, institution and place, with the reason for each."""

from index.people.directory import Directory, Facet, Found, Results, Wanted, located, open_directory
from index.people.person import Person

__all__ = ["Directory", "Facet", "Found", "Person", "Results", "Wanted", "located", "open_directory"]
