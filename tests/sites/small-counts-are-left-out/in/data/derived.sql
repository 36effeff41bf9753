SELECT district, n FROM cases WHERE year = 2025
