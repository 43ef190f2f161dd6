"""Reports that were written, read again and made into documents: for people, for forges, for CI."""
