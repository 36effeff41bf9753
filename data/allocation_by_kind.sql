-- 按区县类型汇总的警力配置，口径与 city_by_year 一致。
SELECT
  d.kind AS kind,
  a.year AS year,
  COUNT(*) AS districts,
  SUM(a.total_officers) AS total_officers,
  SUM(a.station_officers) AS station_officers,
  SUM(a.community_officers) AS community_officers,
  SUM(CASE WHEN a.community_officers IS NOT NULL THEN a.station_officers ELSE 0 END) AS community_base
FROM allocation AS a
JOIN districts AS d ON a.district = d.district
GROUP BY d.kind, a.year
ORDER BY kind, year
