-- 各区县最新年度的警力配置与达到“两个40%以上”的情况。
SELECT
  d.district_id AS district_id,
  d.district AS district,
  d.kind AS kind,
  d.population AS population,
  a.total_officers AS total_officers,
  a.station_officers AS station_officers,
  a.community_officers AS community_officers,
  ROUND(CAST(a.station_officers AS DOUBLE) / a.total_officers * 100, 1) AS station_rate,
  ROUND(CAST(a.community_officers AS DOUBLE) / a.station_officers * 100, 1) AS community_rate,
  CAST(ROUND(CAST(d.population AS DOUBLE) / a.community_officers, 0) AS BIGINT) AS people_per_officer,
  CASE WHEN 100 * a.station_officers >= 40 * a.total_officers THEN '达到' ELSE '未达到' END AS station_result,
  CASE WHEN 100 * a.community_officers >= 40 * a.station_officers THEN '达到' ELSE '未达到' END AS community_result,
  CASE
    WHEN 100 * a.station_officers >= 40 * a.total_officers AND 100 * a.community_officers >= 40 * a.station_officers THEN '两项达到'
    WHEN 100 * a.station_officers >= 40 * a.total_officers OR 100 * a.community_officers >= 40 * a.station_officers THEN '一项达到'
    ELSE '均未达到'
  END AS result
FROM districts AS d
JOIN allocation AS a ON d.district = a.district
WHERE a.year = 2025
ORDER BY station_rate DESC
