-- 派出所最新年度名册：基本情况与警力。
SELECT
  s.station AS station,
  s.station_name AS station_name,
  s.district AS district,
  s.kind AS kind,
  s.condition AS condition,
  t.officers AS officers,
  t.community_officers AS community_officers,
  ROUND(CAST(t.community_officers AS DOUBLE) / t.officers * 100, 1) AS community_rate
FROM stations AS s
JOIN station_staff AS t ON s.station = t.station
WHERE t.year = 2025
ORDER BY station
