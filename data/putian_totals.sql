-- 莆田派出所用房：总数与前后两批之和，逐项对账。
SELECT
  CASE WHEN fact_id IN ('F020', 'F022', 'F024') THEN '无房' ELSE '危房' END AS condition,
  MAX(CASE WHEN fact_id IN ('F020', 'F021') THEN value END) AS total,
  MAX(CASE WHEN fact_id IN ('F022', 'F023') THEN value END) AS earlier,
  MAX(CASE WHEN fact_id IN ('F024', 'F025') THEN value END) AS later
FROM facts
WHERE fact_id IN ('F020', 'F021', 'F022', 'F023', 'F024', 'F025')
GROUP BY condition
ORDER BY condition DESC
