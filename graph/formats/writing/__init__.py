"""The formats that are written, one file each; `graph.formats.FORMATS` is their catalogue."""
