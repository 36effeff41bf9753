-- 改造项目的原定期限、调整后期限和完成日期，一个项目一行。
SELECT
  u.project || ' ' || s.station_name || u.action AS item,
  s.district AS district,
  u.planned AS planned,
  u.revised AS revised,
  u.actual AS actual
FROM upgrades AS u
JOIN stations AS s ON u.station = s.station
ORDER BY item
