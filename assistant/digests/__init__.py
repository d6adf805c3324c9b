"""Tools for staff who write digests: what a page says that no statement carries, checks, drafts, anchors."""
