"""What WeasyPrint leaves undone of PDF/UA-1 (ISO 14289-1), mended while a PDF is written."""
