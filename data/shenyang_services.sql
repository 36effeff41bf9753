-- 沈阳公安政务服务：以“项”计量的服务事项。各项口径不同，不可相加。
SELECT fact_id, metric, value
FROM facts
WHERE fact_id IN ('F077', 'F081', 'F084', 'F091')
ORDER BY value DESC
