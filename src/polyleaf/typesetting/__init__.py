"""How a leaflet looks: citations, template, fonts, layout facts, rendering, conformance."""
