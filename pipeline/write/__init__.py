"""Records → files, one module per form. Files appear whole or not at all."""
