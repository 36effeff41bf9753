-- 全市分年度警力配置。社区民警数未单列的区县当年不计入社区民警占比的分母。
SELECT
  year,
  SUM(total_officers) AS total_officers,
  SUM(station_officers) AS station_officers,
  SUM(community_officers) AS community_officers,
  SUM(CASE WHEN community_officers IS NOT NULL THEN station_officers ELSE 0 END) AS community_base,
  COUNT(community_officers) AS districts_reported
FROM allocation
GROUP BY year
ORDER BY year
