"""Text in and out: decoding, folding, chunking."""
