-- 改造项目台账。办理结果以最近一次确定的期限（有调整的按调整后期限）为准，截至2025年12月31日。
SELECT
  u.project AS project,
  u.station AS station,
  s.station_name AS station_name,
  s.district AS district,
  u.action AS action,
  u.strength AS strength,
  u.planned AS planned,
  COALESCE(u.revised, u.planned) AS deadline,
  u.actual AS actual,
  u.investment AS investment,
  CASE WHEN u.investment IS NULL THEN '待核定' ELSE '已核定' END AS funding,
  CASE
    WHEN u.actual IS NOT NULL AND u.actual <= u.planned THEN '按原定期限完成'
    WHEN u.actual IS NOT NULL AND u.actual <= COALESCE(u.revised, u.planned) THEN '按调整期限完成'
    WHEN u.actual IS NOT NULL THEN '逾期完成'
    WHEN COALESCE(u.revised, u.planned) <= DATE '2025-12-31' THEN '逾期未完成'
    ELSE '未到期限'
  END AS result
FROM upgrades AS u
JOIN stations AS s ON u.station = s.station
ORDER BY project
