SELECT year, SUM(n) AS total FROM cases GROUP BY year
