"""Records in: what other people wrote, turned into leaflets that build as they are.

One format, one package; `dump` writes the leaflets of all. A record holds facts, so nothing is lost
silently and nothing is invented: whatever a leaflet has no place for is named in a diagnostic, with
its line.
"""

from polyleaf.importers.dump import merge_glossary, to_yaml
from polyleaf.importers.markdown.record import ImportedRecord, import_record

__all__ = ["ImportedRecord", "import_record", "merge_glossary", "to_yaml"]
