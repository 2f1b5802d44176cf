"""How is a file format walked, safely? Shared by importers and exporters: one walk, one offset."""
