"""DOCX, PPTX and XLSX (ECMA-376)."""
