-- 平安守望员人数、居民小区数和二者之比（每个小区平均几人）。
SELECT
  SUM(CASE WHEN fact_id = 'F097' THEN value ELSE 0 END) AS guards,
  SUM(CASE WHEN fact_id = 'F096' THEN value ELSE 0 END) AS communities,
  SUM(CASE WHEN fact_id = 'F097' THEN value ELSE 0 END) / SUM(CASE WHEN fact_id = 'F096' THEN value ELSE 0 END) AS per_community
FROM facts
WHERE doc_id = 'shenyang'
