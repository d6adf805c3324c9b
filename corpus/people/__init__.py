"""What makes people on lists findable: their names, institutions and fields in any spelling."""
