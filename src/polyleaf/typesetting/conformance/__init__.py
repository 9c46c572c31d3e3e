"""What WeasyPrint leaves undone of PDF/UA and PDF/A, mended while a PDF is written."""
