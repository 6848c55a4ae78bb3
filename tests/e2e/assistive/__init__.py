"""A desktop without a screen, for a window and a real client of AT-SPI: what a screen reader would hear."""
