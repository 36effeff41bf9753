SELECT district FROM a
