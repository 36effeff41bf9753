SELECT year, SUM(officers) AS total FROM staff GROUP BY year ORDER BY year
