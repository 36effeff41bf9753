SELECT district FROM b
