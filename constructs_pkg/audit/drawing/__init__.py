"""The picture of an assembly: its cells, their names and what each answers with, and who connects to whom.

The line runs `compose.picture_of` (facts to a picture without places), then either `sheet.as_svg` (places,
arrows and colours) or `mermaid.as_mermaid`. Nothing is drawn that the templates do not say.
"""
