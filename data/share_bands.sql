-- 各区县2025年派出所警力占比与年度目标、参考区间。
SELECT
  d.district AS district,
  d.kind AS kind,
  d.station_rate AS station_rate,
  r.goal AS goal,
  r.low AS low,
  r.high AS high
FROM district_latest AS d
JOIN share_references AS r ON d.district = r.district
ORDER BY station_rate DESC
