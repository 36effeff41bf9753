-- 莆田派出所用房：按现状和搬迁批次点数。
SELECT
  condition,
  required_action,
  strength,
  deadline,
  COUNT(*) AS n
FROM facilities
WHERE doc_id = 'putian'
GROUP BY condition, required_action, strength, deadline
ORDER BY deadline, condition DESC
