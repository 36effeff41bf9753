-- 工作会议讲话提出的三项警力占比目标；原文缺百分号，单位系推定。
SELECT fact_id, metric, value, strength, period
FROM facts
WHERE doc_id = 'pingliang' AND category = '警力配置'
ORDER BY value DESC
