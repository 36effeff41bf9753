-- 各区县改造项目汇总；到期项目指期限在2025年12月31日（含）以前的项目。
SELECT
  district,
  COUNT(*) AS projects,
  SUM(CASE WHEN result = '未到期限' THEN 0 ELSE 1 END) AS due,
  SUM(CASE WHEN actual IS NOT NULL THEN 1 ELSE 0 END) AS done,
  SUM(CASE WHEN result = '按原定期限完成' THEN 1 ELSE 0 END) AS on_time,
  SUM(CASE WHEN result = '逾期未完成' THEN 1 ELSE 0 END) AS overdue,
  SUM(investment) AS investment
FROM upgrade_status
GROUP BY district
ORDER BY projects DESC, district
